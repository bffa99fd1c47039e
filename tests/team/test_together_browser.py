"""Playing together for real: a server, the board in Chromium, and a game in a window that has joined."""

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.team.real_server import DEADLINE_S, ROOT, RealServer
from tests.team.seen_window import SeenWindow
from tests.x_server import needs_x_server, x_server

pytestmark = [pytest.mark.slow, needs_x_server]
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PATIENCE_MS = 90_000


@contextmanager
def big_screen(server, session):
    """The facilitator's page in a browser."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the group `web` is not installed")
    if not CHROMIUM.exists():
        pytest.skip("no /usr/bin/chromium: apt-get install chromium")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        page = browser.new_page(locale="en-GB")
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{server.base}/")
        page.fill("#password", server.password)
        page.keyboard.press("Enter")
        page.wait_for_selector("table")
        page.goto(f"{server.base}/sessions/{session}/together")
        yield page
        browser.close()


@contextmanager
def leading(server):
    """The facilitator, over HTTP, once the browser is closed."""
    with httpx.Client(base_url=server.base, timeout=60) as http:
        answer = http.post("/api/lead/login", json={"password": server.password}).raise_for_status()
        http.headers["X-CSRF-Token"] = answer.json()["csrf"]
        yield lambda method, path, body=None: http.request(method, path, json=body).raise_for_status()


def says(beginning):
    """Whether something on the screen begins so."""
    return lambda seen: any(words.startswith(beginning) for words, _ in seen["on"])


def join(server, data):
    """Ann joins from the command line; the game is hers then. Returns the session's number."""
    data.mkdir()
    (data / "settings.json").write_text(json.dumps({"welcomed": True, "trainee": "Ann"}), encoding="utf-8")
    words = ["team", "join", server.base, server.code, "--name", "Ann", "--data", str(data), "--lang", "en"]
    subprocess.run([sys.executable, "run_sim.py", *words], cwd=ROOT, check=True, timeout=DEADLINE_S)
    return json.loads((data / "seats.json").read_text(encoding="utf-8"))["seats"][0]["session"]["id"]


def test_a_game_that_has_joined_votes_from_its_own_seat_sees_the_spread_and_outlives_the_server(tmp_path):
    data = tmp_path / "data"
    with RealServer(tmp_path / "server", "--workers", "0") as server, x_server() as display:
        session = join(server, data)
        with SeenWindow(display, tmp_path / "seen.json", "--no-voice", "--data", data, "--lang", "en") as game:
            with big_screen(server, session) as page:
                game.shows("Practice session: you are Ann")
                game.click("Calls of the session", lambda seen: seen["screen"] == "session")
                page.click(".choose button")
                page.wait_for_selector(".replies.asking")
                game.shows("The room plays a call together")
                game.click("Vote", lambda seen: seen["screen"] == "together")
                game.shows("What would you say?")
                game.press("2", says("Your vote is in."))
                page.wait_for_selector(".count:has-text('1 vote')")
                first = game.seen["chosen"]
                game.press("1", lambda seen: seen["chosen"] != first)
                game.shows("Your vote is in.")
                page.locator("body").press(" ")
                game.shows("1 vote. Talk about it")
                page.locator("body").press("1")
                page.wait_for_selector("text=turn 2")
                game.until(lambda seen: any(words.endswith("turn 2") for words, _ in seen["on"]))
            server.kill()
            game.press("2", says("Not sent: no connection."))
            server.start()
            game.shows("Your vote is in.")
            with leading(server) as ask:
                together = f"/api/lead/sessions/{session}/together"
                ask("PATCH", together, {"do": "show"})
                game.shows("1 vote. Talk about it")
                seats = ask("GET", f"/api/lead/sessions/{session}").json()["seats"]
                assert [seat["name"] for seat in seats] == ["Ann"], "no second seat"
                ask("DELETE", together)
            game.shows("Wait for the next question")
            game.press("Escape", lambda seen: seen["screen"] != "together")
