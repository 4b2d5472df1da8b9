from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from references.page_source import PageSource

PAGE = """\
---
title: T
---
Text @a2020 and `@a2020` and @a2020b.

~~~python
@a2020
~~~

    @a2020 stays

<!-- @a2020 -->
- ```
  @a2020
  ```
- [see @a2020, p. 3]
"""


def test_the_nth_citation_of_a_key_is_found_outside_of_code() -> None:
    page = PageSource("docs/x.md", PAGE)
    assert str(page.locate("a2020", 1)) == "docs/x.md:4:7"
    assert str(page.locate("a2020", 3)) == "docs/x.md:16:9"


def test_more_citations_than_the_file_holds_lead_to_the_last_and_none_to_the_start() -> None:
    page = PageSource("docs/x.md", "@a2020")
    assert str(page.locate("a2020", 9)) == "docs/x.md:1:2"
    assert str(PageSource("docs/x.md", "").locate("a2020", 1)) == "docs/x.md:1:1"


def test_addresses_of_references_are_encoded() -> None:
    assert PageSource("x.md", "", references="../references/").reference_address("a:b/c+d") == (
        "../references/#a%3Ab/c%2Bd"
    )


@given(st.lists(st.sampled_from([*"`~\n >@a<!-", "@a2020", "```", "~~~"])))
def test_any_page_can_be_searched(pieces: list[str]) -> None:
    PageSource("x.md", "".join(pieces)).locate("a2020", 1)
