"""The height that a dike needs; the numbers are made up."""


def height(tide: float, waves: float) -> float:
    run_up = 1.6 * waves  # on grass
    return tide + run_up + 0.5


print(height(4.2, 1.1))
