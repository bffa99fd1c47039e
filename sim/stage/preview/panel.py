"""The trainer's panel: what a trainee never sees of the call, and the ways to change it.

It stands beside the call where the window has room for both, else it is opened over it. Its widgets live as long as the
preview: what is shown anew for each turn are the caller's variants and the replies.
"""

from __future__ import annotations

from functools import partial
from typing import Protocol

from sim.core.call import Call
from sim.core.inside import inside
from sim.core.situation import WORDS, situation_of
from sim.core.texts import Texts
from sim.stage.kit.cards import CardTitle, Chip, Chips, Note, Text
from sim.stage.kit.look import LABEL, TITLE
from sim.stage.kit.outcome import Next
from sim.stage.kit.rows import Row
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.widget import Widget
from sim.stage.preview.cards import GAUGES, ReplyCard, line_rows
from sim.stage.preview.controls import Gauge, Mini, Tick
from sim.stage.preview.source import Version


class PanelActs(Protocol):
    """What the panel can do."""

    def jump(self) -> Next: ...
    def undo(self) -> Next: ...
    def restart(self) -> Next: ...
    def say_again(self) -> Next: ...
    def switch_voice(self) -> Next: ...
    def show_findings(self) -> Next: ...
    def force_mood(self, gauge: int, value: int) -> Next: ...
    def force(self, group: str, name: str, holds: bool) -> Next: ...


def status_words(texts: Texts, version: Version) -> str:
    """How the file stands."""
    errors, warnings = len(version.of("error")), len(version.of("warning"))
    if errors:
        return texts("preview.errors", count=errors)
    return texts("preview.warnings", count=warnings)


class TrainerPanel:
    """`list` is its place beside the call; `widgets` can be shown elsewhere by `move`."""

    def __init__(self, texts: Texts, acts: PanelActs) -> None:
        self.texts, self._acts = texts, acts
        self.list = ScrollPanel(texts("preview.title"), gap=9)
        self._holder = self.list
        self._body: list[Widget] = []
        key = texts("preview.key_undo")
        self.undo = Mini(texts("preview.undo"), acts.undo, hint=key)
        self.voice = Mini(texts("preview.voice_off"), acts.switch_voice, hint="M")
        self.status = Mini("", acts.show_findings, hint="E")
        self.tools = Row(
            [
                Mini(texts("preview.jump"), acts.jump, hint="J"),
                self.undo,
                Mini(texts("preview.restart"), acts.restart, hint="R"),
                Mini(texts("preview.say_again"), acts.say_again, hint="S"),
                self.voice,
                self.status,
            ],
            gap=6,
        )
        labels = tuple(texts(f"preview.gauge.{name}") for name, _ in GAUGES)
        self.gauges = [
            Gauge(labels[i], tone, labels, partial(acts.force_mood, i)) for i, (_, tone) in enumerate(GAUGES)
        ]
        self._mood = Row([*self.gauges], gap=12)
        self._ticks: dict[tuple[str, str], Tick] = {}
        self._tick_rows: dict[str, Row] = {}

    def show_status(self, version: Version) -> None:
        """How the file stands: problems, or none."""
        self.status.label = status_words(self.texts, version)
        self.status.tone = "bad" if version.of("error") else "warn" if version.of("warning") else "good"

    def show_voice(self, on: bool) -> None:
        """Whether the caller is heard."""
        self.voice.label = self.texts("preview.voice_on" if on else "preview.voice_off")
        self.voice.active = on

    def show(self, call: Call, notes: tuple[str, ...], can_undo: bool) -> None:
        """Show the call as it stands. notes: what did not fit when the file was read anew."""
        texts, seen = self.texts, inside(call)
        self.undo.enabled = can_undo
        for gauge, value in zip(self.gauges, call.mood, strict=True):
            gauge.show(value)
        self._show_ticks(call)
        ending = call.finished.ending if call.finished else ""
        title = texts("preview.at_ending", ending=ending) if call.finished else texts("preview.at_node", node=seen.node)
        body: list[Widget] = [self.tools]
        body += [Note(texts("preview.changed"), notes, "info", "warn")] if notes else []
        flags = Chips(tuple(Chip(flag, "warn") for flag in seen.flags))
        body.append(Row([Text(title, TITLE), *([flags] if seen.flags and not ending else [])], equal=False, gap=12))
        if call.finished:
            body += [Text(texts("preview.from_here"), LABEL, "muted")] if call.opening != call.script.opening() else []
        else:
            body += line_rows(texts, seen.lines)
        body.append(self._mood)
        body += [] if call.finished else [ReplyCard(texts, reply) for reply in seen.replies]
        body += [CardTitle(texts("preview.words")), self._tick_rows["words"]]
        if "facts" in self._tick_rows:
            body += [CardTitle(texts("preview.facts")), self._tick_rows["facts"]]
        self._body = body
        self._holder.fill(body)

    def _show_ticks(self, call: Call) -> None:
        situation = situation_of(call)
        wanted = [("words", name) for name in WORDS] + [("facts", name) for name in call.scenario.names]
        if list(self._ticks) != wanted:
            self._make_ticks(wanted)
        for (group, name), tick in self._ticks.items():
            tick.value = name in getattr(situation, group)

    def _make_ticks(self, wanted: list[tuple[str, str]]) -> None:
        states = (self.texts("common.off"), self.texts("common.on"))
        self._ticks, self._tick_rows = {}, {}
        for group, name in wanted:
            words = self.texts(f"preview.word.{name}") if group == "words" else name
            self._ticks[group, name] = Tick(words, False, states, partial(self._acts.force, group, name))
        for group in dict.fromkeys(group for group, _ in wanted):
            mine: list[Widget] = [tick for (of, _), tick in self._ticks.items() if of == group]
            self._tick_rows[group] = Row(mine, equal=False, gap=6)

    def move(self, holder: ScrollPanel) -> None:
        """Show all of it in another place."""
        if holder is not self._holder:
            self._holder.fill([])
            self._holder = holder
            holder.fill(self._body)
