"""An attempt: a finished call as one document that travels, and its replay by whoever does not trust it.

Client, hand-in file and server share this. A document holds what a call is a function of (scenario by content hash,
setup, events) and no score: who receives it plays it again. What the trainee felt, noted or typed in their own words is
nobody's business: it is emptied before a document is made, and a document that still has it is refused. Of typed words
the option that they were read as stays, and the harm that they added.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields, replace
from operator import attrgetter
from typing import Any, NamedTuple

from sim.core.errors import InputError
from sim.core.events import Event, Note, Notice, Reply, Unclear, from_json, to_json
from sim.core.log import ACCESS_FACTORS, WAYS, Setup
from sim.core.moves import MODEL_VERSION
from sim.core.script import Script
from sim.core.standing import Result, Scorer
from sim.core.unheard import UnheardCall

MOST_BYTES = 256 * 1024
MOST_EVENTS = 5_000
FALSE_START_MS = 60_000
MODES = ("practice", "exam")
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
_MOST_SEED = 2**63
_LONGEST_WORD = 120
_MOST_QUEUED = 24 * 3600
_FORMS = {
    "uuid": re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    "scenario": re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"),
    "scenario_hash": re.compile(r"[0-9a-f]{64}"),
    "language": re.compile(r"[a-z]{2,3}"),
    "program": re.compile(r"[A-Za-z0-9 .+_-]{1,40}"),
    "started_at": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z"),
}
_KEYS = {*_FORMS, "setup", "events"}
_SETUP = {field.name: field.default for field in fields(Setup)}


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is sent of a call. `uuid` names it for good; `started_at` is the client's clock, ISO 8601 in UTC."""

    uuid: str
    scenario: str
    scenario_hash: str
    language: str
    setup: Setup
    program: str
    started_at: str
    events: tuple[Event, ...]


class Refusal(NamedTuple):
    """Why a document is not taken: a code, and where in it (an event's place from 1, a field), for whoever looks."""

    code: str
    detail: str = ""


class Played(NamedTuple):
    """A document that was played again: what it is worth by our count. `lasted_ms`: since the phone was picked up."""

    result: Result
    ending: str
    turns: int
    lasted_ms: int

    @property
    def false_start(self) -> bool:
        """Whether it was over within a minute without a reply: it counts for nothing."""
        return self.turns == 0 and self.lasted_ms < FALSE_START_MS


class NotAnAttempt(InputError):
    """A text that is no attempt; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"not an attempt: {refusal.code} {refusal.detail}".strip())
        self.refusal = refusal


def without_private(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events without what the trainee felt, noted or typed; the time that it took stays."""
    return tuple(_emptied(event) for event in events)


def _emptied(event: Event) -> Event:
    if isinstance(event, Notice):
        return Notice(ms=event.ms)
    if isinstance(event, Note):
        return replace(event, text="") if event.text else event
    return replace(event, typed="") if isinstance(event, Reply | Unclear) and event.typed else event


def to_text(attempt: Attempt) -> str:
    """The canonical text of an attempt: sorted keys, no spaces, plain ASCII. The same attempt, the same bytes."""
    document = {
        **{name: getattr(attempt, name) for name in _FORMS},
        "setup": asdict(attempt.setup),
        "events": [to_json(event) for event in attempt.events],
    }
    return canonical(document)


def canonical(data: Any) -> str:
    """JSON with one spelling: sorted keys, no spaces, plain ASCII."""
    return _CANONICAL.encode(data)


def from_text(text: str | bytes) -> Attempt:
    """An attempt from its text, canonical or not. Raises NotAnAttempt."""
    if len(text) > MOST_BYTES:
        raise NotAnAttempt(Refusal("too_large"))
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAnAttempt(Refusal("not_an_attempt", "JSON")) from None
    return from_data(data)


def from_data(data: Any) -> Attempt:
    """An attempt from read JSON. Raises NotAnAttempt."""
    if not isinstance(data, dict) or data.keys() != _KEYS:
        raise NotAnAttempt(Refusal("not_an_attempt", "keys"))
    for name, form in _FORMS.items():
        value = data[name]
        if not isinstance(value, str) or len(value) > _LONGEST_WORD or not form.fullmatch(value):
            raise NotAnAttempt(Refusal("not_an_attempt", name))
    events = data["events"]
    if not isinstance(events, list):
        raise NotAnAttempt(Refusal("not_an_attempt", "events"))
    if len(events) > MOST_EVENTS:
        raise NotAnAttempt(Refusal("too_large", "events"))
    return Attempt(
        **{name: data[name] for name in _FORMS},
        setup=_setup(data["setup"]),
        events=_events(events),
    )


def _setup(data: Any) -> Setup:
    known = _SETUP
    wrong = NotAnAttempt(Refusal("not_an_attempt", "setup"))
    if not isinstance(data, dict) or not data.keys() <= known.keys():
        raise wrong
    for name, value in data.items():
        if type(value) is not type(known[name]):
            raise wrong
        if isinstance(value, str) and (len(value) > _LONGEST_WORD or not value.isascii() or not value.isprintable()):
            raise wrong
    setup = Setup(**data)
    allowed = setup.access in ACCESS_FACTORS and setup.way in WAYS and setup.mode in MODES
    numbers = (
        abs(setup.seed) < _MOST_SEED and 0 <= setup.queued <= _MOST_QUEUED and 0 <= setup.branch_turn <= MOST_EVENTS
    )
    if not allowed or not numbers:
        raise wrong
    return setup


def _events(data: list[Any]) -> tuple[Event, ...]:
    found = []
    for place, one in enumerate(data, 1):
        try:
            event = from_json(one)
        except InputError:
            raise NotAnAttempt(Refusal("unknown_event", str(place))) from None
        private = _PRIVATE.get(type(event))
        if private is not None and private(event):
            raise NotAnAttempt(Refusal("private", str(place)))
        found.append(event)
    return tuple(found)


# What each kind of event may have that is nobody's business.
_PRIVATE: dict[type[Event], Callable[[Any], Any]] = {
    Notice: lambda notice: notice != _emptied(notice),
    Note: attrgetter("text"),
    Reply: attrgetter("typed"),
    Unclear: attrgetter("typed"),
}


def replay(attempt: Attempt, script: Script, scorer: Scorer) -> Played | Refusal:
    """Play a document again on the scenario it names and score it anew; or say why it cannot have been a call.

    Script and scorer of the scenario are made once, for all attempts at it.
    """
    scenario = script.scenario
    if attempt.scenario != scenario.id or attempt.language != scenario.language:
        return Refusal("unknown_scenario", "id" if attempt.scenario != scenario.id else "language")
    if attempt.setup.model != MODEL_VERSION:
        return Refusal("model", str(attempt.setup.model))
    if attempt.setup.branch or attempt.setup.branch_turn:
        return Refusal("branch")
    call = UnheardCall(script, attempt.setup)
    halt = call.play(attempt.events)
    if halt is not None:
        option = halt.why == "option" and isinstance(attempt.events[halt.place - 1], Reply)
        return Refusal("option" if option else "order", str(halt.place))
    if call.finished is None:
        return Refusal("unfinished")
    return Played(scorer.of(call.log()), call.finished.ending, len(call.turns), call.elapsed_ms)
