"""The desk: information at hand during a call, found by typing, read while the caller waits.

Opening it costs nothing; choosing a card makes the caller wait until the desk is closed. Cards that may only be read
after the identity check stand there as a line that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pygame

from sim.core.scenario import DeskCard
from sim.core.texts import Texts
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import ListCard, Text
from sim.stage.kit.look import BODY, CAPTION, MEDIUM, TITLE
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.textfield import TextField
from sim.stage.kit.widget import Widget

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

_SNIPPET = 90  # characters of a card's text in the list


def matching(cards: Sequence[DeskCard], sought: str) -> list[DeskCard]:
    """The cards in whose title or text every sought word stands; all of them for an empty search."""
    return [card for card in cards if _stands_in(f"{card.title} {card.text}", sought)]


def _stands_in(text: str, sought: str) -> bool:
    return all(word in text.casefold() for word in sought.casefold().split())


def snippet(text: str) -> str:
    """The beginning of a text, cut at a word."""
    if len(text) <= _SNIPPET:
        return text
    return text[:_SNIPPET].rsplit(" ", 1)[0].rstrip(",;:. ") + " …"


class _Filler(Widget):
    """Empty room below a short list."""

    height = 0

    def height_for(self, look: Look, width: int) -> int:
        return self.height


class _Foot(Text):
    """A line at the foot of the desk, as wide as the desk whatever it says at the moment."""

    def width_for(self, look: Look) -> int:
        return look.size[0]


class DeskOverlay(Overlay):
    """A search field and the cards it finds, or one card in large text. read is told a card's title.

    At its foot stands what the caller does meanwhile, and what they say to it.
    """

    def __init__(
        self,
        texts: Texts,
        cards: Callable[[], tuple[Sequence[DeskCard], Sequence[DeskCard]]],
        read: Callable[[str], None],
        on_close: Callable[[], Next],
    ) -> None:
        self._texts, self._cards, self._read = texts, cards, read
        self.chosen: DeskCard | None = None
        self._tallest: dict[Look, int] = {}
        self._filler = _Filler()
        self.field = TextField(texts("call.desk_search"), texts("call.desk_hint"), self._first, on_change=self._typed)
        self.all_cards = Button(texts("call.desk_all"), self._show_list, icon="back")
        self.caller, self.quote = _Foot("", MEDIUM, "muted", "phone"), _Foot("", BODY)
        self.quote.visible = False
        super().__init__(
            texts("call.desk"),
            self._list(),
            [self.caller, self.quote],
            close_label=texts("common.close"),
            width=680,
            on_close=on_close,
        )

    def tell(self, sign: str, words: str, quote: str) -> None:
        """What the caller does now, and what they said to the waiting; empty for nothing."""
        changed = (bool(quote) != self.quote.visible) or (quote and quote != self.quote.label) or not self.caller.label
        self.caller.icon, self.caller.label = sign, words
        self.quote.label, self.quote.visible = quote or self.quote.label, bool(quote)
        if changed and self.ui is not None:
            self.ui.refresh()

    def _list(self) -> list[Widget]:
        """The search and what it finds; cards that are still hidden come last."""
        open_cards, hidden = self._cards()
        found = matching(open_cards, self.field.text)
        rows: list[Widget] = [self.field]
        rows += [ListCard(card.title, snippet(card.text), on=self._opener(card), icon="desk") for card in found]
        locked = [card for card in hidden if _stands_in(card.title, self.field.text)]
        if not open_cards and not hidden:
            rows.append(Text(self._texts("call.desk_empty"), tone="muted"))
        elif not found and not locked:
            rows.append(Text(self._texts("call.desk_nothing"), tone="muted"))
        rows += [Text(self._texts("call.desk_locked", title=card.title), tone="faint", icon="info") for card in locked]
        return [*rows, self._filler]

    def _opener(self, card: DeskCard) -> Callable[[], Next]:
        return lambda: self.open_card(card)

    def open_card(self, card: DeskCard) -> Next:
        """Show a card large, and let the caller wait."""
        self.chosen = card
        self._read(card.title)
        words = Text(card.text, CAPTION)
        self.panel.offset = 0
        self.panel.fill([self.all_cards, Text(card.title, TITLE, "text", icon="desk"), words, self._filler])
        if self.ui is not None:
            self.ui.set_focus(self.all_cards, shown=self.ui.shown_focus is not None)
        return STAY

    def announced(self) -> tuple[str, ...]:
        """The card that is read."""
        return (self.chosen.title, self.chosen.text) if self.chosen is not None else ()

    def _show_list(self) -> Next:
        self.chosen = None
        self.panel.offset = 0
        self.panel.fill(self._list())
        if self.ui is not None:
            self.ui.set_focus(self.field, shown=self.ui.shown_focus is not None)
        return STAY

    def _typed(self, text: str) -> Next:
        self.panel.fill(self._list())
        return STAY

    def _first(self) -> Next:
        """Enter in the field opens the first card that was found."""
        found = matching(self._cards()[0], self.field.text)
        return self.open_card(found[0]) if found else STAY

    def refresh(self) -> None:
        """The identity was checked in the meantime: more cards may be read."""
        if self.chosen is None:
            self.panel.fill(self._list())

    def arrange(self, area: pygame.Rect, look: Look) -> None:
        """It keeps its height while the search narrows the list, so that nothing jumps under the typing."""
        width = min(area.width, round(look.u(self.width) * (0.5 + 0.5 * look.text_scale))) - look.u(80)
        self._filler.height = 0
        wanted = self.panel.content_height(look, width)
        most = min(max(wanted, self._tallest.get(look, 0)), round(area.height * 0.6))
        self._tallest = {look: most}
        self._filler.height = max(0, most - wanted)
        super().arrange(area, look)
