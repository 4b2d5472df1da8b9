"""Chart workbook: the numbers of a chart as the spreadsheet that PowerPoint opens to edit them."""

from __future__ import annotations

import datetime
import io

from deck.charts.scale import chart_dates, serial
from deck.model import Chart

SHEET = "Sheet1"
NO_DATE = datetime.datetime(1980, 1, 1)


def workbook_bytes(chart: Chart) -> bytes:
    """Gives an .xlsx: a header row, then a row for each category; the same bytes for the same chart."""
    import xlsxwriter  # type: ignore[import-untyped]  # it carries no types; imported here: only charts need it

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": NO_DATE})
    sheet = book.add_worksheet(SHEET)
    sheet.write_string(0, 0, chart.x)
    dates = chart_dates(chart)
    form = book.add_format({"num_format": "yyyy-mm-dd" if not dates or not dates.monthly else "yyyy-mm"})
    for row, category in enumerate(chart.categories, start=1):
        if dates:
            sheet.write_number(row, 0, serial(dates.days[row - 1]), form)
        elif chart.kind == "scatter":
            sheet.write_number(row, 0, float(category))
        else:
            sheet.write_string(row, 0, category)
    for column, series in enumerate(chart.series, start=1):
        sheet.write_string(0, column, series.name)
        for row, value in enumerate(series.values, start=1):
            if value is not None:
                sheet.write_number(row, column, value)
    book.close()
    return file.getvalue()


def category_cells(chart: Chart) -> str:
    """Gives the cells of the categories."""
    return f"{SHEET}!$A$2:$A${len(chart.categories) + 1}"


def name_cell(series: int) -> str:
    """Gives the cell of a series' name; series count from 0."""
    return f"{SHEET}!${_column(series)}$1"


def value_cells(chart: Chart, series: int) -> str:
    """Gives the cells of a series' values."""
    return f"{SHEET}!${_column(series)}$2:${_column(series)}${len(chart.categories) + 1}"


def _column(series: int) -> str:
    return chr(ord("B") + series)  # a chart has fewer series than the alphabet has letters
