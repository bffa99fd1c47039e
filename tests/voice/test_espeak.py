"""The real espeak in its real worker. Sound is measured, never hashed: it is not stable bit for bit."""

import json
import math
import os
import signal
import subprocess
import sys
import time
import types
import wave
from array import array
from dataclasses import replace
from pathlib import Path

import pytest

from sim.voice import engines, probing, problems
from sim.voice.captions import revealed
from sim.voice.client import Voice
from sim.voice.lines import CallerVoice, Line, Mood
from sim.voice.mood import swung
from tests.voice.conftest import LONG, patient_engines

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="espeak is bound on Linux only")

ENGLISH = "I have been waiting for two weeks, where is my parcel?"
DUTCH = "Ik wacht al twee weken, waar blijft mijn pakket?"
MAN = CallerVoice("male", 40, seed="a man")


def sound(speech):
    with wave.open(str(speech.path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return array("h", file.readframes(file.getnframes())), file.getframerate()


def loudness(samples):
    return math.sqrt(sum(v * v for v in samples) / len(samples))


def pitch(samples, rate):
    """The lag between 60 and 300 Hz at which the loudest stretch repeats itself best, as Hz."""
    step = rate // 10
    start = max(range(0, len(samples) - 2 * step, step), key=lambda i: loudness(samples[i : i + step]))
    window = samples[start : start + 2 * step]

    def likeness(lag):
        return sum(map(lambda a, b: a * b, window, window[lag:])) / (len(window) - lag)

    return rate / max(range(rate // 300, rate // 60), key=likeness)


@pytest.mark.slow
@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (DUTCH, "nl")])
def test_anger_is_faster_louder_and_higher_than_relief(espeak, text, language):
    angry, relieved = espeak.hear(
        Line(text, language, MAN, Mood(anger=95)), Line(text, language, MAN, Mood(relief=95, anger=5))
    )
    assert angry.seconds < 0.85 * relieved.seconds
    (loud, rate), (quiet, _) = sound(angry), sound(relieved)
    assert loudness(loud) > 1.7 * loudness(quiet)
    assert pitch(loud, rate) > 1.1 * pitch(quiet, rate)
    assert max(map(abs, loud)) < 32000


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (DUTCH, "nl")])
def test_a_caller_without_strength_is_slower_and_quieter_than_a_calm_one(espeak, text, language):
    calm, weary = espeak.hear(Line(text, language, MAN), Line(text, language, MAN, Mood(weary=95)))
    assert weary.seconds > 1.15 * calm.seconds
    assert loudness(sound(weary)[0]) < 0.75 * loudness(sound(calm)[0])


def test_one_bad_answer_is_heard(espeak):
    before = Mood(54, 15, 38, 50)
    calmer, blamed = espeak.hear(
        Line(ENGLISH, voice=MAN, mood=before), Line(ENGLISH, voice=MAN, mood=swung(Mood(69, 19, 28, 55), before))
    )
    assert blamed.seconds < 0.97 * calmer.seconds
    assert loudness(sound(blamed)[0]) > 1.12 * loudness(sound(calmer)[0]), "a decibel, which is heard"


@pytest.mark.parametrize(
    ("text", "language"),
    [(ENGLISH, "en"), (DUTCH, "nl"), ("Het is één euro, oké? Ja!", "nl"), ("“Don’t” — 4471… 😀 US.", "en")],
)
def test_words_come_in_order_and_cover_the_text(espeak, text, language):
    (speech,) = espeak.hear(Line(text, language))
    starts = [word.start for word in speech.words]
    assert starts == sorted(starts)
    assert [text[w.offset : w.offset + w.length] for w in speech.words] == text.split()
    assert starts[-1] < speech.seconds
    assert revealed(speech.words, speech.seconds) == len(text)


def test_words_are_timed_by_the_voice_not_guessed(espeak):
    (speech,) = espeak.hear("Yes. Then what about my order number?")
    (samples, rate), second = sound(speech), speech.words[1].start
    before = samples[round((second - 0.15) * rate) : round((second - 0.02) * rate)]
    assert loudness(before) < 0.2 * loudness(samples), "the pause after the full stop lies before the second word"


def test_the_loudness_goes_up_where_there_is_speech(espeak):
    (speech,) = espeak.hear("Yes. Then what about my order number?")
    assert abs(len(speech.envelope) / 40 - speech.seconds) < 0.05
    pause = round((speech.words[1].start - 0.1) * 40)
    assert speech.envelope[pause] < 15
    assert max(speech.envelope) > 60


def test_only_what_a_telephone_carries_is_left(espeak):
    with Voice(espeak.voice.folder / "open", engines=patient_engines(), on_the_line=False) as voice:
        (open_air,) = type(espeak)(voice).hear(Line(ENGLISH, voice=MAN))
    (telephone,) = espeak.hear(Line(ENGLISH, voice=MAN))

    def share(speech):
        """The share of the energy under 200 Hz, by a running mean that lets only the low through."""
        samples, rate = sound(speech)
        width = rate // 400
        low = [sum(samples[i : i + width]) / width for i in range(0, min(len(samples), rate) - width, 8)]
        return loudness(low) / loudness(samples)

    assert share(telephone) < 0.7 * share(open_air)
    assert sound(telephone)[1] == 11025


def test_a_language_without_a_voice_is_a_caption_and_the_worker_lives_on(espeak):
    (speech,) = espeak.hear(Line("Hello.", "xx"))
    assert speech.problem == problems.NO_VOICE
    assert espeak.hear("And hello again.")[0].path is not None


@pytest.mark.parametrize("sex", ["female", "male"])
@pytest.mark.parametrize("age", [12, 40, 82])
def test_every_kind_of_caller_has_a_voice(espeak, sex, age):
    lines = [Line("Hello there.", language, CallerVoice(sex, age, seed="x")) for language in ("en", "nl")]
    assert all(speech.path for speech in espeak.hear(*lines))


def test_a_real_worker_that_is_killed_comes_back(espeak):
    espeak.hear("Anybody there?")  # a worker starts with the first line
    os.kill(espeak.voice.worker_pid, signal.SIGKILL)
    espeak.hear("Who is this?")
    assert espeak.hear("And who is this?")[0].path is not None


def start_worker():
    engine = engines.find_engines()[0]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    worker = subprocess.Popen(engine.argv, env={**os.environ, **engine.environment}, start_new_session=True, **pipes)
    assert json.loads(worker.stdout.readline())["ready"]
    return worker


def test_the_worker_ends_when_its_input_closes():
    worker = start_worker()
    worker.communicate(timeout=LONG)
    assert worker.returncode is not None


@pytest.mark.slow
def test_the_worker_does_not_outlive_a_game_that_is_killed(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from sim.voice.client import Voice\n"
        "from sim.voice.lines import Line\n"
        "voice = Voice(Path(sys.argv[1])); voice.request(Line('Hello.'))\n"
        "while not voice.poll(): time.sleep(0.01)\n"
        "print(voice.worker_pid, flush=True); time.sleep(600)"
    )
    game = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    pid = int(game.stdout.readline())
    game.kill()
    game.communicate()
    until = time.monotonic() + LONG
    while _alive(pid):
        assert time.monotonic() < until, "the worker outlived the game"
        time.sleep(0.01)


def _alive(pid):
    """Whether the process runs; one that ended but was not yet collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_espeak_without_its_data_gives_way(tmp_path):
    good = engines.find_engines()[0]
    broken = replace(good, environment={**good.environment, "ESPEAK_DATA_PATH": str(tmp_path / "nowhere")})
    if good.source == "system":
        pytest.skip("the system's espeak knows its own data")
    found = probing.probe([broken], LONG)
    assert found.problem == problems.NO_ENGINE
    assert found.mend.command


@pytest.mark.slow
def test_a_full_disk_means_captions_and_leaves_nothing_half_done(espeak, tmp_path):
    good = patient_engines()[0]
    tiny_files = replace(good, argv=("sh", "-c", 'ulimit -f 4; exec "$0" "$@"', *good.argv))
    with Voice(tmp_path, engines=[tiny_files]) as voice:
        ear = type(espeak)(voice)
        spoken = ear.hear("One of these.", "Another one.", "And one more.")
        assert [speech.problem for speech in spoken] == [problems.DISK] * 3
        assert ear.notice() == problems.DISK
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_library_of_the_system_goes_first_and_gives_way_when_it_is_broken(tmp_path, monkeypatch):
    (tmp_path / "libespeak-ng.so.1").write_bytes(b"no library")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    first, second = engines.find_engines()
    assert (first.source, second.source) == ("system", "wheel")
    assert probing.probe([first, second], LONG).source == "wheel"


def test_sound_of_no_length_is_tried_again(monkeypatch):
    given = [b"", b"\x00\x10" * 4000]

    def synth(text, flags):
        sound = given.pop(0)
        fake.callback(sound, len(sound) // 2, [types.SimpleNamespace(type=0)])

    fake = types.ModuleType("pyttsx3.drivers._espeak")
    names = ("AUDIO_OUTPUT_SYNCHRONOUS", "RATE", "PITCH", "RANGE", "VOLUME", "CHARS_UTF8", "EE_OK", "EVENT_WORD")
    vars(fake).update(dict.fromkeys(names, 0), EVENT_LIST_TERMINATED=0, Synth=synth)
    vars(fake).update(Initialize=lambda *_: 22050, SetVoiceByName=lambda _: 0, SetParameter=lambda *_: 0)
    vars(fake).update(SetSynthCallback=lambda callback: setattr(fake, "callback", callback))
    monkeypatch.setitem(sys.modules, "pyttsx3.drivers._espeak", fake)
    monkeypatch.delitem(sys.modules, "sim.voice.binding", raising=False)
    from sim.voice.binding import Synthesiser

    assert len(Synthesiser().speak("Hello.", "nl", 165, 50, 50)) == 4000
    assert given == []


def test_the_probe_names_engine_version_and_voices():
    found = probing.probe(seconds=LONG)
    assert found.problem is None
    assert found.source in ("system", "wheel")
    assert found.version[0].isdigit()
    assert {"nl"} <= set(found.voices)
    assert any(code.startswith("en") for code in found.voices)
