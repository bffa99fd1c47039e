"""Tables of results: CSV that no spreadsheet takes for formulas, a workbook with real columns."""

import csv
import io
import re
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.content.texts import load
from sim.core.results import AttemptDetail
from sim.report.results.columns import CALLS, TURNS, Words, titles
from sim.report.results.comma import MARK, calls_csv, guarded, unguarded
from sim.report.results.workbook import workbook
from tests.examples import examples
from tests.report.result_rows import detail, results, row, turn

ENGLISH, DUTCH = Words(load("en"), UTC), Words(load("nl"), UTC)
ATTACKS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1+1",
    "'=1",
    "Ada,=1+1",
    'Ada";=1+1',
    "Ada\n=HYPERLINK(1)",
    "a\t=1",
    "＝1+1",
    "=cmd|'/C calc'!A0",
)
NASTY = st.text(st.sampled_from("=+-@\t\r\n ,;|\"'a1é＝\xa0")) | st.text(st.characters(exclude_categories=("Cs",)))


def read(text, separator):
    assert text.startswith(MARK)
    return list(csv.reader(io.StringIO(text[len(MARK) :], newline=""), delimiter=separator))


def starts(text, separators):
    """Every place where a reader might take a cell to begin."""
    return re.split(f"[{re.escape(separators)}]", text)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_begins_a_formula_wherever_a_reader_cuts_it(attack):
    for part in starts(guarded(attack), ',;|"\t\r\n'):
        assert not part.lstrip(" \xa0").startswith(("=", "+", "-", "@", "＝"))
    assert guarded(attack)[0] not in "=+-@\t\r"


@given(NASTY)
@examples()
def test_a_guarded_text_is_no_formula_and_gives_the_text_back(text):
    safe = guarded(text)
    for part in starts(safe, ',;|"\t\r\n'):
        assert not part.lstrip(" \xa0").startswith(("=", "+", "-", "@", "＝"))
    assert safe[:1] not in ("\t", "\r")
    assert unguarded(safe) == text


@given(NASTY, st.sampled_from([",", ";", "\t"]))
@examples(60)
def test_what_is_read_back_is_what_was_there(text, separator):
    person = text or "x"
    lines = read(calls_csv([row(person=person)], ENGLISH, separator), separator)
    assert [len(line) for line in lines] == [len(CALLS)] * 2
    assert unguarded(lines[1][0]) == person
    assert lines[1][9:12] == ["80", "75", "90"]


def test_numbers_are_numbers_texts_are_quoted_and_dates_are_local():
    text = calls_csv([row(1, (80, None, -0))], ENGLISH)
    line = text.splitlines()[1]
    assert line.startswith('"Ada","four-afternoons","Four afternoons","angry","practice",1,"2026-09-01 08:00:00"')
    assert ',372,80,"",0,"","no","yes","en","chosen",1,' in line
    assert "Training result, not for appraisal on its own." in line


def test_dutch_columns_stand_between_semicolons():
    text = calls_csv([row()], DUTCH)
    assert read(text, ";")[0] == titles(DUTCH.texts, CALLS)
    assert read(text, ";")[1][13] == "ja"
    assert "Persoon" in text


def sheets(data):
    with ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xml")}


def test_a_workbook_has_real_columns_and_no_formulas_or_links():
    calls = [detail(row(number, person=attack, title=attack)) for number, attack in enumerate(ATTACKS, 1)]
    parts = sheets(workbook(results([call.row for call in calls]), calls, ENGLISH))
    first, second = parts["xl/worksheets/sheet1.xml"], parts["xl/worksheets/sheet2.xml"]
    for sheet in (first, second):
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert 'state="frozen"' in sheet
        assert "<autoFilter" in sheet
        assert "not for appraisal" in sheet
    assert re.search(r'<c r="J2" s="\d+"><v>80</v></c>', first)
    assert re.search(r'<c r="G2" s="\d+"><v>4\d{4}\.333', first)  # a date is a number with the format of one
    assert re.search(r'<c r="N2" s="\d+" t="b"><v>1</v></c>', first)
    assert second.count("<row ") == 1 + 2 * len(ATTACKS)


@pytest.mark.slow
@pytest.mark.parametrize("words", [ENGLISH, DUTCH], ids=["en", "nl"])
def test_another_reader_finds_the_same_values(words):
    openpyxl = pytest.importorskip("openpyxl")
    said = "=HYPERLINK(1)\nand <more> \x07 _x0041_"
    call = AttemptDetail(row(1, (80, None, 90), person="=Ada"), (turn(said=said),))
    book = openpyxl.load_workbook(io.BytesIO(workbook(results([call.row]), [call], words)))
    calls, turns, about = book.worksheets
    values = [cell.value for cell in calls[2]]
    assert [cell.value for cell in calls[1]] == titles(words.texts, CALLS)
    assert values[0] == "=Ada"
    assert calls["A2"].data_type == "s"
    assert values[6] == datetime(2026, 9, 1, 8, 0)
    assert calls["G2"].is_date
    assert values[8:13] == [372, 80, None, 90, None]
    assert values[13:15] == [False, True]
    assert (calls.freeze_panes, calls.auto_filter.ref) == ("A2", "A1:T2")
    assert [cell.value for cell in turns[1]] == titles(words.texts, TURNS)
    assert [cell.value for cell in turns[2]][11:] == [1, 2, 0]
    assert turns["J2"].value.startswith("=HYPERLINK(1)\nand <more>")
    assert turns["J2"].data_type == "s"
    assert about["A1"].value == words.texts("report.notice")
