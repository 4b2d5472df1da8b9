"""Template match: which layout of a template stands for which of ours, by its name or by its placeholders."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from deck.templates.layouts import Holder, Offer
from deck.theme import Layout
from text.values import dataclass

# What PowerPoint in its languages, pandoc and LibreOffice call the layouts that we look for, in small letters.
NAMES: Mapping[str, frozenset[str]] = {
    "opening": frozenset(
        {"title", "title slide", "titelfolie", "diapositive de titre", "diapositiva de título", "diapositiva titolo",
         "slide de título", "diapositivo de título", "titeldia", "rubrikbild", "slajd tytułowy", "титульный слайд",
         "タイトル スライド", "标题幻灯片", "標題投影片", "제목 슬라이드"}
    ),
    "section": frozenset(
        {"section", "section header", "section title", "abschnittsüberschrift", "titre de section",
         "encabezado de sección", "intestazione sezione", "cabeçalho da seção", "cabeçalho da secção", "sectiekop",
         "avsnittsrubrik", "nagłówek sekcji", "заголовок раздела", "セクション見出し", "节标题", "章節標題",
         "구역 머리글"}
    ),
    "single": frozenset(
        {"text", "title and content", "title, content", "title and body", "titel und inhalt", "titre et contenu",
         "título y objetos", "titolo e contenuto", "título e conteúdo", "titel en object", "rubrik och innehåll",
         "tytuł i zawartość", "заголовок и объект", "タイトルとコンテンツ", "标题和内容", "標題及物件", "제목 및 내용"}
    ),
    "pair": frozenset(
        {"two columns", "two content", "title, 2 content", "zwei inhalte", "deux contenus", "dos objetos",
         "due contenuti", "duas partes de conteúdo", "conteúdo duplo", "inhoud van twee", "två delar",
         "dwa elementy zawartości", "два объекта", "2 つのコンテンツ", "两栏内容", "兩個內容", "콘텐츠 2개"}
    ),
    "heads": frozenset(
        {"comparison", "vergleich", "comparaison", "comparación", "confronto", "comparação", "vergelijking",
         "jämförelse", "porównanie", "сравнение", "比較", "比较", "비교"}
    ),
}  # fmt: skip
TYPES: Mapping[str, frozenset[str]] = {  # as ECMA-376 part 1, 19.7.15 names them
    "opening": frozenset({"title"}),
    "section": frozenset({"secHead"}),
    "single": frozenset({"obj", "tx"}),
    "pair": frozenset({"twoObj", "twoColTx"}),
    "heads": frozenset({"twoTxTwoObj"}),
}
NARROWEST, LOWEST = 2.4, 0.8  # inches that a box for text needs at least
SPARE, OTHER = 0.7, 0.3  # what a layout is worth that has boxes left over, or is stored as one of another kind
COPY = re.compile(r"^\d+_|\s*\(\d+\)$")  # what PowerPoint adds to the name of a copied layout

Roles = Mapping[str, Holder]


@dataclass(frozen=True, slots=True)
class Match:
    """A layout of a template with its placeholders by the part they play."""

    kind: str
    offer: Offer
    roles: Roles


def match(kind: str, offers: Sequence[Offer]) -> Match | None:
    """Gives the layout of a kind: by its name, by its stored type, by its placeholders; None when nothing will do."""
    found = [(offer, roles) for offer in offers if (roles := ROLES[kind](offer))]
    ranked = (
        [pair for pair in found if plain_name(pair[0].name) in NAMES[kind]],
        [pair for pair in found if pair[0].type in TYPES[kind]],
        sorted(found, key=lambda pair: -_fitness(kind, *pair)),
    )
    best = next((pairs[0] for pairs in ranked if pairs), None)
    return Match(kind, *best) if best else None


def _fitness(kind: str, offer: Offer, roles: Roles) -> float:
    """Gives the area that a layout has for content; less where it has further boxes, or is meant for something else."""
    area = sum(_area(holder) for role, holder in roles.items() if role != "title")
    others = any(offer.type in types for other, types in TYPES.items() if other != kind)
    spare = len(offer.contents) > len(roles) - 1
    return area * (SPARE if spare else 1.0) * (OTHER if others else 1.0)


def own_match(layout: Layout, offers: Sequence[Offer]) -> Match | None:
    """Gives the layout that has the name of ours and its placeholders by their indices, as in a deck made by us."""
    for offer in offers:
        if offer.title is None or plain_name(offer.name) not in (layout.name.casefold(), layout.id):
            continue
        roles = {slot.name: holder for slot in layout.slots for holder in offer.holders if holder.index == slot.index}
        wanted = [slot.name for slot in layout.slots if slot.type not in ("sldNum", "ftr")]
        if len(wanted) > 1 and all(name in roles for name in wanted):
            return Match("own", offer, roles)
    return None


def plain_name(name: str) -> str:
    """Gives a layout's name in small letters, without what copying it has added."""
    return COPY.sub("", name.strip()).casefold().strip()


def _opening(offer: Offer) -> Roles:
    title = _title(offer)
    below = [holder for holder in offer.of("subTitle") if holder.upright] or _roomy(offer.of("body"))
    named = plain_name(offer.name) in NAMES["opening"] or offer.type in TYPES["opening"]
    if title is None or not (named or title.type == "ctrTitle" or offer.of("subTitle")):
        return {}
    return {"title": title} | ({"subtitle": below[0]} if below else {})


def _section(offer: Offer) -> Roles:
    title = _title(offer)
    below = _roomy(offer.of("body", "subTitle"))
    named = plain_name(offer.name) in NAMES["section"] or offer.type in TYPES["section"]
    if title is None or not named:
        return {}
    return {"title": title} | ({"lead": below[0]} if below else {})


def _single(offer: Offer) -> Roles:
    title = _title(offer)
    contents = sorted(_roomy(offer.of("obj", "body")), key=_area)
    return {"title": title, "body": contents[-1]} if title and contents else {}


def _pair(offer: Offer) -> Roles:
    title = _title(offer)
    contents = _roomy(offer.contents)
    if title is None or len(contents) != 2:
        return {}
    left, right = contents
    beside = left.box.right <= right.box.x + 0.1 and left.box.y < right.box.bottom and right.box.y < left.box.bottom
    alike = 0.3 < _area(left) / _area(right) < 3.3
    level = title.box.y <= min(left.box.y, right.box.y)
    return {"title": title, "left": left, "right": right} if beside and alike and level else {}


def _heads(offer: Offer) -> Roles:
    title = _title(offer)
    if title is None or len(offer.contents) != 4:
        return {}
    columns = offer.contents[:2], offer.contents[2:]
    (left_head, left), (right_head, right) = (sorted(column, key=lambda holder: holder.box.y) for column in columns)
    if not all(head.box.height < body.box.height for head, body in ((left_head, left), (right_head, right))):
        return {}
    if left.box.right > right.box.x + 0.1 or len(_roomy((left, right))) < 2:
        return {}
    return {"title": title, "left-head": left_head, "left": left, "right-head": right_head, "right": right}


ROLES: Mapping[str, Callable[[Offer], Roles]] = {
    "opening": _opening,
    "section": _section,
    "single": _single,
    "pair": _pair,
    "heads": _heads,
}


def _roomy(holders: Sequence[Holder]) -> list[Holder]:
    """Keeps the upright placeholders that have room for a few words."""
    return [h for h in holders if h.upright and h.box.width >= NARROWEST and h.box.height >= LOWEST]


def _title(offer: Offer) -> Holder | None:
    """Gives the placeholder of the title if a few words fit in it."""
    return offer.title if offer.title and offer.title.box.width >= NARROWEST else None


def _area(holder: Holder) -> float:
    return holder.box.width * holder.box.height
