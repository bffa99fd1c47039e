"""Typed replies: a line to write in, in place of the replies; then what it was read as, to confirm or to change.

    typing    a line of text; Enter lets it be read
    read      the words, the reply that they were read as: Enter says it, 2 lists the others, Esc goes back to the words
    listed    the replies as in any call; the one that is taken is said in the trainee's words; Esc as before

Rules
- While the line has the keyboard it takes every letter. Ctrl with a tool's key uses the tool all the same, and Tab
  leaves the line; both are written below it.
- What cannot be read the caller asks back (sim.core.events.Unclear); the words stay in the line, to be changed or to
  be written over. After the third time in a turn the call offers its replies as in any other way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from sim.core.events import LONGEST_TYPED, one_line
from sim.stage.call.region import REPLIES, CallReply, Region
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Text
from sim.stage.kit.look import BODY, LABEL, STRONG
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.rows import Row
from sim.stage.kit.textarea import TextArea

if TYPE_CHECKING:
    from sim.core.matching.matcher import Reading
    from sim.core.texts import Texts
    from sim.stage.director import Director
    from sim.stage.kit.keys import Keys
    from sim.stage.kit.ui import UI
    from sim.stage.kit.widget import Widget

Read = Callable[[str, tuple[str, ...], str], "Reading"]  # told node, replies offered and text
GUARD = 0.25  # seconds for which the Enter that let it be read does not say it as well
Step = Literal["typing", "read", "listed"]


class TypedReply:
    """The reply that is being typed in one call. read: how a text is read."""

    def __init__(self, texts: Texts, director: Director, region: Region, read: Read, keys: Keys) -> None:
        self.texts, self.director, self.region, self.keys = texts, director, region, keys
        self._read = read
        self.step: Step = "typing"
        self.reading: Reading | None = None
        self._name = director.call.scenario.caller.name
        self.field = TextArea(
            texts("typed.label"), texts("typed.placeholder", name=self._name), self._enter, longest=LONGEST_TYPED,
            icon="notes",
        )  # fmt: skip
        self._turn = len(director.call.turns)
        self._laid: tuple[object, ...] = ()

    @property
    def words(self) -> str:
        """What was typed, as an event may keep it."""
        return one_line(self.field.text)

    def lay(self) -> bool:
        """Put into the region what belongs there now. True where that is a change."""
        call = self.director.call
        if self._turn != len(call.turns):
            self._turn, self.step, self.reading = len(call.turns), "typing", None
            self.field.clear()
        state = (self._turn, self.step, call.clock.unclear, self.reading, self.keys.cap("breathe"))
        if state == self._laid:
            return False
        self._laid = state
        widgets = {"typing": self._line, "read": self._read_as, "listed": self._listed}[self.step]
        self.region.lay(widgets())
        return True

    def _line(self) -> list[Widget]:
        say = self.texts
        how = Text(say("typed.how", breathe=self.keys.cap("breathe")), LABEL, "muted")
        send = Row([Button(say("typed.send"), self._enter, icon="next", hint=say("keys.enter"))], equal=False)
        again = [Text(say("typed.unread", name=self._name), BODY, "warn", "flag")]
        return [*(again if self.director.call.clock.unclear else []), self.field, send, how]

    def _read_as(self) -> list[Widget]:
        say, option = self.texts, self.reading.option if self.reading else ""
        words = next((reply.text for reply in self.director.call.replies if reply.option == option), "")
        others = Button(say("typed.other"), self._list, hotkey=REPLIES[1])
        edit = Button(say("typed.edit"), self._edit, icon="notes", hint=self.keys.cap("pause"))
        reply = CallReply(1, words, self._confirm, REPLIES[0])
        reply.chosen = True
        reply.guard(self.director.now + GUARD)
        own = Text(say("typed.said", text=self.words), BODY, "muted")
        return [Text(say("typed.read_as"), STRONG), reply, Row([others, edit], equal=False), own]

    def _listed(self) -> list[Widget]:
        which = Text(self.texts("typed.which", back=self.keys.cap("pause")), STRONG)
        places = enumerate(self.director.call.replies)
        return [which, *(CallReply(i + 1, reply.text, partial(self._pick, i), REPLIES[i]) for i, reply in places)]

    def follow(self, other: TypedReply) -> None:
        """Go on where another one of the same call was."""
        self.step, self.reading, self._turn = other.step, other.reading, other._turn
        self.field.insert(other.field.text)

    def obvious(self, ui: UI) -> Next:
        """What Enter does where nothing has the keyboard: to the words, or what they were read as."""
        if self.step == "typing":
            ui.set_focus(self.field)
        return self._confirm() if self.step == "read" else STAY

    # --- what is done with it -----------------------------------------------------------------------------------

    def _enter(self) -> Next:
        """Let the words be read."""
        call, text = self.director.call, self.words
        if not text or not self.director.ready_for_reply:
            return STAY
        self.reading = self._read(call.node.id, tuple(reply.option for reply in call.replies), text)
        if self.reading.option:
            self.step = "read"
        else:
            self.director.unclear(text)
            self.field.choose()
        return STAY

    def _confirm(self) -> Next:
        return self._say(self.reading.option if self.reading else "")

    def _list(self) -> Next:
        self.step = "listed"
        return STAY

    def _pick(self, place: int) -> Next:
        replies = self.director.call.replies
        return self._say(replies[place].option) if place < len(replies) else STAY

    def _say(self, option: str) -> Next:
        text, added = self.words, self.reading.added if self.reading else ()
        if self.director.reply(option, text, added):
            self.region.mark(1, text)
        return STAY

    def _edit(self) -> Next:
        self.back()
        return STAY

    def back(self) -> bool:
        """Back to the words. False while they are being typed."""
        if self.step == "typing":
            return False
        self.step = "typing"
        return True
