"""The review sheet: a translation as a table for people who review words, not files. Out, and in again.

One row a text: its key, what kind of text it is, the scenario's words, the translation, a comment, how it stands. Rows
may be sorted or deleted and columns may be coloured; only the translation and the comment of a row are read back, with
the scenario's words of that row, which tell whether the scenario changed meanwhile, and how it stood, which tells
whether an empty cell was emptied. A cell never holds a formula.
"""

import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from sim.content.texts import languages, load
from sim.content.translating import Change
from sim.content.translation_file import Draft, Line, same_words
from sim.content.trouble import Trouble
from sim.content.xlsx import read_rows
from sim.core.texts import Texts

KEY, KIND, SOURCE, TEXT, COMMENT, STATE = range(6)
_COLUMNS = ("key", "kind", "source", "text", "comment", "state")
_LANGUAGE = re.compile(r"\(([a-z]{2})\)\s*$")  # the header: translation (nl)
_WIDTHS = (34, 12, 62, 62, 34, 12)
_LONGEST_CELL = 32_767
_HEADER = {"bold": True, "bg_color": "#0B6B60", "font_color": "#FFFFFF", "valign": "vcenter", "border": 1}
_PLAIN = {"text_wrap": True, "valign": "top", "font_size": 11}
_QUIET = {**_PLAIN, "font_color": "#566670"}
_STATES = {"missing": {**_PLAIN, "bg_color": "#FFF3D6"}, "stale": {**_PLAIN, "bg_color": "#FBE3DE"}, "fresh": _PLAIN}


class SheetRow(NamedTuple):
    """A row as it came back."""

    number: int
    key: str
    source: str
    text: str
    comment: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a row would change. `source_changed`: the scenario's words are others now than those of the row."""

    line: Line
    change: Change
    source_changed: bool


def write_sheet(draft: Draft, words: Texts) -> bytes:
    """The review sheet of a translation as a workbook."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(f"{draft.id}.{draft.language}"[:31])
    header = book.add_format(_HEADER)
    quiet = book.add_format(_QUIET)
    by_state = {state: book.add_format(look) for state, look in _STATES.items()}
    languages = {"source": draft.source_language, "text": draft.language}
    for column, (name, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
        title = words(f"tools.translate.column.{name}", language=languages.get(name, ""))
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title.strip(), header)
    for row, line in enumerate(draft.lines, 1):
        state = words(f"tools.translate.state.{line.state}")
        cells = (line.source.key, line.source.kind, line.source.text, line.text, _comment(line), state)
        looks = (quiet, quiet, by_state["fresh"], by_state[line.state], by_state["fresh"], quiet)
        for column, (text, look) in enumerate(zip(cells, looks, strict=True)):
            sheet.write_string(row, column, text[:_LONGEST_CELL], look)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(draft.lines)), STATE)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return target.getvalue()


def _comment(line: Line) -> str:
    return "\n".join(note.lstrip("#").strip() for note in line.notes)


def read_sheet(path: Path, language: str = "") -> list[SheetRow]:
    """The rows of a review sheet without its header. Raises Trouble or OSError.

    language: what is translated into; a sheet whose header names another one is not read.
    """
    rows = read_rows(path)
    named = _LANGUAGE.search(rows[0].cells.get(TEXT, "")) if rows else None
    if language and named and named[1] != language:
        raise Trouble("sheet_other_language", path=path, found=named[1], wanted=language)
    found = [
        SheetRow(row.number, *(row.cells.get(column, "").strip() for column in (KEY, SOURCE, TEXT, COMMENT, STATE)))
        for row in rows[1:]
        if row.cells.get(KEY, "").strip()
    ]
    if not found:
        raise Trouble("not_a_review_sheet", path=path)
    return found


def differences(draft: Draft, rows: list[SheetRow]) -> tuple[list[Difference], list[SheetRow]]:
    """What the rows would change in a translation, and rows whose key it does not have. Of a key, the last counts."""
    lines = {line.source.key: line for line in draft.lines}
    strange = [row for row in rows if row.key not in lines]
    latest = {row.key: row for row in rows if row.key in lines}
    found = (_difference(lines[key], latest[key]) for key in lines if key in latest)
    return [difference for difference in found if difference is not None], strange


def _difference(line: Line, row: SheetRow) -> Difference | None:
    # What was still to do when the sheet was written was empty then: left empty, it takes no newer translation away.
    untouched = not row.text and row.state in _to_do()
    new_text = not untouched and row.text != line.text.strip()
    new_comment = row.comment != _comment(line)
    if not (new_text or new_comment):
        return None
    notes = tuple(f"# {part.strip()}" for part in row.comment.split("\n") if part.strip()) if new_comment else None
    change = Change(line.source.key, row.text if new_text else line.text, row.source, notes)
    return Difference(line, change, bool(row.source) and not same_words(row.source, line.source.text))


@cache
def _to_do() -> frozenset[str]:
    """How a sheet says that a text is missing, in whatever language it was written."""
    return frozenset(load(language)("tools.translate.state.missing") for language in languages())
