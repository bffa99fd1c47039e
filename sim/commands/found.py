"""What a command line names: a scenario by its id or by its file, an output that must not overwrite anything."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.commands.context import Context, UsageError
from sim.content.problems import printable
from sim.content.trouble import Trouble

SCENARIO_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID = 64
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))))


def scenario_path(context: Context, named: str) -> Path:
    """The file of a scenario that is named by its id or by its path. Raises UnknownScenario or UsageError."""
    path = Path(named)
    looks_like_path = path.suffix in (".yaml", ".yml") or "/" in named or "\\" in named
    if not looks_like_path:
        return context.library.find(named).path
    if not path.is_file():
        raise UsageError(context.texts("tools.no_file", path=printable(named)))
    return path


def checked_id(context: Context, wanted: str) -> str:
    """An id for a new scenario. Raises UsageError with what it might be instead."""
    if SCENARIO_ID.fullmatch(wanted) and len(wanted) <= LONGEST_ID and wanted not in _DEVICES:
        return wanted
    guess = id_from(wanted) or "my-first-call"
    raise UsageError(context.texts("tools.bad_id", id=printable(wanted)[:80], guess=guess))


def id_from(text: str) -> str:
    """The words of a text as an id; empty where it has none that do."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    found = "-".join(words)[:LONGEST_ID].strip("-")
    return f"{found}-call" if found in _DEVICES else found


def unused(context: Context, path: Path) -> Path:
    """A path that nothing has yet. Raises UsageError."""
    if path.exists() or path.is_symlink():
        raise UsageError(context.texts("tools.exists", path=printable(path)))
    return path


@contextmanager
def told(context: Context) -> Iterator[None]:
    """A tool's trouble becomes one clear message in the user's language."""
    try:
        yield
    except Trouble as trouble:
        figures = {name: printable(value) for name, value in trouble.figures.items()}
        raise UsageError(context.texts(f"tools.trouble.{trouble.code}", **figures)) from trouble
