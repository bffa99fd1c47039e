"""Versions of scenarios that came from a team session: a folder beside the journal, a file each, by content hash.

A call in the journal names the version that it was played on; without its text it can be neither resumed nor scored
again. What a text means is not known here: whoever reads one checks it against its hash (sim.content.brought). A file
is there whole or not at all, and survives a power cut once `keep` has returned.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from threading import Lock

from sim.core.kinds import MOST_SCENARIO_BYTES
from sim.store.errors import plain_errors
from sim.store.files import make_folder, write_whole

FOLDER = "versions"
MOST_BYTES = 64 * 1024 * 1024  # of all of them together: about a thousand
_HASH = re.compile(r"[0-9a-f]{64}")
_ENDING = ".json"


def is_hash(text: str) -> bool:
    """Whether a text can be a content hash: nothing else becomes the name of a file."""
    return _HASH.fullmatch(text) is not None


class VersionStore:
    """The versions in a data folder. For any thread."""

    def __init__(self, data: Path, most_bytes: int = MOST_BYTES) -> None:
        self.folder, self._most_bytes = data / FOLDER, most_bytes
        self._writing = Lock()

    def path(self, content_hash: str) -> Path:
        """Where the text of a version is, or would be."""
        return self.folder / f"{content_hash}{_ENDING}"

    def read(self, content_hash: str) -> str | None:
        """The text of a version; None where there is none, or nothing that can be its text."""
        if not is_hash(content_hash):
            return None
        try:
            with self.path(content_hash).open("rb") as stream:
                data = stream.read(MOST_SCENARIO_BYTES + 1)
            return data.decode("utf-8") if len(data) <= MOST_SCENARIO_BYTES else None
        except (OSError, UnicodeDecodeError):
            return None

    def keep(self, content_hash: str, text: str, needed: Callable[[], Collection[str]]) -> bool:
        """Keep the text of a version; durable when this returns True.

        Where there is no room, those that are not `needed` (hashes) go first, the oldest before others. False where it
        would be too much all the same. Raises StoreError.
        """
        with self._writing:
            self._make_folder()
            if not self._made_room(content_hash, len(text.encode("utf-8")), needed):
                return False
            write_whole(self.path(content_hash), text)
            return True

    def all(self) -> set[str]:
        """The hashes of all versions."""
        return set(self._found())

    def remove(self, but: Collection[str]) -> int:
        """Remove all that nobody needs, but these; returns how many they were."""
        with self._writing:
            found = self._found()
            return sum(self._gone(name) for name in found if name not in but)

    def _make_folder(self) -> None:
        """The folder, lasting; what a killed program left half written goes."""
        if not self.folder.is_dir():
            make_folder(self.folder)
            if os.name == "posix":
                with plain_errors(self.folder):
                    handle = os.open(self.folder.parent, os.O_RDONLY)
                    try:
                        os.fsync(handle)
                    finally:
                        os.close(handle)
        with suppress(OSError):
            for draft in self.folder.glob(f"*{_ENDING}.*.tmp"):
                draft.unlink()

    def _made_room(self, content_hash: str, size: int, needed: Callable[[], Collection[str]]) -> bool:
        sizes = {name: found for name, found in self._found().items() if name != content_hash}
        over = sum(sizes.values()) + size - self._most_bytes
        if over <= 0:
            return True
        wanted = needed()
        spare = [name for name in sizes if name not in wanted]
        if size > self._most_bytes or sum(sizes[name] for name in spare) < over:
            return False
        for name in spare:
            if over > 0 and self._gone(name):
                over -= sizes[name]
        return over <= 0

    def _found(self) -> dict[str, int]:
        """The sizes of all versions by their hashes, those first that were kept first."""
        found = []
        with suppress(OSError):
            for path in self.folder.iterdir():
                if path.name.endswith(_ENDING) and is_hash(path.name.removesuffix(_ENDING)):
                    state = path.stat()
                    found.append((state.st_mtime_ns, path.name.removesuffix(_ENDING), state.st_size))
        return {name: size for _, name, size in sorted(found)}

    def _gone(self, content_hash: str) -> bool:
        try:
            self.path(content_hash).unlink(missing_ok=True)
        except OSError:
            return False
        return True
