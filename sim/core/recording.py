"""What a front end needs of whoever keeps calls: an event is durable when `append` returns.

The window and the text player share these shapes; sim.cli joins them to the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sim.core.errors import CoolHeadError

if TYPE_CHECKING:
    from sim.core.events import Event
    from sim.core.scoring import Scorecard


class RecordError(CoolHeadError):
    """Something could not be made durable. `code` is a key of the texts under `trouble`; what was told is not lost."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail = code, detail


class Recorder(Protocol):
    """Keeps one call."""

    def knows(self, text: str) -> bool:
        """Whether this trainee heard the line to its end in an earlier call: then it may be skipped."""

    def append(self, event: Event) -> None:
        """Make an event durable. Raises RecordError; calling it again with the same event is safe."""

    def heard(self, text: str) -> None:
        """A line was heard to its end. Never raises."""

    def finish(self, card: Scorecard) -> None:
        """Keep the result. Raises RecordError."""

    def notice(self) -> str | None:
        """A code of the texts under `trouble`, once, when something happened to what is kept."""


class Unkept:
    """A Recorder for a call that nobody keeps: a picture, a preview. No line counts as known."""

    def knows(self, text: str) -> bool:
        """Nothing was heard before."""
        return False

    def append(self, event: Event) -> None:
        """Forget it."""

    def heard(self, text: str) -> None:
        """Forget it."""

    def finish(self, card: Scorecard) -> None:
        """Forget it."""

    def notice(self) -> str | None:
        """Nothing happens to what is not kept."""
        return None


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call that was not closed. `playable` is False when its scenario is gone or another version now."""

    id: str
    scenario: str
    title: str
    caller: str
    turns: int
    minutes_ago: int
    playable: bool
