"""Highlight: code as runs, told apart by weight and grey instead of colours."""

from __future__ import annotations

from pygments.token import Comment, Keyword, Operator, _TokenType

from text.run import Run, Text, join
from text.source import NOWHERE, Source


def known_language(language: str) -> bool:
    """Whether Pygments has a lexer of that name."""
    # imported here: only a deck with code needs them
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        get_lexer_by_name(language)
    except ClassNotFound:
        return False
    return True


def highlight(characters: str, language: str, source: Source = NOWHERE) -> tuple[Text, ...]:
    """Gives the lines of a listing: keywords strong, comments soft, everything else plain code."""
    from pygments.lexers import get_lexer_by_name  # imported here: only a deck with code needs it

    lexer = get_lexer_by_name(language or "text", stripnl=False, ensurenl=False)
    lines: list[list[Run]] = [[]]
    for kind, value in lexer.get_tokens(characters):
        strong, soft = _is(kind, Keyword) or _is(kind, Operator.Word), _is(kind, Comment)
        for index, part in enumerate(value.split("\n")):
            if index:
                lines.append([])
            lines[-1].append(Run(part, strong=strong, soft=soft, code=True, source=source))
    return tuple(join(line) for line in lines)


def _is(kind: _TokenType, family: _TokenType) -> bool:
    return tuple(kind[: len(family)]) == tuple(family)
