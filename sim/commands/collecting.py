"""From the journal to the plain values of sim.core.results: rows of calls, and their turns played again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sim.commands.context import Context
from sim.commands.practice import played, seen, today
from sim.content.library import Listed, UnknownScenario
from sim.content.problems import BrokenContent
from sim.content.texts import caller_lines
from sim.core.call import Call, replay
from sim.core.practice.readiness import readiness
from sim.core.practice.words import ago_words, missing_words
from sim.core.results import AttemptDetail, ResultRow, ScenarioWords, TurnRow
from sim.core.script import Script
from sim.report.results.values import Ready
from sim.store.errors import CallUnreadable
from sim.store.records import CallHeader, CallSummary, StoredCall, to_text

if TYPE_CHECKING:
    from sim.core.log import DefaultLines, Spoken
    from sim.core.scenario import Scenario
    from sim.store.journal import Journal


@dataclass
class Collector:
    """Makes rows and details of calls; scenarios are read once. `changed`: how many calls were left out as damaged."""

    context: Context
    journal: Journal
    changed: int = 0
    _loaded: dict[tuple[str, str], Scenario | None] = field(default_factory=dict)
    _listed: dict[str, Listed] = field(default_factory=dict)
    _scripts: dict[tuple[str, str, str], Script | None] = field(default_factory=dict)
    _spoken: dict[str, DefaultLines] = field(default_factory=dict)

    def __post_init__(self) -> None:
        language = self.context.language
        library = self.context.library
        self._listed = {one.id: library.shown_in(one, language) for one in library.scenarios}

    def rows(self, calls: Iterable[CallSummary]) -> list[ResultRow]:
        """The rows of calls that are over; those that were changed in their file are left out and counted."""
        found = []
        for call in calls:
            stored = self._stored(call) if call.status != "open" else None
            if stored is not None:
                found.append(self._row(call, stored))
        return found

    def ready(self, people: Iterable[str]) -> dict[str, Ready]:
        """Who of these people is ready for real calls, and what they have or lack, in the program's words."""
        day, calls = today(), self.journal.calls()
        return {person: self._ready(person, calls, day) for person in people}

    def _ready(self, person: str, calls: Sequence[CallSummary], day: int) -> Ready:
        name, texts = person or None, self.context.texts
        own = [call for call in calls if call.trainee == name]
        found = readiness(played(own, self.context.library, seen(self.journal, name)), day)
        titles = {one.id: one.title for one in self._listed.values()}
        done = (
            texts(
                "progress.ready.done",
                family=texts(f"progress.ready.family.{call.family}"),
                ago=ago_words(texts, day - call.day),
                title=titles.get(call.scenario, call.scenario),
            )
            for call in found.calls
        )
        lacking = (missing_words(texts, missing, titles, day) for missing in found.missing)
        return Ready(found.ready, (*done, *lacking))

    def details(self, rows: Iterable[ResultRow]) -> list[AttemptDetail]:
        """The same calls with their turns, played again from the journal, each under its row."""
        return [self._detail(row) for row in rows]

    def words(self, scenario: str) -> ScenarioWords:
        """What a scenario says, in all the languages that it has."""
        listed = self._listed.get(scenario)
        languages = listed.languages if listed is not None else ()
        known = {language: found for language in languages if (found := self._scenario(scenario, language))}
        return words_of(known)

    def _stored(self, call: CallSummary) -> StoredCall | None:
        try:
            stored = self.journal.load(call.id)
        except CallUnreadable:
            self.changed += 1
            return None
        if not stored.intact:
            self.changed += 1
            return None
        return stored

    def _row(self, call: CallSummary, stored: StoredCall) -> ResultRow:
        listed = self._listed.get(call.scenario_id) or self.context.library.brought(call.scenario_hash)
        scores = call.scores or {}
        return ResultRow(
            call=call.id,
            person=call.trainee or "",
            scenario=call.scenario_id,
            title=listed.title if listed is not None else call.title,
            family=listed.family if listed is not None else "",
            mode=call.mode,
            attempt=0 if call.branch else call.attempt,
            started=to_text(stored.started_at),
            ended=to_text(stored.ended_at) if stored.ended_at else None,
            calm=scores.get("calm"),
            ownership=scores.get("ownership"),
            policy=scores.get("policy"),
            passed=call.passed,
            complete=call.complete,
            language=call.language,
            way=call.way,
            model=stored.header.setup.model,
            seconds=stored.elapsed_ms // 1000,
        )

    def _detail(self, row: ResultRow) -> AttemptDetail:
        if not any(score is not None for score in row.scores):
            return AttemptDetail(row)  # what is hidden must not be told by its turns
        stored = self.journal.load(row.call)
        script = self._script(stored.header)
        if script is None:
            return AttemptDetail(row)
        call = Call(script.scenario, stored.header.setup, self._lines(stored.header.language), script)
        if not replay(call, list(stored.events)):
            return AttemptDetail(row)
        # The seconds on the line, without the time before and after.
        return AttemptDetail(replace(row, seconds=call.elapsed_ms // 1000), tuple(turns_of(call)), call.log().ending)

    def _script(self, header: CallHeader) -> Script | None:
        """The scenario of a stored call, made ready; None where exactly that version is not at hand."""
        key = header.scenario_id, header.language, header.scenario_hash
        if key not in self._scripts:
            scenario = self.context.versions.find(*key)
            self._scripts[key] = Script(scenario) if scenario is not None else None
        return self._scripts[key]

    def _lines(self, language: str) -> DefaultLines:
        if language not in self._spoken:
            self._spoken[language] = caller_lines(language)
        return self._spoken[language]

    def _scenario(self, name: str, language: str) -> Scenario | None:
        key = name, language
        if key not in self._loaded:
            try:
                self._loaded[key] = self.context.library.load(name, language)
            except (UnknownScenario, BrokenContent):
                self._loaded[key] = None
        return self._loaded[key]


def turns_of(call: Call) -> Iterator[TurnRow]:
    """The turns of a call that was played again, with what was said in them."""
    heard: dict[int, list[str]] = {}
    said: dict[int, Spoken] = {}
    for line in call.transcript:
        if line.who == "caller":
            heard.setdefault(line.turn, []).append(line.text)
        else:
            said[line.turn] = line
    for number, turn in enumerate(call.turns, 1):
        choice, own = turn.choice, said[number]
        yield TurnRow(
            number,
            turn.node,
            choice.option,
            " ".join(heard.get(number, ())),
            own.text,
            choice.moves,
            *choice.grade,
            at_ms=own.at_ms,
        )


def words_of(known: Mapping[str, Scenario]) -> ScenarioWords:
    """What a scenario says, from its text in each language."""
    nodes: dict[str, dict[str, str]] = {}
    replies: dict[tuple[str, str], dict[str, str]] = {}
    for language, one in known.items():
        for name, node in one.nodes.items():
            # The last variant is said when no other fits: the usual line.
            nodes.setdefault(name, {})[language] = node.caller[-1].wordings[0]
            for option_id, option in node.options.items():
                replies.setdefault((name, option_id), {})[language] = option.wordings[0]
    return ScenarioWords(
        {language: one.title for language, one in known.items()},
        {language: one.about for language, one in known.items() if one.about},
        nodes,
        replies,
    )
