"""The seats that people of this computer have in sessions: one file in the data folder, for its owner's eyes alone.

It holds tokens, so it is made with mode 0600 and nothing of it is ever logged. A token outlives leaving: whoever joins
the same session again gets the same seat. Only the standard library is needed: a call that closes looks here.
"""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from threading import RLock
from typing import Any

NAME = "seats.json"
_LOCK = RLock()  # of all books of this process: reading and writing again must not cross
_ENDED = ("session_expired",)


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """A seat of a person of this computer.

    `trainee`: who plays here (None: nobody said); `name`: what they are called there. `session` and `scenarios` are
    what the server said last (shapes.Session, shapes.SessionScenario), `earlier` the scenarios that it had before.
    `left`: they are not in it now. `trouble` and `told`: why nothing can be sent from this seat, as code and sentence.
    """

    trainee: str | None
    address: str
    code: str
    ref: str
    name: str
    token: str = field(repr=False)
    session: Mapping[str, Any] = field(default_factory=dict)
    scenarios: tuple[Mapping[str, Any], ...] = ()
    left: bool = False
    trouble: str = ""
    told: str = ""
    earlier: tuple[Mapping[str, Any], ...] = ()

    @property
    def ended(self) -> bool:
        """Whether it can never be used again."""
        return self.trouble in _ENDED

    def has(self, scenario_id: str, scenario_hash: str, language: str) -> bool:
        """Whether a call of this version of a scenario belongs to the session."""
        return _among(self.scenarios, (scenario_id, scenario_hash, language))

    def had(self, scenario_id: str, scenario_hash: str, language: str) -> bool:
        """Whether it does, or did: a call goes on while the session changes, and the server takes it still."""
        return _among((*self.scenarios, *self.earlier), (scenario_id, scenario_hash, language))


class SeatBook:
    """The seats in a data folder. Every look is at the file as it is now; several books of one file may be in use."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._known: tuple[object, tuple[OwnSeat, ...]] = (None, ())

    def all(self) -> tuple[OwnSeat, ...]:
        """All seats, the one that was taken last at the end; none where the file cannot be read."""
        with _LOCK:
            mark = self._mark()
            if mark != self._known[0]:
                self._known = mark, self._read()
            return self._known[1]

    def active(self, trainee: str | None) -> OwnSeat | None:
        """The session that somebody is in now."""
        return next((seat for seat in reversed(self.all()) if seat.trainee == trainee and not seat.left), None)

    def by_ref(self, ref: str) -> OwnSeat | None:
        """A seat by the uuid that its server gave it."""
        return next((seat for seat in self.all() if seat.ref == ref), None)

    def take(self, seat: OwnSeat) -> None:
        """Somebody is in this session from now on, and in no other. Raises OSError."""
        with _LOCK:
            others = [
                replace(one, left=True) if one.trainee == seat.trainee else one
                for one in self.all()
                if one.ref != seat.ref
            ]
            self._write([*others, seat])

    def change(self, ref: str, **what: Any) -> None:
        """Something of a seat is otherwise now. Raises OSError; nothing happens where there is no such seat."""
        with _LOCK:
            changed = [replace(seat, **what) if seat.ref == ref else seat for seat in self.all()]
            if tuple(changed) != self.all():
                self._write(changed)

    def forget(self, trainee: str | None) -> int:
        """Remove all seats of somebody; returns how many. Raises OSError."""
        with _LOCK:
            kept = [seat for seat in self.all() if seat.trainee != trainee]
            gone = len(self.all()) - len(kept)
            if gone:
                self._write(kept)
            return gone

    def _mark(self) -> object:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _read(self) -> tuple[OwnSeat, ...]:
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
            return tuple(_seat(one) for one in data["seats"])
        except (ValueError, KeyError, TypeError, RecursionError):
            with suppress(OSError):  # nothing is lost: somebody may mend it
                self.path.replace(self.path.with_name(f"{NAME}.broken"))
            return ()
        except OSError:
            return ()

    def _write(self, seats: Iterable[OwnSeat]) -> None:
        told = {"version": 1, "seats": [asdict(seat) for seat in seats]}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(f"{NAME}.{os.getpid()}.tmp")
        with suppress(FileNotFoundError):
            draft.unlink()  # of a program that was killed, with whatever mode it had
        try:
            made = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(made, "w", encoding="utf-8") as file:
                json.dump(told, file, indent=1, default=dict)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.path)
        except BaseException:
            with suppress(OSError):
                draft.unlink()
            raise


def _seat(data: Mapping[str, Any]) -> OwnSeat:
    """A seat from the file. Raises TypeError and KeyError for what is none."""
    known = {one.name for one in fields(OwnSeat)}
    values = {name: value for name, value in data.items() if name in known}
    lists = {name: tuple(values.get(name, ())) for name in ("scenarios", "earlier")}
    return OwnSeat(**{**values, **lists})


def _among(scenarios: Iterable[Mapping[str, Any]], wanted: tuple[str, str, str]) -> bool:
    return any((one.get("id"), one.get("hash"), one.get("language")) == wanted for one in scenarios)
