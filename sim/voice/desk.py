"""The voice's thread: takes wishes, looks in the cache, keeps one worker busy, and answers every request.

Rules
- Everything here happens on one thread, so nothing needs a lock; others only put messages into `inbox`.
- Every request is answered within its engine's deadline, sound or not. A request goes before any line that is only
  prepared.
- A worker that ends, talks garbage or holds a line too long is a fault: it is killed and started anew, the line goes
  back as a caption alone. The third fault switches the voice off for the session, with one notice.
- An engine that will not even start gives way to the next; with none left the voice is off.
"""

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

from sim.voice import problems
from sim.voice.cache import Cache, Entry
from sim.voice.captions import aligned_words
from sim.voice.engines import Engine
from sim.voice.lines import Line, Speech
from sim.voice.orders import Order, as_caption, order_for, recorded
from sim.voice.process import WorkerProcess

_log = logging.getLogger(__name__)

FAULTS_ALLOWED = 3
START_SECONDS = 8.0
"""A cold disk and a busy machine may take this long to start the worker; requests do not wait for it that long."""


@dataclass(frozen=True)
class Ask:
    """A request: the line and the number under which it is answered."""

    id: int
    line: Line


@dataclass(frozen=True)
class Prepare:
    """Lines that may come next. The last such wish replaces those before it."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Forget:
    """Drop all requests up to this number, and what was to be prepared."""

    up_to: int


@dataclass(frozen=True)
class Close:
    """End the thread and its worker."""


@dataclass(frozen=True)
class Heard:
    """What a worker said; None when it ended or talked garbage."""

    worker: WorkerProcess
    message: dict[str, Any] | None


Message = Ask | Prepare | Forget | Close | Heard


@dataclass
class _Waiting:
    """A request that the worker has not answered yet, and when patience ends."""

    id: int
    line: Line
    order: Order
    until: float


class Desk:
    """`answer(speech)` and `notice(code)` are called on the desk's thread."""

    def __init__(
        self,
        engines: list[Engine],
        cache: Cache,
        line: bool,
        answer: Callable[[Speech], None],
        notice: Callable[[str], None],
    ) -> None:
        self.inbox: SimpleQueue[Message] = SimpleQueue()
        self._engines = engines
        self._cache = cache
        self._line = line
        self._answer = answer
        self._notice = notice
        self._worker: WorkerProcess | None = None
        self._ready = False
        self._proven = False
        self._busy: Order | None = None
        self._busy_until = 0.0
        self._waiting: deque[_Waiting] = deque()
        self._prepare: deque[Order] = deque()
        self._faults = 0
        self._off: str | None = None
        self._jobs = 0

    @property
    def worker_pid(self) -> int | None:
        """May be read on any thread."""
        worker = self._worker
        return None if worker is None else worker.pid

    def run(self) -> None:
        """The thread's whole life."""
        self._guarded(self._open)
        while not isinstance(message := self._next_message(), Close):
            self._guarded(partial(self._step, message))
        self._stop_worker()
        self._cache.close()

    def _guarded(self, step: Callable[[], None]) -> None:
        """Whatever happens, the game goes on without a voice and no request stays unanswered."""
        try:
            step()
        except Exception:
            _log.exception("the voice's thread failed")
            self._switch_off(problems.FAILED)

    def _open(self) -> None:
        if not self._cache.open():
            self._switch_off(problems.DISK)
        self._start()

    def _step(self, message: Message | None) -> None:
        if message is not None:
            self._take(message)
        self._expire(time.monotonic())
        self._feed()

    def _next_message(self) -> Message | None:
        """The next message, or None when it is time to look at the clock."""
        moments = [item.until for item in self._waiting]
        if self._worker is not None and (self._busy is not None or not self._ready):
            moments.append(self._busy_until)
        patience = max(0.0, min(moments) - time.monotonic()) if moments else None
        try:
            return self.inbox.get(timeout=patience)
        except Empty:
            return None

    def _take(self, message: Message) -> None:
        match message:
            case Ask(id_, line):
                try:
                    self._asked(id_, line)
                except Exception:
                    self._answer(as_caption(id_, line, problems.FAILED))
                    raise
            case Prepare(lines):
                if self._engines and self._off is None:
                    orders = map(self._order, lines)
                    self._prepare = deque(order for order in orders if order.problem is None)
            case Forget(up_to):
                self._waiting = deque(item for item in self._waiting if item.id > up_to)
                self._prepare.clear()
            case Heard(worker, said) if worker is self._worker:
                self._heard(said)

    # A request: recording, cache, worker, caption alone.

    def _asked(self, id_: int, line: Line) -> None:
        """Answers as its last step, so that a failure here means: not answered yet."""
        problem = None
        if line.recording is not None:
            speech = recorded(id_, line)
            if speech is not None:
                self._answer(speech)
                return
            problem = problems.BAD_RECORDING
        if not self._engines:
            self._answer(as_caption(id_, line, problem or self._off or problems.NO_ENGINE))
            return
        order = self._order(line)
        entry = self._cache.load(order.key) if order.problem is None else None
        if entry is not None:
            self._answer(_spoken(id_, line, entry, problem))
        elif order.problem or self._off:
            self._answer(as_caption(id_, line, problem or order.problem or self._off))
        else:
            until = time.monotonic() + self._engines[0].deadline(line.text)
            self._waiting.append(_Waiting(id_, line, order, until))

    def _order(self, line: Line) -> Order:
        return order_for(line, self._engines[0], self._line)

    def _feed(self) -> None:
        """Give an idle worker its next line: what was asked for first, then what may be asked for."""
        while self._ready and self._busy is None:
            if self._waiting:
                order = self._waiting[0].order
            elif self._prepare:
                order = self._prepare.popleft()
                if self._cache.load(order.key) is not None:
                    continue
            else:
                return
            self._send(order)

    def _send(self, order: Order) -> None:
        assert self._worker is not None
        self._jobs += 1
        self._busy = order
        self._busy_until = time.monotonic() + self._engines[0].deadline(order.line.text)
        folder = str(self._cache.folder)
        if not self._worker.send({**order.message, "id": self._jobs, "folder": folder}):
            self._fault(problems.DIED)

    # What the worker says.

    def _heard(self, said: dict[str, Any] | None) -> None:
        if not self._ready:
            self._started(said)
        elif said is None:
            self._fault(problems.DIED)
        elif self._busy is None or said.get("id") != self._jobs:
            self._fault(problems.GARBLED)
        elif isinstance(said.get("problem"), str):
            self._refused(said["problem"])
        else:
            entry = self._cache.load(self._busy.key)
            if entry is None:
                self._fault(problems.GARBLED)
            else:
                self._cache.added(entry)
                self._done(lambda item: _spoken(item.id, item.line, entry, _lost_recording(item.line)))

    def _started(self, said: dict[str, Any] | None) -> None:
        """Ready, or not: then the next engine has its turn."""
        if said is not None and said.get("ready") is True:
            self._ready = self._proven = True
        else:
            self._not_started(problems.DIED)

    def _refused(self, problem: str) -> None:
        """The worker is well, but this line was not spoken. A line with nothing to say in it is no fault."""
        self._done(lambda item: as_caption(item.id, item.line, problem))
        if problem == problems.DISK:
            self._cache.open()  # the folder may have been removed, or another may have room
        if problem != problems.SILENT:
            self._count(problem)

    def _done(self, speech: Callable[[_Waiting], Speech]) -> None:
        """Answer every request for the line that the worker had, and let it have the next."""
        assert self._busy is not None
        key, self._busy = self._busy.key, None
        for item in [item for item in self._waiting if item.order.key == key]:
            self._waiting.remove(item)
            self._answer(speech(item))

    # What goes wrong.

    def _expire(self, now: float) -> None:
        for item in [item for item in self._waiting if item.until <= now]:
            self._waiting.remove(item)
            self._answer(as_caption(item.id, item.line, problems.LATE))
        if self._worker is None or self._busy_until > now:
            return
        if not self._ready:
            self._not_started(problems.LATE)
        elif self._busy is not None:
            self._fault(problems.LATE)

    def _fault(self, problem: str) -> None:
        """The worker failed us: the line becomes a caption, the worker is replaced."""
        if self._busy is not None:
            self._done(lambda item: as_caption(item.id, item.line, problem))
        self._stop_worker()
        self._count(problem)
        self._start()

    def _count(self, problem: str) -> None:
        self._faults += 1
        if self._faults >= FAULTS_ALLOWED:
            self._switch_off(problem)

    def _switch_off(self, problem: str) -> None:
        """For the rest of the session: captions, and whatever is in the cache."""
        if self._off is not None:
            return
        self._off = problems.OFF if self._faults >= FAULTS_ALLOWED else problem
        self._notice(problem)
        self._stop_worker()
        self._prepare.clear()
        while self._waiting:
            item = self._waiting.popleft()
            self._answer(as_caption(item.id, item.line, problem))

    def _not_started(self, problem: str) -> None:
        """An engine that has worked before gets another chance, one that has not gives way."""
        if self._proven:
            self._fault(problem)
        else:
            self._give_way()

    def _give_way(self) -> None:
        """The engine does not start: try the next, and what waits is asked of that one."""
        self._stop_worker()
        if len(self._engines) < 2:
            self._switch_off(problems.NO_ENGINE)
            return
        self._engines = self._engines[1:]
        for item in self._waiting:
            item.order = self._order(item.line)
        self._prepare = deque(self._order(order.line) for order in self._prepare)
        self._start()

    def _start(self) -> None:
        if self._off is not None:
            return
        if not self._engines:
            self._switch_off(problems.NO_ENGINE)
            return
        try:
            self._worker = WorkerProcess(self._engines[0], lambda worker, said: self.inbox.put(Heard(worker, said)))
        except OSError:
            self._give_way()
            return
        self._ready = False
        self._busy_until = time.monotonic() + START_SECONDS

    def _stop_worker(self) -> None:
        if self._worker is not None:
            self._worker.kill()
        self._worker, self._ready, self._busy = None, False, None


def _spoken(id_: int, line: Line, entry: Entry, problem: str | None) -> Speech:
    words = aligned_words(line.text, entry.seconds, entry.events)
    return Speech(id_, entry.path, entry.seconds, words, entry.envelope, problem)


def _lost_recording(line: Line) -> str | None:
    """A line that named a recording reaches the worker only when the recording could not be used."""
    return problems.BAD_RECORDING if line.recording is not None else None
