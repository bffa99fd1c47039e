"""`report`: results of one person or of everybody, as a short table, a page, tables or statements."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sim.commands.collecting import Collector
from sim.commands.content import dump
from sim.commands.context import Context, UsageError
from sim.commands.journal import VERSION
from sim.content.problems import encodable, printable
from sim.core.kinds import DIMENSIONS
from sim.core.results import FEWEST_SHOWN, AttemptDetail, ResultRow, people_of, standings, unaccented, veiled
from sim.core.texts import Texts
from sim.report.results.comma import SEPARATORS
from sim.report.results.summary import lines
from sim.report.results.values import Results
from sim.store.journal import Journal
from sim.store.secret import pseudonym, secret_of

T = TypeVar("T")
FORMATS = (".html", ".csv", ".xlsx", ".json")
_SEPARATORS = {"tab": "\t"}


def report(context: Context, options: Namespace) -> int:
    """Show or write results."""
    separator = _check(context, options)
    with Journal.open(context.data, read_only=True) as journal:
        collector = Collector(context, journal)
        results, known = _collected(context, collector, options)
        if collector.changed:
            context.complain(context.texts("report.line.changed", count=collector.changed))
        if options.output is not None:
            _write(context, options.output, _Maker(context, collector, results, separator))
        elif options.json:
            dump(context, to_json(results, context.texts))
        else:
            _tell(context, options, results, known)
    return 0


def _check(context: Context, options: Namespace) -> str:
    """Raises UsageError for what does not go together; the separator that was asked for."""
    texts = context.texts
    if options.team and options.trainee is not None:
        raise UsageError(texts("report.whose"))
    if options.aliases and not options.team:
        raise UsageError(texts("report.aliases_team"))
    if options.output is not None and options.output.suffix.lower() not in FORMATS:
        raise UsageError(texts("report.which_file", path=printable(options.output)))
    if options.separator is None:
        return ""
    if options.output is None or options.output.suffix.lower() != ".csv":
        raise UsageError(texts("report.separator_csv"))
    separator: str = _SEPARATORS.get(options.separator, options.separator)
    if separator not in SEPARATORS:
        raise UsageError(texts("report.separators"))
    return separator


def whose(context: Context, options: Namespace) -> str:
    """Whose results are meant: who is named, else who the settings name; empty for who gave no name."""
    if options.trainee is not None:
        return str(options.trainee)
    return context.settings.trainee or "" if context.data.exists() else ""


def _collected(context: Context, collector: Collector, options: Namespace) -> tuple[Results, list[str]]:
    """The results, and the names of all people there are."""
    calls = collector.journal.calls()
    known = sorted({call.trainee for call in calls if call.trainee}, key=unaccented)
    if options.team:
        rows = collector.rows(_counted(context, calls))
        people = people_of(rows)
        ready = collector.ready(people)
        if options.aliases:
            alias = _aliases(context, people)
            rows = veiled(rows, alias)
            ready = {alias(person): found for person, found in ready.items()} if len(people) >= FEWEST_SHOWN else {}
        return Results(rows, None, options.aliases, _now(), VERSION, ready), known
    person = whose(context, options)
    if options.trainee is not None and person not in known:
        raise UsageError(no_such(context.texts, person, known))
    rows = collector.rows(call for call in calls if (call.trainee or "") == person)
    return Results(rows, person, False, _now(), VERSION, collector.ready([person])), known


def no_such(texts: Texts, person: str, known: Sequence[str], key: str = "report.no_such") -> str:
    """That there is nobody of this name, and who there is."""
    return texts(f"{key}_known" if known else key, name=printable(person), names=_names(known))


def files_of(context: Context, person: str) -> dict[str, str]:
    """Somebody's results as a page and a table, by file name."""
    with Journal.open(context.data, read_only=True) as journal:
        collector = Collector(context, journal)
        rows = collector.rows(call for call in journal.calls() if (call.trainee or "") == person)
        maker = _Maker(context, collector, Results(rows, person, False, _now(), VERSION, collector.ready([person])), "")
        return {"results.html": maker.html(), "calls.csv": maker.csv()}


def _now() -> datetime:
    return datetime.now(UTC).astimezone().replace(microsecond=0)


def _names(known: Sequence[str]) -> str:
    return printable(", ".join(known))


def _aliases(context: Context, people: Sequence[str]) -> Callable[[str], str]:
    """Numbers that tell nothing: in the order of pseudonyms, the same as long as the same people are there."""
    secret = secret_of(context.data)
    order = sorted(people, key=lambda person: pseudonym(person, secret))
    numbers = {person: number for number, person in enumerate(order, 1)}
    return lambda person: context.texts("report.alias", number=numbers[person])


def _counted(context: Context, items: Sequence[T]) -> Iterable[T]:
    """Pass calls on; on a terminal, after a second, show how many there were."""
    if not sys.stderr.isatty():
        return items
    from sim.commands.checking import with_progress

    return with_progress(items, context.texts("report.line.reading"), len(items))


@dataclass
class _Maker:
    """What makes a report in each of its forms."""

    context: Context
    collector: Collector
    results: Results
    separator: str

    def html(self) -> str:
        from sim.report.results.page import page

        return page(self.results, self.context.texts)

    def csv(self) -> str:
        from sim.report.results.columns import Words
        from sim.report.results.comma import calls_csv

        return calls_csv(self.results.rows, Words(self.context.texts), self.separator)

    def xlsx(self) -> bytes:
        from sim.report.results.columns import Words
        from sim.report.results.workbook import workbook

        return workbook(self.results, self._details(), Words(self.context.texts))

    def json(self) -> str:
        import json

        from sim.content.texts import languages, load
        from sim.report.results.statements import Teller, statements

        secret = secret_of(self.context.data) if self.results.rows else b""
        texts = [load(language) for language in languages()]
        teller = Teller(lambda person: pseudonym(person, secret), self.collector.words, texts, VERSION)
        # A statement a line: small, and still to be read.
        told = (json.dumps(one, ensure_ascii=False) for one in statements(self._details(), teller))
        return "[\n" + ",\n".join(told) + "\n]\n"

    def _details(self) -> list[AttemptDetail]:
        details = self.collector.details(_counted(self.context, self.results.rows))
        without = sum(row.row.counts and not row.turns for row in details)
        if without:
            self.context.complain(self.context.texts("report.line.no_turns", count=without))
        return details


def _write(context: Context, path: Path, maker: _Maker) -> None:
    from sim.content.writing import write_whole

    forms: Mapping[str, Callable[[], str | bytes]] = {
        ".html": maker.html,
        ".csv": maker.csv,
        ".xlsx": maker.xlsx,
        ".json": maker.json,
    }
    write_whole(path, forms[path.suffix.lower()]())
    context.out(context.texts("report.line.written", path=printable(encodable(path))))


def _tell(context: Context, options: Namespace, results: Results, known: Sequence[str]) -> None:
    texts = context.texts
    if results.rows:
        for line in lines(results, texts):
            context.out(printable(line))
        who = "--team " if options.team else f'--trainee "{options.trainee}" ' if options.trainee is not None else ""
        context.out(texts("report.line.more", options=printable(who)))
    elif results.person:
        context.out(texts("report.line.none_of", name=printable(results.person)))
    else:
        context.out(texts("report.line.none"))
    if not results.rows and known:
        context.out(texts("report.line.others", names=_names(known)))


def to_json(results: Results, texts: Texts) -> dict[str, Any]:
    """The keys of `report --json`."""
    people = []
    for person in people_of(results.rows):
        own = [row for row in results.rows if row.person == person]
        people.append(
            {
                "trainee": person or None,
                "ready": results.ready[person].ready if person in results.ready else None,
                "scenarios": {
                    name: {
                        "tries": standing.tries,
                        "first": _scores(standing.first),
                        "best": _scores(standing.best),
                        "latest": _scores(standing.latest),
                    }
                    for name, standing in standings(own).items()
                },
                "calls": [_row(row) for row in own],
            }
        )
    return {"people": people, "notice": texts("report.notice")}


def _scores(row: ResultRow) -> dict[str, Any]:
    return {**dict(zip(DIMENSIONS, row.scores, strict=True)), "passed": row.passed}


def _row(row: ResultRow) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ResultRow.__slots__ if name != "person"}
    return {**told, "lowest": row.lowest}
