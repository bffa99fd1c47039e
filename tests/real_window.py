"""The real program in a window as a person has it: keys, clicks, the cross; what is on disk; where things stand."""

import ctypes
import ctypes.util
import json
import os
import sqlite3
import subprocess
import sys
import time
from argparse import Namespace
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from sim.commands.context import Context
from sim.commands.window import Game as Program
from sim.content.texts import caller_lines
from sim.core.call import Call, replay
from sim.core.debrief import review
from sim.core.events import from_json
from sim.core.log import Setup
from sim.stage.call.screen import CallScreen
from sim.stage.player import Player
from sim.store.journal import Journal

ROOT = Path(__file__).parents[1]
DEADLINE = 90.0
SEED = 3
SIZE = (1280, 720)
# Two turns of few words, so that a whole call takes seconds.
SHORT_CALL = """
format: 1
id: short-call
language: en
title: Short call
family: angry
level: 1
minutes: 1
about: He wants to be heard.
caller: {name: Bert Bos, about: Sixty., start: {anger: 60, panic: 10, trust: 30, patience: 60}}
briefing: {company: The company, role: Agent, goal: He is heard.}
policy: [{id: rule, rule: Promise nothing., why: Fair., instead: Say when.}]
identity: none
needs: {need_found: He waits., need_met: He knows when., follow_up: He is rung.}
milestones: {ownership: [{id: when, weight: 1, sets: [need_met], why: He knew when.}]}
start: one
nodes:
  one:
    flags: [hot]
    caller: Nobody came!
    silence: Hello?
    options:
      a: {say: That must be maddening., moves: [name_feeling], sets: [need_found], to: two, because: He is heard.}
      b: {say: Calm down please., moves: [calm_down], to: two, because: An order.}
  two:
    flags: [key]
    caller: And now?
    silence: Well?
    options:
      a: {say: I ring you at ten., moves: [own_action], sets: [need_met, follow_up], to: done, because: When.}
      b: {say: I do not know., moves: [vague], to: done, because: Vague.}
endings: {done: {complete: true, text: He knows.}}
"""


def used_before(data):
    """Somebody has seen the first cards here, and does not want to be asked before a call what they notice."""
    data.mkdir(exist_ok=True)
    if not (data / "settings.json").exists():
        (data / "settings.json").write_text(json.dumps({"welcomed": True, "notice": False}), encoding="utf-8")


class Window:
    """The program as a person has it: a window, and what is on disk."""

    def __init__(self, display, data, own, arguments):
        unset = ("SDL_VIDEODRIVER", "SDL_FRAMEBUFFER_ACCELERATION", "WAYLAND_DISPLAY")
        kept = {key: value for key, value in os.environ.items() if key not in unset}
        self.environment = kept | {"DISPLAY": display, "SDL_AUDIODRIVER": "dummy", "LANG": "C.UTF-8"}
        self.data, self.own = data, own
        command = [sys.executable, "run_sim.py", *arguments, "--data", str(data), "--scenarios", str(own)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.id = self.until(lambda: self.tool("search", "--onlyvisible", "--class", "cool-head").split())[-1]
        self.tool("windowfocus", "--sync", self.id)
        self.until(lambda: is_painted(display, int(self.id)))  # keys and clicks before that go nowhere

    # What is done.

    def tool(self, *words):
        words = [str(word) for word in words]
        return subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=DEADLINE, check=False
        ).stdout

    def until(self, condition, again=None, every=2.5):
        """Wait until the condition holds; do `again` every few seconds until then."""
        end = time.monotonic() + DEADLINE
        due = time.monotonic() + every
        while not (found := condition()):
            assert time.monotonic() < end, f"not in time; exit {self.process.poll()}, journal {self.events()}"
            if again is not None and time.monotonic() > due:
                again()
                due = time.monotonic() + every
            time.sleep(0.05)
        return found

    def press(self, key, condition):
        """Press a key until it has had its effect."""
        self.tool("key", key)
        return self.until(condition, lambda: self.tool("key", key))

    def click(self, place, condition):
        """Click a place in the window until that has had its effect."""

        def click():
            self.tool("mousemove", "--window", self.id, *place, "click", 1)

        click()
        return self.until(condition, click)

    def close(self):
        """Press the cross of the window; returns the exit code."""
        ask_to_close(self.environment["DISPLAY"], int(self.id))
        return self.process.wait(DEADLINE)

    # What is on disk.

    def rows(self, query):
        with suppress(sqlite3.Error), closing(sqlite3.connect(self.data / "cool-head.sqlite", timeout=5)) as database:
            return database.execute(query).fetchall()
        return []

    def calls(self):
        return [status for (status,) in self.rows("SELECT status FROM calls ORDER BY rowid")]

    def events(self):
        """The events of the newest call."""
        newest = "(SELECT id FROM calls ORDER BY rowid DESC LIMIT 1)"
        return [
            json.loads(text) for (text,) in self.rows(f"SELECT event FROM events WHERE call_id = {newest} ORDER BY seq")
        ]

    def done(self, what):
        return sum(event["do"] == what for event in self.events())

    def your_turn(self):
        """The caller has finished, as the journal says."""
        self.until(lambda: self.events() and self.events()[-1]["do"] in ("heard", "show", "resume", "wait"))

    # Whole steps.

    def take_the_call(self):
        """From the briefing until the caller has said the first line."""
        self.press("Return", self.calls)
        self.press("Return", lambda: self.done("answer"))
        self.your_turn()

    def reply(self, key="1"):
        before = self.done("reply")
        self.press(key, lambda: self.done("reply") > before)

    def to_the_end(self):
        """The rest of the short call, to its stored result."""
        while self.done("reply") < 2:
            self.your_turn()
            self.reply()
        self.press("Return", lambda: "closed" in self.calls())

    def rescored(self):
        command = [sys.executable, "run_sim.py", "rescore", "--all", "--json", "--data", str(self.data)]
        done = subprocess.run(
            [*command, "--scenarios", str(self.own)], cwd=ROOT, capture_output=True, timeout=DEADLINE, check=False
        )
        return [row["same"] for row in json.loads(done.stdout)]


@contextmanager
def connected(display):
    """libX11 and a connection to a display."""
    name = ctypes.util.find_library("X11")
    if name is None:
        pytest.skip("needs libX11")
    x11 = ctypes.CDLL(name)
    x11.XOpenDisplay.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    try:
        yield x11, connection
    finally:
        x11.XCloseDisplay(connection)


def ask_to_close(display, window):
    """Send what a window manager sends when its cross is pressed; xdotool only learned that later."""

    class ClientMessage(ctypes.Structure):
        _fields_ = (
            ("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
            ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
            ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("room", ctypes.c_long * 24),
        )  # fmt: skip

    with connected(display) as (x11, connection):
        x11.XInternAtom.restype = ctypes.c_ulong
        protocols, delete = (x11.XInternAtom(connection, word, 0) for word in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
        message = ClientMessage(33, 0, 1, connection, window, protocols, 32)
        message.data[0] = delete
        x11.XSendEvent(connection, ctypes.c_ulong(window), 0, 0, ctypes.byref(message))
        x11.XFlush(connection)


def is_painted(display, window):
    """Whether anything can be seen in the window: a row through its middle is not all black."""

    class Image(ctypes.Structure):
        _fields_ = (*((field, ctypes.c_int) for field in ("width", "height", "offset", "format")),
                    ("data", ctypes.c_void_p))  # fmt: skip

    row = (ctypes.c_int(0), ctypes.c_int(SIZE[1] // 2), ctypes.c_uint(SIZE[0]), ctypes.c_uint(1))
    whole, pixels = ctypes.c_ulong(0xFFFFFFFF), 2
    with connected(display) as (x11, connection):
        x11.XGetImage.restype = ctypes.POINTER(Image)
        image = x11.XGetImage(connection, ctypes.c_ulong(window), *row, whole, pixels)
        return any(ctypes.string_at(image.contents.data, SIZE[0] * 4)) if image else False


class Twin:
    """Says where something stands in the window, by drawing the same screen here."""

    def __init__(self, window, size=SIZE):
        self.window, self.size = window, size

    def of(self, screen, label=None):
        """The place of the thing with this label on the menu, briefing, call or debrief; else of the first reply."""
        with (
            Journal.in_memory() as journal,
            Context(self.window.data.parent / "twin", [self.window.own], "en") as context,
            closing(Program(context, journal, Namespace(no_voice=True, seed=SEED))) as game,
        ):
            player = Player(getattr(self, f"_{screen}")(game), size=self.size)
            player.wait(1.0)
            place = player.find(label or player.screen.call.replies[0].text).rect.center
            player.app.close()
        return place

    def _menu(self, game):
        if self.window.calls()[-1:] == ["open"]:
            recorder = game.begin(Call(game.scenario("short-call"), Setup(seed=SEED)))
            for event in self.window.events():
                recorder.append(from_json(event))
        return game.menu()

    def _briefing(self, game):
        return game.briefing("short-call")

    def _call(self, game):
        call = self._played(game)
        return CallScreen(game, call, game.begin(call), game.sound, lambda director: None)

    def _debrief(self, game):
        return game._debrief_of(game.scenario("short-call"), "practice", review(self._played(game)))

    def _played(self, game):
        scenario = game.scenario("short-call")
        call = Call(scenario, Setup(seed=SEED), caller_lines("en"))
        assert replay(call, [from_json(event) for event in self.window.events()])
        return call
