"""The command doctor: what works on this machine, and the one thing that mends what does not."""

import platform
import shutil
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sim.commands.content import dump
from sim.commands.context import Context

LEAST_FREE_MB = 50


class Check(NamedTuple):
    """One thing that was looked at; `fix` is empty when nothing needs mending."""

    name: str
    ok: bool
    detail: str
    fix: str = ""


def doctor(context: Context, options: Namespace) -> int:
    """Look at everything the program needs; 1 when something does not work."""
    checks = [check for look in LOOKS for check in look(context)]
    if options.json:
        dump(context, {"checks": [check._asdict() for check in checks]})
    else:
        texts = context.texts
        for check in checks:
            mark = texts("cli.doctor.ok" if check.ok else "cli.doctor.bad")
            context.out(f"{texts(f'doctor.{check.name}')}: {mark}. {check.detail}".rstrip())
            if check.fix:
                context.out(texts("cli.doctor.fix", fix=check.fix))
    return 0 if all(check.ok for check in checks) else 1


def _python(context: Context) -> Iterator[Check]:
    fine = sys.version_info >= (3, 11)
    yield Check("python", fine, platform.python_version(), "" if fine else "uv python install 3.12")


def _pygame(context: Context) -> Iterator[Check]:
    from sim.stage.guard import REPAIR_COMMAND, both_pygames_installed, installed

    if both_pygames_installed():
        yield Check("pygame", False, context.texts("doctor.both_pygames"), REPAIR_COMMAND)
    elif not installed("pygame-ce"):
        yield Check("pygame", False, context.texts("doctor.missing"), "pip install pygame-ce")
    else:
        from importlib.metadata import version

        yield Check("pygame", True, f"pygame-ce {version('pygame-ce')}")


def _display(context: Context) -> Iterator[Check]:
    from sim.stage.guard import both_pygames_installed, display_problem, installed

    if both_pygames_installed() or not installed("pygame-ce"):
        return
    reason = display_problem()
    detail = context.texts("doctor.display_open") if reason is None else context.why_no_display(reason)
    yield Check("display", reason is None, detail, "" if reason is None else context.texts("doctor.display_fix"))


def _sound(context: Context) -> Iterator[Check]:
    from sim.stage.guard import both_pygames_installed, installed

    if both_pygames_installed() or not installed("pygame-ce"):
        return
    from sim.stage.sound import Sound

    sound = Sound()
    found, problem = sound.has_device, sound.problem
    sound.close()
    detail = context.texts("doctor.sound_found" if found else "doctor.sound_none")
    if problem and not found:
        detail = f"{detail} ({problem})"
    yield Check("sound", found, detail, "" if found else context.texts("doctor.sound_fix"))


def _voice(context: Context) -> Iterator[Check]:
    from sim.voice.probing import probe

    found = probe()
    ok = found.problem is None and not found.missing
    detail = " ".join(
        part for part in (found.engine, found.version, f"({found.source})" if found.source else "") if part
    )
    if found.problem is not None:
        detail = context.texts(f"trouble.{found.problem}")
    elif found.missing:
        detail = context.texts("doctor.voice_missing", languages=", ".join(found.missing))
    yield Check("voice", ok, detail, found.mend.command if found.mend is not None else "")


def _data(context: Context) -> Iterator[Check]:
    folder = context.data
    fix = context.texts("doctor.data_fix")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        free = shutil.disk_usage(folder).free // 2**20
    except OSError as error:
        yield Check("data", False, f"{folder}: {error.strerror or error}", fix)
        return
    roomy = free >= LEAST_FREE_MB
    yield Check("data", roomy, context.texts("doctor.data_free", folder=folder, free=free), "" if roomy else fix)


def _database(context: Context) -> Iterator[Check]:
    from sim.store.errors import StoreError
    from sim.store.journal import Journal

    try:
        with Journal.open(context.data, read_only=True) as journal:
            calls = len(journal.calls())
            still_open = len(journal.open_calls())
    except StoreError as error:
        yield Check("database", False, str(error), context.texts("doctor.database_fix"))
        return
    yield Check("database", True, context.texts("doctor.database_calls", count=calls, open=still_open))


def _scenarios(context: Context) -> Iterator[Check]:
    broken = context.library.problems
    count = len(context.library.scenarios)
    detail = context.texts("doctor.scenarios_found", count=count)
    yield Check("scenarios", not broken and count > 0, detail, "run_sim.py check" if broken else "")


Look = Callable[[Context], Iterator[Check]]
LOOKS: tuple[Look, ...] = (_python, _pygame, _display, _sound, _voice, _data, _database, _scenarios)
