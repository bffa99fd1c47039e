"""Results as a workbook: calls, turns, and what both mean. Dates are dates, numbers numbers, texts never formulas."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from sim.core.results import AttemptDetail
from sim.report.results.columns import CALLS, TURNS, Cell, Column, TurnColumn, Words, titles
from sim.report.results.moments import day_and_time, zone_name
from sim.report.results.values import Results

LONGEST_CELL = 32_767
# Whatever a text begins with, it is a text.
_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
_DATE_AND_TIME = 22  # the format that every spreadsheet shows in its reader's own way
_HEADER = {"bold": True, "bg_color": "#0B6B60", "font_color": "#FFFFFF", "valign": "vcenter", "text_wrap": True}


def workbook(results: Results, details: Sequence[AttemptDetail], words: Words) -> bytes:
    """The workbook. `details`: the same calls with their turns."""
    target = BytesIO()
    texts = words.texts
    book = xlsxwriter.Workbook(target, _PLAIN)
    book.set_properties(
        {"title": results.session or texts("app.name"), "comments": texts("report.notice"), "created": _plain(results)}
    )
    looks = {
        "header": book.add_format(_HEADER),
        "text": book.add_format({"valign": "top", "text_wrap": True}),
        "date": book.add_format({"valign": "top", "num_format": _DATE_AND_TIME}),
    }
    calls = ([column.of(row, words) for column in CALLS] for row in results.rows)
    _sheet(book, looks, (texts("report.sheet.calls"), texts("report.notice")), CALLS, [titles(texts, CALLS), *calls])
    turns = ([column.of(call, turn, words) for column in TURNS] for call in details for turn in call.turns)
    _sheet(book, looks, (texts("report.sheet.turns"), texts("report.notice")), TURNS, [titles(texts, TURNS), *turns])
    _about(book, looks, results, words)
    book.close()
    return target.getvalue()


def _plain(results: Results) -> datetime:
    return results.made.replace(tzinfo=None, microsecond=0)


def _sheet(
    book: Any,
    looks: dict[str, Any],
    named: tuple[str, str],
    columns: Sequence[Column | TurnColumn],
    rows: Iterable[Sequence[Cell]],
) -> None:
    name, notice = named
    sheet = book.add_worksheet(name)
    count = 0
    for count, row in enumerate(rows):
        for place, cell in enumerate(row):
            _write(sheet, (count, place), cell, looks, header=count == 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, count), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{notice.replace('&', '&&')}&R&P / &N")


def _write(sheet: Any, place: tuple[int, int], cell: Cell, looks: dict[str, Any], header: bool) -> None:
    look = looks["header" if header else "text"]
    match cell:
        case None:
            sheet.write_blank(*place, None, look)
        case bool():
            sheet.write_boolean(*place, cell, look)
        case int():
            sheet.write_number(*place, cell, look)
        case datetime():
            sheet.write_datetime(*place, cell, looks["date"])
        case str():
            sheet.write_string(*place, cell[:LONGEST_CELL], look)


def _about(book: Any, looks: dict[str, Any], results: Results, words: Words) -> None:
    texts = words.texts
    sheet = book.add_worksheet(texts("report.sheet.about"))
    sheet.set_column(0, 0, 100)
    made = results.made.astimezone(words.zone)
    lines = [
        *([results.session] if results.session else []),
        texts("report.notice"),
        texts("report.file.about", zone=zone_name(texts, words.zone, made)),
        texts("report.file.turns"),
        texts("report.file.made", version=results.version, date=day_and_time(texts, made)),
    ]
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line, looks["text"])
