"""The command preview: the game on a file that somebody is writing. Nothing of it is stored."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from sim.commands.context import Context, UsageError
from sim.commands.found import scenario_path
from sim.commands.looks import known_face
from sim.commands.preview_file import FileSource
from sim.commands.speaker import CaptionSpeaker, speaker_for
from sim.commands.window import Game
from sim.content.around import Around
from sim.content.files import TRANSLATION, kind_of
from sim.content.problem_words import in_words
from sim.core.events import Utterance
from sim.core.scenario import Scenario
from sim.stage.app import App
from sim.stage.director import Director
from sim.stage.guard import display_problem
from sim.stage.kit.outcome import Next, Pop, Push, Rekey
from sim.stage.kit.screen import Screen
from sim.stage.preview.screen import Preview, PreviewScreen
from sim.stage.preview.source import Version
from sim.stage.preview.waiting import PreviewWaiting
from sim.store.journal import Journal
from sim.voice.lines import Speech

_THREADS = 2  # a save is read while the save before it is still being checked


class SwitchedSpeaker(CaptionSpeaker):
    """The caller's voice, or captions, as the trainer likes it at the moment."""

    def __init__(self, voice: CaptionSpeaker) -> None:
        super().__init__()
        self._voice, self._captions = voice, CaptionSpeaker()
        self.on = type(voice) is not CaptionSpeaker

    @property
    def _present(self) -> CaptionSpeaker:
        return self._voice if self.on else self._captions

    @property
    def audible(self) -> bool:
        """As the trainer likes it at the moment."""
        return self._present.audible

    def switch(self, on: bool) -> None:
        """Hear the caller from now on, or only read. What was asked for is forgotten."""
        self._present.stop()
        self.on = on

    def request(self, scenario: Scenario, line: Utterance) -> int:
        """Ask for a line now."""
        return self._present.request(scenario, line)

    def prepare(self, scenario: Scenario, lines: Sequence[Utterance]) -> None:
        """These may be asked for next."""
        self._present.prepare(scenario, lines)

    def poll(self) -> list[Speech]:
        """What has become ready."""
        return self._present.poll()

    def revealed(self, words: Sequence[Any], seconds: float) -> int:
        """How many characters are shown by then."""
        return self._present.revealed(words, seconds)

    def stop(self) -> None:
        """Forget what was asked for."""
        self._present.stop()

    def notice(self) -> str | None:
        """A code, once, when the voice was switched off."""
        return self._present.notice()

    def close(self) -> None:
        """End the worker."""
        self._voice.close()


class Workshop(Game):
    """The program as a preview has it: no journal on disk, and the voice of the file that is written."""

    def __init__(self, context: Context, journal: Journal, options: Namespace, source: FileSource) -> None:
        super().__init__(context, journal, options)
        self.source = source
        path = source.path.absolute()
        silent = getattr(options, "no_voice", False)
        voice = speaker_for(self.settings, context.data / "voice", lambda scenario: path.parent, silent)
        self.switched = SwitchedSpeaker(voice)
        self._speaker = self.switched

    def first_screen(self) -> Screen:
        """The call, or what must be mended before there can be one."""
        version = self.source.first()
        if version.scenario is not None:
            return self.call_screen(version)
        return PreviewWaiting(self.texts, self.source, version, self.call_screen)

    def call_screen(self, version: Version) -> Screen:
        """The preview of a version without errors."""
        assert version.scenario is not None  # whoever calls has looked
        setup = replace(self.setup(), mode="practice", timers=False)
        preview = Preview(self.source, version, setup, self._over, self.switched.switch, self.switched.on)
        return PreviewScreen(self, version.scenario, preview)

    def _over(self, director: Director, again: Callable[[], Next]) -> Next:
        """The debrief of the call as it was played; from there back to the preview."""
        from sim.stage.debrief.screen import DebriefScreen

        call = director.call
        return Push(DebriefScreen(self, call.scenario, director.debrief(), again, Pop))


def preview(context: Context, options: Namespace) -> int:
    """Play a scenario while it is being written, until the window is closed."""
    texts = context.texts
    reason = display_problem()
    if reason is not None:
        raise UsageError(texts("cli.no_preview", reason=context.why_no_display(reason), path=options.path))
    source = open_source(context, options.path)
    journal = context.closing.enter_context(Journal.in_memory())
    workshop = Workshop(context, journal, options, source)
    context.closing.callback(workshop.close)
    app = App(workshop.look_settings(), title=f"{source.name} · {texts('app.name')}")
    app.carry_out(Rekey(workshop.keys))
    context.closing.callback(app.close)
    app.run(workshop.first_screen())
    return 0


def open_source(context: Context, named: str) -> FileSource:
    """The file that is named, to be watched: a scenario's, or that of a translation."""
    path = scenario_path(context, named)
    language = None
    match = TRANSLATION.match(path.name)
    if match and kind_of(path) == "translation":
        path, language = path.with_name(f"{match['base']}.yaml"), match["language"]
    elif kind_of(path) != "scenario":
        raise UsageError(context.texts("preview.no_scenario", path=path))
    work = ThreadPoolExecutor(_THREADS, thread_name_prefix="preview")
    context.closing.callback(work.shutdown, cancel_futures=True)
    around = Around(tuple(context.library.folders), known_face())
    source = FileSource(path, around, work, language)
    source.worded = lambda problems: in_words(problems, context.language)
    return source
