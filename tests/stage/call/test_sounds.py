"""What is heard in a call, and when: looked at through the whole screen, without a device."""

import pytest

from sim.core.recording import RecordError
from sim.stage.call.sounds import LOOPS, SOUND_FOLDER, UNDER_THE_VOICE, CallSounds
from sim.stage.director import Director
from sim.stage.sound import Sound
from tests.stage.call_play import Desk
from tests.stage.fakes import FakeProgram, FakeRecorder


@pytest.fixture
def sound():
    return Sound(open=False)


@pytest.fixture
def sounds(sound):
    return CallSounds(sound)


def heard(sound, now):
    return [playing.path.stem for playing in sound.heard(now)]


def at_desk(desk):
    return sorted(heard(desk.screen.sound, desk.screen.director.now))


def test_every_sound_of_a_call_has_its_file():
    names = {name for loops in LOOPS.values() for name in loops} | {"pick_up", "hang_up"}
    assert all((SOUND_FOLDER / f"{name}.wav").is_file() for name in names)


@pytest.mark.parametrize("scene", LOOPS)
def test_a_scene_is_heard_once_however_long_it_lasts(sound, sounds, scene):
    for frame in range(120):
        sounds.follow(frame / 60, scene, frame % 2 == 0)
    assert heard(sound, 2.0) == list(LOOPS[scene])


def test_scenes_follow_one_another_without_leaving_anything_behind(sound, sounds):
    course = [
        ("ringing", ["ring"]),
        ("line", ["line", "pick_up"]),
        ("hold", ["hold"]),
        ("line", ["line"]),
        ("breath", ["breath", "line"]),
        ("line", ["line"]),
        ("over", ["hang_up"]),
    ]
    for second, (scene, names) in enumerate(course):
        sounds.follow(float(second), scene, False)
        assert sorted(heard(sound, float(second))) == names
    sounds.follow(20.0, "over", False)
    assert not heard(sound, 20.0)


def test_a_callers_sighs_are_at_hand_before_the_phone_is_picked_up(monkeypatch):
    ready = []
    monkeypatch.setattr(Sound, "ready", lambda sound, path: ready.append(path.stem))
    desk = Desk()
    desk.player.wait(1)
    assert desk.stage == "ringing"
    assert {"sigh_female", "gasp_female", "huff_female"} <= set(ready)


def test_the_line_is_half_as_loud_under_the_voice(sound, sounds):
    sounds.follow(0.0, "line", True)
    assert [playing.level for playing in sound.heard(0.0)] == [UNDER_THE_VOICE]
    sounds.follow(1.0, "line", False)
    assert [playing.level for playing in sound.heard(1.0)] == [1.0]


def test_a_call_that_is_gone_on_with_was_picked_up_long_ago(sound, sounds):
    sounds.follow(0.0, "line", False)
    assert heard(sound, 0.0) == ["line"]


def test_a_ring_that_nobody_answers_ends_without_a_click(sound, sounds):
    sounds.follow(0.0, "ringing", False)
    sounds.follow(1.0, "over", False)
    assert not heard(sound, 1.0)


def test_silence_ends_clicks_too_and_the_scene_is_heard_again_afterwards(sound, sounds):
    sounds.follow(0.0, "ringing", False)
    sounds.follow(1.0, "line", False)
    sounds.silence(1.1)
    assert not heard(sound, 1.1)
    sounds.follow(5.0, "line", False)
    assert heard(sound, 5.0) == ["line"]


# --- the whole call ---------------------------------------------------------------------------------------------------


class Phone:
    """A call with its director, without a screen."""

    def __init__(self):
        self.sound, self.recorder = Sound(open=False), FakeRecorder()
        program = FakeProgram()
        self.director = Director(program.call(), self.recorder, program.speaker, self.sound)
        self.director.begin(0.0)
        self.wait(0.1)

    def wait(self, seconds):
        for _ in range(max(1, round(seconds * 20))):
            self.director.tick(self.director.now + 0.05)
        return self

    def to_replies(self):
        self.director.answer()
        while not self.director.ready_for_reply:
            self.wait(0.1)
        return self

    @property
    def heard(self):
        return sorted(heard(self.sound, self.director.now))


def test_a_call_rings_until_it_is_picked_up_and_then_the_line_is_open():
    phone = Phone().wait(7.0)
    assert phone.heard == ["ring"]
    phone.director.answer()
    phone.wait(0.1)
    assert phone.heard == ["line", "pick_up"]
    phone.wait(0.5)
    assert phone.heard == ["line"]


def test_a_hold_and_a_breath_have_their_sounds_and_hanging_up_its_own():
    phone = Phone().to_replies()
    for act, names in (("hold", ["hold"]), ("hold", ["line"]), ("breathe", ["breath", "line"]), ("resume", ["line"])):
        getattr(phone.director, act)()
        phone.wait(0.1)
        assert phone.heard == names
    phone.director.hang_up()
    assert phone.wait(0.1).heard == ["hang_up"]
    assert not phone.wait(5.0).heard


def test_a_caller_who_hangs_up_is_heard_to_the_last_word_first():
    phone = Phone().to_replies()
    while phone.director.phase != "wrapping_up":
        phone.wait(0.5)
    assert phone.director.speaking
    assert phone.heard == ["line"]
    while not phone.director.over:
        phone.wait(0.05)
    assert phone.heard == ["hang_up"]


def test_a_pause_is_silent_and_the_line_comes_back():
    phone = Phone().to_replies()
    phone.director.pause(True)
    assert not phone.heard
    assert not phone.wait(2.0).heard
    phone.director.pause(False)
    assert phone.wait(0.1).heard == ["line"]


def test_many_calls_leave_nothing_behind():
    sound = Sound(open=False)
    program = FakeProgram()
    for call in range(50):
        director = Director(program.call(), FakeRecorder(), program.speaker, sound)
        director.begin(100.0 * call)
        for act in (director.answer, director.hang_up):
            director.tick(director.now + 1.0)
            act()
        director.tick(director.now + 0.1)
        assert heard(sound, director.now) == ["hang_up"]
        director.leave()
        assert not heard(sound, director.now)
        assert len(sound._playing) <= 4


def test_trouble_is_silent():
    phone = Phone().to_replies()
    phone.recorder.trouble = RecordError("disk_full")
    phone.director.breathe()
    assert not phone.heard
    assert not phone.wait(1.0).heard


def test_a_screen_that_is_left_is_silent_at_once():
    desk = Desk()
    assert heard(desk.screen.sound, desk.screen.director.now) == ["ring"]
    desk.player.app.carry_out(desk.screen.menus.leave())
    desk.player.frame(3)
    assert not heard(desk.screen.sound, desk.screen.director.now)
