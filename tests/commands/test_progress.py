"""Progress and people in the whole program: whose results are shown, what is due, hints that follow, my data."""

import json
import zipfile
from argparse import Namespace
from dataclasses import replace

import pytest

from sim.commands.context import Context
from sim.commands.playing import playing_journal
from sim.commands.window import Game
from sim.core.call import Call
from sim.stage.call.screen import help_at
from sim.stage.player import Player
from sim.store.errors import DiskFull
from sim.store.kept import Kept
from sim.store.settings import Settings, load_settings, save_settings
from tests.exams import ONE_OF_EACH, take


@pytest.fixture
def start(tmp_path, monkeypatch):
    """The program on a data folder; who plays is `trainee`. Files for the trainee go to a folder of the test."""
    monkeypatch.setattr(Game, "downloads", lambda game: tmp_path)
    with Context(tmp_path / "data", [], "en") as context:

        def begin(trainee="Ada"):
            game = Game(context, playing_journal(context), Namespace(no_voice=True, seed=7))
            context.closing.callback(game.close)
            game.keep_all({"trainee": trainee})
            return game

        yield begin


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def door(game, beginning):
    return next(door for door in game.doors() if door.label.startswith(beginning))


def best(game):
    return {entry.id: entry.best for entry in game.callers() if entry.best is not None}


def test_the_menu_leads_to_progress_with_what_is_due_and_marks_those_callers(start, data):
    take(data, ONE_OF_EACH[:2], mode="practice", days_ago=2)
    take(data, ONE_OF_EACH[2:], mode="practice", days_ago=0)
    game = start()
    assert door(game, "Progress").count == 2
    assert {entry.id for entry in game.callers() if entry.due} == set(ONE_OF_EACH[:2])
    game.choose_person("Bas")
    assert door(game, "Progress").count == 0


def test_results_best_scores_and_lines_heard_before_follow_who_plays(start, data):
    take(data, ONE_OF_EACH[:1], "Ada", mode="practice")
    take(data, ONE_OF_EACH[1:2], None, mode="practice")
    game = start()
    scenario = game.scenario(ONE_OF_EACH[0])

    def knows():
        recorder = game.begin(Call(scenario, game.setup(), None))
        return bool(recorder.known)

    assert (set(best(game)), knows()) == ({ONE_OF_EACH[0]}, True)
    assert game.choose_person(None)
    assert (set(best(game)), knows()) == ({ONE_OF_EACH[1]}, False)
    assert game.choose_person("Bas")
    assert (best(game), knows()) == ({}, False)
    assert [standing.scenario for standing in game.progress().standings] == []


def test_a_call_that_was_broken_off_waits_for_whoever_broke_it_off(start):
    game = start()
    game.begin(Call(game.scenario(ONE_OF_EACH[0]), game.setup(), None))
    assert len(game.open_calls()) == 1
    game.choose_person("Bas")
    assert game.open_calls() == ()


def test_people_are_those_with_results_and_those_who_gave_a_name_once(start, data):
    take(data, ONE_OF_EACH[:1], "Ada")
    game = start()
    assert game.choose_person("Kalme Koffie")
    assert game.choose_person("Zoë")
    assert game.choose_person("zoe\N{COMBINING DIAERESIS}")  # the same person, however it is typed
    assert game.settings.trainee == "Zoë"
    assert game.choose_person("ada")
    assert game.settings.trainee == "Ada"
    assert [(one.name, one.calls) for one in game.people()] == [(None, 0), ("Ada", 1), ("Kalme Koffie", 0), ("Zoë", 0)]
    assert load_settings(data).settings.trainee == "Ada"


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 300])
def test_what_cannot_be_a_name_changes_nobody(start, name):
    game = start()
    assert game.choose_person(name) is False
    assert game.settings.trainee == "Ada"


def test_the_name_of_who_plays_is_on_the_door_and_the_screen_behind_it(start):
    game = start("Ömer")
    player = Player(door(game, "Plays now: Ömer").open().screen)
    assert player.sees("Ömer plays now.")


def test_hints_fade_with_what_was_reached(start, data):
    game = start("Bas")
    call = Call(game.scenario(ONE_OF_EACH[0]), game.setup(), None)
    assert help_at(game, call) == "full"
    take(data, ONE_OF_EACH[:1], "Ada", mode="practice")  # as well as it can be taken
    game.choose_person("Ada")
    assert help_at(game, call) == "none"
    game.choose_person("Bas")
    assert help_at(game, call) == "full"


@pytest.mark.slow
def test_the_certificate_is_made_in_the_data_folder_and_copied_where_the_trainee_says(start, data, tmp_path):
    take(data)
    game = start()
    player = Player(game.progress_screen())
    assert player.sees("You are ready.")
    player.screen.ui.set_focus(player.find("Make the certificate"))
    player.key("return")
    player.key("escape")
    issued = game.ways_on().certificate()
    assert any(issued.code in label for label in player.labels())
    assert issued.code in [code for _, code in game.progress().certificates]
    (page,) = (data / "certificates").iterdir()
    assert (issued.path, issued.problem) == (str(page), "")
    assert issued.code in page.read_text(encoding="utf-8")
    for wanted, written in ((tmp_path / "mine", tmp_path / "mine.html"), (tmp_path, tmp_path / page.name)):
        done = game.ways_on().save_page(str(wanted))
        assert (done.worked, done.detail) == (True, str(written))
        assert written.read_bytes() == page.read_bytes()
    assert game.ways_on().save_page(str(tmp_path / "no" / "such" / "folder.html")).worked is False


def test_a_certificate_that_cannot_be_kept_says_why(start, data, monkeypatch):
    take(data)
    game = start()

    def full(*_):
        raise DiskFull(folder=data)

    monkeypatch.setattr(game.journal, "keep", full)
    assert game.ways_on().certificate().problem == game.texts("trouble.disk_full")


def test_a_fresh_exam_call_opens_its_briefing_as_an_exam(start, data):
    take(data, ONE_OF_EACH[:1], mode="practice")
    game = start()
    progress = game.progress()
    name = progress.exams["angry"]
    assert name not in (ONE_OF_EACH[0], "")
    screen = game.ways_on().examine(name).screen
    assert screen.scenario.id == name


def test_my_data_is_taken_along_and_deleted_with_the_pages_that_bear_the_name(start, data, tmp_path):
    take(data)
    take(data, ONE_OF_EACH[:1], "Bas")
    game = start()
    game.ways_on().certificate()
    done = game.ways_on().mine.export()
    assert done.worked
    with zipfile.ZipFile(done.detail) as archive:
        assert "my-data.json" in archive.namelist()
    gone = game.ways_on().mine.delete()
    assert (gone.worked, gone.gone) == (True, 3)
    assert list((data / "certificates").iterdir()) == []
    assert game.settings.trainee is None
    assert load_settings(data).settings.trainee is None
    assert [(one.name, one.calls) for one in game.people()] == [(None, 0), ("Bas", 1)]
    assert game.notices() == []


def test_somebody_without_a_name_may_have_their_data_too(start, data):
    take(data, ONE_OF_EACH[:1], None)
    game = start(None)
    assert game.ways_on().mine.export().worked
    assert game.ways_on().mine.delete().gone == 1


def test_results_that_cannot_be_read_leave_an_empty_page(start, data, monkeypatch):
    take(data)
    game = start()

    def full(*_, **__):
        raise DiskFull(folder=data)

    for name in ("calls", "kept", "people"):
        monkeypatch.setattr(game.journal, name, full)
    assert Player(game.progress_screen()).sees("Good to have you here")
    assert len(game.people()) == 2


def test_results_are_read_once_while_nothing_changes(start, data, monkeypatch):
    take(data, ONE_OF_EACH[:1], mode="practice", days_ago=2)
    game = start()
    looks = []
    calls = game.journal.calls
    monkeypatch.setattr(game.journal, "calls", lambda: looks.append(1) or calls())
    for _ in range(3):
        game.callers()
        game.doors()
        game.progress()
    assert len(looks) == 1
    game.begin(Call(game.scenario(ONE_OF_EACH[0]), replace(game.setup(), seed=1), None))
    game.callers()
    assert len(looks) == 2


# --- the command ------------------------------------------------------------------------------------------------


def test_the_command_tells_what_is_due_how_it_goes_and_what_ready_needs(tool, data):
    take(data, ONE_OF_EACH[:1], mode="practice", days_ago=1)
    code, out, err = tool("progress", "--trainee", "Ada")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert "- Four afternoons (four-afternoons): Last practised yesterday. Time to see whether it holds." in lines
    assert "- Angry caller: no exam call yet" in lines
    assert any(line.startswith("- Calm: ") and line.endswith("in your only call so far.") for line in lines)


def test_the_same_as_one_document_for_another_program(tool, data):
    ids = take(data, ONE_OF_EACH)
    answer = json.loads(tool("progress", "--trainee", "Ada", "--json")[1])
    assert (answer["trainee"], answer["ready"], answer["missing"]) == ("Ada", True, [])
    assert {one["scenario"]: one["best"]["call"] for one in answer["calls"]} == dict(zip(ONE_OF_EACH, ids, strict=True))
    assert [one["reason"] for one in answer["due"]] == ["spaced"] * 3
    assert answer["practised"] == {"calls": 3, "last_7_days": 3, "days_of_last_28": 1}


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_command_has_something_to_say_on_the_first_day_and_knows_who_is_there(tool, data, lang):
    assert tool("progress", "--lang", lang)[0] == 0
    take(data, ONE_OF_EACH[:1], "Ada")
    code, _, err = tool("progress", "--trainee", "Bas", "--lang", lang)
    assert (code, "Ada" in err) == (2, True)


def test_questions_about_the_rules_are_counted_and_those_of_others_are_not(start):
    game = start()
    for right in (2, 3):
        game.journal.keep(Kept("quiz", {"right": right, "asked": 3, "items": []}, "Ada"))
    game.journal.keep(Kept("quiz", {"right": 0, "asked": 3, "items": []}, "Bas"))
    assert game.progress().quiz == (5, 6)


def test_the_list_has_the_best_scores_of_who_plays(tool, data):
    take(data, ONE_OF_EACH[:1], "Ada", mode="practice")
    take(data, ONE_OF_EACH[1:2], None, mode="practice")

    def listed():
        return [one["id"] for one in json.loads(tool("list", "--json")[1]) if one["best"] is not None]

    assert listed() == [ONE_OF_EACH[1]]
    save_settings(data, Settings(trainee="Ada"))
    assert listed() == [ONE_OF_EACH[0]]


def test_the_terminal_offers_nobody_the_call_that_another_broke_off(tool, start, data):
    game = start("Ada")
    game.begin(Call(game.scenario(ONE_OF_EACH[0]), game.setup(), None))
    game.context.closing.close()
    out = tool("play", ONE_OF_EACH[1], "--terminal", piped=["1"])[1]
    assert "Four afternoons" in out
    save_settings(data, Settings(trainee="Bas"))
    out = tool("play", ONE_OF_EACH[1], "--terminal", piped=["1"])[1]
    assert "Four afternoons" not in out
