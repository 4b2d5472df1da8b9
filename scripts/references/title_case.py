"""Title case: titles of works set in sentence case, what is protected left alone."""

from __future__ import annotations

import re

from pybtex.richtext import Protected, String, Tag, Text

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ABBREVIATIONS = r"(?<!\bvs)(?<!\bcf)(?<!\bv)(?<!\betc)(?<![A-Z])"  # a full stop behind these ends no sentence
SENTENCE_END = re.compile(rf"(?:[:?!—]|{ABBREVIATIONS}\.)[\"'”’)]*\s+[\"'“‘(\[]*$|—[\"'“‘(]*$")
OPENING = re.compile(r"[\"'“‘(\[\s]*$")


def sentence_case(title: Text) -> Text:
    """Gives a title in sentence case: capitals at the start, after a colon, in {protected} words and acronyms."""
    return _Caser().change(title)


class _Caser:
    """Walks a rich text and remembers what stood before."""

    def __init__(self) -> None:
        self._before = ""

    def change(self, part: object) -> object:
        """Gives a part with its words in the right case."""
        if isinstance(part, Protected) or not isinstance(part, String | Tag | Text):
            self._before += str(part)
            return part
        if isinstance(part, String):
            return String(self._string(str(part)))
        inner = [self.change(one) for one in part.parts]
        return Tag(part.name, *inner) if isinstance(part, Tag) else Text(*inner)

    def _string(self, characters: str) -> str:
        changed, end = "", 0
        for match in WORD.finditer(characters):
            gap = characters[end : match.start()]
            self._before += gap
            word = self._word(match.group(), characters[match.end() : match.end() + 1])
            changed += gap + word
            self._before += match.group()
            end = match.end()
        self._before += characters[end:]
        return changed + characters[end:]

    def _word(self, word: str, after: str) -> str:
        if self._before[-1:].isalnum():  # the rest of a word whose first letters are protected
            return word
        if OPENING.fullmatch(self._before) or SENTENCE_END.search(self._before):
            first = word[0].upper()
            return (first if first.casefold() == word[0].casefold() else word[0]) + word[
                1:
            ]  # the Turkish dotless i stays
        is_initial = len(word) == 1 and after == "."
        return word.lower() if _is_capitalised(word) and not is_initial else word


def _is_capitalised(word: str) -> bool:
    """Whether a word has a capital only because titles have them: not NASA, LiteRT or I."""
    return word != "I" and word[0].isupper() and (word[1:].islower() or len(word) == 1)
