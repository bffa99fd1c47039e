"""What screens are handed in tests: the protocols of sim.stage.services without files, database or voice.

FakeProgram keeps everything in lists that a test may look at; FakeSpeaker delivers each line after some polls (one a
frame), with words, a length and a made-up loudness, and no sound file.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sim.content import texts as catalogues
from sim.content.scenarios import read_scenario
from sim.core.call import Call
from sim.core.errors import InputError
from sim.core.events import Event, Utterance
from sim.core.lexicon import Entry, Lexicon, PhraseFinder
from sim.core.log import Setup
from sim.core.mood import Mood
from sim.core.plans import KeptPlan
from sim.core.recording import OpenCall, RecordError
from sim.core.scenario import Scenario
from sim.core.scoring import Scorecard
from sim.stage.kit.keys import Keys
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import Next, Reword
from sim.stage.kit.widget import Widget
from sim.stage.services import CallerEntry, Door
from sim.stage.sound import Sound

CONTENT = Path(__file__).resolve().parents[1] / "content"
SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"
SECONDS_A_WORD = 0.3


def small_scenario() -> Scenario:
    """The six turns of tests/content/four-afternoons.yaml: two replies each, no shipped text in it."""
    return read(CONTENT / "four-afternoons.yaml")


def shipped_scenario(name: str) -> Scenario:
    """A real one, for pictures and for whether its texts fit."""
    return read(SHIPPED / f"{name}.yaml")


@lru_cache(maxsize=8)
def read(path: Path) -> Scenario:
    reading = read_scenario(path)
    assert reading.scenario is not None, [problem.to_line() for problem in reading.problems]
    return reading.scenario


class FakeWord(NamedTuple):
    start: float
    offset: int
    length: int


@dataclass(frozen=True)
class FakeSpeech:
    id: int
    seconds: float | None
    words: tuple[FakeWord, ...]
    envelope: bytes
    path: Path | None = None


@dataclass
class FakeSpeaker:
    """after: how many polls a line takes; None never delivers, as a voice that hangs."""

    after: int | None = 2
    envelope_rate: int = 40
    audible: bool = False
    asked: list[str] = field(default_factory=list)
    prepared: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    stops: int = 0
    _waiting: list[list[int]] = field(default_factory=list)  # [id, polls left]

    def request(self, scenario: Scenario, line: Utterance) -> int:
        self.asked.append(line.text)
        if self.after is not None:
            self._waiting.append([len(self.asked), self.after])
        return len(self.asked)

    def prepare(self, scenario: Scenario, lines: Sequence[Utterance]) -> None:
        self.prepared = [line.text for line in lines]

    def poll(self) -> Sequence[FakeSpeech]:
        for waiting in self._waiting:
            waiting[1] -= 1
        ready = [waiting[0] for waiting in self._waiting if waiting[1] <= 0]
        self._waiting = [waiting for waiting in self._waiting if waiting[1] > 0]
        return [spoken(self.asked[number - 1], number, self.envelope_rate) for number in ready]

    def revealed(self, words: Sequence[FakeWord], seconds: float) -> int:
        return max((word.offset + word.length for word in words if word.start <= seconds), default=0)

    def stop(self) -> None:
        self.stops += 1
        self._waiting.clear()

    def notice(self) -> str | None:
        return self.notices.pop(0) if self.notices else None


def spoken(text: str, number: int = 1, rate: int = 40) -> FakeSpeech:
    """A line as the voice would deliver it: an even pace, a swell for each word."""
    spans = [(found.start(), found.end() - found.start()) for found in re.finditer(r"\S+", text)]
    words = tuple(FakeWord(SECONDS_A_WORD * i, *span) for i, span in enumerate(spans))
    seconds = SECONDS_A_WORD * len(words)
    swell = (abs(math.sin(i / rate / SECONDS_A_WORD * math.pi)) for i in range(round(seconds * rate)))
    return FakeSpeech(number, seconds, words, bytes(round(40 + 200 * value) for value in swell))


@dataclass
class FakeRecorder:
    """Keeps events in a list. trouble: raised by append and finish until it is set back to None."""

    known_lines: frozenset[str] = frozenset()
    trouble: RecordError | None = None
    events: list[Event] = field(default_factory=list)
    heard_lines: list[str] = field(default_factory=list)
    cards: list[Scorecard] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def knows(self, text: str) -> bool:
        return text in self.known_lines

    def append(self, event: Event) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.events.append(event)

    def heard(self, text: str) -> None:
        self.heard_lines.append(text)

    def finish(self, card: Scorecard) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.cards.append(card)

    def notice(self) -> str | None:
        return self.notices.pop(0) if self.notices else None


class FakeFinding(NamedTuple):
    """As sim.content.problems.Problem."""

    path: str
    line: int = 12
    column: int = 5
    code: str = "F020"
    message: str = "There is no move `blam`."
    hint: str = "Did you mean blame?"
    severity: Literal["error", "warning"] = "error"


class FakeProgram:
    """A program with these scenarios; without any, the small one."""

    findings: Sequence[FakeFinding] = ()

    def __init__(self, *scenarios: Scenario, language: str = "en", setup: Setup | None = None) -> None:
        self.texts = catalogues.load(language)
        self.speaker = FakeSpeaker()
        self.purpose = "We take the worry over and give a clear next step."
        self.norms = ("Who picks up owns the question.", "No 'no' without a reason and something that can be done.")
        self.scenarios = {scenario.id: scenario for scenario in scenarios or (small_scenario(),)}
        self.recorders: list[FakeRecorder] = []
        self.open: list[tuple[OpenCall, Call]] = []
        self.told: list[str] = []
        self.looks = LookSettings()
        self.changed_keys: Mapping[str, str] = {}
        self.sound = Sound(open=False)
        self.values: dict[str, Any] = {
            "read_aloud": False, "read_focus": False, "read_speed": 1.0,
            "timers": True, "access": 100, "voice": True, "volume_voice": 1.0, "volume_effects": 1.0,
            "volume_cap": 1.0, "volume_line": 1.0, "whole_captions": False, "framebuffer_acceleration": None,
            "welcomed": False,
            "hints": "auto", "way": "choose", "notice": True, "quiet": False,
        }  # fmt: skip
        self._setup = setup or Setup(seed=7)
        self.ways_on: list[Door] = []
        self.plan: KeptPlan | None = None
        self.entries: tuple[Entry, ...] = ()

    def doors(self) -> Sequence[Door]:
        return self.ways_on

    def standing(self) -> Sequence[Widget]:
        return ()

    def callers(self) -> Sequence[CallerEntry]:
        return [
            CallerEntry(
                scenario.id, scenario.title, scenario.caller.name, scenario.about, scenario.family, scenario.level,
                scenario.minutes, scenario.caller.voice.sex, scenario.caller.voice.age,
                tuple(scenario.caller.face.items()), start=Mood(**scenario.caller.start.model_dump()),
            )
            for scenario in self.scenarios.values()
        ]  # fmt: skip

    def plan_for(self, scenario: Scenario) -> KeptPlan | None:
        return self.plan

    def phrases(self, scenario: Scenario) -> PhraseFinder | None:
        return PhraseFinder(Lexicon(format=1, language=scenario.language, entries=self.entries))

    def scenario(self, scenario_id: str) -> Scenario:
        if scenario_id not in self.scenarios:
            raise InputError(f"there is no scenario {scenario_id}")
        return self.scenarios[scenario_id]

    def setup(self) -> Setup:
        """The same chance for every call, so that tests can tell what comes."""
        return self._setup

    def call(self, scenario_id: str = "", **changes: object) -> Call:
        """A new call of a scenario (the first if none is named); changes are of its Setup."""
        scenario = self.scenarios[scenario_id] if scenario_id else next(iter(self.scenarios.values()))
        defaults = catalogues.caller_lines(scenario.language)
        return Call(scenario, replace(self._setup, **changes), defaults)

    def begin(self, call: Call) -> FakeRecorder:
        self.recorders.append(FakeRecorder())
        return self.recorders[-1]

    def break_off(self, call: Call, minutes_ago: int = 5, playable: bool = True) -> OpenCall:
        """Add a call that was broken off to those that can be gone on with."""
        scenario = call.scenario
        name = f"call-{len(self.open) + 1}"
        entry = OpenCall(
            name, scenario.id, scenario.title, scenario.caller.name, len(call.turns), minutes_ago, playable
        )
        self.open.insert(0, (entry, call))
        return entry

    def open_calls(self) -> Sequence[OpenCall]:
        return [entry for entry, _ in self.open]

    def resume(self, call_id: str) -> tuple[Call, FakeRecorder]:
        for entry, call in self.open:
            if entry.id == call_id and entry.playable:
                return call, self.begin(call)
        raise RecordError("scenario_changed")

    def notices(self) -> Sequence[str]:
        return self.told

    def dismiss_notices(self) -> None:
        self.told = []

    def look_again(self) -> None:
        self.findings = self.findings[1:]

    def look_settings(self) -> LookSettings:
        return self.looks

    def keep_look(self, settings: LookSettings) -> None:
        self.looks = settings

    @property
    def keys(self) -> Keys:
        return Keys(self.changed_keys, self.texts)

    def keep_keys(self, keys: Keys) -> None:
        self.changed_keys = keys.changed

    def setting(self, name: str) -> Any:
        return self.values[name]

    def keep(self, name: str, value: Any) -> None:
        assert name in self.values
        self.values[name] = value

    def change_language(self, language: str) -> Next:
        self.texts = catalogues.load(language)
        return Reword(self.keys)

    data_folder = "/home/sam/.local/share/cool-head"

    def open_data_folder(self) -> bool:
        self.opened = True
        return True

    def copy_text(self, text: str) -> bool:
        self.copied = text
        return True
