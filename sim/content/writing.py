"""Writes files whole or not at all, and texts so that the strict reader reads back exactly what was meant."""

import json
import os
import shutil
import textwrap
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from sim.content.characters import UNWANTED

COMMENT_WIDTH = 110


def quoted(text: str) -> str:
    """A text as a YAML file holds it: in double quotes, on one line, whatever stands in it."""
    return json.dumps(text, ensure_ascii=False)


def without_unwanted(text: str) -> str:
    """The text without the characters that the reader refuses."""
    return UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def commented(text: str, start: str = "# ", indent: str = "") -> Iterable[str]:
    """A text as comment lines, each beginning with `start`, wrapped where it is long."""
    width = max(40, COMMENT_WIDTH - len(indent))
    for line in without_unwanted(text).split("\n"):
        for part in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]:
            yield f"{indent}{start}{part}".rstrip()


def write_whole(path: Path, data: str | bytes, fresh: bool = False) -> None:
    """Write a file so that it is either the old one or the new one, at any moment. `fresh`: it must not exist yet.

    Raises FileExistsError where a fresh file is there already, and OSError, always with the path that was meant.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    target = path.resolve() if path.is_symlink() else path
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(content)  # a pipe or a device: there is nothing to keep whole
            return
        if fresh and target.exists():
            raise FileExistsError(17, os.strerror(17), str(path))
        _replace(target, content, fresh)
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from error


def _replace(target: Path, content: bytes, fresh: bool) -> None:
    beside = _beside(target)
    try:
        with beside.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        if fresh:
            _link_or_move(beside, target)
        else:
            beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _beside(target: Path) -> Path:
    """A free name in the same folder; hidden, so that nothing lists it."""
    names = (target.with_name(f".{target.name}.{os.getpid()}.{number}") for number in count())
    return next(name for name in names if not name.exists())


def _link_or_move(beside: Path, target: Path) -> None:
    """Give a new file its name unless something has it; a link cannot overwrite, where the file system knows links."""
    try:
        target.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        beside.rename(target)
