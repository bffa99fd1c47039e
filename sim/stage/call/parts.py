"""The widgets of the call screen, made once from the call and the texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sim.core import telling
from sim.core.call import Call
from sim.core.hints import EXAM, Help
from sim.core.log import Setup
from sim.core.mood import Mood
from sim.core.scenario import Scenario
from sim.core.texts import Texts
from sim.stage.call.breath import BreathRing
from sim.stage.call.card import CaptionCard
from sim.stage.call.keyline import Key, KeyLine
from sim.stage.call.overlays import TitledPanel, policy_widgets
from sim.stage.call.portrait import CallerPortrait
from sim.stage.call.region import CallTime, Region
from sim.stage.call.say_first import waiting_for
from sim.stage.call.tools import ToolRow
from sim.stage.call.top import CallClock, CallTitle
from sim.stage.face.cast import identity_for, seed_of
from sim.stage.kit.buttons import Button, ToolButton
from sim.stage.kit.cards import Chip, Note, Text, Tone
from sim.stage.kit.meters import Feeling, Feelings
from sim.stage.kit.outcome import Next
from sim.stage.kit.widget import Widget

_FAMILY_SIGNS: dict[str, tuple[Tone, str]] = {
    "angry": ("anger", "anger"), "panicked": ("panic", "panic"), "out_of_scope": ("info", "flag"),
}  # fmt: skip
_FEELING_TONES: tuple[tuple[str, Tone], ...] = (
    ("feelings.anger", "anger"), ("feelings.panic", "panic"), ("feelings.trust", "trust"), ("call.patience", "calm"),
)  # fmt: skip


class CallActs(Protocol):
    """What keys and buttons of the call do."""

    def show_replies(self) -> Next: ...
    def breathe(self) -> Next: ...
    def hold(self) -> Next: ...
    def policy(self) -> Next: ...
    def desk(self) -> Next: ...
    def transcript(self) -> Next: ...
    def notes(self) -> Next: ...
    def toggle_quiet(self) -> Next: ...
    def feelings(self) -> Next: ...
    def pause(self) -> Next: ...
    def hang_up(self) -> Next: ...


@dataclass(frozen=True)
class Tools:
    """The tools of the row, by what they do. below: what has no room under the portrait."""

    breathe: ToolButton
    hold: ToolButton
    policy: ToolButton
    desk: ToolButton
    notes: ToolButton
    transcript: ToolButton
    below: ToolButton
    pause: ToolButton
    hang_up: ToolButton


@dataclass(frozen=True)
class CallParts:
    """The widgets of the call screen. below: what stands under the portrait, feelings or (exam) policy.

    keys, loud: on the quiet screen the keys of the tools, and the way back.
    """

    title: CallTitle
    clock: CallClock
    portrait: CallerPortrait
    below: Feelings | TitledPanel
    card: CaptionCard
    time: CallTime
    region: Region
    row: ToolRow
    tools: Tools
    transcript: TitledPanel
    purpose: Note
    keys: KeyLine
    loud: Button
    help: Help

    def in_order(self) -> list[Widget]:
        """In reading order, which is the order of Tab."""
        return [
            self.title, self.clock, self.card, self.time, self.region, self.row, self.portrait, self.below,
            self.transcript, self.purpose, self.keys, self.loud,
        ]  # fmt: skip


def make_parts(texts: Texts, purpose: str, call: Call, acts: CallActs, help_given: Help = "full") -> CallParts:
    """All widgets of a call. help_given: how much help there is in practice; in an exam there is none."""
    scenario, exam = call.scenario, call.setup.mode == EXAM
    name = scenario.caller.name
    tools = _tools(texts, acts, exam)
    helping = [tools.breathe, tools.hold, tools.policy, tools.desk, tools.notes, tools.transcript, tools.below]
    below: Feelings | TitledPanel
    if exam:
        below = TitledPanel(texts("call.policy"))
        below.list.adopt(*policy_widgets(texts, scenario.policy))
    else:
        below = make_feelings(texts, None)
    transcript = TitledPanel(texts("call.transcript"), follow=True)
    transcript.list.adopt(Text(texts("call.transcript_empty"), tone="faint"))
    return CallParts(
        title=_title(texts, call),
        clock=CallClock(tuple(texts(f"call.status.{state}") for state in STATES)),
        portrait=caller_portrait(scenario),
        below=below,
        card=CaptionCard(name, BreathRing(texts("call.breath_in"), texts("call.breath_out"))),
        time=CallTime(time_labels(texts, name)),
        region=Region(waiting_for(texts, call, acts.show_replies), texts("call.replies")),
        row=ToolRow(helping, [tools.pause, tools.hang_up]),
        tools=tools,
        transcript=transcript,
        purpose=make_purpose(texts, purpose, scenario, hint=not exam and help_given != "none"),
        keys=_key_line(tools),
        loud=Button(texts("quiet.loud"), acts.toggle_quiet, "quiet", hotkey="quiet"),
        help="none" if exam else help_given,
    )


def _key_line(tools: Tools) -> KeyLine:
    """Each tool by its key and word."""
    return KeyLine(tuple(Key((tool.action,), tool.label) for tool in vars(tools).values() if tool.on is not None))


STATES = ("on_line", "ringing", "on_hold", "waits", "paused", "over")


def time_labels(texts: Texts, name: str) -> list[str]:
    """All that the line on time can say."""
    keys = ("answer", "answer_untimed", "ringing", "breath", "hold", "over", "writing")
    named = ("speaking", "still_speaking", "waits")
    said = [texts(f"call.time.{key}") for key in keys] + [texts(f"call.time.{key}", name=name) for key in named]
    return [*said, texts("say_first.time")]


def _title(texts: Texts, call: Call) -> CallTitle:
    scenario = call.scenario
    level = texts("common.level", count=scenario.level)
    words = texts("call.chip", family=texts(f"call.family.{scenario.family}"), level=level)
    chip = Chip(words, *_FAMILY_SIGNS[scenario.family])
    return CallTitle(texts("app.name"), scenario.title, chip, _kind(texts, call.setup))


def _kind(texts: Texts, setup: Setup) -> Chip | None:
    """What sets a call apart from one of plain practice."""
    if setup.mode == EXAM:
        return Chip(texts("call.kind.exam"), "info", "flag")
    if setup.branch:
        return Chip(texts("call.kind.branch", turn=setup.branch_turn), "muted", "replay")
    return Chip(texts("call.kind.shift"), "muted", "phone") if setup.shift else None


def caller_portrait(scenario: Scenario) -> CallerPortrait:
    """The caller's face, as every call shows it."""
    caller = scenario.caller
    identity = identity_for(scenario.id, caller.voice.sex, caller.voice.age, caller.face)
    return CallerPortrait(identity, seed_of(scenario.id), caller.name, first_sentence(caller.about))


def first_sentence(text: str) -> str:
    """A description's beginning: enough beside a face."""
    head, dot, _ = text.partition(". ")
    return head + dot.strip()


def make_purpose(texts: Texts, purpose: str, scenario: Scenario, hint: bool) -> Note:
    """The service's purpose; in practice with a hint for this kind of caller. Without either it says nothing."""
    words = (purpose, texts(f"call.hint.{scenario.family}") if hint else "")
    return Note(texts("call.purpose" if purpose else "call.tip"), tuple(text for text in words if text))


def _tools(texts: Texts, acts: CallActs, exam: bool) -> Tools:
    return Tools(
        breathe=ToolButton(texts("call.breathe"), "breathe", acts.breathe, "breathe"),
        hold=ToolButton(texts("call.hold"), "hold", acts.hold, "hold"),
        policy=ToolButton(texts("call.policy"), "policy", acts.policy, "policy"),
        desk=ToolButton(texts("call.desk"), "desk", acts.desk, "desk"),
        notes=ToolButton(texts("notes.title"), "notes", acts.notes, "notes"),
        transcript=ToolButton(texts("call.transcript"), "transcript", acts.transcript, "transcript"),
        # In an exam the policy stands below the portrait, and it has a tool of its own already.
        below=ToolButton(texts("call.feelings"), "calm", None if exam else acts.feelings, "feelings"),
        pause=ToolButton(texts("call.pause"), "clock", acts.pause, action="pause"),
        hang_up=ToolButton(texts("call.hang_up"), "hang_up", acts.hang_up, "hang_up"),
    )


def feelings_of(texts: Texts, mood: Mood | None) -> tuple[Feeling, ...]:
    """The caller's mood as bars with words; empty bars while nothing was heard yet."""
    if mood is None:
        return tuple(Feeling(tone, texts(key), 0.0, "–") for key, tone in _FEELING_TONES)
    return tuple(
        Feeling(tone, texts(key), value / 100, texts(f"feelings.band.{telling.band(value)}"))
        for (key, tone), value in zip(_FEELING_TONES, mood, strict=True)
    )


def make_feelings(texts: Texts, mood: Mood | None) -> Feelings:
    """The card of feelings."""
    bands = tuple(texts(f"feelings.band.{band}") for band in range(1, 6))
    return Feelings(texts("feelings.title"), feelings_of(texts, mood), bands)
