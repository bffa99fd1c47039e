"""The columns of the tables: calls, and their turns. One list each, that CSV and XLSX share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import NamedTuple

from sim.core.results import AttemptDetail, ResultRow, TurnRow
from sim.core.texts import Texts
from sim.report.results.moments import local
from sim.report.results.values import family_word, named, word

Cell = str | int | bool | datetime | None


@dataclass(frozen=True, slots=True)
class Words:
    """What cells need besides their row: the language, and the time zone of dates (None: this machine's)."""

    texts: Texts
    zone: tzinfo | None = None


class Column(NamedTuple):
    """A column: the key of its title under report.column, its width in letters, and what stands in it."""

    name: str
    width: int
    of: Callable[[ResultRow, Words], Cell]


class TurnColumn(NamedTuple):
    """A column of turns, which come with their call."""

    name: str
    width: int
    of: Callable[[AttemptDetail, TurnRow, Words], Cell]


def _moment(text: str | None, words: Words) -> Cell:
    """Local time without its zone, as tables know it; what cannot be read stays text."""
    try:
        return local(text, words.zone).replace(tzinfo=None) if text else None
    except ValueError:
        return text


def _note(row: ResultRow, texts: Texts) -> str:
    """What a table's reader must know of a call, since a .csv has no page that explains a try 0."""
    notice = texts("report.notice")
    return notice if row.attempt else texts("report.not_counted", notice=notice)


CALLS: tuple[Column, ...] = (
    Column("person", 20, lambda row, words: named(words.texts, row.person)),
    Column("scenario", 26, lambda row, words: row.scenario),
    Column("title", 30, lambda row, words: row.title),
    Column("family", 14, lambda row, words: family_word(words.texts, row.family)),
    Column("mode", 10, lambda row, words: word(words.texts, "mode", row.mode)),
    Column("attempt", 6, lambda row, words: row.attempt),
    Column("started", 18, lambda row, words: _moment(row.started, words)),
    Column("ended", 18, lambda row, words: _moment(row.ended, words)),
    Column("seconds", 9, lambda row, words: row.seconds),
    Column("calm", 9, lambda row, words: row.calm),
    Column("ownership", 11, lambda row, words: row.ownership),
    Column("policy", 9, lambda row, words: row.policy),
    Column("lowest", 9, lambda row, words: row.lowest),
    Column("passed", 9, lambda row, words: row.passed if row.counts or not row.attempt else None),
    Column("complete", 10, lambda row, words: row.complete),
    Column("language", 10, lambda row, words: row.language),
    Column("way", 11, lambda row, words: word(words.texts, "way", row.way)),
    Column("model", 7, lambda row, words: row.model),
    Column("call", 38, lambda row, words: row.call),
    Column("note", 44, lambda row, words: _note(row, words.texts)),
)
TURNS: tuple[TurnColumn, ...] = (
    TurnColumn("call", 38, lambda call, turn, words: call.row.call),
    TurnColumn("person", 20, lambda call, turn, words: named(words.texts, call.row.person)),
    TurnColumn("scenario", 26, lambda call, turn, words: call.row.scenario),
    TurnColumn("attempt", 6, lambda call, turn, words: call.row.attempt),
    TurnColumn("turn", 6, lambda call, turn, words: turn.number),
    TurnColumn("at", 9, lambda call, turn, words: turn.at_ms // 1000),
    TurnColumn("node", 20, lambda call, turn, words: turn.node),
    TurnColumn("heard", 60, lambda call, turn, words: turn.heard),
    TurnColumn("option", 12, lambda call, turn, words: turn.option),
    TurnColumn("said", 60, lambda call, turn, words: turn.said),
    TurnColumn("moves", 26, lambda call, turn, words: ", ".join(turn.moves)),
    TurnColumn("calm", 9, lambda call, turn, words: turn.calm),
    TurnColumn("ownership", 11, lambda call, turn, words: turn.ownership),
    TurnColumn("policy", 9, lambda call, turn, words: turn.policy),
)


def titles(texts: Texts, columns: Iterable[Column | TurnColumn]) -> list[str]:
    """The first row of a table."""
    return [texts(f"report.column.{column.name}") for column in columns]
