"""`team serve`, `team board`, `team demo` and `team purge` as a facilitator meets them."""

import signal
import socket
import sqlite3
import subprocess
from contextlib import closing

import httpx
import pytest

from sim.cli import main
from sim.team.serving import Place, address, join_link, listen, qr
from tests.team.real_server import RealServer, free_port


def run(capsys, *arguments):
    code = main([*map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_qr_says_where_to_join_and_the_code_and_nothing_else():
    link = join_link("http://192.168.1.5:8765", "K7M3XR")
    assert link == "http://192.168.1.5:8765/join?code=K7M3XR"
    assert "█" in qr(link, "utf-8")
    assert qr(link, "ascii") == ""


def test_without_lan_only_this_computer_is_told_of():
    assert address(Place(), 8765) == "http://127.0.0.1:8765"


@pytest.mark.parametrize(("options", "says"), [
    (["--tls-cert", "a.pem"], "--tls-key belong together"),
    (["--tls-cert", "none.pem", "--tls-key", "none.pem"], "certificate cannot be used"),
    (["--port", "70000"], "Port 70000 cannot be used"),
    (["--database", "mysql://a:secret@b/c"], "database cannot be used"),
])  # fmt: skip
def test_what_cannot_be_served_is_said_in_one_line(capsys, tmp_path, options, says):
    code, _, err = run(capsys, "team", "serve", *options, "--lang", "en", "--data", tmp_path)
    assert code == 2
    assert says in err
    assert "secret" not in err
    assert err.count("\n") == 1


def test_a_session_is_purged_by_its_code_and_names_when_they_are_due(capsys, tmp_path):
    common = ("--lang", "en", "--data", tmp_path)
    assert run(capsys, "team", "purge", *common) == (0, "No names were due.\n", "")
    code, _, err = run(capsys, "team", "purge", "--code", "ABC234", *common)
    assert (code, err) == (2, "There is no session with the code ABC234.\n")


@pytest.mark.slow  # a real process
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_server_from_nothing_says_what_is_needed_serves_it_and_ends_cleanly(tmp_path, how):
    with RealServer(tmp_path) as server:
        assert f"http://127.0.0.1:{server.port}" in server.printed()
        lead = httpx.Client(base_url=server.base, timeout=30)
        assert lead.post("/api/lead/login", json={"password": server.password}).status_code == 200
        (session,) = lead.get("/api/lead/sessions").json()
        assert (session["code"], session["state"]) == (server.code, "open")
        with lead.stream("GET", "/api/lead/events", params={"session": session["id"]}, timeout=30) as stream:
            assert next(stream.iter_lines()) == "event: change"
            assert server.end(how) == 0  # although somebody listens
        lead.close()
        assert "Everything is kept" in server.printed()
        assert "Traceback" not in server.printed()
    with sqlite3.connect(tmp_path / "team" / "sessions.db") as connection:
        assert connection.execute("SELECT count(*) FROM sessions").fetchone() == (1,)
    connection.close()


@pytest.mark.slow  # two databases
def test_why_a_port_cannot_be_used_is_told_in_the_programs_language(capsys, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        _, _, err = run(capsys, "team", "serve", "--port", port, "--lang", "nl", "--data", tmp_path)
    assert f"Poort {port} is niet te gebruiken (daar draait al iets: misschien je eigen server)." in err
    _, _, err = run(capsys, "team", "serve", "--port", 70000, "--lang", "nl", "--data", tmp_path)
    assert "poorten gaan van 1 tot en met 65535" in err


@pytest.mark.slow  # two real processes
def test_a_second_server_on_the_same_port_is_told_so(tmp_path, capsys):
    with RealServer(tmp_path / "a") as server:
        code, _, err = run(capsys, "team", "serve", "--port", server.port, "--lang", "en", "--data", tmp_path / "b")
    assert code == 2
    assert f"Port {server.port} cannot be used" in err


@pytest.mark.slow  # openssl, and a real process
def test_with_a_certificate_what_is_sent_is_encrypted(tmp_path):
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made, "-days", "1", *subject], check=True, capture_output=True)
    server = RealServer(tmp_path / "data", "--tls-cert", str(certificate), "--tls-key", str(key), port=free_port())
    server.base = server.base.replace("http:", "https:")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(certificate))
        with server:
            said = httpx.get(f"{server.base}/api/hello")
            assert said.headers["strict-transport-security"]
            login = httpx.post(f"{server.base}/api/lead/login", json={"password": server.password})
            assert "Secure" in login.headers["set-cookie"]


@pytest.mark.slow  # every archetype plays three calls
def test_the_demo_has_every_archetype_on_the_board(capsys, tmp_path):
    code, out, _ = run(capsys, "team", "demo", "--fill-only", "--lang", "en", "--data", tmp_path)
    assert code == 0
    assert "calls are on the board" in out
    with sqlite3.connect(tmp_path / "team" / "demo.db") as connection:
        seats = connection.execute("SELECT count(*) FROM names").fetchone()
        passed = connection.execute(
            "SELECT DISTINCT names.name FROM attempts JOIN names USING (seat_id) WHERE passed ORDER BY 1"
        ).fetchall()
    connection.close()
    assert seats[0] >= 17
    assert ("Ingrid (by the book)",) in passed


def test_an_answer_goes_out_at_once_and_not_when_its_first_half_was_heard_of():
    with listen(Place(port=0)) as listening, socket.create_connection(listening.getsockname()):
        taken, _ = listening.accept()
        with taken:
            assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_the_board_of_a_running_server_is_opened_in_a_browser(wire, monkeypatch, capsys, tmp_path):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda address: not opened.append(address))
    told = run(capsys, "team", "board", "--lang", "en", "--data", tmp_path)
    assert told == (0, "Board:    http://127.0.0.1:8765/\n", "")
    assert opened == ["http://127.0.0.1:8765/"]


def test_where_no_browser_opens_the_address_is_said_and_where_no_server_is_that(wire, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("webbrowser.open", lambda address: False)
    code, out, _ = run(capsys, "team", "board", "192.168.1.4:9000", "--lang", "en", "--data", tmp_path)
    assert (code, "http://192.168.1.4:9000/" in out, "in yours" in out) == (0, True, True)
    code, _, err = run(capsys, "team", "board", "ftp://x", "--lang", "en", "--data", tmp_path)
    assert code == 2
    wire.cut = "before"
    code, _, err = run(capsys, "team", "board", "--lang", "en", "--data", tmp_path)
    assert code == 2
    assert "No session answers there" in err


@pytest.mark.slow  # a real process
def test_a_session_whose_time_was_over_is_closed_before_its_code_is_told(tmp_path):
    with RealServer(tmp_path, "--workers", "0") as server:
        code = server.code
        server.end()
        with closing(sqlite3.connect(tmp_path / "team" / "sessions.db")) as database, database:
            database.execute("UPDATE sessions SET keep_until = 1")
        server.log.unlink()
        server.start()
        server.end()
        assert code not in server.printed()
        assert "There is no open session" in server.printed()
