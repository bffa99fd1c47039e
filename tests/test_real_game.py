"""The real program in a real window (X11 under Xvfb), driven from outside by xdotool: keys, mouse, sizes, kills.

Nothing here waits for a time to pass: a step is over when the journal on disk says so, and a key that came before the
window was ready is pressed again. Where things stand in the window is asked of a twin: the same screen, at the same
point of the same call, drawn in this process.
"""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from itertools import cycle
from pathlib import Path

import pytest

from tests.real_window import DEADLINE, ROOT, SEED, SHORT_CALL, Twin, Window, used_before
from tests.x_server import needs_x_server, x_server

pytestmark = [pytest.mark.slow, needs_x_server]


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
