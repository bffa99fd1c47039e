"""Below the caption: the time that is left, and what the trainee can say or do now.

The region shows one of three things: the replies; the reply that was just given and a quiet place that says which key
shows the next ones; or one large button (pick up, back to the caller, to the debrief).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import pygame

from sim.core.log import OfferedReply
from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button, ReplyButton
from sim.stage.kit.icons import icon
from sim.stage.kit.look import BODY, LABEL_STRONG, MEDIUM, STRONG, Look
from sim.stage.kit.meters import draw_bar
from sim.stage.kit.outcome import Next
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.vector import clamp, mix
from sim.stage.kit.widget import BUTTON_RADIUS, Drawn, Widget, draw_card, draw_ring

REPLIES = tuple(f"reply_{number}" for number in range(1, 6))  # the actions
KEYPAD = (pygame.K_KP1, pygame.K_KP2, pygame.K_KP3, pygame.K_KP4, pygame.K_KP5)
_SQUEEZE = 16  # base pixels of air that a reply can give up
Shows = Literal["replies", "waiting", "action"]


class CallTime(Widget):
    """One line on time: words alone, or words with a bar and a figure. Its height never changes during a call."""

    share = Drawn(1.0)
    value = Drawn("")
    timed = Drawn(False)
    sign = Drawn("clock")

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(labels[0])
        self._labels = tuple(labels)  # all it may ever say, so that room is kept for the longest

    def words(self, label: str, sign: str = "clock") -> None:
        """Say only this."""
        self.label, self.timed, self.sign, self.value = label, False, sign, ""

    def time(self, label: str, share: float, value: str, sign: str = "clock") -> None:
        """Show this share (0..1) of the time, and the figure in words."""
        self.label, self.timed, self.sign = label, True, sign
        # Steps of a hundred-and-twentieth: an untouched second costs few redraws.
        self.share, self.value = round(clamp(share) * 120) / 120, value

    def spoken(self) -> str:
        """Label and figure."""
        return f"{self.label}: {self.value}" if self.value else self.label

    def _left(self, look: Look) -> int:
        return look.t(18) + look.u(8)

    def height_for(self, look: Look, width: int) -> int:
        """Room for the longest of its labels."""
        room = max(1, width - self._left(look))
        return max(look.u(30), *(look.height(label, MEDIUM, room) for label in self._labels))

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Green while there is time, then amber, then red; the figure says it too."""
        theme, rect, size, line = look.theme, self.rect, look.t(18), look.line(MEDIUM)
        full = not self.timed or self.share > 0.5
        colour = theme.accent if full else theme.warn if self.share > 0.25 else theme.bad
        room = max(1, rect.width - self._left(look))
        height = line if self.timed else look.height(self.label, MEDIUM, room)
        top = rect.centery - height // 2
        mark = colour if self.timed else theme.muted
        surface.blit(icon(self.sign, size, mark), (rect.x, top + (line - size) // 2))
        box = pygame.Rect(rect.x + self._left(look), top, room, height)
        look.paragraph(surface, self.label, box, (MEDIUM, theme.muted))
        if self.timed:
            self._draw_time(surface, look, (box.x + look.width(self.label, MEDIUM), colour))

    def _draw_time(self, surface: pygame.Surface, look: Look, start: tuple[int, tuple[int, int, int]]) -> None:
        value = look.render(self.value, STRONG, look.theme.text)
        kept = max(value.get_width(), look.width("00 s", STRONG))
        surface.blit(value, (self.rect.right - value.get_width(), self.rect.centery - value.get_height() // 2))
        left, right = start[0] + look.u(14), self.rect.right - kept - look.u(14)
        if right - left >= look.u(40):
            bar = pygame.Rect(left, self.rect.centery - look.u(4), right - left, look.u(8))
            draw_bar(surface, look, bar, self.share, start[1])


class Waiting(Widget):
    """A quiet place where the replies will be: who speaks, and the key (or click) that shows the replies now."""

    focusable = True

    def __init__(self, label: str, hint: str, on: Callable[[], Next]) -> None:
        super().__init__(label, on=on)
        self.hint = hint

    said = Drawn("")
    hint = Drawn("")

    def spoken(self) -> str:
        """What it is and how to use it."""
        return f"{self.label}. {self.hint}" if self.enabled else self.label

    @property
    def key(self) -> str:
        """What stands on the cap of its key."""
        return self.keys.cap("show")

    def _cap(self, look: Look) -> int:
        return look.width(self.key, LABEL_STRONG) + look.u(16)

    def _rows(self, look: Look, width: int) -> tuple[int, int]:
        """The heights of label and hint."""
        hint = look.height(self.hint, BODY, max(1, width - self._cap(look) - look.u(12))) if self.enabled else 0
        return look.height(self.label, MEDIUM, width), hint

    def height_for(self, look: Look, width: int) -> int:
        """Label and hint."""
        return sum(self._rows(look, width - 2 * look.u(20))) + look.u(30)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """An empty, sunken card; the words in its middle."""
        theme, lit = look.theme, (self.hovered or self.focused) and self.enabled
        fill = mix(theme.bg, theme.panel, 0.6 if lit else 0.28)
        draw_card(surface, look, self.rect, fill, theme.edge if lit else theme.line, radius=BUTTON_RADIUS)
        width = self.rect.width - 2 * look.u(20)
        label, hint = self._rows(look, width)
        gap = look.u(8) if hint else 0
        y = self.rect.centery - (label + gap + hint) // 2
        for line in look.wrap(self.label, MEDIUM, width):
            words = look.render(line, MEDIUM, theme.muted)
            surface.blit(words, (self.rect.centerx - words.get_width() // 2, y))
            y += look.line(MEDIUM)
        if hint:
            self._draw_hint(surface, look, (y + gap, width))
        if self.focused:
            draw_ring(surface, look, self.rect, BUTTON_RADIUS)

    def _draw_hint(self, surface: pygame.Surface, look: Look, place: tuple[int, int]) -> None:
        (y, width), theme, cap = place, look.theme, self._cap(look)
        room = max(1, width - cap - look.u(12))
        lines = look.wrap(self.hint, BODY, room)
        block = max(look.width(line, BODY) for line in lines)
        x = self.rect.centerx - (cap + look.u(12) + block) // 2
        box = pygame.Rect(x, y, cap, min(look.t(24), look.line(BODY) + look.u(2)))
        box.centery = y + look.line(BODY) // 2
        draw_card(surface, look, box, theme.panel, theme.edge, radius=6)
        key = look.render(self.key, LABEL_STRONG, theme.muted)
        surface.blit(key, key.get_rect(center=box.center))
        words = pygame.Rect(x + cap + look.u(12), y, room, 0)
        look.paragraph(surface, self.hint, words, (BODY, theme.text))


class CallReply(ReplyButton):
    """A reply that gives up some of its air where the window is short of room. Its number chooses no unread words."""

    must_be_seen = True
    squeeze = 0  # real pixels

    def height_for(self, look: Look, width: int) -> int:
        """As tall as its words, less what it gives up."""
        return super().height_for(look, width) - self.squeeze


class Region(Widget):
    """Replies, the quiet place, or one large button."""

    shows: Drawn[Shows] = Drawn("action")

    def __init__(self, waiting: Waiting, label: str) -> None:
        super().__init__()
        self.replies = ScrollPanel(label, bare=True, gap=9)
        self.waiting = waiting
        self.said = ReplyButton(0, "")
        self.said.focusable, self.said.chosen, self.said.visible = False, True, False
        self.action = Button("", kind="primary")
        self.offered: tuple[OfferedReply, ...] = ()
        self.adopt(self.replies, self.said, self.waiting, self.action)

    @property
    def buttons(self) -> list[CallReply]:
        """The replies that can be given."""
        return [child for child in self.replies.children if isinstance(child, CallReply)]

    def offer(self, replies: tuple[OfferedReply, ...], choose: Callable[[int], Next]) -> None:
        """These are the replies of the present turn, seen or not."""
        if replies == self.offered:
            return
        self.offered = replies
        self.replies.offset = 0
        self.replies.fill([self._button(i, reply, choose) for i, reply in enumerate(replies)])

    def lay(self, widgets: list[Widget]) -> None:
        """These stand in place of the replies: a reply is typed."""
        self.offered = ()
        self.replies.offset = 0
        self.replies.fill(widgets)

    @property
    def first(self) -> Widget | None:
        """Where the keyboard goes when the replies, or what stands for them, appear."""
        return next((child for child in self.replies.children if child.focusable), None)

    def _button(self, i: int, reply: OfferedReply, choose: Callable[[int], Next]) -> CallReply:
        return CallReply(i + 1, reply.text, lambda: choose(i), REPLIES[i] if i < len(REPLIES) else None)

    def announced(self) -> tuple[str, ...]:
        """The replies, as soon as they are seen."""
        if self.shows != "replies":
            return ()
        return tuple(words for child in self.replies.children if (words := child.spoken()))

    def mark(self, number: int, text: str) -> None:
        """What was said stays in sight, marked, while the caller answers."""
        self.said.number, self.said.label = number, text

    def show(self, shows: Shows) -> bool:
        """Show one of the three. True where that is a change, so that the layout must be made again."""
        changed, self.shows = self.shows != shows, shows
        self.replies.visible = shows == "replies"
        self.waiting.visible = shows == "waiting"
        self.action.visible = shows == "action"
        self.said.visible = shows == "waiting" and self.said.number > 0
        return changed

    def act(self, label: str, sign: str, hint: str, on: Callable[[], Next]) -> None:
        """What the large button says and does."""
        button = self.action
        button.label, button.icon, button.hint, button.on = label, sign, hint, on

    def _replies_height(self, look: Look, width: int, squeeze: int = 0) -> int:
        """The height of all replies when each gives up so many pixels, and half as many of the gap."""
        heights = [
            ReplyButton.height_for(child, look, width) - squeeze if isinstance(child, CallReply)
            else child.height_for(look, width)
            for child in self.replies.children
        ]  # fmt: skip
        return sum(heights) + self._gap(look, squeeze) * max(0, len(heights) - 1)

    def _gap(self, look: Look, squeeze: int) -> int:
        return look.u(6 if squeeze else 9)

    def least_height(self, look: Look, width: int) -> int:
        """The replies as tight as they may stand."""
        if self.shows == "action":
            return self.height_for(look, width)
        return max(self._replies_height(look, width, look.u(_SQUEEZE)), self.waiting.height_for(look, width))

    def _squeeze(self, look: Look, rect: pygame.Rect) -> None:
        """Take away as much air as the replies have to give up to fit."""
        count = len(self.buttons)
        over = self._replies_height(look, rect.width) - rect.height
        squeeze = 0
        if over > 0 and count:
            gained = (self._gap(look, 0) - self._gap(look, 1)) * (count - 1)
            squeeze = max(1, min(look.u(_SQUEEZE), -(-(over - gained) // count)))
        self.replies.gap = 6 if squeeze else 9
        for button in self.buttons:
            button.squeeze = squeeze

    def height_for(self, look: Look, width: int) -> int:
        """What it wants; the replies of the turn keep their room before they are seen."""
        if self.shows == "action":
            return self._action_height(look, self._action_width(look, width)) + look.u(12)
        return max(self._replies_height(look, width), self._waiting_height(look, width))

    def _waiting_height(self, look: Look, width: int) -> int:
        """The quiet place, and above it what was said last; the same whether the replies are seen or not."""
        said = self.said.height_for(look, width) + look.u(9) if self.said.number else 0
        return said + self.waiting.height_for(look, width)

    def fits(self, look: Look) -> bool:
        """The replies scroll; nothing else is taller than the least."""
        return True

    def _action_width(self, look: Look, width: int) -> int:
        return min(width, max(look.u(320), self.action.width_for(look) + look.u(40)))

    def _action_height(self, look: Look, width: int) -> int:
        return max(look.u(56), self.action.height_for(look, width))

    def place(self, rect: pygame.Rect) -> None:
        """Place what is shown. Its own rect is larger: focus rings and the scroll bar reach over the edge."""
        super().place(rect)
        look = self.ui.look if self.ui is not None else None
        if look is None:
            return
        super().place(rect.inflate(2 * look.u(8), 2 * look.u(8)))
        # The bar needs a strip of its own only where something has to be scrolled.
        pad, bar = look.u(8), look.u(10)
        self._squeeze(look, rect)
        over = self._replies_height(look, rect.width, max((b.squeeze for b in self.buttons), default=0)) > rect.height
        wide = rect.width + 2 * pad + (0 if over else bar)
        self.replies.arrange(pygame.Rect(rect.x - pad, rect.y - pad, wide, rect.height + 2 * pad), look)
        width = self._action_width(look, rect.width)
        height = self._action_height(look, width)
        self.action.place(pygame.Rect(rect.centerx - width // 2, rect.centery - height // 2, width, height))
        rest, needed = rect, self.said.height_for(look, rect.width)
        room = rect.height - self.waiting.height_for(look, rect.width) - look.u(9)
        self.said.visible = self.shows == "waiting" and self.said.number > 0 and needed <= room
        if self.said.visible:
            said, rest = boxes.cut_top(rect, needed, look.u(9))
            self.said.place(said)
        self.waiting.place(rest)
