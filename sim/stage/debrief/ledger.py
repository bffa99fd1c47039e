"""Every point of a call: the ledger of each score as a table that a person can add up.

Each line has its points and the sum so far; below the lines stand the sum, the caps, and the score that comes of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

import pygame

from sim.core import telling
from sim.core.debrief import Debrief
from sim.core.scenario import DIMENSIONS, Dimension
from sim.core.scoring import Scorecard
from sim.core.texts import Texts
from sim.stage.debrief import words
from sim.stage.debrief.parts import Stack
from sim.stage.kit.cards import Text
from sim.stage.kit.look import BODY, LABEL, STRONG, TITLE, Style
from sim.stage.kit.theme import legible
from sim.stage.kit.vector import Colour, mix
from sim.stage.kit.widget import Widget

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

Kind = Literal["head", "line", "sum", "cap", "slack", "score"]


class Entry(NamedTuple):
    """A row of the table in words: where, what, points, and the sum so far."""

    kind: Kind
    turn: str
    reason: str
    points: str
    total: str


class Columns:
    """How wide the columns of all tables are: turn, points, total. Measured once a look."""

    def __init__(self, every: Iterable[Entry]) -> None:
        self._words = tuple(zip(*{(entry.turn, entry.points, entry.total) for entry in every}, strict=True))
        self._kept: tuple[object, tuple[int, ...]] = (None, ())

    def widths(self, look: Look) -> tuple[int, ...]:
        """In real pixels."""
        if self._kept[0] is not look:
            self._kept = (look, tuple(max(look.width(text, STRONG) for text in set(words)) for words in self._words))
        return self._kept[1]


class LedgerRow(Widget):
    """One row of a table."""

    def __init__(self, entry: Entry, label: str, columns: Columns) -> None:
        super().__init__(label)
        self.entry, self.columns = entry, columns

    @property
    def _style(self) -> Style:
        return {"head": LABEL, "line": BODY, "sum": STRONG, "cap": BODY, "slack": BODY, "score": STRONG}[
            self.entry.kind
        ]

    def _places(self, look: Look, rect: pygame.Rect) -> tuple[pygame.Rect, pygame.Rect, pygame.Rect, pygame.Rect]:
        """Turn, reason, points and total."""
        turn, points, total = self.columns.widths(look)
        gap = look.u(14)
        left, right = rect.x + look.u(10), rect.right - look.u(10)
        sums = pygame.Rect(right - total, rect.y, total, rect.height)
        figures = pygame.Rect(sums.x - gap - points, rect.y, points, rect.height)
        reason = left + turn + gap
        return (
            pygame.Rect(left, rect.y, turn, rect.height),
            pygame.Rect(reason, rect.y, max(1, figures.x - gap - reason), rect.height),
            figures,
            sums,
        )

    def _pad(self, look: Look) -> int:
        return look.u(3 if self.entry.kind in ("head", "line") else 5)

    def height_for(self, look: Look, width: int) -> int:
        """The wrapped reason."""
        reason = self._places(look, pygame.Rect(0, 0, width, 0))[1]
        return look.height(self.entry.reason, self._style, reason.width) + 2 * self._pad(look)

    def fits(self, look: Look) -> bool:
        """Whether the reason has its words whole."""
        reason = self._places(look, self.rect)[1]
        return super().fits(look) and look.longest_word(self.entry.reason, self._style) <= reason.width

    def _inks(self, look: Look) -> tuple[Colour, Colour]:
        """The ink of the words and of the points."""
        theme = look.theme
        if self.entry.kind == "head":
            return theme.faint, theme.faint
        if self.entry.kind == "cap":
            ink = legible(theme.warn, theme.panel, theme.text)
            return ink, ink
        if self.entry.kind == "slack":
            return theme.muted, theme.muted
        colour = {"+": theme.good, "−": theme.bad}.get(self.entry.points[:1], theme.muted)
        return theme.text, legible(colour, theme.panel, theme.text)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Turn and reason left, figures right."""
        theme, entry = look.theme, self.entry
        if entry.kind in ("sum", "score"):
            surface.fill(mix(theme.panel, theme.text, 0.05), self.rect)
        if entry.kind in ("line", "sum", "head"):
            pygame.draw.rect(surface, theme.line, (self.rect.x, self.rect.bottom - 1, self.rect.width, 1))
        ink, figure_ink = self._inks(look)
        turn, reason, points, total = self._places(look, self.rect.move(0, self._pad(look)))
        quiet = theme.muted if entry.kind == "line" else ink
        look.paragraph(surface, entry.turn, turn, (self._style, quiet))
        look.paragraph(surface, entry.reason, reason, (self._style, ink))
        for text, place, colour in ((entry.points, points, figure_ink), (entry.total, total, quiet)):
            picture = look.render(text, self._style, colour) if entry.kind == "head" else None
            picture = picture or look.figures(text, self._style, colour)
            lift = (look.line(self._style) - look.font(self._style).get_height()) // 2
            surface.blit(picture, (place.right - picture.get_width(), place.y + lift))


def ledger_body(texts: Texts, debrief: Debrief) -> list[Widget]:
    """The three tables, with how to read them."""
    card = debrief.card
    tables = [(dimension, list(entries(texts, card, dimension))) for dimension in DIMENSIONS]
    columns = Columns(entry for _, table in tables for entry in table)
    body: list[Widget] = [Text(texts("debrief.points.intro"), LABEL, "muted")]
    for dimension, table in tables:
        body.append(Stack("", [(Text(texts(f"scores.{dimension}"), TITLE), 14)]))
        body += [LedgerRow(entry, _label(texts, entry), columns) for entry in table]
    return body


def _label(texts: Texts, entry: Entry) -> str:
    if entry.kind == "line":
        return texts("debrief.points.line", **entry._asdict())
    return " ".join(part for part in entry[1:] if part)


def entries(texts: Texts, card: Scorecard, dimension: Dimension) -> Iterator[Entry]:
    """The table of one score: its lines, their sum, the caps that were set, the score."""
    say = "debrief.points."
    yield Entry("head", texts(say + "head_turn"), texts(say + "head_reason"), texts(say + "head_points"),
                texts(say + "head_total"))  # fmt: skip
    total = Fraction(0)
    for line in card.lines_of(dimension):
        total += line.points
        place, reason = telling.place(texts, line.turn), words.capital(telling.reason(texts, line))
        yield Entry("line", place, reason, words.signed_points(texts, line.points), words.hundredths(texts, total))
    yield Entry("sum", "", texts("ledger.sum"), "", words.hundredths(texts, total))
    for cap in sorted((cap for cap in card.caps if cap.dimension == dimension), key=lambda cap: cap.cap):
        kind: Kind = "cap" if total > cap.cap else "slack"
        yield Entry(kind, texts(say + "cap"), telling.cap_words(texts, cap), "", str(cap.cap))
    name, score, lowest = texts(f"scores.{dimension}"), card.scores[dimension], card.cap_of(dimension)
    if score is None:
        yield Entry("score", "", texts(say + "unrated", name=name), "", "–")
        return
    key = "capped" if lowest is not None and total > lowest.cap else "rounded"
    yield Entry("score", "", texts(say + key, name=name), "", str(score))
