"""`certificate` and `rescore --certificate`: what is still missing, the page, and whether a code holds."""

import json
import re
import sqlite3

import pytest

from tests.exams import ONE_OF_EACH, take


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def made(tool, *more):
    code, out, err = tool("certificate", "--trainee", "Ada", "--json", *more)
    assert (code, err) == (0, "")
    return json.loads(out)


def checked(tool, code):
    status, out, err = tool("rescore", "--certificate", code, "--json")
    answer = json.loads(out)
    assert status == (0 if answer["holds"] else 1)
    return answer


def test_who_is_not_ready_hears_what_is_missing(tool, data):
    take(data, ONE_OF_EACH[:1])
    take(data, ONE_OF_EACH[1:2], mode="practice")
    code, out, err = tool("certificate", "--trainee", "Ada")
    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "Not ready yet.",
        "- Caller in panic: no exam call yet",
        "- Out of scope: no exam call yet",
    ]
    assert [one["code"] for one in json.loads(tool("certificate", "--trainee", "Ada", "--json")[1])["missing"]] == [
        "none", "none",
    ]  # fmt: skip


def test_somebody_unknown_is_named(tool, data):
    take(data, ONE_OF_EACH[:1])
    code, _, err = tool("certificate", "--trainee", "Aad")
    assert code == 2
    assert "Ada" in err


@pytest.mark.parametrize(("lang", "words"), [("en", "not a personality test"), ("nl", "geen persoonlijkheidstest")])
def test_who_is_ready_gets_a_page_that_says_what_it_is(tool, data, tmp_path, lang, words):
    take(data)
    sheet = tmp_path / "sheet.html"
    answer = made(tool, "-o", sheet, "--lang", lang)
    page = sheet.read_text(encoding="utf-8")
    assert answer["code"] in page
    assert words in page
    assert "Ada" in page
    assert f'lang="{lang}"' in page
    assert not re.search(r"(?:src|href)=|https?://|@import|url\(", page)  # nothing from elsewhere
    assert page.count("<tr>") == 4


@pytest.mark.slow
def test_a_name_is_text_on_the_page_and_nobody_gets_a_line_to_write_on(tool, data, tmp_path):
    take(data, person="<b>Ada & co</b>")
    sheet = tmp_path / "sheet.html"
    assert tool("certificate", "--trainee", "<b>Ada & co</b>", "-o", sheet)[0] == 0
    assert "&lt;b&gt;Ada &amp; co&lt;/b&gt;" in sheet.read_text(encoding="utf-8")
    take(data, person=None)
    assert tool("certificate", "-o", sheet)[0] == 0
    assert 'class="name blank"' in sheet.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_code_holds_when_it_is_made_and_the_same_calls_give_the_same_code(tool, data):
    ids = take(data)
    code = made(tool)["code"]
    answer = checked(tool, code.lower().replace("-", " "))
    assert (answer["holds"], answer["trainee"], answer["code"]) == (True, "Ada", code)
    assert [(call["call"], call["same"]) for call in answer["calls"]] == [
        (ids[ONE_OF_EACH.index(call["scenario"])], True) for call in answer["calls"]
    ]
    assert made(tool)["code"] == code
    assert "holds: Ada" in tool("rescore", "--certificate", code)[1]


@pytest.mark.slow
def test_a_code_holds_after_more_calls_and_another_wording_of_time(tool, data):
    take(data)
    code = made(tool)["code"]
    take(data, ("seat-14c", "the-cot", "the-heat-pump"), mode="practice", days_ago=0)
    assert checked(tool, code)["holds"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [("ABCD", "four groups of four"), ("0000-0000-0000-0000", "no certificate with this code was made")],
)
def test_what_is_no_code_of_this_folder_is_told(tool, data, typed, words):
    take(data)
    made(tool)
    answer = checked(tool, typed)
    assert (answer["holds"], words in answer["reason"]) == (False, True)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ('UPDATE events SET event = replace(event, \'"do":"heard"\', \'"do":"Heard"\') WHERE seq = 2', "call "),
        ("UPDATE calls SET result = replace(result, '\"passed\":true', '\"passed\":false')", "call "),
        ("DELETE FROM calls", "call "),
        ('UPDATE kept SET data = replace(data, \'"calls":["\', \'"calls":["x","\')', "call "),
        ("UPDATE kept SET at = '2020-01-01T00:00:00.000Z'", "by the rule"),
    ],
    ids=["an event", "a result", "the calls", "what it rests on", "the day"],
)
def test_a_code_does_not_hold_where_anything_was_changed(tool, data, change, words):
    take(data)
    code = made(tool)["code"]
    with sqlite3.connect(data / "cool-head.sqlite") as connection:
        connection.execute(change)
    connection.close()
    answer = checked(tool, code)
    assert answer["holds"] is False
    assert words in answer["reason"]


@pytest.mark.slow
def test_calls_of_another_certificate_do_not_give_this_code(tool, data):
    take(data)
    first = made(tool)["code"]
    take(data, ("seat-14c",), days_ago=0)
    second = made(tool)["code"]
    assert first != second
    with sqlite3.connect(data / "cool-head.sqlite") as connection:
        rows = connection.execute("SELECT id, data FROM kept ORDER BY id").fetchall()
        swapped = rows[1][1].replace(second, first)
        connection.execute("UPDATE kept SET data = ? WHERE id = ?", (swapped, rows[0][0]))
        connection.execute("DELETE FROM kept WHERE id = ?", (rows[1][0],))
    connection.close()
    assert "do not give this code" in checked(tool, first)["reason"]


def test_an_event_that_was_changed_stands_in_the_way_of_a_certificate(tool, data):
    take(data)
    with sqlite3.connect(data / "cool-head.sqlite") as connection:
        connection.execute("UPDATE events SET at = at + 1 WHERE seq = 3")
    connection.close()
    code, out, _ = tool("certificate", "--trainee", "Ada")
    assert code == 1
    assert "No certificate can be made: call " in out
