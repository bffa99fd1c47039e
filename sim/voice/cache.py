"""Spoken lines on disk: KEY.json with the times and the loudness, and the WAV that it names.

Safe with several programs in one folder: files appear whole or not at all, and every line has its own names. An entry
that is damaged in any way is no entry: it is spoken again and replaced. The oldest used go first when the folder
outgrows its cap.
"""

import json
import os
import shutil
import tempfile
import time
import zlib
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

HEADER_BYTES = 44
"""The header that `wave` writes before the samples."""
_STALE_PART_SECONDS = 3600
_AFTER_SWEEP = 0.9
"""Share of the cap that is left after a sweep, so that not every line sweeps."""


class Entry(NamedTuple):
    """A line in the cache. `events`: (seconds, character offset) of its words, empty where the engine told none."""

    path: Path
    seconds: float
    events: tuple[tuple[float, int], ...]
    envelope: bytes


def key_of(*facts: object) -> str:
    """The name of a line: a hash of all that shapes its sound."""
    return sha256(json.dumps(facts, ensure_ascii=True).encode()).hexdigest()


class Cache:
    """The folder of spoken lines. Methods raise no OSError; what cannot be read is not there."""

    def __init__(self, folder: Path, cap_bytes: int) -> None:
        self.folder = folder
        self._cap = cap_bytes
        self._bytes = 0
        self._temporary: Path | None = None

    def open(self) -> bool:
        """Make the folder and tidy it. Where it cannot be written to, a temporary one takes its place for this session.

        False where there is no place to write at all.
        """
        if not _writable(self.folder):
            try:
                self.folder = self._temporary = Path(tempfile.mkdtemp(prefix="cool-head-voice-"))
            except OSError:
                return False
            if not _writable(self.folder):
                return False
        self.sweep()
        return True

    def close(self) -> None:
        """Remove the temporary folder, if there is one."""
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)

    def load(self, key: str) -> Entry | None:
        """The entry of `key`, marked as used now; None where there is none or it is damaged."""
        index = self.folder / f"{key}.json"
        try:
            entry = self._read(key, index)
            os.utime(index)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return entry

    def added(self, entry: Entry) -> None:
        """Count a new entry; sweep when the folder has outgrown its cap."""
        self._bytes += round(entry.seconds * 22050) + 1000  # near enough: a sweep counts exactly
        if self._bytes > self._cap:
            self.sweep(keep=entry.path.name.partition(".")[0])

    def sweep(self, keep: str = "") -> None:
        """Count what is there; where it is too much, remove what was used longest ago, but not the line `keep`."""
        groups: dict[str, _Group] = {}
        for path, size, used in self._files():
            if path.suffix == ".part" and time.time() - used > _STALE_PART_SECONDS:
                _remove(path)
            elif path.suffix in (".json", ".wav"):
                groups.setdefault(path.name.partition(".")[0], _Group()).add(path, size, used)
        self._bytes = sum(group.size for group in groups.values())
        if self._bytes <= self._cap:
            return
        for name, group in sorted(groups.items(), key=lambda item: item[1].used):
            if self._bytes <= self._cap * _AFTER_SWEEP:
                break
            if name != keep:
                self._bytes -= group.size
                for path in group.paths:
                    _remove(path)

    def _read(self, key: str, index: Path) -> Entry:
        """Raises OSError, ValueError, KeyError or TypeError for anything but a whole entry."""
        facts = json.loads(index.read_bytes())
        name = facts["wav"]
        stem, checksum, _ = name.split(".")
        sound = (self.folder / name).read_bytes()
        if facts["format"] != 1 or stem != key or int(checksum, 16) != zlib.crc32(sound[HEADER_BYTES:]):
            raise ValueError(name)
        events = tuple((float(seconds), int(offset)) for seconds, offset in facts["events"])
        return Entry(self.folder / name, float(facts["seconds"]), events, bytes.fromhex(facts["envelope"]))

    def _files(self) -> list[tuple[Path, int, float]]:
        """(path, bytes, last use) of every file; one that vanishes meanwhile (another program sweeps) is left out."""
        found = []
        try:
            paths = list(self.folder.iterdir())
        except OSError:
            return []
        for path in paths:
            try:
                facts = path.stat()
            except OSError:
                continue
            found.append((path, facts.st_size, facts.st_mtime))
        return found


class _Group:
    """The files of one line."""

    def __init__(self) -> None:
        self.paths: list[Path] = []
        self.size = 0
        self.used = 0.0

    def add(self, path: Path, size: int, used: float) -> None:
        self.paths.append(path)
        self.size += size
        self.used = max(self.used, used)


def _writable(folder: Path) -> bool:
    probe = folder / f"probe.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"?")
        probe.unlink()
    except OSError:
        return False
    return True


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # another program has it open (Windows), or the folder became read-only: it stays
