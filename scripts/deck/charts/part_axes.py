"""Axes of a chart part: horizontal hairlines with their numbers, a base line, positive ids."""

from __future__ import annotations

from deck.charts.part_text import paragraph_style, run_xml, text_style
from deck.charts.plan import ROUND, Plan
from deck.charts.scale import Axis, Dates, plain_form
from deck.powerpoint.xml import EMU_PER_POINT, attribute, fill

AXES = (1, 2)  # ids of the axis across and of the one of values; unique in a chart is enough: ECMA-376 part 1, 21.2.2.9
HAIRLINE = round(0.75 * EMU_PER_POINT)
NO_LINE = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"


def axes_xml(plan: Plan) -> str:
    """Gives both axes, or nothing for a pie and a ring."""
    if plan.chart.kind in ROUND:
        return ""
    return _across(plan) + _values(plan)


def _across(plan: Plan) -> str:
    upright = plan.chart.kind == "bar"
    place = "l" if upright else "b"
    title = _name(plan) if plan.across else ""
    form = plain_form(plan.across) if plan.across else None
    number_format = attribute(plan.dates.code if plan.dates else form.code if form else "General")
    ticks = "out" if plan.dates or plan.across else "none"
    common = (
        f'<c:delete val="0"/><c:axPos val="{place}"/>{title}<c:numFmt formatCode={number_format} sourceLinked="0"/>'
        f'<c:majorTickMark val="{ticks}"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:noFill/><a:ln w="{HAIRLINE}">{fill("ink")}</a:ln></c:spPr>'
        f'{text_style(plan.label, "ink" if upright else "soft", turned=plan.turned)}<c:crossAx val="{AXES[1]}"/>'
        '<c:crosses val="autoZero"/>'
    )
    if plan.across:
        step = f'<c:crossBetween val="midCat"/><c:majorUnit val="{plan.across.step:.10g}"/>'
        return f'<c:valAx><c:axId val="{AXES[0]}"/>{_scaling(plan.across)}{common}{step}</c:valAx>'
    scaling = f'<c:scaling><c:orientation val="{"maxMin" if upright else "minMax"}"/></c:scaling>'
    if plan.dates:
        units = _units(plan.dates)
        return (
            f'<c:dateAx><c:axId val="{AXES[0]}"/>{scaling}{common}<c:auto val="0"/><c:lblOffset val="100"/>'
            f"{units}</c:dateAx>"
        )
    skip = f'<c:tickLblSkip val="{plan.skip}"/>'
    return (
        f'<c:catAx><c:axId val="{AXES[0]}"/>{scaling}{common}<c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="100"/>{skip}<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _units(dates: Dates) -> str:
    base = "months" if dates.monthly else "days"
    if not dates.months:
        step, unit = dates.step_days, "days"
    elif dates.months % 12 == 0:
        step, unit = dates.months // 12, "years"
    else:
        step, unit = dates.months, "months"
    return f'<c:baseTimeUnit val="{base}"/><c:majorUnit val="{step}"/><c:majorTimeUnit val="{unit}"/>'


def _values(plan: Plan) -> str:
    upright = plan.chart.kind == "bar"
    lines = f'<c:majorGridlines><c:spPr><a:ln w="{HAIRLINE}">{fill("rule")}</a:ln></c:spPr></c:majorGridlines>'
    # A date or category axis of a line runs from its first to its last point; bars stand between the ticks.
    between = "midCat" if plan.chart.kind in ("line", "area", "scatter") else "between"
    return (
        f'<c:valAx><c:axId val="{AXES[1]}"/>{_scaling(plan.values)}<c:delete val="{int(not plan.axis_shown)}"/>'
        f'<c:axPos val="{"b" if upright else "l"}"/>{lines if plan.axis_shown else ""}'
        f'<c:numFmt formatCode={attribute(plan.ticks.code)} sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{NO_LINE}{text_style(plan.label, "soft")}'
        f'<c:crossAx val="{AXES[0]}"/><c:crosses val="{"autoZero" if not plan.across else "min"}"/>'
        f'<c:crossBetween val="{between}"/><c:majorUnit val="{plan.values.step:.10g}"/></c:valAx>'
    )


def _scaling(axis: Axis) -> str:
    ends = f'<c:max val="{axis.high:.10g}"/><c:min val="{axis.low:.10g}"/>'
    return f'<c:scaling><c:orientation val="minMax"/>{ends}</c:scaling>'


def _name(plan: Plan) -> str:
    """Gives the name of the axis across, below its numbers."""
    style = paragraph_style(plan.label, "soft")
    body = '<a:bodyPr rot="0" vert="horz"/><a:lstStyle/>'
    run = run_xml(plan.chart.x, plan.label, "soft", "en-US")
    return f'<c:title><c:tx><c:rich>{body}<a:p>{style}{run}</a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
