"""What watching is built of: a turn that grows while it is played, and the question why it went wrong."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from sim.core import telling
from sim.core.modelcalls import REASONS, Scene
from sim.core.texts import Texts
from sim.stage.call.caption import CaptionText
from sim.stage.debrief.parts import SmallButton
from sim.stage.kit.buttons import ReplyButton
from sim.stage.kit.cards import Bubble, Small
from sim.stage.kit.outcome import Next
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.reading import ReadCard
from sim.stage.kit.widget import Widget


class Answer(Bubble):
    """What was answered: it is said aloud as it comes, for who listens."""

    def announced(self) -> tuple[str, ...]:
        """The words."""
        return (self.label,)


class TurnCard(ReadCard):
    """One turn of the call that is watched. Its answer and the button to mark it come when the caller has spoken."""

    def __init__(self, texts: Texts, scene: Scene, caller: str, mark: Callable[[], Next]) -> None:
        self.scene, self._caller = scene, caller
        self.feels = Small(telling.mood_words(texts, scene.before))
        self.heard = CaptionText()
        self.answer = Answer(texts("models.somebody"), scene.said, mine=True)
        self.wrong = SmallButton(texts("models.mark", turn=scene.number), mark, icon="flag")
        super().__init__(texts("ledger.turn", turn=scene.number), [self.feels, self.heard, self.answer, self.wrong])
        self.answer.visible = self.wrong.visible = False

    def spoken(self) -> str:
        """The turn as far as it was heard; the button speaks for itself."""
        parts = [self.label, self.feels.label, f"{self._caller}: {self.heard.spoken()}"]
        parts += [self.answer.label] if self.answer.visible else []
        return ". ".join(part.rstrip(".") for part in parts)

    def show(self, heard: tuple[str, int], answered: bool) -> bool:
        """Show this much of what the caller says, and whether it was answered; says whether the card has grown."""
        text, shown = heard
        grows = text != self.heard.text
        self.heard.say(text, shown)
        if answered != self.wrong.visible and self.scene.said:
            self.answer.visible = self.wrong.visible = answered
            grows = True
        return grows

    def whole(self) -> bool:
        """Show all of it."""
        text = "\n".join(line.text for line in self.scene.lines if line.text)
        return self.show((text, len(text)), True)


def why_overlay(texts: Texts, turn: int, choose: Callable[[str], Next]) -> Overlay:
    """The reasons to choose from, by number or by mouse."""
    rows: list[Widget] = [Small(texts("models.why_how"))]
    for number, reason in enumerate(REASONS, 1):
        label = texts(f"models.reason.{reason}")
        row = ReplyButton(number, label, lambda reason=reason: choose(reason), pygame.K_0 + number)  # type: ignore[misc]
        row.must_be_seen = True  # a number chooses no unread words
        rows.append(row)
    return Overlay(texts("models.why", turn=turn), rows, close_label=texts("common.close"), width=700)
