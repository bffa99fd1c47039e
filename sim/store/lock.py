"""One playing program per data folder: a lock that the system drops when its process dies, however it dies.

Readers (list, rescore, report) never need it. What writes to the journal takes it first.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from sim.store.errors import AlreadyOpen, plain_errors
from sim.store.files import make_folder, place_of

LOCK_NAME = "cool-head.lock"
_PID_BYTES = 20

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 20  # Windows refuses to read locked bytes: lock one far behind the pid

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class PlayLock:
    """The right to play on a data folder: `with PlayLock.acquire(folder): ...`, or release() at the end."""

    def __init__(self, handle: int, folder: Path) -> None:
        self._handle: int | None = handle
        self._folder = folder

    @classmethod
    def acquire(cls, folder: Path) -> "PlayLock":
        """Take the lock of a folder. Raises AlreadyOpen with the other's pid, or another StoreError."""
        make_folder(folder)
        with plain_errors(folder):
            handle = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                locked = _try_lock(handle)
            except OSError:
                os.close(handle)
                raise
        if not locked:
            pid = _read_pid(handle)
            os.close(handle)
            raise AlreadyOpen(folder=folder, pid=pid)
        with suppress(OSError):  # the lock holds without its pid, which a full disk may have no room for
            _write_pid(handle, str(os.getpid()))
        return cls(handle, folder)

    def renew(self) -> None:
        """Hold the folder still where its lock file was deleted or replaced. Raises StoreError."""
        if self._handle is None:
            return
        held = os.fstat(self._handle)
        if place_of(self._folder / LOCK_NAME) == (held.st_dev, held.st_ino):
            return
        fresh = PlayLock.acquire(self._folder)
        os.close(self._handle)
        self._handle = fresh._handle

    def release(self) -> None:
        """Give the lock back; a second time does nothing. The file stays: removing it would race with another copy."""
        if self._handle is None:
            return
        with suppress(OSError):
            _write_pid(self._handle, "")
        os.close(self._handle)
        self._handle = None

    def __enter__(self) -> "PlayLock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _write_pid(handle: int, text: str) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, text.encode("ascii"))


def _read_pid(handle: int) -> int | None:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        return int(os.read(handle, _PID_BYTES))
    except (OSError, ValueError):
        return None
