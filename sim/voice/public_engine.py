"""One line through pyttsx3's public engine, in a process of its own: text on standard input, a WAV file out.

The way of Windows (SAPI 5) and macOS, where 2.99 speaks only the first line of a process. Neither could be tried
where this was written: the drivers were read, and the same steps are tested with espeak on Linux. So it stays simple:
voice, rate, volume and nothing else (pitch and range do not exist there), and whoever starts it sets the time limit.
"""

import argparse
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_SETTLED_SECONDS = 0.25
_PATIENCE_SECONDS = 8.0


def main() -> int:
    """Speak standard input into --out; 0 when the file is whole, 1 where this machine has no voice for it."""
    options = _options()
    text = sys.stdin.buffer.read().decode("utf-8")
    out = Path(options.out)
    try:
        import pyttsx3  # noqa: PLC0415 (without its platform's engine it fails at import)

        _save(pyttsx3.init(), text, out, options)
    except (ImportError, OSError, RuntimeError, ValueError, KeyError):
        return 1
    return 0 if _settled(out) and _as_wav(out) else 1


def _save(engine: Any, text: str, out: Path, options: argparse.Namespace) -> None:
    voice = _matching(engine.getProperty("voices"), options.language, options.sex)
    if voice is not None:
        engine.setProperty("voice", voice)  # before the rest: it resets them
    engine.setProperty("rate", options.rate)
    engine.setProperty("volume", 1.0)  # the mood's volume is applied by the worker
    engine.save_to_file(text, str(out))
    engine.runAndWait()


def _matching(voices: Any, language: str, sex: str) -> str | None:
    """The id of the first voice of this language, of this sex if there is one; None: the engine's own choice."""
    known = [voice for voice in voices if any(_tag(code).startswith(language) for code in voice.languages or ())]
    same = [voice for voice in known if sex.startswith("f") == ("female" in str(voice.gender).lower())]
    return next((str(voice.id) for voice in [*same, *known]), None)


def _tag(code: object) -> str:
    """`en-US` from what the drivers give: text, or bytes with a rank before them."""
    text = code.decode("utf-8", "replace") if isinstance(code, bytes) else str(code)
    return text.lstrip("\0\1\2\3\4\5\6\7").replace("_", "-").lower()


def _settled(out: Path) -> bool:
    """Whether the file is there and has stopped growing: `runAndWait` of 2.99 may return while it is being written."""
    size, since = -1, time.monotonic()
    until = since + _PATIENCE_SECONDS
    while time.monotonic() < until:
        now = out.stat().st_size if out.exists() else 0
        if now != size:
            size, since = now, time.monotonic()
        elif size > 0 and time.monotonic() - since > _SETTLED_SECONDS:
            return True
        time.sleep(0.02)
    return False


def _as_wav(out: Path) -> bool:
    """MacOS writes AIFF whatever the name says (pyttsx3 #361); its own converter is always there."""
    if platform.system() != "Darwin" or out.read_bytes()[:4] == b"RIFF":
        return True
    aiff = out.with_suffix(".aiff")
    out.rename(aiff)
    done = subprocess.run(["afconvert", "-f", "WAVE", "-d", "LEI16", str(aiff), str(out)], check=False)
    aiff.unlink(missing_ok=True)
    return done.returncode == 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--out", required=True)
    parser.add_argument("--language", default="en")
    parser.add_argument("--sex", default="female")
    parser.add_argument("--rate", type=int, default=165)
    return parser.parse_args()


if __name__ == "__main__":
    # Not sys.exit: at exit some drivers hang or crash in threads of their own, with the file long written.
    import os

    os._exit(main())
