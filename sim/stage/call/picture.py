"""A picture of the call: a whole call is played up to a moment, with a made-up clock, and drawn.

The same scenario, moment, settings and size always give the same pixels. Nobody is heard, and nothing is kept.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pygame

from sim.core.call import Call
from sim.core.events import Utterance
from sim.core.log import CHOOSE, TYPED, Setup
from sim.core.recording import RecordError, Unkept
from sim.core.scenario import Scenario
from sim.stage.call.desk import DeskOverlay
from sim.stage.call.notes import Notepad
from sim.stage.call.screen import CallScreen
from sim.stage.call.typed import Read
from sim.stage.kit.look import BASE_SIZE, LookSettings
from sim.stage.kit.outcome import STAY, Rekey
from sim.stage.player import Player
from sim.stage.services import Program, WordTime
from sim.stage.sound import Sound

SEED = 7
TURNS = 3  # that are played before the picture is taken
_SECONDS_A_WORD = 0.33
_HASTE, _PACE = 5, 30  # frames a second on the way there, and at the end


class _Word(NamedTuple):
    start: float
    offset: int
    length: int


@dataclass(frozen=True)
class _Speech:
    id: int
    seconds: float | None
    words: Sequence[WordTime]
    envelope: bytes
    path: Path | None = None


class ReadAloud:
    """A Speaker for pictures: every line at once, at an even pace, with a swell for each word and no sound."""

    envelope_rate = 40
    audible = False

    def __init__(self) -> None:
        self._ready: list[_Speech] = []
        self._count = 0

    def request(self, scenario: Scenario, line: Utterance) -> int:
        """Ready at the next poll."""
        self._count += 1
        spans = [(found.start(), found.end() - found.start()) for found in re.finditer(r"\S+", line.text)]
        words = [_Word(_SECONDS_A_WORD * i, *span) for i, span in enumerate(spans)]
        seconds = _SECONDS_A_WORD * len(words)
        swell = (
            abs(math.sin(math.pi * i / self.envelope_rate / _SECONDS_A_WORD))
            for i in range(round(seconds * self.envelope_rate))
        )
        envelope = bytes(round(60 + 160 * value) for value in swell)
        self._ready.append(_Speech(self._count, seconds, words, envelope))
        return self._count

    def prepare(self, scenario: Scenario, lines: Sequence[Utterance]) -> None:
        """Nothing needs to be prepared."""

    def poll(self) -> Sequence[_Speech]:
        """All that was asked for since."""
        ready, self._ready = self._ready, []
        return ready

    def revealed(self, words: Sequence[WordTime], seconds: float) -> int:
        """Up to the word that is being said."""
        return max((word.offset + word.length for word in words if word.start <= seconds), default=0)

    def stop(self) -> None:
        """Nothing sounds."""
        self._ready.clear()

    def notice(self) -> str | None:
        """Nothing goes wrong."""
        return None


class _Scene:
    """A call that is played by itself up to the moment of the picture."""

    def __init__(
        self, program: Program, scenario: Scenario, drawn: tuple[LookSettings, tuple[int, int]], read: Read | None
    ) -> None:
        settings, size = drawn
        setup = replace(Setup(), seed=SEED, way=CHOOSE if read is None else TYPED)
        self.call = Call(scenario, setup)
        self.screen = CallScreen(
            program, self.call, Unkept(), Sound(open=False), lambda director: STAY, speaker=ReadAloud()
        )
        if read is not None:
            self.screen.typed_by(read)
        self.player = Player(self.screen, settings, size, _HASTE)
        self.player.app.carry_out(Rekey(program.keys))

    def play(self, turns: int) -> None:
        """Pick up and answer, with replies that hold nobody up, until the replies of the turn after are seen."""
        self.screen.answer()
        for _ in range(turns):
            self.replies()
            if self.call.finished is None:
                self.screen.choose(self.plain_reply())
        self.replies()
        self.player.step = 1 / _PACE

    def plain_reply(self) -> int:
        """The place of the first reply, in the order of the file, that does not ask the caller to wait."""
        options = self.call.node.node.options
        names = [reply.option for reply in self.call.replies]
        plain = [name for name in sorted(names) if options[name].hold is None]
        return names.index(plain[0] if plain else names[0])

    def replies(self) -> None:
        """Wait for the replies, and past the moment in which they cannot be given yet."""
        self.player.until(lambda: self.screen.view.stage in ("replies", "over"), 60)
        self.player.wait(1.0)


def _speaking(scene: _Scene) -> None:
    scene.screen.choose(scene.plain_reply())
    scene.player.wait(2.2)


def _breathing(scene: _Scene) -> None:
    scene.screen.breathe()
    scene.player.wait(2.4)


def _breath_soon(scene: _Scene) -> None:
    scene.screen.breathe()
    scene.player.wait(0.9)


def _breath_late(scene: _Scene) -> None:
    left = scene.screen.director.silence_left
    scene.player.wait(left[0] - 2.5 if left is not None else 0)
    scene.screen.breathe()
    scene.player.wait(3.4)


def _lookup(scene: _Scene) -> None:
    screen = scene.screen
    screen.desk()
    overlay = screen.ui.overlay
    if isinstance(overlay, DeskOverlay) and screen.call.desk:
        overlay.open_card(screen.call.desk[0])
    scene.player.wait(12)


def _hold(scene: _Scene) -> None:
    scene.screen.hold()
    scene.player.wait(8)


def _notes(scene: _Scene) -> None:
    screen = scene.screen
    screen.notes()
    for note in ("7412 KT", "11 May 1983"):
        screen.director.write(note)
    overlay = screen.ui.overlay
    if isinstance(overlay, Notepad):
        overlay.field.insert("4 x N-H")
        overlay.show()


def _typed(scene: _Scene) -> None:
    """Most of a reply, in the trainee's own hand."""
    typed, option = scene.screen.view.typed, scene.call.replies[scene.plain_reply()].option
    words = scene.call.node.node.options[option].wordings[0].casefold().replace(".", ",")
    if typed is not None:
        typed.field.insert(words.rstrip(",?!"))
    scene.player.wait(0.5)


def _typed_read(scene: _Scene) -> None:
    _typed(scene)
    scene.player.key("return")
    scene.player.wait(0.5)


def _typed_list(scene: _Scene) -> None:
    _typed_read(scene)
    scene.player.key("2")
    scene.player.wait(0.5)


def _typed_unread(scene: _Scene) -> None:
    scene.screen.director.unclear("?")
    scene.replies()


def _over(scene: _Scene) -> None:
    scene.screen.director.hang_up()
    scene.player.wait(1)


def _trouble(scene: _Scene) -> None:
    scene.screen.director.trouble = RecordError("disk_full")
    scene.player.wait(0.5)


STATES: dict[str, Callable[[_Scene], object]] = {
    "replies": lambda scene: scene.player.wait(1.5),
    "speaking": _speaking,
    "breathing": _breathing,
    "breath-soon": _breath_soon,
    "breath-late": _breath_late,
    "hold": _hold,
    "policy": lambda scene: scene.screen.policy(),
    "desk": lambda scene: scene.screen.desk(),
    "lookup": _lookup,
    "notes": _notes,
    "quiet": lambda scene: scene.screen.toggle_quiet(),
    "transcript": lambda scene: scene.screen.transcript(),
    "pause": lambda scene: scene.screen.pause(),
    "trouble": _trouble,
    "over": _over,
    "typed": _typed,
    "typed-read": _typed_read,
    "typed-list": _typed_list,
    "typed-unread": _typed_unread,
}
RINGING = "ringing"
NAMES = (RINGING, *STATES)


def draw_call(  # noqa: PLR0913 - a moment, how it is drawn and how what is typed is read
    program: Program,
    scenario: Scenario,
    state: str = "replies",
    settings: LookSettings | None = None,
    size: tuple[int, int] = BASE_SIZE,
    *,
    read: Read | None = None,
) -> pygame.Surface:
    """The call screen at one of NAMES. Opens a window that is not seen. Raises KeyError for another name.

    read: how typed replies are read, for the moments in which one is typed.
    """
    typed = read if state.startswith("typed") else None
    scene = _Scene(program, scenario, (settings or LookSettings(), size), typed)
    if state != RINGING:
        scene.play(TURNS)
        STATES[state](scene)
    scene.player.frame()
    return scene.player.picture()
