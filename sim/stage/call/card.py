"""The card in the middle of a call: the caller's words, or a page that stands in for them, or a breath.

speech   name, how they say it, wave, caption, and for some seconds a quiet notice below it
page     a title and paragraphs: the phone rings, the caller is on hold, the call is over
breath   a slow ring; the caption comes back when the breath is over
"""

from __future__ import annotations

from typing import Literal

import pygame

from sim.stage.call.breath import BreathRing
from sim.stage.call.caption import CaptionText, Waveform
from sim.stage.kit import boxes
from sim.stage.kit.cards import Text, Tone, tone_colour, tone_ink
from sim.stage.kit.icons import icon
from sim.stage.kit.look import BODY, CAPTION, HEADING, MEDIUM, STRONG, Look, Style
from sim.stage.kit.paint import rounded
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.vector import mix
from sim.stage.kit.widget import Drawn, Widget, draw_card

Mode = Literal["speech", "page", "breath"]
_FEWEST_LINES = 2


class Medallion(Widget):
    """A sign in a soft disc, above a page. glow: 0..1, the disc swells with the ring of the phone."""

    sign = Drawn("phone")
    glow = Drawn(0.0)
    tone: Drawn[Tone] = Drawn("accent")

    def height_for(self, look: Look, width: int) -> int:
        """The disc and a little air below it."""
        return look.u(92)

    def fits(self, look: Look) -> bool:
        """It says nothing in words."""
        return True

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Disc and sign, in the middle."""
        theme, side, colour = look.theme, look.u(80), tone_colour(look, self.tone)
        disc = rounded(
            (side, side),
            side // 2,
            mix(theme.panel, colour, 0.14 + 0.2 * self.glow),
            mix(theme.panel, colour, 0.4 + 0.5 * self.glow),
            look.u(2),
        )
        place = disc.get_rect(midtop=self.rect.midtop)
        surface.blit(disc, place)
        sign = icon(self.sign, look.u(38), colour)
        surface.blit(sign, sign.get_rect(center=place.center))


class CaptionCard(Widget):
    """Everything that can stand in the middle card; `show_*` says what does."""

    elevation = 2
    mode: Drawn[Mode] = Drawn("page")
    cue = Drawn("")

    def __init__(self, name: str, ring: BreathRing) -> None:
        super().__init__(name)
        self.caption, self.wave, self.ring = CaptionText(), Waveform(), ring
        self.page = ScrollPanel(name, bare=True, gap=10)
        self.medallion = Medallion()
        self.notice = Text("", BODY, "muted", icon="info")
        self.notice.visible = False
        self.yields = False
        self._page: tuple[str, ...] = ()
        self.adopt(self.caption, self.wave, self.ring, self.page, self.notice)

    # --- what stands there --------------------------------------------------------------------------------------

    def show_speech(self) -> bool:
        """The caller's words. True where that is a change, so that the layout must be made again."""
        return self._switch("speech")

    def show_breath(self) -> bool:
        """The ring. True where that is a change."""
        return self._switch("breath")

    def show_page(self, sign: tuple[str, Tone], title: str, *paragraphs: tuple[str, Style, Tone]) -> bool:
        """A sign, a title and paragraphs. True where that is a change."""
        page = (title, *(text for text, _, _ in paragraphs))
        self.medallion.sign, self.medallion.tone = sign
        changed = self._switch("page") or page != self._page
        if page != self._page:
            self._page = page
            self.page.offset = 0
            texts = [Text(title, HEADING), *(Text(text, style, tone) for text, style, tone in paragraphs)]
            for text in texts:
                text.align = "centre"
            self.page.fill([self.medallion, *texts])
        return changed

    def ringing(self, loud: float) -> None:
        """The phone rings this loudly, 0..1: its sign swells, in steps that are seen, unless motion is reduced."""
        still = self.ui is None or self.ui.look is None or self.ui.look.reduced_motion
        self.medallion.glow = 0.0 if still else round(loud * 10) / 10

    def _switch(self, mode: Mode) -> bool:
        changed, self.mode = self.mode != mode, mode
        return changed

    def notify(self, text: str, yields: bool = False) -> bool:
        """Show a quiet line below the words, or none. True where that is a change.

        yields: whether it is left out where the words need the room.
        """
        self.yields = yields
        if text == (self.notice.label if self.notice.visible else ""):
            return False
        self.notice.label = text or self.notice.label
        self.notice.visible = bool(text)
        return True

    def announced(self) -> tuple[str, ...]:
        """What stands there instead of the caller's words, and the notice below them."""
        notice = (self.notice.label,) if self.notice.visible else ()
        if self.mode == "page":
            return (*self._page, *notice)
        return (self.ring.label, self.ring.state, *notice) if self.mode == "breath" else notice

    # --- places -------------------------------------------------------------------------------------------------

    def _inner(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        return boxes.inset(rect, look.u(22), look.u(14))

    def _head(self, look: Look, width: int) -> int:
        """The height of who speaks; a long name takes two lines. How they say it stands beside it, else below."""
        name = max(look.line(STRONG), look.height(self.label, STRONG, max(1, width)))
        below = self.mode == "speech" and self.cue and not self._cue_beside(look, width)
        return name + (look.height(self.cue, MEDIUM, max(1, width)) if below else 0)

    def _cue_beside(self, look: Look, width: int) -> bool:
        return look.width(self.label, STRONG) + look.u(16) + look.width(self.cue, MEDIUM) <= width

    def _cue_room(self, look: Look, width: int) -> int:
        """What the cue takes from the name's line."""
        return look.width(self.cue, MEDIUM) + look.u(16) if self.cue and self._cue_beside(look, width) else 0

    def _notice_height(self, look: Look, width: int) -> int:
        return self.notice.height_for(look, width) + look.u(8) if self.notice.visible else 0

    def _around(self, look: Look, width: int) -> int:
        """The height of everything but the words themselves."""
        return self._head(look, width) + look.u(8) + self._notice_height(look, width) + 2 * look.u(14)

    def heights(self, look: Look, width: int) -> tuple[int, int, int]:
        """Wanted, enough with smaller words, and the least in which what does not fit can be scrolled to."""
        room = self._inner(look, pygame.Rect(0, 0, width, 0)).width
        around = self._around(look, room)
        least = around + _FEWEST_LINES * look.line(CAPTION)
        if self.yields:
            least -= self._notice_height(look, room)
        if self.mode == "page":
            self.medallion.visible = True
            wanted = self.page.content_height(look, room + look.u(16)) + look.u(12)
            return wanted, wanted, min(wanted, least)
        if self.mode == "breath":
            least = max(least, self.ring.needed(look, room) + look.u(40))
            return max(least, around + self.caption.height_for(look, room)), least, least
        enough = around + self.caption.smaller_height_for(look, room)
        return around + self.caption.height_for(look, room), enough, min(enough, least)

    def height_for(self, look: Look, width: int) -> int:
        """The least it can do with."""
        return self.heights(look, width)[2]

    def place(self, rect: pygame.Rect) -> None:
        """Place what is inside; what is not shown gets no room."""
        super().place(rect)
        look = self.ui.look if self.ui is not None else None
        if look is None:
            return
        nowhere = pygame.Rect(rect.x, rect.y, 0, 0)
        inner = self._inner(look, rect)
        words = self._head(look, inner.width) + look.u(8) + _FEWEST_LINES * look.line(CAPTION)
        if self.notice.visible and self.yields and words + self._notice_height(look, inner.width) > inner.height:
            self.notice.place(nowhere)
        elif self.notice.visible:
            foot, inner = boxes.cut_bottom(inner, self.notice.height_for(look, inner.width), look.u(8))
            self.notice.place(foot)
        head, body = boxes.cut_top(inner, self._head(look, inner.width), look.u(8))
        speech, breath, page = (self.mode == mode for mode in ("speech", "breath", "page"))
        self.caption.place(body if speech else nowhere)
        name = min(look.width(self.label, STRONG), head.width)
        wave = pygame.Rect(head.x + name + look.u(16), head.y, self.wave.width_for(look), head.height)
        wave.height = look.line(STRONG)
        most = head.right - self._cue_room(look, head.width)
        self.wave.place(wave if speech and wave.right <= most else nowhere)
        self.ring.place(boxes.inset(inner, 0, look.u(4)) if breath else nowhere)
        self.page.visible = page
        if page:
            self._place_page(inner.inflate(look.u(16), look.u(8)), look)

    def _place_page(self, room: pygame.Rect, look: Look) -> None:
        """In the middle of the card; without its sign where the words need the room."""
        self.medallion.visible = self.page.content_height(look, room.width) <= room.height
        height = min(room.height, self.page.content_height(look, room.width))
        self.page.arrange(pygame.Rect(room.x, room.centery - height // 2, room.width, height), look)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The card; over the caption the name of who speaks, and how they say it."""
        theme = look.theme
        draw_card(surface, look, self.rect, theme.panel)
        if self.mode != "speech":
            return
        head = self._inner(look, self.rect)
        below = look.paragraph(surface, self.label, head, (STRONG, tone_ink(look, "info")))
        if not self.cue:
            return
        if self._cue_beside(look, head.width):
            words = look.render(self.cue, MEDIUM, theme.muted)
            place = (head.right - words.get_width(), head.y + (look.line(STRONG) - words.get_height()) // 2)
            surface.blit(words, place)
        else:
            look.paragraph(surface, self.cue, pygame.Rect(head.x, below, head.width, 0), (MEDIUM, theme.muted))
