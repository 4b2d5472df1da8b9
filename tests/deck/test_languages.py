from __future__ import annotations

import pytest

from deck.languages import east_asian_font, region, stretches


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "en-US"), ("en-GB", "en-GB"), ("DE", "de-DE"), ("zh-Hant", "zh-TW"), ("ar", "ar-SA"), ("tlh", "tlh")],
)
def test_a_language_gets_its_region(language: str, expected: str) -> None:
    assert region(language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("plain words", "en", ["en"]),
        ("Größe Ωμέγα", "de", ["de"]),
        ("see العربية here", "en", ["en", "ar", "en"]),
        ("see דוגמה אחת", "en", ["en", "he"]),
        ("日本語のテキスト", "en", ["ja"]),
        ("深度学习", "en", ["zh"]),
        ("한국어 글", "en", ["ko"]),
        ("日本語 and text", "ja", ["ja"]),
        ("漢字 in Chinese", "zh-Hant", ["zh-Hant"]),
        ("فارسی", "fa", ["fa"]),
        ("العربية and עברית", "ar", ["ar", "he"]),
        ("→ ✓ 🎉", "en", ["en"]),
    ],
)
def test_a_script_of_its_own_shows_its_language(text: str, language: str, expected: list[str]) -> None:
    found = stretches(text, language)
    assert "".join(part for part, _ in found) == text
    assert [one for _, one in found] == expected


def test_fonts_of_east_asia_differ_by_region() -> None:
    assert east_asian_font("zh-TW") != east_asian_font("zh")
    assert east_asian_font("ja-JP") == east_asian_font("ja")
