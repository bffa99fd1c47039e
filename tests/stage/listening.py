"""Somebody who listens: a reader on a player's window, and a voice that keeps what it was asked to say."""

from dataclasses import dataclass, field
from pathlib import Path

from sim.stage.aloud.reader import Reader


@dataclass(frozen=True)
class Said:
    id: int
    path: Path | None
    seconds: float = 1.0
    words: tuple = ()
    envelope: bytes = b""


@dataclass
class FakeReadingVoice:
    """Delivers at once; with a sound only where `path` gives one."""

    path: Path | None = None
    said: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    stops: int = 0
    _ready: list[Said] = field(default_factory=list)

    def request(self, text):
        self.said.append(text)
        self._ready.append(Said(len(self.said), self.path))
        return len(self.said)

    def poll(self):
        ready, self._ready = self._ready, []
        return ready

    def stop(self):
        self.stops += 1
        self._ready = []

    def notice(self):
        return self.notices.pop(0) if self.notices else None


def listen(player, program, on=True, focus_only=False, path=None):
    """Let the player's window be read aloud; gives the voice."""
    voice = FakeReadingVoice(path)
    program.values |= {"read_aloud": on, "read_focus": focus_only}
    program.reading_voice = voice
    player.app.reader = Reader(program)
    player.frame()
    return voice
