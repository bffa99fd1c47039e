"""The client against a scripted worker: whatever the worker does, every request is answered and nothing hangs."""

import os
import shutil
import signal
import sys
import wave
from pathlib import Path

import pytest

from sim.voice import problems
from sim.voice.captions import revealed
from sim.voice.engines import Engine
from sim.voice.lines import Line, Mood


def starts(log: Path) -> int:
    return log.read_text().split("\n").count("start") if log.exists() else 0


def test_a_line_becomes_a_file_with_words_and_loudness(fake):
    (speech,) = fake().hear("Where is my parcel?")
    assert speech.problem is None
    assert speech.path.is_file()
    assert speech.seconds == 1.0
    assert [word.offset for word in speech.words] == [0, 6, 9, 12]
    assert len(speech.envelope) == 40


def test_the_same_line_is_spoken_once(fake, tmp_path):
    ear = fake(tmp_path / "log")
    first, second = ear.hear("Hello."), ear.hear("Hello.")
    assert first[0].path == second[0].path
    assert (tmp_path / "log").read_text() == "start\nHello.\n"


@pytest.mark.slow
def test_a_line_asked_for_twice_at_once_is_spoken_once_and_answered_twice(fake, tmp_path):
    ear = fake(tmp_path / "log")
    assert len(ear.hear("Hello slow.", "Hello slow.")) == 2
    assert (tmp_path / "log").read_text() == "start\nHello slow.\n"


def test_what_was_prepared_is_there_when_asked_for(fake, tmp_path):
    ear = fake(tmp_path / "log")
    ear.voice.prefetch([Line("One."), Line("Two.")])
    ear.wait(lambda: "Two." in (tmp_path / "log").read_text() if (tmp_path / "log").exists() else False)
    ear.hear("One.", "Two.")
    assert (tmp_path / "log").read_text() == "start\nOne.\nTwo.\n"


@pytest.mark.slow
def test_a_request_goes_before_what_is_only_prepared_and_new_wishes_replace_old(fake, tmp_path):
    ear = fake(tmp_path / "log")
    ear.hear("First.")
    ear.voice.prefetch([Line(f"Old slow {i}.") for i in range(9)])
    ear.voice.prefetch([Line("New slow."), Line("Last.")])
    ear.hear("Urgent.")
    ear.wait(lambda: "Last." in (tmp_path / "log").read_text())
    said = (tmp_path / "log").read_text().split("\n")
    assert sum("Old" in text for text in said) <= 1
    assert said.index("Urgent.") < said.index("Last.")


def test_nothing_comes_for_what_was_stopped(fake):
    ear = fake()
    ear.voice.request(Line("Never mind, slow."))
    ear.voice.stop()
    (speech,) = ear.hear("And now.")
    assert speech.id == 2
    assert ear.voice.poll() == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("please die", problems.DIED),
        ("please hang", problems.LATE),
        ("some garbage", problems.DIED),
        ("an endless word", problems.DIED),
        ("a stranger answers", problems.GARBLED),
        ("refuse me", problems.DISK),
        ("a lie", problems.GARBLED),
        ("a damaged file", problems.GARBLED),
    ],
)
def test_a_line_that_fails_becomes_a_caption_and_the_next_is_spoken(fake, text, problem):
    ear = fake()
    (failed,) = ear.hear(text)
    assert (failed.path, failed.problem) == (None, problem)
    assert revealed(failed.words, failed.seconds) == len(text)
    assert ear.hear("And the next one.")[0].path is not None


@pytest.mark.slow
def test_what_waits_behind_a_line_that_takes_for_ever_is_shown_in_time_as_well(fake, tmp_path):
    ear = fake(tmp_path / "log")
    ear.voice.prefetch([Line("sleep")])
    ear.wait(lambda: (tmp_path / "log").exists() and "sleep" in (tmp_path / "log").read_text())
    assert ear.hear("Now, in haste.")[0].problem == problems.LATE


def test_a_worker_killed_from_outside_is_replaced(fake, tmp_path):
    ear = fake(tmp_path / "log")
    ear.hear("One.")
    os.kill(ear.voice.worker_pid, signal.SIGKILL)
    (speech,) = ear.hear("Two.")
    if speech.path is None:  # asked before the death was noticed: a caption, and the one after it is spoken
        (speech,) = ear.hear("Three.")
    assert speech.path is not None
    assert starts(tmp_path / "log") == 2


@pytest.mark.slow
def test_the_third_fault_switches_the_voice_off_with_one_notice(fake, tmp_path):
    ear = fake(tmp_path / "log")
    ear.hear("Kept.")
    faults = ear.hear("die 1", "die 2", "die 3")
    after = ear.hear("Anything.", "die 4")
    assert [speech.path for speech in (*faults, *after)] == [None] * 5
    assert [speech.problem for speech in after] == [problems.OFF] * 2
    assert (ear.notice(), ear.voice.notice()) == (problems.DIED, None)
    assert starts(tmp_path / "log") == 3
    assert ear.hear("Kept.")[0].path is not None, "what is in the cache needs no worker"


@pytest.mark.parametrize("start", ["no", "dead"])
def test_an_engine_that_does_not_start_means_captions(fake, start):
    ear = fake(start)
    ear.voice.prefetch([Line("Well?")])
    (speech,) = ear.hear("Hello.")
    assert (speech.path, speech.problem) == (None, problems.NO_ENGINE)
    assert ear.notice() == problems.NO_ENGINE


@pytest.mark.slow
def test_a_request_does_not_wait_for_a_worker_that_takes_long_to_start(fake):
    (speech,) = fake("never").hear("Hello, in haste.")
    assert (speech.path, speech.problem) == (None, problems.LATE)


def test_an_engine_that_does_not_start_gives_way_to_the_next(fake):
    def dead_one_first(engine):
        return [Engine("dead", "dead 1", (*engine.argv[:-1], "dead")), engine]

    assert fake(engines=dead_one_first).hear("Hello.")[0].path is not None


def test_a_program_that_is_not_there_gives_way_too(fake):
    ear = fake(engines=lambda _: [Engine("gone", "gone 1", ("/no/such/program",))])
    assert ear.hear("Hello.")[0].problem == problems.NO_ENGINE


def test_no_engine_at_all_means_captions_and_one_notice(fake):
    ear = fake(engines=lambda _: [])
    ear.voice.prefetch([Line("Well?")])
    speech = ear.hear(Line("Hello there, you two.", mood=Mood(anger=90)))[0]
    assert speech.path is None
    assert 0.6 < speech.seconds < 2
    assert ear.notice() == problems.NO_ENGINE


def test_a_folder_that_cannot_be_written_to_is_replaced_for_the_session(fake, tmp_path):
    (tmp_path / "file").write_text("")
    ear = fake(folder=tmp_path / "file" / "cache")
    path = ear.hear("Hello.")[0].path
    assert path.is_file()
    ear.voice.close()
    assert not path.exists(), "nothing is left behind"


def test_a_folder_that_vanishes_is_made_again(fake):
    ear = fake()
    ear.hear("One.")
    shutil.rmtree(ear.voice.folder)
    ear.hear("Two.")
    assert ear.hear("Three.")[0].path.is_file()


def test_no_place_to_write_at_all_means_captions(fake, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    ear = fake(folder=tmp_path / "file" / "cache")
    assert ear.hear("Hello.")[0].path is None
    assert ear.notice() == problems.DISK


@pytest.mark.parametrize(
    ("text", "problem"),
    [("...", problems.SILENT), ("😀", problems.SILENT), ("", problems.SILENT), ("a " * 999, problems.TOO_LONG)],
)
def test_what_cannot_be_said_is_shown_and_is_no_fault(fake, text, problem):
    ear = fake()
    assert [speech.problem for speech in ear.hear(*[text] * 4)] == [problem] * 4
    assert ear.hear("Hello.")[0].path is not None


def test_a_recording_goes_before_any_engine(fake, tmp_path):
    recording = tmp_path / "line.wav"
    with wave.open(str(recording), "wb") as file:
        file.setparams((2, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\x00\x10\x00\x00" * 4000)
    (speech,) = fake("dead").hear(Line("As I said.", recording=recording))
    assert (speech.path, speech.seconds, speech.problem) == (recording, 0.5, None)
    assert len(speech.envelope) == 20
    assert speech.words[-1].start < 0.5


def test_the_length_of_an_ogg_is_left_to_the_stage(fake, tmp_path):
    (tmp_path / "line.ogg").write_bytes(b"OggS")
    (speech,) = fake("dead").hear(Line("As I said.", recording=tmp_path / "line.ogg"))
    assert (speech.path, speech.seconds) == (tmp_path / "line.ogg", None)


@pytest.mark.parametrize("content", [None, b"", b"RIFF nonsense"])
def test_a_recording_that_cannot_be_used_is_replaced_by_the_engine(fake, tmp_path, content):
    recording = tmp_path / "line.wav"
    if content is not None:
        recording.write_bytes(content)
    (speech,) = fake().hear(Line("As I said.", recording=recording))
    assert speech.path not in (None, recording)
    assert speech.problem == problems.BAD_RECORDING


def test_a_failure_of_our_own_still_answers(fake, monkeypatch):
    def broken(*_):
        raise RuntimeError("a bug")

    monkeypatch.setattr("sim.voice.desk.order_for", broken)
    ear = fake()
    assert [speech.problem for speech in ear.hear("One.", "Two.")] == [problems.FAILED] * 2
    assert ear.notice() == problems.FAILED


def test_a_closed_voice_still_answers_with_captions(fake):
    ear = fake()
    ear.voice.close()
    ear.voice.close()
    assert ear.hear("Hello.")[0].problem == problems.OFF


def test_closing_ends_a_worker_that_hangs(fake, tmp_path):
    ear = fake(tmp_path / "log")
    ear.hear("One.")
    pid = ear.voice.worker_pid
    ear.voice.request(Line("sleep"))
    ear.wait(lambda: "sleep" in (tmp_path / "log").read_text())
    ear.voice.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_two_voices_share_one_folder(fake):
    one, two = fake(), fake()
    lines = [f"Line {i}." for i in range(5)]
    assert all(speech.path for speech in one.hear(*lines) + two.hear(*reversed(lines)))


def test_the_voice_does_not_import_what_the_stage_owns():
    import subprocess

    code = "import sim.voice.client, sys; print([m for m in ('pygame', 'numpy', 'pyttsx3') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
