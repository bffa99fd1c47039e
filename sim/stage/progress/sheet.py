"""The card of a certificate that was made: its code, the way to the browser, and a copy where the trainee says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Small, Text
from sim.stage.kit.look import BODY, HEADING
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.textfield import TextField

if TYPE_CHECKING:
    from sim.stage.kit.widget import Widget
    from sim.stage.progress.values import Issued, Ways
    from sim.stage.services import Program


class CertificateCard(Overlay):
    """What came of asking for a certificate."""

    def __init__(self, program: Program, ways: Ways, issued: Issued) -> None:
        say = program.texts
        self._say, self._ways, self.issued = say, ways, issued
        self.answer = Small("", icon="info")
        self.answer.visible = False
        self.where = TextField(
            say("progress.certificate.where"), say("progress.certificate.where_hint"), self._save, icon="policy"
        )
        body, buttons = (self._made, self._buttons) if not issued.problem else (self._not_made, lambda: [])
        close = say("common.close")
        super().__init__(say("progress.certificate.title"), body(), buttons(), close_label=close, width=680)

    def _made(self) -> list[Widget]:
        say, issued = self._say, self.issued
        return [
            Text(say("progress.certificate.code", code=issued.code), HEADING),
            Text(say("progress.certificate.how", code=issued.code), BODY, "muted"),
            Text(say("progress.certificate.done", path=issued.path), BODY),
            Small(say("progress.certificate.where")),
            self.where,
            self.answer,
        ]

    def _not_made(self) -> list[Widget]:
        return [Text(self._say("progress.certificate.unprovable", reason=self.issued.problem), BODY)]

    def _buttons(self) -> list[Widget]:
        say = self._say
        browser = Button(say("progress.certificate.open"), self._open, "primary", icon="next")
        return [browser, Button(say("progress.certificate.save"), self._save)]

    def first_focus(self) -> Widget | None:
        """The browser: most want to print."""
        return self.buttons.children[0] if self.buttons.children else super().first_focus()

    def _open(self) -> Next:
        shown = self._ways.show_page(self.issued.path)
        return self._tell(self._say("progress.certificate.opened" if shown else "progress.certificate.not_opened"))

    def _save(self) -> Next:
        wanted = self.where.text.strip()
        if not wanted:
            return self._tell(self._say("progress.certificate.where_hint"))
        done = self._ways.save_page(wanted)
        key = "progress.certificate.saved" if done.worked else "progress.certificate.not_saved"
        return self._tell(self._say(key, path=done.detail, reason=done.detail))

    def _tell(self, words: str) -> Next:
        self.answer.label, self.answer.visible = words, True
        if self.ui is not None:
            self.ui.say(words)
            self.ui.refresh()
        return STAY
