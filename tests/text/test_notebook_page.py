from __future__ import annotations

import pytest

from text.notebook_page import bare_notebook

CELL = '<div class="jp-Cell"><pre>a &lt; b</pre></div>'


def test_what_the_cells_say_is_kept_in_order() -> None:
    assert bare_notebook(f"Before {CELL} between <p>after</p> end") == f"Before {CELL} between <p>after</p> end"


@pytest.mark.parametrize(
    "dropped",
    [
        "<style>p { color: red }</style>",
        "<script>alert(1)</script>",
        "<div><script src='https://example.org/x.js'></script></div>",
        "<clipboard-copy for='x'>copy</clipboard-copy>",
        "<div class='clipboard-copy-txt' id='x'>code again</div>",
        "<div class='a celltoolbar b'>toolbar</div>",
        "<!-- a remark -->",
    ],
)
def test_styles_scripts_and_widgets_are_dropped_with_their_words(dropped: str) -> None:
    bare = bare_notebook(f"{CELL}{dropped}tail<p>next</p>")
    assert bare.replace("<div></div>", "") == f"{CELL}tail<p>next</p>"


def test_a_class_that_only_contains_the_word_is_kept() -> None:
    kept = '<div class="my-celltoolbars">text</div>'
    assert bare_notebook(kept) == kept
