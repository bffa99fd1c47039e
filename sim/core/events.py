"""What a trainee does, and what follows. Time is data: each event says how many milliseconds came before it.

An event is frozen and checks itself: one that exists has legal values. Whether it can happen *now* is for the call
to say. `to_json` and `from_json` are the journal's format; unknown keys or kinds are errors, never skipped.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, NamedTuple

from sim.core.errors import InputError
from sim.core.kinds import DIMENSIONS, NOTICED_KINDS
from sim.core.mood import Mood
from sim.core.moves import HARMFUL

MOST_MS = 24 * 3600 * 1000
MOST_TENSE = 5
LONGEST_NOTE = 200
LONGEST_TYPED = 300
MOST_ADDED = 3


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the trainee did, or time that passed. `ms`: time since the event before it."""

    do: ClassVar[str] = ""
    ms: int = 0

    def __post_init__(self) -> None:
        if type(self.ms) is not int or not 0 <= self.ms <= MOST_MS:
            raise InputError(f"an event's time must be 0..{MOST_MS} ms, not {self.ms!r:.40}")


@dataclass(frozen=True, slots=True)
class Notice(Event):
    """Before the call: what the trainee feels, 1 (calm) to MOST_TENSE, and which kind of anger or fear they expect.

    `expected`: the scores that they expect, in the order of DIMENSIONS, 0 to 100 each, or empty. 0 and "" where nothing
    was said. Only kept and talked about, never scored. What is added later has a default, so that older journals stay
    readable.
    """

    do: ClassVar[str] = "notice"
    feeling: int = 0
    kind: str = ""
    expected: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        Event.__post_init__(self)
        _check_expected(self)
        if type(self.feeling) is not int or not 0 <= self.feeling <= MOST_TENSE:
            raise InputError(f"a feeling is 0..{MOST_TENSE}, not {self.feeling!r}")
        if self.kind not in ("", *NOTICED_KINDS):
            raise InputError(f"not a kind of anger or fear: {self.kind!r:.40}")


def _check_expected(notice: Notice) -> None:
    """Lists come from JSON."""
    if not isinstance(notice.expected, list | tuple) or len(notice.expected) not in (0, len(DIMENSIONS)):
        raise InputError(f"expected scores are one for each dimension, or none: {notice.expected!r:.40}")
    if any(type(score) is not int or not 0 <= score <= 100 for score in notice.expected):
        raise InputError(f"an expected score is 0..100: {notice.expected!r:.40}")
    object.__setattr__(notice, "expected", tuple(notice.expected))


@dataclass(frozen=True, slots=True)
class Answer(Event):
    """The trainee picks up the phone."""

    do: ClassVar[str] = "answer"


@dataclass(frozen=True, slots=True)
class Heard(Event):
    """The caller's line was heard to its end; the replies appear."""

    do: ClassVar[str] = "heard"


@dataclass(frozen=True, slots=True)
class Skip(Event):
    """A line that this trainee knows from an earlier call was skipped: no interruption."""

    do: ClassVar[str] = "skip"


@dataclass(frozen=True, slots=True)
class Show(Event):
    """The replies were asked for while the caller still speaks."""

    do: ClassVar[str] = "show"


@dataclass(frozen=True, slots=True)
class Reply(Event):
    """The trainee answers. `permille`: how much of the caller's line had been heard, 1000 when it was over.

    `typed`: their own words where the reply was typed, else empty; what the debrief shows. `added`: harmful moves that
    those words make beside the option's own; a score uses these ids and never reads the words again.
    """

    do: ClassVar[str] = "reply"
    option: str = ""
    permille: int = 1000
    typed: str = ""
    added: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Event.__post_init__(self)
        if not isinstance(self.option, str) or not self.option:
            raise InputError("a reply names an option")
        if type(self.permille) is not int or not 0 <= self.permille <= 1000:
            raise InputError("the share of a line that was heard is 0..1000 per mille")
        if self.typed or self.added:
            _check_typed(self.typed)
            _check_added(self)


def _check_typed(text: object) -> None:
    if not isinstance(text, str) or len(text) > LONGEST_TYPED or not text.isprintable():
        raise InputError(f"a typed reply is one line of at most {LONGEST_TYPED} characters")


def _check_added(reply: Reply) -> None:
    """Lists come from JSON."""
    if not isinstance(reply.added, list | tuple) or len(reply.added) > MOST_ADDED:
        raise InputError(f"words add at most {MOST_ADDED} moves: {reply.added!r:.80}")
    if any(not isinstance(move, str) or move not in HARMFUL for move in reply.added):
        raise InputError(f"words add only harmful moves: {reply.added!r:.80}")
    object.__setattr__(reply, "added", tuple(dict.fromkeys(reply.added)))


@dataclass(frozen=True, slots=True)
class Unclear(Event):
    """The trainee has typed what could not be read as a reply: the caller asks what they mean."""

    do: ClassVar[str] = "unclear"
    typed: str = ""

    def __post_init__(self) -> None:
        Event.__post_init__(self)
        _check_typed(self.typed)


@dataclass(frozen=True, slots=True)
class Breathe(Event):
    """The trainee starts a breath; the line stays open."""

    do: ClassVar[str] = "breathe"


@dataclass(frozen=True, slots=True)
class Hold(Event):
    """The hold key: announces a hold of the stated time."""

    do: ClassVar[str] = "hold"


@dataclass(frozen=True, slots=True)
class LookUp(Event):
    """The trainee reads a card of the desk while the caller waits."""

    do: ClassVar[str] = "look_up"
    card: str = ""

    def __post_init__(self) -> None:
        Event.__post_init__(self)
        if not isinstance(self.card, str):
            raise InputError("a look-up names a card by its title")


@dataclass(frozen=True, slots=True)
class Resume(Event):
    """Back to the caller: the breath, the hold or the look-up is over."""

    do: ClassVar[str] = "resume"


@dataclass(frozen=True, slots=True)
class Wait(Event):
    """Nothing but time passed."""

    do: ClassVar[str] = "wait"


@dataclass(frozen=True, slots=True)
class Note(Event):
    """The trainee has written; `ms` was spent on it, and `text` is kept unless it is empty. Never scored."""

    do: ClassVar[str] = "note"
    text: str = ""

    def __post_init__(self) -> None:
        Event.__post_init__(self)
        if not isinstance(self.text, str) or len(self.text) > LONGEST_NOTE or not self.text.isprintable():
            raise InputError(f"a note is one line of at most {LONGEST_NOTE} characters")


@dataclass(frozen=True, slots=True)
class HangUp(Event):
    """The trainee puts the phone down."""

    do: ClassVar[str] = "hang_up"


@dataclass(frozen=True, slots=True)
class Timers(Event):
    """Judging of time is switched, from here on."""

    do: ClassVar[str] = "timers"
    on: bool = True

    def __post_init__(self) -> None:
        Event.__post_init__(self)
        if type(self.on) is not bool:
            raise InputError("timers are on or off")


@dataclass(frozen=True, slots=True)
class Close(Event):
    """The wrap-up is done, or a call that was broken off is closed as it stands."""

    do: ClassVar[str] = "close"


KINDS: dict[str, type[Event]] = {
    kind.do: kind
    for kind in (
        Notice, Answer, Heard, Skip, Show, Reply, Unclear, Breathe, Hold, LookUp, Resume, Wait, Note, HangUp, Timers,
        Close,
    )
}  # fmt: skip


def one_line(text: str) -> str:
    """What was typed as an event may keep it: one line of printable characters, not too long."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_TYPED].rstrip()


def with_ms(event: Event, ms: int) -> Event:
    """The same event after another time."""
    return replace(event, ms=ms)


def to_json(event: Event) -> dict[str, Any]:
    """An event as the journal keeps it. A reply that was not typed says nothing of typing, as it always was."""
    found = {"do": event.do, **{field.name: getattr(event, field.name) for field in fields(event)}}
    if isinstance(event, Reply) and not (event.typed or event.added):
        del found["typed"], found["added"]
    return found


def from_json(data: Any) -> Event:
    """An event from the journal. Raises InputError where it is not one."""
    do = data.get("do") if isinstance(data, dict) else None
    kind = KINDS.get(do) if isinstance(do, str) else None
    if kind is None:
        raise InputError(f"not an event: {data!r:.80}")
    plain = _PLAIN.get(kind)
    if plain is not None and (event := plain(data)) is not None:
        return event
    values = data.copy()
    del values["do"]
    try:
        return kind(**values)
    except TypeError:
        raise InputError(f"not a {do} event: {data!r:.80}") from None


_set_ms = Event.__dict__["ms"].__set__
_set_option, _set_permille, _set_typed, _set_added = (
    Reply.__dict__[name].__set__ for name in ("option", "permille", "typed", "added")
)


def _heard(data: dict[str, Any]) -> Event | None:
    ms = data.get("ms")
    if type(ms) is not int or not 0 <= ms <= MOST_MS or len(data) != len(("do", "ms")):
        return None
    event = object.__new__(Heard)
    _set_ms(event, ms)
    return event


def _chosen(data: dict[str, Any]) -> Event | None:
    ms, option, permille = data.get("ms"), data.get("option"), data.get("permille")
    if type(ms) is not int or not 0 <= ms <= MOST_MS or len(data) != len(("do", "ms", "option", "permille")):
        return None
    if type(option) is not str or not option or type(permille) is not int or not 0 <= permille <= 1000:
        return None
    event = object.__new__(Reply)
    _set_ms(event, ms)
    _set_option(event, option)
    _set_permille(event, permille)
    _set_typed(event, "")
    _set_added(event, ())
    return event


# A line heard out and a reply that was chosen are nearly all of a call, and a server reads thousands of calls: they are
# checked and made here in half the time that a frozen dataclass takes. What is not as plain (None) goes the usual way.
_PLAIN: dict[type[Event], Callable[[dict[str, Any]], Event | None]] = {Heard: _heard, Reply: _chosen}


class Utterance(NamedTuple):
    """Something that the caller says: the words, how they feel while saying them, and why they say it."""

    text: str
    kind: str
    node: str
    mood: Mood
    recording: str | None = None


class Said(NamedTuple):
    """It follows that the caller speaks."""

    utterance: Utterance


class Noticed(NamedTuple):
    """It follows that something counts: dead_air, interrupted, hold_over, hold_silent, snap."""

    what: str


class Finished(NamedTuple):
    """It follows that the call is over; `ending` is empty for a call that was broken off."""

    ending: str
    complete: bool


class Refused(NamedTuple):
    """The event cannot happen now; the call is unchanged. `why` is a code: phase, option, card, over."""

    why: str


Follow = Said | Noticed | Finished | Refused
