"""Results as xAPI 1.0.3 statements: a call begun, each turn answered, each dimension scored, the call passed or not.

    statements(details, Teller(account, words, texts))

- The same call gives the same statements with the same ids (uuid5), however often and wherever they are made.
- Nobody is named: an actor is an account, its name a hash that the caller of this module hands over.
- `registration` is the call's id; activity definitions are in every language of the scenario. `.invalid` is a name that
  the internet keeps free for ever: the addresses here name things, they lead nowhere.
- A call that was rewound from another is no attempt and is left out; so is one without any score.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sim.core.kinds import DIMENSIONS
from sim.core.results import AttemptDetail, ScenarioWords, TurnRow
from sim.core.texts import Texts
from sim.report.results.moments import iso_duration

Statement = dict[str, Any]
PLACE = "https://cool-head.invalid/xapi"
PEOPLE = "https://cool-head.invalid/people"
_OURS = UUID("0b6a7e0e-6d3a-5d0b-9a55-1f3a6f0c5c11")
_VERBS = {
    "initialized": "http://adlnet.gov/expapi/verbs/initialized",
    "answered": "http://adlnet.gov/expapi/verbs/answered",
    "scored": "http://adlnet.gov/expapi/verbs/scored",
    "passed": "http://adlnet.gov/expapi/verbs/passed",
    "failed": "http://adlnet.gov/expapi/verbs/failed",
    "completed": "http://adlnet.gov/expapi/verbs/completed",
    "terminated": "http://adlnet.gov/expapi/verbs/terminated",
}
_SIMULATION = "http://adlnet.gov/expapi/activities/simulation"
_INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
_OBJECTIVE = "http://adlnet.gov/expapi/activities/objective"
_PROFILE = "http://adlnet.gov/expapi/activities/profile"


@dataclass(frozen=True, slots=True)
class Teller:
    """What statements need besides calls: who an account is, the words of scenarios, ours in each language."""

    account: Callable[[str], str]
    words: Callable[[str], ScenarioWords]
    texts: Sequence[Texts]
    version: str = ""

    def said(self, key: str, **fields: object) -> dict[str, str]:
        """A text of ours as a language map."""
        return {texts.language: texts(key, **fields) for texts in self.texts}


def statements(details: Iterable[AttemptDetail], teller: Teller) -> list[Statement]:
    """The statements of calls, each call's in the order in which things happened."""
    return [one for detail in details for one in _of_call(detail, teller)]


def _of_call(detail: AttemptDetail, teller: Teller) -> list[Statement]:
    row = detail.row
    if not row.counts:
        return []
    call = _Call(detail, teller, teller.words(row.scenario))
    answered = [call.answered(turn) for turn in detail.turns]
    scored = [call.scored(place) for place, score in enumerate(row.scores) if score is not None]
    return [call.initialized(), *answered, *scored, call.ended()]


class _Call:
    """The statements of one call."""

    def __init__(self, detail: AttemptDetail, teller: Teller, words: ScenarioWords) -> None:
        self.detail, self.row, self.teller, self.words = detail, detail.row, teller, words
        self.place = f"{PLACE}/scenarios/{self.row.scenario}"

    def initialized(self) -> Statement:
        return self._statement("initialized", "initialized", self._scenario(), 0)

    def answered(self, turn: TurnRow) -> Statement:
        extensions = {
            f"{PLACE}/extensions/moves": list(turn.moves),
            f"{PLACE}/extensions/grades": {"calm": turn.calm, "ownership": turn.ownership, "policy": turn.policy},
        }
        result = {
            "response": turn.option,
            "success": min(turn.calm, turn.ownership, turn.policy) >= 0,
            "extensions": extensions,
        }
        place = f"answered/{turn.number}"
        return self._statement(place, "answered", self._node(turn), turn.at_ms, result)

    def scored(self, place: int) -> Statement:
        dimension = DIMENSIONS[place]
        score = self.row.scores[place]
        target = {
            "objectType": "Activity",
            "id": f"{self.place}/scores/{dimension}",
            "definition": {
                "type": _OBJECTIVE,
                "name": self.teller.said(f"scores.{dimension}"),
                "description": self.teller.said(f"report.xapi.dimension.{dimension}"),
            },
        }
        result = {"score": _score(score or 0)}
        return self._statement(f"scored/{dimension}", "scored", target, self._end_ms(), result)

    def ended(self) -> Statement:
        row = self.row
        result: dict[str, Any] = {"completion": row.complete, "duration": iso_duration(self._end_ms() // 1000)}
        verb = "completed" if row.complete else "terminated"
        if row.lowest is not None:
            verb = "passed" if row.passed else "failed"
            result |= {"success": row.passed, "score": _score(row.lowest)}
        # One id whatever the verb: a call ends once.
        return self._statement("ended", verb, self._scenario(), self._end_ms(), result)

    def _end_ms(self) -> int:
        turns = self.detail.turns
        return max((self.row.seconds or 0) * 1000, turns[-1].at_ms if turns else 0)

    def _statement(
        self,
        part: str,
        verb: str,
        target: Statement,
        ms: int,
        result: Mapping[str, Any] | None = None,
    ) -> Statement:
        moment = datetime.fromisoformat(self.row.started) + timedelta(milliseconds=ms)
        statement: Statement = {
            "id": str(uuid5(_OURS, f"{self.row.call}/{part}")),
            "timestamp": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "actor": {
                "objectType": "Agent",
                "account": {"homePage": PEOPLE, "name": self.teller.account(self.row.person)},
            },
            "verb": {"id": _VERBS[verb], "display": {"en": verb}},
            "object": target,
            "context": self._context(inside="/" in part),
        }
        if result is not None:
            statement["result"] = dict(result)
        return statement

    def _context(self, inside: bool) -> Statement:
        row = self.row
        activities: Statement = {
            "category": [_activity(f"{PLACE}/profile", _PROFILE)],
            "grouping": [self._family()] if row.family else [],
        }
        if inside:
            activities["parent"] = [_activity(self.place, _SIMULATION)]
        return {
            "registration": row.call,
            "platform": f"{self.teller.texts[0]('app.name')} {self.teller.version}".strip(),
            "language": row.language,
            "contextActivities": {name: found for name, found in activities.items() if found},
            "extensions": {
                f"{PLACE}/extensions/notice": self.teller.said("report.notice"),
                f"{PLACE}/extensions/mode": row.mode,
                f"{PLACE}/extensions/attempt": row.attempt,
                f"{PLACE}/extensions/replies": row.way,
                f"{PLACE}/extensions/model": row.model,
            },
        }

    def _family(self) -> Statement:
        family = self.row.family
        name = {texts.language: texts(f"family.{family}") for texts in self.teller.texts}
        about = {
            texts.language: texts("report.xapi.family", family=texts(f"family.{family}")) for texts in self.teller.texts
        }
        return _activity(f"{PLACE}/families/{family}", _SIMULATION, {"name": name, "description": about})

    def _scenario(self) -> Statement:
        titles = dict(self.words.titles) or {self.row.language: self.row.title}
        words = {"name": titles, **({"description": dict(self.words.abouts)} if self.words.abouts else {})}
        return {"objectType": "Activity", **_activity(self.place, _SIMULATION, words)}

    def _node(self, turn: TurnRow) -> Statement:
        said = self.words.nodes.get(turn.node) or {self.row.language: turn.heard}
        offered = {option: words for (node, option), words in self.words.replies.items() if node == turn.node}
        if turn.option not in offered:
            offered[turn.option] = {self.row.language: turn.said}
        words = {
            "name": {self.row.language: turn.node},
            "description": dict(said),
            "interactionType": "choice",
            "choices": [{"id": option, "description": dict(text)} for option, text in offered.items()],
        }
        return {"objectType": "Activity", **_activity(f"{self.place}/nodes/{turn.node}", _INTERACTION, words)}


def _activity(place: str, kind: str, words: Mapping[str, Any] | None = None) -> Statement:
    return {"id": place, "definition": {"type": kind, **(words or {})}}


def _score(score: int) -> Statement:
    return {"scaled": score / 100, "raw": score, "min": 0, "max": 100}
