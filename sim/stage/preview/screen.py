"""The preview: the game on a file that somebody is writing.

Rules
- It is the call screen itself, with the trainer's panel beside it; nothing of the call is built twice.
- The file is looked at all the time. A version without errors takes the call up where it was; with errors the
  call goes on with the last good version, and a card over it says what is wrong and where.
- Keys besides the call's own: J go to a node, Backspace one step back, R from the start, S say it again, M voice,
  E all problems, W the panel (where the window has no room for it beside the call).
- Nothing is stored and no time is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple, cast

import pygame

from sim.core.call import Call
from sim.core.log import Setup
from sim.core.mood import Mood
from sim.core.recording import Unkept
from sim.core.scenario import Scenario
from sim.core.situation import Lost
from sim.stage.call.layout import arrange
from sim.stage.call.parts import CallParts, make_parts
from sim.stage.call.screen import CallScreen, help_at
from sim.stage.director import Director
from sim.stage.findings import finding_rows
from sim.stage.kit import boxes
from sim.stage.kit.cards import Text
from sim.stage.kit.look import STRONG, Look
from sim.stage.kit.outcome import STAY, Next, Pop
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.rows import Row
from sim.stage.kit.widget import Widget
from sim.stage.preview.cards import FindingsCard
from sim.stage.preview.controls import Mini
from sim.stage.preview.course import Course
from sim.stage.preview.jump import Goal, JumpOverlay, goals_of
from sim.stage.preview.panel import TrainerPanel
from sim.stage.preview.source import Source, Version
from sim.stage.services import Program

MOST_FINDINGS = 5  # on the card over the call; all of them are a key away
_WIDEST_TEXT = 1.34  # beside larger text there is no room for the panel
_DOCK = 384  # base pixels
_NARROWEST = 250  # base pixels in which problems can be read


class Preview(NamedTuple):
    """What a preview needs besides the program: the file, its first good version, and how calls are set up.

    `on_over` is told when the debrief is asked for, and what plays the call again. `voice` switches the caller's voice
    on or off.
    """

    source: Source
    version: Version
    setup: Setup
    on_over: Callable[[Director, Callable[[], Next]], Next]
    voice: Callable[[bool], None]
    voice_on: bool


class PreviewScreen(CallScreen):
    """A call whose scenario may change under it."""

    name = "preview"
    can_be_quiet = False  # who writes a call wants to see all of it

    def __init__(self, program: Program, scenario: Scenario, preview: Preview) -> None:
        self.course = Course(scenario, preview.version, preview.setup)
        self.version = preview.version  # as the file stands, with or without errors
        self._preview = preview
        self._shown: object = None
        self._notes: tuple[str, ...] = ()
        self._wants_restart = False
        self._voice_on = preview.voice_on
        texts = program.texts
        self.panel = TrainerPanel(texts, self)
        self.bar = Row(
            [Mini(texts("preview.title"), self.open_panel, hint="W"), Mini("", self.show_findings, hint="E")],
            equal=False,
        )
        self.card = FindingsCard(texts("preview.problems"), self.show_findings)
        self._mine: dict[str, Overlay] = {}
        super().__init__(program, self.course.call, Unkept(), program.sound, self._over)
        self._begun = False
        self._keep_on_top()
        self.panel.show_voice(self._voice_on)
        self._show_version()

    @property
    def _own(self) -> list[Widget]:
        return [self.bar, self.panel.list, self.card]

    def _keep_on_top(self) -> None:
        self.ui.add(*self._own)

    def entered(self, now: float) -> None:
        """Begin, or come back from the debrief."""
        self.ui.now = now
        if self._wants_restart:
            self._wants_restart = False
            self.restart()
        super().entered(now)

    def _over(self, director: Director) -> Next:
        return self._preview.on_over(director, self.play_again)

    def play_again(self) -> Next:
        """From the debrief: back, and from the start."""
        self._wants_restart = True
        return Pop()

    # --- the file -----------------------------------------------------------------------------------------------

    def tick(self, now: float, dt: float) -> Next:
        """Look at the file, then the call goes on."""
        version = self._preview.source.poll(now)
        if version is not None:
            self.renew(version)
            self.parts.portrait.rest(now)  # the new words do not wait for a face
        if self.panel.list.visible:
            self._close("panel")  # the window has room for it beside the call now
        outcome = super().tick(now, dt)
        self._show_inside()
        return outcome

    def renew(self, version: Version) -> None:
        """The file was saved: go on with it, or say why not."""
        self.version = version
        scenario = version.scenario
        mine = self.call.scenario
        if scenario is not None and scenario is not mine and scenario != mine:
            with self._another_call():
                lost = self.course.renew(scenario, version)
            self._notes = self._lost_words(lost)
            self.director.notices += self._notes
        self._show_version()

    def _lost_words(self, lost: Lost) -> tuple[str, ...]:
        say, found = self.program.texts, []
        if lost.node:
            found.append(say("preview.node_gone", gone=lost.node, node=self.call.node.id))
        if lost.facts:
            found.append(say("preview.facts_gone", names=", ".join(lost.facts)))
        return tuple(found)

    def _show_version(self) -> None:
        """What the check found, on the card and in the panel."""
        say, errors = self.program.texts, self.version.of("error")
        self.panel.show_status(self.version)
        status, own = cast(Mini, self.bar.children[1]), self.panel.status
        status.label, status.tone = own.label, own.tone
        rows: list[Widget] = [Text(say("preview.goes_on"), STRONG, icon="info")]
        for finding in errors[:MOST_FINDINGS]:
            rows += finding_rows(finding)
        if len(errors) > MOST_FINDINGS:
            rows.append(Text(say("preview.more", count=len(errors) - MOST_FINDINGS), tone="muted"))
        self.card.fill(rows)
        self.card.visible = bool(errors)
        if "findings" in self._mine:
            self._mine["findings"].panel.fill(self._finding_rows())
        self.ui.refresh()

    def _finding_rows(self) -> list[Widget]:
        findings = [*self.version.of("error"), *self.version.of("warning")]
        rows = [row for finding in findings for row in finding_rows(finding)]
        return rows or [Text(self.program.texts("preview.warnings", count=0), tone="good", icon="tick")]

    # --- another call in the same place -------------------------------------------------------------------------

    @contextmanager
    def _another_call(self) -> Iterator[None]:
        """Whatever the course does inside, its call is the screen's afterwards; the focus stays where it was."""
        scenario, place, shown = self.call.scenario, self._focused_reply(), self.ui.shown_focus is not None
        for overlay in [layer.overlay for layer in self.ui.layers[1:] if layer.overlay not in self._mine.values()]:
            self.ui.close(overlay)
        self.director.leave()
        yield
        call = self.course.call
        self.ui.remove(*self.parts.in_order(), *self._own)
        self._sit_down(call, Unkept(), self.parts if call.scenario is scenario else self._parts_for(call))
        self._keep_on_top()
        self.entered(self.ui.now)
        if place is not None and place < len(self.parts.region.buttons):
            self.ui.set_focus(self.parts.region.buttons[place], shown)

    def _parts_for(self, call: Call) -> CallParts:
        """The parts of another version; the face, which takes longest to draw, only where it is another."""
        parts = make_parts(self.program.texts, self.program.purpose, call, self, help_at(self.program, call))
        old, new = self.parts.portrait, parts.portrait
        looks = [(face.identity, face.seed, face.label, face.about) for face in (old, new)]
        return replace(parts, portrait=old) if looks[0] == looks[1] else parts

    def _focused_reply(self) -> int | None:
        buttons = self.parts.region.buttons
        focus = self.ui.layers[0].focus
        return next((place for place, button in enumerate(buttons) if button is focus), None)

    def _show_inside(self) -> None:
        """The panel, when something of the call has changed."""
        key = (self.call, len(self.call.turns), self.call.finished, self.call.mood, self.call.replies, self._notes)
        if key != self._shown:
            self._shown = key
            self.panel.show(self.call, self._notes, self.course.can_undo)

    def choose(self, place: int) -> Next:
        """Say the reply at this place; it can be taken back."""
        before, turns = self.course.situation, len(self.call.turns)
        outcome = super().choose(place)
        if len(self.call.turns) > turns:
            self.course.replied(before)
            self._notes = ()
        return outcome

    # --- what the trainer can do --------------------------------------------------------------------------------

    def key(self, key: int, mod: int) -> Next:
        """The trainer's keys; they work in the panel too where it is open over the call."""
        overlay = self.ui.overlay
        if overlay is None or overlay is self._mine.get("panel"):
            act = self._keys().get(key)
            if act is not None:
                return act()
        return super().key(key, mod)

    def _keys(self) -> dict[int, Callable[[], Next]]:
        return {
            pygame.K_j: self.jump,
            pygame.K_BACKSPACE: self.undo,
            pygame.K_r: self.restart,
            pygame.K_s: self.say_again,
            pygame.K_m: self.switch_voice,
            pygame.K_e: self.show_findings,
            pygame.K_w: self.open_panel,
        }

    def jump(self) -> Next:
        """Choose where to go on."""
        texts = self.program.texts
        goals = goals_of(self.call.scenario, texts)
        return self._open("jump", JumpOverlay(texts, goals, self.call.node.id, self._jump_to, lambda: STAY))

    def _jump_to(self, goal: Goal) -> Next:
        self._close("jump")
        self._close("panel")
        with self._another_call():
            if goal.ending:
                self.course.end_at(goal.name)
            else:
                self.course.go_to(goal.name)
        self._notes = ()
        return STAY

    def undo(self) -> Next:
        """One step back."""
        if self.course.can_undo:
            with self._another_call():
                self.course.undo()
        return STAY

    def restart(self) -> Next:
        """From the start, as the file stands."""
        with self._another_call():
            self.course.restart()
        self._notes = ()
        return STAY

    def say_again(self) -> Next:
        """Hear the line of this node once more."""
        with self._another_call():
            self.course.say_again()
        return STAY

    def switch_voice(self) -> Next:
        """Hear the caller from now on, or only read."""
        self._voice_on = not self._voice_on
        self.panel.show_voice(self._voice_on)
        with self._another_call():
            self._preview.voice(self._voice_on)
            self.course.hush()
        return STAY

    def force_mood(self, gauge: int, value: int) -> Next:
        """One gauge stands here from now on."""
        mood = list(self.call.mood)
        mood[gauge] = value
        with self._another_call():
            self.course.force_mood(Mood(*mood))
        return STAY

    def force(self, group: str, name: str, holds: bool) -> Next:
        """A word, need or flag holds from now on, or not."""
        with self._another_call():
            self.course.force(group, name, holds)
        return STAY

    # --- cards of its own ---------------------------------------------------------------------------------------

    def _open(self, name: str, overlay: Overlay) -> Next:
        """Open a card that stays when the file is read anew."""
        self._close(name)
        self._mine[name] = overlay
        before = overlay.on_close
        overlay.on_close = lambda: self._closed_card(name, before)
        self.ui.open(overlay)
        return STAY

    def _closed_card(self, name: str, then: Callable[[], Next] | None) -> Next:
        self._mine.pop(name, None)
        return then() if then is not None else STAY

    def _close(self, name: str) -> None:
        if name in self._mine:
            self.ui.close(self._mine[name])

    def show_findings(self) -> Next:
        """All that the check found."""
        texts = self.program.texts
        title = texts("preview.problems_of", name=self._preview.source.name)
        return self._open(
            "findings", Overlay(title, self._finding_rows(), close_label=texts("common.close"), width=760)
        )

    def open_panel(self) -> Next:
        """The panel over the call, where it does not stand beside it."""
        if self.panel.list.visible or "panel" in self._mine:
            self._close("panel")
            return STAY
        texts = self.program.texts
        overlay = Overlay(texts("preview.title"), [], close_label=texts("common.close"), width=560,
                          on_close=self._panel_back)  # fmt: skip
        self._open("panel", overlay)
        self.panel.move(overlay.panel)
        return STAY

    def _panel_back(self) -> Next:
        self.panel.move(self.panel.list)
        return STAY

    # --- places -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The call, and the panel beside it where there is room; else a bar above it that opens the panel."""
        docked = look.text_scale <= _WIDEST_TEXT
        self.panel.list.visible, self.bar.visible = docked, not docked
        margin = look.u(16)
        if docked:
            width = round(look.u(_DOCK) * (0.5 + 0.5 * look.text_scale))
            side, rest = boxes.cut_right(area, width + margin)
            self.panel.list.arrange(pygame.Rect(side.x, margin, width, area.height - 2 * margin), look)
        else:
            height = self.bar.height_for(look, area.width - 2 * look.u(20))
            top, rest = boxes.cut_top(area, height + margin)
            self.bar.place(pygame.Rect(look.u(20), margin, area.width - 2 * look.u(20), top.height - margin))
        arrange(self.parts, rest, look)
        if self.card.visible:
            self._place_card(look)

    def _place_card(self, look: Look) -> None:
        """Over the caller's face, which is what one needs least while mending: words and replies stay in sight."""
        corner, foot = self.parts.portrait.rect, self.parts.row.rect.top - look.u(6)
        if corner.width < look.u(_NARROWEST):  # small, beside the caption: over both, not over the replies
            corner, foot = corner.union(self.parts.card.rect), 0
        width, most = corner.width, max(corner.height, foot - corner.y)
        self.card.arrange(pygame.Rect(corner.x, corner.y, width, 0), look)
        wanted = self.card.content_height(look, width)
        self.card.arrange(pygame.Rect(corner.x, corner.y, width, min(most, max(wanted, corner.height))), look)
