"""A call at a terminal in which replies are typed: read as one of those offered, confirmed, changed or chosen.

    words    what you say      b h p d n q alone on a line: as ever
    then     Enter: say it     ?: the other replies     a number: one of them     anything else: other words

What cannot be read the caller asks back; the third time in a turn the replies are listed as in any call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.console.player import TextPlayer
from sim.core import events as ev
from sim.core.phases import CALLER_SPEAKING, ON_HOLD

if TYPE_CHECKING:
    from sim.console.terminal import Terminal
    from sim.core.call import Call
    from sim.core.matching.matcher import Reading
    from sim.core.recording import Recorder
    from sim.core.texts import Texts

Read = Callable[[str, tuple[str, ...], str], "Reading"]  # node, replies offered, text


class TypedPlayer(TextPlayer):
    """One call whose replies are typed. read: how a text is read."""

    how = "typed.terminal.ask"

    def __init__(self, call: Call, recorder: Recorder, terminal: Terminal, texts: Texts, read: Read) -> None:
        super().__init__(call, recorder, terminal, texts)
        self._read = read

    def _offer(self) -> None:
        if self.call.typing:
            self.terminal.write(self.texts("typed.terminal.ask"))
        else:
            super()._offer()

    def _take(self, answer: str) -> None:
        if not self.call.typing:
            super()._take(answer)
        elif not self._does(answer):
            self._typed(ev.one_line(answer))

    def _typed(self, text: str) -> None:
        """Read words, and let the trainee say whether they were read well."""
        turn = len(self.call.turns)
        while text and len(self.call.turns) == turn:
            offered = tuple(reply.option for reply in self.call.replies)
            reading = self._read(self.call.node.id, offered, text)
            if not reading.option:
                self._unclear(text)
                return
            answer = self._confirmed(reading.option)
            if self.call.finished is not None or self.call.phase == ON_HOLD:
                return
            option = self._meant(answer, reading.option)
            if option:
                self.terminal.write(self.texts("console.you", text=text))
                self._feed(ev.Reply(option=option, typed=text, added=reading.added))
            text = ev.one_line(answer)

    def _confirmed(self, option: str) -> str:
        """What the trainee says to what was read; the keys of the call work here too."""
        words = next(reply.text for reply in self.call.replies if reply.option == option)
        while True:
            self.terminal.write(self.texts("typed.terminal.read_as", text=words))
            answer = self._ask(self.texts("console.prompt"))
            if answer == "?":
                super()._offer()
                answer = self._ask(self.texts("console.prompt"))
            if not self._does(answer) or self.call.finished is not None or self.call.phase == ON_HOLD:
                return answer

    def _meant(self, answer: str, read: str) -> str:
        """The reply that is said: the one read, one by its number, or none yet."""
        if not answer:
            return read
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(self.call.replies):
            return self.call.replies[int(answer) - 1].option
        return ""

    def _unclear(self, text: str) -> None:
        self._feed(ev.Unclear(typed=text))
        if self.call.phase == CALLER_SPEAKING:
            self._feed(ev.Heard(), 0)
        if not self.call.typing:
            self.terminal.write(self.texts("typed.terminal.list"))
            super()._offer()
