"""Every screen of the program, walked through as somebody would who has only keys, only a mouse, or only ears."""

import json
from argparse import Namespace
from dataclasses import dataclass

import pygame
import pytest

from sim.commands.context import Context
from sim.commands.playing import playing_journal
from sim.commands.window import Game
from sim.stage.aloud.reader import Reader, pieces
from sim.stage.aloud.roles import readable
from sim.stage.kit.focusing import focusables
from tests.stage.listening import FakeReadingVoice
from tests.stage.patient import PatientPlayer


@dataclass
class Trainee:
    """Somebody at the program."""

    player: PatientPlayer
    game: Game
    voice: FakeReadingVoice

    @property
    def ui(self):
        return self.player.screen.ui

    @property
    def place(self):
        """Where they are: the screen, and the card over it."""
        return self.player.screen.name, self.ui.overlay.label if self.ui.overlay else ""

    @property
    def say(self):
        return self.game.texts

    def go(self, key, name):
        """Press a key and be on another screen, when it takes keys."""
        self.player.key(key)
        self.player.until(lambda: self.player.screen.name == name)
        self.player.wait(1.0)

    def to_the_menu(self):
        while self.player.screen.name != "menu":
            self.player.key("escape")
            self.player.wait(0.5)

    def to_the_call(self):
        """From the briefing to the first replies."""
        self.player.key("return")
        self.player.until(lambda: self.player.screen.name in ("notice", "call"))
        self.player.wait(1.0)
        if self.player.screen.name == "notice":
            self.go("return", "call")
        self.player.key("return")
        self.player.until(lambda: self.player.screen.director.ready_for_reply)
        self.player.wait(0.3)

    def through_the_call(self, take):
        """From the first replies to the debrief; take(number) takes a reply."""
        director = self.player.screen.director
        offered = []
        while not director.over:
            self.player.until(lambda: director.over or director.phase == "on_hold" or director.ready_for_reply)
            self.player.wait(0.2)
            if director.phase == "on_hold":
                self.player.key("return")
            elif not director.over:
                offered.append([reply.text for reply in director.call.replies])
                take(1)
        self.player.wait(0.5)
        return offered


@pytest.fixture
def program(tmp_path):
    """Starts the program at the briefing of a call, with these settings."""
    stacks = []

    def start(size=(960, 540), **settings):
        context = Context(tmp_path / "data", [], settings.get("language", "en"))
        context.__enter__()
        stacks.append(context)
        context.data.mkdir(exist_ok=True)
        known = {"welcomed": True, "notice": False} | settings
        (context.data / "settings.json").write_text(json.dumps(known), encoding="utf-8")
        game = Game(context, playing_journal(context), Namespace(id=None, seed=3, mode="practice", no_voice=True))
        context.closing.callback(game.close)
        voice = FakeReadingVoice()
        game.__class__ = type("Heard", (Game,), {"reading_voice": voice})
        player = PatientPlayer(game.menu(), game.look_settings(), size)
        context.closing.callback(player.app.close)
        player.app.reader = Reader(game)
        player.app.carry_out(game.open_briefing("four-afternoons"))
        player.wait(0.5)
        return Trainee(player, game, voice)

    yield start
    for context in stacks:
        context.__exit__(None, None, None)


def walked(trainee):
    """What Tab goes through on the present layer, until it is back: nothing lost, nothing out of sight, all named."""
    ui, window = trainee.ui, trainee.player.app.surface.get_rect()
    trainee.player.key("tab")
    first, seen = ui.shown_focus, []
    while not seen or ui.shown_focus is not first:
        focus = ui.shown_focus
        assert focus is not None, (trainee.place, "the focus is lost after", seen and seen[-1].label)
        assert focus not in seen, (trainee.place, focus.label, "comes twice")
        assert any(map(str.isalnum, focus.label or focus.spoken())), (trainee.place, type(focus), "has no name")
        clip = focus.clip() or window
        shown = focus.rect.clip(clip).clip(window)
        whole = shown.size == focus.rect.size or shown.height >= min(clip.height, window.height) * 0.6
        assert whole, (trainee.place, focus.label, "is out of sight", focus.rect, clip)
        assert ringed(trainee, shown), (trainee.place, focus.label, "has no ring")
        seen.append(focus)
        assert len(seen) < 200
        trainee.player.key("tab")
    assert set(seen) == set(focusables(ui.top.walk())), (trainee.place, "Tab misses something")
    return seen


def ringed(trainee, place):
    """Whether the ring of the focus is seen around this place."""
    surface, theme = trainee.player.app.surface, trainee.player.app.look.theme
    around = surface.subsurface(place.inflate(24, 24).clip(surface.get_rect()))
    return pygame.transform.threshold(None, around, theme.focus, (6, 6, 6), set_behavior=0) > 60


def opens(trainee, key, back="escape"):
    """A key opens a card or a screen; it is walked through, and Escape leads back to where it was."""
    before = trainee.place
    trainee.player.key(key)
    trainee.player.wait(1.0)
    assert trainee.place != before, f"{key} opens nothing on {before}"
    walked(trainee)
    trainee.player.key(back)
    trainee.player.wait(0.5)
    assert trainee.place == before, (before, key, "Escape does not lead back")


def opening(trainee):
    """The tools of a call that open a card, by name, as far as they are shown."""
    tools = vars(trainee.player.screen.parts.tools)
    return {name: tool for name, tool in tools.items() if tool.visible and name not in ("breathe", "hold")}


LOOKS = {"usual": {}, "largest": {"text_scale": 2.0, "line_spacing": 1.5, "letter_spacing": 0.08}}


def looks(now):
    """Now in one of the looks, in the others with the slow tests."""
    later = {name: () if name == now else pytest.mark.slow for name in LOOKS}
    return pytest.mark.parametrize("look", [pytest.param(LOOKS[name], id=name, marks=later[name]) for name in LOOKS])


@pytest.mark.slow
@pytest.mark.painted
@looks(now="largest")
def test_every_screen_around_a_call_is_walked_through_by_keys(program, look):
    trainee = program(**look)
    walked(trainee)
    trainee.to_the_menu()
    walked(trainee)
    opens(trainee, "s")
    trainee.player.key("s")
    trainee.player.wait(0.5)
    trainee.ui.set_focus(trainee.player.find("Change keys"))
    trainee.player.key("return")
    trainee.player.wait(0.5)
    assert trainee.player.screen.name == "keys"
    walked(trainee)
    trainee.player.key("escape")
    assert trainee.player.screen.name == "settings"
    trainee.to_the_menu()
    trainee.player.app.carry_out(trainee.game.welcome())
    trainee.player.wait(0.5)
    walked(trainee)


@pytest.mark.slow
@pytest.mark.painted
@looks(now="usual")
def test_every_card_over_a_call_is_walked_through_by_keys(program, look):
    trainee = program(notice=True, **look)
    trainee.player.key("return")
    trainee.player.until(lambda: trainee.player.screen.name == "notice")
    trainee.player.wait(1.0)
    walked(trainee)
    for key in ("4", "1"):
        trainee.player.key(key)
    trainee.go("return", "call")
    walked(trainee)
    trainee.player.click("Pick up")
    trainee.player.until(lambda: trainee.player.screen.director.ready_for_reply)
    for button in opening(trainee).values():
        opens(trainee, trainee.ui.keys.code(button.action))


@pytest.mark.slow
@pytest.mark.painted
@looks(now="usual")
def test_the_debrief_is_walked_through_by_keys(program, look):
    trainee = program(**look)
    trainee.to_the_call()
    trainee.through_the_call(lambda number: trainee.player.key(str(number)))
    trainee.go("return", "debrief")
    walked(trainee)
    for key in ("l", "t"):
        opens(trainee, key)
    trainee.go("escape", "menu")


# --- a whole call, from the briefing to the debrief -----------------------------------------------------------


@pytest.mark.slow
def test_a_whole_call_by_mouse_alone(program):
    trainee = program()
    trainee.player.click("Take the call")
    trainee.player.until(lambda: trainee.player.screen.name == "call")
    trainee.player.click("Pick up")
    trainee.through_the_call(lambda number: trainee.player.click(trainee.player.screen.call.replies[number - 1].text))
    trainee.player.click("To the debrief")
    trainee.player.until(lambda: trainee.player.screen.name == "debrief")
    trainee.player.wait(1.0)
    assert [call.status for call in trainee.game.journal.calls()] == ["closed"]


def pressed(trainee, button, way):
    if way == "key":
        trainee.player.key(trainee.ui.keys.code(button.action))
    else:
        trainee.player.click_at(button.rect.center)
    trainee.player.wait(0.3)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("look", "language"), [(LOOKS["usual"], "en"), (LOOKS["largest"], "nl")], ids=["usual", "largest"]
)
def test_at_any_text_size_each_tool_and_panel_is_reached_by_key_and_by_button(program, look, language):
    trainee = program(language=language, **look)
    trainee.to_the_call()
    parts = trainee.player.screen.parts
    assert parts.below.visible or parts.tools.below.visible
    assert parts.transcript.visible or parts.tools.transcript.visible
    for tool, button in opening(trainee).items():
        for way in ("key", "button"):
            pressed(trainee, button, way)
            assert trainee.ui.overlay is not None, (tool, way)
            trainee.player.key("escape")
            trainee.player.wait(0.3)
            assert trainee.ui.overlay is None, (tool, way)
    if not parts.tools.notes.visible:
        for way in ("key", "button"):
            trainee.player.key("n" if way == "key" else "t")
            if way == "button":
                trainee.player.click(trainee.say("notes.title"))
            assert trainee.ui.overlay.label == trainee.say("notes.title"), way
            while trainee.ui.overlay is not None:
                trainee.player.key("escape")
                trainee.player.wait(0.3)
    director = trainee.player.screen.director
    for tool, phase in (("breathe", "breathing"), ("hold", "on_hold")):
        button = getattr(parts.tools, tool)
        for way in ("key", "button"):
            trainee.player.until(lambda: director.ready_for_reply)
            pressed(trainee, button, way)
            assert director.phase == phase, (tool, way)
            pressed(trainee, button, way)
            assert director.phase != phase, (tool, way)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_whole_call_can_be_played_by_ear(program, language):
    trainee = program(language=language, read_aloud=True)
    trainee.to_the_call()
    offered = trainee.through_the_call(lambda number: trainee.player.key(str(number)))
    call = trainee.player.screen.call
    trainee.go("return", "debrief")
    trainee.player.wait(8.0)
    heard = "\n".join(trainee.voice.said)
    caller = [line.text for line in call.transcript if line.who == "caller"]
    assert len(offered) > 2
    assert [line for line in caller if pieces(line)[0] not in heard] == []
    assert [text for turn in offered for text in turn if pieces(text)[0].rstrip(".") not in heard] == []
    assert call.scenario.briefing.goal.rstrip(".") in heard
    assert trainee.say("feelings.anger") in heard
    assert trainee.say("call.over") in heard
    verdict = [words for _, words in readable(trainee.ui.walk())]
    assert len(verdict) > 5
    assert [words for words in verdict if pieces(words)[0] not in heard] == []
