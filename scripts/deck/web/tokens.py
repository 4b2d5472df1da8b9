"""Tokens: the colours and fonts of a theme as CSS custom properties, for the site and the HTML edition."""

from __future__ import annotations

from deck.theme import Theme


def tokens_css(theme: Theme) -> str:
    """Gives the properties: light by default, on screens dark where Material or the HTML edition asks for it."""
    light, dark = (_properties(theme, mode) for mode in ("light", "dark"))
    fonts = f"  --font-text: {theme.fonts['site']};\n  --font-code: {theme.fonts['site-code']};\n"
    return (
        "/* Made from slides/theme.yml by scripts/deck/web/tokens.py; change the colours there. */\n"
        f':root,\n[data-md-color-scheme="default"],\n[data-mode="light"] {{\n{fonts}{light}}}\n\n'
        f'@media screen {{\n[data-md-color-scheme="slate"],\n[data-mode="dark"] {{\n{dark}}}\n}}\n'
    )


def _properties(theme: Theme, mode: str) -> str:
    return "".join(f"  --{name}: {value};\n" for name, value in theme.colours[mode].items())
