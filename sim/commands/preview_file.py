"""The file of a preview: looked at almost every frame, read beside the game when it was saved.

Rules
- A look costs a stat. After a change the bytes are compared, and once more a while later: two saves within one tick of
  the disk's clock look alike to a stat.
- A version without errors is handed over at once. Errors wait until the file has stood still: a save in several steps,
  or through a file that takes another's place, is for a moment empty or gone.
- Reading and checking happen in `work`, and what is outdated when it is done is thrown away. The frame that sees a
  save waits a moment for the reading, which then has the interpreter for itself: mostly its words are in that frame.
- The check takes longer than the reading and comes after it, when the new words are on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, wait
from pathlib import Path

from sim.content.around import Around
from sim.content.checking import check_file, check_scenario
from sim.content.loading import load_file
from sim.content.problems import BrokenContent, Problem
from sim.content.scenarios import Reading, read_scenario
from sim.content.texts import caller_lines
from sim.stage.preview.source import Version

LOOK_SECONDS = 0.015
_COMPARED = (0.0, 0.3, 1.8)  # seconds without a change after which the bytes are compared
_STILL, _STILL_GONE = 0.12, 0.45  # seconds without a change after which errors are believed
_MOMENT = 0.02  # seconds for which a frame waits: twice what a scenario of the usual size takes
CHECK_SECONDS = 0.3  # from handing over a version to the beginning of its check
Stamp = tuple[int, int, int] | None
Read = tuple[Version, Reading]


class FileSource:
    """A scenario's file (sim.stage.preview.source.Source); with a language, as its translation shows it."""

    def __init__(self, path: Path, around: Around, work: Executor, language: str | None = None) -> None:
        self.path, self.around, self._work = path, around, work
        self._language = language
        self.worded: Callable[[Iterable[Problem]], tuple[Problem, ...]] = tuple  # in the program's language
        self._translation = path.with_name(f"{path.stem}.{language}.yaml") if language else None
        self._watched = (path,) if self._translation is None else (path, self._translation)
        self._stamps: tuple[Stamp, ...] = ()
        self._looked_at = self._changed_at = float("-inf")  # seconds of the app's clock
        self._compared = 0  # how often the bytes were compared since the last change
        self._bytes: tuple[bytes, ...] = ()
        self._reading: Future[Read] | None = None
        self._held: Read | None = None  # errors that are not yet believed
        self._unchecked: tuple[float, Read] | None = None
        self._checking: Future[Version] | None = None

    @property
    def name(self) -> str:
        """The name of the file that is written."""
        return (self._translation or self.path).name

    def first(self) -> Version:
        """The file as it stands now; what the check has to say comes by `poll`."""
        self._stamps, self._bytes = self._stamps_now(), self._contents()
        self._compared = 1
        read = self._read()
        self._unchecked = (0.0, read)
        return read[0]

    def poll(self, now: float) -> Version | None:
        """See sim.stage.preview.source.Source."""
        if now - self._looked_at >= LOOK_SECONDS:
            self._look(now)
        if self._reading is not None and self._reading.done():
            self._held, self._reading = self._reading.result(), None
        if self._held is not None and (self._held[0].scenario is not None or self._stands_still):
            read, self._held = self._held, None
            self._unchecked = (now, read)
            return read[0]
        return self._checked(now)

    def _checked(self, now: float) -> Version | None:
        if self._unchecked is not None and now - self._unchecked[0] >= CHECK_SECONDS:
            read, self._unchecked = self._unchecked[1], None
            if read[0].scenario is not None:
                self._checking = self._work.submit(self._check, *read)
        if self._checking is not None and self._checking.done():
            version, self._checking = self._checking.result(), None
            return version
        return None

    # -- looking ----------------------------------------------------------------------------------------------

    @property
    def _stands_still(self) -> bool:
        still = self._looked_at - self._changed_at
        return still >= (_STILL_GONE if self._stamps[0] is None else _STILL)

    def _look(self, now: float) -> None:
        stamps = self._stamps_now()
        if stamps != self._stamps:
            self._changed_at, self._compared = now, 0
        self._looked_at, self._stamps = now, stamps
        if self._compared == len(_COMPARED) or now - self._changed_at < _COMPARED[self._compared]:
            return
        self._compared += 1
        contents = self._contents()
        if contents != self._bytes:
            self._bytes = contents
            self._held = self._unchecked = self._checking = None
            self._reading = self._work.submit(self._read)
            wait([self._reading], _MOMENT)

    def _stamps_now(self) -> tuple[Stamp, ...]:
        return tuple(_stamp(path) for path in self._watched)

    def _contents(self) -> tuple[bytes, ...]:
        return tuple(_bytes_of(path) for path in self._watched)

    # -- reading ----------------------------------------------------------------------------------------------

    def _read(self) -> Read:
        reading = read_scenario(self.path)
        scenario, problems = reading.scenario, reading.problems
        if scenario is not None and self._language is not None:
            try:
                scenario = load_file(self.path, self._language)
            except BrokenContent as broken:
                scenario, problems = None, broken.problems
        defaults = caller_lines(scenario.language if scenario is not None else "en")
        return Version(scenario, self.worded(problems), defaults), reading

    def _check(self, version: Version, reading: Reading) -> Version:
        found: list[Problem] = list(check_scenario(reading, self.path, self.around).problems)
        if self._translation is not None:
            found += check_file(self._translation, self.around).problems
        return Version(version.scenario, self.worded(found), version.defaults)


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _bytes_of(path: Path) -> bytes:
    """What stands in it, as much as is read of any file; nothing where it is not there or no plain file."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as stream:
            return stream.read(1_000_001)
    except (OSError, ValueError):
        return b""
