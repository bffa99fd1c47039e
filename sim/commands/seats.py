"""Seats in team sessions as commands and the window use them: taking one, what a closing call sends, hand-in files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from socket import gaierror
from typing import TYPE_CHECKING, NamedTuple

from sim.commands.context import Context
from sim.content.problems import printable
from sim.store.journal import Journal
from sim.store.outbox import Outgoing, Poster, document_of
from sim.store.records import CallSummary, StoredCall, from_text

if TYPE_CHECKING:
    from sim.team.client import Server
    from sim.team.client_courier import Courier
    from sim.team.client_link import Link
    from sim.team.client_seats import OwnSeat, SeatBook
    from sim.team.client_sender import Sender

_SECONDS_TO_SEND = 5.0
_CAUSES = ((ConnectionRefusedError, "refused"), (gaierror, "name"), (TimeoutError, "time"))


def book_of(context: Context) -> SeatBook:
    """The seats of this data folder."""
    from sim.team.client_seats import SeatBook

    return SeatBook(context.data)


def poster_of(context: Context) -> Poster:
    """What of a call that closes is sent: its attempt, if whoever played it is in a session that has this version."""
    book = book_of(context)

    def post(stored: StoredCall) -> Outgoing | None:
        header = stored.header
        seat = book.active(header.trainee)
        fits = seat is not None and seat.had(header.scenario_id, header.scenario_hash, header.language)
        if seat is None or not fits or header.setup.branch:
            return None
        return Outgoing(seat.ref, document_of(stored))

    return post


def connector(language: str) -> Callable[[str], Server]:
    """Makes connections that are answered in a language."""

    def connect(address: str) -> Server:
        from sim.team.client import Server

        return Server(address, language)

    return connect


def sender_of(context: Context, language: str) -> Sender:
    """Sends what waits in this data folder, and fetches what its sessions have.

    All that is needed for it is loaded here: a program that ends while a thread imports something crashes.
    """
    from sim.content import brought, loading  # noqa: F401
    from sim.store.database import DATABASE_NAME
    from sim.store.outbox import Outbox
    from sim.team.client_sender import Sender

    sender = Sender(book_of(context), Outbox(context.data / DATABASE_NAME), connector(language))
    sender.fetch_into(context.versions)
    return sender


def courier_of(context: Context, language: str) -> Courier:
    """The thread that sends; it loads what it needs by itself."""
    from sim.team.client_courier import Courier

    return Courier(lambda: sender_of(context, language))


def send_again(context: Context, seat: OwnSeat) -> None:
    """What was refused at a seat waits once more. Raises StoreError."""
    from sim.store.database import DATABASE_NAME
    from sim.store.outbox import Outbox

    Outbox(context.data / DATABASE_NAME).again(seat.ref)


def take_seat(book: SeatBook, connect: Callable[[str], Server], link: Link, person: str | None, name: str) -> OwnSeat:
    """A seat in a session: the one that this person has there already, else a new one.

    person: who plays here, None where nobody said; then they are who the session knows them as. Raises Refused,
    Unreachable and OSError.
    """
    from sim.team.client import Refused
    from sim.team.client_seats import OwnSeat
    from sim.team.client_sender import told_of

    who = person or " ".join(name.split())
    with connect(link.address) as server:
        for known in reversed(book.all()):
            if who and (known.trainee, known.code) == (who, link.code):
                try:
                    told = told_of(server.session(known.token), known)
                except Refused:
                    continue  # an old token: join like anybody
                back = replace(known, address=link.address, left=False, **told)  # type: ignore[arg-type]
                book.take(back)
                return back
        joined = server.join(link.code, name)
        told = told_of(server.session(joined.token))
    trainee = person or joined.seat.name
    seat = OwnSeat(trainee, link.address, ref=joined.seat.ref, token=joined.token, **told)  # type: ignore[arg-type]
    book.take(seat)
    return seat


def send_now(context: Context, seat: OwnSeat, seconds: float = _SECONDS_TO_SEND) -> int:
    """Try to send what waits and to fetch what the session has, for a moment; returns how much waits still."""
    from time import monotonic, sleep

    from sim.team.client_courier import Presence

    sender, end = sender_of(context, context.language), monotonic() + seconds
    sender.presence = Presence(seat.ref)
    try:
        while True:
            wait = sender.step()
            left = sum(ref == seat.ref for ref, _ in sender.box.waiting())
            if not (left or sender.fetching) or monotonic() + wait > end:
                return left
            sleep(wait)
    finally:
        sender.close()


# -- by file ---------------------------------------------------------------------------------------------------------


class Paper(NamedTuple):
    """A hand-in file as text, the name it gets unless another is said, and how many attempts are in it."""

    text: str
    name: str
    attempts: int


def hand_in(context: Context, journal: Journal, person: str | None, chosen: Sequence[str], today: date) -> Paper:
    """A file of attempts: the chosen calls, else what was not delivered from this person's seat; for somebody who is
    in no session the calls of today. Raises StoreError.
    """
    from sim.team.hand_in import ENDING, to_text

    mine = [seat for seat in book_of(context).all() if seat.trainee == person]
    seat = next((seat for seat in reversed(mine) if not seat.left), mine[-1] if mine else None)
    if chosen or seat is None:
        calls = chosen or [call.id for call in journal.calls() if _of_today(call, person, today)]
        texts = [document_of(journal.load(call_id)) for call_id in calls]
    else:
        posted = journal.posted(person)
        texts = [row.document for row in posted if row.status != "delivered" and row.seat == seat.ref]
    code, ref, name = (seat.code, seat.ref, seat.name) if seat is not None else ("", "", person or "")
    plain = "".join(sign if sign.isalnum() else "-" for sign in name)[:40].strip("-")
    named = "-".join(part for part in ("cool-head", plain, today.isoformat()) if part)
    return Paper(to_text(code, ref, name, texts), f"{named}{ENDING}", len(texts))


def _of_today(call: CallSummary, person: str | None, today: date) -> bool:
    mine = call.trainee == person and call.status == "closed" and not call.branch
    return mine and from_text(call.started_at).astimezone().date() == today


def write_paper(paper: Paper, target: Path) -> Path:
    """Write a hand-in file, into a folder or under a name, which gets its ending if it has none. Raises OSError."""
    from sim.content.writing import write_whole
    from sim.team.hand_in import ENDING

    if target.is_dir():
        target /= paper.name
    elif not target.name.endswith(ENDING):
        target = target.with_name(f"{target.name.removesuffix('.json')}{ENDING}")
    write_whole(target, paper.text)
    return target


def today() -> date:
    """The day it is here."""
    return datetime.now().astimezone().date()


def reason_of(error: Exception, say: Callable[..., str]) -> str:
    """Why something with a session did not work, as a sentence: in the server's words, or in ours."""
    message = getattr(error, "message", "")
    if message:
        return printable(str(message))
    if isinstance(error, OSError):
        return say("join.not_kept", reason=printable(str(error.strerror or error)))
    return say("join.unreachable", reason=_cause(error, say))


def _cause(error: BaseException, say: Callable[..., str]) -> str:
    """Why nobody answered, in our words where it is one of the usual causes: the machine's own are a number and
    English.
    """
    at: BaseException | None = error
    while at is not None:
        for kind, name in _CAUSES:
            if isinstance(at, kind):
                return say(f"join.cause.{name}")
        at = at.__cause__ or at.__context__
    return printable(str(error))
