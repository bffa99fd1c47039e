"""Somebody who is ready: exam calls as the ideal plays take them, on the days that a test wants."""

from datetime import UTC, datetime, timedelta
from functools import cache

from sim.content.library import SHIPPED, Library
from sim.content.performing import perform
from sim.content.plays import read_play
from sim.content.texts import caller_lines
from sim.core.call import Call, replay
from sim.core.log import Setup
from sim.store.journal import Journal
from tests.filled import Calendar, keep

ONE_OF_EACH = ("four-afternoons", "the-helpful-man", "eviction-thursday")
LIBRARY = Library((SHIPPED,))


@cache
def _events(scenario):
    reading = read_play(SHIPPED / "plays" / f"{scenario}-ideal.yaml")
    return reading.play.seed, perform(reading, LIBRARY.load(scenario, "en")).events


@cache
def _taken(scenario, mode):
    """The call that was played, and its events."""
    seed, events = _events(scenario)
    call = Call(LIBRARY.load(scenario, "en"), Setup(seed=seed, mode=mode), caller_lines("en"))
    replay(call, list(events))
    return call, events


def take(folder, scenarios=ONE_OF_EACH, person="Ada", mode="exam", days_ago=1):
    """Take these calls as well as they can be taken, from noon of some days ago (or now); returns their ids.

    Noon, so that no test depends on the time of day.
    """
    calendar = Calendar()
    now = datetime.now(UTC)
    noon = now.astimezone().replace(hour=12, minute=0) - timedelta(days=days_ago)
    calendar.now = noon.astimezone(UTC) if days_ago else now
    ids = []
    with Journal.open(folder, clock=calendar) as journal:
        for scenario in scenarios:
            ids.append(keep(journal, calendar, _taken(scenario, mode), person))
            calendar.now += timedelta(minutes=9)
    return ids
