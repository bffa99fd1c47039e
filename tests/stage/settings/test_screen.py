"""The settings, played: what changes is seen at once and kept at once."""

from dataclasses import replace

import pytest

from sim.core.events import Utterance
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import Pop, Push
from sim.stage.kit.screen import Screen
from sim.stage.player import Player
from sim.stage.settings.looks import nearest
from sim.stage.settings.program import LANGUAGES
from sim.stage.settings.screen import SettingsScreen
from tests.stage.fakes import FakeProgram, FakeSpeech


@pytest.fixture
def program():
    return FakeProgram()


def played(program, size=(1280, 720)):
    return Player(SettingsScreen(program), program.looks, size)


@pytest.mark.parametrize(
    ("steps", "field", "value"),
    [
        (lambda player: player.click("Paper"), "theme", "paper"),
        (lambda player: player.click("Less movement"), "reduced_motion", True),
        (lambda player: right_on(player, "Size"), "text", 1.25),
        (lambda player: right_on(player, "Font"), "family", "atkinson"),
        (lambda player: right_on(player, "Space between lines"), "line_spacing", 1.25),
        (lambda player: right_on(player, "Space between letters"), "letter_spacing", 0.04),
    ],
)
def test_a_look_is_seen_and_kept_at_once(program, steps, field, value):
    player = played(program)
    steps(player)
    assert getattr(program.looks, field) == value
    assert player.app.look.settings == program.looks


def right_on(player, label):
    player.screen.ui.set_focus(player.find(label))
    player.key("right")


def test_the_chosen_theme_is_ticked_and_said(program):
    player = played(program)
    player.click("High contrast")
    assert [tile.spoken() for tile in player.screen.looks.tiles] == ["Dusk", "Paper", "High contrast, chosen"]


def test_it_shows_what_the_window_is_drawn_with(program):
    player = played(program)
    player.restyle(LookSettings(theme="paper", text=1.5, family="opendyslexic", reduced_motion=True))
    assert player.find("Size").spoken() == "Size: 150%"
    assert player.find("Font").spoken() == "Font: OpenDyslexic"
    assert player.find("Less movement").spoken() == "Less movement: On"
    assert player.find("Paper").chosen


def test_a_change_leaves_the_other_looks_alone(program):
    program.looks = LookSettings(theme="paper", scale=1.2, letter_spacing=0.08)
    player = played(program)
    right_on(player, "Size")
    assert program.looks == replace(LookSettings(theme="paper", scale=1.2, letter_spacing=0.08), text=1.25)


def test_time_can_be_given_or_taken_off(program):
    player = played(program)
    right_on(player, "How much time")
    assert program.values["access"] == 150
    player.click("Time counts")
    assert program.values["timers"] is False
    assert not player.sees("How much time")
    player.click("Time counts")
    assert player.find("How much time").spoken() == "How much time: ×1.5"


def test_volumes_go_by_key_and_mouse(program):
    player = played(program)
    player.screen.ui.set_focus(player.find("Volume of the voice"))
    player.key("left")
    assert program.values["volume_voice"] == 0.9
    player.click("Volume of other sounds")
    assert program.values["volume_effects"] == 0.5


def test_every_language_can_be_chosen_and_counts_at_once(program):
    player = played(program)
    right_on(player, "Language of the program")
    assert player.sees("Instellingen")
    assert player.find("Taal van het programma").spoken() == "Taal van het programma: Nederlands"
    assert LANGUAGES == ("en", "nl")


# --- the sample -----------------------------------------------------------------------------------------------------


def test_the_sample_is_a_callers_line_with_its_words(program):
    player = played(program)
    player.click("Hear a sample")
    line = program.speaker.asked[0]
    assert player.sees(f"Rieneke van Dalen: “{line}”")
    assert player.find("Rieneke van Dalen:").rect.width


def test_the_sample_sounds_when_it_has_come_and_ends_with_the_screen(program, tmp_path, monkeypatch):
    path = tmp_path / "line.wav"
    started = []
    monkeypatch.setattr(program.sound, "play", lambda sound, now: started.append(sound))
    monkeypatch.setattr(program.speaker, "poll", lambda: [FakeSpeech(1, 1.0, (), b"", path)])
    player = Player(Screen())
    player.app.carry_out(Push(SettingsScreen(program)))
    player.frame()
    player.click("Hear a sample")
    assert started == [path]
    stops = program.speaker.stops
    player.key("escape")
    assert program.speaker.stops == stops + 1


def test_a_line_that_somebody_else_asked_for_is_not_played(program, monkeypatch, tmp_path):
    monkeypatch.setattr(program.speaker, "poll", lambda: [FakeSpeech(99, 1.0, (), b"", tmp_path / "other.wav")])
    monkeypatch.setattr(program.sound, "play", lambda sound, now: pytest.fail("played"))
    player = played(program)
    player.click("Hear a sample")


def test_without_a_voice_it_says_why(program):
    program.speaker.notices = ["disk_full"]
    player = played(program)
    player.click("Hear a sample")
    assert player.sees(program.texts("trouble.disk_full"))


def test_with_the_voice_off_there_is_no_sample(program):
    player = played(program)
    player.click("The caller speaks")
    assert program.values["voice"] is False
    player.click("Hear a sample")
    assert program.speaker.asked == []


def test_the_sample_is_spoken_in_the_mood_in_which_the_caller_begins(program, monkeypatch):
    asked: list[Utterance] = []
    monkeypatch.setattr(program.speaker, "request", lambda scenario, line: asked.append(line) or 1)
    played(program).click("Hear a sample")
    start = program.scenario(program.callers()[0].id).caller.start
    assert asked[0].mood == (start.anger, start.panic, start.trust, start.patience)


# --- the rest --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Show what is said at once", "whole_captions"),
        ("Draw with the graphics card", "framebuffer_acceleration"),
    ],
)
def test_a_switch_is_kept_at_once(program, label, name):
    player = played(program, (1280, 2400))
    player.click(label)
    assert program.values[name] is True
    player.click(label)
    assert program.values[name] is False


@pytest.mark.parametrize(
    ("label", "name"), [("How much louder a caller may become", "volume_cap"), ("Noise on the line", "volume_line")]
)
def test_every_volume_has_a_slider(program, label, name):
    player = played(program)
    player.screen.ui.set_focus(player.find(label))
    player.key("left")
    assert program.values[name] == 0.9


def test_the_data_folder_is_shown_opened_and_copied(program):
    player = played(program, (1280, 2400))
    assert player.sees(program.data_folder)
    player.click("Open the folder")
    assert program.opened
    player.click("Copy the path")
    assert program.copied == program.data_folder
    assert player.sees("The path is on the clipboard.")


def test_a_folder_that_cannot_be_opened_says_so(program, monkeypatch):
    monkeypatch.setattr(program, "open_data_folder", lambda: False)
    player = played(program, (1280, 2400))
    player.click("Open the folder")
    assert player.sees("This system cannot open the folder from here.")


def test_keys_are_changed_on_a_screen_of_their_own_and_counted_on_return(program):
    player = played(program, (1280, 2400))
    player.click("Change keys")
    player.wait(0.1)
    assert player.screen.name == "keys"
    program.changed_keys = {"breathe": "x"}
    player.key("escape")
    player.frame()
    assert player.sees("You changed one key.")
    assert player.screen.ui.focus is player.find("Change keys")


def test_the_welcome_can_be_seen_again(program):
    asked = []
    player = Player(SettingsScreen(program, lambda: asked.append(1)), size=(1280, 2400))
    player.click("Show the welcome again")
    assert asked == [1]


def test_over_a_call_stands_only_what_counts_in_it(program):
    player = Player(SettingsScreen(program, in_call=True))
    for label in ("The caller speaks", "Hear a sample", "Time counts", "Practice", "Show the welcome again"):
        assert not player.sees(label)
    assert player.sees("Volume of the voice")
    player.key("escape")
    assert program.speaker.stops == 0


def test_another_language_keeps_the_focus_and_the_place(program):
    player = played(program)
    player.screen.page.scroll(60)
    before = player.screen.page.offset
    player.screen.ui.set_focus(player.find("Language of the program"))
    player.screen.page.scroll(60)
    before = player.screen.page.offset
    player.key("right")
    player.frame()
    assert player.screen.ui.shown_focus is player.find("Taal van het programma")
    assert before > 0


# --- getting about --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [lambda player: player.key("escape"), lambda player: player.click("Back")])
def test_escape_and_back_lead_back(program, way):
    player = Player(Screen())
    player.app.carry_out(Push(SettingsScreen(program)))
    player.frame()
    way(player)
    assert type(player.screen) is Screen
    assert player.app.running


def test_a_resize_keeps_focus_and_caption(program):
    player = played(program)
    player.click("Hear a sample")
    player.screen.ui.set_focus(player.find("Font"))
    player.resize((1024, 600))
    player.resize((1600, 900))
    assert player.screen.ui.shown_focus is player.find("Font")
    assert player.sees("Rieneke van Dalen:")


@pytest.mark.parametrize(("value", "index"), [(1.0, 0), (1.3, 1), (1.9, 2), ("inter", 0)])
def test_a_value_from_a_settings_file_shows_as_the_nearest_choice(value, index):
    choices = ("inter", "atkinson") if isinstance(value, str) else (1.0, 1.25, 1.5)
    assert nearest(choices, value) == index


def test_pop_is_what_back_answers(program):
    assert SettingsScreen(program).back.on is Pop
