"""Which language the system speaks, for the first start."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence

_NO_LANGUAGE = ("c", "posix")
_PATIENCE_S = 2.0


def system_language(known: Sequence[str]) -> str | None:
    """The first language of the system that is known here; None where it names none of them."""
    environment = _asked_for(os.environ)
    wanted = environment if environment is not None else _of_the_desktop()
    return next((code for name in wanted if (code := _code(name)) in known), None)


def _code(name: str) -> str:
    """The language of a locale: nl of nl_NL.UTF-8 and of nl-BE, but not of nlx."""
    for sign in "_-.@":
        name = name.partition(sign)[0]
    return name.strip().lower()


def _asked_for(environment: Mapping[str, str]) -> list[str] | None:
    """What the environment says; LANGUAGE is a list that goes first, unless the locale is none. None: nothing."""
    of_locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), None)
    if of_locale is None:
        return None
    if _code(of_locale) in _NO_LANGUAGE:
        return []
    return [*environment.get("LANGUAGE", "").split(":"), of_locale]


def _of_the_desktop() -> Iterator[str]:
    """What is set in Windows or macOS, where programs are started without an environment."""
    import locale

    if sys.platform == "win32":
        import ctypes

        yield locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    elif sys.platform == "darwin":
        yield from _of_macos()
    yield locale.getlocale()[0] or ""


def _of_macos() -> list[str]:
    """The languages in the order that the person gave them."""
    import shutil
    import subprocess

    defaults = shutil.which("defaults")
    if defaults is None:
        return []
    command = [defaults, "read", "-g", "AppleLanguages"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_S, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [line.strip(' ",') for line in said.splitlines() if line.strip(' ",()')]
