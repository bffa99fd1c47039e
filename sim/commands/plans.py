"""Plans, "if ..., then I ...": kept with a call in the journal, and found again before the next one of its kind.

And the phrases that a debrief marks, from the right folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.commands.journal import record_error
from sim.store.errors import StoreError
from sim.store.journal import Journal
from sim.store.kept import Kept

if TYPE_CHECKING:
    from sim.content.library import Library
    from sim.core.lexicon import PhraseFinder
    from sim.core.plans import KeptPlan
    from sim.core.scenario import Scenario

PLAN = "plan"


def plan_of_call(journal: Journal, trainee: str | None, call_id: str) -> KeptPlan | None:
    """The plan that is kept with a call."""
    return _first([kept for kept in _plans(journal, trainee) if kept.call_id == call_id])


def plan_for(journal: Journal, trainee: str | None, scenario: Scenario, but: str = "") -> KeptPlan | None:
    """The plan to be remembered before a call: the last one of this call, else of its family. `but`: the id of a call
    whose own plan is left out.
    """
    plans = [kept for kept in _plans(journal, trainee) if not but or kept.call_id != but]
    mine = [kept for kept in plans if kept.scenario_id == scenario.id]
    return _first(mine or [kept for kept in plans if kept.data.get("family") == scenario.family])


def keep_plan(journal: Journal, plan: Kept) -> KeptPlan | None:
    """Keep a plan instead of the one that its call had; one without a text forgets it. Raises RecordError."""
    wanted = bool(plan.data.get("text"))
    try:
        old = [kept.id for kept in journal.kept(plan.trainee, PLAN) if kept.call_id == plan.call_id]
        number = journal.keep(plan) if wanted else 0
        for place in old:
            journal.forget(place)
    except StoreError as error:
        raise record_error(error) from error
    return _first([replace(plan, id=number)] if wanted else [])


def new_plan(scenario: Scenario, trainee: str | None, call_id: str, text: str) -> Kept:
    """A plan as it is kept."""
    data = {"text": text, "title": scenario.title, "family": scenario.family}
    return Kept(PLAN, data, trainee, scenario.id, call_id)


def phrases_for(library: Library, scenario: Scenario) -> PhraseFinder | None:
    """Phrases to use and to avoid: of the scenario's own folder, else of a team's, else those that ship."""
    from sim.content.around import Around
    from sim.content.library import SHIPPED, UnknownScenario

    try:
        path = library.find(scenario.id).path
    except UnknownScenario:  # a session brought it
        path = (library.folders or (SHIPPED,))[-1] / scenario.id
    return Around(tuple(library.folders)).lexicon(path, scenario.language)


def _plans(journal: Journal, trainee: str | None) -> Sequence[Kept]:
    """The newest first; plans that cannot be read now stand in nobody's way."""
    try:
        return journal.kept(trainee, PLAN)[::-1]
    except StoreError:
        return ()


def _first(plans: Sequence[Kept]) -> KeptPlan | None:
    from sim.core.plans import KeptPlan

    if not plans:
        return None
    text, title = plans[0].data.get("text"), plans[0].data.get("title")
    return KeptPlan(str(text or ""), str(title or ""), plans[0].id)
