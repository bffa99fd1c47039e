"""What happens next: the answers of screens, buttons and other handlers to an event.

None: the event was not used. STAY: it was, and nothing changes. The rest the App carries out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from sim.stage.kit.keys import Keys
    from sim.stage.kit.look import LookSettings
    from sim.stage.kit.screen import Screen


@dataclass(frozen=True)
class Stay:
    """The event was used; the screen stays."""


@dataclass(frozen=True)
class Push:
    """Show this screen on top; Pop comes back to the one below as it was left."""

    screen: Screen


@dataclass(frozen=True)
class Pop:
    """Go back to the screen below; the last screen's Pop ends the program."""


@dataclass(frozen=True)
class Replace:
    """Show this screen instead of the present one."""

    screen: Screen


@dataclass(frozen=True)
class Reset:
    """Close all screens and begin with this one."""

    screen: Screen


@dataclass(frozen=True)
class Restyle:
    """Draw everything with these settings from now on; no screen loses its state."""

    settings: LookSettings


@dataclass(frozen=True)
class Rekey:
    """Other keys do what they did; no screen loses its state."""

    keys: Keys


@dataclass(frozen=True)
class Reword:
    """The program speaks another language from now on, its keys too: every screen says its words anew."""

    keys: Keys


@dataclass(frozen=True)
class Quit:
    """End the program."""


STAY = Stay()
Next: TypeAlias = Stay | Push | Pop | Replace | Reset | Restyle | Rekey | Reword | Quit | None
