"""The commands on what a session brings out and takes in: export, roster."""

from __future__ import annotations

import os
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from sim.commands.context import Context, UsageError
from sim.commands.team_ground import opened, team_texts
from sim.content.problems import encodable, printable

if TYPE_CHECKING:
    from pathlib import Path

    from sim.team.exporting import Export
    from sim.team.reading import Row

LRS_VARIABLE = "COOL_HEAD_LRS"
_MOST_ROSTER = 5 * 1024 * 1024


def export(context: Context, options: Namespace) -> int:
    """Write a session's results to a file, or send them to a learning record store."""
    from sim.commands.team_files import exporters
    from sim.content.writing import write_whole
    from sim.team.exporting import export_of, write_down
    from sim.team.moments import now_ms

    say, kind = context.texts, _kind(context, options)
    secret = _secret(context, options.push) if options.push is not None else None
    with opened(context, options) as database:
        with database.reading() as connection:
            session = _session(context, connection, options.code)
            found = export_of(connection, session["id"], say)
        if kind:
            write_whole(options.output, exporters()[kind](found, context.language))
            shown = printable(encodable(options.output))
            context.out(say("exports.written", count=len(found.rows), path=shown))
        if secret is not None:
            _push(context, options.push, secret, found)
        with database.writing() as connection:
            for how in (kind, "push" if secret is not None else ""):
                if how:
                    write_down(connection, session["id"], how, now_ms())
    return 0


def _kind(context: Context, options: Namespace) -> str:
    from sim.team.exporting import KINDS

    say = context.texts
    if options.output is None:
        if options.push is None:
            raise UsageError(say("exports.nothing"))
        return ""
    kind = str(options.output.suffix.lower().removeprefix("."))
    if kind not in KINDS:
        raise UsageError(say("exports.which_file", path=printable(options.output)))
    return kind


def _session(context: Context, connection: Any, code: str | None) -> Row:
    """The session that is named, else the newest that is not closed."""
    from sim.team import roster, sessions
    from sim.team.tokens import read_code
    from sim.team.trouble import Declined

    if code is None:
        found = roster.current(connection)
        if found is None:
            raise UsageError(context.texts("exports.none"))
        return found
    try:
        return sessions.of_code(connection, read_code(code))
    except Declined:
        raise UsageError(context.texts("team.purge.no_session", code=printable(code))) from None


# --- sending statements -------------------------------------------------------------------------------------------


def _secret(context: Context, url: str) -> tuple[str, str]:
    """Key and secret of the store's account: never on the command line, where everybody on the computer reads it."""
    from sim.team.xapi_push import is_address, is_safe

    say = context.texts
    if not is_address(url):
        raise UsageError(say("exports.push.bad_url", url=printable(url)))
    if not is_safe(url):
        raise UsageError(say("exports.push.unsafe", url=printable(url)))
    key, between, secret = os.environ.get(LRS_VARIABLE, "").partition(":")
    if not between or not key:
        raise UsageError(say("exports.push.key", variable=LRS_VARIABLE))
    return key, secret


def _push(context: Context, url: str, secret: tuple[str, str], found: Export) -> None:
    from sim.commands.team_files import statements_of
    from sim.team.xapi_push import NotDelivered, Push

    say = context.texts
    try:
        with Push(url, secret) as push:
            count = push.send(statements_of(found))
    except NotDelivered as error:
        key = "answered" if error.status else "silent"
        reason = say(f"exports.push.{key}", **({"status": error.status} if error.status else {"reason": error.reason}))
        raise UsageError(say("exports.push.failed", done=error.done, reason=reason)) from None
    context.out(say("exports.push.done", count=count))


# --- rosters ------------------------------------------------------------------------------------------------------


def roster(context: Context, options: Namespace) -> int:
    """Show what a list of people would change in a session; with --import, do it."""
    from sim.team import roster as rosters
    from sim.team.moments import now_ms
    from sim.team.trouble import Declined
    from sim.team.wording import declined

    say = context.texts
    with opened(context, options) as database:
        try:
            people = _read(context, options.file)
            with database.reading() as connection:
                session = _session(context, connection, options.code)
                found = rosters.compare(connection, session["id"], people)
            if options.do_import:
                with database.writing() as connection:
                    found = rosters.take_in(connection, session["id"], people, now_ms())
        except Declined as error:
            raise UsageError(f"{printable(options.file)}: {declined(say, error)}") from None
    context.out(say("exports.roster.session", code=session["code"], title=printable(session["title"])))
    _tell(context, found, people, options.do_import)
    return 0


def _read(context: Context, path: Path) -> Any:
    from sim.commands.team_files import unguard
    from sim.team import roster as rosters

    try:
        with path.open("rb") as file:
            data = file.read(_MOST_ROSTER)
    except OSError as error:
        gone = isinstance(error, FileNotFoundError)
        reason = context.texts("exports.missing") if gone else error.strerror or str(error)
        raise UsageError(context.texts("exports.no_file", path=printable(path), reason=reason)) from None
    return rosters.read(data, [context.texts, *team_texts().values()], unguard())


def _tell(context: Context, found: Any, people: Any, done: bool) -> None:
    say = context.texts
    key = "exports.roster.added" if done else "exports.roster.would"
    context.out(say(key, count=len(found.new), names=printable(", ".join(found.new))))
    if found.known:
        context.out(say("exports.roster.known", count=len(found.known)))
    if people.twice:
        context.out(say("exports.roster.twice", names=printable(", ".join(people.twice))))
    if found.new:
        context.out(say("exports.roster.joining" if done else "exports.roster.how"))
