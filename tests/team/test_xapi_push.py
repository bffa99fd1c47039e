"""Statements on their way to a learning record store: delivered once, whatever happens on the way."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlparse

import httpx
import pytest

from sim.cli import main
from sim.team.xapi_push import TOGETHER, TRIES, NotDelivered, Push, is_address, is_safe
from tests.team.classroom import document


class Store:
    """A store as the specification has it: ids are known for good; a batch with a known id is refused as a whole."""

    def __init__(self, *answers):
        self.known, self.answers, self.asked, self.waits = {}, list(answers), [], []

    def take(self, method, query, body, headers):
        """A status for a request."""
        self.asked.append(method)
        if self.answers:
            answer = self.answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            if answer:
                return answer
        assert headers["x-experience-api-version"] == "1.0.3"
        assert headers["authorization"].startswith("Basic ")
        found = {one["id"]: one for one in (body if method == "POST" else [body])}
        if method == "PUT":
            assert query == [body["id"]]
        if found.keys() & self.known.keys():
            return 409
        self.known |= found
        return 200 if method == "POST" else 204

    def push(self, statements):
        def handle(request):
            query = [request.url.params["statementId"]] if request.url.query else []
            status = self.take(request.method, query, json.loads(request.content), request.headers)
            return httpx.Response(status, headers={"Retry-After": "7"} if status == 429 else {})

        with Push("https://lrs.test/xapi/", ("k", "s"), self.waits.append, httpx.MockTransport(handle)) as sender:
            return sender.send(statements)


STATEMENTS = [{"id": str(number)} for number in range(TOGETHER * 2 + 3)]
IDS = [one["id"] for one in STATEMENTS]


def test_all_statements_arrive_in_few_requests():
    store = Store()
    assert store.push(STATEMENTS) == len(STATEMENTS)
    assert list(store.known) == IDS
    assert store.asked == ["POST"] * 3
    assert Store().push([]) == 0


def test_sending_again_doubles_nothing_and_adds_what_is_new():
    store = Store()
    store.push(STATEMENTS[:10])
    assert store.push(STATEMENTS) == len(STATEMENTS)
    assert list(store.known) == IDS


@pytest.mark.parametrize("trouble", [500, 502, 503, 429, httpx.ConnectError("no"), httpx.ReadTimeout("late")])
def test_what_passes_is_tried_again(trouble):
    store = Store(trouble, trouble)
    store.push(STATEMENTS)
    assert list(store.known) == IDS
    assert store.waits == ([7, 7] if trouble == 429 else [1, 2])


def test_an_answer_that_was_lost_on_the_way_does_no_harm():
    store = Store()
    store.known = {one["id"]: one for one in STATEMENTS[:TOGETHER]}  # it arrived, but nobody heard of it
    assert store.push(STATEMENTS) == len(STATEMENTS)


@pytest.mark.parametrize(("answers", "done", "status"), [
    ([401], 0, 401),
    ([0, 413], TOGETHER, 413),
    ([503] * TRIES, 0, 503),
    ([httpx.ConnectError("no")] * TRIES, 0, 0),
])  # fmt: skip
def test_a_store_that_does_not_take_them_ends_it_and_how_far_it_came_is_known(answers, done, status):
    store = Store(*answers)
    with pytest.raises(NotDelivered) as failed:
        store.push(STATEMENTS)
    assert (failed.value.done, failed.value.status) == (done, status)
    assert len(store.known) == done


@pytest.mark.parametrize(("url", "good", "safe"), [
    ("https://lrs.example.org/xapi", True, True), ("http://127.0.0.1:80", True, True), ("http://[::1]/x", True, True),
    ("http://localhost/x", True, True), ("http://lrs.example.org", True, False),
    ("http://127.0.0.1.evil.org", True, False),
    ("https://u:p@lrs.org", False, True), ("file:///etc/passwd", False, False), ("https://", False, True),
    ("lrs", False, False),
])  # fmt: skip
def test_secrets_go_over_encrypted_ways_only(url, good, safe):
    assert is_address(url) is good
    assert is_safe(url) is safe


@pytest.mark.slow  # a real server
def test_a_session_is_pushed_to_a_real_store_and_again(room, capsys, tmp_path, monkeypatch):
    if room.database.is_postgres:
        pytest.skip("the same command, another URL")
    room.join(room.session(), "Ann Onymous").send(document(1))
    store = Store(0, 503)

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            query = parse_qs(urlparse(self.path).query).get("statementId", [])
            headers = {name.lower(): value for name, value in self.headers.items()}
            assert urlparse(self.path).path == "/xapi/statements"
            self.send_response(store.take(self.command, query, body, headers))
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_PUT = answer  # noqa: N815  # names that http.server asks for

        def log_message(self, *_):
            """Silent."""

    monkeypatch.setenv("COOL_HEAD_LRS", "key:a-secret")
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/xapi"
        for _ in range(2):
            database = str(room.database._write_engine.url)
            arguments = ["--push", url, "--database", database, "--lang", "en", "--data", str(tmp_path)]
            assert main(["team", "export", *arguments]) == 0
            out, err = capsys.readouterr()
            assert f"{len(store.known)} statements were delivered" in out
            assert "a-secret" not in out + err
        server.shutdown()
    assert len(store.known) > 5
    assert "Onymous" not in json.dumps(store.known)
