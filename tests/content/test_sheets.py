"""The review sheet goes out and comes in again; a hostile workbook is refused in bounded time and memory."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from sim.content.reading import read_file
from sim.content.sheets import differences, read_sheet, write_sheet
from sim.content.texts import load
from sim.content.translating import Change, draft, taken
from sim.content.trouble import Trouble
from sim.content.xlsx import read_rows

VALUE = read_file(Path(__file__).parents[2] / "scenarios" / "four-afternoons.yaml").value
TEXTS = load("en")
FORMULA = '=HYPERLINK("http://x.example","go")'
SHEET = "xl/worksheets/sheet1.xml"


def now(**texts):
    return taken(draft(VALUE, "nl"), [Change(key.replace("__", "."), text) for key, text in texts.items()])


def saved(tmp_path, data):
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(data)
    return path


def reviewed(tmp_path, *rows):
    """A sheet as a reviewer's program may save it."""
    path = tmp_path / "reviewed.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["key", "kind", "source", "text", "comment"], *rows]):
            sheet.write_row(number, 0, row)
    return path


@pytest.mark.slow
def test_a_sheet_that_nobody_touched_changes_nothing(tmp_path):
    drafted = now(title="Vier middagen", about=FORMULA, caller__about="  een\nregel_x0041_  ")
    rows = read_sheet(saved(tmp_path, write_sheet(drafted, TEXTS)))
    assert [row.key for row in rows] == [line.source.key for line in drafted.lines]
    assert [row.source for row in rows] == [line.source.text for line in drafted.lines]
    assert differences(drafted, rows) == ([], [])


def test_no_cell_is_ever_a_formula_a_link_or_a_number(tmp_path):
    data = write_sheet(now(title=FORMULA, about="http://x.example", caller__name="42"), TEXTS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read(SHEET).decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert sheet.count("<c ") == sheet.count('t="s"') + sheet.count(
        "/>", sheet.index("<sheetData>"), sheet.index("</sheetData>")
    )


@pytest.mark.parametrize("to_do", ["to do", "te doen"])
def test_a_cell_that_was_empty_when_the_sheet_was_written_takes_no_newer_translation_away(tmp_path, to_do):
    drafted = now(title="Vier middagen")
    older = reviewed(tmp_path, ["title", "title", "Four afternoons", "", "", to_do])
    assert differences(drafted, read_sheet(older)) == ([], [])


def test_what_a_reviewer_changed_is_a_difference_and_is_taken(tmp_path):
    drafted = now(title="Vier middagen")
    path = reviewed(
        tmp_path,
        ["about", "about", "", "Nieuw.\r\nRegel.", ""],
        ["title", "title", "Four afternoons", "Vier middagen", "mooier?\nvraag Ann"],
        ["nodes.gone", "say", "x", "y", ""],
    )
    found, strange = differences(drafted, read_sheet(path))
    assert [(one.change.key, one.change.text, one.change.notes) for one in found] == [
        ("title", "Vier middagen", ("# mooier?", "# vraag Ann")),
        ("about", "Nieuw.\nRegel.", None),
    ]
    assert [(row.number, row.key) for row in strange] == [(4, "nodes.gone")]
    after = {line.source.key: line for line in taken(drafted, [one.change for one in found]).lines}
    assert (after["about"].text, after["about"].state) == ("Nieuw.\nRegel.", "fresh")
    assert after["title"].notes == ("# mooier?", "# vraag Ann")


def test_a_row_whose_source_changed_meanwhile_is_taken_as_stale(tmp_path):
    drafted = now()
    path = reviewed(tmp_path, ["title", "title", "Three afternoons", "Drie middagen"])
    ((difference,), _) = differences(drafted, read_sheet(path))
    line = taken(drafted, [difference.change]).lines[0]
    assert difference.source_changed
    assert (line.text, line.state, line.was) == ("Drie middagen", "stale", "Three afternoons")


def test_an_emptied_cell_takes_the_translation_away(tmp_path):
    drafted = now(title="Vier middagen")
    ((difference,), _) = differences(drafted, read_sheet(reviewed(tmp_path, ["title", "", "Four afternoons", ""])))
    assert taken(drafted, [difference.change]).lines[0].state == "missing"


def archive_of(tmp_path, **parts):
    path = tmp_path / "made.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr({"sheet": SHEET, "strings": "xl/sharedStrings.xml"}.get(name, name), content)
    return path


def test_inline_rich_and_numeric_cells_are_read_as_they_are_shown(tmp_path):
    sheet = (
        "<x:worksheet xmlns:x='y'><x:sheetData><x:row><x:c t='inlineStr'><x:is><x:t>in</x:t></x:is></x:c>"
        "<x:c t='s'><x:v>0</x:v></x:c><x:c r='E1'><x:v>25</x:v></x:c><x:c t='str'><x:f>1+1</x:f><x:v>2</x:v></x:c>"
        "<x:c t='s'><x:v>99</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    strings = "<sst><si><r><t>ri</t></r><r><t>ch</t></r><rPh><t>no</t></rPh></si></sst>"
    (row,) = read_rows(archive_of(tmp_path, sheet=sheet, strings=strings))
    assert row.cells == {0: "in", 1: "rich", 4: "25", 5: "2"}


ENTITIES = "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;'>]>"
LAUGHS = f"{ENTITIES}<worksheet><sheetData><row><c><v>&c;</v></c></row></sheetData></worksheet>"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (LAUGHS, "sheet_not_plain"),
        (LAUGHS.encode("utf-16"), "sheet_not_plain"),
        ("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><worksheet/>", "sheet_not_plain"),
        ("<a>" * 100_000, "sheet_not_plain"),
        ("<worksheet>" + " " * 60_000_000, "sheet_not_plain"),
        ("<worksheet><sheetData>" + "<row/>" * 30_000, "sheet_too_big"),
        ("<worksheet>", "no_sheet"),
        ("", "no_sheet"),
        (b"\xff\x00", "no_sheet"),
    ],
    ids=["laughs", "laughs-16", "external", "deep", "huge", "rows", "open", "empty", "noise"],
)
def test_hostile_workbooks_are_refused(tmp_path, sheet, code):
    with pytest.raises(Trouble) as trouble:
        read_rows(archive_of(tmp_path, sheet=sheet))
    assert trouble.value.code == code


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a zip" * 100])
def test_what_is_no_workbook_is_said_to_be_none(tmp_path, data):
    with pytest.raises(Trouble, match="no_sheet"):
        read_rows(saved(tmp_path, data))


@pytest.mark.slow
def test_damage_anywhere_in_a_workbook_is_never_a_fall(tmp_path):
    few = read_file(Path(__file__).with_name("four-afternoons.yaml")).value
    data = write_sheet(draft(few, "nl"), TEXTS)
    for place in range(0, len(data), max(1, len(data) // 150)):
        broken = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
        try:
            read_rows(saved(tmp_path, broken))
        except Trouble:
            continue


def test_a_workbook_without_keys_is_no_review_sheet(tmp_path):
    with pytest.raises(Trouble, match="not_a_review_sheet"):
        read_sheet(reviewed(tmp_path))


def test_a_text_longer_than_a_cell_may_be_is_cut_when_written_and_reading_stays_bounded(tmp_path):
    sheet = (
        f"<worksheet><sheetData><row><c t='inlineStr'><is><t>{'x' * 100_000}</t></is></c></row></sheetData></worksheet>"
    )
    (row,) = read_rows(archive_of(tmp_path, sheet=sheet))
    assert len(row.cells[0]) == 32_767
