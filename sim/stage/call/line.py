"""A line of the caller as it is heard: its words, its sound, and how far it has got."""

from __future__ import annotations

from sim.core.events import Utterance
from sim.core.manner import Manner
from sim.stage.services import Speech
from sim.stage.sound import Playing


class Line:
    """What the caller is saying: the words, their sound when it is there, and how far it has got."""

    def __init__(self, utterance: Utterance, request: int, asked_at: float) -> None:
        self.utterance, self.request, self.asked_at = utterance, request, asked_at
        self.speech: Speech | None = None
        self.playing: Playing | None = None
        self.manner = Manner()
        self.breath: Playing | None = None  # a sigh, say, before the words
        self.not_before = asked_at  # when they may begin
        self.started: float | None = None
        self.seconds = 0.0
        self.cut_at: float | None = None
        self.told = False  # whether its end has been dealt with

    def position(self, now: float) -> float:
        """Seconds of it that were heard."""
        if self.started is None:
            return 0.0
        until = now if self.cut_at is None else min(now, self.cut_at)
        return max(0.0, min(self.seconds, until - self.started))

    def over(self, now: float) -> bool:
        """Whether it has ended or was cut short."""
        return self.cut_at is not None or (self.started is not None and now - self.started >= self.seconds)

    def permille(self, now: float) -> int:
        """The share that was heard."""
        if self.seconds <= 0:
            return 1000 if self.started is not None else 0
        return min(1000, int(1000 * self.position(now) / self.seconds))
