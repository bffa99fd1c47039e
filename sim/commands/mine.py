"""`mine`: all that is held of one person, as a file to take along; or gone."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from sim.commands.content import dump
from sim.commands.context import Context, UsageError
from sim.commands.journal import VERSION, open_for_playing
from sim.commands.leftovers import Leftovers, remove_files
from sim.commands.report import no_such, whose
from sim.commands.seats import book_of
from sim.content.problems import encodable, printable
from sim.store.errors import CallUnreadable
from sim.store.journal import Journal
from sim.store.kept import Kept
from sim.store.records import CallSummary, result_of
from sim.store.settings import SETTINGS_NAME, load_settings, save_settings

if TYPE_CHECKING:
    from sim.core.texts import Texts

FORMATS = (".json", ".zip")
MINE_NAME = "my-data.json"


def mine(context: Context, options: Namespace) -> int:
    """Export or delete what is held of a person; 1 when a deletion was called off."""
    texts = context.texts
    if options.export is None and not options.delete:
        raise UsageError(texts("mine.which"))
    if options.export is not None and options.export.suffix.lower() not in FORMATS:
        raise UsageError(texts("mine.which_file", path=printable(options.export)))
    person = whose(context, options)
    with Journal.open(context.data, read_only=True) as journal:
        held = _held(context, journal, person)
        if not held.anything:
            raise UsageError(_unknown(texts, person, journal.people()))
        if options.export is not None:
            _export(context, options, held)
            return 0
    return _delete(context, options, held)


def _unknown(texts: Texts, person: str, known: list[str]) -> str:
    return no_such(texts, person, known, "mine.unknown" if person else "mine.unnamed")


class _Held:
    """What is held of a person: the document for an export, and how much there is."""

    def __init__(self, person: str, document: dict[str, Any]) -> None:
        self.person, self.document = person, document
        self.calls, self.kept = len(document["calls"]), len(document["kept"])
        self.heard = sum(document["heard"].values())
        self.sessions = len(document["sessions"]["seats"])

    @property
    def anything(self) -> bool:
        """Whether there is anything at all."""
        sent = self.sessions or self.document["sessions"]["sent"]
        return bool(self.calls or self.kept or self.heard or sent or self.document["settings"])

    def counted(self, texts: Texts) -> dict[str, object]:
        """The fields of texts that say how much there is."""
        return {
            "name": printable(self.person) or texts("mine.nobody"),
            "calls": texts("report.line.calls", count=self.calls),
            "kept": self.kept,
            "heard": self.heard,
        }


def _held(context: Context, journal: Journal, person: str) -> _Held:
    name = person or None
    made = datetime.now(UTC).replace(microsecond=0)
    settings = load_settings(context.data).settings if (context.data / SETTINGS_NAME).exists() else None
    own = settings is not None and person != "" and settings.trainee == person
    document: dict[str, Any] = {
        "about": _about(context, person, made),
        "trainee": name,
        "made": made.isoformat().replace("+00:00", "Z"),
        "program": VERSION,
        "calls": [_call(journal, call) for call in journal.calls() if call.trainee == name],
        "kept": [
            {
                "kind": thing.kind,
                "scenario": thing.scenario_id,
                "call": thing.call_id,
                "at": thing.at,
                "data": thing.data,
            }
            for thing in journal.kept(name)
        ],
        "heard": journal.heard_counts(name),
        "sessions": _sessions(context, journal, name),
        "settings": asdict(settings) if settings is not None and own else None,
    }
    return _Held(person, document)


def _about(context: Context, person: str, made: datetime) -> dict[str, list[str]]:
    """What the document is and how it is read, in every language."""
    from sim.content.texts import languages, load
    from sim.report.results.moments import day_and_time

    found = {}
    for language in languages():
        texts = load(language)
        fields = {"name": person or texts("mine.nobody"), "folder": encodable(context.data.absolute())}
        what = texts("mine.about.what", date=day_and_time(texts, made.astimezone()), **fields)
        parts = ("calls", "kept", "heard", "sessions", "settings", "use")
        found[language] = [what, *(texts(f"mine.about.{part}") for part in parts)]
    return found


def _call(journal: Journal, call: CallSummary) -> dict[str, Any]:
    """A call with all its events; of one that can no longer be read, what the list says of it."""
    from sim.core.events import to_json

    try:
        stored = journal.load(call.id)
    except CallUnreadable:
        return {"id": call.id, "scenario": call.scenario_id, "title": call.title, "readable": False}
    return {
        "id": call.id,
        "scenario": call.scenario_id,
        "scenario_version": call.scenario_hash,
        "title": call.title,
        "language": call.language,
        "attempt": call.attempt,
        "started": call.started_at,
        "ended": call.ended_at,
        "status": call.status,
        "program": stored.header.program,
        "setup": asdict(stored.header.setup),
        "readable": True,
        "intact": stored.intact,
        "events": [to_json(event) for event in stored.events],
        "result": result_of(stored.result_json) or None,
    }


def _sessions(context: Context, journal: Journal, name: str | None) -> dict[str, list[dict[str, Any]]]:
    """Seats in team sessions, without their secrets, and what was to be sent from them."""
    seats = [{**asdict(seat), "token": ""} for seat in book_of(context).all() if seat.trainee == name]
    return {"seats": seats, "sent": [asdict(row) for row in journal.posted(name)]}


def forget_seats(context: Context, person: str | None) -> bool:
    """Remove somebody's seats in team sessions; whether there were any. Raises OSError."""
    return book_of(context).forget(person) > 0


def _kept(thing: Kept) -> dict[str, Any]:
    return {
        "kind": thing.kind,
        "scenario": thing.scenario_id,
        "call": thing.call_id,
        "at": thing.at,
        "data": thing.data,
    }


# -- out -----------------------------------------------------------------------------------------------------------


def export_to(context: Context, journal: Journal, person: str, path: Path) -> None:
    """Write all that is held of a person to a file. Raises StoreError and OSError."""
    _write(context, _held(context, journal, person), path)


def _write(context: Context, held: _Held, path: Path) -> None:
    from sim.content.writing import write_whole

    text = json.dumps(held.document, ensure_ascii=False, indent=2, default=dict) + "\n"
    write_whole(path, _zipped(context, held, text) if path.suffix.lower() == ".zip" else text)


def _export(context: Context, options: Namespace, held: _Held) -> None:
    path: Path = options.export
    _write(context, held, path)
    if options.json:
        dump(context, {"trainee": held.person or None, "exported": encodable(path), **_figures(held)})
    else:
        context.out(context.texts("mine.exported", path=printable(encodable(path)), **held.counted(context.texts)))


def _figures(held: _Held) -> dict[str, int]:
    return {"calls": held.calls, "kept": held.kept, "heard": held.heard, "sessions": held.sessions}


def _zipped(context: Context, held: _Held, text: str) -> bytes:
    """The same, with a table and a page of the results and what it is about as plain text."""
    from sim.commands.report import files_of

    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr(MINE_NAME, text)
        for language, lines in held.document["about"].items():
            archive.writestr(f"about.{language}.txt", "\n\n".join(lines) + "\n")
        for name, content in files_of(context, held.person).items():
            archive.writestr(name, content)
    return target.getvalue()


# -- gone ----------------------------------------------------------------------------------------------------------


def _delete(context: Context, options: Namespace, held: _Held) -> int:
    texts = context.texts
    if not options.yes:
        if not sys.stdin.isatty():
            raise UsageError(texts("mine.not_asked"))
        if not _sure(context, held):
            context.out(texts("mine.kept_all"))
            return 1
    journal = open_for_playing(context)
    in_session = forget_seats(context, held.person or None)
    gone = journal.delete(held.person or None)
    context.versions.tidy()
    cleared = _clear_settings(context.data, held.person)
    journal.shut()
    left = remove_files(context.data, held.person, gone.set_aside)
    if options.json:
        dump(context, _as_json(held, cleared, left, gone.rewritten))
    else:
        _tell(context, held, cleared, left, gone.rewritten)
        if in_session:
            context.out(texts("join.mine"))
    return 0


def _sure(context: Context, held: _Held) -> bool:
    word = context.texts("mine.ask_word")
    try:
        answer = input(context.texts("mine.ask", word=word, **held.counted(context.texts)))
    except EOFError:
        return False
    return answer.strip().casefold() == word.casefold()


def _clear_settings(folder: Path, person: str) -> bool:
    """Take the name out of the settings; whether it was there. Raises StoreError."""
    if not person or not (folder / SETTINGS_NAME).exists():
        return False
    settings = load_settings(folder).settings
    if settings.trainee != person:
        return False
    save_settings(folder, replace(settings, trainee=None))
    return True


def _as_json(held: _Held, cleared: bool, left: Leftovers, rewritten: bool) -> Mapping[str, Any]:
    return {
        "trainee": held.person or None,
        "removed": {**_figures(held), "settings": cleared, "files": [encodable(path) for path in left.removed]},
        "left": [encodable(path) for path in (*left.set_aside, *left.still)],
        "rewritten": rewritten,
    }


def _tell(context: Context, held: _Held, cleared: bool, left: Leftovers, rewritten: bool) -> None:
    texts = context.texts
    context.out(texts("mine.deleted", **held.counted(texts)))
    context.out(texts("mine.overwritten" if rewritten else "mine.not_rewritten"))
    if cleared:
        context.out(texts("mine.settings_cleared"))
    for path in left.removed:
        context.out(texts("mine.files_removed", path=printable(encodable(path))))
    for path in left.set_aside:
        context.complain(texts("mine.left", path=printable(encodable(path))))
    for path in left.still:
        context.complain(texts("mine.still", path=printable(encodable(path))))
    if rewritten and not (left.set_aside or left.still):
        context.out(texts("mine.fine"))
