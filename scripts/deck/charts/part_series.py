"""Series of a chart part: cells and their values, line or filling, and the labels at its points."""

from __future__ import annotations

from deck.charts.labels import NEAR, EndLabel
from deck.charts.look import Look
from deck.charts.part_text import paragraph_style, run_style, text_style
from deck.charts.plan import Plan
from deck.charts.scale import plain_form, serial
from deck.charts.workbook import category_cells, name_cell, value_cells
from deck.model import Series
from deck.powerpoint.xml import EMU_PER_POINT, SCHEME, attribute, characters, emu, fill

LINE = 3 * EMU_PER_POINT
EDGE = round(1.5 * EMU_PER_POINT)  # of paper between slices
MARKER = 10  # points, 0.133 in
POINT = 8  # points, in a scatter chart
INSET = 0.1  # inches between a mark and its label
# Says that the label holds fields, which PowerPoint 2013 and later fill from the workbook: [MS-ODRAWXML] 2.24.3.
HAS_FIELDS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:dlblFieldTable/>'
    "</c:ext></c:extLst>"
)


def series_xml(plan: Plan, number: int, language: str) -> str:
    """Gives one series."""
    series, look = plan.chart.series[number], plan.series[number]
    kind = plan.chart.kind
    head = f'<c:idx val="{number}"/><c:order val="{number}"/>{_name(plan, series, number)}'
    values = _values(plan, series, number)
    match kind:
        case "line":
            marker = '<c:marker><c:symbol val="none"/></c:marker>'
            ends = [end for end in plan.ends if end.series == number]
            points = "".join(_last_point(end, look) for end in ends)
            labels = _labels("".join(_end_label(end, plan, look, language) for end in ends), "")
            inside = f'{_line(look)}{marker}{points}{labels}{_categories(plan)}{values}<c:smooth val="0"/>'
        case "scatter":
            none = '<c:spPr><a:ln w="28575"><a:noFill/></a:ln></c:spPr>'
            cells = _categories(plan).replace("c:cat>", "c:xVal>")
            inside = f'{none}{_marker(look, POINT)}{cells}{values.replace("c:val>", "c:yVal>")}<c:smooth val="0"/>'
        case "area":
            inside = f"{_filling(look, edged=True)}{_categories(plan)}{values}"
        case "pie":
            labels = "".join(_slice_label(end, plan, language) for end in plan.ends)
            inside = f"{_points(plan, True)}{_labels(labels, '')}{_categories(plan)}{values}"
        case "doughnut":
            inside = f"{_points(plan, True)}{_ring_labels(plan)}{_categories(plan)}{values}"
        case _:
            shown = _bar_labels(plan) if plan.valued else ""
            whole = '<c:invertIfNegative val="0"/>'
            inside = (
                f"{_filling(look, kind == 'stacked')}{whole}{_points(plan, False)}{shown}{_categories(plan)}{values}"
            )
    return f"<c:ser>{head}{inside}</c:ser>"


def _name(plan: Plan, series: Series, number: int) -> str:
    cache = f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{characters(series.name)}</c:v></c:pt></c:strCache>'
    return f"<c:tx><c:strRef><c:f>{name_cell(number)}</c:f>{cache}</c:strRef></c:tx>"


def _categories(plan: Plan) -> str:
    chart = plan.chart
    cells = f"<c:f>{category_cells(chart)}</c:f>"
    if plan.dates:
        found = [str(serial(day)) for day in plan.dates.days]
        return f"<c:cat><c:numRef>{cells}{_cache(found, 'num', plan.dates.code)}</c:numRef></c:cat>"
    if plan.across:
        found = [f"{float(category):.15g}" for category in chart.categories]
        return f"<c:cat><c:numRef>{cells}{_cache(found, 'num', plain_form(plan.across).code)}</c:numRef></c:cat>"
    return f"<c:cat><c:strRef>{cells}{_cache(chart.categories, 'str', '')}</c:strRef></c:cat>"


def _values(plan: Plan, series: Series, number: int) -> str:
    found = ["" if value is None else f"{value:.15g}" for value in series.values]
    cells = f"<c:f>{value_cells(plan.chart, number)}</c:f>"
    return f"<c:val><c:numRef>{cells}{_cache(found, 'num', plan.form.code)}</c:numRef></c:val>"


def _cache(found: list[str] | tuple[str, ...], kind: str, code: str) -> str:
    """Gives the values as they stand in the workbook; what is missing has no point."""
    points = "".join(
        f'<c:pt idx="{number}"><c:v>{characters(value)}</c:v></c:pt>' for number, value in enumerate(found) if value
    )
    form = f"<c:formatCode>{characters(code)}</c:formatCode>" if kind == "num" else ""
    return f'<c:{kind}Cache>{form}<c:ptCount val="{len(found)}"/>{points}</c:{kind}Cache>'


def _line(look: Look) -> str:
    dash = f'<a:prstDash val="{look.dash}"/>'
    return f'<c:spPr><a:ln w="{LINE}" cap="flat">{fill(look.colour)}{dash}<a:round/></a:ln></c:spPr>'


def _marker(look: Look, size: int) -> str:
    """Gives a mark; crosses and the like are made of lines, the others are filled."""
    colour = fill(look.colour)
    lines = look.marker in ("x", "plus", "star", "dash")
    inside = f'{colour}<a:ln w="{round(1.5 * EMU_PER_POINT) if lines else 9525}">{colour}</a:ln>'
    return f'<c:marker><c:symbol val="{look.marker}"/><c:size val="{size}"/><c:spPr>{inside}</c:spPr></c:marker>'


def _filling(look: Look, edged: bool = False) -> str:
    """Gives how an area is filled; lines of paper part those that touch."""
    edge = f'<a:ln w="{EDGE}">{fill("paper")}</a:ln>' if edged else "<a:ln><a:noFill/></a:ln>"
    return f"<c:spPr>{_paint(look)}{edge}</c:spPr>"


def _paint(look: Look) -> str:
    if not look.pattern:
        return fill(look.colour)
    front = f'<a:fgClr><a:schemeClr val="{SCHEME[look.colour]}"/></a:fgClr>'
    back = f'<a:bgClr><a:schemeClr val="{SCHEME["paper"]}"/></a:bgClr>'
    return f'<a:pattFill prst="{look.pattern}">{front}{back}</a:pattFill>'


def _points(plan: Plan, edged: bool) -> str:
    """Gives the looks of single bars or slices, slices parted by lines of paper."""
    edge = f'<a:ln w="{EDGE}">{fill("paper")}</a:ln>' if edged else "<a:ln><a:noFill/></a:ln>"
    whole = "" if edged else '<c:invertIfNegative val="0"/>'
    return "".join(
        f'<c:dPt><c:idx val="{number}"/>{whole}<c:bubble3D val="0"/><c:spPr>{_paint(look)}{edge}</c:spPr></c:dPt>'
        for number, look in enumerate(plan.points)
    )


def _last_point(end: EndLabel, look: Look) -> str:
    return f'<c:dPt><c:idx val="{end.point}"/>{_marker(look, MARKER)}<c:bubble3D val="0"/>{_line(look)}</c:dPt>'


def _labels(single: str, rest: str) -> str:
    """Gives the labels of a series: those of single points, then what holds for all others, by default none."""
    return f"<c:dLbls>{single}{rest or _shown()}</c:dLbls>"


def _shown(value: bool = False, category: bool = False, name: bool = False) -> str:
    flags = (("LegendKey", False), ("Val", value), ("CatName", category), ("SerName", name), ("Percent", False))
    return "".join(f'<c:show{flag} val="{int(on)}"/>' for flag, on in (*flags, ("BubbleSize", False)))


def _number_format(plan: Plan) -> str:
    return f'<c:numFmt formatCode={attribute(plan.form.code)} sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'


def _bar_labels(plan: Plan) -> str:
    return _labels(
        "", f'{_number_format(plan)}{text_style(plan.label, "ink")}<c:dLblPos val="outEnd"/>{_shown(value=True)}'
    )


def _ring_labels(plan: Plan) -> str:
    return _labels("", f"{_number_format(plan)}{text_style(plan.label, 'paper', bold=True)}{_shown(value=True)}")


def _end_label(end: EndLabel, plan: Plan, look: Look, language: str) -> str:
    """Gives the label at a line's end: the series' name, and its last value, in the colour of the line."""
    fields = ("SERIESNAME", "VALUE")[: len(end.lines)]
    rich = _rich(fields, end, plan, look.words, language, "l")
    return _label(end, plan, rich, "r", _shown(value=len(fields) > 1, name=True))


def _slice_label(end: EndLabel, plan: Plan, language: str) -> str:
    """Gives the label of a slice: its category, and its value."""
    rich = _rich(("CATEGORYNAME", "VALUE"), end, plan, plan.points[end.point].words, language, "ctr")
    return _label(end, plan, rich, "outEnd", _shown(value=True, category=True))


def _label(end: EndLabel, plan: Plan, rich: str, place: str, shown: str) -> str:
    return (
        f'<c:dLbl><c:idx val="{end.point}"/>{_moved(end, plan)}{rich}{_number_format(plan)}'
        f'<c:dLblPos val="{place}"/>{shown}<c:separator>\n</c:separator>{HAS_FIELDS}</c:dLbl>'
    )


def _moved(end: EndLabel, plan: Plan) -> str:
    """Gives how far a label is moved from where it would stand, as a share of the frame."""
    if max(abs(end.down), abs(end.aside)) < NEAR:
        return ""
    places = f'<c:x val="{end.aside / plan.width:.5f}"/><c:y val="{end.down / plan.height:.5f}"/>'
    return f"<c:layout><c:manualLayout>{places}</c:manualLayout></c:layout>"


def _rich(fields: tuple[str, ...], end: EndLabel, plan: Plan, colour: str, language: str, align: str) -> str:
    """Gives fields, one a paragraph, that follow the workbook; the first is the name and bold."""
    written = ""
    for number, (field, line) in enumerate(zip(fields, end.lines, strict=True)):
        style = run_style(plan.name, colour, language, bold=number == 0)
        identity = f"{{0F1B2C5E-2A0F-4F0B-9C6B-{end.series:04X}{end.point:04X}{number:04X}}}"
        written += (
            f"<a:p>{paragraph_style(plan.name, colour, align, number == 0)}"
            f'<a:fld id="{identity}" type="{field}">{style}<a:pPr/><a:t>{characters(line)}</a:t></a:fld></a:p>'
        )
    insets = f'lIns="{emu(INSET)}" tIns="0" rIns="{emu(INSET)}" bIns="0"'
    body = f'<a:bodyPr rot="0" vert="horz" wrap="none" {insets} anchor="ctr"><a:noAutofit/></a:bodyPr>'
    return f"<c:tx><c:rich>{body}<a:lstStyle/>{written}</c:rich></c:tx>"
