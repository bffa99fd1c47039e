"""What a report is written from: rows of one person or of a team, and what the words around them need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from sim.core.results import ResultRow
from sim.core.texts import Texts


class Ready(NamedTuple):
    """Whether somebody is ready for real calls, and why or why not yet, in the reader's words."""

    ready: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The rows of a report. `person` is None for a team; then `veiled` says that rows bear aliases (core.results).

    `made` is aware of its time zone; dates are shown in `zone`, None: as this machine has it, summer time and all.
    `ready` is by person.
    """

    rows: Sequence[ResultRow]
    person: str | None = None
    veiled: bool = False
    made: datetime = field(default_factory=lambda: datetime.now(UTC).astimezone())
    version: str = ""
    ready: Mapping[str, Ready] = field(default_factory=dict)
    zone: tzinfo | None = None
    session: str = ""  # what the session of a team is called

    @property
    def team(self) -> bool:
        """Whether it is about several people."""
        return self.person is None


def named(texts: Texts, person: str) -> str:
    """A person's name, or what stands for somebody who gave none."""
    return person or texts("report.nobody")


def family_word(texts: Texts, family: str) -> str:
    """A family of calls in words; those whose scenario is not at hand have none."""
    return texts(f"family.{family}") if family else texts("report.gone")


def word(texts: Texts, group: str, name: str) -> str:
    """The word for a mode or a way; one that a newer version wrote is shown as it is."""
    key = f"report.{group}.{name}"
    return texts(key) if texts.has(key) else name
