"""Results of a session as files: what stands in them, who may have them, what they do not tell."""

import csv
import io
import json
import re
from zipfile import ZipFile

import pytest

from sim.cli import main
from sim.content.texts import load
from sim.core.kinds import DIMENSIONS
from sim.team.moments import DAY_MS
from tests.team.classroom import FIRST, document

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
NOTICE = {language: load(language)("report.notice") for language in ("en", "nl")}


def played(room, *people, **fields):
    """A session in which each of these people sent one call."""
    session = room.session(scenarios=[FIRST], **fields)
    for number, name in enumerate(people, 1):
        assert room.join(session, name).send(document(number)).status_code == 201
    return session


def exported(room, session, kind, **headers):
    address = f"/api/lead/sessions/{session['id']}/export.{kind}"
    return room.client.get(address, headers={**room.lead_headers, **headers})


def table(answer, separator=","):
    text = answer.content.decode("utf-8")
    assert text.startswith(MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(MARK), newline=""), delimiter=separator))


def test_the_table_has_the_scores_that_the_server_computed(room):
    session = played(room, "Ann", "Bo")
    answer = exported(room, session, "csv")
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="cool-head-{session["code"]}-')
    lines = table(answer)
    kept = {one["uuid"]: one for one in room.shown(session)["attempts"]}
    assert [line["Person"] for line in lines] == ["Ann", "Bo"]
    for line in lines:
        scores = kept[line["Call id"]]["scores"]
        assert [line[name] for name in ("Calm", "Ownership", "Policy")] == [
            str(scores[name]) if scores[name] is not None else "" for name in DIMENSIONS
        ]
        assert line["Note"] == NOTICE["en"]


@pytest.mark.slow
def test_a_name_never_becomes_a_formula(room):
    session = played(room, "=1+1", "@SUM(A1)")
    assert {line["Person"] for line in table(exported(room, session, "csv"))} == {"'=1+1", "'@SUM(A1)"}
    with ZipFile(io.BytesIO(exported(room, session, "xlsx").content)) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert sheets
        assert not any("<f>" in sheet for sheet in sheets)
        assert "=1+1" in book.read("xl/sharedStrings.xml").decode()


def test_the_report_and_the_workbook_say_which_session_they_are_of(room):
    session = played(room, "Ann", title="Tuesday <1> & friends")
    assert exported(room, session, "html").text.count("Tuesday &lt;1&gt; &amp; friends") == 2
    with ZipFile(io.BytesIO(exported(room, session, "xlsx").content)) as book:
        assert "Tuesday &lt;1&gt; &amp; friends" in book.read("xl/sharedStrings.xml").decode()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "html", "json"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_file_says_what_it_is_not_for_in_the_readers_language(room, kind, language):
    answer = exported(room, played(room, "Ann"), kind, **{"Accept-Language": language})
    assert answer.status_code == 200
    assert NOTICE[language] in answer.text


def test_the_language_that_was_chosen_on_the_board_is_that_of_the_file(room):
    session = played(room, "Ann")
    room.client.http.cookies.set("language", "nl")
    try:
        assert table(exported(room, session, "csv", **{"Accept-Language": "en"}), ";")[0]["Persoon"] == "Ann"
    finally:
        room.client.http.cookies.delete("language")


def test_an_attempt_that_is_void_is_in_the_table_and_counts_for_nothing(room):
    session = played(room, "Ann")
    (attempt,) = room.shown(session)["attempts"]
    room.lead("PATCH", f"/api/lead/attempts/{attempt['uuid']}", {"voided": True, "reason": "a fire drill"})
    (line,) = table(exported(room, session, "csv"))
    assert (line["Try"], line["Note"]) == ("0", f"Counts for nothing. {NOTICE['en']}")
    assert json.loads(exported(room, session, "json").text) == []


@pytest.mark.slow
def test_statements_name_nobody_and_are_the_same_each_time(room):
    session = played(room, "Ann", "Bo")
    answer = exported(room, session, "json")
    statements = json.loads(answer.text)
    verbs = [one["verb"]["id"].rsplit("/", 1)[1] for one in statements]
    assert {"initialized", "answered", "scored"} < set(verbs)
    assert verbs.count("initialized") == verbs.count("passed") + verbs.count("failed") == 2
    assert len({one["actor"]["account"]["name"] for one in statements}) == 2
    assert len({one["id"] for one in statements}) == len(statements)
    assert "Ann" not in {*re.findall(r"\w+", json.dumps([one["actor"] for one in statements]))}
    assert exported(room, session, "json").text == answer.text


@pytest.mark.slow
def test_with_aliases_people_are_numbers_and_what_few_tried_is_hidden(room):
    two = played(room, "Ann", "Bo", names="aliases")
    for line in table(exported(room, two, "csv")):
        assert line["Person"].startswith("Person ")
        assert (line["Calm"], line["Policy"], line["Ownership"], line["Passed"]) == ("", "", "", "")
    assert json.loads(exported(room, two, "json").text) == []
    room.clean()
    three = played(room, "Ann", "Bo", "Cy", names="aliases")
    lines = table(exported(room, three, "csv"))
    assert {line["Person"] for line in lines} == {"Person 1", "Person 2", "Person 3"}
    assert any(line["Calm"] for line in lines)
    for kind in ("csv", "html", "json"):
        text = exported(room, three, kind).text
        assert not {"Ann", "Bo", "Cy"} & {*re.findall(r"\w+", text)}


def test_with_aliases_the_report_tells_nobody_ready_while_fewer_than_three_have_played(room):
    session = played(room, "Ann", "Bo", names="aliases")
    room.join(session, "Cy")
    assert not re.search("of 3<", exported(room, session, "html").text)
    room.join(session, "Di").send(document(4))
    assert re.search("of 4<", exported(room, session, "html").text)


@pytest.mark.slow
def test_with_aliases_no_table_can_be_laid_beside_the_board(room):
    session = played(room, "Ann", "Bo", "Cy", "Di", names="aliases")
    lines = table(exported(room, session, "csv"))
    assert [line["Person"] for line in lines] == [f"Person {number}" for number in (1, 2, 3, 4)]
    shown = {one["uuid"] for one in room.shown(session)["attempts"]}
    assert len({line["Call id"] for line in lines} - shown) == 4
    assert {line["Started"].partition(" ")[2] for line in lines} <= {"", "00:00:00", "00:00"}
    with ZipFile(io.BytesIO(exported(room, session, "xlsx").content)) as book:
        text = book.read("xl/sharedStrings.xml").decode()
    assert all(line["Call id"] in text for line in lines)
    assert not any(uuid in text for uuid in shown)


@pytest.mark.slow
def test_with_aliases_statements_have_days_and_ids_of_their_own_that_stay_the_same(room):
    session = played(room, "Ann", "Bo", "Cy", "Di", names="aliases")
    told = exported(room, session, "json").json()
    calls = {one["context"]["registration"] for one in told}
    assert len(calls - {one["uuid"] for one in room.shown(session)["attempts"]}) == 4
    began = {min(one["timestamp"] for one in told if one["context"]["registration"] == call) for call in calls}
    assert {moment.partition("T")[2] for moment in began} == {"00:00:00.000Z"}
    assert told == exported(room, session, "json").json()  # so that sending them again doubles nothing


def test_a_call_begins_when_the_trainees_clock_says_unless_that_cannot_be(room):
    session = played(room, "Ann")  # 2026-11-22 by the document; the session's clock is weeks later
    (line,) = table(exported(room, session, "csv"))
    arrived = room.shown(session)["attempts"][0]["arrived_at"]
    assert line["Ended"][:10] == arrived[:10] != "2026-11-22"


def test_when_names_are_due_the_files_have_numbers(room):
    session = played(room, "Ann", keep_days=1)
    room.clock.now += 2 * DAY_MS
    room.client.runner.run(_forget(room))
    room.login()
    (line,) = table(exported(room, session, "csv"))
    assert line["Person"] == "Person 1"


async def _forget(room):
    from sim.team import sessions

    await room.database.write(lambda connection: sessions.forget(connection, room.clock.now))


def test_only_the_facilitator_has_the_files_and_it_is_written_down(room):
    session = played(room, "Ann")
    address = f"/api/lead/sessions/{session['id']}/export.csv"
    trainee = room.join(session, "Bo")
    assert room.client.get(address, headers={**trainee.headers}).status_code == 200  # the facilitator's own browser
    exported(room, session, "xlsx")
    lines = room.lead("GET", f"/api/lead/sessions/{session['id']}/audit").json()
    assert [line["detail"]["kind"] for line in lines if line["what"] == "exported"] == ["xlsx", "csv"]
    cookie = room.app.state.server.cookie
    room.client.http.cookies.delete(cookie)
    assert room.client.get(address, headers=trainee.headers).json()["code"] == "not_logged_in"


@pytest.mark.parametrize("kind", ["pdf", "exe"])
def test_another_kind_of_file_is_not_there(room, kind):
    assert exported(room, played(room), kind).status_code in (404, 422)


def test_what_is_not_there_has_no_files(room):
    assert exported(room, {"id": 999_999}, "csv").json()["code"] == "not_found"


# --- the command --------------------------------------------------------------------------------------------------


def run(capsys, folder, *arguments):
    code = main(["team", "export", *map(str, arguments), "--lang", "en", "--data", str(folder)])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(("arguments", "says"), [
    ([], "say where to"),
    (["-o", "a.pdf"], "must end in .csv, .xlsx, .html or .json"),
    (["-o", "a.csv"], "There is no open session"),
    (["-o", "a.csv", "--code", "ABC234"], "no session with the code ABC234"),
    (["--push", "ftp://lrs"], "not an address"),
    (["--push", "https://key:secret@lrs"], "not an address"),
    (["--push", "http://lrs.example.org"], "not encrypted"),
    (["--push", "https://lrs.example.org"], "COOL_HEAD_LRS"),
])  # fmt: skip
def test_what_cannot_be_exported_is_said_in_one_line(capsys, tmp_path, monkeypatch, arguments, says):
    monkeypatch.delenv("COOL_HEAD_LRS", raising=False)
    monkeypatch.chdir(tmp_path)
    code, _, err = run(capsys, tmp_path / "data", *arguments)
    assert code == 2
    assert says in err
    assert err.count("\n") == 1
    assert not list(tmp_path.glob("a.*"))


@pytest.mark.slow
def test_the_command_writes_the_same_file_as_the_download(room, capsys, tmp_path):
    if room.database.is_postgres:
        pytest.skip("the same command, another URL")
    session = played(room, "Ann")
    url = str(room.database._write_engine.url)
    for kind in ("csv", "html", "json", "xlsx"):
        path = tmp_path / f"out.{kind}"
        code, out, err = run(capsys, tmp_path, "--database", url, "-o", path)
        assert (code, err) == (0, "")
        assert "1 call" in out
        if kind in ("csv", "json"):
            assert path.read_bytes() == exported(room, session, kind).content
