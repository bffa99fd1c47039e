"""Reading aloud: who cannot see the screen hears what is on it, what has the focus, and what happens."""

import wave
from functools import partial

import pygame
import pytest

from sim.core.log import Setup
from sim.stage.aloud.reader import pieces
from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Text
from sim.stage.kit.controls import Choice, Slider, Switch
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.screen import Screen
from sim.stage.kit.textfield import TextField
from sim.stage.sound import Playing, Sound
from tests.stage.call_play import Desk as LargeDesk
from tests.stage.fakes import FakeProgram, shipped_scenario
from tests.stage.listening import listen
from tests.stage.patient import PatientPlayer

Desk = partial(LargeDesk, size=(960, 540))


class Small(Screen):
    """A heading, a line to read, and one of each thing to use."""

    name = "small"

    def __init__(self):
        super().__init__()
        self.heading, self.words = Text("Settings"), Text("Every change is kept at once.")
        self.go = Button("Go on", hotkey="breathe")
        self.sound = Switch("Sound", False, ("off", "on"))
        self.size = Choice("Size", ("100%", "125%", "150%"), 0)
        self.loud = Slider("Volume", 0.5, lambda share: f"{round(share * 100)}%")
        self.search = TextField("Search", "a word")
        self.ui.add(self.heading, self.words, self.go, self.sound, self.size, self.loud, self.search)

    def layout(self, area, look):
        for widget in self.ui.layers[0].widgets:
            row, area = boxes.cut_top(area, look.u(60))
            widget.place(row)


@pytest.fixture
def program():
    return FakeProgram()


@pytest.fixture
def player(program):
    return PatientPlayer(Small())


def settled(player, voice):
    """What was said since the last time."""
    player.frame(12)
    said, voice.said = voice.said, []
    return said


def wav(tmp_path, seconds=2.0):
    path = tmp_path / "words.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22050)
        file.writeframes(bytes(2 * round(22050 * seconds)))
    return path


def test_switched_on_it_says_so_and_reads_the_screen_from_its_heading(player, program):
    voice = listen(player, program)
    assert settled(player, voice) == [
        "Reading aloud is on. V switches it off, R reads this screen again.",
        "Settings",
        "Every change is kept at once.",
    ]


@pytest.mark.parametrize(
    ("tabs", "words"),
    [
        (1, "Go on, button, key B"),
        (2, "Sound: off, switch"),
        (3, "Size: 100%, choice, 1 of 3"),
        (4, "Volume: 50%, slider"),
        (5, "Search: a word, text field"),
    ],
)
def test_what_has_the_focus_is_said_with_what_it_is_and_how_it_stands(player, program, tabs, words):
    voice = listen(player, program)
    for _ in range(tabs):
        player.key("tab")
    assert settled(player, voice)[-1] == words


@pytest.mark.parametrize(
    ("tabs", "key", "words"),
    [
        (2, "return", "Sound: on, switch"),
        (3, "right", "Size: 125%, choice, 2 of 3"),
        (4, "left", "Volume: 40%, slider"),
    ],
)
def test_another_value_is_said(player, program, tabs, key, words):
    voice = listen(player, program)
    for _ in range(tabs):
        player.key("tab")
    settled(player, voice)
    player.key(key)
    assert settled(player, voice) == [words]


def test_what_cannot_be_used_now_says_so(player, program):
    voice = listen(player, program)
    player.screen.ui.set_focus(player.screen.go)
    player.screen.go.enabled = False
    assert settled(player, voice)[-1] == "Go on, button, not available now"


def test_a_card_is_read_and_what_is_below_it_not_again(player, program):
    voice = listen(player, program)
    player.key("tab")
    settled(player, voice)
    player.screen.ui.open(Overlay("Policy", [Text("No later time."), Text("Why: fairness.")], close_label="Close"))
    assert settled(player, voice) == ["Policy", "No later time.", "Why: fairness.", "Close, button"]
    player.key("escape")
    assert settled(player, voice) == ["Go on, button, key B"]


def test_v_switches_it_on_and_off_anywhere_and_it_is_kept(player, program):
    voice = listen(player, program, on=False)
    assert settled(player, voice) == []
    player.key("v")
    assert settled(player, voice)[0].startswith("Reading aloud is on.")
    assert program.values["read_aloud"] is True
    player.key("v")
    assert settled(player, voice) == ["Reading aloud is off."]
    player.key("tab")
    assert settled(player, voice) == []


def test_a_v_that_is_typed_is_a_letter(player, program):
    voice = listen(player, program)
    for _ in range(5):
        player.key("tab")
    player.type("every")
    assert program.values["read_aloud"] is True
    assert settled(player, voice)[-1] == "Search: every, text field"


def test_r_reads_the_screen_again(player, program):
    voice = listen(player, program)
    settled(player, voice)
    player.key("r")
    assert settled(player, voice) == ["Settings", "Every change is kept at once."]


def test_only_what_has_the_focus_is_said_where_that_is_wanted(player, program):
    voice = listen(player, program, focus_only=True)
    player.key("tab")
    player.screen.ui.open(Overlay("Policy", [Text("No later time.")], close_label="Close"))
    assert settled(player, voice) == ["Reading aloud is on. V switches it off, R reads this screen again.",
                                      "Go on, button, key B", "Close, button"]  # fmt: skip


def test_any_key_ends_what_is_being_said(player, program, tmp_path):
    voice = listen(player, program, path=wav(tmp_path))
    player.frame(4)
    assert "reader" in [playing.group for playing in program.sound.heard(player.now)]
    player.key("tab")
    player.frame(2)
    assert voice.stops == 1
    assert voice.said[-1] == "Go on, button, key B"


def test_texts_are_said_one_after_the_other(player, program, tmp_path):
    voice = listen(player, program, path=wav(tmp_path, seconds=1.0))
    for _ in range(60):
        player.frame()
        assert len(program.sound.heard(player.now)) <= 1
    assert voice.said[-1] == "Every change is kept at once."


def test_the_caller_is_quieter_while_it_reads(player, program, tmp_path):
    shares = []
    program.sound.duck = shares.append
    voice = listen(player, program, path=wav(tmp_path, seconds=0.5))
    player.wait(4.0)
    assert (shares[0], shares[-1], len(shares)) == (0.3, 1.0, 2)
    assert len(voice.said) == 3


def test_a_ducked_mixer_leaves_the_reader_as_loud_as_it_is():
    class Loud:
        def set_volume(self, volume):
            self.volume = volume

    sound = Sound(open=False)
    groups = ("voice", "effects", "line", "reader")
    sound._playing = [Playing(None, group, 0.0, 9.0, 0.8, Loud()) for group in groups]
    sound.duck(0.25)
    assert {one.group: one.sound.volume for one in sound._playing} == {
        "voice": 0.2, "effects": 0.2, "line": 0.2, "reader": 0.8,
    }  # fmt: skip


def test_without_a_voice_a_card_says_so_once(player, program):
    voice = listen(player, program, on=False)
    voice.notices.append("no_sound")
    player.key("v")
    player.frame(3)
    assert player.sees("The screen cannot be read aloud here.")
    assert player.sees("No sound device")
    player.key("escape")
    player.frame(3)
    for _ in range(2):
        voice.notices.append("no_sound")
        player.key("v")
        player.frame(3)
    assert player.screen.ui.overlay is None


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Short.", ["Short."]),
        ("", []),
        ("–", []),
        ("One. " * 80, 2),
        ("x" * 600, 3),
    ],
)
def test_long_texts_are_said_in_pieces(words, parts):
    found = pieces(words)
    assert (found if isinstance(parts, list) else len(found)) == parts
    assert all(len(piece) <= 261 for piece in found)


# --- a call -----------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_whole_call_can_be_heard():
    desk = Desk()
    voice = listen(desk.player, desk.program)
    desk.player.key("r")
    desk.player.key("return")
    offered = []
    while desk.stage != "over":
        desk.until("replies")
        desk.player.wait(0.5)
        offered.append([button.spoken() for button in desk.screen.parts.region.buttons])
        desk.player.key("1")
        desk.player.until(lambda: desk.stage in ("replies", "over") and len(desk.screen.call.turns) == len(offered))
    desk.player.wait(1.0)
    caller = [f"{line.text}" for line in desk.screen.call.transcript if line.who == "caller"]
    heard = "\n".join(voice.said)
    assert len(offered) > 3
    assert [reply for turn in offered for reply in turn if reply.rstrip(".") not in heard] == []
    assert [line for line in caller if pieces(line)[0] not in heard] == []
    assert "Anger: " in heard
    assert desk.program.texts("call.over") in heard


def test_the_caller_who_is_heard_is_not_read(tmp_path, monkeypatch):
    from tests.stage import fakes

    path = wav(tmp_path, seconds=1.0)
    monkeypatch.setattr(fakes, "spoken", lambda text, number=1, rate=40: fakes.FakeSpeech(number, 1.0, (), b"", path))
    desk = Desk(setup=Setup(seed=7))
    voice = listen(desk.player, desk.program)
    desk.to_replies()
    first = next(line.text for line in desk.screen.call.transcript if line.who == "caller")
    heard = "\n".join(voice.said)
    assert pieces(first)[0] not in heard
    assert desk.screen.parts.region.buttons[0].spoken().rstrip(".") in heard


def test_a_notice_and_the_breath_are_said():
    desk = Desk().to_replies()
    voice = listen(desk.player, desk.program)
    settled(desk.player, voice)
    desk.player.key("b")
    desk.player.wait(1.0)
    assert any(words.startswith("Breathe in") for words in settled(desk.player, voice))


def test_a_key_that_only_shows_where_the_focus_is_is_answered(player, program):
    voice = listen(player, program)
    player.screen.ui.set_focus(player.screen.go, shown=False)
    assert settled(player, voice)[-1] == "Go on, button, key B"
    player.screen.ui.set_focus(player.screen.go, shown=True)
    assert settled(player, voice) == ["Go on, button, key B"]


def test_a_screen_that_is_filled_anew_is_read_anew(player, program):
    voice = listen(player, program)
    settled(player, voice)
    screen = player.screen
    screen.ui.rebuild(lambda: screen.ui.add(Text("How it sounds"), screen.go))
    for row, widget in enumerate(screen.ui.layers[0].widgets):
        widget.place(pygame.Rect(0, 60 * row, 300, 50))
    assert settled(player, voice)[0] == "How it sounds"


def test_a_card_of_the_desk_is_read():
    desk = Desk(scenario=shipped_scenario("four-afternoons")).to_replies()
    voice = listen(desk.player, desk.program)
    desk.player.key("d")
    settled(desk.player, voice)
    card = desk.call.desk[0]
    desk.player.click(card.title)
    heard = "\n".join(settled(desk.player, voice))
    assert card.title in heard
    assert pieces(card.text)[0] in heard
