"""The command report: whose results, in which form, and what it says when there are none."""

import csv
import json
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from zipfile import ZipFile

import pytest

from sim.content.texts import caller_lines
from sim.core.call import Call
from sim.core.events import Close, HangUp
from sim.core.log import Setup
from sim.core.scoring import score, to_json
from sim.store.database import DATABASE_NAME
from sim.store.journal import Journal
from sim.store.records import CallHeader
from sim.store.secret import SECRET_NAME
from tests.filled import LIBRARY, fill, played
from tests.from_npm import installed
from tests.store.playing import RESULT

VALIDATOR = "3.0.0"
PEOPLE = ("Ada", "Bas", "=Cor", None)
CALLS = ("four-afternoons", "the-helpful-man")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filled")
    fill(folder, PEOPLE, calls=3, scenarios=CALLS)
    return folder


@pytest.fixture
def report(tool, tmp_path, filled):
    """`report(...)` on a copy of the filled folder."""
    shutil.copytree(filled, tmp_path / "data")
    return lambda *arguments, **answers: tool("report", *arguments, **answers)


@pytest.mark.slow
def test_somebody_sees_a_short_table_and_the_way_to_more(report):
    code, out, err = report("--trainee", "Ada")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("Ada: 3 calls")
    assert re.fullmatch(r"Four afternoons +\d+ +\d+ +\d+ +[12]", lines[2])
    assert "not for appraisal" in out
    assert 'report --trainee "Ada" -o results.html' in out


def test_without_a_name_it_is_about_who_gave_none_and_names_the_others(report, tool, tmp_path):
    code, out, _ = report()
    assert code == 0
    assert out.startswith("(no name): 3 calls")
    (tmp_path / "data" / "settings.json").write_text('{"trainee": "Bas"}')
    assert tool("report")[1].startswith("Bas: 3 calls")


def test_a_team_is_shown_with_means_in_alphabetical_order(report):
    code, out, _ = report("--team", "--lang", "nl")
    assert code == 0
    assert out.startswith("4 mensen, 12 gesprekken")
    assert [line.split()[0] for line in out.splitlines()[2:6]] == ["=Cor", "Ada", "Bas", "(geen"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--trainee", "Adá"], "There are no results of Adá. There are of: =Cor, Ada, Bas."),
        (["--trainee", "Ada", "--team"], "not both"),
        (["--aliases"], "--team"),
        (["-o", "x.pdf"], "x.pdf: the report must end in"),
        (["--separator", ";"], "-o FILE.csv"),
        (["-o", "x.csv", "--separator", "x"], "one of"),
    ],
)
def test_wrong_use_is_said_in_one_line(report, arguments, said):
    code, out, err = report(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("file", ["x.html", "x.csv", "x.xlsx", "x.json"])
def test_where_nothing_was_played_there_is_an_empty_report(tool, tmp_path, file):
    code, out, err = tool("report", "-o", file)
    assert (code, err) == (0, "")
    assert (tmp_path / file).stat().st_size
    assert tool("report")[1] == "No finished calls yet.\n"


@pytest.mark.slow
def test_a_page_a_table_a_workbook_and_statements_are_written(report, tmp_path):
    for file in ("team.html", "team.csv", "team.xlsx", "team.json"):
        assert report("--team", "-o", file)[:2] == (0, f"{file}: written\n")
    assert "=Cor" in (tmp_path / "team.html").read_text(encoding="utf-8")
    table = list(csv.reader((tmp_path / "team.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(table) == 1 + 12
    assert {line[0] for line in table[1:]} == {"Ada", "Bas", "'=Cor", "(no name)"}
    with ZipFile(tmp_path / "team.xlsx") as book:
        assert book.read("xl/worksheets/sheet2.xml").count(b"<row ") > 60
    statements = json.loads((tmp_path / "team.json").read_text(encoding="utf-8"))
    assert len({one["context"]["registration"] for one in statements}) == 12
    assert len({one["actor"]["account"]["name"] for one in statements}) == 4


@pytest.mark.slow
def test_statements_made_again_are_the_same_and_their_names_cannot_be_guessed_without_the_folder(report, tmp_path):
    report("--team", "-o", "first.json")
    report("--trainee", "Ada", "-o", "ada.json")
    first = {one["id"]: one for one in json.loads((tmp_path / "first.json").read_text(encoding="utf-8"))}
    for one in json.loads((tmp_path / "ada.json").read_text(encoding="utf-8")):
        assert first[one["id"]] == one
    (tmp_path / "data" / SECRET_NAME).unlink()
    report("--trainee", "Ada", "-o", "other.json")
    other = json.loads((tmp_path / "other.json").read_text(encoding="utf-8"))
    assert first[other[0]["id"]]["actor"] != other[0]["actor"]


@pytest.mark.slow
@pytest.mark.parametrize("file", ["team.html", "team.csv", "team.xlsx", "team.json"])
def test_with_aliases_no_file_names_anybody(report, tmp_path, file):
    assert report("--team", "--aliases", "-o", file)[0] == 0
    data = (tmp_path / file).read_bytes()
    if file.endswith("xlsx"):
        with ZipFile(tmp_path / file) as book:
            data = b"".join(book.read(name) for name in book.namelist())
    for name in (b"Ada", b"Bas", b"Cor"):
        assert name not in data


def test_with_aliases_what_two_people_did_is_hidden_in_every_file(report, tmp_path):
    with Journal.open(tmp_path / "data") as journal:
        for person in (None, "Bas"):
            journal.delete(person)
    for file in ("team.html", "team.csv", "team.xlsx", "team.json"):
        assert report("--team", "--aliases", "-o", file)[0] == 0
    assert "There are no finished calls yet." in (tmp_path / "team.html").read_text(encoding="utf-8")
    table = list(csv.reader((tmp_path / "team.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {tuple(line[9:14]) for line in table[1:]} == {("", "", "", "", "")}
    with ZipFile(tmp_path / "team.xlsx") as book:
        assert book.read("xl/worksheets/sheet2.xml").count(b"<row ") == 1
    assert json.loads((tmp_path / "team.json").read_text(encoding="utf-8")) == []


def test_json_has_everybody_with_their_calls(report):
    code, out, _ = report("--team", "--json")
    document = json.loads(out)
    assert code == 0
    assert [one["trainee"] for one in document["people"]] == ["=Cor", "Ada", "Bas", None]
    calls = document["people"][1]["calls"]
    assert {"call", "scenario", "calm", "lowest", "started"} <= set(calls[0])
    best = document["people"][1]["scenarios"][CALLS[0]]["best"]
    assert set(best) == {"calm", "ownership", "policy", "passed"}


def test_a_call_that_was_changed_in_its_file_is_left_out_and_said(report, tmp_path):
    with closing(sqlite3.connect(tmp_path / "data" / DATABASE_NAME)) as database:
        database.execute("UPDATE calls SET result = replace(result, '\"passed\":false', '\"passed\":true')")
        database.execute("UPDATE calls SET trainee = 'Dee' WHERE trainee = 'Ada'")
        database.commit()
    code, out, err = report("--trainee", "Dee")
    assert code == 0
    assert "3 calls were changed in their file" in err
    assert "No finished calls" in out


def test_a_call_whose_scenario_is_gone_is_reported_without_its_turns(tool, tmp_path):
    with Journal.open(tmp_path / "data") as journal:
        header = CallHeader("gone-call", "ab" * 32, "en", "A call that is gone", Setup(), "0.1.0", "Ada")
        journal.close(journal.begin(header), RESULT)
    code, _, err = tool("report", "--trainee", "Ada", "-o", "x.xlsx")
    assert code == 0
    assert "1 call has no turns here" in err
    assert tool("report", "--trainee", "Ada", "-o", "x.html")[0] == 0
    assert "A call that is gone" in (tmp_path / "x.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def validator():
    """The validator that learning record stores use."""
    return installed("@learninglocker/xapi-validation", VALIDATOR)


CHECK = """
const { readFileSync } = require('fs');
const warnings = require(process.argv[1]).default;
const told = JSON.parse(readFileSync(0)).map((statement) => warnings(statement).map(String));
process.stdout.write(JSON.stringify(told));
"""


def warnings(validator, statements):
    """What the validator says of each statement."""
    command = [shutil.which("node"), "-e", CHECK, str(validator)]
    done = subprocess.run(command, input=json.dumps(statements).encode(), capture_output=True, timeout=120, check=True)
    return json.loads(done.stdout)


def hung_up(folder):
    """A call that the trainee ended without ground, after a reply."""
    call, events = played("four-afternoons", "doormat", Setup(seed=4))
    with Journal.open(folder) as journal:
        scenario = call.scenario
        header = CallHeader(scenario.id, scenario.content_hash(), "en", scenario.title, Setup(seed=4), "0.1.0", "Dee")
        again = Call(scenario, Setup(seed=4), caller_lines("en"))
        call_id = journal.begin(header)
        for event in [*events[:3], HangUp(500), Close()]:
            again.feed(event)
            journal.append(call_id, event)
        journal.close(call_id, to_json(score(scenario, again.log())))


@pytest.mark.slow
def test_the_validator_of_learning_record_stores_has_no_warning(tool, tmp_path, validator):
    # Five people play as all the archetypes there are from doormat to ideal, in both languages.
    fill(tmp_path / "data", ("A", "B", "C", "D", "E"), calls=len(LIBRARY.ids()))
    hung_up(tmp_path / "data")
    assert tool("report", "--team", "-o", "x.json")[0] == 0
    statements = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    verbs = {one["verb"]["id"].rpartition("/")[2] for one in statements}
    assert verbs == {"initialized", "answered", "scored", "passed", "failed"}
    assert len({one["context"]["registration"] for one in statements}) == 5 * len(LIBRARY.ids()) + 1
    assert [told for told in warnings(validator, statements) if told] == []
    broken = {**statements[0], "timestamp": "yesterday", "colour": "red"}
    assert warnings(validator, [broken]) != [[]]
