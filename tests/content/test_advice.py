"""Advice on a call: each rule where it must speak is in tests/must_fail; here is where it must hold its tongue."""

import pytest

from sim.content.characters import name_of
from sim.content.checking import check_paths
from sim.content.drawable import undrawable_in
from sim.content.library import SHIPPED
from tests.content.calls import CALL, GOOD, changed, codes, found, lexicon

SECOND = """\
  second:
    caller: "And then?"
    options:
      a: {say: "I'll write it to you.", moves: [own_action], to: done, because: It is done.}
      b: {say: "Some day.", moves: [vague], to: done, because: It is nothing.}
"""
INSULT = """\
  insult:
    flags: [abuse, detour]
    caller: "You are a robot!"
    options:
      a: {say: "I want to help you, but not like this.", moves: [limit], to: done, because: It is calm.}
      b: {say: "Yes, yes.", moves: [filler], to: done, because: It is nothing.}
"""
ENDINGS = "endings:\n"


def test_a_fair_call_needs_no_advice():
    assert codes(CALL) == []


@pytest.mark.slow  # it grows with every call, and is a step of its own in .ci/run
def test_what_ships_has_no_problem_at_all():
    reports = list(check_paths([SHIPPED]))
    assert [problem.to_line() for report in reports for problem in report.problems] == []


def with_next(*ways):
    """The call where both replies leave it to `next`, with a second node and an insult to go to."""
    lines = "".join(f"      - {way}\n" for way in ways)
    text = changed((", to: done", ""), (", to: done", ""), (ENDINGS, SECOND + INSULT + ENDINGS))
    return text.replace("It works now.}\n", f"It works now.}}\n    next:\n{lines}", 1)


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        (["{when: anger >= 72, to: insult}", "{to: second}"], []),
        (["{when: anger >= 72, to: second}", "{to: insult}"], ["S026"]),
        (["{when: anger >= 72, to: second}", "{when: anger >= 84, to: insult}", "{to: done}"], ["S022"]),
        (["{when: anger >= 84, to: insult}", "{when: anger >= 72, to: second}", "{to: done}"], []),
        (["{when: need_met, to: second}", "{when: not need_met, to: insult}", "{to: done}"], ["S022"]),
        (["{when: identity, to: second}", "{when: anger > 80, to: insult}", "{to: done}"], ["S020"]),
        (["{when: abuse, to: second}", "{when: anger > 80, to: insult}", "{to: done}"], []),
        (["{when: anger >= 97, to: insult}", "{to: second}"], []),
    ],
)
def test_ways_on_are_judged_in_their_order(ways, expected):
    assert codes(with_next(*ways)) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("anger >= 50", "anger < 50", []),
        ("anger >= 50", "anger < 49", ["S019"]),
        ("need_met", "not need_met", []),
        ("need_met or heard", "not need_met", []),
        ("need_met", "heard", ["S019", "S020"]),
        ("anger >= 95", "anger < 95", ["S020", "S021"]),
        ("patience > 0", "patience = 0", ["S020", "S021"]),
    ],
)
def test_a_menu_is_empty_only_where_no_condition_may_hold(first, second, expected):
    text = changed(
        ("to: done, because: It is done", f"to: done, when: {first}, because: It is done"),
        ("to: done, because: It works", f"to: done, when: {second}, because: It works"),
    )
    found = codes(text)
    assert found == expected


def test_a_way_into_a_loop_that_leads_out_again_is_fine():
    loop = SECOND.replace("to: done", "to: opening", 1)
    assert codes(changed(("to: done", "to: second"), (ENDINGS, loop + ENDINGS))) == []


def test_two_loops_without_exit_are_two_problems():
    loops = ""
    for name in ("round", "twist"):
        loops += SECOND.replace("second", name).replace("to: done", f"to: {name}")
    third = '      c: {say: "One moment.", moves: [vague], to: twist, because: It is nothing.}\n'
    text = changed(("to: done", "to: round"), (ENDINGS, loops + ENDINGS))
    text = text.replace("It works now.}\n", "It works now.}\n" + third, 1)
    assert codes(text) == ["S018", "S018"]


def test_a_bad_reply_may_lead_to_a_detour():
    detour = SECOND.replace('    caller: "And', '    flags: [detour]\n    caller: "And')
    bad = "breaks: limit, to: done"
    assert codes(changed((bad, bad.replace("done", "second")), (ENDINGS, detour + ENDINGS))) == []


def test_a_flag_that_only_a_milestone_asks_for_is_of_use():
    text = changed(
        ("start: opening\n", "flags: {told: She was told when.}\nstart: opening\n"),
        ("start: opening\n", "milestones: {calm: [{id: told, sets: [told], why: She knows.}]}\nstart: opening\n"),
        ("sets: [need_met]", "sets: [need_met, told]"),
    )
    assert codes(text) == []


def test_a_need_that_the_caller_volunteers_counts_as_set():
    text = changed(
        ("needs: {need_met: A new date.}", "needs: {need_met: A new date., need_found: Why.}"),
        ("start: opening\n", 'reveal: {say: "It is for my mother.", sets: [need_found]}\nstart: opening\n'),
    )
    assert codes(text) == []


@pytest.mark.parametrize("count", [3, 5])
def test_where_the_best_reply_stands_is_judged_from_six_nodes_on(count):
    nodes, names = "", [f"n{number}" for number in range(count)]
    for name, then in zip(names, [*names[1:], "done"], strict=True):
        nodes += SECOND.replace("second", name).replace("to: done", f"to: {then}").replace("And then?", f"And {name}?")
    text = changed(("to: done", "to: n0"), (ENDINGS, nodes + ENDINGS))
    assert [code for code in codes(text) if code in ("Q007", "Q008")] == (["Q007", "Q008"] if count == 5 else [])
    told = [problem.message for problem in found(text) if problem.code in ("Q007", "Q008")]
    assert all(message.endswith(": opening, n0, n1, n2, n3, n4.") for message in told)


@pytest.mark.parametrize(
    ("phrases", "say", "moves", "expected"),
    [
        (["plan it"], GOOD, "own_action", ["L001"]),
        (["plan it"], GOOD, "own_action, vague", ["Q014"]),
        (["plan it"], GOOD, "own_action, filler", []),
        (["planning"], GOOD, "own_action", []),
        (["PLAN IT NOW"], GOOD, "own_action", ["L001"]),
    ],
)
def test_a_phrase_is_held_against_a_reply_that_counts_as_good(phrases, say, moves, expected):
    text = changed((GOOD, say), ("[own_action]", f"[{moves}]"))
    assert codes(text, lexicon(*phrases, move="filler")) == expected


def test_a_missing_recording_is_said_and_one_that_lies_there_is_not(tmp_path):
    from sim.content.checking import check_file

    text = changed(('caller: "When does somebody come?"', 'caller: {say: "When?", recording: when.ogg}'))
    path = tmp_path / "call.yaml"
    path.write_text(text, encoding="utf-8")
    assert "S035" in {problem.code for problem in check_file(path).problems}
    (tmp_path / "elsewhere.ogg").write_bytes(b"OggS")
    (tmp_path / "folder").mkdir()
    path = tmp_path / "folder" / "call.yaml"
    path.write_text(text, encoding="utf-8")
    (tmp_path / "folder" / "when.ogg").symlink_to(tmp_path / "elsewhere.ogg")
    assert "S035" in {problem.code for problem in check_file(path).problems}, "a link that leads out of the folder"
    (tmp_path / "folder" / "when.ogg").unlink()
    (tmp_path / "folder" / "when.ogg").write_bytes(b"OggS")
    assert "S035" not in {problem.code for problem in check_file(path).problems}


def test_of_very_many_problems_the_errors_are_shown(tmp_path):
    from sim.content.checking import check_file

    flags = "".join(f"  flag{number}: Nothing sets it.\n" for number in range(150))
    loop = SECOND.replace("second", "round").replace("to: done", "to: round")
    text = changed(("start: opening\n", f"flags:\n{flags}start: opening\n"), (ENDINGS, loop + ENDINGS))
    path = tmp_path / "call.yaml"
    path.write_text(text.replace("to: done", "to: round", 1), encoding="utf-8")
    report = check_file(path)
    assert [problem.code for problem in report.errors if problem.code != "Y029"] == ["S018"]
    assert len(report.problems) == 101


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ze wil weten wat er gebeurt: “€ 150”, zegt Şükrü… → morgen.", None),
        ("Er staat 日本 in.", "日 (U+65E5"),
        ("שלום", "ש (U+05E9"),
        ("Fijn 🙂 zo", "🙂 (U+1F642"),
        ("Привет", "П (U+041F"),
    ],
)
def test_characters_that_the_fonts_lack_are_named(text, shown):
    found = list(undrawable_in(text))
    assert bool(found) is (shown is not None)
    if shown:
        place, character = found[0]
        assert f"{character} ({name_of(character)})".startswith(shown)
        assert text[place] == character
