"""The command mine: all that is held of one person to take along; or gone, to the last byte."""

import json
import re
import shutil
from zipfile import ZipFile

import pytest

from sim.commands.faults import REPORT_NAME
from sim.store.database import DATABASE_NAME
from sim.store.journal import Journal
from sim.store.kept import Kept
from sim.store.lock import PlayLock
from sim.store.settings import Settings, load_settings, save_settings
from tests.filled import fill
from tests.store.playing import play

NAME = "Zoë Quarrelstone"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filled")
    fill(folder, ("Ada", NAME, None), calls=2, scenarios=("four-afternoons",))
    with Journal.open(folder) as journal:
        journal.keep(Kept("plan", {"text": f"If they shout, then I, {NAME}, breathe"}, NAME, "four-afternoons"))
        journal.keep(Kept("plan", {"text": "Mine"}, "Ada"))
        play(journal, trainee=NAME, result=None)  # still open
    save_settings(folder, Settings(trainee=NAME))
    return folder


@pytest.fixture
def data(tmp_path, filled):
    return shutil.copytree(filled, tmp_path / "data")


def left(folder):
    """The files in which the name still stands, as it is or in JSON's escapes."""
    wanted = (NAME.encode(), json.dumps(NAME)[1:-1].encode(), b"Quarrelstone")
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if any(one in path.read_bytes() or one in bytes(path) for one in wanted)]


def test_everything_of_a_person_is_in_one_file_that_says_what_it_is(tool, data, tmp_path):
    code, out, err = tool("mine", "--export", "mine.json")
    assert (code, err) == (0, "")
    assert re.fullmatch(r"mine\.json: 3 calls, 1 kept beside them, \d+ known lines\n", out)
    document = json.loads((tmp_path / "mine.json").read_text(encoding="utf-8"))
    assert set(document["about"]) == {"en", "nl"}
    assert NAME in document["about"]["nl"][0]
    assert document["trainee"] == NAME
    assert sorted(call["status"] for call in document["calls"]) == ["closed", "closed", "open"]
    closed = [call for call in document["calls"] if call["status"] == "closed"]
    assert all(call["intact"] and call["events"][0]["do"] == "answer" and call["result"]["lines"] for call in closed)
    assert document["kept"][0]["data"]["text"].startswith("If they shout")
    assert document["heard"]["four-afternoons"] > 1
    assert document["settings"]["trainee"] == NAME


def test_others_are_not_in_it_and_settings_only_where_they_name_the_person(tool, data, tmp_path):
    assert tool("mine", "--trainee", "Ada", "--export", "ada.json")[0] == 0
    text = (tmp_path / "ada.json").read_text(encoding="utf-8")
    assert "Quarrelstone" not in text
    assert json.loads(text)["settings"] is None


def test_a_zip_has_the_same_and_what_people_read(tool, data, tmp_path):
    assert tool("mine", "--export", "mine.zip", "--lang", "nl")[0] == 0
    with ZipFile(tmp_path / "mine.zip") as archive:
        names = set(archive.namelist())
        assert names == {"my-data.json", "about.en.txt", "about.nl.txt", "results.html", "calls.csv"}
        assert f"Resultaten van {NAME}" in archive.read("results.html").decode()
        assert len(json.loads(archive.read("my-data.json"))["calls"]) == 3


def test_after_deleting_not_a_byte_of_the_name_is_left(tool, data):
    sounds = data / "voice" / "reader"
    sounds.mkdir(parents=True)
    (sounds / "a.wav").write_bytes(b"the name, read aloud")
    (data / "voice" / "b.wav").write_bytes(b"a caller's line")
    (data / REPORT_NAME).write_text(f"KeyError: {NAME}", encoding="utf-8")
    assert DATABASE_NAME in left(data)
    code, out, err = tool("mine", "--delete", "--yes")
    assert (code, err) == (0, "")
    assert f"3 calls of {NAME} deleted, 1 kept beside them" in out
    assert "written anew" in out
    assert "taken out of the settings" in out
    assert out.endswith("Nothing of it is left in the data folder.\n")
    assert left(data) == []
    assert not any(sounds.iterdir())
    assert (data / "voice" / "b.wav").exists()
    assert load_settings(data).settings.trainee is None
    with Journal.open(data, read_only=True) as journal:
        assert [call.trainee for call in journal.calls()].count("Ada") == 2
        assert all(journal.load(call.id).intact for call in journal.calls())
        assert journal.kept("Ada")


def test_who_gave_no_name_can_go_too_and_others_keep_theirs(tool, data):
    save_settings(data, Settings())
    code, out, _ = tool("mine", "--delete", "--yes", "--json")
    assert code == 0
    assert json.loads(out)["removed"]["calls"] == 2
    with Journal.open(data, read_only=True) as journal:
        assert journal.people() == ["Ada", NAME]


def test_what_could_not_be_removed_is_named(tool, data):
    (data / f"{NAME}.txt").write_text("mine", encoding="utf-8")
    for name in (f"{DATABASE_NAME}.broken-1", f"{DATABASE_NAME}.broken-1-wal", "notes.txt"):
        (data / name).write_text(NAME, encoding="utf-8")
    code, out, err = tool("mine", "--delete", "--yes")
    assert code == 0
    assert f"{DATABASE_NAME}.broken-1 may still hold" in err
    assert f"{DATABASE_NAME}.broken-1-wal may still hold" in err
    assert "notes.txt still holds the name" in err
    assert f"{NAME}.txt still holds the name" in err
    assert "Nothing of it is left" not in out


def test_a_name_within_another_word_is_no_trace(tool, tmp_path):
    data = tmp_path / "data"
    with Journal.open(data) as journal:
        play(journal, trainee="Al")
        play(journal, trainee="Alan")
    save_settings(data, Settings(trainee="Alan"))
    (data / "notes.txt").write_text("Alan plays at noon. Also Bo.", encoding="utf-8")
    (data / "voice").mkdir()
    (data / "voice" / "a.wav").write_bytes(b"\0Al\0")
    code, out, err = tool("mine", "--trainee", "Al", "--delete", "--yes")
    assert (code, err) == (0, "")
    assert out.endswith("Nothing of it is left in the data folder.\n")
    assert load_settings(data).settings.trainee == "Alan"


@pytest.mark.parametrize(("answer", "code", "calls"), [("yes", 0, 0), ("no", 1, 3), ("", 1, 3)])
def test_on_a_terminal_it_asks_first(tool, data, answer, code, calls):
    found, out, _ = tool("mine", "--delete", typed=[answer])
    assert found == code
    assert "for good? Type yes:" in out
    with Journal.open(data, read_only=True) as journal:
        assert len(journal.calls(trainee=NAME)) == calls


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "mine: --export FILE or --delete"),
        (["--export", "x.pdf"], "x.pdf: the export must end in .json or .zip"),
        (["--trainee", "Eve", "--delete", "--yes"], f"Nothing is held of Eve. There are data of: Ada, {NAME}."),
        (["--delete"], "Without a terminal to ask on, say --yes."),
        (["--delete", "--export", "x.json"], "not allowed with"),
    ],
)
def test_wrong_use_is_said_in_one_line_and_nothing_happens(tool, data, arguments, said):
    code, out, err = tool("mine", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1
    with Journal.open(data, read_only=True) as journal:
        assert len(journal.calls()) == 7


def test_where_nothing_was_played_nothing_is_held(tool):
    code, _, err = tool("mine", "--export", "x.json")
    assert (code, err) == (2, "Nothing is held without a name.\n")


def test_nothing_is_deleted_while_the_game_is_open(tool, data):
    with PlayLock.acquire(data):
        code, _, err = tool("mine", "--delete", "--yes")
    assert code == 2
    assert "Another copy of Cool Head is open" in err
    assert DATABASE_NAME in left(data)
