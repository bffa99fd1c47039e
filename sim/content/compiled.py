"""What was read from the program's own files, kept in __pycache__ beside them, as Python keeps its modules.

Reading YAML takes longer than anything else before the menu; this takes a millisecond. It holds as long as the files
are the same ones by name, size and time of change. Like bytecode it is a convenience: where it cannot be read or
written, or where Python is told to write none, everything works as without it. A folder that is not the program's own
is never written to.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

_SETTLED_NS = 2_000_000_000
_VERSION = 1  # of what is kept: raise it when a reader means something else by the same file


def compiled(name: str, files: Sequence[Path], read: Callable[[], Any]) -> Any:
    """What `read` gives, from the last time when the files are unchanged since. It must be all JSON.

    `name`: of what is kept, beside the first of the files. What `read` raises comes through.
    """
    kept = files[0].parent / "__pycache__" / f"{name}.json"
    state = state_of(files)
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        found = json.loads(kept.read_text(encoding="utf-8"))
        if state is not None and found["of"] == state:
            return found["value"]
    value = read()
    if state is not None and not sys.dont_write_bytecode:
        _keep(kept, {"of": state, "value": value})
    return value


def state_of(files: Sequence[Path]) -> list[Any] | None:
    """What tells whether the files are the same as before, in plain values; None when nothing does."""
    try:
        found = [(path.name, path.stat()) for path in files]
    except OSError:
        return None
    # A file may change twice within a tick of its clock: of one that has just changed the time says nothing.
    if time.time_ns() - max(stat.st_mtime_ns for _, stat in found) < _SETTLED_NS:
        return None
    return [_VERSION, *([name, stat.st_size, stat.st_mtime_ns] for name, stat in found)]


def _keep(path: Path, document: dict[str, Any]) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        beside.write_text(json.dumps(document, separators=(",", ":")), encoding="utf-8")
        beside.replace(path)
    except (OSError, UnicodeError):
        with suppress(OSError):
            beside.unlink(missing_ok=True)
