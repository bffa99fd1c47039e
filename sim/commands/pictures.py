"""The command screenshot: draws one screen without a display, for documents and for review.

The same words, mood and moment every time, so that two pictures of one version are alike to the last pixel.
"""

import re
import tempfile
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pygame

from sim.commands.context import Context, UsageError
from sim.commands.practice_pictures import quiz_picture, shift_picture
from sim.commands.progress_picture import people_picture, progress_picture
from sim.commands.team_picture import TEAM, team_picture
from sim.commands.together_picture import TOGETHER, together_picture
from sim.commands.typing import reads
from sim.commands.whatif_pictures import MODELS, compare_picture, models_picture
from sim.commands.window import Game
from sim.content.library import SHIPPED
from sim.content.performing import perform
from sim.content.plays import read_play
from sim.content.scenarios import scenario_from_text
from sim.content.texts import caller_lines
from sim.core.call import Call, replay
from sim.core.debrief import review
from sim.core.events import Event, Heard, LookUp
from sim.core.log import Setup
from sim.core.scenario import Scenario
from sim.stage.app import headless
from sim.stage.briefing.notice_screen import NoticeScreen
from sim.stage.call.picture import NAMES as CALL_STATES
from sim.stage.call.picture import draw_call
from sim.stage.debrief.screen import DebriefScreen
from sim.stage.face.sheet import contact_sheet
from sim.stage.gallery import Gallery
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import STAY, Rekey
from sim.stage.kit.screen import Screen
from sim.stage.player import Player
from sim.stage.preview.screen import Preview, PreviewScreen
from sim.stage.preview.source import Version
from sim.stage.settings.keys_screen import KeysScreen
from sim.stage.settings.screen import SettingsScreen
from sim.stage.settings.welcome_screen import WelcomeScreen
from sim.store.journal import Journal

FIRST = "four-afternoons"
SEED = 7
SETTLE_S = 1.5  # what glides has arrived by then
Maker = Callable[[Game, Namespace], Screen]


def screenshot(context: Context, options: Namespace) -> int:
    """Draw a screen into a PNG file."""
    texts = context.texts
    size = _size(context, options.size)
    if options.screen not in NAMES:
        raise UsageError(texts("cli.no_screen", screen=options.screen, screens=", ".join(NAMES)))
    if options.output.suffix.lower() != ".png":
        raise UsageError(texts("cli.not_png", path=options.output))
    headless()
    if options.screen == "faces":
        _save(context, _faces(), options.output)
        return 0
    # Nobody's results are shown and nothing is kept: a picture does not depend on who asks for it.
    with (
        tempfile.TemporaryDirectory() as folder,
        Journal.in_memory() as journal,
        Context(Path(folder), context.folders, context.language) as own,
        closing(Game(own, journal, Namespace(no_voice=True, seed=SEED))) as game,
    ):
        picture = picture_of(game, options, LookSettings(theme=options.theme, text=options.text), size)
        _save(context, picture, options.output)
    return 0


def _save(context: Context, picture: pygame.Surface, path: Path) -> None:
    try:
        pygame.image.save(picture, str(path))
    except pygame.error as problem:
        raise UsageError(context.texts("cli.not_written", reason=problem)) from None


def _size(context: Context, text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", text)
    if not found:
        raise UsageError(context.texts("cli.size", size=text))
    return int(found[1]), int(found[2])


def picture_of(game: Game, options: Namespace, look: LookSettings, size: tuple[int, int]) -> pygame.Surface:
    """A screen of this game by its name (options.screen), with the scenario that is asked for or the first."""
    kind, _, state = options.screen.partition("-")
    if kind == "call":
        scenario = _scenario(game, options)
        read = reads(scenario, game.phrases(scenario)) if state.startswith("typed") else None
        return draw_call(game, scenario, state or "replies", look, size, read=read)
    player = Player(SCREENS[kind](game, options), look, size)
    player.app.carry_out(Rekey(game.keys))
    player.wait(SETTLE_S)
    picture = player.picture()
    player.app.close()
    return picture


def _faces() -> pygame.Surface:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((16, 16))
    sheet = contact_sheet(236)
    pygame.display.quit()
    return sheet


def _scenario(game: Game, options: Namespace) -> Scenario:
    return game.scenario(options.scenario or FIRST)


def _menu(game: Game, options: Namespace) -> Screen:
    return game.menu()


def _briefing(game: Game, options: Namespace) -> Screen:
    return game.briefing(_scenario(game, options).id)


def _notice(game: Game, options: Namespace) -> Screen:
    screen = NoticeScreen(game, _scenario(game, options), lambda noticed: STAY, lambda: STAY)
    if options.screen.endswith("-felt"):
        screen.steps[3].activate()
    return screen


def _settings(game: Game, options: Namespace) -> Screen:
    return SettingsScreen(game, game.welcome)


def _keys(game: Game, options: Namespace) -> Screen:
    return KeysScreen(game)


def _welcome(game: Game, options: Namespace) -> Screen:
    """The first card, or `welcome-2`, `welcome-3`."""
    screen = WelcomeScreen(game, game.open_people)
    number = options.screen.partition("-")[2]
    screen.card = int(number) - 1 if number else 0
    screen.reword()
    return screen


def _gallery(game: Game, options: Namespace) -> Screen:
    return Gallery(game.texts)


def _played(game: Game, scenario: Scenario, plays: Sequence[str] = ("ideal",)) -> Call:
    """The scenario's call by the first of these plays that it has, or the opening where it has none."""
    call = Call(scenario, Setup(seed=SEED), caller_lines(scenario.language))
    paths = [SHIPPED / "plays" / f"{scenario.id}-{play}.yaml" for play in plays]
    path = next((path for path in paths if path.is_file()), paths[-1])
    if path.is_file():
        reading = read_play(path)
        events = perform(reading, game.context.library.load(scenario.id)).events
        seed = reading.play.seed if reading.play is not None else SEED
        call = Call(scenario, Setup(seed=seed), caller_lines(scenario.language))
        replay(call, [_translated(event, game.context.library.load(scenario.id), scenario) for event in events])
    return call


def _translated(event: Event, written: Scenario, scenario: Scenario) -> Event:
    """An event of a play in the language of the call: a play names cards as they were written."""
    if not isinstance(event, LookUp):
        return event
    titles = {one.title: other.title for one, other in zip(written.desk, scenario.desk, strict=True)}
    return replace(event, card=titles[event.card])


def _debrief(game: Game, options: Namespace) -> Screen:
    """The page of an ideal call; `debrief-call`, `-heard`, `-next`, `-points`: its cards, of a call that went worse."""
    scenario, state = _scenario(game, options), options.screen.partition("-")[2]
    call = _played(game, scenario, ("doormat", "hothead", "ideal") if state else ("ideal",))
    extras = game.after_call(call, "shown")
    screen = DebriefScreen(game, scenario, review(call), lambda: STAY, lambda: STAY, extras=extras)
    cards = {"call": screen.whole, "heard": screen.heard, "next": screen.next, "points": screen.ledger}
    if state:
        screen.ui.activate(cards[state])
    return screen


def _compare(game: Game, options: Namespace) -> Screen:
    return compare_picture(game, _scenario(game, options), SEED)


def _models(game: Game, options: Namespace) -> Screen:
    return models_picture(game, _scenario(game, options), options.screen)


class _Still:
    """A file that nobody writes."""

    name = f"{FIRST}.yaml"

    def poll(self, now: float) -> None:
        """Nothing is ever new."""


def _preview(game: Game, options: Namespace) -> Screen:
    """The preview at the first replies; `preview-problems`: after a save that cannot be played."""
    scenario = _scenario(game, options)
    defaults = caller_lines(scenario.language)
    setup = Setup(seed=SEED, timers=False)
    given = Preview(
        _Still(), Version(scenario, (), defaults), setup, lambda director, again: STAY, lambda on: None, False
    )
    screen = PreviewScreen(game, scenario, given)
    screen.call.feed(Heard())
    if options.screen.endswith("-problems"):
        path = game.context.library.find(scenario.id).path
        words = path.read_text(encoding="utf-8").replace("moves: [blame]", "moves: [blam]", 1)
        screen.renew(Version(None, scenario_from_text(words.replace("\nlevel: ", "\nlevle: ", 1), path.name).problems))
    return screen


SCREENS: dict[str, Maker] = {
    "menu": _menu,
    "briefing": _briefing,
    "notice": _notice,
    "quiz": quiz_picture,
    "shift": shift_picture,
    "debrief": _debrief,
    "compare": _compare,
    "models": _models,
    "progress": progress_picture,
    "people": people_picture,
    "team": team_picture,
    "together": together_picture,
    "settings": _settings,
    "keys": _keys,
    "welcome": _welcome,
    "gallery": _gallery,
    "preview": _preview,
}
NAMES = (
    "menu",
    "briefing",
    "notice",
    "notice-felt",
    "quiz",
    "quiz-right",
    "quiz-wrong",
    "quiz-end",
    "shift",
    "shift-between",
    "shift-breather",
    "shift-end",
    "call",
    *(f"call-{state}" for state in CALL_STATES),
    "debrief",
    "debrief-call",
    "debrief-heard",
    "debrief-next",
    "debrief-points",
    "compare",
    *MODELS,
    "progress",
    "progress-first",
    "progress-ready",
    "progress-rest",
    "people",
    *TEAM,
    *TOGETHER,
    "settings",
    "keys",
    "welcome",
    "welcome-2",
    "welcome-3",
    "faces",
    "gallery",
    "preview",
    "preview-problems",
)
