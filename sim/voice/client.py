"""The voice as the game sees it: ask for lines, collect them each frame, never wait."""

import threading
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType

from sim.voice import desk, problems
from sim.voice.cache import Cache
from sim.voice.engines import Engine, find_engines
from sim.voice.lines import Line, Speech
from sim.voice.orders import as_caption

CAP_BYTES = 100 * 1024 * 1024
"""Room for some 30 scenarios of 40 lines; the oldest used go first."""
_CLOSE_SECONDS = 1.0


class Voice:
    """Speaks lines into WAV files. No method blocks (but `close`, up to a second) and none raises when speech fails.

    `folder` keeps spoken lines between sessions; where it cannot be written to, a temporary one is used. `engines`,
    best first, are those of the machine if not given. Without `on_the_line` the voices come as if from the same room.
    """

    def __init__(
        self,
        folder: Path,
        *,
        engines: Sequence[Engine] | None = None,
        on_the_line: bool = True,
        cap_bytes: int = CAP_BYTES,
    ) -> None:
        self._ready: SimpleQueue[Speech] = SimpleQueue()
        self._notices: SimpleQueue[str] = SimpleQueue()
        self._last_id = 0
        self._forgotten = 0
        self._closed = False
        self._cache = Cache(folder.absolute(), cap_bytes)
        found = find_engines() if engines is None else engines
        self._desk = desk.Desk(list(found), self._cache, on_the_line, self._ready.put, self._notices.put)
        self._thread = threading.Thread(target=self._desk.run, name="voice", daemon=True)
        self._thread.start()

    def request(self, line: Line) -> int:
        """Ask for a line, to be spoken now. Its `Speech` comes from `poll` under the number returned."""
        self._last_id += 1
        if self._closed:
            self._ready.put(as_caption(self._last_id, line, problems.OFF))
            return self._last_id
        self._desk.inbox.put(desk.Ask(self._last_id, line))
        return self._last_id

    def poll(self) -> list[Speech]:
        """What became ready since the last time, oldest first.

        For each request exactly one, unless `stop` came first.
        """
        found: list[Speech] = []
        while True:
            try:
                speech = self._ready.get_nowait()
            except Empty:
                return found
            if speech.id > self._forgotten:
                found.append(speech)

    def prefetch(self, lines: Sequence[Line]) -> None:
        """Speak these into the cache when nothing is asked for; they replace those of the last call."""
        self._desk.inbox.put(desk.Prepare(tuple(lines)))

    def stop(self) -> None:
        """Forget every request made so far, and what was to be prepared: the call is over, or was cut short."""
        self._forgotten = self._last_id
        self._desk.inbox.put(desk.Forget(self._last_id))

    def notice(self) -> str | None:
        """A code of `problems` to tell the trainee once: the voice was switched off, and why.

        None when there is nothing.
        """
        try:
            return self._notices.get_nowait()
        except Empty:
            return None

    @property
    def folder(self) -> Path:
        """Where spoken lines are kept."""
        return self._cache.folder

    @property
    def worker_pid(self) -> int | None:
        """The worker's process, for whoever measures its memory; None when there is none."""
        return self._desk.worker_pid

    def close(self) -> None:
        """End the worker and the thread. Closing twice does no harm."""
        self._closed = True
        self._desk.inbox.put(desk.Close())
        self._thread.join(_CLOSE_SECONDS)

    def __enter__(self) -> "Voice":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
