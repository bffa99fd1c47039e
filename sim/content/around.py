"""What surrounds a file that is checked: scenarios and lexicons of its folders, what the drawing knows of faces."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from sim.content.advice.subject import Face
from sim.content.library import SHIPPED, Library, UnknownScenario
from sim.content.reading import read_file
from sim.content.scenarios import model_of
from sim.core.lexicon import Lexicon, PhraseFinder


@dataclass(frozen=True)
class Around:
    """`folders`: those of the library. `face`: handed in by whoever knows what can be drawn.

    All of it can be sent to another process.
    """

    folders: tuple[Path, ...] = ()
    face: Face | None = None

    def scenario(self, beside: Path, scenario_id: str) -> Path | None:
        """The file of a scenario: beside the file that names it, else in the library."""
        found = scenario_beside(beside, scenario_id)
        if found is not None or not self.folders:
            return found
        try:
            return _library(self.folders).find(scenario_id).path
        except UnknownScenario:
            return None

    def lexicon(self, beside: Path, language: str) -> PhraseFinder | None:
        """The phrases of a language: from the file's own folder, else a team's own, else those that ship."""
        for folder in (beside.parent, *reversed(self.folders), SHIPPED):
            path = folder / f"lexicon.{language}.yaml"
            try:
                found = path.stat()
            except (OSError, ValueError):
                continue
            return _finder(path, (found.st_mtime_ns, found.st_size))
        return None


NOTHING_ELSE = Around()


def scenario_beside(file: Path, scenario_id: str) -> Path | None:
    """The scenario of a play or a twin, in the file's own folder or the one above it."""
    folders = (file.parent, file.parent.parent)
    return next((path for folder in folders if (path := folder / f"{scenario_id}.yaml").is_file()), None)


@lru_cache(maxsize=1)
def _library(folders: tuple[Path, ...]) -> Library:
    return Library(folders)


@lru_cache(maxsize=8)
def _finder(path: Path, version: tuple[int, int]) -> PhraseFinder | None:
    """A lexicon that cannot be read finds nothing; its problems stand in its own report."""
    model, _ = model_of(read_file(path), Lexicon)
    return PhraseFinder(cast(Lexicon, model)) if model is not None else None


def forget() -> None:
    """Forget which scenarios there are: files may have come or gone."""
    _library.cache_clear()
