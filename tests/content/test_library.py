"""The library: found in folders, listed by headers, loaded by id."""

import os
from pathlib import Path

import pytest

from sim.content.files import files_in
from sim.content.library import Library, UnknownScenario
from sim.content.loading import load_file
from sim.content.scenarios import BrokenContent

TEXT = (Path(__file__).parent / "four-afternoons.yaml").read_text(encoding="utf-8")


def put(folder, scenario_id, text=TEXT):
    path = folder / f"{scenario_id}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("id: four-afternoons", f"id: {scenario_id}", 1), encoding="utf-8")
    return path


def test_scenarios_are_listed_with_what_a_menu_shows(tmp_path):
    put(tmp_path, "four-afternoons")
    (tmp_path / "four-afternoons.nl.yaml").write_text("format: 1\n", encoding="utf-8")
    (listed,) = Library([tmp_path]).scenarios
    assert (listed.id, listed.title, listed.family, listed.level, listed.minutes) == (
        "four-afternoons", "Four afternoons", "angry", 2, 7,
    )  # fmt: skip
    assert listed.languages == ("en", "nl")
    assert listed.caller == "Rieneke van Dalen"
    assert listed.to_json()["path"] == str(tmp_path / "four-afternoons.yaml")


def test_what_is_no_scenario_is_left_out(tmp_path):
    put(tmp_path, "a")
    for name in ("service.yaml", "lexicon.en.yaml", "a.nl.yaml", "plays/a-ideal.yaml", "notes.txt", ".hidden/b.yaml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("format: 1\n", encoding="utf-8")
    library = Library([tmp_path])
    assert library.ids() == ("a",)
    assert library.problems == ()


def test_a_broken_file_is_kept_as_a_problem_and_hides_no_other(tmp_path):
    put(tmp_path, "good")
    (tmp_path / "bad.yaml").write_text("id: bad\ntitle: x: y\n", encoding="utf-8")
    put(tmp_path, "late", TEXT.replace("nodes:\n", "nodes: [\n"))  # broken only behind the header
    put(tmp_path, "wrong", TEXT.replace("level: 2", "level: two"))
    library = Library([tmp_path])
    assert library.ids() == ("good", "late")
    assert {(Path(problem.path).name, problem.code) for problem in library.problems} == {
        ("bad.yaml", "Y007"),
        ("wrong.yaml", "F007"),
    }
    with pytest.raises(BrokenContent) as broken:
        library.load("late")
    assert broken.value.problems
    assert "late.yaml:" in str(broken.value)


def test_of_two_with_the_same_id_the_first_folder_has_it(tmp_path):
    first, second = put(tmp_path / "one", "same"), put(tmp_path / "two", "same")
    library = Library([tmp_path / "one", tmp_path / "two"])
    assert [listed.path for listed in library.scenarios] == [first]
    (problem,) = library.problems
    assert (problem.code, problem.path) == ("S017", str(second))
    assert str(first) in problem.message


def test_a_folder_that_does_not_exist_is_a_problem(tmp_path):
    library = Library([tmp_path / "nowhere"])
    assert library.scenarios == ()
    assert [problem.code for problem in library.problems] == ["Y001"]


@pytest.mark.parametrize("wanted", ["../secret", "/etc/passwd", "one/../../secret", "", "secret.yaml", "..\\secret"])
def test_an_id_never_leads_out_of_the_folders(tmp_path, wanted):
    put(tmp_path, "secret")
    put(tmp_path / "shelf", "one")
    with pytest.raises(UnknownScenario):
        Library([tmp_path / "shelf"]).load(wanted)


def test_an_unknown_id_gets_what_was_probably_meant(tmp_path):
    put(tmp_path, "four-afternoons")
    with pytest.raises(UnknownScenario, match="Did you mean four-afternoons"):
        Library([tmp_path]).find("four-afternoon")


def test_what_was_found_is_remembered_until_a_refresh(tmp_path):
    put(tmp_path, "a")
    library = Library([tmp_path])
    assert library.ids() == ("a",)
    put(tmp_path, "b")
    assert library.ids() == ("a",)
    library.refresh()
    assert library.ids() == ("a", "b")


DUTCH = """\
format: 1
id: four-afternoons
language: nl
title: Vier middagen
caller: {start: {anger: 0}, about: 41, hees}
policy: {credit-limit: {rule: Hoogstens 25 euro.}}
desk: {"0": {title: Bezoeken}}
milestones: {calm: {heard-first: {why: Ze werd gehoord.}}}
nodes:
  opening:
    caller: Vierde keer!
    flags: [safety]
    options: {a: {say: Vier middagen., to: demand}}
  demand: {caller: {"1": {say: Honderdvijftig graag.}}}
  nowhere: {caller: Niets.}
""".replace("41, hees}", '"41, hees"}')


def test_a_translation_changes_words_and_nothing_else(tmp_path):
    path = put(tmp_path, "four-afternoons")
    (tmp_path / "four-afternoons.nl.yaml").write_text(DUTCH, encoding="utf-8")
    english, dutch = load_file(path), Library([tmp_path]).load("four-afternoons", "nl")
    assert (dutch.language, dutch.title, dutch.caller.about) == ("nl", "Vier middagen", "41, hees")
    assert dutch.policy[0].rule == "Hoogstens 25 euro."
    assert dutch.desk[0].title == "Bezoeken"
    assert dutch.milestones.calm[0].why == "Ze werd gehoord."
    assert dutch.nodes["opening"].caller[0].say == "Vierde keer!"
    assert dutch.nodes["opening"].options["a"].say == "Vier middagen."
    assert dutch.nodes["demand"].caller[1].say == "Honderdvijftig graag."
    assert dutch.nodes["demand"].caller[0].say == english.nodes["demand"].caller[0].say
    assert dutch.caller.start == english.caller.start
    assert dutch.nodes["opening"].flags == english.nodes["opening"].flags
    assert dutch.nodes["opening"].options["a"].to == "story"
    assert list(dutch.nodes) == list(english.nodes)


def test_a_language_without_translation_gives_the_scenario_in_its_own(tmp_path):
    put(tmp_path, "four-afternoons")
    assert Library([tmp_path]).load("four-afternoons", "nl").language == "en"


def test_a_scenario_is_kept_until_its_file_or_its_translation_changes(tmp_path):
    path = put(tmp_path, "four-afternoons")
    words = path.with_name("four-afternoons.nl.yaml")
    words.write_text("title: Vier middagen\n", encoding="utf-8")
    for file in (path, words):
        os.utime(file, (1_000_000, 1_000_000))
    library = Library([tmp_path])
    first = library.load("four-afternoons", "nl")
    assert library.load("four-afternoons", "nl") is first
    words.write_text("title: Drie middagen\n", encoding="utf-8")
    assert library.load("four-afternoons", "nl").title == "Drie middagen"
    words.unlink()
    path.write_text(path.read_text(encoding="utf-8").replace("level: ", "level:  "), encoding="utf-8")
    again = library.load("four-afternoons", "nl")
    assert (again.language, again.title) == ("en", load_file(path).title)


def test_the_last_folder_s_service_card_counts_and_is_translated(tmp_path):
    for name, text in {
        "one/service.yaml": "format: 1\npurpose: Shipped.\n",
        "two/service.yaml": "format: 1\npurpose: Ours.\nnorms: [{id: own, text: Mine.}, {id: kind, text: Kind.}]\n",
        "two/service.nl.yaml": "format: 1\nlanguage: nl\npurpose: Van ons.\nnorms: {kind: {text: Aardig.}}\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    library = Library([tmp_path / "one", tmp_path / "two"])
    card = library.service_card("nl")
    assert card is not None
    assert (card.purpose, [norm.text for norm in card.norms]) == ("Van ons.", ["Mine.", "Aardig."])
    assert Library([tmp_path / "one"]).service_card("nl").purpose == "Shipped."
    assert Library([tmp_path]).service_card("en") is None


def test_files_come_in_the_order_of_their_paths(tmp_path):
    for name in ("b.yaml", "a/z.yaml", "a.yaml", "a-b.yaml", "a/b/c.yaml", ".hidden/x.yaml", "notes.txt", "c.yml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("format: 1\n", encoding="utf-8")
    found = files_in(tmp_path)
    assert found == sorted(found)
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "a/b/c.yaml", "a/z.yaml", "a-b.yaml", "a.yaml", "b.yaml", "c.yml",
    ]  # fmt: skip


def test_the_shipped_service_card_speaks_both_languages():
    library = Library()
    assert library.purpose("nl") != library.purpose("en")
    english, dutch = (library.service_card(language) for language in ("en", "nl"))
    assert [norm.id for norm in english.norms] == [norm.id for norm in dutch.norms]
    assert all(one.text != other.text for one, other in zip(english.norms, dutch.norms, strict=True))
