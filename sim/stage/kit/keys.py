"""The keys of the program: one table of what can be done and its usual key, and what a trainee changed in it.

Rules
- A widget names an action (`hotkey="breathe"`), never a key; which key that is, and what its cap shows, says the UI's
  Keys. So a change counts on every screen at once, and every place that shows a key shows the right one.
- One press does it: no chords, nothing to hold. Keys that move the focus, press it or type stay what they are.
- Two actions may share a key only where they are never seen together (the menu and a call).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pygame

if TYPE_CHECKING:
    from sim.core.texts import Texts

EVERYWHERE = "everywhere"


class Action(NamedTuple):
    """Something that a key does: its usual key by name, and the part of the program in which it does it."""

    key: str
    place: str


ACTIONS: dict[str, Action] = {
    "show": Action("space", "call"),
    **{f"reply_{number}": Action(str(number), "call") for number in range(1, 6)},
    "breathe": Action("b", "call"),
    "hold": Action("h", "call"),
    "policy": Action("p", "call"),
    "desk": Action("d", "call"),
    "transcript": Action("t", "call"),
    "feelings": Action("f", "call"),
    "notes": Action("n", "call"),
    "quiet": Action("z", "call"),
    "pause": Action("escape", "call"),
    "hang_up": Action("q", "call"),
    "settings": Action("s", "menu"),
    "quit": Action("q", "menu"),
    "ledger": Action("l", "debrief"),
    "whole_call": Action("t", "debrief"),
    "heard": Action("h", "debrief"),
    "next_time": Action("n", "debrief"),
    "more": Action("m", "debrief"),
    "wrong_here": Action("w", "models"),
    "let_run": Action("a", "models"),
    "read_aloud": Action("v", EVERYWHERE),
    "read_again": Action("r", EVERYWHERE),
}
PLACES = tuple(dict.fromkeys(action.place for action in ACTIONS.values()))
# Keys with a name of their own; every other key is named by the character that it types.
_NAMED = {
    "space": pygame.K_SPACE, "escape": pygame.K_ESCAPE, "backspace": pygame.K_BACKSPACE, "delete": pygame.K_DELETE,
    "insert": pygame.K_INSERT, "pause": pygame.K_PAUSE, "menu": pygame.K_MENU,
    **{f"f{number}": getattr(pygame, f"K_F{number}") for number in range(1, 13)},
    **{f"kp_{number}": getattr(pygame, f"K_KP{number}") for number in range(10)},
    "kp_divide": pygame.K_KP_DIVIDE, "kp_multiply": pygame.K_KP_MULTIPLY, "kp_minus": pygame.K_KP_MINUS,
    "kp_plus": pygame.K_KP_PLUS, "kp_period": pygame.K_KP_PERIOD,
}  # fmt: skip
_NAMES = {code: name for name, code in _NAMED.items()}
_SIGNS = {"divide": "/", "multiply": "×", "minus": "–", "plus": "+", "period": "."}
# Space presses what has the focus and Escape closes cards, so they can do no more than they usually do.
_ONLY_FOR = {"space": "show", "escape": "pause"}
_LAST_LETTER = 0x24F  # the end of the Latin letters: what key caps in Europe and America show


def code_of(name: str) -> int | None:
    """The code of the key with this name; None where there is none that could be given something to do."""
    if len(name) == 1 and "!" <= name <= chr(_LAST_LETTER) and name.isprintable() and name == name.lower():
        return ord(name)
    return _NAMED.get(name)


def name_of(code: int) -> str | None:
    """The name of a key that can be given something to do."""
    name = _NAMES.get(code) or (chr(code) if 0 < code <= _LAST_LETTER else "")
    return name if code_of(name) == code else None


@dataclass(frozen=True)
class Keys:
    """Which key does what. changed: the names of the keys that the trainee gave, by action; words: for their caps."""

    changed: Mapping[str, str] = field(default_factory=dict)
    words: Texts | None = None

    def name(self, action: str) -> str:
        """The name of an action's key."""
        return self.changed.get(action, ACTIONS[action].key)

    def code(self, action: str) -> int:
        """The code of an action's key."""
        return code_of(self.name(action)) or 0

    def presses(self, hotkey: str | int | None, code: int) -> bool:
        """Whether a key does what a widget waits for: an action, or one fixed key."""
        return code == (self.code(hotkey) if isinstance(hotkey, str) else hotkey)

    def cap(self, action: str) -> str:
        """What stands on the cap of an action's key."""
        return self.cap_of(self.name(action))

    def cap_of(self, name: str) -> str:
        """What stands on the cap of a key."""
        say = self.words
        if say is not None and say.has(f"keys.{name}"):
            return say(f"keys.{name}")
        if name.startswith("kp_"):
            sign = _SIGNS.get(name[3:], name[3:])
            return say("keys.keypad", cap=sign) if say is not None else sign
        if name[:1] == "f" or len(name) == 1:
            return name.upper() if len(name.upper()) == len(name) else name
        return name.title()

    def clashes(self, action: str, name: str) -> list[str]:
        """The actions that have this key already and can be meant at the same time as this one."""
        return [other for other in ACTIONS if other != action and self._both(action, other, name)]

    def _both(self, action: str, other: str, name: str) -> bool:
        places = {ACTIONS[action].place, ACTIONS[other].place}
        return self.name(other) == name and (len(places) == 1 or EVERYWHERE in places)

    def giving(self, action: str, name: str) -> Keys | None:
        """With this key for an action; the one that had it takes the old key. None where that cannot be."""
        old, others = self.name(action), self.clashes(action, name)
        changed = {**self.changed, action: name, **dict.fromkeys(others, old)}
        given = Keys({one: key for one, key in changed.items() if one not in ACTIONS or ACTIONS[one].key != key},
                     self.words)  # fmt: skip
        sound = all(allowed(one, given.name(one)) and not given.clashes(one, given.name(one)) for one in ACTIONS)
        return given if sound else None

    def usual(self) -> Keys:
        """As it was before anything was changed."""
        return Keys({}, self.words)


def allowed(action: str, name: str) -> bool:
    """Whether an action may be given this key."""
    return code_of(name) is not None and _ONLY_FOR.get(name, action) == action


def sound_keys(changed: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """What of kept keys can be used, and the actions whose key cannot: no such key, or one that another has.

    Actions that this version does not know stay as they are.
    """
    good = dict(changed)
    bad = [action for action in good if action in ACTIONS and not allowed(action, good[action])]
    while bad_now := [action for action in good if action in bad or _clashes(action, good)]:
        bad += [action for action in bad_now[:1] if action not in bad]
        del good[bad_now[0]]
    return good, bad


def _clashes(action: str, changed: Mapping[str, str]) -> bool:
    return action in ACTIONS and bool(Keys(changed).clashes(action, changed[action]))


USUAL = Keys()
