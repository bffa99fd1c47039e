"""What every command shares: where scenarios and results live, the language, and one place that closes things."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from sim.commands.language import system_language
from sim.content import texts as catalogue
from sim.content.index import HeaderIndex
from sim.content.library import SHIPPED, Library
from sim.content.problem_words import in_language
from sim.core.errors import InputError
from sim.core.texts import Texts

if TYPE_CHECKING:
    from sim.commands.versions import Versions
    from sim.content.problems import Problem
    from sim.store.settings import LoadedSettings, Settings

DEFAULT_LANGUAGE = "en"


class UsageError(InputError):
    """The command was used wrongly; the message says how it is used."""


class Context:
    """One run of the program. Use it in a `with`: what was opened is closed, whatever happens."""

    def __init__(self, data: Path | None, folders: Sequence[Path], language: str | None) -> None:
        self._data, self._folders, self._language = data, tuple(folders), language
        self.closing = ExitStack()
        self.told: list[tuple[str, dict[str, object]]] = []

    def __enter__(self) -> "Context":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.close()

    @cached_property
    def data(self) -> Path:
        """The folder of results and settings; it need not exist yet."""
        if self._data is not None:
            return self._data
        from platformdirs import user_data_path

        return user_data_path("cool-head", appauthor=False)

    @cached_property
    def library(self) -> Library:
        """The shipped scenarios and those of the team's own folders."""
        for folder in self._folders:
            if not folder.is_dir():
                raise UsageError(self.texts("cli.no_scenarios_folder", path=folder))
        from platformdirs import user_cache_path

        index = HeaderIndex(user_cache_path("cool-head", appauthor=False) / "headers.json")
        folders = (SHIPPED, *(folder.absolute() for folder in self._folders))
        return Library(folders, index, self.versions.listed)

    @cached_property
    def versions(self) -> "Versions":
        """The versions of scenarios that can be played here: the library's, and those that team sessions brought."""
        from sim.commands.versions import Versions

        return Versions(self)

    @cached_property
    def language(self) -> str:
        """The program's language: asked for, else kept in the settings, else the system's, else English."""
        return self._language or self._kept_language() or system_language(catalogue.languages()) or DEFAULT_LANGUAGE

    @property
    def folders(self) -> tuple[Path, ...]:
        """The team's own folders."""
        return self._folders

    def _kept_language(self) -> str | None:
        if not self.data.exists():
            return None
        from sim.store.errors import StoreError

        try:
            kept = self._loaded.settings.language
        except StoreError:
            return None
        return kept if kept in catalogue.languages() else None

    @cached_property
    def _loaded(self) -> "LoadedSettings":
        """Read once: a broken file is set aside by that, and would not be told of the second time."""
        from sim.store.settings import load_settings

        return load_settings(self.data)

    @cached_property
    def settings(self) -> "Settings":
        """What the trainee set; what of it could not be used is told, once. Raises StoreError."""
        loaded = self._loaded
        if loaded.unreadable:
            self.tell("trouble.settings_broken", path=loaded.set_aside or self.data)
        if loaded.bad:
            self.tell("trouble.settings_bad", names=", ".join(loaded.bad), folder=self.data)
        return loaded.settings

    @cached_property
    def texts(self) -> Texts:
        """The program's texts in its language."""
        return catalogue.load(self.language)

    def why_no_display(self, problem: str) -> str:
        """What keeps a window from opening (sim.stage.guard.display_problem), in the program's language."""
        return problem or self.texts("cli.display_unset")

    def out(self, text: str = "") -> None:
        """Print a line of the result."""
        print(text)

    def complain(self, text: str) -> None:
        """Print a line about something wrong."""
        print(text, file=sys.stderr)

    def worded(self, problem: "Problem") -> "Problem":
        """What is wrong with a file, in the program's language."""
        return in_language(problem, self.language)

    def line_of(self, problem: "Problem") -> str:
        """The same as it is printed."""
        return self.worded(problem).to_line()

    def tell(self, key: str, /, **values: object) -> None:
        """Say what became of the trainee's own data; the window shows it too, as `told`, in its language."""
        self.told.append((key, values))
        self.complain(self.texts(key, **values))
