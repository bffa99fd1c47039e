"""A reply with the phrases of the lexicon marked: a line below those to keep, a broken one below those to avoid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import pygame

from sim.core.lexicon import Found
from sim.core.texts import Texts
from sim.stage.debrief.parts import Ink, Instead
from sim.stage.kit.cards import Bubble, Text
from sim.stage.kit.look import BODY, LABEL, LABEL_STRONG
from sim.stage.kit.widget import Widget

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

_DASH = 5  # base pixels


class Span(NamedTuple):
    """A stretch of one wrapped line: which line, from and to which of its characters, and whether it is to be kept."""

    line: int
    start: int
    end: int
    keep: bool


def spans(text: str, lines: Sequence[str], found: Sequence[Found]) -> list[Span]:
    """Where phrases stand in a text that was wrapped into lines."""
    marked, place = [], 0
    for number, line in enumerate(lines):
        begin = text.index(line, place)
        place = begin + len(line)
        for phrase in found:
            start, end = max(phrase.start, begin), min(phrase.end, place)
            if start < end:
                marked.append(Span(number, start - begin, end - begin, phrase.entry.kind == "encouraged"))
    return marked


class MarkedBubble(Bubble):
    """A reply with its phrases underlined."""

    def __init__(self, who: str, text: str, found: Sequence[Found]) -> None:
        super().__init__(who, text, mine=True)
        self.found = tuple(found)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The bubble, then the lines below its phrases."""
        super().draw(surface, look)
        box = self._box(look, self.rect)
        words = pygame.Rect(box.x + look.u(14), box.y + look.u(9), box.width - look.u(28), 0)
        words.y += look.height(self.who, LABEL_STRONG, words.width)
        lines = look.wrap(self.text, BODY, words.width)
        for span in spans(self.text, lines, self.found):
            line = lines[span.line]
            left = words.x + look.width(line[: span.start], BODY)
            right = words.x + look.width(line[: span.end], BODY)
            bottom = words.y + (span.line + 1) * look.line(BODY) - look.u(2)
            self._underline(surface, look, pygame.Rect(left, bottom, right - left, max(2, look.u(2))), span.keep)

    @staticmethod
    def _underline(surface: pygame.Surface, look: Look, bar: pygame.Rect, keep: bool) -> None:
        if keep:
            pygame.draw.rect(surface, look.theme.good, bar)
            return
        dash = max(3, look.u(_DASH))
        for x in range(bar.left, bar.right, 2 * dash):
            pygame.draw.rect(surface, look.theme.bad, pygame.Rect(x, bar.y, min(dash, bar.right - x), bar.height))


def phrase_notes(texts: Texts, found: Sequence[Found]) -> list[tuple[Widget, float]]:
    """What there is to say about the phrases of a reply: those to keep together, each to avoid with its better one."""
    entries = {match.entry.id: match.entry for match in found}
    keep = [entry.phrase for entry in entries.values() if entry.kind == "encouraged"]
    parts: list[tuple[Widget, float]] = []
    if keep:
        phrases = ", ".join(texts("debrief.quote", text=phrase) for phrase in keep)
        parts.append((Text(texts("debrief.phrase.keep", phrases=phrases), LABEL, "muted", "tick"), 6))
    for entry in entries.values():
        if entry.kind == "encouraged":
            continue
        parts.append((Ink(texts("debrief.phrase.avoid", phrase=entry.phrase), LABEL_STRONG, "bad"), 6))
        if entry.better:
            quote = texts("debrief.quote", text=entry.better)
            parts.append((Instead(texts("debrief.phrase.better"), quote, entry.why or "", LABEL), 4))
        elif entry.why:
            parts.append((Text(entry.why, LABEL, "muted"), 2))
    return parts
