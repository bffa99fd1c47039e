"""The foot of the debrief: its buttons in one row; what has no room there is a card away, and its keys stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.core.texts import Texts
from sim.stage.kit.buttons import Button
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.rows import Row

if TYPE_CHECKING:
    from sim.stage.kit.look import Look


class Foot(Row):
    """Buttons that stay (at the right), and others that go behind a "More" where the row is too narrow.

    `others`: the first of them go last.
    """

    def __init__(self, texts: Texts, others: list[Button], stay: list[Button]) -> None:
        self._texts, self.others = texts, others
        self.more = Button(texts("debrief.more"), self._open, icon="down", action="more")
        super().__init__([*others, self.more, *stay], equal=False)
        self.more.visible = False

    def fold(self, look: Look, width: int) -> None:
        """Show as many as stand in one row of this width."""
        shown = len(self.others)
        while shown >= 0 and self._wide(look, shown) > width:
            shown -= 1
        shown = max(0, shown)
        for place, button in enumerate(self.others):
            button.visible = place < shown
        self.more.visible = shown < len(self.others)

    def _wide(self, look: Look, shown: int) -> int:
        """How wide the row is with so many of the others."""
        stay = self.children[len(self.others) + 1 :]
        more = [self.more] if shown < len(self.others) else []
        row = [*self.others[:shown], *more, *stay]
        return sum(button.width_for(look) for button in row) + look.u(self.gap) * (len(row) - 1)

    def pressed_by(self, key: int) -> Button | None:
        """The button with this key, in the row or behind "More"."""
        if self.ui is None:
            return None
        keys = self.ui.keys
        buttons = [*self.others, *([self.more] if self.more.visible else [])]
        return next((button for button in buttons if button.action and keys.presses(button.action, key)), None)

    def _open(self) -> Next:
        """What had no room, one below the other."""
        if self.ui is None:
            return STAY
        ui, say = self.ui, self._texts
        hidden = [button for button in self.others if not button.visible]
        body = [Folded(button, ui.close) for button in hidden]
        ui.open(Overlay(say("debrief.more_title"), list(body), close_label=say("common.close"), width=420))
        return STAY


class Folded(Button):
    """A button of the foot, on the card of what had no room there."""

    def __init__(self, button: Button, close: Callable[[], Next]) -> None:
        super().__init__(button.label, self._go, icon=button.icon, hotkey=button.action or None)
        self._button, self._close = button, close

    def _go(self) -> Next:
        self._close()
        return self._button.activate()
