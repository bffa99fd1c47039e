"""The whole call, turn by turn: what was heard, said, marked and meant, and the better reply where there was one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from sim.core import telling
from sim.core.debrief import Debrief, TurnReview
from sim.core.lexicon import PhraseFinder
from sim.core.scenario import DIMENSIONS
from sim.core.texts import Texts
from sim.stage.debrief import words
from sim.stage.debrief.hearing import Hearing, heard_lines
from sim.stage.debrief.lanes import LED_SIGNS, SIGNS
from sim.stage.debrief.parts import Ink, Rewinds, Stack, alone, instead_of, no_rewind
from sim.stage.debrief.phrases import MarkedBubble, phrase_notes
from sim.stage.kit.cards import Chip, Text, Tone, chip_places
from sim.stage.kit.look import BODY, LABEL, LABEL_STRONG, STRONG
from sim.stage.kit.outcome import Next
from sim.stage.kit.paint import rounded
from sim.stage.kit.reading import read_on
from sim.stage.kit.vector import mix
from sim.stage.kit.widget import Widget, draw_card, draw_ring

if TYPE_CHECKING:
    from sim.core.log import Written
    from sim.stage.kit.look import Look

_PAD = (16, 14)
_PIPS = (-2, -1, 0, 1, 2)


class GradeMark(Widget):
    """The mark of a reply for one score: five dots from -2 to +2, the one it got large and coloured, and the figure."""

    def __init__(self, label: str, grade: int, counted: bool) -> None:
        super().__init__(label)
        self.grade, self.counted = grade, counted

    @property
    def _tone(self) -> Tone:
        if not self.counted:
            return "faint"
        return "good" if self.grade > 0 else "bad" if self.grade < 0 else "muted"

    def _dots(self, look: Look) -> int:
        return look.t(11) * (len(_PIPS) - 1) + look.t(11)

    def width_for(self, look: Look) -> int:
        """Dots and words in one line."""
        return self._dots(look) + look.u(8) + look.width(self.label, LABEL_STRONG) + 1

    def height_for(self, look: Look, width: int) -> int:
        """One line."""
        return look.line(LABEL_STRONG) + look.u(2)

    def fits(self, look: Look) -> bool:
        """Whether the words stand in one line."""
        return self.rect.width >= self.width_for(look)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Dots left, words right."""
        theme, step = look.theme, look.t(11)
        colour = {"good": theme.good, "bad": theme.bad, "muted": theme.muted, "faint": theme.faint}[self._tone]
        for i, pip in enumerate(_PIPS):
            side = look.t(10) if pip == self.grade else look.t(5)
            fill = colour if pip == self.grade and self.counted else None
            centre = (self.rect.x + step * i + step // 2, self.rect.centery)
            edge = colour if pip == self.grade else theme.edge
            dot = rounded((side, side), side, fill or mix(theme.panel, theme.text, 0.05), edge, look.u(1.2))
            surface.blit(dot, dot.get_rect(center=centre))
        picture = look.render(self.label, LABEL_STRONG, theme.text if self.counted else theme.muted)
        left = self.rect.x + self._dots(look) + look.u(8)
        surface.blit(picture, (left, self.rect.centery - picture.get_height() // 2))


class Marks(Widget):
    """Marks in as many rows as they need."""

    def __init__(self, marks: list[GradeMark]) -> None:
        super().__init__()
        self.adopt(*marks)

    def _cells(self, look: Look, rect: pygame.Rect) -> list[pygame.Rect]:
        cells: list[pygame.Rect] = []
        x, y = rect.x, rect.y
        for mark in self.children:
            width, height = mark.width_for(look), mark.height_for(look, 0)
            if x > rect.x and x + width > rect.right:
                x, y = rect.x, y + height
            cells.append(pygame.Rect(x, y, width, height))
            x += width + look.u(24)
        return cells

    def height_for(self, look: Look, width: int) -> int:
        """All rows."""
        return max(cell.bottom for cell in self._cells(look, pygame.Rect(0, 0, width, 0)))

    def place(self, rect: pygame.Rect) -> None:
        """Place the marks."""
        super().place(rect)
        if self.ui is not None and self.ui.look is not None:
            for mark, cell in zip(self.children, self._cells(self.ui.look, rect), strict=True):
                mark.place(cell)


class TurnHead(Widget):
    """Which turn and when, with chips: what it stands out as, and who led."""

    def __init__(self, title: str, time: str, chips: tuple[Chip, ...] = ()) -> None:
        super().__init__(" ".join((title, time, *(chip.text for chip in chips))))
        self.title, self.time, self.chips = title, time, chips

    def _beside(self, look: Look, width: int) -> bool:
        """Whether the chips stand in the line of the title."""
        return not self.chips or self._title_width(look) + look.u(14) + self._chips_width(look) <= width

    def _title_width(self, look: Look) -> int:
        return look.width(self.title, STRONG) + look.u(10) + look.width(self.time, LABEL)

    def _chips_width(self, look: Look) -> int:
        return sum(chip.size(look)[0] for chip in self.chips) + look.u(7) * max(0, len(self.chips) - 1)

    def height_for(self, look: Look, width: int) -> int:
        """Title, and the chips beside or below it."""
        if self._beside(look, width):
            return max([look.line(STRONG), *(chip.size(look)[1] for chip in self.chips)])
        return look.line(STRONG) + look.u(4) + chip_places(look, self.chips, width)[1]

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Title, time, chips."""
        theme, rect = look.theme, self.rect
        beside = self._beside(look, rect.width)
        middle = rect.y + (rect.height if beside else look.line(STRONG)) // 2
        title = look.render(self.title, STRONG, theme.text)
        time = look.render(self.time, LABEL, theme.faint)
        surface.blit(title, (rect.x, middle - title.get_height() // 2))
        surface.blit(time, (rect.x + title.get_width() + look.u(10), middle - time.get_height() // 2))
        left = rect.right - self._chips_width(look) if beside else rect.x
        places, height = chip_places(look, self.chips, rect.right - left)
        top = middle - height // 2 if beside else rect.bottom - height
        for chip, (x, y) in zip(self.chips, places, strict=True):
            chip.draw(surface, look, (left + x, top + y))


class TurnCard(Stack):
    """One turn on a raised card. It takes the focus, so that speech reads turn by turn; arrows scroll a tall one."""

    focusable = True
    wants_repeat = True
    activates = False

    def spoken(self) -> str:
        """Everything on it."""
        parts = [widget for child in self.children for widget in (child, *child.children)]
        return ". ".join(part.label.rstrip(".") for part in parts if part.label and not part.focusable)

    def event(self, event: pygame.event.Event) -> Next:
        """Up and down show what of it is out of sight before they go on to its neighbour."""
        return read_on(self, event)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The card."""
        draw_card(surface, look, self.rect, mix(look.theme.panel, look.theme.bg, 0.35), radius=14)
        if self.focused:
            draw_ring(surface, look, self.rect, 14)


@dataclass(frozen=True)
class Told:
    """What the cards of a call are made with: its words, the caller's name, and what can be done with a turn."""

    texts: Texts
    debrief: Debrief
    caller: str
    rewinds: Rewinds = no_rewind
    hearing: Hearing | None = None
    phrases: PhraseFinder | None = None


def call_body(told: Told) -> list[Widget]:
    """All turns, with how to read their marks, and how it ended."""
    texts, debrief = told.texts, told.debrief
    body: list[Widget] = [Text(texts("debrief.call.intro"), LABEL, "muted")]
    if debrief.turns:
        lead = f"{telling.lead_words(texts, debrief.lead)} {texts('debrief.lead.how')}"
        body.append(Text(lead, LABEL, "muted"))
    body += [turn_card(told, turn) for turn in debrief.turns]
    if not debrief.turns:
        body.append(Text(texts("debrief.call.empty")))
    return [*body, _last_card(told)]


def _last_card(told: Told) -> TurnCard:
    """What was said and done after the last reply, and how it ended."""
    texts, debrief = told.texts, told.debrief
    after = len(debrief.turns) + 1
    last: list[tuple[Widget, float]] = [
        (line, 8) for line in heard_lines(texts, told.caller, debrief.parting_lines, told.hearing)
    ]
    last += _notes(texts, [note for note in debrief.notes if note.turn == after])
    last += _happened(told, after)
    ending = telling.ending_words(texts, debrief.card.ending, debrief.ending_text)
    return TurnCard("", [*last, (Text(ending, BODY, icon="hang_up"), 8 if last else 0)], _PAD)


def _notes(texts: Texts, notes: list[Written]) -> list[tuple[Widget, float]]:
    """What the trainee wrote down at that moment."""
    return [(Text(texts("notes.said", text=note.text), BODY, "muted", "notes"), 8) for note in notes]


def _happened(told: Told, turn: int) -> list[tuple[Widget, float]]:
    """What happened beside the words of a turn; points are told where the first of a kind earned or lost them."""
    parts: list[tuple[Widget, float]] = []
    seen: set[str] = set()
    for one in told.debrief.happened:
        if one.turn == turn:
            lines = () if one.kind in seen else told.debrief.card.lines
            seen.add(one.kind)
            parts.append((Text(telling.happened_words(told.texts, one, lines), LABEL, "muted", SIGNS[one.kind]), 4))
    return parts


def turn_card(told: Told, turn: TurnReview) -> TurnCard:
    """One turn: heard, said, its moves, its marks, its effect, why, and what would have been better."""
    texts, debrief = told.texts, told.debrief
    mark = words.mark(debrief, turn)
    found = told.phrases.find(turn.said) if told.phrases is not None else ()
    parts: list[tuple[Widget, float]] = [(_head(texts, debrief, turn, mark), 0)]
    parts += [(line, 8) for line in heard_lines(texts, told.caller, turn.lines, told.hearing)]
    parts += _notes(texts, [note for note in debrief.notes if note.turn == turn.number])
    parts += [
        (MarkedBubble(texts("common.you"), turn.said, found), 8),
        *([(Text(texts("typed.meant", text=turn.read_as), LABEL, "muted"), 4)] if turn.read_as else []),
        *phrase_notes(texts, found),
        (Ink(words.capital(telling.moves_words(texts, turn.moves)), LABEL_STRONG, "text"), 10),
        (Marks(_marks(texts, turn)), 4),
    ]
    effect = telling.effect_words(texts, turn.before, turn.after)
    parts.append((Text(texts("debrief.call.effect", effect=effect), LABEL, "muted"), 4))
    parts += _happened(told, turn.number)
    if turn.because:
        parts.append((Text(turn.because, BODY, "text"), 6))
    if turn.instead is not None:
        parts.append((instead_of(texts, debrief, turn), 10))
    rewind = told.rewinds(turn.number)
    if rewind is not None:
        parts.append((alone(rewind), 10))
    return TurnCard("", parts, _PAD)


def _head(texts: Texts, debrief: Debrief, turn: TurnReview, mark: words.Mark) -> TurnHead:
    kicker = words.kicker(debrief, turn.number)
    signs = {"good": "up", "bad": "down", "info": "dot"}
    chips = [Chip(texts(f"debrief.lead.{turn.led}"), "muted", LED_SIGNS[turn.led])]
    if kicker:
        chips.insert(0, Chip(texts(f"debrief.kicker.{kicker}"), mark, signs[mark]))
    return TurnHead(telling.place(texts, turn.number), telling.clock_words(texts, turn.at_ms), tuple(chips))


def _marks(texts: Texts, turn: TurnReview) -> list[GradeMark]:
    marks = []
    for name, grade, weight in zip(DIMENSIONS, turn.grade, turn.weight, strict=True):
        key = "unweighed" if not weight else "twice" if weight > 1 else "mark"
        label = texts(f"debrief.call.{key}", name=texts(f"scores.{name}"), grade=words.signed(grade))
        marks.append(GradeMark(label, grade, bool(weight)))
    return marks
