"""A server in this process with a facilitator and trainees, for tests: real scenarios, a clock that obeys."""

import asyncio
import json
import sys
from functools import cache
from uuid import UUID

import httpx
from argon2 import PasswordHasher

from sim.commands.team_files import exporters, unguard
from sim.content.library import Library
from sim.content.texts import languages, load
from sim.core.agents import random_player
from sim.core.script import Script
from sim.team import passwords
from sim.team.app import make_app
from sim.team.server import Wiring
from sim.team.simulated import documents
from sim.team.tables import metadata

# httpx looks for sniffio at every request, which takes longer than the request; here there is none.
sys.modules.setdefault("sniffio", None)

HOUR_MS = 3_600_000
START_MS = 1_800_000_000_000
PASSWORD = "correct-horse-battery"
HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
FIRST, SECOND = "four-afternoons", "the-helpful-man"
_WORTH = ("scores", "passed", "number", "counts")


@cache
def scenario(scenario_id, language="en"):
    return Library().load(scenario_id, language)


@cache
def script(scenario_id, language="en"):
    return Script(scenario(scenario_id, language))


@cache
def document(number, scenario_id=FIRST, language="en"):
    """The text of a whole simulated call; each number is another call with another uuid."""
    made = documents(
        script(scenario_id, language),
        random_player(),
        [number],
        iter([UUID(int=number, version=4)]),
        "2026-11-22T10:00:00Z",
    )
    return next(made)


def changed(text, **fields):
    """A document with other fields."""
    return json.dumps({**json.loads(text), **fields}, sort_keys=True, separators=(",", ":"))


class Shelf:
    """Two scenarios in two languages (sim.team.sessions.Catalogue)."""

    def offered(self, language):
        found = [scenario(name, language) for name in (FIRST, SECOND)] if language in ("en", "nl") else []
        same = ("id", "title", "family", "level", "minutes", "language")
        return [{name: getattr(one, name) for name in same} for one in found]

    def load(self, scenario_id, language):
        return scenario(scenario_id, language) if scenario_id in (FIRST, SECOND) else None


class Clock:
    """The server's clock."""

    def __init__(self):
        self.now = START_MS

    def __call__(self):
        return self.now


class Client:
    """Asks an application in this process, in an event loop of its own; no network, no thread that waits."""

    def __init__(self, app):
        self.app, self.runner = app, asyncio.Runner()
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://team.test")

    def __enter__(self):
        self.life = self.app.router.lifespan_context(self.app)
        self.runner.run(self.life.__aenter__())
        return self

    def __exit__(self, *error):
        self.runner.run(self.http.aclose())
        self.runner.run(self.life.__aexit__(None, None, None))
        self.runner.close()

    def request(self, method, path, **options):
        content = options.get("content")
        if content is not None and not isinstance(content, str | bytes):
            options["content"] = _pieces(content)
        return self.runner.run(self.http.request(method, path, **options))

    def get(self, path, **options):
        return self.request("GET", path, **options)

    def put(self, path, **options):
        return self.request("PUT", path, **options)

    def post(self, path, **options):
        return self.request("POST", path, **options)

    def at_once(self, requests):
        """Several (method, path, options) at the same time; their answers in order."""

        async def all_of_them():
            return await asyncio.gather(*(self.http.request(how, path, **more) for how, path, more in requests))

        return self.runner.run(all_of_them())


async def _pieces(content):
    for piece in content:
        yield piece


class Trainee:
    """Somebody with a token."""

    def __init__(self, client, joined):
        self.client, self.joined = client, joined
        self.headers = {"Authorization": f"Bearer {joined['token']}"}

    def send(self, text, uuid=None):
        address = f"/api/attempts/{uuid or json.loads(text)['uuid']}"
        return self.client.put(address, content=text, headers=self.headers)

    def get(self, path):
        return self.client.get(path, headers=self.headers)

    def says(self, state, scenario_id=""):
        return self.client.post("/api/state", json={"state": state, "scenario": scenario_id}, headers=self.headers)


class Classroom:
    """A server, entered like a context manager."""

    def __init__(self, database, **wiring):
        self.clock, self.database = Clock(), database
        texts = {language: load(language) for language in languages()}
        self.app = make_app(
            Wiring(
                database=database,
                catalogue=Shelf(),
                texts=texts,
                clock=self.clock,
                hasher=HASHER,
                exporters=exporters(),
                unguard=unguard(),
                **wiring,
            )
        )
        with database.writing() as connection:
            passwords.keep(connection, passwords.hashed(HASHER, PASSWORD), self.clock())
        self.client = Client(self.app)
        self.lead_headers = {}

    def __enter__(self):
        self.client.__enter__()
        return self

    def __exit__(self, *error):
        self.client.__exit__(*error)

    def login(self, password=PASSWORD):
        csrf = self.client.post("/api/lead/login", json={"password": password}).json()["csrf"]
        self.lead_headers = {"X-CSRF-Token": csrf}

    def clean(self):
        """As if nothing had happened but that the facilitator logged in."""
        with self.database.writing() as connection:
            for table in reversed(metadata.sorted_tables):
                if table.name != "settings":
                    connection.execute(table.delete())
        self.clock.now = START_MS
        self.app.state.server.count_anew()
        self.login()

    def session(self, **fields):
        """A session that has been open for an hour."""
        made = self.lead("POST", "/api/lead/sessions", {"language": "en", **fields}).json()
        self.clock.now += HOUR_MS
        return made

    def lead(self, method, path, body=None):
        return self.client.request(method, path, json=body, headers=self.lead_headers)

    def join(self, session, name):
        return Trainee(self.client, self.ask_to_join(session["code"], name).json())

    def ask_to_join(self, code, name):
        return self.client.post("/api/join", json={"code": code, "name": name})

    def shown(self, session):
        return self.lead("GET", f"/api/lead/sessions/{session['id']}").json()


def worth(answer):
    """What an answer says of an attempt, in short."""
    return {name: answer[name] for name in _WORTH}
