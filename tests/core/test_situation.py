import pytest

from sim.core import events as ev
from sim.core.call import Call, Place
from sim.core.debrief import review
from sim.core.inside import inside
from sim.core.log import DefaultLines, Setup
from sim.core.mood import Mood
from sim.core.scoring import score
from sim.core.script import HEARD, Script
from sim.core.situation import (
    Lost,
    at_ending,
    at_node,
    changed,
    situation_of,
    start_of,
    taken_up,
)
from tests.core.small_scenarios import small

SETUP, LINES = Setup(seed=3, timers=False), DefaultLines(leaving=("Forget it.",))


def take(call, *options):
    for option in options:
        call.feed(ev.Heard(1000))
        call.feed(ev.Reply(2000, option))
    return call


def played(*options, change=None):
    call = Call(small(change), SETUP, LINES)
    call.feed(ev.Answer())
    return take(call, *options)


def again(situation, change=None):
    return taken_up(Script(small(change)), SETUP, LINES, situation)


def renamed(value):
    value["nodes"]["claim"] = value["nodes"].pop("rule")
    value["nodes"]["opening"]["next"][1]["to"] = value["nodes"]["insult"]["options"]["go"]["to"] = "claim"


def without_promise(value):
    value["flags"] = {}
    value["nodes"]["opening"]["options"]["give"].pop("sets")
    value["nodes"]["rule"]["caller"] = "I want it all back."


def test_a_call_can_begin_in_the_middle():
    script = Script(small())
    state = script.opening()._replace(node=script.index_of["rule"], mood=Mood(30, 10, 50, 60), words=HEARD)
    call = Call.placed(script, SETUP, LINES, Place(state))
    assert (call.phase, call.node.id, call.mood, call.turns) == ("caller_speaking", "rule", state.mood, [])
    assert call.line.text == "I want it all back."
    assert sorted(reply.option for reply in call.replies) == sorted(call.node.option_ids)
    take(call, "why", "next")
    assert call.finished == ("settled", True)
    assert [turn.number for turn in review(call).turns] == [1, 2]
    assert call.log().start == state.mood


def test_a_call_can_begin_at_an_ending():
    script = Script(small())
    call = Call.placed(script, SETUP, LINES, Place(script.opening(), "settled"))
    assert (call.finished, call.phase, call.replies) == (("settled", True), "wrapping_up", ())


def test_a_call_taken_up_in_the_same_version_is_the_same_call():
    call = played("feel", "why")
    other, lost = again(situation_of(call))
    assert lost == Lost()
    assert (other.state, other.replies, other.turns) == (call.state, call.replies, call.turns)
    assert (other.transcript, other.elapsed_ms) == (call.transcript, call.elapsed_ms)
    ended = [take(one, "next") for one in (call, other)]
    assert score(call.scenario, ended[0].log()) == score(call.scenario, ended[1].log())


def test_an_ended_call_is_taken_up_at_its_end():
    call = played("feel", "why", "next")
    other, _ = again(situation_of(call))
    assert (other.finished, other.transcript, other.log()) == (call.finished, call.transcript, call.log())


def test_mood_words_and_needs_are_kept_by_name_in_another_version():
    def angrier(value):
        value["caller"]["start"]["anger"] = "90"
        value["needs"] = {"another": "Something else.", **value["needs"]}

    call = played("feel", "why")
    other, lost = again(situation_of(call), angrier)
    assert lost == Lost()
    assert (other.node.id, other.mood) == ("close", call.mood)
    assert other.script.fact_names(other.state.facts) == ("need_found", "need_met")
    assert other.state.words == call.state.words


def test_the_way_so_far_is_graded_by_the_new_version():
    def harsher(value):
        value["nodes"]["opening"]["options"]["feel"]["moves"] = ["name_feeling", "blame"]

    call = played("feel", "why")
    other, _ = again(situation_of(call), harsher)
    assert other.turns[0].choice.grade != call.turns[0].choice.grade
    assert other.mood == call.mood


def test_a_renamed_node_leads_to_the_nearest_earlier_one():
    other, lost = again(situation_of(played("feel")), renamed)
    assert (other.node.id, lost) == ("opening", Lost("rule"))


def test_a_flag_that_is_gone_is_left_out_and_said():
    other, lost = again(situation_of(played("give")), without_promise)
    assert (other.node.id, lost.facts, other.state.facts) == ("rule", ("promised",), 0)


def test_an_ending_that_is_gone_leads_back_to_the_node_before_it():
    situation = at_ending(situation_of(played("feel")), "nowhere")
    other, lost = again(situation)
    assert (other.node.id, other.finished, lost) == ("rule", None, Lost("nowhere"))


def test_a_reply_that_now_leads_elsewhere_begins_the_log_anew():
    def elsewhere(value):
        value["nodes"]["opening"]["options"]["feel"]["to"] = "close"

    other, _ = again(situation_of(played("feel")), elsewhere)
    assert (other.node.id, other.turns, other.opening) == ("rule", [], other.state)


@pytest.mark.parametrize("node", ["insult", "close"])
def test_a_jump_keeps_the_caller_as_they_are(node):
    call = played("feel")
    other, lost = again(at_node(situation_of(call), node))
    assert (other.node.id, other.mood, other.turns, lost) == (node, call.mood, [], Lost())
    assert [line.turn for line in other.transcript] == [0, 0, 1]
    review(other)


def test_a_forced_mood_chooses_what_the_caller_says():
    situation = changed(situation_of(played("feel")), facts=frozenset({"promised"}), mood=Mood(1, 2, 3, 4))
    other, _ = again(situation)
    assert other.line.text == "So where is it, my money?"
    assert (other.mood, other.turns) == (Mood(1, 2, 3, 4), [])


def test_the_start_is_where_the_phone_is_picked_up():
    script = Script(small())
    assert again(start_of(script))[0].state == script.opening()


# -- what a trainee never sees ------------------------------------------------------------------------------------


def test_it_is_said_which_variant_the_caller_says_and_why():
    def by_anger(value):
        value["nodes"]["rule"]["caller"].insert(0, {"when": "anger >= 90 or trust < 5", "say": "Now!"})

    seen = inside(played("give", change=by_anger))
    assert [(line.number, line.when, line.holds, line.said) for line in seen.lines] == [
        (1, "anger >= 90 or trust < 5", False, False),
        (2, "promised", True, True),
        (3, "", True, False),
    ]
    assert [gauge for gauge, _ in seen.lines[0].gauges] == ["anger", "trust"]
    assert seen.said.text == "So where is it, my money?"


def test_each_reply_says_what_it_would_do():
    call = played()
    seen = {reply.option: reply for reply in inside(call).replies}
    for number, reply in enumerate(call.replies, 1):
        other = take(played(), reply.option)
        shown = seen[reply.option]
        assert (shown.number, shown.to, shown.grade) == (number, other.node.id, other.turns[0].choice.grade)
        assert shown.change == tuple(map(int.__sub__, other.mood, call.mood))
    assert (seen["give"].way, seen["give"].breach, seen["give"].sets) == ("", True, ("promised",))


def test_a_reply_that_is_not_offered_is_shown_with_its_condition():
    def hidden(value):
        value["nodes"]["opening"]["options"]["give"]["when"] = "need_found"

    last = inside(played(change=hidden)).replies[-1]
    assert (last.number, last.option, last.when) == (0, "give", "need_found")


def test_the_way_of_a_reply_names_its_condition():
    def angry(value):
        value["caller"]["start"]["anger"] = "80"

    seen = {reply.option: reply for reply in inside(played(change=angry)).replies}
    assert (seen["rule"].to, seen["rule"].way) == ("insult", "anger >= 68")
