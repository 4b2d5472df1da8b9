from __future__ import annotations

from references.latex import rich_text, unknown_commands
from references.rendering import runs
from text.html import text_html
from text.run import Run


def test_markup_becomes_the_look_of_runs() -> None:
    assert runs(rich_text(r"a \emph{b \textbf{c}} {\tt d} $x_1^{2}$ J{\"o}rg")).runs == (
        Run("a "),
        Run("b ", emphasis=True),
        Run("c", emphasis=True, strong=True),
        Run(" "),
        Run("d", code=True),
        Run(" x"),
        Run("1", shift="sub"),
        Run("2", shift="super"),
        Run(" Jörg"),
    )


def test_emphasis_inside_emphasis_stands_upright() -> None:
    assert runs(rich_text(r"\emph{a \emph{b}}")).runs == (Run("a ", emphasis=True), Run("b"))


def test_simple_math_becomes_signs() -> None:
    written = r"$\mathcal{O}(n^2) \le \alpha \cdot \Omega - 1 \to \infty$, $\log_2 n$"
    assert text_html(runs(rich_text(written))) == "O(n<sup>2</sup>) ≤ α · Ω − 1 → ∞, log<sub>2</sub> n"


def test_a_percent_sign_without_backslash_loses_nothing() -> None:
    assert runs(rich_text(r"10% of {\'e} and 5\% $x$ Jos{\'e}")).plain == "10% of é and 5% x José"


def test_commands_that_would_be_dropped_are_named() -> None:
    assert unknown_commands(r"\foo{a} \emph{b} $\bar{x}$ \& \'e {\em c}") == ("foo",)
