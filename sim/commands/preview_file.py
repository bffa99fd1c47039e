"""The file of a preview: looked at many times a second, read beside the game when it was saved.

Rules
- A look costs a stat; only after a change the bytes are compared, and once more a while later: two saves within one
  tick of the disk's clock look alike to a stat.
- A file is read when two looks in a row found it alike, so that a save in several steps is read whole. One that is gone
  is given longer: many editors save by writing a new file in its place.
- Reading and checking happen in `work`, reading first; what is outdated when it is done is thrown away.
"""

from __future__ import annotations

from concurrent.futures import Executor, Future
from pathlib import Path

from sim.content.around import Around
from sim.content.checking import check_file, check_scenario
from sim.content.loading import load_file
from sim.content.problems import BrokenContent, Problem
from sim.content.scenarios import Reading, read_scenario
from sim.content.texts import caller_lines
from sim.stage.preview_source import Version

_LOOKS = (1, 10, 40)  # looks without a change after which the bytes are compared
_GONE_LOOKS = 10
Stamp = tuple[int, int, int] | None


class FileSource:
    """A scenario's file (sim.stage.preview_source.Source); with a language, as its translation shows it."""

    def __init__(self, path: Path, around: Around, work: Executor, language: str | None = None) -> None:
        self.path, self.around, self._work = path, around, work
        self._language = language
        self._translation = path.with_name(f"{path.stem}.{language}.yaml") if language else None
        self._watched = (path,) if self._translation is None else (path, self._translation)
        self._stamps: tuple[Stamp, ...] = ()
        self._still = 0
        self._bytes: tuple[bytes, ...] = ()
        self._reading: Future[tuple[Version, Reading]] | None = None
        self._checking: Future[Version] | None = None

    @property
    def name(self) -> str:
        """The name of the file that is written."""
        return (self._translation or self.path).name

    def first(self) -> Version:
        """The file as it stands now; what the check has to say comes by `poll`."""
        self._stamps, self._still = self._stamps_now(), max(_LOOKS)
        self._bytes = self._contents()
        version, reading = self._read()
        self._begin_check(version, reading)
        return version

    def poll(self) -> Version | None:
        """See sim.stage.preview_source.Source."""
        self._look()
        if self._reading is not None and self._reading.done():
            version, reading = self._reading.result()
            self._reading = None
            self._begin_check(version, reading)
            return version
        if self._checking is not None and self._checking.done():
            checked, self._checking = self._checking.result(), None
            return checked
        return None

    # -- looking ----------------------------------------------------------------------------------------------

    def _look(self) -> None:
        stamps = self._stamps_now()
        if stamps != self._stamps:
            self._stamps, self._still = stamps, 0
            return
        self._still += 1
        gone = stamps[0] is None
        if self._still not in _LOOKS or (gone and self._still < _GONE_LOOKS):
            return
        contents = self._contents()
        if contents != self._bytes:
            self._bytes = contents
            self._checking = None
            self._reading = self._work.submit(self._read)

    def _stamps_now(self) -> tuple[Stamp, ...]:
        return tuple(_stamp(path) for path in self._watched)

    def _contents(self) -> tuple[bytes, ...]:
        return tuple(_bytes_of(path) for path in self._watched)

    # -- reading ----------------------------------------------------------------------------------------------

    def _read(self) -> tuple[Version, Reading]:
        reading = read_scenario(self.path)
        scenario, problems = reading.scenario, reading.problems
        if scenario is not None and self._language is not None:
            try:
                scenario = load_file(self.path, self._language)
            except BrokenContent as broken:
                scenario, problems = None, broken.problems
        defaults = caller_lines(scenario.language if scenario is not None else "en")
        return Version(scenario, problems, defaults), reading

    def _begin_check(self, version: Version, reading: Reading) -> None:
        if version.scenario is not None:
            self._checking = self._work.submit(self._check, version, reading)

    def _check(self, version: Version, reading: Reading) -> Version:
        found: list[Problem] = list(check_scenario(reading, self.path, self.around).problems)
        if self._translation is not None:
            found += check_file(self._translation, self.around).problems
        return Version(version.scenario, tuple(found), version.defaults)


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
