from __future__ import annotations

import pytest

from references.check import is_web_address


@pytest.mark.parametrize("address", ["https://example.org", "http://example.org:80/a_(b)?c=d&e=%20#f"])
def test_a_web_address_is_well_formed(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    ["", "example.org", "ftp://example.org", "javascript:alert(1)", "https://", "https://a b.org", "https://e.org/a\\_b",
     'https://e.org/"onmouseover="alert(1)', "https://localhost", "https://[::1", "https://doi.org/<x>"],
)  # fmt: skip
def test_a_broken_web_address_is_noticed(address: str) -> None:
    assert not is_web_address(address)
