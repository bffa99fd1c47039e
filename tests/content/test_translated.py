"""The check of translations: what is missing, unknown, stale or no text, and the words as those of the scenario."""

import re

import pytest

from sim.content.checking import check_file, check_paths
from sim.content.text_keys import text_hash
from tests.content.calls import CALL, changed

ENGLISH = CALL + "accept: [{code: Q009, reason: It is small.}]\n"
DUTCH = """\
format: 1
id: call
language: nl
title: Het kleinste gesprek
about: Een beller die antwoord wil.
caller: {about: Gehaast.}
briefing: {company: Een bedrijf, role: Medewerker, goal: Ze weet wat er gebeurt.}
policy: {limit: {rule: Hoogstens 25 euro.}}
needs: {need_met: Een nieuwe datum.}
nodes:
  opening:
    caller: "Wanneer komt er iemand?"
    options:
      a: {say: "Ik plan het nu.", because: Het is gedaan.}
      b: {say: "Vandaag nog.", because: Het werkt nu.}
endings: {done: {text: Ze heeft een datum.}}
"""


def check(tmp_path, dutch=DUTCH, english=ENGLISH, **others):
    (tmp_path / "call.yaml").write_text(english, encoding="utf-8")
    for name, text in others.items():
        (tmp_path / name.replace("_", ".")).write_text(text, encoding="utf-8")
    path = tmp_path / "call.nl.yaml"
    path.write_text(dutch, encoding="utf-8")
    return check_file(path)


def found(report):
    return [(problem.code, problem.line, problem.column) for problem in report.problems]


def test_a_whole_translation_has_no_problem(tmp_path):
    report = check(tmp_path)
    assert (report.problems, report.about) == ((), "call")


def test_policy_as_a_list_with_ids_is_the_same(tmp_path):
    listed = changed(
        ("policy: {limit: {rule: Hoogstens 25 euro.}}", "policy: [{id: limit, rule: Hoogstens 25 euro.}]"), text=DUTCH
    )
    assert check(tmp_path, listed).problems == ()


def test_a_translation_that_is_only_begun_is_told_part_by_part(tmp_path):
    empty = re.sub(r'(?<=: )(?!call|nl)["A-Z][^,}\n]*', '""', DUTCH.partition("title")[2])
    report = check(tmp_path, DUTCH.partition("title")[0] + "title" + empty)
    codes = {problem.code for problem in report.problems}
    assert (codes, {problem.severity for problem in report.problems}) == ({"T003", "T004"}, {"warning"})
    assert [p.message.split("`")[1] for p in report.problems] == [
        "title", "about", "caller", "briefing", "policy", "needs", "nodes", "endings",
    ]  # fmt: skip


def test_a_recording_is_missed_in_the_scenario_alone(tmp_path):
    english = changed(("nodes:\n", "reveal: {say: So., recording: door.ogg, sets: [need_met]}\nnodes:\n"), text=ENGLISH)
    dutch = changed(("nodes:\n", "reveal: {say: Dus.}\nnodes:\n"), text=DUTCH)
    assert check(tmp_path, dutch, english).problems == ()
    assert "S035" in [problem.code for problem in check_file(tmp_path / "call.yaml").problems]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: Het kleinste gesprek\n", "", ("T003", 1, 1, "title")),
        (", because: Het werkt nu.", "", ("T003", 15, 7, "nodes.opening.options.b.because")),
        ("because: Het werkt nu.", 'because: ""', ("T003", 15, 41, "nodes.opening.options.b.because")),
        ('      b: {say: "Vandaag nog.", because: Het werkt nu.}\n', "", ("T004", 13, 5, "nodes.opening.options.b")),
        ("endings: {done: {text: Ze heeft een datum.}}\n", "", ("T003", 1, 1, "endings")),
        ("title: Het", "titel: Het", ("T005", 4, 1, "titel")),
        ("      b: {say", "      c: {say", ("T005", 15, 11, "nodes.opening.options.c.say")),
        ("title: Het", "level: 3\ntitle: Het", ("T007", 4, 8, "level")),
        ("a: {say", "a: {moves: [vague], say", ("T007", 14, 19, "moves")),
    ],
)
def test_what_does_not_fit_is_named_at_its_place(tmp_path, old, new, expected):
    problems = check(tmp_path, changed((old, new), text=DUTCH)).problems
    code, line, column, name = expected
    assert (code, line, column) in [(one.code, one.line, one.column) for one in problems], problems
    assert any(f"`{name}`" in one.message for one in problems if one.code == code)


def test_logic_that_says_what_the_scenario_says_is_passed_over(tmp_path):
    assert check(tmp_path, changed(("title: Het", "level: 1\nfamily: angry\ntitle: Het"), text=DUTCH)).problems == ()


def test_a_stale_text_is_one_whose_source_changed(tmp_path):
    fresh = f"source: {{title: {text_hash('The smallest call')}, about: {text_hash('Something else')}}}\n"
    report = check(tmp_path, changed(("title: Het", f"{fresh}title: Het"), text=DUTCH))
    assert found(report) == [("T006", 6, 8)]
    assert "A caller who wants an answer." in report.problems[0].message


def test_a_translation_accepts_its_own_warnings(tmp_path):
    dutch = changed(("title: Het kleinste gesprek\n", "accept: [{code: T003, reason: Later.}]\n"), text=DUTCH)
    report = check(tmp_path, dutch)
    assert report.problems == ()
    assert [(problem.code, reason) for problem, reason in report.accepted] == [("T003", "Later.")]


def test_the_words_are_judged_by_the_rules_of_their_language(tmp_path):
    dutch = changed(("Ik plan het nu.", "Dat wordt gepland."), text=DUTCH)
    assert found(check(tmp_path, dutch)) == [("L003", 14, 16)]


def test_words_that_a_translation_lacks_are_not_judged_again(tmp_path):
    english = changed(("I'll plan it now.", "It will be planned."), text=ENGLISH)
    dutch = changed(('say: "Ik plan het nu.", ', ""), text=DUTCH)
    assert [code for code, *_ in found(check(tmp_path, dutch, english))] == ["T003"]


def test_the_lexicon_of_the_language_is_used(tmp_path):
    phrases = "format: 1\nlanguage: nl\nentries: [{id: p, phrase: ik plan, kind: discouraged, better: Zeg wanneer.}]\n"
    assert found(check(tmp_path, lexicon_nl_yaml=phrases)) == [("L001", 14, 17)]


def test_a_text_that_cannot_be_is_a_problem_of_the_translation(tmp_path):
    dutch = changed(("title: Het kleinste gesprek", f"title: {'x' * 5000}"), text=DUTCH)
    assert found(check(tmp_path, dutch)) == [("F017", 4, 8)]


def test_nothing_is_said_about_words_while_the_scenario_is_broken(tmp_path):
    assert (
        check(
            tmp_path, changed(("title", "titel"), text=DUTCH), changed(("to: done", "to: don"), text=ENGLISH)
        ).problems
        == ()
    )


def test_a_service_card_accepts_and_is_read_with_its_translation(tmp_path):
    (tmp_path / "service.yaml").write_text(
        f"format: 1\npurpose: {'word ' * 30}\naccept: [{{code: O003, reason: It is.}}]\n", encoding="utf-8"
    )
    (report,) = check_paths([tmp_path / "service.yaml"])
    assert (report.problems, [problem.code for problem, _ in report.accepted]) == ((), ["O003"])


@pytest.mark.parametrize("name", ["call.nl.nl.yaml", "call.nl.en.yaml", "other.nl.yaml"])
def test_translations_of_translations_end_somewhere(tmp_path, name):
    check(tmp_path)
    path = tmp_path / name
    path.write_text(DUTCH, encoding="utf-8")
    assert len(check_file(path).problems) <= 2
