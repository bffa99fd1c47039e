"""What a team session's results are written with: the writers of sim.report, handed to the server and to commands."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from sim.commands.collecting import turns_of, words_of
from sim.commands.journal import VERSION
from sim.content.texts import caller_lines, languages, load
from sim.core.attempt import Attempt, from_text
from sim.core.call import Call, replay
from sim.core.results import AttemptDetail, ResultRow, ScenarioWords
from sim.core.scenario import Scenario
from sim.core.script import Script

if TYPE_CHECKING:
    from sim.core.log import DefaultLines
    from sim.report.results.values import Results
    from sim.team.exporting import Export, Exporter

_OURS = UUID("6d2c0b5e-8a41-4f0e-9d0b-3a7c1e5f9b24")  # drawn once: the ids that files with aliases have


def exporters() -> dict[str, Exporter]:
    """By the ending of the file that each makes."""
    return {"csv": _csv, "xlsx": _xlsx, "html": _html, "json": _json}


def _csv(export: Export, language: str) -> bytes:
    from sim.report.results.columns import Words
    from sim.report.results.comma import calls_csv

    rows = [one.row for one in _alone(export, [AttemptDetail(row) for row in export.rows])]
    return calls_csv(rows, Words(load(language))).encode("utf-8")


def _xlsx(export: Export, language: str) -> bytes:
    from sim.report.results.columns import Words
    from sim.report.results.workbook import workbook

    details = _alone(export, _details(export))
    results = replace(_results(export), rows=[one.row for one in details])
    return workbook(results, details, Words(load(language)))


def _alone(export: Export, details: list[AttemptDetail]) -> list[AttemptDetail]:
    """The calls of a file. With aliases in an order, with days and with ids of its own: the board shows whose calls
    came in when, and whoever laid a file beside it would read what one person reached.
    """
    if not export.hidden:
        return details
    found = [replace(one, row=_apart(one.row, export.accounts[one.row.person])) for one in details]
    return sorted(found, key=lambda one: (export.accounts[one.row.person], one.row.scenario, one.row.attempt))


def _apart(row: ResultRow, account: str) -> ResultRow:
    day = datetime.fromisoformat(row.started).astimezone().date().isoformat()
    return replace(row, call=str(uuid5(_OURS, f"{account}/{row.call}")), started=day, ended=day)


def _at_a_moment(one: AttemptDetail) -> AttemptDetail:
    """With a beginning that is a moment, as statements need it, where only the day is told."""
    began = datetime.fromisoformat(one.row.started)
    return one if began.tzinfo else replace(one, row=replace(one.row, started=began.replace(tzinfo=UTC).isoformat()))


def _html(export: Export, language: str) -> bytes:
    from sim.report.results.page import page

    return page(_results(export), load(language)).encode("utf-8")


def _json(export: Export, language: str) -> bytes:
    told = (json.dumps(one, ensure_ascii=False) for one in statements_of(export))
    return ("[\n" + ",\n".join(told) + "\n]\n").encode("utf-8")


def statements_of(export: Export) -> list[dict[str, Any]]:
    """The xAPI statements of a session; nobody is named in them."""
    from sim.report.results.statements import Teller, statements

    scenarios = _scenarios(export)
    texts = [load(known) for known in languages()]
    by_id = {one.id: one for one in scenarios.values()}
    teller = Teller(export.accounts.__getitem__, lambda name: _words(by_id.get(name)), texts, VERSION)
    return statements([_at_a_moment(one) for one in _alone(export, _details(export))], teller)


def _results(export: Export) -> Results:
    from sim.report.results.values import Ready, Results

    ready = {person: Ready(yes) for person, yes in export.ready.items()}
    made = datetime.now(UTC).astimezone().replace(microsecond=0)
    return Results(export.rows, None, export.hidden, made, VERSION, ready, session=export.title)


def _scenarios(export: Export) -> dict[str, Scenario]:
    return {key: Scenario.model_validate_json(text) for key, text in export.scenarios.items()}


def _words(scenario: Scenario | None) -> ScenarioWords:
    return words_of({scenario.language: scenario} if scenario is not None else {})


def _details(export: Export) -> list[AttemptDetail]:
    """Every call with its turns, played again; those that are hidden have none."""
    scripts = {key: Script(one) for key, one in _scenarios(export).items()}
    spoken = {one.language: caller_lines(one.language) for one in (script.scenario for script in scripts.values())}
    found = []
    for row in export.rows:
        text = export.documents.get(row.call)
        found.append(AttemptDetail(row) if text is None else _detail(row, from_text(text), scripts, spoken))
    return found


def _detail(
    row: ResultRow, attempt: Attempt, scripts: Mapping[str, Script], spoken: Mapping[str, DefaultLines]
) -> AttemptDetail:
    script = scripts[attempt.scenario_hash]
    call = Call(script.scenario, attempt.setup, spoken[attempt.language], script)
    if not replay(call, list(attempt.events)):
        return AttemptDetail(row)  # judged by an earlier version of the program
    return AttemptDetail(row, tuple(turns_of(call)), call.log().ending)


def unguard() -> Callable[[str], str]:
    """What takes the guard against formulas out of our own tables."""
    from sim.report.results.comma import unguarded

    return unguarded
