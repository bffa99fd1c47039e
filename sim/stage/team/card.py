"""The session on the menu, and the line that says how it stands, wherever it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.stage.kit.action import ActionCard
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Text
from sim.stage.kit.look import BODY
from sim.stage.team.room import ASKING, Question

if TYPE_CHECKING:
    from sim.core.texts import Texts
    from sim.stage.kit.cards import Tone
    from sim.stage.kit.outcome import Next
    from sim.stage.team.room import RoomDoor
    from sim.stage.team.values import Standing

LOOK_S = 0.5  # how often it is looked whether anything has changed
_TONES: dict[str, Tone] = {"connected": "good", "lost": "bad"}


def line_of(say: Texts, view: Standing) -> str:
    """How it stands, in one line."""
    state = say(f"join.line.{view.link}")
    if not view.waiting:
        return state
    return say("join.line.both", state=state, waiting=say("join.line.waiting", count=view.waiting))


def tone_of(view: Standing) -> Tone:
    """The line's colour; it never says more than the words."""
    return _TONES.get(view.link, "muted")


def _detail(say: Texts, view: Standing) -> str:
    first = view.told or say("join.card.todo", count=view.todo)
    return f"{first}\n{line_of(say, view)}"


class Watch:
    """Looks now and then whether something has changed."""

    def __init__(self) -> None:
        self._next = 0.0

    def due(self, now: float) -> bool:
        """Whether it is time to look again."""
        if now < self._next:
            return False
        self._next = now + LOOK_S
        return True


class SessionCard(ActionCard):
    """The session that somebody is in: whose seat, what is to do, how it stands. It follows what changes.

    room: what is played together, told with the way to it while something is.
    """

    def __init__(
        self,
        say: Texts,
        view: Callable[[], Standing | None],
        open_session: Callable[[], Next],
        room: RoomDoor | None = None,
    ) -> None:
        self._say, self._view, self._watch, self._room = say, view, Watch(), room
        self.together = Button("", room.open if room is not None else None, "primary", icon="next")
        self.together.visible = False
        now = view()
        title = say("join.card.title", title=now.title, name=now.name) if now is not None else ""
        button = Button(say("join.card.open"), open_session, icon="phone")
        super().__init__(title, "", [self.together, button], "person", "info")
        if now is not None:
            self._show(now)

    def announced(self) -> tuple[str, ...]:
        """That something is played together."""
        return (self.detail.split("\n", 1)[0],) if self.together.visible else ()

    def tick(self, now: float, dt: float) -> None:
        """The words as they are now; the layout is made again only where they changed."""
        view = self._view() if self._watch.due(now) else None
        if view is not None and self._show(view) and self.ui is not None:
            self.ui.refresh()

    def _show(self, view: Standing) -> bool:
        before = self.detail, self.together.visible, self.together.label
        room = self._room.look() if self._room is not None else None
        self.detail = _detail(self._say, view)
        question = room.leads_to if room is not None else Question()
        self.together.visible = bool(question.phase)
        if question.phase:
            self.detail = f"{self._say('together.card.asking', title=question.title)}\n{self.detail}"
            self.together.label = self._say(f"together.card.{'vote' if question.phase == ASKING else 'look'}")
        return before != (self.detail, self.together.visible, self.together.label)


class StandingLine(Text):
    """The line alone, following what changes."""

    def __init__(self, say: Texts, view: Callable[[], Standing | None]) -> None:
        self._say, self._view, self._watch = say, view, Watch()
        super().__init__("", BODY, "muted", "dot")
        self._show(view())

    def _show(self, view: Standing | None) -> None:
        if view is not None:
            self.label, self.tone = line_of(self._say, view), tone_of(view)

    def tick(self, now: float, dt: float) -> None:
        """The words as they are now."""
        if not self._watch.due(now):
            return
        before = self.label
        self._show(self._view())
        if self.label != before and self.ui is not None:
            self.ui.refresh()
