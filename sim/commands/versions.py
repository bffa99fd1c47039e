"""Which version of a scenario is played: the library's, or one that a team session brought and this computer keeps.

A version is known by its content hash. Where the library has it, it is the library's: beside that file lie its
recordings. For any thread.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from sim.content.headers import Listed, listed_from
from sim.content.library import UnknownScenario
from sim.content.problems import BrokenContent
from sim.core.errors import InputError
from sim.core.kinds import FAMILIES
from sim.store.errors import StoreError
from sim.store.versions import VersionStore

if TYPE_CHECKING:
    from sim.commands.context import Context
    from sim.core.scenario import Scenario
    from sim.team.client_seats import OwnSeat
    from sim.team.client_versions import Wanted

_MOST_REMEMBERED = 40
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class NotHereYet(InputError):
    """The session has a version of this call that this computer does not have. The message says so to the trainee."""


class Versions:
    """The versions at hand in a data folder and its library."""

    def __init__(self, context: Context) -> None:
        self._context, self._store = context, VersionStore(context.data)
        self._listed: dict[str, Listed] = {}
        self._last: dict[str, Scenario] = {}
        self._in_use: WeakValueDictionary[int, Scenario] = WeakValueDictionary()

    def find(self, scenario_id: str, language: str, content_hash: str) -> Scenario | None:
        """Exactly this version, None where it is not at hand."""
        return self._own(scenario_id, language, content_hash) or self._kept(scenario_id, language, content_hash)

    def _own(self, scenario_id: str, language: str, content_hash: str) -> Scenario | None:
        if not _LANGUAGE.fullmatch(language):  # a server says it, and it becomes part of a file's name
            return None
        try:
            own = self._context.library.load(scenario_id, language)
        except (UnknownScenario, BrokenContent):
            return None
        return own if own.content_hash() == content_hash else None

    def _kept(self, scenario_id: str, language: str, content_hash: str) -> Scenario | None:
        found = self._last.get(content_hash) or self._read(content_hash)
        if found is None or (found.id, found.language) != (scenario_id, language):
            return None
        if len(self._last) >= _MOST_REMEMBERED:
            self._last.clear()
        self._last[content_hash] = self._in_use[id(found)] = found
        return found

    def _read(self, content_hash: str) -> Scenario | None:
        """A version that a session brought, from its file; one that was damaged there is none."""
        from sim.content.brought import NotThatVersion, scenario_brought

        text = self._store.read(content_hash)
        try:
            return scenario_brought(text, content_hash) if text is not None else None
        except NotThatVersion:
            return None

    def listed(self, content_hash: str) -> Listed | None:
        """How a version is listed that a session brought: what was played on it counts where its file is unknown."""
        if content_hash not in self._listed:
            text = self._store.read(content_hash)
            try:
                value = json.loads(text or "")
                found = listed_from(value, Path(value["id"]))
            except (ValueError, KeyError, TypeError, RecursionError):
                return None
            if found.family not in FAMILIES:
                return None
            self._listed[content_hash] = found
        return self._listed[content_hash]

    def was_brought(self, scenario: Scenario) -> bool:
        """Whether it came from a session, and not from a file of a trainer: nothing lies beside it."""
        return self._in_use.get(id(scenario)) is scenario

    # -- a session's shelf (sim.team.client_versions.Shelf) -------------------------------------------------------

    def has(self, wanted: Wanted) -> bool:
        """Whether this version can be played here, now and after a restart."""
        if self._own(*wanted) is not None:
            return True
        found = self._read(wanted.hash)
        return found is not None and (found.id, found.language) == (wanted.id, wanted.language)

    def take(self, wanted: Wanted, text: bytes) -> None:
        """Keep what a server sent. Raises NotTaken where it is not what was asked for, or cannot be kept."""
        from sim.content.brought import NotThatVersion, scenario_brought
        from sim.team.client_versions import NotTaken

        try:
            scenario = scenario_brought(text, wanted.hash)
        except NotThatVersion as error:
            raise NotTaken(error.why) from None
        if (scenario.id, scenario.language) != (wanted.id, wanted.language):
            raise NotTaken("not_it")
        try:
            kept = self._store.keep(wanted.hash, scenario.model_dump_json(), self._needed)
        except StoreError as error:
            raise NotTaken("unkept", trouble=error.code) from None
        if not kept:
            raise NotTaken("no_room")

    # -- what is kept ---------------------------------------------------------------------------------------------

    def hold(self) -> None:
        """What is in use is kept, should it be gone meanwhile: a call in the journal must not be without it."""
        for scenario in list(self._in_use.values()):
            content_hash = scenario.content_hash()
            if not self._store.path(content_hash).exists():
                with suppress(StoreError):  # the journal says so first: it lies in the same folder
                    self._store.keep(content_hash, scenario.model_dump_json(), self._needed)

    def tidy(self) -> None:
        """Remove what no call and no session needs any more."""
        self._last.clear()
        if self._store.folder.is_dir():
            self._store.remove(self._needed())

    def _needed(self) -> set[str]:
        """The versions of all calls in the journal, and of the sessions that somebody here is in."""
        from sim.commands.seats import book_of
        from sim.store.journal import Journal

        try:
            with Journal.open(self._context.data, read_only=True) as journal:
                found = {call.scenario_hash for call in journal.calls()}
        except StoreError:
            return self._store.all()  # nobody can tell
        here = (seat for seat in book_of(self._context).all() if not seat.left)
        return found | {str(one.get("hash")) for seat in here for one in (*seat.scenarios, *seat.earlier)}


def of_session(context: Context, seat: OwnSeat, scenario_id: str) -> Scenario:
    """The version that a session has of a call. Raises NotHereYet, and UnknownScenario where it has none."""
    found = [one for one in seat.scenarios if one.get("id") == scenario_id]
    if not found:
        raise UnknownScenario(scenario_id, [str(one.get("id")) for one in seat.scenarios])
    scenario = context.versions.find(scenario_id, str(found[0].get("language")), str(found[0].get("hash")))
    if scenario is None:
        raise NotHereYet(context.texts("join.session.not_here", title=_title(found[0])))
    return scenario


def to_play(context: Context, seat: OwnSeat | None, scenario_id: str, language: str) -> Scenario:
    """What is played under an id: in a session its version, where it has the call in this language or nobody else has
    it; else the library's, as in a place that was lost. Raises NotHereYet, UnknownScenario and BrokenContent.
    """
    listed = scenario_id in context.library.ids()
    if seat is not None and not seat.trouble:
        for one in seat.scenarios:
            if one.get("id") == scenario_id and (one.get("language") == language or not listed):
                return of_session(context, seat, scenario_id)
    return context.library.load(scenario_id, language)


def _title(one: Mapping[str, Any]) -> str:
    from sim.content.problems import printable

    return printable(str(one.get("title", "")))


def folder_of(context: Context, scenario: Scenario) -> Path | None:
    """Where the recordings of a scenario lie; a session brings none."""
    if context.versions.was_brought(scenario):
        return None
    try:
        return context.library.find(scenario.id).path.parent
    except UnknownScenario:
        return None
