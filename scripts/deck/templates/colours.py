"""Template colours: the scheme of a template in the place of our tokens, with enough contrast for text."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from deck.templates.layouts import A, P
from deck.theme import Shade

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
LEAST_DIFFERENCE = 1.5  # of quiet text from ordinary text, so that the one is seen to be quieter
SCHEME = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
MAPPED = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}  # where a master maps nothing
FALLBACK = {"dk1": "000000", "lt1": "FFFFFF"}
# The places of our own theme that a template uses for something else, by token: deck.xml.SCHEME.
TOKENS = {"soft": "tx2", "tensorflow-text": "accent3", "pytorch-text": "accent4", "rule": "accent5", "wash": "bg2"}


def read_colours(theme: etree._Element, master: etree._Element) -> tuple[Mapping[str, str], Mapping[str, Shade]]:
    """Gives our tokens as `#RRGGBB` of the template, and what stands for the places of our own theme."""
    scheme = _scheme(theme, master)
    paper = _paper(master, scheme)
    both = all(contrast(scheme[accent], paper) >= LEAST_CONTRAST for accent in ("accent1", "accent2"))
    dark = luminance(paper) < luminance(scheme["tx1"])
    shades = {
        "tx2": _soft(scheme, paper, dark),
        "accent3": Shade("accent1" if both else "tx1"),
        "accent4": Shade("accent2" if both else "tx1"),
        "accent5": Shade("bg1", 75_000, 25_000) if dark else Shade("bg1", 75_000),
        "bg2": Shade("bg1", 85_000, 15_000) if dark else Shade("bg1", 95_000),
    }
    colours = {"paper": paper, "ink": scheme["tx1"], "tensorflow": scheme["accent1"], "pytorch": scheme["accent2"]}
    colours |= {token: shaded(shades[place], scheme) for token, place in TOKENS.items()}
    return {token: f"#{value}" for token, value in colours.items()}, shades


def contrast(one: str, other: str) -> float:
    """Gives the contrast of two colours written as RRGGBB, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Gives the relative luminance of a colour written as RRGGBB, 0 to 1."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def shaded(shade: Shade, scheme: Mapping[str, str]) -> str:
    """Gives a colour of a scheme as it looks when it is shaded; exact for greys, near enough for the rest."""
    factor = shade.modulation / 100_000 if shade.modulation else 1.0
    value = scheme[shade.scheme]
    parts = (int(value[start : start + 2], 16) for start in (0, 2, 4))
    return "".join(f"{min(round(part * factor + 255 * shade.offset / 100_000), 255):02X}" for part in parts)


def _soft(scheme: Mapping[str, str], paper: str, dark: bool) -> Shade:
    """Gives the colour of quiet text: the second one of the scheme, or the first one paler, if it can be read."""
    apart = contrast(scheme["tx2"], scheme["tx1"]) >= LEAST_DIFFERENCE
    paler = Shade("tx1", 75_000) if dark else Shade("tx1", 65_000, 35_000)
    wanted = (Shade("tx2"), paler) if apart else (paler, Shade("tx2"))
    readable = (one for one in wanted if contrast(shaded(one, scheme), paper) >= LEAST_CONTRAST)
    return next(readable, Shade("tx1"))


def _scheme(theme: etree._Element, master: etree._Element) -> Mapping[str, str]:
    """Gives the colours by the names that slides use: tx1, bg1, tx2, bg2 and the accents."""
    found = dict(FALLBACK)
    for place in SCHEME:
        colour = theme.find(f".//{A}clrScheme/{A}{place}")
        if colour is not None and len(colour):
            found[place] = colour[0].get("lastClr") or colour[0].get("val") or ""
    found = {place: value.upper() for place, value in found.items() if len(value) == 6}
    found = {place: found.get(place, found["dk1" if place != "lt2" else "lt1"]) for place in SCHEME}
    mapping = master.find(P + "clrMap")
    named = {name: mapping.get(name, place) if mapping is not None else place for name, place in MAPPED.items()}
    return found | {name: found.get(place, "000000") for name, place in named.items()}


def _paper(master: etree._Element, scheme: Mapping[str, str]) -> str:
    """Gives the colour of the ground, or the scheme's where it is a picture or a gradient."""
    ground = master.find(f"{P}cSld/{P}bg")
    colour = next(ground.iter(A + "srgbClr", A + "schemeClr"), None) if ground is not None else None
    if colour is None:
        return scheme["bg1"]
    value = str(colour.get("val", ""))
    return value.upper() if colour.tag == A + "srgbClr" else scheme.get(value, scheme["bg1"])
