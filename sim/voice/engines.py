"""Which speech engine this machine has, and how its worker is started.

Linux: the system's libespeak-ng where present, else the one in the wheel `espeakng-loader`. Windows and macOS:
pyttsx3's public engine, one process for each line (2.99 speaks only the first line of a process there:
nateshmbhat/pyttsx3 #402, #419, #440); it was read, not tried. A command from the settings goes before all of these.
"""

import json
import os
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[2]

_LIBRARY = "libespeak-ng.so.1"
_QUICK = (1.0, 0.01)
_SLOW = (10.0, 0.05)
_PUBLIC_COMMAND = (
    *(sys.executable, "-P", "-X", "utf8", "-m", "sim.voice.public_engine"),
    *("--out", "{out}", "--language", "{language}", "--sex", "{sex}", "--rate", "{rate}"),
)


@dataclass(frozen=True)
class Engine:
    """One way to speak. `identity` changes whenever its sound may: it is part of the cache's keys.

    `source` is system, wheel, public or command. `patience`: seconds for any line, and for each of its characters,
    before it is given up. `argv` starts the worker and `environment` is added to the program's own.
    """

    source: str
    identity: str
    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ()
    voices: Mapping[str, str] = field(default_factory=dict)
    patience: tuple[float, float] = _QUICK

    def deadline(self, text: str) -> float:
        """Seconds after which a line is shown without sound."""
        base, per_character = self.patience
        return base + per_character * len(text)


def find_engines() -> list[Engine]:
    """The engines of this machine, best first; the next is used where one will not start."""
    if platform.system() == "Linux":
        return [*_system_espeak(), *_wheel_espeak()]
    if find_spec("pyttsx3") is None:
        return []
    return [public_engine()]


def public_engine() -> Engine:
    """pyttsx3 as its authors mean it to be used, one process for each line."""
    return _by_command(_PUBLIC_COMMAND, {}, "public")


def command_engine(command: Sequence[str], voices: Mapping[str, str] | None = None) -> Engine:
    """The engine of the setting `voice.command`. `voices` gives `{voice}` by `en-female`, `nl-male` or plain `en`."""
    return _by_command(tuple(command), voices or {}, "command")


def _by_command(command: tuple[str, ...], voices: Mapping[str, str], source: str) -> Engine:
    identity = json.dumps([source, platform.system(), command if source == "command" else "pyttsx3 2.99"])
    return Engine(source, identity, _worker("command"), _python_path(), command, voices, _SLOW)


def _system_espeak() -> Iterator[Engine]:
    machine = platform.machine()
    places = ("/usr/local/lib", f"/usr/lib/{machine}-linux-gnu", f"/lib/{machine}-linux-gnu", "/usr/lib64", "/usr/lib")
    own = [place for place in os.environ.get("LD_LIBRARY_PATH", "").split(":") if place]
    for place in (*own, *places):
        library = Path(place, _LIBRARY)
        if library.exists():
            yield Engine("system", _identity(library), _worker("espeak"), _python_path())
            return


def _wheel_espeak() -> Iterator[Engine]:
    """The wheel's library and data, found without importing it (its import loads nothing we need)."""
    spec = find_spec("espeakng_loader")
    if spec is None or spec.origin is None:
        return
    folder = Path(spec.origin).parent
    library, data = folder / _LIBRARY, folder / "espeak-ng-data"
    if library.exists() and (data / "phontab").exists():
        paths = f"{folder}:{os.environ.get('LD_LIBRARY_PATH', '')}".rstrip(":")
        environment = _python_path() | {"LD_LIBRARY_PATH": paths, "ESPEAK_DATA_PATH": str(data)}
        yield Engine("wheel", _identity(library), _worker("espeak"), environment)


def _identity(library: Path) -> str:
    """The library's real name carries its version; its size tells builds apart."""
    real = library.resolve()
    return f"espeak-ng {real.name} {real.stat().st_size}"


def _worker(kind: str) -> tuple[str, ...]:
    # -P: a file json.py in the folder where the program was started must not become the worker's json.
    return (sys.executable, "-P", "-X", "utf8", "-m", "sim.voice.worker", kind)


def _python_path() -> dict[str, str]:
    """So that `-m sim.voice.worker` is found from any folder; and memory that is freed goes back at once."""
    paths = [str(PROJECT_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        "PYTHONPATH": os.pathsep.join(paths),
        "MALLOC_TRIM_THRESHOLD_": "131072",
        "MALLOC_MMAP_THRESHOLD_": "131072",
    }
