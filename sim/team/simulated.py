"""Simulated trainees: calls as the archetypes take them, as events in time, for a demo and for tests of load."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from sim.core.agents import Archetype
from sim.core.attempt import Attempt, to_text
from sim.core.call import Call
from sim.core.events import Answer, Breathe, Close, Event, Heard, Reply, Resume
from sim.core.log import Setup
from sim.core.phases import CALLER_SPEAKING, ON_HOLD, YOUR_TURN
from sim.core.script import Script
from sim.core.wording import reading_ms

_RING_MS, _HOLD_MS = 2_000, 5_000
_MOST_REPLIES = 200


def events_of(script: Script, archetype: Archetype, setup: Setup) -> tuple[Event, ...]:
    """The events of a whole call as an archetype takes it."""
    call = Call(script.scenario, setup, script=script)
    done: list[Event] = []
    for event in _acting(call, archetype):
        call.feed(event)
        done.append(event)
    return tuple(done)


def _acting(call: Call, archetype: Archetype) -> Iterator[Event]:
    """What they do next, as long as the call goes on."""
    yield Answer(ms=_RING_MS)
    while call.finished is None and len(call.turns) < _MOST_REPLIES:
        if call.phase == CALLER_SPEAKING:
            yield Heard(ms=reading_ms(call.line.text) if call.line else 0)
        elif call.phase == ON_HOLD:
            yield Resume(ms=_HOLD_MS)
        else:
            yield from _replying(call, archetype)
    yield Close(ms=1_000)


def _replying(call: Call, archetype: Archetype) -> Iterator[Event]:
    places = [call.node.place_of[reply.option] for reply in call.replies]
    option = call.node.option_ids[archetype.choose(call.script, call.state, places, call.setup.seed)]
    timing = archetype.timing(call.node)
    if timing.breath_ms and call.phase == YOUR_TURN:
        yield Breathe(ms=1_000)
        yield Reply(ms=timing.breath_ms, option=option)
    else:
        yield Reply(ms=0 if timing.snap else call.clock.allowance_ms // 2, option=option)


def documents(
    script: Script, archetype: Archetype, seeds: Iterable[int], uuids: Iterator[UUID], started_at: str
) -> Iterator[str]:
    """The documents of calls as an archetype takes them, one a seed."""
    scenario = script.scenario
    content_hash = scenario.content_hash()
    for seed in seeds:
        setup = Setup(seed=seed)
        yield to_text(
            Attempt(
                uuid=str(next(uuids)),
                scenario=scenario.id,
                scenario_hash=content_hash,
                language=scenario.language,
                setup=setup,
                program="simulated",
                started_at=started_at,
                events=events_of(script, archetype, setup),
            )
        )
