"""What the trainer's panel says: replies from the inside, why the caller says this, what the check found."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import pygame

from sim.core.inside import LineInside, ReplyInside
from sim.core.moves import Effect
from sim.core.scenario import DIMENSIONS
from sim.core.texts import Texts
from sim.stage.kit.cards import Chip, Text, Tone, chip_places, tone_ink
from sim.stage.kit.look import BODY, LABEL, LABEL_STRONG, STRONG, Style
from sim.stage.kit.outcome import Next
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.vector import mix
from sim.stage.kit.widget import Widget, draw_card

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

GAUGES: tuple[tuple[str, Tone], ...] = (
    ("anger", "anger"), ("panic", "panic"), ("trust", "trust"), ("patience", "calm"),
)  # fmt: skip


def signed(value: int) -> str:
    """A number with its sign, as it is written in a text."""
    return f"+{value}" if value > 0 else f"−{-value}" if value < 0 else "0"


class _Row(NamedTuple):
    text: str
    style: Style
    tone: Tone


class ReplyCard(Widget):
    """A reply from the inside: its moves, grades, what it does to the mood, and where it leads."""

    def __init__(self, texts: Texts, reply: ReplyInside) -> None:
        super().__init__(_heading(texts, reply))
        self.reply = reply
        self._rows = _reply_rows(texts, reply)
        self._chips = _grades(texts, reply) if reply.number else ()

    def spoken(self) -> str:
        """All of it."""
        return ". ".join((self.label, *(row.text for row in self._rows), *(chip.text for chip in self._chips)))

    def _width(self, look: Look, width: int) -> int:
        return max(1, width - look.u(24))

    def height_for(self, look: Look, width: int) -> int:
        """All rows and chips."""
        room = self._width(look, width)
        rows = look.height(self.label, STRONG, room) + sum(look.height(row.text, row.style, room) for row in self._rows)
        chips = chip_places(look, self._chips, room)[1]
        return rows + (chips + look.u(10) if chips else 0) + look.u(18)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Quieter where the reply is not offered."""
        theme, offered = look.theme, bool(self.reply.number)
        fill = theme.raised if offered else mix(theme.panel, theme.bg, 0.4)
        draw_card(surface, look, self.rect, fill, radius=10)
        box = pygame.Rect(self.rect.x + look.u(12), self.rect.y + look.u(9), self._width(look, self.rect.width), 0)
        box.y = look.paragraph(surface, self.label, box, (STRONG, theme.text if offered else theme.muted))
        for i, row in enumerate(self._rows):
            box.y = look.paragraph(surface, row.text, box, (row.style, tone_ink(look, row.tone, fill)))
            if i == 0 and self._chips:
                box.y += look.u(5)
                places, height = chip_places(look, self._chips, box.width)
                for chip, (x, y) in zip(self._chips, places, strict=True):
                    chip.draw(surface, look, (box.x + x, box.y + y))
                box.y += height + look.u(5)


def _heading(texts: Texts, reply: ReplyInside) -> str:
    if not reply.number:
        return texts("preview.not_offered", option=reply.option)
    return texts("preview.reply", number=reply.number, option=reply.option, to=reply.to)


def _reply_rows(texts: Texts, reply: ReplyInside) -> list[_Row]:
    rows = [_Row(", ".join(reply.moves) or texts("preview.no_moves"), BODY, "muted")]
    if not reply.number:
        return [*rows, _Row(texts("preview.when", when=reply.when), LABEL, "faint")]
    rows.append(_Row(change_words(texts, reply.change), LABEL, "text"))
    if reply.way:
        rows.append(_Row(texts("preview.way", when=reply.way), LABEL, "faint"))
    if reply.sets:
        rows.append(_Row(texts("preview.sets", names=", ".join(reply.sets)), LABEL, "muted"))
    if reply.breach:
        rows.append(_Row(texts("preview.breach"), LABEL, "bad"))
    if reply.reveals:
        rows.append(_Row(texts("preview.reveals"), LABEL, "trust"))
    if reply.ends:
        rows.append(_Row(texts("preview.ends"), LABEL, "info"))
    return rows


def change_words(texts: Texts, change: Effect) -> str:
    """What a reply does to the mood, the gauges that it leaves alone left out."""
    parts = [
        f"{texts(f'preview.gauge.{name}')} {signed(value)}"
        for (name, _), value in zip(GAUGES, change, strict=True)
        if value
    ]
    return " · ".join(parts) or texts("preview.no_change")


def _grades(texts: Texts, reply: ReplyInside) -> tuple[Chip, ...]:
    tones: dict[bool, Tone] = {True: "good", False: "bad"}
    return tuple(
        Chip(f"{texts(f'preview.score.{name}')} {signed(grade)}", tones[grade > 0] if grade else "muted")
        for name, grade in zip(DIMENSIONS, reply.grade, strict=True)
    )


def line_rows(texts: Texts, lines: tuple[LineInside, ...]) -> list[Widget]:
    """Which variant the caller says, and why."""
    if len(lines) == 1:
        return [Text(texts("preview.only_line"), LABEL, "muted")]
    return [_line_row(texts, line) for line in lines]


def _line_row(texts: Texts, line: LineInside) -> Text:
    values = ", ".join(f"{texts(f'preview.gauge.{name}')} {value}" for name, value in line.gauges)
    key = "said" if line.said else "later" if line.holds else "not"
    words = texts(
        f"preview.line.{key}" if line.when else f"preview.line.{key}_else", number=line.number, when=line.when
    )
    return Text(
        f"{words} ({values})" if values else words,
        LABEL_STRONG if line.said else LABEL,
        "text" if line.said else "faint",
        "tick" if line.said else "dot" if line.holds else "cross",
    )


class FindingsCard(ScrollPanel):
    """The problems over the call, for as long as the file has errors. The card is a button: it opens all of them."""

    activates = True

    def __init__(self, label: str, on: Callable[[], Next]) -> None:
        super().__init__(label, gap=5)
        self.on = on

    def arrange(self, rect: pygame.Rect, look: Look) -> None:
        """It takes every click on it, so that nothing below is hit."""
        super().arrange(rect, look)
        self.focusable = True

    def height_for(self, look: Look, width: int) -> int:
        """Any height: it scrolls."""
        return self.rect.height
