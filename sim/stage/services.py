"""What the stage is handed by whoever starts it: scenarios, the journal, the voice, settings.

The stage knows no files, no database and no speech engine. sim.cli joins these protocols to the packages that have
them; nothing here is imported from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sim.core.recording import OpenCall, Recorder, RecordError

if TYPE_CHECKING:
    # Only names of types: the menu is on the screen before the models of scenarios are loaded.
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sim.core.call import Call
    from sim.core.events import Utterance
    from sim.core.lexicon import PhraseFinder
    from sim.core.log import Setup
    from sim.core.mood import Mood
    from sim.core.plans import KeptPlan
    from sim.core.scenario import Family, Scenario
    from sim.core.texts import Texts
    from sim.stage.findings import Finding
    from sim.stage.kit.keys import Keys
    from sim.stage.kit.look import LookSettings
    from sim.stage.kit.outcome import Next
    from sim.stage.kit.widget import Widget
    from sim.stage.sound import Sound


class WordTime(Protocol):
    """When a word of a line begins, and where it stands in the text."""

    @property
    def start(self) -> float: ...
    @property
    def offset(self) -> int: ...
    @property
    def length(self) -> int: ...


class Speech(Protocol):
    """A line of the caller, ready to be played: see sim.voice.lines.Speech, which has this shape."""

    @property
    def id(self) -> int: ...
    @property
    def path(self) -> Path | None: ...
    @property
    def seconds(self) -> float | None: ...
    @property
    def words(self) -> Sequence[WordTime]: ...
    @property
    def envelope(self) -> bytes: ...


class Speaker(Protocol):
    """The voice as the stage sees it. Nothing here blocks or raises; without a voice the lines come as captions."""

    envelope_rate: int

    @property
    def audible(self) -> bool:
        """Whether a caller may be heard: False where lines are only captions."""

    def request(self, scenario: Scenario, line: Utterance) -> int:
        """Ask for a line now; its Speech comes from `poll` under this number."""

    def prepare(self, scenario: Scenario, lines: Sequence[Utterance]) -> None:
        """These may be asked for next."""

    def poll(self) -> Sequence[Speech]:
        """What has become ready."""

    def revealed(self, words: Sequence[WordTime], seconds: float) -> int:
        """How many characters of a line are shown that long after it began."""

    def stop(self) -> None:
        """Forget what was asked for."""

    def notice(self) -> str | None:
        """A code of the texts under `trouble`, once, when the voice had to be switched off."""


@dataclass(frozen=True)
class CallerEntry:
    """A caller in the menu."""

    id: str
    title: str
    caller: str
    about: str
    family: Family
    level: int
    minutes: int
    sex: str = "female"
    age: int = 40
    face: tuple[tuple[str, str], ...] = ()
    best: int | None = None
    passed: bool = False  # in one call or another; a good score alone is no pass
    calls: int = 0  # that are over
    broken_off: bool = False  # all of them: what they scored is no best score
    due: bool = False  # it comes back today
    start: Mood | None = None  # how they will feel; without it the menu goes by the family


@dataclass(frozen=True)
class Door:
    """A way from a screen to something else that the program can do. `count`: how much waits behind it, 0 unsaid."""

    label: str
    open: Callable[[], Next]
    icon: str = ""
    count: int = 0


class Program(Protocol):
    """All that screens may ask for."""

    @property
    def texts(self) -> Texts:
        """The program's texts; another catalogue after a change of language."""

    @property
    def speaker(self) -> Speaker:
        """The caller's voice; another one after a change of settings."""

    @property
    def sound(self) -> Sound:
        """The mixer."""

    @property
    def keys(self) -> Keys:
        """Which key does what, with caps in the program's language."""

    def keep_keys(self, keys: Keys) -> None:
        """Keep changed keys at once. Never raises."""

    @property
    def purpose(self) -> str:
        """The service's purpose, empty where none is set."""

    @property
    def norms(self) -> Sequence[str]:
        """What everybody does who answers for the service; nothing where none is set."""

    @property
    def findings(self) -> Sequence[Finding]:
        """Why scenario files are not among the callers."""

    def look_again(self) -> None:
        """Look at the folders of scenarios again: somebody mended a file."""

    def callers(self) -> Sequence[CallerEntry]:
        """The callers to choose from, in learning order."""

    def doors(self) -> Sequence[Door]:
        """What the menu leads to beside the calls."""

    def standing(self) -> Sequence[Widget]:
        """What the menu shows above the callers of what goes on now: a team session."""

    def plan_for(self, scenario: Scenario) -> KeptPlan | None:
        """The trainee's plan to be remembered before a call of this scenario; None where there is none."""

    def phrases(self, scenario: Scenario) -> PhraseFinder | None:
        """Phrases to use and to avoid in the language of a scenario; None where there is no lexicon."""

    def scenario(self, scenario_id: str) -> Scenario:
        """A scenario in the program's language. Raises sim.core.errors.InputError."""

    def setup(self) -> Setup:
        """The setup of a new call by the trainee's settings, with a fresh seed."""

    def begin(self, call: Call) -> Recorder:
        """Open a journal for a call. Raises RecordError."""

    def open_calls(self) -> Sequence[OpenCall]:
        """Calls that were broken off, newest first."""

    def resume(self, call_id: str) -> tuple[Call, Recorder]:
        """A broken-off call as it stood. Raises RecordError or InputError."""

    def notices(self) -> Sequence[str]:
        """What became of the trainee's own data beside what they did, in whole sentences; the menu shows it."""

    def dismiss_notices(self) -> None:
        """They were read."""

    def look_settings(self) -> LookSettings:
        """The trainee's looks."""

    def keep_look(self, settings: LookSettings) -> None:
        """Keep changed looks at once. Never raises."""

    def setting(self, name: str) -> Any:
        """A setting by its name in the store: timers, access, voice, volume_voice, volume_effects."""

    def keep(self, name: str, value: Any) -> None:
        """Change a setting, use it and keep it at once. Never raises."""

    def change_language(self, language: str) -> Next:
        """Speak this language from now on; no screen loses its state."""

    @property
    def data_folder(self) -> str:
        """Where results and settings are."""

    def open_data_folder(self) -> bool:
        """Show that folder in the system's own window; False where the system cannot."""

    def copy_text(self, text: str) -> bool:
        """Put text on the clipboard; False where there is none."""


__all__ = ["CallerEntry", "OpenCall", "Program", "RecordError", "Recorder", "Speaker", "Speech", "WordTime"]
