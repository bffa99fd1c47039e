"""The caller's face during a call: it follows the hidden mood, the voice, and time.

Rules
- A picture is a function of one Moment; `draw` makes it once and keeps it, so a frame that shows nothing new is free.
- A new picture is made piece by piece, one a frame, before it is shown: no frame waits for a whole face.
- 15 pictures a second while the caller speaks or the face glides to another mood (0.6 s), 8 while silent; with reduced
  motion only when the mood changes.
- A place much wider than tall (large text) shows a small picture with the name beside it instead of below it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Literal

import pygame

from sim.core.mood import Mood
from sim.stage.face.backdrop import DUSK, PAPER
from sim.stage.face.identity import Identity
from sim.stage.face.life import STILL, Life, life
from sim.stage.face.portrait import Fading, Portrait, Sight
from sim.stage.face.pose import NEUTRAL, Pose, feeling, leading, pose_for
from sim.stage.kit.cards import tone_colour
from sim.stage.kit.look import BODY, Look, Style
from sim.stage.kit.paint import gradient, rounded, soften
from sim.stage.kit.vector import Colour, clamp, lerp
from sim.stage.kit.widget import CARD_RADIUS, Drawn, Kept, Widget, draw_card

Light = Literal["live", "waiting", "ringing"]
SPEAKING_FPS, SILENT_FPS = 15, 8
GLIDE_SECONDS = 0.6
_NAME = Style(19, "semibold", 1.3)
_POSE_FIELDS = tuple(field.name for field in fields(Pose))
_WHITE, _PALE, _DARK = (255, 255, 255), (226, 234, 238), (6, 12, 18)
_CHIN = 0.72  # of the picture's height
_LONG_FRAME = 0.2  # seconds: after so long a frame the next one brings the whole picture
_EARLY = 1e-6  # frames of a sixtieth add up to a fifteenth only nearly


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a picture is made from, besides whose face it is and how large."""

    pose: Pose = NEUTRAL
    life: Life = STILL
    loudness: float = 0.0
    feeling: str | None = None
    before: str | None = None  # the feeling whose light is going, and how much of it is left
    left: float = 0.0


def between(start: Pose, end: Pose, share: float) -> Pose:
    """The pose `share` (0..1) of the way from start to end."""
    return Pose(*(lerp(getattr(start, name), getattr(end, name), share) for name in _POSE_FIELDS))


class Glide:
    """The way from one mood's pose to the next."""

    def __init__(self) -> None:
        self.mood: Mood | None = None
        self.feeling: str | None = None
        self.before: str | None = None
        self._start = self._end = NEUTRAL
        self._began = 0.0

    def towards(self, mood: Mood, now: float) -> None:
        """The caller feels like this from now on; the first mood is taken at once."""
        if mood == self.mood:
            return
        weights = feeling(*mood)
        self._start = pose_for(weights) if self.mood is None else self.at(now)
        # A light that has hardly come gives way to the next without being seen.
        if self.mood is None or self.left(now) < 0.5:
            self.before = self.feeling
        self._end, self.feeling = pose_for(weights), leading(weights)
        if self.mood is None:
            self.before = self.feeling
        self.mood, self._began = mood, now

    def moving(self, now: float) -> bool:
        """Whether it is under way."""
        return now - self._began < GLIDE_SECONDS and self._start != self._end

    def at(self, now: float) -> Pose:
        """The pose now, easing in and out."""
        share = self._share(now)
        if share >= 1 or self._start == self._end:
            return self._end
        return between(self._start, self._end, share)

    def left(self, now: float) -> float:
        """How much of the light before is left, in steps that are seen."""
        return 0.0 if self.before == self.feeling else round(1 - self._share(now), 2)

    def _share(self, now: float) -> float:
        share = clamp((now - self._began) / GLIDE_SECONDS)
        return share * share * (3 - 2 * share)

    @property
    def end(self) -> Pose:
        """Where it leads."""
        return self._end


class CallerPortrait(Widget):
    """The face in its frame, with name and one line about the caller. light: live, waiting (dimmed), ringing."""

    elevation = 2
    moment: Drawn[Moment] = Drawn(Moment())
    light: Drawn[Light] = Drawn("ringing")

    def __init__(self, identity: Identity, seed: int, name: str, about: str) -> None:
        super().__init__(name)
        self.identity, self.seed, self.about = identity, seed, about
        self.glide = Glide()
        self._drawn_at = self._followed_at = float("-inf")
        self._coming: Moment | None = None  # the moment whose picture is being made
        self._gave_way = False
        self._portrait: Portrait | None = None
        self._warm: Portrait | None = None  # the portrait that was warmed up
        self._picture, self._veil, self._mask = Kept(), Kept(), Kept()

    def spoken(self) -> str:
        """Who it is."""
        return f"{self.label}. {self.about}"

    def warm_up(self, mood: Mood) -> None:
        """Prepare the first face behind the dark one: it is there when the phone is picked up. Once a frame."""
        if self._portrait is None or self.ui is None or self.ui.look is None or self._warm is self._portrait:
            return
        weights = feeling(*mood)
        if self._portrait.prepare(_sight(self.ui.look, Moment(pose_for(weights), feeling=leading(weights)))):
            self._warm = self._portrait

    def follow(self, now: float, mood: Mood, speaking: bool, loudness: float, busy: bool = False) -> None:
        """The caller feels and sounds like this now; a new Moment when its time has come.

        busy: this frame has work enough already.
        """
        self.glide.towards(mood, now)
        if self.ui is None or self.ui.look is None or self.light == "ringing":
            return
        glide, since, self._followed_at = self.glide, now - self._followed_at, now
        if self.ui.look.reduced_motion or math.isinf(since):
            self.moment, self._coming = Moment(glide.end, feeling=glide.feeling), None
            return
        rate = SPEAKING_FPS if speaking or glide.moving(now) else SILENT_FPS
        if self._coming is None and now - self._drawn_at >= 1 / rate - _EARLY:
            self._drawn_at = now
            heard = loudness if speaking else 0.0
            left = glide.left(now)
            before = glide.before if left else None
            self._coming = Moment(glide.at(now), life(now, self.seed), heard, glide.feeling, before, left)
        self._prepare(self.ui.look, since >= _LONG_FRAME - _EARLY, busy or self.ui.redraws)

    def _prepare(self, look: Look, whole: bool, busy: bool) -> None:
        """A piece of the coming picture, or all the rest of it; the moment is shown when its picture is there."""
        if self._coming is None:
            return
        if busy and not self._gave_way:
            self._gave_way = True  # drawing everything, say, is work enough for one frame
            return
        self._gave_way = False
        if whole or self._portrait is None or self._portrait.prepare(_sight(look, self._coming)):
            self.moment, self._coming = self._coming, None

    def rest(self, now: float) -> None:
        """No new picture for a moment: something else is to be seen first."""
        self._drawn_at, self._coming = now, None

    # --- places -------------------------------------------------------------------------------------------------

    def beside(self, look: Look) -> bool:
        """Whether the words stand beside the picture instead of on it."""
        return self.rect.height < 0.8 * self.rect.width

    def _side(self, look: Look) -> int:
        return self.rect.height if self.beside(look) else self.rect.width

    def _words(self, look: Look, width: int, most: int) -> list[tuple[str, Style]]:
        """Name and line as far as they fit into that height."""
        words = [(self.label, _NAME), (self.about, BODY)]
        while words and sum(look.height(text, style, width) for text, style in words) > most:
            words.pop()
        return words

    def fits(self, look: Look) -> bool:
        """Any size will do; the name stands on the caption too."""
        return True

    # --- drawing ------------------------------------------------------------------------------------------------

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The kept picture; beside it the words where the frame is wide."""
        if min(self.rect.size) < 2:
            return
        side = self._side(look)
        key = (look, self.rect.size, self.moment, self.light)
        if not self.beside(look):
            surface.blit(self._picture.get(key, lambda: self._framed(look, self.rect.size, True)), self.rect)
            return
        draw_card(surface, look, self.rect, look.theme.panel)
        surface.blit(self._picture.get(key, lambda: self._framed(look, (side, side), False)), self.rect)
        box = pygame.Rect(self.rect.x + side + look.u(14), 0, 0, 0)
        box.width = max(1, self.rect.right - look.u(12) - box.x)
        words = self._words(look, box.width, self.rect.height - look.u(16))
        box.y = self.rect.centery - sum(look.height(text, style, box.width) for text, style in words) // 2
        for (text, style), ink in zip(words, (look.theme.text, look.theme.muted), strict=False):
            box.y = look.paragraph(surface, text, box, (style, ink))

    def _framed(self, look: Look, size: tuple[int, int], worded: bool) -> pygame.Surface:
        """The face with scrim, words and round corners, as a surface of this size."""
        frame = pygame.Surface(size, pygame.SRCALPHA)
        frame.blit(self._face(look, max(size)), (0, 0))
        key = (look, size, worded, self.light)
        frame.blit(self._veil.get(key, lambda: self._draw_veil(look, size, worded)), (0, 0))
        radius = look.u(CARD_RADIUS)
        mask = self._mask.get((size, radius), lambda: rounded(size, radius, _WHITE))
        for x in (0, size[0] - radius):
            for y in (0, size[1] - radius):
                frame.blit(mask, (x, y), (x, y, radius, radius), pygame.BLEND_RGBA_MULT)
        return frame

    def _face(self, look: Look, side: int) -> pygame.Surface:
        backdrop = PAPER if look.theme.name == "paper" else DUSK
        if self._portrait is None or (self._portrait.size_px, self._portrait.backdrop) != (side, backdrop):
            self._portrait = Portrait(self.identity, side, backdrop)
        if self.light == "ringing":
            return soften(self._portrait.render(NEUTRAL), (6, 6))
        return self._portrait.picture(_sight(look, self.moment))

    def _draw_veil(self, look: Look, size: tuple[int, int], worded: bool) -> pygame.Surface:
        """What lies over the face: dusk while it waits, a scrim with the words, the frame's line."""
        veil = pygame.Surface(size, pygame.SRCALPHA)
        if self.light != "live":
            veil.fill((*_DARK, 190 if self.light == "ringing" else 96))
        pad = look.u(18)
        width = max(1, size[0] - 2 * pad)
        # The words stay below the chin: a mouth is what shows who speaks.
        words = self._words(look, width, size[1] - round(_CHIN * size[0]) - look.u(12)) if worded else []
        if words:
            height = sum(look.height(text, style, width) for text, style in words)
            scrim = min(size[1], height + look.u(72))
            veil.blit(gradient((size[0], scrim), ((0.0, (*_DARK, 0)), (0.45, (*_DARK, 150)), (1.0, (*_DARK, 225)))),
                      (0, size[1] - scrim))  # fmt: skip
            box = pygame.Rect(pad, size[1] - height - look.u(12), width, height)
            for (text, style), ink in zip(words, (_WHITE, _PALE), strict=False):
                box.y = look.paragraph(veil, text, box, (style, ink))
        veil.blit(rounded(size, look.u(CARD_RADIUS), None, look.theme.line, look.u(1)), (0, 0))
        return veil


def _sight(look: Look, moment: Moment) -> Sight:
    fading = Fading(_light(look, moment.before), moment.left)
    return Sight(moment.pose, moment.life, moment.loudness, _light(look, moment.feeling), fading)


def _light(look: Look, feeling: str | None) -> Colour | None:
    return tone_colour(look, feeling) if feeling else None  # type: ignore[arg-type]
