"""A list of people from a spreadsheet: read, compared with a session, taken in.

A file has a name a line, or columns with titles: one of names, or first name, infix and last name. Columns may stand
between commas, semicolons or tabs; the text is UTF-8 (with or without its mark), Windows-1252 or UTF-16. Names that are
there already stay as they are, so that taking in a file twice changes nothing.
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Sequence
from io import StringIO
from typing import NamedTuple

from sqlalchemy import Connection, select

from sim.team import names as people
from sim.team import seats
from sim.team.ledger import note, touch
from sim.team.reading import Row, session_row
from sim.team.tables import names, sessions
from sim.team.trouble import Declined
from sim.team.wording import Words

MOST_PEOPLE = 2_000  # of a file
_SEPARATORS = ";\t,"
_NO_LIST = ("{", "[", "<")  # a hand-in file or a page: no name begins so
_PARTS = ("first", "infix", "last")
Unguard = Callable[[str], str]


class Roster(NamedTuple):
    """The people of a file, in its order, each once."""

    names: tuple[str, ...]
    twice: tuple[str, ...] = ()


class Compared(NamedTuple):
    """What taking in a roster does: who gets a seat, who has one."""

    new: tuple[str, ...]
    known: tuple[str, ...]


def read(data: bytes, words: Sequence[Words], unguard: Unguard) -> Roster:
    """The people of a file. Raises Declined: not_a_roster, roster_line with the line and column.

    words: the texts of every language, for a file may come with titles in any of them; unguard: takes out what keeps
    an export's text from being a formula.
    """
    text = _decoded(data)
    if text.lstrip().startswith(_NO_LIST):
        raise Declined("not_a_roster", line=1)
    lines = _lines(text)
    where = _columns(lines[0][1], words) if lines else None
    ours = bool(lines) and _is_export(lines[0][1], words)
    if where is None and any(sum(map(bool, cells)) > 1 for _, cells in lines):
        raise Declined("roster_columns", names=words[0]("exports.roster.titles.name").split(", ")[0])
    found: dict[str, str] = {}
    twice: list[str] = []
    for number, cells in lines if where is None else lines[1:]:
        columns = where or (next((place for place, cell in enumerate(cells) if cell), 0),)
        name = _name(number, cells, columns, unguard)
        key = people.key_of(name)
        if name and key in found and not ours:
            twice.append(name)
        elif name:
            found.setdefault(key, name)
    if not found:
        raise Declined("roster_empty")
    if len(found) > MOST_PEOPLE:
        raise Declined("roster_long", most=MOST_PEOPLE)
    return Roster(tuple(found.values()), tuple(dict.fromkeys(twice)))


def _decoded(data: bytes) -> str:
    """The text of a file: UTF-8 if it can be, else what Windows wrote (Excel's "Unicode text" is UTF-16)."""
    for encoding in ("utf-16",) if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Declined("not_a_roster", line=data[: max(data.find(b"\0"), 0)].count(b"\n") + 1)


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """The lines that have something in them, with their numbers in the file."""
    first = text.lstrip("\r\n").partition("\n")[0]
    between = max(_SEPARATORS, key=lambda sign: (first.count(sign), -_SEPARATORS.index(sign)))
    if first[:4].lower() == "sep=":  # a hint for Excel
        between, text = first[4:5] or between, text.lstrip("\r\n").partition("\n")[2]
    reader = csv.reader(StringIO(text, newline=""), delimiter=between, strict=True)
    found: list[tuple[int, list[str]]] = []
    number = 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                found.append((number, cells))
            number = reader.line_num + 1
    except csv.Error:
        raise Declined("not_a_roster", line=number) from None
    return found


def _columns(titles: Sequence[str], words: Sequence[Words]) -> tuple[int, ...] | None:
    """Where a name stands: one column, or those of its parts; None where the first line is no line of titles."""
    known: dict[str, str] = {}
    for spoken in words:
        known |= dict.fromkeys((spoken("report.column.person").casefold(),), "name")
        for part in ("name", *_PARTS):
            known |= dict.fromkeys(spoken(f"exports.roster.titles.{part}").split(", "), part)
    places: dict[str, int] = {}
    for place, title in enumerate(titles):
        plain = " ".join(title.casefold().replace("_", " ").split())
        if plain in known:
            places.setdefault(known[plain], place)
    if "name" in places and not {"first", "last"} <= places.keys():
        return (places["name"],)
    return tuple(places[part] for part in _PARTS if part in places) or None


def _is_export(titles: Sequence[str], words: Sequence[Words]) -> bool:
    """Whether it is a table of calls that we wrote: people stand in it once for each call."""
    own = [{spoken(f"report.column.{name}") for name in ("person", "call", "note")} for spoken in words]
    return any(wanted <= set(titles) for wanted in own)


def _name(number: int, cells: Sequence[str], columns: Sequence[int], unguard: Unguard) -> str:
    parts = [unguard(cells[place]) for place in columns if place < len(cells)]
    try:
        return people.clean(" ".join(part for part in parts if part))
    except Declined as error:
        raise Declined("roster_line", line=number, column=columns[0] + 1, **error.fields) from None


def compare(connection: Connection, session_id: int, roster: Roster) -> Compared:
    """Who is new in a session. Raises Declined (not_found)."""
    session_row(connection, session_id)
    there = set(connection.execute(select(names.c.key).where(names.c.session_id == session_id)).scalars())
    known = {name: people.key_of(name) in there for name in roster.names}
    return Compared(
        tuple(name for name, seated in known.items() if not seated),
        tuple(name for name, seated in known.items() if seated),
    )


def take_in(connection: Connection, session_id: int, roster: Roster, now: int) -> Compared:
    """A seat that waits for each who has none: one transaction, all or nobody. Raises Declined."""
    session = session_row(connection, session_id)
    if session["forgotten_at"] is not None:
        raise Declined("session_expired")
    seats.lock(connection, session_id)
    found = compare(connection, session_id, roster)
    for name in found.new:
        seats.add(connection, session_id, name, now)
    if found.new:
        note(connection, now, session_id, "lead", "roster_taken", seats=len(found.new))
        touch(connection, session_id)
    return found


def current(connection: Connection) -> Row | None:
    """The session that is meant when none is named: the newest that is not closed."""
    open_ones = select(sessions).where(sessions.c.state != "closed").order_by(sessions.c.id.desc()).limit(1)
    return connection.execute(open_ones).mappings().first()
