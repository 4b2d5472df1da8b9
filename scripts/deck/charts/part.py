"""Charts of the .pptx: a placed chart as a native, editable chart part with its workbook inside."""

from __future__ import annotations

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.parts.embeddedpackage import EmbeddedXlsxPart

from deck.charts.part_axes import AXES, axes_xml
from deck.charts.part_series import series_xml
from deck.charts.part_text import layout_xml, paragraph_style, run_xml, text_style
from deck.charts.plan import Plan, heading_words, plan_chart
from deck.charts.workbook import workbook_bytes
from deck.languages import region
from deck.placed import ChartShape
from deck.powerpoint.master import recoloured
from deck.powerpoint.xml import DECLARATION, attribute, transform
from deck.theme import Theme

CHART_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
HOLE = 60  # per cent of a ring's width
PARTS_OF_KINDS = {"bar": "barChart", "column": "barChart", "stacked": "barChart", "doughnut": "doughnutChart"}


def chart_frame(
    shape: ChartShape, shape_id: int, placeholder: str, slide_part: Part, theme: Theme, language: str = "en"
) -> str:
    """Adds the chart with its workbook to a slide's part and gives the frame that shows it.

    `placeholder` is the element that ties the frame to its placeholder, empty for a chart of its own.
    """
    package = slide_part.package
    book = EmbeddedXlsxPart.new(workbook_bytes(shape.chart), package)
    part = Part(package.next_partname("/ppt/charts/chart%d.xml"), CONTENT_TYPE.DML_CHART, package)
    written = chart_xml(plan_chart(shape, theme), region(language), part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE))
    part.blob = recoloured(written, theme.template).encode()
    relation = slide_part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{shape_id}" name="Chart" '
        f'descr={attribute(shape.alt)}/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f"<p:nvPr>{placeholder}</p:nvPr></p:nvGraphicFramePr>{transform(shape.box, 'p:xfrm')}"
        f'<a:graphic><a:graphicData uri="{CHART_URI}"><c:chart xmlns:c="{CHART_URI}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


def chart_xml(plan: Plan, language: str, workbook: str) -> str:
    """Gives the chart part: no frame of its own, no legend where names stand at their series, gaps left open."""
    heading = _heading(plan, language)
    return (
        f'{DECLARATION}<c:chartSpace {CHART_NAMESPACES}><c:date1904 val="0"/><c:lang val={attribute(language)}/>'
        f'<c:roundedCorners val="0"/><c:chart>{heading}<c:autoTitleDeleted val="{int(not heading)}"/>'
        f"<c:plotArea>{layout_xml(plan.plot, plan, inner=True)}{_plot(plan, language)}{axes_xml(plan)}"
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>{_legend(plan)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text_style(plan.label, 'soft')}"
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _heading(plan: Plan, language: str) -> str:
    """Gives the line above the plot, flat left: what is charted, and what the numbers count."""
    title, unit = heading_words(plan.title, plan.unit)
    if not (title or unit):
        return ""
    runs = run_xml(title, plan.label, "ink", language, bold=True) + run_xml(unit, plan.label, "soft", language)
    place = '<c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0"/><c:y val="0"/></c:manualLayout>'
    body = '<a:bodyPr rot="0" vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"/>'
    return (
        f"<c:title><c:tx><c:rich>{body}<a:lstStyle/><a:p>{paragraph_style(plan.label, 'soft', 'l')}{runs}</a:p>"
        f'</c:rich></c:tx><c:layout>{place}</c:layout><c:overlay val="1"/></c:title>'
    )


def _plot(plan: Plan, language: str) -> str:
    kind = plan.chart.kind
    series = "".join(series_xml(plan, number, language) for number in range(len(plan.chart.series)))
    ids = "".join(f'<c:axId val="{axis}"/>' for axis in AXES)
    vary, varied = '<c:varyColors val="0"/>', '<c:varyColors val="1"/>'
    gap = f'<c:gapWidth val="{round(plan.gap * 100)}"/>'
    match kind:
        case "bar" | "column":
            way = "bar" if kind == "bar" else "col"
            inside = f'<c:barDir val="{way}"/><c:grouping val="clustered"/>{vary}{series}{gap}<c:overlap val="0"/>{ids}'
            return f"<c:barChart>{inside}</c:barChart>"
        case "stacked":
            inside = f'<c:barDir val="col"/><c:grouping val="stacked"/>{vary}{series}{gap}<c:overlap val="100"/>{ids}'
            return f"<c:barChart>{inside}</c:barChart>"
        case "area":
            return f'<c:areaChart><c:grouping val="stacked"/>{vary}{series}{ids}</c:areaChart>'
        case "pie":
            return f'<c:pieChart>{varied}{series}<c:firstSliceAng val="{plan.start}"/></c:pieChart>'
        case "doughnut":
            hole = f'<c:firstSliceAng val="0"/><c:holeSize val="{HOLE}"/>'
            return f"<c:doughnutChart>{varied}{series}{hole}</c:doughnutChart>"
        case "scatter":
            return f'<c:scatterChart><c:scatterStyle val="lineMarker"/>{vary}{series}{ids}</c:scatterChart>'
        case _:
            return f'<c:lineChart><c:grouping val="standard"/>{vary}{series}<c:marker val="1"/>{ids}</c:lineChart>'


def _legend(plan: Plan) -> str:
    if plan.legend is None:
        return ""
    return (
        f'<c:legend><c:legendPos val="t"/>{layout_xml(plan.legend, plan)}<c:overlay val="0"/>'
        f"{text_style(plan.label, 'ink')}</c:legend>"
    )
