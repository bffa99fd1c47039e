"""What is on the big screen in a call that is played together: from the scenario, a seed and the replies taken."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sim.core.call import Call
from sim.core.decision import decide, menu
from sim.core.events import Answer, Heard, Reply, Resume
from sim.core.log import Setup
from sim.core.mood import Mood
from sim.core.phases import CALLER_SPEAKING, ON_HOLD
from sim.core.scenario import Scenario
from sim.core.scoring import Scorecard, score
from sim.core.script import Script
from sim.team.trouble import Declined

_MOST_SCRIPTS = 16


@dataclass(frozen=True, slots=True)
class Offered:
    """A reply on the big screen, and what it would do: its grades in the order of DIMENSIONS, the caller's mood."""

    option: str
    text: str
    moves: tuple[str, ...]
    grade: tuple[int, ...]
    before: Mood
    after: Mood
    because: str


@dataclass(frozen=True, slots=True)
class Table:
    """What is on the big screen: the caller's words, the replies, or how it ended. `turn` counts from 1."""

    scenario: Scenario
    turn: int
    heard: str
    mood: Mood
    replies: tuple[Offered, ...]
    said: tuple[str, ...]  # the replies taken so far, in words
    card: Scorecard | None
    ending: str


@lru_cache(_MOST_SCRIPTS)
def _script(text: str) -> Script:
    return Script(Scenario.model_validate_json(text))


def table(text: str, seed: int, path: tuple[str, ...]) -> Table:
    """The round as it stands, from the scenario's text, the seed and the options taken. Raises Declined."""
    script = _script(text)
    call = Call(script.scenario, Setup(seed=seed, timers=False), script=script)
    call.feed(Answer())
    heard = len(call.transcript) - 1
    for option in path:
        _listen(call)
        heard = len(call.transcript)
        if not any(reply.option == option for reply in call.replies):
            raise Declined("not_found")
        call.feed(Reply(1500, option))
    _listen(call)
    words = " ".join(line.text for line in call.transcript[max(0, heard) :] if line.who == "caller")
    said = tuple(line.text for line in call.transcript if line.who == "you")
    ended = call.finished is not None
    ending = script.scenario.endings.get(call.finished.ending) if call.finished else None
    return Table(
        scenario=script.scenario,
        turn=len(path) + 1,
        heard=words,
        mood=call.mood,
        replies=() if ended else _replies(call),
        said=said,
        card=score(script.scenario, call.log()) if ended else None,
        ending=ending.text if ending else "",
    )


def _listen(call: Call) -> None:
    """The caller is heard to the end; a hold that a reply announced is over."""
    if call.phase == ON_HOLD:
        call.feed(Resume(1000))
    if call.phase == CALLER_SPEAKING:
        call.feed(Heard(3000))


def _replies(call: Call) -> tuple[Offered, ...]:
    offered = menu(call.script, call.state)
    choices = {choice.option: choice for choice in offered.choices}
    options = call.node.node.options
    found = []
    for reply in call.replies:
        choice = choices[reply.option]
        after = decide(call.script, call.state, call.node.place_of[reply.option]).turn.after
        because = options[reply.option].because or ""
        found.append(Offered(reply.option, reply.text, choice.moves, tuple(choice.grade), call.mood, after, because))
    return tuple(found)
