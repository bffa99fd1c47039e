"""Checking again what changes, without a clock: each look says what is new, mended and left."""

import os
from pathlib import Path

import pytest

from sim.content.around import Around
from sim.content.watching import Watch

MUST_FAIL = Path(__file__).parents[1] / "must_fail"
GOOD = (MUST_FAIL / "q012-fact-not-at-hand.yaml").read_text(encoding="utf-8").replace("for Friday", "now")
TICK = iter(range(1, 1000))


@pytest.fixture
def folder(tmp_path):
    put(tmp_path / "the-call.yaml", GOOD.replace("id: q012-fact-not-at-hand", "id: the-call"))
    return tmp_path


def put(path, text):
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    stamp = 1_600_000_000 + next(TICK)
    os.utime(path, (stamp, stamp))


def edited(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    put(path, text.replace(old, new, 1))


def codes(problems):
    return [problem.code for problem in problems]


def looking(folder):
    watch = Watch([folder], Around())
    assert watch.look().left == ()
    return watch


def test_nothing_changed_is_nothing_to_say(folder):
    assert looking(folder).look() is None


def test_a_slip_is_new_and_then_mended(folder):
    watch, path = looking(folder), folder / "the-call.yaml"
    edited(path, "to: done", "to: don")
    changes = watch.look()
    assert (changes.files, codes(changes.new), codes(changes.mended)) == ((path,), ["S001"], [])
    edited(path, "to: don,", "to: done,")
    changes = watch.look()
    assert (codes(changes.new), codes(changes.mended), changes.left) == ([], ["S001"], ())


def test_what_an_error_hides_is_not_called_mended_and_not_new_when_it_is_seen_again(folder):
    watch, path = looking(folder), folder / "the-call.yaml"
    edited(path, "because: It is done.", "grade: {calm: 1, reason: So.}")
    advice = codes(watch.look().new)
    assert advice
    for wrong, code in (("to: don", "S001"), ("", "Y006")):
        good = path.read_text(encoding="utf-8")
        put(path, good.replace("to: done", wrong, 1) if code == "S001" else good + "\tx: 1\n")
        changes = watch.look()
        assert (code in codes(changes.new), changes.mended) == (True, ())
        put(path, good)
        changes = watch.look()
        assert (codes(changes.new), set(codes(changes.mended)) & set(advice)) == ([], set())
        assert code in codes(changes.mended)
        assert codes(changes.left) == advice


def test_a_problem_that_only_moves_is_neither_new_nor_mended(folder):
    watch, path = looking(folder), folder / "the-call.yaml"
    edited(path, "to: done", "to: don")
    watch.look()
    edited(path, "format: 1", "# a note\nformat: 1")
    changes = watch.look()
    assert (changes.new, changes.mended, codes(changes.left)) == ((), (), ["S001"])


def test_a_play_is_checked_again_when_its_scenario_changes(folder):
    put(folder / "plays" / "a.yaml", "format: 1\nscenario: the-call\nsteps: [{reply: a}]\nexpect: {ending: done}\n")
    watch = looking(folder)
    edited(folder / "the-call.yaml", "endings:\n  done", "endings:\n  over")
    edited(folder / "the-call.yaml", "to: done", "to: over")
    edited(folder / "the-call.yaml", "to: done", "to: over")
    changes = watch.look()
    assert codes(changes.new) == ["P013"]
    assert changes.new[0].path.endswith("a.yaml")


def test_a_scenario_is_checked_again_when_the_lexicon_changes(folder):
    put(folder / "lexicon.en.yaml", "format: 1\nlanguage: en\nentries: []\n")
    watch = looking(folder)
    put(
        folder / "lexicon.en.yaml",
        "format: 1\nlanguage: en\nentries:\n  - {id: plan, phrase: plan it, kind: discouraged, better: Say when.}\n",
    )
    assert codes(watch.look().new) == ["L001"]


def test_files_come_and_go(folder):
    watch = looking(folder)
    put(folder / "other.yaml", "id: [")
    assert codes(watch.look().new) == ["Y014"]
    (folder / "other.yaml").unlink()
    changes = watch.look()
    assert (codes(changes.mended), changes.left) == (["Y014"], ())


def test_the_same_id_twice_goes_when_one_of_them_goes(folder):
    watch = looking(folder)
    (folder / "b").mkdir()
    put(folder / "b" / "the-call.yaml", (folder / "the-call.yaml").read_text(encoding="utf-8"))
    assert codes(watch.look().left) == ["S017"]
    (folder / "b" / "the-call.yaml").unlink()
    assert watch.look().left == ()


def test_a_single_file_that_is_not_there_yet_can_be_watched(tmp_path):
    path = tmp_path / "the-call.yaml"
    watch = Watch([path], Around())
    assert codes(watch.look().left) == ["Y001"]
    put(path, GOOD.replace("id: q012-fact-not-at-hand", "id: the-call"))
    assert watch.look().left == ()
