"""Model calls: archetypes play them, marks are judged by the ledger, and the tour shows the worst answers."""

from fractions import Fraction

import pytest

from sim.core import events as ev
from sim.core.agents import MOST_TURNS
from sim.core.call import Call, replay
from sim.core.decision import menu
from sim.core.log import DefaultLines, Setup
from sim.core.modelcalls import (
    NOTHING,
    REASONS,
    WHO,
    Mark,
    faults,
    judge,
    model_call,
    play_on,
    players,
    reasons_of,
    tour,
    who_plays,
)
from sim.core.moves import MOVES
from sim.core.script import Script
from tests.core.small_scenarios import small
from tests.shipped import SCENARIOS, each

NOBODY = DefaultLines()


@pytest.fixture(scope="module")
def shipped():
    """Two shipped calls: a caller who pushes, and one in panic."""
    from sim.content.library import SHIPPED, Library

    library = Library((SHIPPED,))
    return [Script(library.load(name, "en")) for name in ("four-afternoons", "the-helpful-man")]


@pytest.mark.parametrize("who", WHO)
def test_a_model_call_is_the_same_each_time_and_is_played_to_its_end(shipped, who):
    one, other = (model_call(shipped[0], NOBODY, who, 1) for _ in "ab")
    assert one.scenes == other.scenes
    assert one.call.finished is not None
    assert one.call.log() == other.call.log()
    assert [scene.said for scene in one.scenes if scene.said] == [turn.said for turn in one.debrief.turns]


def test_the_scenes_are_the_whole_transcript_in_its_order(shipped):
    for script in shipped:
        model = model_call(script, DefaultLines(leaving=("Forget it.",)), "hothead", 3)
        told = [text for scene in model.scenes for text in (*(line.text for line in scene.lines), scene.said) if text]
        assert told == [line.text for line in model.call.transcript]
        assert [scene.before for scene in model.scenes[:1]] == [model.call.opening.mood]


def test_each_archetype_plays_once_before_one_comes_again():
    numbers = [who_plays("four-afternoons", number) for number in range(2 * len(WHO))]
    assert sorted(numbers[: len(WHO)]) == sorted(numbers[len(WHO) :]) == sorted(WHO)
    assert numbers[: len(WHO)] != numbers[len(WHO) :]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_ideal_one_is_not_the_first_to_be_watched(path):
    assert who_plays(path.stem, 0) != "ideal"


def test_an_archetype_can_play_on_from_anywhere_and_its_events_make_the_call_again():
    call = Call(small(), Setup(seed=4))
    events = [ev.Answer(), ev.Heard(900), ev.Reply(3000, "feel")]
    assert replay(call, events)
    done = play_on(call, players(call.script)["ideal"])
    again = Call(small(), Setup(seed=4))
    assert replay(again, [*events, *done])
    assert again.log() == call.log()
    assert call.finished is not None


def test_who_goes_round_in_circles_is_stopped():
    call = Call(small(), Setup(seed=1))
    play_on(call, players(call.script)["rule_reciter"])
    assert (call.finished, len(call.turns)) == (None, MOST_TURNS)


def test_a_fault_is_a_harmful_reply_and_grave_from_half_of_the_costliest_on(shipped):
    for script in shipped:
        for who in WHO:
            model = model_call(script, NOBODY, who, 2)
            found, turns = faults(model), model.debrief.turns
            most = max((fault.lost for fault in found), default=0)
            for fault in found:
                turn, choice = turns[fault.turn - 1], model.call.turns[fault.turn - 1].choice
                assert min(turn.grade) < 0 or choice.breach
                assert fault.lost == turn.lost > 0
                assert fault.grave == (2 * fault.lost >= most)
                assert fault.reasons
                assert set(fault.reasons) <= set(REASONS)
            assert (found == ()) == (who == "ideal")


def marks(model):
    """A mark of each kind on this call, with what it should be worth."""
    found = faults(model)
    grave = [fault for fault in found if fault.grave]
    small_ones = [fault for fault in found if not fault.grave]
    turns = range(1, len(model.debrief.turns) + 1)
    for fault in grave:
        wrong = next(reason for reason in REASONS if reason not in fault.reasons)
        yield Mark(fault.turn, fault.reasons[0]), "hit", Fraction(1)
        yield Mark(fault.turn, wrong), "hit", Fraction(1, 2)
    for fault in small_ones:
        yield Mark(fault.turn, fault.reasons[0]), "near", Fraction(1, 2)
    for turn in turns:
        if any(fault.turn == turn for fault in found):
            continue
        near = [fault for fault in grave if abs(fault.turn - turn) == 1]
        if near:
            best = max(near, key=lambda fault: fault.lost)
            yield Mark(turn, best.reasons[0]), "near", Fraction(1, 2)
        else:
            yield Mark(turn, REASONS[0]), "miss", Fraction(0)
    yield Mark(0, NOTHING), "miss", Fraction(0)


@pytest.mark.parametrize("who", [who for who in WHO if who != "ideal"])
def test_a_mark_is_judged_by_what_the_turn_cost(shipped, who):
    for script in shipped:
        model = model_call(script, NOBODY, who, 5)
        for mark, place, share in marks(model):
            verdict = judge(model, mark)
            assert (mark, verdict.place, verdict.share) == (mark, place, share)
            assert verdict.fault in verdict.found
            assert verdict.review.number == verdict.fault.turn
            assert verdict.fault.turn == mark.turn if place == "hit" else verdict.fault.grave


@pytest.mark.parametrize(("mark", "place", "share"), [(Mark(0, NOTHING), "hit", 1), (Mark(2, "blamed"), "miss", 0)])
def test_in_the_ideal_call_nothing_went_wrong(shipped, mark, place, share):
    verdict = judge(model_call(shipped[0], NOBODY, "ideal", 1), mark)
    assert (verdict.place, verdict.share, verdict.fault, verdict.review) == (place, share, None, None)


def choice_of(*names, **changes):
    script = Script(small())
    choice = menu(script, script.opening()).choices[0]
    return choice._replace(moves=names, breach=False, **{"grade": (0, 0, 0)} | changes)


@pytest.mark.parametrize(
    ("choice", "reasons"),
    [
        (choice_of("promise_too_much"), ("promised",)),
        (choice_of("grovel", "concede"), ("gave_in",)),
        (choice_of("stonewall", "hold_line"), ("bare_rule", "unowned")),
        (choice_of("blame", "ask_closed"), ("blamed", "attacked")),
        (choice_of("concede", "promise_too_much"), ("gave_in", "promised")),
        (choice_of("own_action", grade=(-1, 1, 0)), ("not_listened",)),
        (choice_of("own_action", grade=(0, 1, -1)), ("gave_in",)),
        (choice_of("own_action"), ("unowned",)),
    ],
)
def test_the_reasons_that_fit_come_from_the_moves(choice, reasons):
    assert reasons_of(choice) == reasons


def test_every_move_that_can_do_harm_has_a_reason():
    for move in MOVES.values():
        rows = (*move.by_use, *(grades for _, grades in move.contexts))
        if min(min(row) for row in rows) < 0 and move.id != "persist":
            assert reasons_of(choice_of(move.id, grade=(0, 0, 0))) != (), move.id


@pytest.mark.parametrize("path", each(SCENARIOS))
def test_every_shipped_call_has_a_tour_on_which_the_worst_differs_from_the_best(path):
    from sim.content.scenarios import read_scenario

    stops = tour(Script(read_scenario(path).scenario), NOBODY, 11)
    assert len(stops) >= 5
    assert [stop.number for stop in stops] == list(range(1, len(stops) + 1))
    for stop in stops:
        assert stop.best not in stop.worst
        assert min(stop.worst[0].grade) < 0 or stop.worst[0].harm[0] > 0
        assert all(offer.because for offer in stop.offers)
