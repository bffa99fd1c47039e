"""Files in the data folder: the folder itself, writing a file whole or not at all, setting a broken one aside."""

import os
from contextlib import suppress
from pathlib import Path

from sim.store.errors import plain_errors

Place = tuple[int, int]  # a file's device and number: the same under any name

# SQLite keeps these beside a database; without its -wal it is a different one. In the order to move them away: a new
# database must never meet the -wal of an old one, should the program be killed in between.
COMPANIONS = ("-shm", "-wal", "")


def make_folder(folder: Path) -> None:
    """Create the data folder where it is missing. Raises StoreError."""
    with plain_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)


def place_of(path: Path) -> Place | None:
    """Which file has this name now: its device and number; None where there is none or nobody can look."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def write_whole(path: Path, text: str) -> None:
    """Replace a file by `text`; after a crash or on a full disk there is the old one or the new one, never half.

    Raises StoreError.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with plain_errors(path.parent):
        try:
            with draft.open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except OSError:
            with suppress(OSError):
                draft.unlink()
            raise
        _keep_name(path.parent)


def set_aside(path: Path) -> Path:
    """Rename a broken file to NAME.broken-N, with what SQLite keeps beside it; delete nothing. Raises StoreError."""
    number = 1
    while any(_aside(path, number, companion).exists() for companion in COMPANIONS):
        number += 1
    with plain_errors(path.parent):
        for companion in COMPANIONS:
            with suppress(FileNotFoundError):
                path.with_name(path.name + companion).rename(_aside(path, number, companion))
        _keep_name(path.parent)
    return _aside(path, number, "")


def set_aside_before(path: Path) -> list[Path]:
    """The broken versions of a file that were set aside, oldest first by number."""
    found = (file for file in path.parent.glob(f"{path.name}.broken-*") if file.name.rpartition("-")[2].isdigit())
    return sorted(found, key=lambda file: int(file.name.rpartition("-")[2]))


def _aside(path: Path, number: int, companion: str) -> Path:
    return path.with_name(f"{path.name}.broken-{number}{companion}")


def _keep_name(folder: Path) -> None:
    """A new name survives a power cut once its folder is on disk; Windows knows no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
