"""Runs the program in this process, in an empty folder of its own."""

import io
import sys

import pytest

from sim.cli import main
from tests.painting import _faces_are_plain, _painted_where_it_is_looked_at  # noqa: F401  # for every test here

NEUTRAL = ("LC_ALL", "LC_MESSAGES", "LANGUAGE")


class Keyboard(io.StringIO):
    """Answers of a person at a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def tool(capsys, tmp_path, monkeypatch):
    """`tool("new", "x")` gives (exit code, stdout, stderr); `typed` are answers at a terminal, `piped` in a pipe."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    for name in NEUTRAL:
        monkeypatch.delenv(name, raising=False)

    def call(*arguments, typed=None, piped=()):
        answers = piped if typed is None else typed
        text = "".join(f"{answer}\n" for answer in answers)
        monkeypatch.setattr(sys, "stdin", io.StringIO(text) if typed is None else Keyboard(text))
        code = main([*map(str, arguments), "--data", str(tmp_path / "data")])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def play(tmp_path):
    """Starts the program with the options of `play`: the player at its window, and the game behind it."""
    from sim.commands.context import Context
    from tests.commands.windows import opened_as_asked, settle

    context = Context(tmp_path / "data", [], "en")

    def start(scenario="four-afternoons", settings=None, **options):
        if settings is not None or not (context.data / "settings.json").exists():
            # The moment before a call is asked for where a test is about it.
            settle(context, **({"notice": False} | (settings or {})))
        return opened_as_asked(context, id=scenario, **options)

    with context:
        yield start


@pytest.fixture
def bench(tmp_path):
    """`bench(words)` opens a preview of a file that holds them."""
    from tests.commands.preview_bench import workbench

    with workbench(tmp_path) as opened:
        yield opened
