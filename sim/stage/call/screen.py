"""The call: the screen on which a trainee talks with a caller.

Rules
- The Director holds the call. Every frame the screen looks at it (sim.stage.call.showing); cards over the call are
  opened and closed by sim.stage.call.menus; places are sim.stage.call.layout.
- Keys are those of sim/stage/kit/keys.py (replies, breath, hold, policy ...); the key of "show" and Enter
  do the obvious next thing. What the window has no room for (transcript, feelings) has a key too.
- Closing the window keeps the call open; only the wrap-up closes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pygame

from sim.core.call import Call
from sim.core.events import Notice
from sim.core.hints import AUTO, EXAM, Help, help_for
from sim.core.log import TYPED
from sim.core.phases import BREATHING, CALLER_SPEAKING, LIVE, LOOKING_UP
from sim.core.recording import Recorder
from sim.stage.call.layout import arrange
from sim.stage.call.menus import CallMenus
from sim.stage.call.parts import CallParts, make_parts
from sim.stage.call.region import KEYPAD, REPLIES
from sim.stage.call.showing import CallView
from sim.stage.call.time_line import Stage
from sim.stage.call.typed import Read, TypedReply
from sim.stage.director import Director
from sim.stage.kit.buttons import ToolButton
from sim.stage.kit.look import Look
from sim.stage.kit.outcome import STAY, Next, Quit
from sim.stage.kit.presses import ENTER
from sim.stage.kit.screen import Screen
from sim.stage.services import Program, Speaker
from sim.stage.sound import Sound

_WITH_LETTERS = pygame.KMOD_CTRL | pygame.KMOD_META


class CallScreen(Screen):
    """One call. on_over says what happens when it was closed; speaker stands in for the program's own.

    noticed: what the trainee said before it, kept as its first event. queue: in a shift, who waits behind this call, in
    words, told how many seconds it has lasted.
    """

    name = "call"
    can_be_quiet = True
    queue: Callable[[float], str] | None = None
    _queue_told: tuple[int, CallParts] | None = None
    _read: Read | None = None

    def __init__(  # noqa: PLR0913 - what a call needs
        self,
        program: Program,
        call: Call,
        recorder: Recorder,
        sound: Sound,
        on_over: Callable[[Director], Next],
        *,
        speaker: Speaker | None = None,
        noticed: Notice | None = None,
        settings: Callable[[], Next] | None = None,
    ) -> None:
        super().__init__()
        self.program, self.sound = program, sound
        self._speaker, self._on_over, self._noticed, self._settings = speaker, on_over, noticed, settings
        parts = make_parts(program.texts, program.purpose, call, self, help_at(program, call))
        self._sit_down(call, recorder, parts)

    def _sit_down(self, call: Call, recorder: Recorder, parts: CallParts) -> None:
        """Make this the call of the screen, shown by these parts. A preview does it again for each new version."""
        self.call = call
        self.director = Director(call, recorder, self._speaker or self.program.speaker, self.sound)
        self._begun, self.quiet = False, False
        self._go: dict[Stage, Callable[[], Next]] = {
            "ringing": self.answer, "hold": self.back, "over": self.debrief,
        }  # fmt: skip
        self._show_by(parts)

    def _show_by(self, parts: CallParts) -> None:
        """Show the call by these widgets, in the program's present language."""
        texts, self.parts = self.program.texts, parts
        self.view = CallView(texts, self.director, parts, self.choose, self._go)
        self.view.whole_lines = bool(self.program.setting("whole_captions"))
        self.menus = CallMenus(self.ui, texts, self.director, self.view.said, lambda: self._on_over(self.director))
        self.menus.purpose, self.menus.tip = self.program.purpose, parts.help != "none"
        self.menus.norms = self.program.norms
        self.menus.settings = self._settings
        self.ui.add(*parts.in_order())
        self._let_type()

    def typed_by(self, read: Read) -> None:
        """Replies are typed where that is the way of the call; read: how a text is read."""
        self._read = read
        self._let_type()

    def _let_type(self) -> None:
        if self._read is not None and self.call.setup.way == TYPED:
            self.view.typed = TypedReply(
                self.program.texts, self.director, self.parts.region, self._read, self.program.keys
            )

    # --- the screen ---------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """See sim.stage.call.layout."""
        arrange(self.parts, area, look, self.quiet)

    def entered(self, now: float) -> None:
        """Begin, or go on with a call that was broken off in the middle of a breath or a look-up."""
        if not self._begun:
            self._begun = True
            self.director.begin(now)
            if self._noticed is not None:
                self.director.notice(self._noticed)
            if self.call.phase in (BREATHING, LOOKING_UP):
                self.director.resume()
        self.view.whole_lines = bool(self.program.setting("whole_captions"))
        self._be_quiet(bool(self.program.setting("quiet")))
        self.view.update(self.ui, now)

    def reword(self) -> None:
        """All but the caller says it in another language; a call keeps the language in which it began."""
        menus, view, old = self.menus, self.view, self.parts
        self.ui.remove(*old.in_order())
        parts = make_parts(self.program.texts, self.program.purpose, self.call, self, old.help)
        self._show_by(replace(parts, portrait=old.portrait))
        self.view.follow(view)
        if self.view.typed is not None and view.typed is not None:
            self.view.typed.follow(view.typed)
        self.menus.renewed(menus)
        self.view.update(self.ui, self.ui.now)

    def closed(self) -> None:
        """Nobody hears the caller any more."""
        self.director.leave()

    def closing(self) -> Next:
        """The window is closed: the call stays open, unless it is over and only had to be wrapped up."""
        if self.director.over:
            self.director.close()
        self.director.pause(True)
        self.director.leave()
        return Quit()

    def tick(self, now: float, dt: float) -> Next:
        """The call goes on, and is shown."""
        self.director.tick(now)
        self.menus.watch()
        self.view.update(self.ui, now)
        if self.queue is not None:
            passed = self.director.open_ms if self.call.phase in LIVE else 0
            self._tell_queue((self.call.elapsed_ms + passed) // 1000)
        return super().tick(now, dt)

    def _tell_queue(self, seconds: int) -> None:
        """Once a second: a frame in which nothing changes costs next to nothing."""
        if self.queue is not None and (seconds, self.parts) != self._queue_told:
            self._queue_told = seconds, self.parts
            self.parts.title.queue = self.queue(seconds)

    def handle(self, event: pygame.event.Event) -> Next:
        """The obvious thing is done unless the keyboard's focus is on something that can be used."""
        focus = self.ui.focus if self._types else self.ui.shown_focus
        idle = self.ui.overlay is None and (focus is None or not focus.enabled)
        if idle and event.type == pygame.KEYDOWN and (event.key in ENTER or self._is("show", event.key)):
            return self._obvious()
        return super().handle(event)

    def _is(self, action: str, key: int) -> bool:
        return self.ui.keys.presses(action, key)

    def _unseen_tool(self, key: int) -> ToolButton | None:
        """The tool of this key that has no button on the screen: the notepad, and on the quiet screen all of them."""
        tools = self.parts.tools
        unseen = vars(tools).values() if self.quiet else () if tools.notes.visible else (tools.notes,)
        can = (tool for tool in unseen if tool.on is not None and tool.enabled)
        return next((tool for tool in can if self._is(tool.action, key)), None)

    @property
    def _types(self) -> bool:
        """Whether a reply is being typed, so that the keyboard belongs to it whether that is shown or not."""
        return self.view.typed is not None and self.call.typing and self.view.stage in ("replies", "breathing")

    def _tool_beside(self, key: int) -> Next:
        """A tool by its key, with Ctrl, while a line to type in takes all letters."""
        tools = (tool for tool in vars(self.parts.tools).values() if tool.on is not None and tool.enabled)
        found = next((tool for tool in tools if self._is(tool.action, key)), None)
        return None if found is None else self.ui.activate(found)

    def _obvious(self) -> Next:
        stage = self.view.stage
        if stage in self._go:
            return self._go[stage]()
        if stage == "breathing":
            return self.breathe()
        typed = self.view.typed
        if self._types and typed is not None:
            return typed.obvious(self.ui)
        if stage == "saying":
            return self.ui.activate(self.parts.region.waiting)  # which takes no key that was meant for the line
        return self.show_replies() if stage in ("speaking", "ending") else STAY

    def key(self, key: int, mod: int) -> Next:
        """Keys that no widget has."""
        if self.ui.overlay is not None:
            return None
        typed = self.view.typed
        if typed is not None and mod & _WITH_LETTERS:
            return self._tool_beside(key)
        if typed is not None and self._types and self._is("pause", key) and typed.back():
            return STAY
        if self._is("pause", key):
            return self.pause() if self.parts.tools.pause.enabled else STAY
        if key in KEYPAD and self.parts.region.shows == "replies":
            place, buttons = KEYPAD.index(key), self.parts.region.buttons
            return self.ui.press(buttons[place]) if place < len(buttons) else STAY
        replies = key in KEYPAD or any(self._is(reply, key) for reply in REPLIES)
        if (replies or self._is("show", key)) and self.view.stage == "speaking":
            return self.show_replies()
        if self._is("quiet", key) and self.can_be_quiet:
            return self.toggle_quiet()
        tool = self._unseen_tool(key)
        if tool is not None:
            return self.ui.activate(tool)
        if self._is("breathe", key) and self.call.phase == CALLER_SPEAKING:
            self.view.remind()
            return STAY
        return None

    # --- what keys and buttons do -------------------------------------------------------------------------------

    def toggle_quiet(self) -> Next:
        """Nothing but caption and replies, or everything again; it stays so in the next call."""
        self._be_quiet(not self.quiet)
        self.program.keep("quiet", self.quiet)
        return STAY

    def _be_quiet(self, quiet: bool) -> None:
        if self.can_be_quiet and quiet != self.quiet:
            self.quiet = quiet
            self.ui.refresh()

    def answer(self) -> Next:
        """Pick up."""
        self.director.answer()
        return STAY

    def show_replies(self) -> Next:
        """Show the replies, or skip a line that is known."""
        self.director.show_replies()
        return STAY

    def choose(self, place: int) -> Next:
        """Say the reply at this place."""
        if place < len(self.call.replies):
            reply = self.call.replies[place]
            if self.director.reply(reply.option):
                self.parts.region.mark(place + 1, reply.text)
        return STAY

    def breathe(self) -> Next:
        """Begin or end a breath."""
        self.director.breathe()
        return STAY

    def hold(self) -> Next:
        """Put the caller on hold, or come back."""
        self.director.hold()
        return STAY

    def back(self) -> Next:
        """Back to the caller."""
        self.director.resume()
        return STAY

    def policy(self) -> Next:
        """Open the policy."""
        return self.menus.policy()

    def desk(self) -> Next:
        """Open the desk."""
        return self.menus.desk()

    def transcript(self) -> Next:
        """Open the transcript."""
        return self.menus.transcript()

    def notes(self) -> Next:
        """Open the notepad."""
        return self.menus.notes()

    def feelings(self) -> Next:
        """Open the feelings."""
        return self.menus.feelings()

    def pause(self) -> Next:
        """Stand still."""
        return self.menus.pause()

    def hang_up(self) -> Next:
        """Ask whether to hang up."""
        return self.menus.hang_up()

    def debrief(self) -> Next:
        """The wrap-up is done."""
        return self.menus.debrief()


def help_at(program: Program, call: Call) -> Help:
    """How much help the trainee gets in this call, by the settings, its level and what they reached in it."""
    setting, scenario, best = str(program.setting("hints")), call.scenario, None
    if setting == AUTO and call.setup.mode != EXAM:
        best = next((entry.best for entry in program.callers() if entry.id == scenario.id), None)
    return help_for(setting, call.setup.mode, scenario.level, best)
