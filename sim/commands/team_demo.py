"""The command `team demo`: a session full of simulated trainees, in a database of its own, and a board to see it on."""

from argparse import Namespace
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sim.commands.context import Context
from sim.commands.team import serve_on
from sim.commands.team_ground import LibraryCatalogue, opened

if TYPE_CHECKING:
    from sim.core.scenario import Scenario
    from sim.team.database import Database

_SCENARIOS = ("four-afternoons", "eviction-thursday", "wrong-account-number")
_TRIES = 2
_AGO_MS = 3 * 3600 * 1000  # the session began that long ago: the calls in it took their time
_SEED = 2026


def demo(context: Context, options: Namespace) -> int:
    """Fill a session, then serve it."""
    context.out(context.texts("team.demo.filling"))
    with opened(context, options, "demo.db") as database:
        context.out(context.texts("team.demo.filled", count=fill(context, database)))
        return 0 if options.fill_only else serve_on(context, options, database)


def fill(context: Context, database: "Database") -> int:
    """A session with a seat for each archetype, each call judged and stored like any other; how many there are."""
    from sim.team import sessions
    from sim.team.moments import now_ms
    from sim.team.shapes import NewSession, SessionChange

    catalogue = LibraryCatalogue(context)
    played = sessions.chosen(catalogue, context.language, _scenarios(catalogue, context.language))
    wanted = NewSession(title=context.texts("team.demo.title"), language=context.language, ranking=True)
    with database.writing() as connection:
        for old in sessions.all_sessions(connection):
            if old["title"] == wanted.title:
                sessions.remove(connection, old["id"], now_ms())
        session = sessions.create(connection, wanted, played, now_ms() - _AGO_MS)
        count = _play(context, connection, session, played)
        sessions.change(connection, session["id"], SessionChange(state="open"), None, now_ms())
    return count


def _scenarios(catalogue: LibraryCatalogue, language: str) -> list[str]:
    """One of each family; all that there are where the shipped ones are not at hand."""
    offered = {offer["id"] for offer in catalogue.offered(language)}
    return [name for name in _SCENARIOS if name in offered]


def _play(context: Context, connection: Any, session: dict[str, Any], played: "list[Scenario]") -> int:
    """Every archetype plays every call; returns how many calls were taken."""
    from sim.core.agents import archetypes
    from sim.core.script import Script
    from sim.team import seats
    from sim.team.moments import now_ms
    from sim.team.storing import Stored, store

    people: dict[str, int] = {}
    uuids = _uuids(Random(_SEED + session["id"]))
    taken = 0
    for scenario in played:
        script = Script(scenario)
        for archetype in archetypes(script):
            if archetype.name not in people:
                name = context.texts(f"team.demo.people.{archetype.name}")
                joined, _ = seats.join(connection, session["code"], name, "", now_ms())
                people[archetype.name] = joined["seat"]["id"]
            answers = store(connection, list(_arrivals(people[archetype.name], script, archetype, uuids)))
            taken += sum(isinstance(answer, Stored) for answer in answers)
    return taken


def _arrivals(seat: int, script: Any, archetype: Any, uuids: Iterator[UUID]) -> Iterator[Any]:
    """Their calls, judged from the text alone like those of anybody."""
    from sim.team.judging import Judged, judge
    from sim.team.moments import iso, now_ms
    from sim.team.simulated import documents
    from sim.team.storing import Arrival

    text = script.scenario.model_dump_json(exclude={"accept"})
    started = iso(now_ms() - _AGO_MS // 2) or ""
    for document in documents(script, archetype, range(_TRIES), uuids, started):
        verdict = judge(document.encode("ascii"), text)
        if isinstance(verdict, Judged):
            yield Arrival(seat, verdict, now_ms())


def _uuids(chance: Random) -> Iterator[UUID]:
    while True:
        yield UUID(int=chance.getrandbits(128), version=4)
