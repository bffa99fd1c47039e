"""Which calls somebody has met: an exam with one of them says nothing new, so it does not count for Ready."""

from __future__ import annotations

from sim.commands.practice import played, seen
from sim.content.library import Library
from sim.core.practice.played import Played, by_scenario
from sim.store.errors import StoreError
from sim.store.journal import Journal


def met_calls(journal: Journal, library: Library, trainee: str | None) -> tuple[list[Played], set[str]]:
    """The calls that are over, and the ids of all scenarios that were played or shown as a model call.

    Empty while the results cannot be read.
    """
    try:
        calls = played(journal.calls(trainee=trainee), library)
    except StoreError:
        return [], set()
    own = [call for call in calls if call.counts]
    return own, {*by_scenario(own), *shown_calls(journal, trainee)}


def shown_calls(journal: Journal, trainee: str | None) -> set[str]:
    """The ids of the scenarios that somebody saw as a model call; empty while the results cannot be read."""
    try:
        return {name for name, _ in seen(journal, trainee)}
    except StoreError:
        return set()
