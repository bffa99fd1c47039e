"""The parts of settings and welcome that change how everything is drawn: theme, movement, text.

Looks go back as Restyle: the whole window changes, and no screen loses its state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sim.stage.kit.controls import Choice, Switch
from sim.stage.kit.fonts import FAMILIES
from sim.stage.kit.look import TEXT_SIZES, LookSettings
from sim.stage.kit.outcome import Next, Restyle
from sim.stage.kit.page import Section
from sim.stage.kit.rows import Row
from sim.stage.kit.theme import THEMES
from sim.stage.settings.parts import ThemeTile

if TYPE_CHECKING:
    from sim.stage.services import Program

# What can be chosen, by the field of LookSettings.
_VALUES: dict[str, tuple[Any, ...]] = {
    "text": TEXT_SIZES,
    "family": tuple(FAMILIES),
    "line_spacing": (1.0, 1.25, 1.5),
    "letter_spacing": (0.0, 0.04, 0.08),
}
_SPACING_NAMES = ("normal", "wide", "wider")


class LookParts:
    """Tiles, choices and a switch for all looks; `show` keeps them in step with the window."""

    def __init__(self, program: Program) -> None:
        say = program.texts
        self.program = program
        self.looks = program.look_settings()
        self.tiles = [self._tile(name) for name in THEMES]
        states = (say("common.off"), say("common.on"))
        self.motion = Switch(say("settings.motion"), False, states, lambda on: self._restyle(reduced_motion=on))
        spacings = tuple(say(f"settings.spacing.{name}") for name in _SPACING_NAMES)
        names = {
            "text": tuple(say("common.percent", count=round(size * 100)) for size in TEXT_SIZES),
            "family": tuple(say(f"settings.font.{name}") for name in FAMILIES),
            "line_spacing": spacings,
            "letter_spacing": spacings,
        }
        self.choices = {field: self._choice(field, values) for field, values in names.items()}

    def colours(self) -> Section:
        """Theme and movement."""
        return Section(self.program.texts("settings.looks"), [self.theme_row(), self.motion], "bulb")

    def words(self) -> Section:
        """How text looks."""
        return Section(self.program.texts("settings.words"), list(self.choices.values()), "transcript")

    def theme_row(self) -> Row:
        """The themes to choose from."""
        return Row(list(self.tiles))

    def _tile(self, theme: str) -> ThemeTile:
        say = self.program.texts
        label, chosen = say(f"settings.theme.{theme}"), say("settings.chosen")
        return ThemeTile(theme, label, chosen, lambda: self._restyle(theme=theme))

    def _choice(self, field: str, names: tuple[str, ...]) -> Choice:
        def choose(index: int) -> Next:
            return self._restyle(**{field: _VALUES[field][index]})

        return Choice(self.program.texts(f"settings.{field}"), names, 0, choose)

    def _restyle(self, **changes: Any) -> Next:
        looks = replace(self.looks, **changes)
        self.program.keep_look(looks)
        return Restyle(looks)

    def show(self, looks: LookSettings) -> None:
        """Show as chosen what the window is drawn with."""
        self.looks = looks
        for tile in self.tiles:
            tile.chosen = tile.theme.name == looks.theme
        self.motion.value = looks.reduced_motion
        for field, choice in self.choices.items():
            choice.index = nearest(_VALUES[field], getattr(looks, field))


def nearest(choices: Sequence[Any], value: Any) -> int:
    """The index of this value, or of the number that comes nearest to one from a settings file."""
    if value in choices or isinstance(value, str):
        return choices.index(value) if value in choices else 0
    return min(range(len(choices)), key=lambda i: abs(choices[i] - value))
