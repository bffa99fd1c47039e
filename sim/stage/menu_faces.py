"""Still pictures of callers for the menu and the briefing: drawn once for each size and theme, then kept.

A caller who has not rung yet shows half of what they will feel: calm enough to be looked at, with a hint of the mood.
Drawing one takes about as long as three frames, so a FaceFrame shows an empty backdrop until its screen lets it
`develop`; screens develop one a frame and are never held up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pygame

from sim.core.mood import Mood
from sim.stage.face.cast import identity_for
from sim.stage.face.identity import Identity
from sim.stage.face.life import STILL
from sim.stage.face.portrait import DUSK, PAPER, Portrait
from sim.stage.face.pose import MOODS, feeling, leading, pose_for
from sim.stage.look import BODY, Look, Style
from sim.stage.paint import gradient, rounded
from sim.stage.theme import THEMES
from sim.stage.vector import mix
from sim.stage.widget import CARD_RADIUS, Kept, Widget, draw_card

if TYPE_CHECKING:
    from sim.core.scenario import Scenario
    from sim.stage.services import CallerEntry

_HEAD_TOP = 0.03  # share of a portrait above the highest hair
NAME = Style(20, "semibold", 1.25)
LINE = Style(15, "medium", 1.3)
_WHITE, _PALE, _DARK = (255, 255, 255), (226, 234, 238), (6, 12, 18)
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
    """Half way from rest to how they will feel."""
    return Mood(*((value + rest) // 2 for value, rest in zip(mood, MOODS["neutral"], strict=True)))


@lru_cache(maxsize=24)
def portrait_of(face: Face, size: tuple[int, int], theme: str) -> pygame.Surface:
    """The face in a picture of this size (at most half as wide again as tall); kept, so do not draw on it."""
    side = max(size)
    weights = feeling(*face.mood)
    lead = leading(weights)
    accent = getattr(THEMES[theme], lead) if lead else None
    portrait = Portrait(face.identity, side, PAPER if theme == "paper" else DUSK)
    picture = portrait.render(pose_for(weights), STILL, 0.0, accent)
    top = min(round(_HEAD_TOP * side), side - size[1])
    return picture.subsurface(((side - size[0]) // 2, top, *size)).copy()


def empty_backdrop(size: tuple[int, int], theme: str) -> pygame.Surface:
    """The light behind the head, roughly, until the head is there."""
    lit, dark = PAPER if theme == "paper" else DUSK
    return gradient(size, ((0.0, mix(dark, lit, 0.62)), (1.0, dark)))


@dataclass(frozen=True)
class Cut:
    """The outline of a picture in real pixels: the corners' radius, whether the lower ones are round too, and how far
    up from its foot it is darkened for words.
    """

    radius: int
    lower: bool = True
    scrim: int = 0


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
        if cut.scrim:
            stops = ((0.0, (*_DARK, 0)), (0.42, (*_DARK, 170)), (1.0, (*_DARK, 228)))
            result.blit(gradient((size[0], cut.scrim), stops), (0, size[1] - cut.scrim))
        mask = rounded((size[0], size[1] + (0 if cut.lower else cut.radius)), cut.radius, (255, 255, 255))
        result.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        return result


@dataclass(frozen=True)
class Words:
    """Name and line of a caller, as they stand at the foot of a picture."""

    name: str
    line: str

    def height(self, look: Look, width: int) -> int:
        """How tall they are on a picture of this width, with their padding."""
        inner = max(1, width - 2 * look.u(16))
        return look.height(self.name, NAME, inner) + look.height(self.line, LINE, inner) + look.u(14)

    def scrim(self, look: Look, size: tuple[int, int]) -> int:
        """How far up the picture is darkened for them."""
        return min(size[1], self.height(look, size[0]) + look.u(56))

    def draw(self, surface: pygame.Surface, look: Look, box: pygame.Rect) -> None:
        """At the foot of the box; light in every theme, for the scrim is dark in every theme."""
        pad, height = look.u(16), self.height(look, box.width)
        text = pygame.Rect(box.x + pad, box.bottom - height, max(1, box.width - 2 * pad), height)
        text.y = look.paragraph(surface, self.name, text, (NAME, _WHITE))
        look.paragraph(surface, self.line, text, (LINE, _PALE))


class CallerPicture(Widget):
    """A large still portrait with name and a few words; in a wide and low place the words stand beside it."""

    elevation = 2

    def __init__(self, face: Face, name: str, line: str) -> None:
        super().__init__(name)
        self.line = line
        self.words = Words(name, line)
        self.frame = FaceFrame(face, self)

    def spoken(self) -> str:
        """Who it is."""
        return f"{self.label}. {self.line}"

    def _beside(self, look: Look, width: int) -> bool:
        return width > look.u(420)

    def _side(self, look: Look) -> int:
        return look.u(170)

    def height_for(self, look: Look, width: int) -> int:
        """A little less tall than wide, and never less than the words need."""
        if self._beside(look, width):
            inner = max(1, width - self._side(look) - 2 * look.u(18))
            words = look.height(self.label, NAME, inner) + look.height(self.line, BODY, inner)
            return max(self._side(look), words + look.u(34))
        return max(min(round(width * 0.92), look.u(306)), self.words.height(look, width) + look.u(90))

    def _box(self, look: Look) -> pygame.Rect:
        """The picture itself."""
        if self._beside(look, self.rect.width):
            return pygame.Rect(self.rect.x, self.rect.y, self._side(look), self._side(look))
        return self.rect

    def place(self, rect: pygame.Rect) -> None:
        """Ask for a picture of this size."""
        super().place(rect)
        if self.ui is not None and self.ui.look is not None:
            self.frame.want(self._box(self.ui.look).size, self.ui.look)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Picture, words, a fine edge."""
        radius, box, theme = look.u(CARD_RADIUS), self._box(look), look.theme
        if self._beside(look, self.rect.width):
            draw_card(surface, look, self.rect, theme.panel)
            self.frame.draw(surface, box.topleft, Cut(radius))
            text = pygame.Rect(box.right + look.u(18), 0, self.rect.right - box.right - 2 * look.u(18), 0)
            height = look.height(self.label, NAME, text.width) + look.height(self.line, BODY, text.width)
            text.y = self.rect.centery - height // 2
            text.y = look.paragraph(surface, self.label, text, (NAME, theme.text))
            look.paragraph(surface, self.line, text, (BODY, theme.muted))
            return
        self.frame.draw(surface, box.topleft, Cut(radius, scrim=self.words.scrim(look, box.size)))
        self.words.draw(surface, look, box)
        surface.blit(rounded(box.size, radius, None, theme.line, look.u(1)), box)
