"""What a trainee set, in `settings.json` of the data folder, written whole at every change.

A broken file is set aside and said so; a value that does not fit falls back by itself, and its name is reported;
names that this version does not know are kept, for a newer one wrote them. Settings that exist are legal ones.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sim.core.errors import InputError
from sim.core.log import ACCESS_FACTORS, CHOOSE, WAYS
from sim.store.errors import StoreError, plain_errors
from sim.store.files import make_folder, set_aside, write_whole
from sim.store.records import check_name, check_text

SETTINGS_NAME = "settings.json"
_LONGEST_TEXT = 200
HINTS = ("auto", "full", "light", "none")

Rule = Callable[[Any], bool]


def _text(value: Any) -> bool:
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_TEXT:
        return False
    check_text(value)
    return True


def _name(value: Any) -> bool:
    if not _text(value):
        return False
    check_name(value)
    return True


def _flag(value: Any) -> bool:
    return type(value) is bool


def _words(value: Any) -> bool:
    return isinstance(value, list | tuple) and len(value) > 0 and all(_text(word) for word in value)


def _pairs(value: Any) -> bool:
    return isinstance(value, Mapping) and all(_text(key) and _text(item) for key, item in value.items())


def _between(low: float, high: float) -> Rule:
    return lambda value: type(value) in (int, float) and low <= value <= high


def _or_nothing(rule: Rule) -> Rule:
    return lambda value: value is None or rule(value)


_SHARE = _between(0.0, 1.0)
# Which themes, fonts and languages there are is for the stage to know; here they are names.
_RULES: dict[str, Rule] = {
    "language": _or_nothing(_text),
    "trainee": _or_nothing(_name),
    "theme": _text,
    "font": _text,
    "text_scale": _between(1.0, 2.0),
    "scale": _between(0.75, 1.5),
    "line_spacing": _between(1.0, 2.0),
    "letter_spacing": _between(0.0, 0.2),
    "reduced_motion": _flag,
    "hints": lambda value: value in HINTS,
    "way": lambda value: value in WAYS,
    "notice": _flag,
    "quiet": _flag,
    "whole_captions": _flag,
    "welcomed": _flag,
    "timers": _flag,
    "access": lambda value: type(value) is int and value in ACCESS_FACTORS,
    "voice": _flag,
    "voice_command": _or_nothing(_words),
    "read_aloud": _flag,
    "read_focus": _flag,
    "read_speed": _between(0.5, 2.0),
    "volume_voice": _SHARE,
    "volume_effects": _SHARE,
    "volume_line": _SHARE,
    "volume_cap": _SHARE,
    "keys": _pairs,
    "framebuffer_acceleration": _or_nothing(_flag),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one data folder; change them with `dataclasses.replace`. Raises InputError for what cannot be.

    None stands for "as the system has it" (language, framebuffer_acceleration), "nobody said" (trainee) and "the
    built-in voice" (voice_command, a program and its arguments). Volumes are shares of full, `volume_cap` is how
    far above calm speech a caller may become louder. `keys` maps what can be done to the name of a key, where the
    trainee changed it. `access` is the reading factor in per cent, `hints` one of HINTS (an early version knew only
    true and false). `way` is how replies are given in practice, one of WAYS. `notice` asks before a call what the
    trainee feels, `quiet` shows only caption and replies. `whole_captions` shows what is said at once instead of
    word by word, `welcomed` says that the first cards were seen. `unknown` holds the settings of other versions.
    """

    language: str | None = None
    trainee: str | None = None
    theme: str = "dusk"
    font: str = "inter"
    text_scale: float = 1.0
    scale: float = 1.0
    line_spacing: float = 1.0
    letter_spacing: float = 0.0
    reduced_motion: bool = False
    hints: str = "auto"
    way: str = CHOOSE
    notice: bool = True
    quiet: bool = False
    whole_captions: bool = False
    welcomed: bool = False
    timers: bool = True
    access: int = 100
    voice: bool = True
    voice_command: tuple[str, ...] | None = None
    read_aloud: bool = False
    read_focus: bool = False
    read_speed: float = 1.0
    volume_voice: float = 1.0
    volume_effects: float = 1.0
    volume_line: float = 1.0
    volume_cap: float = 1.0
    keys: Mapping[str, str] = field(default_factory=dict)
    framebuffer_acceleration: bool | None = None
    unknown: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in _RULES:
            if not _fits(name, getattr(self, name)):
                raise InputError(f"the setting {name} cannot be {getattr(self, name)!r:.80}")


class LoadedSettings(NamedTuple):
    """Settings as found. `bad` names those that fell back; `set_aside` is where a file went that cannot be read.

    `unreadable` alone, without `set_aside`: the broken file could not be renamed and is still there.
    """

    settings: Settings
    bad: tuple[str, ...] = ()
    unreadable: bool = False
    set_aside: Path | None = None


def load_settings(folder: Path) -> LoadedSettings:
    """The settings of a data folder, the usual ones where there are none yet. Raises StoreError."""
    path = folder / SETTINGS_NAME
    with plain_errors(folder):
        try:
            data = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return LoadedSettings(Settings())
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        values = None
    if isinstance(values, dict):
        return _from_values(values)
    try:
        return LoadedSettings(Settings(), unreadable=True, set_aside=set_aside(path))
    except StoreError:
        return LoadedSettings(Settings(), unreadable=True)


def save_settings(folder: Path, settings: Settings) -> None:
    """Keep the settings, all or nothing. Raises StoreError; then the old ones are still there."""
    make_folder(folder)
    values = {name: getattr(settings, name) for name in _RULES} | dict(settings.unknown)
    text = json.dumps(values, indent=2, ensure_ascii=True, default=dict)
    write_whole(folder / SETTINGS_NAME, text + "\n")


def _from_values(values: dict[str, Any]) -> LoadedSettings:
    if type(values.get("hints")) is bool:
        values = values | {"hints": "auto" if values["hints"] else "none"}
    known = {name: value for name, value in values.items() if name in _RULES}
    bad = tuple(name for name, value in known.items() if not _fits(name, value))
    good: dict[str, Any] = {name: _frozen(value) for name, value in known.items() if name not in bad}
    unknown = {name: value for name, value in values.items() if name not in _RULES}
    return LoadedSettings(Settings(**good, unknown=unknown), bad)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _fits(name: str, value: Any) -> bool:
    try:
        return _RULES[name](value)
    except InputError:
        return False
