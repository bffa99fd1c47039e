"""The real program in a real window (X11 under Xvfb), driven from outside by xdotool: keys, mouse, sizes, kills.

Nothing here waits for a time to pass: a step is over when the journal on disk says so, and a key that came before the
window was ready is pressed again. Where things stand in the window is asked of a twin: the same screen, at the same
point of the same call, drawn in this process.
"""

import ctypes
import ctypes.util
import errno
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from argparse import Namespace
from contextlib import closing, suppress
from itertools import cycle
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
from tests.x_server import needs_x_server, x_server

pytestmark = [pytest.mark.slow, needs_x_server]

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


@pytest.fixture(scope="module")
def display():
    with x_server("1680x1050x24") as name:
        yield name


@pytest.fixture
def program(display, tmp_path):
    """Starts the program on the test's own data folder; whatever still runs at the end of the test is ended."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "short-call.yaml").write_text(SHORT_CALL, encoding="utf-8")
    windows = []

    def start(*arguments, data=tmp_path / "data"):
        used_before(data)
        windows.append(Window(display, data, own, arguments))
        return windows[-1]

    yield start
    for window in windows:
        window.process.kill()
        window.process.communicate()


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


def ask_to_close(display, window):
    """Send what a window manager sends when its cross is pressed; xdotool only learned that later."""
    name = ctypes.util.find_library("X11")
    if name is None:
        pytest.skip("needs libX11")
    x11 = ctypes.CDLL(name)
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong

    class ClientMessage(ctypes.Structure):
        _fields_ = (
            ("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
            ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
            ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("room", ctypes.c_long * 24),
        )  # fmt: skip

    connection = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    protocols, delete = (x11.XInternAtom(connection, word, 0) for word in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
    message = ClientMessage(33, 0, 1, connection, window, protocols, 32)
    message.data[0] = delete
    x11.XSendEvent(connection, ctypes.c_ulong(window), 0, 0, ctypes.byref(message))
    x11.XFlush(connection)
    x11.XCloseDisplay(connection)


def is_painted(display, window):
    """Whether anything can be seen in the window: a row through its middle is not all black."""
    name = ctypes.util.find_library("X11")
    if name is None:
        pytest.skip("needs libX11")
    x11 = ctypes.CDLL(name)
    x11.XOpenDisplay.restype = ctypes.c_void_p

    class Image(ctypes.Structure):
        _fields_ = (*((field, ctypes.c_int) for field in ("width", "height", "offset", "format")),
                    ("data", ctypes.c_void_p))  # fmt: skip

    x11.XGetImage.restype = ctypes.POINTER(Image)
    connection = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    row = (ctypes.c_int(0), ctypes.c_int(SIZE[1] // 2), ctypes.c_uint(SIZE[0]), ctypes.c_uint(1))
    whole, pixels = ctypes.c_ulong(0xFFFFFFFF), 2
    image = x11.XGetImage(connection, ctypes.c_ulong(window), *row, whole, pixels)
    seen = any(ctypes.string_at(image.contents.data, SIZE[0] * 4)) if image else False
    x11.XCloseDisplay(connection)
    return seen


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


SHORT = ("play", "short-call", "--seed", str(SEED), "--no-voice")


def test_a_shipped_call_by_keys_alone_with_the_voice_from_menu_to_debrief_and_again(program):
    window = program()
    window.press("Return", window.calls)  # shows the focus, opens the briefing, takes the call
    window.press("Return", lambda: window.done("answer"))
    while window.calls() == ["open"]:  # the call may end at any moment after a reply
        before = window.done("reply")
        if window.events()[-1]["do"] in ("answer", "reply"):
            window.press(
                "space", lambda: window.events()[-1]["do"] not in ("answer", "reply") or window.calls() == ["closed"]
            )
        else:
            window.press("1", lambda: window.done("reply") > before or window.calls() == ["closed"])  # noqa: B023
    # On a busy machine one space too many may come to the debrief and open a card there: Escape closes it.
    keys = cycle(("Return", "Return", "Return", "Escape"))
    window.until(lambda: len(window.calls()) == 2, lambda: window.tool("key", next(keys)))
    assert window.close() == 0
    assert window.rescored() == [True, None]


def test_a_call_by_mouse_alone(program):
    window = program()
    twin = Twin(window)
    window.click(twin.of("menu", "Bert Bos"), lambda: True)
    window.click(twin.of("briefing", "Take the call"), window.calls)
    window.click(twin.of("call", "Pick up"), lambda: window.done("answer"))
    for turn in (1, 2):
        window.your_turn()
        window.click(twin.of("call"), lambda turn=turn: window.done("reply") >= turn)
    window.click(twin.of("call", "To the debrief"), lambda: window.calls() == ["closed"])
    window.click(twin.of("debrief", "Play again"), lambda: len(window.calls()) == 2)
    assert window.close() == 0
    assert window.rescored() == [True, None]


def test_a_new_size_in_the_middle_of_a_call_loses_nothing(program):
    window = program(*SHORT)
    window.take_the_call()
    for turn, size in enumerate(((1024, 640), (1600, 900)), 1):
        window.tool("windowsize", window.id, *size)
        place = Twin(window, size).of("call")
        window.click(place, lambda turn=turn: window.done("reply") >= turn)
        if turn == 1:
            window.your_turn()
    window.to_the_end()
    assert window.close() == 0
    assert window.rescored() == [True]


def go_on(window):
    """From the menu back into the call that was broken off, until the caller has said the line again."""
    before = len(window.events())
    window.press("Return", lambda: len(window.events()) > before)  # the focus is on "Go on"


def test_closing_the_window_keeps_the_call_and_the_next_start_goes_on(program):
    window = program(*SHORT)
    window.take_the_call()
    window.reply()
    assert window.close() == 0
    assert window.calls() == ["open"]
    before = [event["do"] for event in window.events()]
    again = program()
    go_on(again)
    again.to_the_end()
    assert [event["do"] for event in again.events()][: len(before)] == before
    assert again.close() == 0
    assert again.rescored() == [True]


def test_a_killed_program_loses_no_event_and_the_next_start_goes_on(program):
    window = program(*SHORT[:-1])  # with the voice: its worker must go too
    window.take_the_call()
    worker = subprocess.run(
        ["pgrep", "-P", str(window.process.pid)], capture_output=True, text=True, check=False
    ).stdout
    window.reply()
    before = window.events()
    window.process.send_signal(signal.SIGKILL)
    window.process.wait(DEADLINE)
    assert window.events()[: len(before)] == before
    for process in worker.split():
        window.until(lambda process=process: gone(int(process)))
    again = program(*SHORT)
    go_on(again)
    again.to_the_end()
    assert again.close() == 0
    assert again.rescored() == [True]


def gone(process):
    try:
        os.kill(process, 0)
    except OSError as error:
        return error.errno == errno.ESRCH
    return "Z" in Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]


def test_a_killed_call_can_be_closed_and_scored_instead(program):
    window = program(*SHORT)
    window.take_the_call()
    window.reply()
    window.process.kill()
    window.process.wait(DEADLINE)
    again = program()
    again.click(Twin(again).of("menu", "Close and score it"), lambda: again.calls() == ["abandoned"])
    assert again.close() == 0
    assert again.rescored() == [True]


def test_a_pause_costs_nothing(program):
    window = program(*SHORT)
    began = time.monotonic()
    window.take_the_call()
    window.tool("key", "Escape")  # once: a second one would go on
    window.until(lambda: window.done("wait"))
    paused = time.monotonic()
    time.sleep(3.0)
    length = time.monotonic() - paused
    window.tool("key", "Escape")
    window.reply()
    counted = sum(event["ms"] for event in window.events()) / 1000
    assert counted < time.monotonic() - began - length + 0.5
    assert window.done("wait") == 1
    assert window.close() == 0


def test_a_second_copy_says_so_and_the_first_one_goes_on(program):
    window = program(*SHORT)
    window.take_the_call()
    command = [sys.executable, "run_sim.py", "--data", str(window.data)]
    second = subprocess.run(
        command, cwd=ROOT, env=window.environment, capture_output=True, text=True, timeout=DEADLINE, check=False
    )
    assert second.returncode == 2
    assert str(window.process.pid) in second.stderr
    assert len(second.stderr.splitlines()) == 1
    window.to_the_end()
    assert window.close() == 0
    assert window.rescored() == [True]


def test_a_disk_that_fills_up_in_a_call_is_waited_for(program, tmp_path):
    disk = tmp_path / "small"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "none", disk], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("only root may mount a small disk")
    try:
        window = program(*SHORT, data=disk)
        window.take_the_call()
        before = window.events()
        filler = disk / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
        time.sleep(1.0)  # replies that have just appeared take no key
        window.tool("key", "1")
        time.sleep(1.0)
        assert window.events() == before
        filler.unlink()

        def try_again():
            window.tool("key", "1")  # for where the first one came too early to be taken
            window.tool("key", "Return")

        try_again()
        window.until(lambda: window.done("reply") >= 1, try_again)
        window.to_the_end()
        assert window.close() == 0
        assert window.rescored() == [True]
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def test_an_interrupt_at_the_terminal_keeps_the_call(program):
    window = program(*SHORT)
    window.take_the_call()
    window.reply()
    window.process.send_signal(signal.SIGINT)
    _, err = window.process.communicate(timeout=DEADLINE)
    assert (window.process.returncode, err) == (130, "")
    assert window.calls() == ["open"]
    assert window.rescored() == [None]


def test_a_data_folder_that_is_deleted_in_mid_call_is_made_again_with_the_whole_call(program):
    window = program(*SHORT)
    window.take_the_call()
    window.reply()
    window.your_turn()
    before = window.events()
    shutil.rmtree(window.data)
    window.press("1", lambda: window.done("reply") == 2)
    assert window.events()[: len(before)] == before
    window.to_the_end()
    assert window.close() == 0
    assert window.rescored() == [True]


def test_a_key_that_is_held_down_chooses_nothing(program):
    window = program(*SHORT)
    window.press("Return", window.calls)
    window.press("Return", lambda: window.done("answer"))
    window.tool("keydown", "1")
    window.until(lambda: window.done("show") or window.done("heard"))
    time.sleep(2.5)  # the X server repeats a held key 25 times a second
    window.tool("keyup", "1")
    assert window.done("reply") == 0
    window.to_the_end()
    assert window.close() == 0
