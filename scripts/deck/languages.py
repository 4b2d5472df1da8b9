"""Languages: which one a stretch of text is in, as PowerPoint's proofing and line breaking want to know it."""

from __future__ import annotations

import re

REGIONS = {
    "ar": "ar-SA", "bg": "bg-BG", "ca": "ca-ES", "cs": "cs-CZ", "da": "da-DK", "de": "de-DE", "el": "el-GR",
    "en": "en-US", "es": "es-ES", "et": "et-EE", "eu": "eu-ES", "fa": "fa-IR", "fi": "fi-FI", "fr": "fr-FR",
    "ga": "ga-IE", "gl": "gl-ES", "he": "he-IL", "hi": "hi-IN", "hr": "hr-HR", "hu": "hu-HU", "id": "id-ID",
    "is": "is-IS", "it": "it-IT", "ja": "ja-JP", "ko": "ko-KR", "lt": "lt-LT", "lv": "lv-LV", "ms": "ms-MY",
    "nb": "nb-NO", "nl": "nl-NL", "nn": "nn-NO", "no": "nb-NO", "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO",
    "ru": "ru-RU", "sk": "sk-SK", "sl": "sl-SI", "sr": "sr-Cyrl-RS", "sv": "sv-SE", "th": "th-TH", "tr": "tr-TR",
    "uk": "uk-UA", "ur": "ur-PK", "vi": "vi-VN", "zh": "zh-CN", "zh-hans": "zh-CN", "zh-hant": "zh-TW",
}  # fmt: skip
CALLOUTS = {  # what a callout without a title of its own is called; other languages have the English word
    "de": {"note": "Hinweis", "tip": "Tipp", "important": "Wichtig", "warning": "Warnung", "caution": "Vorsicht"},
    "es": {
        "note": "Nota", "tip": "Consejo", "important": "Importante", "warning": "Advertencia", "caution": "Precaución",
    },
    "fr": {
        "note": "Remarque", "tip": "Astuce", "important": "Important", "warning": "Avertissement",
        "caution": "Attention",
    },
    "it": {
        "note": "Nota", "tip": "Suggerimento", "important": "Importante", "warning": "Avvertenza",
        "caution": "Attenzione",
    },
    "nl": {
        "note": "Opmerking", "tip": "Tip", "important": "Belangrijk", "warning": "Waarschuwing", "caution": "Let op",
    },
    "pt": {"note": "Nota", "tip": "Dica", "important": "Importante", "warning": "Aviso", "caution": "Cuidado"},
}  # fmt: skip
EAST_ASIAN_FONTS = {"ja": "Yu Gothic", "zh": "Microsoft YaHei", "zh-TW": "Microsoft JhengHei", "ko": "Malgun Gothic"}
ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
HEBREW = "\u0590-\u05ff\ufb1d-\ufb4f"
KANA = "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
HAN = "\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
# Stretches of one script; what stands between two of them, blanks and digits, belongs to the one in front.
# Not compiled here: that takes longer than many a deck, and most decks hold one script.
STRETCHES = (
    rf"(?P<ar>[{ARABIC}](?:[{ARABIC}\s\d.,،]*[{ARABIC}])?)|(?P<he>[{HEBREW}](?:[{HEBREW}\s\d.,]*[{HEBREW}])?)"
    rf"|(?P<ko>[{HANGUL}](?:[{HANGUL}\s]*[{HANGUL}])?)|(?P<ja>[{HAN}{KANA}]+)"
)
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "ps", "ckb"})
EAST_ASIAN = frozenset({"ja", "zh", "ko"})


def region(language: str) -> str:
    """Gives a language with its region, which PowerPoint's proofing wants; a full tag stays as it is."""
    return REGIONS.get(language.lower(), language)


def base(language: str) -> str:
    """Gives a language without region and script."""
    return language.partition("-")[0].lower()


def callout_name(kind: str, language: str) -> str:
    """Gives what a callout of a kind is called in a language, in English where we do not know the word."""
    return CALLOUTS.get(base(language), {}).get(kind, kind.capitalize())


def stretches(text: str, language: str) -> list[tuple[str, str]]:
    """Gives the stretches of a text with the language of each: its own, unless the script shows another one."""
    if not _beyond_greek(text):
        return [(text, language)]
    japanese = bool(re.search(f"[{KANA}]", text))
    found, position = [], 0
    for match in re.finditer(STRETCHES, text):
        shown = _shown(match.lastgroup or "", language, japanese)
        if shown == language:
            continue
        found += [(text[position : match.start()], language), (match[0], shown)]
        position = match.end()
    found.append((text[position:], language))
    return [(part, one) for part, one in found if part]


def _beyond_greek(text: str) -> bool:
    """Whether a text has letters that stand behind the Greek and Cyrillic ones; dashes and arrows are none."""
    return not text.isascii() and any(one >= "\u0590" and not "\u2000" <= one < "\u2e80" for one in text)


def _shown(script: str, language: str, japanese: bool) -> str:
    """Gives the language that a script shows; the deck's own where it is written in that script."""
    own = base(language)
    if script == "ja":
        return language if own in EAST_ASIAN else "ja" if japanese else "zh"
    written = own in RIGHT_TO_LEFT and own != "he" if script == "ar" else own == script
    return language if written else script


def is_east_asian(language: str) -> bool:
    """Whether a language is written in characters that break between any two."""
    return base(language) in EAST_ASIAN


def is_right_to_left(language: str) -> bool:
    """Whether a language runs right to left."""
    return base(language) in RIGHT_TO_LEFT


def east_asian_font(language: str) -> str:
    """Gives the font of an East Asian language that comes with PowerPoint."""
    return EAST_ASIAN_FONTS.get(region(language)) or EAST_ASIAN_FONTS[base(language)]
