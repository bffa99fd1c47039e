import os
import wave
from pathlib import Path

import pygame
import pytest

from sim.stage.call.sounds import SOUND_FOLDER
from sim.stage.sound import CHANNELS, RATE, SAMPLE_BITS, Sound, wav_length


@pytest.fixture
def tone(tmp_path):
    path = tmp_path / "tone.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22050)
        file.writeframes(b"\x00\x10" * 22050)
    return path


@pytest.fixture(params=[True, False], ids=["dummy device", "no device"])
def sound(request):
    made = Sound(open=request.param)
    yield made
    made.close()


def test_position_follows_the_apps_clock_and_ends_with_the_file(sound, tone):
    playing = sound.play(tone, now=10.0)
    assert wav_length(tone) == pytest.approx(1.0)
    assert playing.position(10.4) == pytest.approx(0.4)
    assert not playing.over(10.9)
    assert playing.position(12.0) == pytest.approx(1.0)
    assert playing.over(12.0)


def test_a_stopped_sound_keeps_the_place_where_it_stopped(sound, tone):
    playing = sound.play(tone, now=10.0)
    sound.stop(playing, now=10.3)
    assert playing.over(10.3)
    assert playing.position(11.0) == pytest.approx(0.3)


def test_stopping_a_group_leaves_the_other(sound, tone):
    voice, bell = sound.play(tone, 0.0), sound.play(tone, 0.0, group="effects")
    sound.stop_all(0.2, "voice")
    assert voice.over(0.2)
    assert not bell.over(0.2)


@pytest.mark.parametrize("content", [None, b"", b"RIFF but not really a sound file"])
def test_a_file_that_is_no_sound_is_over_at_once_and_named(sound, tmp_path, content):
    path = tmp_path / "broken.wav"
    if content is not None:
        path.write_bytes(content)
    playing = sound.play(path, now=5.0)
    assert playing.over(5.0)
    assert "broken.wav" in sound.problem


def test_volumes_are_kept_within_nought_and_one(sound, tone):
    playing = sound.play(tone, 0.0)
    sound.set_volume("voice", 7)
    assert sound.volumes["voice"] == 1
    sound.set_volume("voice", -1)
    assert sound.volumes["voice"] == 0
    assert not playing.over(0.1)


def test_a_machine_without_a_sound_device_plays_into_nothing(monkeypatch, tone):
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    sound = Sound()
    assert not sound.has_device
    assert sound.problem
    assert pygame.mixer.get_init()
    assert not sound.play(tone, 0.0).over(0.5)
    sound.close()
    assert os.environ["SDL_AUDIODRIVER"] == "dummy"


@pytest.mark.parametrize(
    ("asked", "opens", "missing"),
    [(None, True, False), (None, False, True), ("dummy", False, False), ("alsa", False, True)],
)
def test_only_a_device_that_was_wanted_is_missed(monkeypatch, asked, opens, missing):
    monkeypatch.delenv("SDL_AUDIODRIVER", raising=False)
    if asked:
        monkeypatch.setenv("SDL_AUDIODRIVER", asked)

    def init():
        if not opens and os.environ.get("SDL_AUDIODRIVER") != "dummy":
            raise pygame.error("ALSA: Couldn't open audio device")

    monkeypatch.setattr(pygame.mixer, "init", init)
    monkeypatch.setattr(pygame.mixer, "pre_init", lambda *_, **__: None)
    assert Sound().missing is missing


def test_a_loop_is_heard_until_it_is_stopped(sound, tone):
    humming = sound.loop(tone, now=1.0)
    assert sound.heard(3600.0) == [humming]
    sound.stop(humming, 3600.0)
    assert not sound.heard(3600.0)


def test_a_loop_that_is_no_sound_is_over_at_once(sound, tmp_path):
    assert sound.loop(tmp_path / "nothing.wav", now=1.0).over(1.0)
    assert "nothing.wav" in sound.problem


def test_a_volume_raised_again_is_as_loud_as_it_was():
    sound = Sound()
    playing = sound.loop(SOUND_FOLDER / "line.wav", 0.0, "line", 0.5)
    for volume, loud in ((1.0, 0.5), (0.25, 0.125), (1.0, 0.5)):
        sound.set_volume("line", volume)
        assert playing.sound.get_volume() * playing.channel.get_volume() == pytest.approx(loud, abs=0.01)
    sound.set_level(playing, 1.0)
    assert playing.sound.get_volume() == pytest.approx(1.0)
    sound.close()


def test_an_effect_is_loaded_once_and_a_voice_each_time():
    sound = Sound()
    path = SOUND_FOLDER / "pick_up.wav"
    first, second = (sound.play(path, now, "effects") for now in (0.0, 1.0))
    spoken = sound.play(path, 2.0, "voice")
    assert first.sound is second.sound
    assert spoken.path == first.path
    sound.close()


def test_stopping_a_sound_that_has_ended_leaves_the_one_that_took_its_channel(tone):
    sound = Sound()
    ended = sound.play(tone, 0.0)
    ended.channel.stop()
    other = sound.play(tone, 0.1)
    assert other.channel.get_sound() is other.sound
    sound.stop(ended, 0.2)
    assert other.channel.get_busy()
    sound.close()


def test_an_ogg_is_as_long_as_the_mixer_says():
    sound = Sound()
    playing = sound.play(Path(pygame.__file__).parent / "examples" / "data" / "house_lo.ogg", 1.0)
    assert playing.length == pytest.approx(playing.sound.get_length())
    assert playing.length > 1
    assert not playing.over(1.5)
    sound.close()


def test_the_mixer_keeps_its_own_rate_whatever_the_device_prefers():
    sound = Sound()
    assert pygame.mixer.get_init() == (RATE, SAMPLE_BITS, CHANNELS)
    sound.close()


def test_a_voice_that_speaks_over_itself_is_counted(sound, tone):
    first = sound.play(tone, 0.0)
    sound.play(tone, 0.1, "effects")
    sound.play(tone, 0.2, "reader")
    assert sound.crowded == 0
    sound.play(tone, 0.3)
    assert sound.crowded == 1
    sound.stop_all(0.4)
    sound.play(tone, 0.4)
    assert sound.crowded == 1
    assert first.over(0.4)


def test_a_sound_for_which_there_is_no_channel_is_counted(tone):
    sound = Sound()
    for _ in range(pygame.mixer.get_num_channels()):
        sound.loop(tone, 0.0)
    assert sound.dropped == 0
    sound.play(tone, 0.0, "effects")
    assert sound.dropped == 1
    sound.close()


def test_what_sounds_on_after_its_end_lags(tone):
    sound = Sound()
    sound.play(tone, 0.0)
    assert sound.lag(0.5) == 0
    assert sound.lag(1.4) == pytest.approx(0.4)  # for the app's clock a second has passed, for the device none
    sound.stop_all(1.5)
    sound.close()
