"""Keys that mean the same on every screen, whatever a trainee changed: Enter goes on, a number answers.

GUARD: seconds for which what has just come takes no press that was meant for what stood there before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

if TYPE_CHECKING:
    from sim.stage.kit.ui import UI

GUARD = 0.4
ENTER = (pygame.K_RETURN, pygame.K_KP_ENTER)
_DIGITS = tuple(range(pygame.K_1, pygame.K_9 + 1))
_KEYPAD = tuple(range(pygame.K_KP1, pygame.K_KP9 + 1))


def number_of(key: int) -> int:
    """The number that a key says, 1 to 9, in the row above the letters or on the keypad; 0 for any other key."""
    return next((keys.index(key) + 1 for keys in (_DIGITS, _KEYPAD) if key in keys), 0)


def goes_on(event: pygame.event.Event, ui: UI) -> bool:
    """Whether Enter was pressed while nothing is open and the focus is not seen on anything: the screen goes on."""
    enter = event.type == pygame.KEYDOWN and event.key in ENTER
    return bool(enter and ui.overlay is None and ui.shown_focus is None)
