"""The program in a real window, as it is, which writes down what is on its screen: tests wait for that, for no time.

`python -m tests.team.seen_window FILE ARGUMENTS...`; `SeenWindow` is the other side of it.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEADLINE_S = 90


class SeenWindow:
    """A window on a display, entered like a context manager; keys and clicks are those of the X server."""

    def __init__(self, display, file, *arguments):
        unset = ("SDL_VIDEODRIVER", "SDL_FRAMEBUFFER_ACCELERATION", "WAYLAND_DISPLAY")
        kept = {key: value for key, value in os.environ.items() if key not in unset}
        self.environment = kept | {"DISPLAY": display, "SDL_AUDIODRIVER": "dummy", "PYTHONUTF8": "1"}
        self.file, self.arguments = file, arguments

    def __enter__(self):
        command = [sys.executable, "-m", "tests.team.seen_window", self.file, *self.arguments]
        self.process = subprocess.Popen([*map(str, command)], cwd=ROOT, env=self.environment)
        self.id = self.until(lambda seen: self.tool("search", "--onlyvisible", "--class", "cool-head").split())[-1]
        self.tool("windowfocus", "--sync", self.id)
        return self

    def __exit__(self, *error):
        self.process.kill()
        self.process.wait()

    def tool(self, *words):
        """What xdotool says."""
        command = ["xdotool", *map(str, words)]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=DEADLINE_S, check=False
        )
        return done.stdout

    @property
    def seen(self):
        """What is on the screen."""
        return json.loads(self.file.read_text(encoding="utf-8")) if self.file.exists() else {}

    def until(self, condition, again=None, every_s=2.0):
        """Wait until something can be seen; do `again` every now and then until it is."""
        end, due = time.monotonic() + DEADLINE_S, time.monotonic() + every_s
        while not (found := condition(self.seen)):
            assert self.process.poll() is None, "the program has ended"
            assert time.monotonic() < end, f"it does not come: {self.seen}"
            if again is not None and time.monotonic() > due:
                again()
                due = time.monotonic() + every_s
            time.sleep(0.02)
        return found

    def shows(self, beginning):
        """Wait until something on the screen begins so; where it is."""
        return self.until(
            lambda seen: next((at for words, at in seen.get("on", []) if words.startswith(beginning)), None)
        )

    def press(self, key, condition):
        """Press a key that does no harm when it is pressed again, until it has had its effect."""
        self.tool("key", key)
        self.until(condition, again=lambda: self.tool("key", key))

    def click(self, beginning, condition):
        """Click something that does no harm when it is clicked again, until that has had its effect."""
        x, y = self.shows(beginning)

        def once():
            self.tool("mousemove", "--window", self.id, x, y, "click", 1)

        once()
        self.until(condition, again=once)


def _seen(app):
    ui = app.top.ui
    return {
        "screen": app.top.name,
        "focus": ui.shown_focus.label if ui.shown_focus is not None else "",
        "on": [[widget.label, list(widget.rect.center)] for widget in ui.top.walk() if widget.label],
        "chosen": [widget.label for widget in ui.top.walk() if getattr(widget, "chosen", False)],
    }


def main(file, *arguments):
    """Run the program, and write down what each frame shows that is not as it was."""
    from sim.cli import main as run
    from sim.stage.app import App

    frame, told = App.frame, {}

    def seen(app, dt):
        damage = frame(app, dt)
        now = _seen(app) if app.running else told
        if now != told:
            told.clear()
            told.update(now)
            draft = file.with_suffix(".tmp")
            draft.write_text(json.dumps(now), encoding="utf-8")
            draft.replace(file)
        return damage

    App.frame = seen
    return run([*arguments])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
