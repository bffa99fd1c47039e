"""A data folder as it is after weeks of practice: people who learn, played by the archetypes over the shipped calls.

    fill(folder, ["Ada", "Bas"], calls=12, seed=1)
    uv run python -m tests.filled FOLDER [PEOPLE] [CALLS]

The same arguments give the same calls, dates and scores; only the ids of calls are new each time.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from sim.content.library import SHIPPED, Library
from sim.content.texts import caller_lines
from sim.core import events as ev
from sim.core.agents import Archetype, Plan, archetypes
from sim.core.call import Call
from sim.core.clock import SHORTEST_BREATH_MS
from sim.core.log import Setup
from sim.core.phases import CALLER_SPEAKING, ON_HOLD
from sim.core.scoring import score, to_json
from sim.core.script import Script
from sim.core.wording import draw, reading_ms
from sim.store.journal import Journal
from sim.store.records import CallHeader

PEOPLE = ("Ada", "Bas", "Chantal de Vries", "Đorđe", "Eva", "Farid")
FIRST = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
# How somebody plays at the beginning, in the middle and in the end: most learn, some do not.
WAYS = (
    ("mix_25", "mix_50", "mix_75", "ideal"),
    ("doormat", "mix_25", "mix_50", "mix_75"),
    ("hothead", "rule_reciter", "mix_50", "ideal"),
    ("mix_75", "mix_75", "ideal", "ideal"),
    ("passive", "smooth_deflector", "mix_25", "mix_50"),
)
LIBRARY = Library((SHIPPED,))


@cache
def script_of(scenario: str, language: str) -> Script:
    return Script(LIBRARY.load(scenario, language))


@cache
def _players(scenario: str, language: str) -> dict[str, Archetype]:
    script = script_of(scenario, language)
    # A plan by the grades alone is found at once and good enough for somebody who has learned.
    return {archetype.name: archetype for archetype in archetypes(script, Plan.along(script, ()))}


@cache
def played(scenario: str, archetype: str, setup: Setup, language: str = "en") -> tuple[Call, list[ev.Event]]:
    """A shipped call as an archetype plays it, and its events; whoever wants it again gets the same one."""
    script, player = script_of(scenario, language), _players(scenario, language)[archetype]
    call = Call(script.scenario, setup, caller_lines(language), script)
    events: list[ev.Event] = []

    def feed(event: ev.Event) -> None:
        events.append(event)
        follows = call.feed(event)
        assert not any(isinstance(follow, ev.Refused) for follow in follows), (event, follows)

    feed(ev.Answer(ms=1200))
    while not call.finished:
        if call.phase == ON_HOLD:
            feed(ev.Resume(ms=4000))
        if call.phase == CALLER_SPEAKING:
            feed(ev.Heard(ms=reading_ms(call.line.text if call.line else "")))
        node = call.node
        timing = player.timing(node)
        if timing.breath_ms:
            feed(ev.Breathe())
            feed(ev.Resume(ms=2 * SHORTEST_BREATH_MS))
        shown = [node.place_of[reply.option] for reply in call.replies]
        option = node.option_ids[player.choose(call.script, call.state, shown, setup.seed)]
        feed(ev.Reply(ms=100 if timing.snap else call.clock.allowance_ms // 2, option=option))
    feed(ev.Close())
    return call, events


class Calendar:
    """The journal's clock: it stands where the call is."""

    def __init__(self) -> None:
        self.now = FIRST

    def __call__(self) -> datetime:
        return self.now


def fill(
    folder: Path,
    people: Sequence[str | None] = PEOPLE,
    calls: int = 12,
    seed: int = 1,
    scenarios: Sequence[str] = (),
    languages: Sequence[str] = ("en", "nl"),
) -> list[str]:
    """So many calls of each person (None: somebody who gave no name), over about two months; returns the calls' ids.

    Each plays in one of the languages, one call in four as an exam. `scenarios`: all that are shipped, or these.
    """
    calendar = Calendar()
    ids = []
    with Journal.open(folder, clock=calendar) as journal:
        for place, person in enumerate(people):
            language = languages[place % len(languages)]
            for number in range(calls):
                calendar.now = FIRST + timedelta(days=number * 60 // calls, hours=place, minutes=7 * place + number)
                name = (scenarios or LIBRARY.ids())[(number + place) % len(scenarios or LIBRARY.ids())]
                way = WAYS[(place + seed) % len(WAYS)][number * 4 // calls]
                mode = "exam" if draw(seed, f"mode|{place}|{number}", 4) == 0 else "practice"
                setup = Setup(seed=draw(seed, f"seed|{place}|{number}", 1000), mode=mode)
                ids.append(keep(journal, calendar, played(name, way, setup, language), person))
    return ids


def keep(journal: Journal, calendar: Calendar, told: tuple[Call, list[ev.Event]], person: str | None) -> str:
    """Put a call into a journal that has this calendar for its clock; returns its id."""
    call, events = told
    scenario = call.scenario
    header = CallHeader(
        scenario.id, scenario.content_hash(), scenario.language, scenario.title, call.setup, "0.1.0", person
    )
    call_id = journal.begin(header, events)
    calendar.now += timedelta(milliseconds=call.elapsed_ms)
    journal.remember_heard(person, scenario.id, [line.text for line in call.transcript if line.who == "caller"])
    journal.close(call_id, to_json(score(scenario, call.log())))
    return call_id


if __name__ == "__main__":
    target, *figures = sys.argv[1:]
    people, calls = (int(figures[n]) if len(figures) > n else usual for n, usual in enumerate((len(PEOPLE), 12)))
    fill(Path(target), PEOPLE[:people], calls)
