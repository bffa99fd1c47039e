"""The commands of a trainee: join a session, hand in by file."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from sim.commands import seats
from sim.commands.context import Context, UsageError
from sim.commands.playing import playing_journal
from sim.content.problems import encodable, printable
from sim.core.errors import CoolHeadError, InputError
from sim.store.errors import CallUnreadable, StoreError
from sim.store.journal import Journal
from sim.store.records import check_name
from sim.store.settings import save_settings


def join(context: Context, options: Namespace) -> int:
    """Join a session: what is played from now on is sent to it."""
    from sim.team.client_link import read_link

    say = context.texts
    link = read_link(options.address, options.join_code or "")
    if not link.address or not link.code:
        raise UsageError(say("join.bad_address" if not link.address else "join.bad_code"))
    playing_journal(context)  # the right to change this data folder
    connect, person = seats.connector(context.language), context.settings.trainee
    name = options.name if options.name is not None else person or ""
    try:
        with connect(link.address) as server:
            told = server.invitation(link.code)
        for line in (say("join.found", title=printable(told.title), code=told.code), *told.notice):
            context.out(printable(line))
        seat = seats.take_seat(seats.book_of(context), connect, link, person, name)
        left = seats.send_now(context, seat)
    except StoreError:
        raise
    except (CoolHeadError, OSError) as error:
        reason = seats.reason_of(error, say)
        if getattr(error, "code", "") == "name_needed":
            reason = say("join.name_how", reason=reason)
        raise UsageError(reason) from None
    _plays(context, seat.trainee)
    context.out(say("join.joined", title=printable(told.title), name=printable(seat.name)))
    if left:
        context.out(say("join.line.waiting", count=left))
    return 0


def _plays(context: Context, name: str | None) -> None:
    """Where nobody had said who plays, it is whoever joined."""
    if context.settings.trainee is not None or name is None:
        return
    try:
        check_name(name)
        save_settings(context.data, replace(context.settings, trainee=name))
    except InputError:
        return


def hand_in(context: Context, options: Namespace) -> int:
    """Write a hand-in file."""
    say = context.texts
    try:
        with Journal.open(context.data, read_only=True) as journal:
            person = options.trainee or context.settings.trainee
            paper = seats.hand_in(context, journal, person, options.call, seats.today())
    except CallUnreadable as error:
        raise UsageError(str(error)) from None
    if not paper.attempts:
        raise UsageError(say("join.nothing_to_hand_in"))
    path = seats.write_paper(paper, options.output or Path(paper.name))
    context.out(say("join.handed_in", count=paper.attempts, path=printable(encodable(path.absolute()))))
    context.out(say("join.handed_in_how"))
    return 0
