"""Below the timeline: who led, turn by turn, and what happened beside the words.

Two lanes, so that nobody needs the colours: the upper one is filled where the trainee led, the lower one where the
caller did, both half where they shared. Below them stand signs: a breath, a hold, a look-up, a silence, haste.

It takes the focus once: Left and Right go from turn to sign to turn, in words; Enter and a click show the turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import pygame

from sim.core import telling
from sim.core.course import (
    BREATH,
    DEAD_AIR,
    HOLD,
    HOLD_OVER,
    HOLD_SILENT,
    HUNG_UP,
    INTERRUPTED,
    LOOK_UP,
    SNAP,
    TIMERS_OFF,
    TIMERS_ON,
    UNCLEAR,
)  # fmt: skip
from sim.core.debrief import Debrief
from sim.core.leading import Led
from sim.core.texts import Texts
from sim.stage.kit.icons import icon
from sim.stage.kit.look import LABEL
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.paint import rounded
from sim.stage.kit.timeline import Plot, Timeline, spread
from sim.stage.kit.vector import Colour, mix
from sim.stage.kit.widget import Drawn, Widget, draw_ring

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

SIGNS: Mapping[str, str] = {
    BREATH: "breathe", HOLD: "hold", LOOK_UP: "search", DEAD_AIR: "muted", HOLD_OVER: "clock", HOLD_SILENT: "muted",
    INTERRUPTED: "speaker", SNAP: "next", UNCLEAR: "keyboard", HUNG_UP: "hang_up", TIMERS_OFF: "clock",
    TIMERS_ON: "clock",
}  # fmt: skip
LED_SIGNS: Mapping[Led, str] = {"you": "person", "shared": "transcript", "caller": "phone"}
_HARD = (DEAD_AIR, HOLD_OVER, HOLD_SILENT, INTERRUPTED, SNAP)
_WAYS = {pygame.K_LEFT: -1, pygame.K_RIGHT: 1}
_NOWHERE = -1
_WHO: tuple[Led, Led] = ("you", "caller")  # the lanes, from above


class Stop(NamedTuple):
    """A place of the lanes: a turn (from second to second), or a sign (at its second); what it says, and its turn."""

    start: float
    end: float
    words: str
    turn: int
    led: Led | None = None
    sign: str = ""
    hard: bool = False


def stops_of(texts: Texts, debrief: Debrief) -> tuple[Stop, ...]:
    """All places in the order of time."""
    stops, begin = [], 0.0
    for turn in debrief.turns:
        end = max(begin, turn.at_ms / 1000)
        time, who = telling.clock_words(texts, turn.at_ms), texts(f"debrief.lead.{turn.led}")
        words = texts("debrief.lead.turn", turn=turn.number, time=time, who=who)
        stops.append(Stop(begin, end, words, turn.number, led=turn.led))
        begin = end
    for one in debrief.happened:
        # What was typed is read with its turn; here it would be too long.
        short = one._replace(detail="") if one.kind == UNCLEAR else one
        at, what = one.at_ms / 1000, telling.happened_words(texts, short)
        words = texts("debrief.happened.at", time=telling.clock_words(texts, one.at_ms), what=what)
        stops.append(Stop(at, at, words, one.turn, sign=SIGNS[one.kind], hard=one.kind in _HARD))
    return tuple(sorted(stops, key=lambda stop: (stop.end, stop.start)))


class Lanes(Widget):
    """Who led, and what happened, below a timeline whose places it shares. `show` opens a turn of the call."""

    focusable = True
    wants_repeat = True
    at = Drawn(_NOWHERE)  # which of the stops is pointed at

    def __init__(self, texts: Texts, stops: Sequence[Stop], timeline: Timeline, show: Callable[[int], Next]) -> None:
        super().__init__(texts("debrief.lead.lanes"))
        self.stops, self._timeline, self._show = tuple(stops), timeline, show
        self.names = texts("debrief.lead.lane_you"), texts("debrief.lead.lane_caller")
        self.told: Callable[[str], None] = lambda words: None
        self._by_mouse = False  # whether the mouse points, which it does no more where it is not

    @property
    def signs(self) -> bool:
        """Whether anything happened beside the words."""
        return any(stop.sign for stop in self.stops)

    @property
    def words(self) -> str:
        """What is pointed at, in words."""
        return self.stops[self.at].words if 0 <= self.at < len(self.stops) else ""

    def spoken(self) -> str:
        """What is pointed at; else what it is."""
        return self.words or self.label

    # --- what happens -------------------------------------------------------------------------------------------

    def point(self, place: int) -> None:
        """Point at another place."""
        if place != self.at:
            self.at = place
            self.told(self.words)

    def focus_changed(self, gained: bool) -> None:
        """Without the focus nothing is pointed at."""
        if not gained:
            self.point(_NOWHERE)

    def event(self, event: pygame.event.Event) -> Next:
        """Left and Right."""
        if event.type != pygame.KEYDOWN or event.key not in _WAYS or not self.stops:
            return None
        forward = _WAYS[event.key] > 0
        self._by_mouse = False
        first = 0 if forward else len(self.stops) - 1
        place = first if self.at == _NOWHERE else min(len(self.stops) - 1, max(0, self.at + _WAYS[event.key]))
        self.point(place)
        if self.ui is not None:
            self.ui.say(self.spoken())
        return STAY

    def activate(self) -> Next:
        """Show the turn that is pointed at."""
        return self._show(self.stops[self.at].turn) if self.words else STAY

    def hit(self, position: tuple[int, int]) -> bool:
        """The mouse points too."""
        inside = super().hit(position)
        if inside and self.ui is not None and self.ui.look is not None:
            place = self._nearest(self.ui.look, position)
            self._by_mouse = place != _NOWHERE or self._by_mouse
            if self._by_mouse:
                self.point(place)
        elif not inside and self._by_mouse:
            self._by_mouse = False
            self.point(_NOWHERE)
        return inside

    def _nearest(self, look: Look, position: tuple[int, int]) -> int:
        """The sign under the mouse, or the turn whose stretch it is in."""
        plot, side = self._plot(look), self._side(look)
        if position[1] >= self._signs_top(look):
            near = [(abs(x + side // 2 - position[0]), place) for place, x in self._sign_places(look, plot)]
            closest = min(near, default=(side, _NOWHERE))
            return closest[1] if closest[0] <= side else _NOWHERE
        for place, stop in enumerate(self.stops):
            left, right = self._stretch(plot, stop)
            if stop.led is not None and left <= position[0] < right:
                return place
        return _NOWHERE

    # --- places -------------------------------------------------------------------------------------------------

    def _lane(self, look: Look) -> int:
        return look.line(LABEL)

    def _side(self, look: Look) -> int:
        return look.t(17)

    def _signs_top(self, look: Look) -> int:
        return self.rect.y + 2 * self._lane(look) + look.u(6)

    def height_for(self, look: Look, width: int) -> int:
        """Two lanes, and the signs where there are any."""
        return 2 * self._lane(look) + (look.u(6) + self._side(look) if self.signs else 0)

    def _plot(self, look: Look) -> Plot:
        return Plot(look, self._timeline.rect.size, self._timeline.data)

    def _stretch(self, plot: Plot, stop: Stop) -> tuple[int, int]:
        return self.rect.x + round(plot.x(stop.start)), self.rect.x + round(plot.x(stop.end))

    def _sign_places(self, look: Look, plot: Plot) -> list[tuple[int, int]]:
        """Each sign with the left end of its place; they make room for each other."""
        side = self._side(look)
        found = [(place, stop) for place, stop in enumerate(self.stops) if stop.sign]
        wanted = [self.rect.x + plot.x(stop.start) for _, stop in found]
        bounds = self.rect.x + plot.left, float(self.rect.right - side)
        return [(place, round(x)) for (place, _), x in zip(found, spread(wanted, side + 2, bounds), strict=True)]

    # --- drawing ------------------------------------------------------------------------------------------------

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The lanes with who they belong to, the signs."""
        plot = self._plot(look)
        self._draw_names(surface, look, self.rect.x + round(plot.right) + look.u(10))
        for place, stop in enumerate(self.stops):
            if stop.led is not None:
                self._draw_turn(surface, look, self._stretch(plot, stop), (stop.led, place == self.at))
        for place, x in self._sign_places(look, plot):
            self._draw_sign(surface, look, x, (self.stops[place], place == self.at))
        if self.focused:
            draw_ring(surface, look, self.rect, 8)

    def _draw_names(self, surface: pygame.Surface, look: Look, x: int) -> None:
        """Right of the lanes, as the names of the curves stand right of the curves; their icons where it is narrow."""
        lane, size = self._lane(look), look.t(15)
        for row, (name, who) in enumerate(zip(self.names, _WHO, strict=True)):
            middle = self.rect.y + row * lane + lane // 2
            sign = icon(LED_SIGNS[who], size, _colour(look, who))
            surface.blit(sign, (x, middle - size // 2))
            words = look.render(name, LABEL, look.theme.text)
            left = x + size + look.u(6)
            if left + words.get_width() <= self.rect.right:
                surface.blit(words, (left, middle - words.get_height() // 2))

    def _draw_turn(
        self, surface: pygame.Surface, look: Look, stretch: tuple[int, int], state: tuple[Led, bool]
    ) -> None:
        (left, right), (led, lit), lane, theme = stretch, state, self._lane(look), look.theme
        width = max(2, right - left - look.u(2))
        for row, who in enumerate(_WHO):
            tall = {"shared": lane // 3, who: lane - look.u(5)}.get(led, 0)
            colour = _colour(look, who)
            middle = self.rect.y + row * lane + lane // 2
            rail = pygame.Rect(left, middle - look.u(1), width, max(1, look.u(2)))
            pygame.draw.rect(surface, mix(theme.panel, theme.edge, 0.45), rail)
            if tall:
                fill = mix(colour, theme.text, 0.3) if lit else colour
                bar = pygame.Rect(left, middle - tall // 2, width, tall)
                surface.blit(rounded(bar.size, min(look.u(4), tall // 2), fill), bar)
        if lit:
            frame = pygame.Rect(left - 1, self.rect.y, width + 2, 2 * lane)
            surface.blit(rounded(frame.size, look.u(5), None, theme.focus, max(1, look.u(1.6))), frame)

    def _draw_sign(self, surface: pygame.Surface, look: Look, x: int, state: tuple[Stop, bool]) -> None:
        (stop, lit), side, theme = state, self._side(look), look.theme
        place = pygame.Rect(x, self._signs_top(look), side, side)
        if lit:
            around = place.inflate(look.u(6), look.u(6))
            surface.blit(rounded(around.size, look.u(6), theme.hover, theme.focus, max(1, look.u(1.6))), around)
        surface.blit(icon(stop.sign, side, theme.warn if stop.hard else theme.text), place)


def _colour(look: Look, who: Led) -> Colour:
    return look.theme.accent if who == "you" else look.theme.info
