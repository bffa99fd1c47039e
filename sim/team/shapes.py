"""The JSON shapes of sim.team's contract, for server and client alike. What a server sends may gain fields."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from sim.team.names import LONGEST_NAME

SessionState = Literal["open", "paused", "closed"]
Counts = Literal["best", "last", "first"]
Naming = Literal["names", "aliases"]
SeatState = Literal["idle", "in_call"]
Scores = dict[Literal["calm", "ownership", "policy"], int | None]
ScenarioId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("one line of signs that can be printed")
    return text


Title = Annotated[str, StringConstraints(max_length=120, strip_whitespace=True), AfterValidator(_one_line)]
Reason = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True), AfterValidator(_one_line)]
# Longer than a name: one that is too long gets its own sentence.
TypedName = Annotated[str, StringConstraints(max_length=4 * LONGEST_NAME)]
MOST_ATTEMPTS, MOST_DAYS = 100, 3650
DEFAULT_KEEP_DAYS = 90
AGAIN = "X-Again"  # a header: in how many seconds to ask again what is played together


class Asked(BaseModel):
    """What is sent to the server: nothing but what is known."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Told(BaseModel):
    """What the server says: a client of today reads what a server of tomorrow adds."""

    model_config = ConfigDict(extra="ignore")


class Join(Asked):
    """A trainee comes in."""

    code: Annotated[str, StringConstraints(max_length=40)]
    name: TypedName = ""


class State(Asked):
    """What a trainee is doing."""

    state: SeatState
    scenario: Literal[""] | ScenarioId = ""


class Login(Asked):
    """A facilitator comes in."""

    password: Annotated[str, StringConstraints(max_length=200)]


class NewPassword(Asked):
    """Another password for facilitators."""

    old: Annotated[str, StringConstraints(max_length=200)]
    new: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class SessionChange(Asked):
    """What of a session is to be otherwise; what is None stays."""

    title: Title | None = None
    state: SessionState | None = None
    scenarios: Annotated[list[ScenarioId], Field(min_length=1, max_length=200)] | None = None
    attempts_allowed: Annotated[int, Field(ge=0, le=MOST_ATTEMPTS)] | None = None
    counts: Counts | None = None
    names: Naming | None = None
    board: bool | None = None
    ranking: bool | None = None
    keep_days: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None = None


class NewSession(Asked):
    """A session that is to be. No scenarios: all that there are in its language."""

    title: Title = ""
    language: Language
    state: Literal["open", "paused"] = "open"
    scenarios: Annotated[list[ScenarioId], Field(max_length=200)] = []
    attempts_allowed: Annotated[int, Field(ge=0, le=MOST_ATTEMPTS)] = 0
    counts: Counts = "best"
    names: Naming = "names"
    board: bool = True
    ranking: bool = False
    keep_days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = DEFAULT_KEEP_DAYS


class NewSeat(Asked):
    """A seat that waits for whoever has this name."""

    name: TypedName


class SeatChange(Asked):
    """What of a seat is to be otherwise."""

    name: TypedName | None = None
    extra: dict[ScenarioId, Annotated[int, Field(ge=0, le=MOST_ATTEMPTS)]] | None = None
    let_in: bool = False


class Void(Asked):
    """An attempt that shall not count, or shall again."""

    voided: bool
    reason: Reason = ""


class Trouble(Told):
    """Every error."""

    code: str
    message: str
    retry: bool = False


class Hello(Told):
    """What answers at an address."""

    server: str
    program: str
    model: int
    notice_version: int


class Invitation(Told):
    """What a join screen shows before anything is sent."""

    code: str
    title: str
    language: str
    names: Naming
    keep_days: int
    notice_version: int
    notice: list[str]


class Session(Told):
    """A session as everybody in it sees it."""

    id: int
    ref: str
    code: str
    title: str
    language: str
    state: SessionState
    names: Naming
    board: bool
    ranking: bool
    attempts_allowed: int
    counts: Counts
    keep_days: int
    keep_until: str
    created_at: str
    notice_version: int
    version: int


class Seat(Told):
    """A trainee's place in a session. `name` is "" where it was deleted."""

    id: int
    ref: str
    number: int
    name: str


class Joined(Told):
    """A seat was taken. The token is said once."""

    token: str
    session: Session
    seat: Seat


class SessionScenario(Told):
    """A scenario of a session. `attempts_left` is None where any number is allowed."""

    id: str
    hash: str
    title: str
    family: str
    level: int
    minutes: int
    language: str
    attempts_used: int = 0
    attempts_left: int | None = None


class MySession(Told):
    """What a seat may know."""

    session: Session
    seat: Seat
    scenarios: list[SessionScenario]
    together: bool


class Sign(Told):
    """The answer to a sign of life: has anything changed?"""

    session_state: SessionState
    version: int


class Taken(Told):
    """An attempt is durable, and this is what it is worth."""

    uuid: str
    scenario: str
    scores: Scores
    passed: bool
    distinction: bool
    ending: str
    complete: bool
    number: int
    counts: bool
    false_start: bool
    attempts_left: int | None


class LeadSeat(Seat):
    """A seat as the facilitator sees it."""

    state: SeatState
    scenario: str
    connected: bool
    joined: bool
    joined_at: str | None
    seen_at: str | None
    removed: bool
    extra: dict[str, int]


class LeadAttempt(Told):
    """An attempt as the facilitator sees it."""

    uuid: str
    seat: int
    scenario: str
    hash: str
    mode: str
    way: str
    scores: Scores
    passed: bool
    distinction: bool
    ending: str
    complete: bool
    turns: int
    lasted_ms: int
    false_start: bool
    voided: bool
    void_reason: str
    number: int
    counts: bool
    handed_in: bool
    arrived_at: str


class LeadSession(Told):
    """All that a board shows."""

    session: Session
    scenarios: list[SessionScenario]
    seats: list[LeadSeat]
    attempts: list[LeadAttempt]


class HandedIn(Told):
    """What became of one attempt of a hand-in file."""

    uuid: str
    status: Literal["taken", "known", "refused"]
    code: str = ""
    message: str = ""


class HandInReport(Told):
    """What became of a hand-in file. `seat`: whose it was; None where nothing of it holds and nobody is known by it."""

    seat: Seat | None
    taken: int
    known: int
    refused: int
    attempts: list[HandedIn]


class RosterReport(Told):
    """What a roster changes, or changed: who gets a seat, who had one, who stood in the file more than once."""

    new: list[str]
    known: list[str]
    twice: list[str]
    imported: bool


class Offered(Told):
    """A scenario that a session may have, in one language."""

    id: str
    title: str
    family: str
    level: int
    minutes: int
    language: str


class AuditLine(Told):
    """Who did what when."""

    at: str
    who: str
    what: str
    detail: dict[str, object]


class Lead(Told):
    """What a facilitator's page needs to begin."""

    csrf: str
    program: str = ""
    addresses: list[str] = []


class MyData(Told):
    """All that is kept of a seat."""

    session: Session
    seat: Seat
    joined_at: str | None
    seen_at: str | None
    attempts: list[dict[str, object]]
    votes: int


class TogetherReply(Told):
    """A reply that the room may vote for; once the votes are shown with them and with what it does, in words."""

    option: str
    text: str
    votes: int = 0
    percent: int = 0
    moves: str = ""
    effect: str = ""
    grades: list[int] = []  # in the order of sim.core.kinds.DIMENSIONS
    because: str = ""


class TogetherCaller(Told):
    """Who is on the line in the call that is played together, and how they feel (0..100)."""

    scenario: str
    name: str
    about: str
    sex: str
    age: int
    face: dict[str, str]
    mood: dict[str, int]


class Together(Told):
    """The question that the room votes on; `phase` is empty while nothing is played together.

    `mine`: what this seat votes for. `again_s`: how soon to ask again. `team`: its figures, where they are asked for
    and the board is switched on.
    """

    phase: Literal["", "asking", "shown", "ended"]
    round: int = 0
    turn: int = 0
    title: str = ""
    said: str = ""
    heard: str = ""
    caller: TogetherCaller | None = None
    replies: list[TogetherReply] = []
    mine: str = ""
    votes: int = 0
    ending: str = ""
    verdict: str = ""
    scores: Scores | None = None
    again_s: int = 1
    team: dict[str, object] | None = None
