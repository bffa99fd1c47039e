"""Still pictures of callers for the menu and the briefing: drawn once for each size and theme, then kept.

A caller who has not rung yet shows less than half of what they will feel: calm enough to look at, with a hint of it.
Drawing one takes about as long as three frames, so a FaceFrame shows an empty backdrop until its screen lets it
`develop`; screens develop one a frame and are never held up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pygame

from sim.core.mood import Mood
from sim.stage.face.backdrop import DUSK, PAPER
from sim.stage.face.cast import identity_for
from sim.stage.face.identity import Identity
from sim.stage.face.pose import MOODS, feeling, leading, pose_for
from sim.stage.kit.look import BODY, Look, Style
from sim.stage.kit.paint import gradient, rounded
from sim.stage.kit.theme import THEMES
from sim.stage.kit.vector import mix
from sim.stage.kit.widget import CARD_RADIUS, Kept, Widget, draw_card

if TYPE_CHECKING:
    from sim.core.scenario import Scenario
    from sim.stage.services import CallerEntry

_HEAD_TOP = 0.03  # share of a portrait above the highest hair
_FACE = 0.82  # share of a portrait from there to below the chin, of somebody who leans forward too
NAME = Style(20, "semibold", 1.25)
_SHAPE = 0.74  # height of a picture that has words below it, as a share of its width
# Where a listing does not say how a caller starts, the family does: anger, panic, trust, patience.
_FAMILY_MOODS = {"angry": Mood(70, 20, 25, 55), "panicked": Mood(15, 80, 30, 65), "out_of_scope": Mood(50, 40, 28, 50)}


@dataclass(frozen=True)
class Face:
    """Whose face it is, and how they feel before the call."""

    identity: Identity
    mood: Mood


def face_of_entry(entry: CallerEntry) -> Face:
    """The face of a caller in the menu."""
    identity = identity_for(entry.id, entry.sex, entry.age, dict(entry.face))
    return Face(identity, _hint(entry.start or _FAMILY_MOODS[entry.family]))


def face_of_scenario(scenario: Scenario) -> Face:
    """The same face, from the scenario itself."""
    caller = scenario.caller
    start = caller.start
    identity = identity_for(scenario.id, caller.voice.sex, caller.voice.age, caller.face)
    return Face(identity, _hint(Mood(start.anger, start.panic, start.trust, start.patience)))


def _hint(mood: Mood) -> Mood:
    """Two fifths of the way from rest to how they will feel."""
    return Mood(*(rest + (value - rest) * 2 // 5 for value, rest in zip(mood, MOODS["neutral"], strict=True)))


@lru_cache(maxsize=24)
def portrait_of(face: Face, size: tuple[int, int], theme: str) -> pygame.Surface:
    """The face in a picture of this size (at most half as wide again as tall); kept, so do not draw on it."""
    # Imported here: the menu is on the screen before its first portrait is drawn.
    from sim.stage.face.portrait import Portrait  # noqa: PLC0415

    side = min(max(size), round(size[1] / _FACE))
    weights = feeling(*face.mood)
    lead = leading(weights)
    accent = getattr(THEMES[theme], lead) if lead else None
    portrait = Portrait(face.identity, side, PAPER if theme == "paper" else DUSK)
    picture = portrait.render(pose_for(weights), accent=accent)
    top = min(round(_HEAD_TOP * side), side - size[1])
    return _widened(picture.subsurface((max(0, side - size[0]) // 2, top, min(side, size[0]), size[1])), size)


def _widened(picture: pygame.Surface, size: tuple[int, int]) -> pygame.Surface:
    """A picture of a whole face in the middle of a wider place: the light at its edges goes on to both sides."""
    width, height = picture.get_size()
    result = pygame.Surface(size, 0, 32)
    left = (size[0] - width) // 2
    for edge, x, wide in ((0, 0, left), (width - 1, left + width, size[0] - left - width)):
        result.blit(pygame.transform.scale(picture.subsurface((edge, 0, 1, height)), (wide, height)), (x, 0))
    result.blit(picture, (left, 0))
    return result


def empty_backdrop(size: tuple[int, int], theme: str) -> pygame.Surface:
    """The light behind the head, roughly, until the head is there."""
    lit, dark = PAPER if theme == "paper" else DUSK
    return gradient(size, ((0.0, mix(dark, lit, 0.62)), (1.0, dark)))


@dataclass(frozen=True)
class Cut:
    """The outline of a picture: the corners' radius in real pixels, and whether the lower ones are round too."""

    radius: int
    lower: bool = True


class FaceFrame:
    """A caller's picture inside a widget: which one is wanted, and whether it is drawn yet."""

    def __init__(self, face: Face, owner: Widget) -> None:
        self.face = face
        self._owner = owner
        self._wanted: tuple[tuple[int, int], str] | None = None
        self._shown: tuple[tuple[int, int], str] | None = None
        self._kept = Kept()

    def want(self, size: tuple[int, int], look: Look) -> None:
        """From the owner's `place`: this size from now on."""
        self._wanted = ((max(1, size[0]), max(1, size[1])), look.theme.name)

    @property
    def waiting(self) -> bool:
        """Whether the picture is still to be drawn."""
        return self._wanted != self._shown

    def develop(self) -> None:
        """Draw it; the owner shows it in this frame."""
        if self._wanted is not None and self.waiting:
            portrait_of(self.face, *self._wanted)
            self._shown = self._wanted
            self._owner.invalidate()

    def draw(self, surface: pygame.Surface, place: tuple[int, int], cut: Cut) -> None:
        """Blit it with its top left corner at place."""
        if self._wanted is not None:
            surface.blit(self._kept.get((self._wanted, self.waiting, cut), lambda: self._cut(cut)), place)

    def _cut(self, cut: Cut) -> pygame.Surface:
        assert self._wanted is not None
        size, theme = self._wanted
        result = pygame.Surface(size, pygame.SRCALPHA)
        picture = empty_backdrop(size, theme) if self.waiting else portrait_of(self.face, size, theme)
        result.blit(picture, (0, 0))
        mask = rounded((size[0], size[1] + (0 if cut.lower else cut.radius)), cut.radius, (255, 255, 255))
        result.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        return result


class CallerPicture(Widget):
    """A large still portrait, and below it name and description; in a wide place they stand beside it."""

    elevation = 2

    def __init__(self, face: Face, name: str, line: str, shape: float = _SHAPE) -> None:
        """shape: the picture's height as a share of its width, where the words stand below it."""
        super().__init__(name)
        self.line, self.shape = line, shape
        self.frame = FaceFrame(face, self)

    def spoken(self) -> str:
        """Who it is."""
        return f"{self.label}. {self.line}"

    def _beside(self, look: Look, width: int) -> bool:
        return width > look.u(420)

    def _picture(self, look: Look, width: int) -> tuple[int, int]:
        """Width and height of the picture."""
        side = look.u(170)
        return (side, side) if self._beside(look, width) else (width, round(width * self.shape))

    def _words_width(self, look: Look, width: int) -> int:
        taken = self._picture(look, width)[0] if self._beside(look, width) else 0
        return max(1, width - taken - 2 * look.u(16))

    def _words_height(self, look: Look, width: int) -> int:
        inner = self._words_width(look, width)
        return look.height(self.label, NAME, inner) + look.u(2) + look.height(self.line, BODY, inner)

    def height_for(self, look: Look, width: int) -> int:
        """Picture and words."""
        picture, words = self._picture(look, width)[1], self._words_height(look, width)
        return max(picture, words + look.u(28)) if self._beside(look, width) else picture + words + look.u(26)

    def place(self, rect: pygame.Rect) -> None:
        """Ask for a picture of this size."""
        super().place(rect)
        if self.ui is not None and self.ui.look is not None:
            self.frame.want(self._picture(self.ui.look, rect.width), self.ui.look)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Card, picture, words, edge."""
        rect, theme, radius = self.rect, look.theme, look.u(CARD_RADIUS)
        width, height = self._picture(look, rect.width)
        draw_card(surface, look, rect, theme.panel)
        text = pygame.Rect(rect.x + look.u(16), 0, self._words_width(look, rect.width), 0)
        if self._beside(look, rect.width):
            self.frame.draw(surface, rect.topleft, Cut(radius))
            text.x += width
            text.y = rect.centery - self._words_height(look, rect.width) // 2
        else:
            self.frame.draw(surface, rect.topleft, Cut(radius, lower=False))
            text.y = rect.y + height + look.u(11)
        text.y = look.paragraph(surface, self.label, text, (NAME, theme.text)) + look.u(2)
        look.paragraph(surface, self.line, text, (BODY, theme.muted))
        surface.blit(rounded(rect.size, radius, None, theme.line, look.u(1)), rect)
