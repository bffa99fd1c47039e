"""What the commands of `team` share: the database, the texts, where scenarios come from."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.commands.context import Context, UsageError
from sim.content.library import UnknownScenario
from sim.content.problems import BrokenContent
from sim.content.texts import languages, load

if TYPE_CHECKING:
    from sim.core.scenario import Scenario
    from sim.core.texts import Texts
    from sim.team.database import Database

FOLDER = "team"


class LibraryCatalogue:
    """The library as a session's source of scenarios (sim.team.sessions.Catalogue)."""

    def __init__(self, context: Context) -> None:
        self._library = context.library

    def offered(self, language: str) -> Sequence[dict[str, Any]]:
        """What can be played in a language; read anew, for a trainer may have saved one in the meantime."""
        self._library.refresh()
        return [
            {
                "id": listed.id,
                "title": self._library.shown_in(listed, language).title,
                "family": listed.family,
                "level": listed.level,
                "minutes": listed.minutes,
                "language": language,
            }
            for listed in self._library.scenarios
            if language in listed.languages
        ]

    def load(self, scenario_id: str, language: str) -> "Scenario | None":
        """A scenario as it is played in a language; None where it cannot be."""
        try:
            return self._library.load(scenario_id, language)
        except (UnknownScenario, BrokenContent):
            return None


def team_texts() -> "dict[str, Texts]":
    """The texts of every language."""
    return {language: load(language) for language in languages()}


def folder_of(context: Context) -> Path:
    """Where a server keeps its things."""
    return context.data / FOLDER


@contextmanager
def opened(context: Context, options: Namespace, name: str = "sessions.db") -> "Iterator[Database]":
    """The database that was named, else the one in the data folder. Raises UsageError."""
    from sim.team.database import Database, UnusableDatabase, sqlite_url

    url = options.database or sqlite_url(folder_of(context) / name)
    try:
        database = Database.open(url)
    except UnusableDatabase as error:
        raise UsageError(context.texts("team.serve.database", reason=error)) from None
    with database:
        yield database
