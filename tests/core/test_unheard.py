"""A call that is only played again comes to the same log as one that was heard, and the quick count to its scores."""

from dataclasses import replace
from random import Random

import pytest

from sim.content.loading import load_file
from sim.content.texts import caller_lines
from sim.core.call import Call
from sim.core.events import (
    Answer,
    Breathe,
    Close,
    HangUp,
    Heard,
    Hold,
    LookUp,
    Refused,
    Reply,
    Resume,
    Show,
    Skip,
    Timers,
    Unclear,
    Wait,
)
from sim.core.log import Setup
from sim.core.moves import HARMFUL
from sim.core.scoring import score
from sim.core.script import Script
from sim.core.standing import Scorer
from sim.core.unheard import UnheardCall
from tests.core.small_scenarios import small
from tests.shipped import SCENARIOS, each

CALLS, MOST_EVENTS = 5, 100


def without_allowances(log):
    """What nobody heard had no wordings to read: how long they would have taken is not in its log."""
    return replace(log, turns=tuple(t._replace(timing=t.timing._replace(allowance_ms=0)) for t in log.turns))


def anything(chance, call):
    """What somebody might do next, sense or not; mostly what brings a call on."""
    ms = chance.choice((0, 300, 2_000, 9_000, 40_000))
    options = [reply.option for reply in call.replies] or ["nobody"]
    added = tuple(chance.sample(sorted(HARMFUL), chance.choice((0, 0, 1, 2))))
    reply = Reply(ms, chance.choice(options), chance.choice((1000, 500)), added=added)
    onward = [Heard(ms), reply, reply, Resume(ms)]
    card = LookUp(ms, chance.choice([card.title for card in call.scenario.desk] or ["none"]))
    rest = [Show(ms), Skip(ms), Breathe(ms), Hold(ms), card, Wait(ms), Timers(ms, chance.random() < 0.5), Unclear(ms)]
    rare = [HangUp(ms), Close(ms)] if chance.random() < 0.03 else []
    return chance.choice([*onward, *onward, *rest, *rare])


@pytest.mark.parametrize("path", each(SCENARIOS))
def test_what_is_not_said_changes_nothing_of_the_log_and_the_quick_count_nothing_of_the_scores(path):
    scenario = load_file(path)
    script, lines = Script(scenario), caller_lines("en")
    chance = Random(path.stem)
    for seed in range(CALLS):
        setup = Setup(seed=seed, timers=chance.random() < 0.7, way=chance.choice(("choose", "typed", "say_first")))
        heard, unheard = Call(scenario, setup, lines, script), UnheardCall(script, setup)
        for event in [Answer(500), *(anything(chance, heard) for _ in range(MOST_EVENTS))]:
            refused = [
                [follow for follow in call.feed(event) if isinstance(follow, Refused)] for call in (heard, unheard)
            ]
            assert refused[0] == refused[1]
        assert heard.log() == unheard.log()
        card, quick = score(scenario, heard.log()), Scorer(script).of(heard.log())
        assert quick.scores == tuple(card.scores.values())
        assert (quick.passed, quick.distinction, quick.complete) == (card.passed, card.distinction, card.complete)
        assert (heard.phase, heard.finished, heard.elapsed_ms) == (unheard.phase, unheard.finished, unheard.elapsed_ms)


def usual(chance, call):
    """What most people do most of the time: hear the caller out and answer, some quickly, some too late."""
    if call.replies_shown:
        ms = chance.choice((100, 700, 1_500, 3_000, 5_000, 9_000, 30_000))
        reply = Reply(ms, chance.choice([reply.option for reply in call.replies]))
        return reply if chance.random() < 0.9 else anything(chance, call)
    return Heard(2_000) if chance.random() < 0.9 else anything(chance, call)


@pytest.mark.parametrize("path", each(SCENARIOS))
def test_events_played_at_once_come_to_what_they_come_to_one_by_one(path):
    scenario = load_file(path)
    script = Script(scenario)
    chance = Random(path.stem)
    for seed in range(3 * CALLS):
        way = chance.choice(("choose", "choose", "choose", "say_first"))
        access = chance.choice((100, 300))
        setup = Setup(seed=seed, timers=chance.random() < 0.7, way=way, access=access, queued=chance.choice((0, 60)))
        call, events, refused = Call(scenario, setup, script=script), [Answer(500)], None
        call.feed(events[0])
        while not call.finished and refused is None and len(events) < MOST_EVENTS:
            events.append(usual(chance, call))
            refused = next((f for f in call.feed(events[-1]) if isinstance(f, Refused)), None)
        played = UnheardCall(script, setup)
        halt = played.play(events)
        assert halt == (None if refused is None else (len(events), refused.why))
        assert without_allowances(call.log()) == without_allowances(played.log())
        assert (call.phase, call.finished, call.elapsed_ms) == (played.phase, played.finished, played.elapsed_ms)


def of_any_length(data):
    """Lines and replies of which each wording takes another time to read."""
    node = data["nodes"]["opening"]
    node["caller"] = [{"either": ["Well?", "word " * 21, "word " * 34]}]
    for option in node["options"].values():
        option["either"] = [option.pop("say"), "word " * 13]


@pytest.mark.parametrize("access", [100, 300])
@pytest.mark.parametrize("flags", [[], ["panic"]])
def test_where_reading_decides_whether_a_reply_was_a_snap_or_too_late_the_wordings_that_were_drawn_count(access, flags):
    scenario = small(lambda data: (of_any_length(data), data["nodes"]["opening"].update(flags=flags)))
    script, seen = Script(scenario), set()
    for seed in range(25):
        setup = Setup(seed=seed, access=access)
        waiting = Call(scenario, setup, script=script)
        for event in (Answer(500), Heard(900)):
            waiting.feed(event)
        allowance, due = waiting.clock.allowance_ms, waiting.clock.due_ms
        seen.add(allowance)
        for ms in (799, 800, allowance // 10 - 1, allowance // 10, due - 1, due, due + 1):
            events = [Answer(500), Heard(900), Reply(ms, waiting.replies[0].option), Wait(1)]
            call, played = Call(scenario, setup, script=script), UnheardCall(script, setup)
            for event in events:
                call.feed(event)
            assert played.play(events) is None
            assert without_allowances(call.log()) == without_allowances(played.log())
    assert len(seen) > 5
