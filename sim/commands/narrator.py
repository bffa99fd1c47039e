"""The voice that reads the screen aloud: neutral, in the same room, in the program's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from sim.store.settings import Settings
from sim.voice import problems
from sim.voice.client import Voice
from sim.voice.engines import Engine, command_engine
from sim.voice.lines import CallerVoice, Line, Speech
from sim.voice.orders import as_caption

READER = CallerVoice(sex="female", age=35, seed="reader")
_CAP_BYTES = 30 * 1024 * 1024


class Narrator:
    """Speaks with a worker of its own, so that the caller never waits for it. It starts when something is to be read.

    manner: the language and the speed (1 is usual) of what is read now. audible: whether anything could be heard; where
    not, it says so once and reads nothing.
    """

    def __init__(
        self,
        folder: Path,
        manner: Callable[[], tuple[str, float]],
        engines: Sequence[Engine] | None = None,
        audible: bool = True,
    ) -> None:
        self._folder, self._manner, self._engines = folder, manner, engines
        self._voice: Voice | None = None
        self._silent: list[Speech] = []
        self._problem = None if audible else "no_sound"
        self._audible = audible
        self._last = 0

    def request(self, text: str) -> int:
        """Ask for a text now."""
        language, speed = self._manner()
        line = Line(text=text, language=language, voice=replace(READER, rate=speed))
        if not self._audible:
            self._last += 1
            self._silent.append(as_caption(self._last, line, problems.OFF))
            return self._last
        if self._voice is None:
            self._voice = Voice(self._folder, engines=self._engines, on_the_line=False, cap_bytes=_CAP_BYTES)
        return self._voice.request(line)

    def poll(self) -> list[Speech]:
        """What has become ready."""
        silent, self._silent = self._silent, []
        return silent if self._voice is None else self._voice.poll()

    def stop(self) -> None:
        """Forget what was asked for."""
        self._silent = []
        if self._voice is not None:
            self._voice.stop()

    def notice(self) -> str | None:
        """A code, once, when nothing can be heard."""
        problem, self._problem = self._problem, None
        return problem if self._voice is None else self._voice.notice()

    def close(self) -> None:
        """End the worker."""
        if self._voice is not None:
            self._voice.close()


def narrator_for(settings: Settings, folder: Path, manner: Callable[[], tuple[str, float]], audible: bool) -> Narrator:
    """The voice that reads, with the engine that the settings ask for."""
    engines = [command_engine(settings.voice_command)] if settings.voice_command else None
    return Narrator(folder, manner, engines, audible)
