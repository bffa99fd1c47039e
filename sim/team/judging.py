"""From a document to what it is worth: parsed, played again on the scenario of its hash, scored anew.

That costs more than anything else a server does, so it may run in processes of its own. A worker that has not met a
scenario answers so, and gets its text with the second try.
"""

import asyncio
import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from hashlib import sha256
from threading import Thread
from typing import Any, NamedTuple

import orjson

from sim.core.attempt import MOST_BYTES, Attempt, NotAnAttempt, Played, Refusal, canonical, from_data, replay
from sim.core.moves import MODEL_VERSION
from sim.core.scenario import Scenario
from sim.core.script import Script
from sim.core.standing import Scorer

_MOST_SCENES = 200  # that a process remembers
_MOST_TOGETHER = 8  # documents that a judge takes at once
_Asked = tuple[bytes, str | None]


class Judged(NamedTuple):
    """A document that holds, as the database keeps it."""

    uuid: str
    scenario: str
    hash: str
    mode: str
    way: str
    digest: str
    document: str
    model: int
    calm: int | None
    ownership: int | None
    policy: int | None
    passed: bool
    distinction: bool
    complete: bool
    ending: str
    turns: int
    lasted_ms: int
    false_start: bool


class Unknown(NamedTuple):
    """The scenario of that hash has not been met in this process."""

    hash: str


Verdict = Judged | Refusal
_scenes: dict[str, tuple[Script, Scorer]] = {}


def judge(raw: bytes, scenario: str | None = None) -> Verdict | Unknown:
    """What a document comes to. `scenario`: the text of the scenario that it names, if it had to be asked for."""
    if len(raw) > MOST_BYTES:
        return Refusal("too_large")
    try:
        data = orjson.loads(raw)
    except ValueError:
        return Refusal("not_an_attempt", "JSON")
    try:
        attempt = from_data(data)
    except NotAnAttempt as error:
        return error.refusal
    scene = _scene(attempt.scenario_hash, scenario)
    if scene is None:
        return Unknown(attempt.scenario_hash)
    played = replay(attempt, *scene)
    if isinstance(played, Refusal):
        return played
    return _judged(attempt, played, spelt(data))


def spelt(data: Any) -> str:
    """The canonical text of an attempt's data that was found to be one, which attempt.canonical takes ten times as
    long for: both spell plain ASCII alike, and there are no fractions in it.
    """
    text = orjson.dumps(data, option=orjson.OPT_SORT_KEYS)
    return text.decode() if text.isascii() and b"\x7f" not in text else canonical(data)


def _judged(attempt: Attempt, played: Played, text: str) -> Judged:
    result = played.result
    calm, ownership, policy = result.scores
    return Judged(
        uuid=attempt.uuid,
        scenario=attempt.scenario,
        hash=attempt.scenario_hash,
        mode=attempt.setup.mode,
        way=attempt.setup.way,
        digest=sha256(text.encode("ascii")).hexdigest(),
        document=text,
        model=MODEL_VERSION,
        calm=calm,
        ownership=ownership,
        policy=policy,
        passed=result.passed,
        distinction=result.distinction,
        complete=result.complete,
        ending=played.ending,
        turns=played.turns,
        lasted_ms=played.lasted_ms,
        false_start=played.false_start,
    )


def _scene(content_hash: str, text: str | None) -> tuple[Script, Scorer] | None:
    """The scenario of a hash, ready to be played and scored; None where it is not known here."""
    known = _scenes.get(content_hash)
    if known is None and text is not None:
        scenario = Scenario.model_validate_json(text)
        if scenario.content_hash() != content_hash:
            return None
        if len(_scenes) >= _MOST_SCENES:
            _scenes.pop(next(iter(_scenes)))
        script = Script(scenario)
        known = _scenes[content_hash] = script, Scorer(script)
    return known


def _ready() -> None:
    """In a worker: Ctrl+C is for the server, which ends its workers itself; one that was killed can not, so they go
    by themselves. What was imported is garbage never: looking for it there takes as long as fifty calls.
    """
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_go_with_the_server, name="team-orphan", daemon=True).start()


def _go_with_the_server() -> None:
    server = multiprocessing.parent_process()
    assert server is not None
    server.join()
    os._exit(0)  # it waits for work that never comes: nothing of it is to be kept


def judge_all(documents: Sequence[_Asked]) -> list[Verdict | Unknown]:
    """Several at once: handing one over to another process costs about as much as a short call."""
    return [judge(raw, scenario) for raw, scenario in documents]


class _Waiting(NamedTuple):
    """A document in the line before the judges, and who waits for it."""

    asked: _Asked
    future: "asyncio.Future[Verdict | Unknown]"


class Judges:
    """Judges documents beside the event loop. `processes` 0: in a thread of this process.

    A judge who is free takes what waits, a few documents at once; nobody waits for more to come. Belongs to one event
    loop.
    """

    def __init__(self, text_of: Callable[[str], Awaitable[str | None]], processes: int = 0) -> None:
        self._text_of, self._processes = text_of, processes
        self._bench: Executor = self._new_bench()
        self._line: deque[_Waiting] = deque()
        self._free = 2 * max(1, processes)  # each has more under way, so that no judge waits for us
        self._taking: set[asyncio.Task[None]] = set()

    def _new_bench(self) -> Executor:
        if self._processes:
            spawned = multiprocessing.get_context("spawn")
            return ProcessPoolExecutor(self._processes, mp_context=spawned, initializer=_ready)
        return ThreadPoolExecutor(1, thread_name_prefix="team-judge")

    async def get_ready(self) -> None:
        """Start the workers now: the first call that comes in need not wait for them."""
        ready = [self._alone((b"", None)) for _ in range(max(1, self._processes))]
        await asyncio.gather(*ready)

    async def verdict(self, raw: bytes) -> Verdict:
        """What a document comes to."""
        found = await self._judge(raw, None)
        if isinstance(found, Unknown):
            text = await self._text_of(found.hash)
            if text is not None:
                found = await self._judge(raw, text)
        return Refusal("unknown_scenario", found.hash[:12]) if isinstance(found, Unknown) else found

    def _judge(self, raw: bytes, text: str | None) -> "asyncio.Future[Verdict | Unknown]":
        future: asyncio.Future[Verdict | Unknown] = asyncio.get_running_loop().create_future()
        self._line.append(_Waiting((raw, text), future))
        if self._free:
            self._free -= 1
            task = asyncio.create_task(self._take())
            self._taking.add(task)
            task.add_done_callback(self._taking.discard)
        return future

    async def _take(self) -> None:
        """Hand over what waits until nothing does. Whatever goes wrong belongs to those who wait."""
        try:
            while self._line:
                pile = [self._line.popleft() for _ in range(min(_MOST_TOGETHER, len(self._line)))]
                try:
                    found = await self._judged([waiting.asked for waiting in pile])
                except asyncio.CancelledError:  # the server ends
                    for waiting in pile:
                        waiting.future.cancel()
                    raise
                except Exception as error:
                    _settle(pile, [error] * len(pile))
                else:
                    _settle(pile, found)
        finally:
            self._free += 1

    async def _judged(self, asked: list[_Asked]) -> "list[Verdict | Unknown | Exception]":
        loop = asyncio.get_running_loop()
        bench = self._bench
        try:
            return [*await loop.run_in_executor(bench, judge_all, asked)]
        except BrokenProcessPool:  # a worker was killed: new ones, once, and each document by itself
            if self._bench is bench:
                bench.shutdown(wait=False)
                self._bench = self._new_bench()
            return [await self._alone(one) for one in asked]

    async def _alone(self, asked: _Asked) -> Verdict | Unknown | Exception:
        """One document; a document that kills a worker gets its error."""
        bench = self._bench
        try:
            return await asyncio.get_running_loop().run_in_executor(bench, judge, *asked)
        except BrokenProcessPool as error:
            if self._bench is bench:
                bench.shutdown(wait=False)
                self._bench = self._new_bench()
            return error

    def close(self) -> None:
        """End the workers."""
        self._bench.shutdown(cancel_futures=True)


def _settle(pile: Sequence[_Waiting], answers: Sequence[Verdict | Unknown | Exception]) -> None:
    for waiting, answer in zip(pile, answers, strict=True):
        if waiting.future.done():
            continue  # whoever waited has gone
        if isinstance(answer, Exception):
            waiting.future.set_exception(answer)
        else:
            waiting.future.set_result(answer)
