"""What the caller says: the caption, revealed in time with the voice, and the wave that shows how loud it is.

Rules
- A caption is wrapped whole before its first word is seen, so words never jump from line to line.
- One that is too long for its place is set smaller, and then scrolls: it follows the newest line until the trainee
  scrolls back (PageUp, wheel), and follows again with the next line.
- The wave is the line's own loudness: the middle is now, the ends are a second ago. It rests with reduced motion.
"""

from __future__ import annotations

import pygame

from sim.stage.kit.look import CAPTION, Look, Style
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.paint import rounded
from sim.stage.kit.vector import clamp, mix
from sim.stage.kit.widget import CARD_RADIUS, Drawn, Widget, draw_ring

SMALLER = Style(19, "regular", 1.4)
WAVE_BARS = 33
WAVE_FPS = 15
_EARLY = 1e-6


def line_starts(text: str, lines: tuple[str, ...]) -> list[int]:
    """Where each wrapped line begins in the text it was wrapped from."""
    starts, place = [], 0
    for line in lines:
        place = text.index(line, place)
        starts.append(place)
        place += len(line)
    return starts


class CaptionText(Widget):
    """text, of which `shown` characters are to be seen. back: lines scrolled back from the newest."""

    wants_repeat = True
    text = Drawn("")
    shown = Drawn(0)
    back = Drawn(0)
    unheard = ""  # who speaks and what, where the caller has no voice: somebody else must read it

    def announced(self) -> tuple[str, ...]:
        """The whole line where the caller has no voice."""
        return (self.unheard,) if self.unheard else ()

    def spoken(self) -> str:
        """What was said so far."""
        return self.text[: self.shown]

    def say(self, text: str, shown: int) -> None:
        """Show this much of this line; another line is followed from its start."""
        if text != self.text:
            self.back = 0
        self.text, self.shown, self.label = text, shown, text[:shown]

    def style(self, look: Look) -> Style:
        """The caption's size: smaller where that helps it to fit."""
        return CAPTION if self._height(look, CAPTION, self.rect.width) <= self.rect.height else SMALLER

    def _height(self, look: Look, style: Style, width: int) -> int:
        return look.height(self.text, style, max(1, width))

    def height_for(self, look: Look, width: int) -> int:
        """The whole caption in its usual size."""
        return self._height(look, CAPTION, width)

    def smaller_height_for(self, look: Look, width: int) -> int:
        """The whole caption in the smaller size."""
        return self._height(look, SMALLER, width)

    def place(self, rect: pygame.Rect) -> None:
        """It takes the focus only where words are out of sight, so that keys can reach them."""
        super().place(rect)
        look = self.ui.look if self.ui is not None else None
        self.focusable = (
            look is not None and rect.width > 0 and self._height(look, self.style(look), rect.width) > rect.height
        )

    def fits(self, look: Look) -> bool:
        """At least a line is to be seen; the rest can be reached."""
        return not self.text or self.rect.height >= look.line(self.style(look))

    def _window(self, look: Look) -> tuple[int, int, int]:
        """First line shown, lines that fit, and the newest line that may be shown last."""
        style = self.style(look)
        lines = look.wrap(self.text, style, max(1, self.rect.width))
        room = max(1, self.rect.height // look.line(style))
        starts = line_starts(self.text, lines)
        newest = max((i for i, start in enumerate(starts) if start < max(1, self.shown)), default=0)
        first = max(0, newest - room + 1)
        return max(0, first - self.back), room, first

    def scroll(self, lines: int) -> bool:
        """Scroll by lines, back when negative; says whether anything moved."""
        look = self.ui.look if self.ui is not None else None
        if look is None:
            return False
        _, _, most = self._window(look)
        before = min(self.back, most)
        self.back = int(clamp(before - lines, 0, most))
        return self.back != before

    def event(self, event: pygame.event.Event) -> Next:
        """Wheel and page keys; arrows while it has the focus."""
        look = self.ui.look if self.ui is not None else None
        if look is None or not self.focusable:
            return None
        if event.type == pygame.MOUSEWHEEL:
            return STAY if self.scroll(-event.y) else None
        if event.type != pygame.KEYDOWN:
            return None
        page = max(1, self._window(look)[1] - 1)
        steps = {pygame.K_PAGEUP: -page, pygame.K_PAGEDOWN: page, pygame.K_HOME: -999, pygame.K_END: 999}
        if self.focused:
            steps |= {pygame.K_UP: -1, pygame.K_DOWN: 1}
        return STAY if event.key in steps and self.scroll(steps[event.key]) else None

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The lines in sight, each as far as it was said."""
        style, theme = self.style(look), look.theme
        lines = look.wrap(self.text, style, max(1, self.rect.width))
        step, first, room = look.line(style), *self._window(look)[:2]
        lift = (step - look.font(style).get_height()) // 2
        starts = line_starts(self.text, lines)
        for row, i in enumerate(range(first, min(len(lines), first + room))):
            said = min(len(lines[i]), self.shown - starts[i])
            if said <= 0:
                break
            words = look.render(lines[i], style, theme.text)
            width = words.get_width() if said == len(lines[i]) else look.width(lines[i][:said], style)
            place = (self.rect.x, self.rect.y + row * step + lift)
            surface.blit(words, place, (0, 0, width, words.get_height()))
        if len(lines) > room:
            self._draw_bar(surface, look, (first, room, len(lines)))
        if self.focused:
            draw_ring(surface, look, self.rect.inflate(look.u(-2), look.u(-2)), CARD_RADIUS / 2)

    def _draw_bar(self, surface: pygame.Surface, look: Look, state: tuple[int, int, int]) -> None:
        first, room, count = state
        width, height = look.u(5), max(look.u(20), self.rect.height * room // count)
        y = self.rect.y + (self.rect.height - height) * first // max(1, count - room)
        surface.blit(rounded((width, height), width // 2, look.theme.edge), (self.rect.right - width, y))


class Waveform(Widget):
    """The caller's loudness: bars that ripple outwards from the middle, dots in silence."""

    history: Drawn[tuple[float, ...]] = Drawn(())

    def __init__(self) -> None:
        super().__init__()
        self._next = float("-inf")

    def follow(self, now: float, speaking: bool, loudness: float) -> None:
        """Take the loudness of this moment, WAVE_FPS times a second; after the line it fades out."""
        if self.ui is None or self.ui.look is None or now - self._next < 1 / WAVE_FPS - _EARLY:
            return
        self._next = now
        if self.ui.look.reduced_motion:
            self.history = (0.45,) * (WAVE_BARS // 2 + 1) if speaking else ()
            return
        newest = round(loudness, 2) if speaking else 0.0
        history = (newest, *self.history)[: WAVE_BARS // 2 + 1]
        self.history = history if any(history) else ()

    def width_for(self, look: Look) -> int:
        """All bars with their gaps."""
        return WAVE_BARS * look.u(5.5)

    def fits(self, look: Look) -> bool:
        """It says nothing in words."""
        return True

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Bars round the middle; their height follows the voice."""
        theme, step, thick = look.theme, look.u(5.5), look.u(3)
        middle, most = WAVE_BARS // 2, self.rect.height
        quiet = mix(theme.panel, theme.info, 0.45)
        for i in range(WAVE_BARS):
            away = abs(i - middle)
            loud = self.history[away] if away < len(self.history) else 0.0
            taper = 1 - (away / (middle + 1)) ** 2
            height = max(thick, round(most * loud * (0.25 + 0.75 * taper)))
            colour = mix(quiet, theme.info, clamp(loud * 1.6 * taper))
            bar = pygame.Rect(self.rect.x + i * step, self.rect.centery - height // 2, thick, height)
            pygame.draw.rect(surface, colour, bar, border_radius=thick // 2)
