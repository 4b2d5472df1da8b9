from __future__ import annotations

import pytest
from markdown_it.token import Token

from deck.reading.markdown import slide_parser
from text.inline import Cursor, Manner, read_inline
from text.run import Run, Text
from text.source import Problems


def read(markdown: str) -> Text:
    """Gives one paragraph as text; raises its problems."""
    found, problems = read_with_problems(markdown)
    problems.stop_if_any()
    return found


def read_with_problems(markdown: str, *, strict: bool = False) -> tuple[Text, Problems]:
    problems = Problems()
    lines = markdown.splitlines()
    return read_inline(inline_tokens(markdown), Cursor(lines, "x.md"), len(lines), Manner(problems, strict)), problems


def inline_tokens(markdown: str) -> list[Token]:
    return next(token.children or [] for token in slide_parser().parse(markdown) if token.type == "inline")


def complaints(markdown: str) -> list[str]:
    return [str(problem).partition(";")[0] for problem in read_with_problems(markdown, strict=True)[1].found]


@pytest.mark.parametrize(
    ("markdown", "runs"),
    [
        ("**a** b", (Run("a", strong=True), Run(" b"))),
        ("***a***", (Run("a", strong=True, emphasis=True),)),
        ("~~a~~", (Run("a", struck=True),)),
        ("`a  <b>`", (Run("a  <b>", code=True),)),
        ("`` a`b ``", (Run("a`b", code=True),)),
        ("a\nb", (Run("a b"),)),
        ("a\\\nb", (Run("a"), Run("\n"), Run("b"))),
        ("a<br>b<BR/>c", (Run("a"), Run("\n"), Run("b"), Run("\n"), Run("c"))),
        ("a <!-- x --> b", (Run("a  b"),)),
        (r"\*a\* &lt; &copy;", (Run("*a* < ©"),)),
        ("[a](#b)", (Run("a", link="#b"),)),
        ('[a](https://example.org/ "t")', (Run("a", link="https://example.org/", tooltip="t"),)),
        ("**[a](#b) c**", (Run("a", strong=True, link="#b"), Run(" c", strong=True))),
        ("[a **b**](#c)", (Run("a ", link="#c"), Run("b", strong=True, link="#c"))),
        ("see [@a, p. 3]", (Run("see "), Run("[@a, p. 3]", citation=True))),
        ("`@a` b@c.org", (Run("@a", code=True), Run(" b@c.org"))),
        ("[a]{.red}", (Run("a"),)),
        ("*a *b* c*", (Run("a b c", emphasis=True),)),
        ("$x^2$ H~2~O", (Run("x^2", math="x^2"), Run(" H"), Run("2", shift="sub"), Run("O"))),
        ("a $$x$$", (Run("a "), Run("x", math="x"))),
        ("[a]{.ul lang=fr}", (Run("a", underlined=True, language="fr"),)),
        ("<b>a *b</b> c*", (Run("a ", strong=True), Run("b", strong=True, emphasis=True), Run(" c", emphasis=True))),
        ("<a href='#b'>a</a></i>", (Run("a", link="#b"),)),
        ("a <span>b</span><x-y>", (Run("a b"),)),
        ("a<style>b</style><style>c", (Run("ac"),)),
        ("[a](b.md)", (Run("a", link="b.md"),)),
        ("a&#12;b", (Run("a\ufffdb"),)),
    ],
)
def test_marks_become_looks(markdown: str, runs: tuple[Run, ...]) -> None:
    assert read(markdown).runs == runs


@pytest.mark.parametrize(
    ("markdown", "complaint"),
    [
        ("a ![b](c.png)", "x.md:1:3: a picture stands in a cell or a heading"),
        ("a\nb <u>c", "x.md:2:3: raw HTML is not set on slides: <u>"),
        ("a {{ value:x }}", "x.md:1:3: {{ }} cannot be set yet"),
        ("a [b](c.md)", "x.md:1:3: the link 'c.md' leads to a file beside the deck"),
        ("[a](ftp://example.org/)", "x.md:1:1: the link 'ftp://example.org/' is not an http"),
    ],
)
def test_what_would_be_lost_is_a_problem_at_its_place(markdown: str, complaint: str) -> None:
    [found] = complaints(markdown)
    assert found.startswith(complaint)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_a_link_that_is_not_let_through_is_a_problem_and_not_text(address: str) -> None:
    assert complaints(f"a [b]({address})")


def test_every_run_knows_its_place_even_when_its_words_stand_twice() -> None:
    found = read("one **one**\n[@a] one `one`")
    assert [(run.text, run.source.line, run.source.column) for run in found] == [
        ("one ", 1, 1),
        ("one", 1, 7),
        (" ", 0, 0),
        ("[@a]", 2, 1),
        (" one ", 2, 5),
        ("one", 2, 11),
    ]
