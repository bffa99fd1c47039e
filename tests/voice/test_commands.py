"""Engines at arm's length: any program that takes text and writes a WAV."""

import sys

import pytest

from sim.voice import engines, problems
from sim.voice.lines import CallerVoice, Line

SCRIPT = """
import sys, wave
text, out = sys.stdin.read(), sys.argv[1]
print("chatter that must not reach the pipe", flush=True)
if "hang" in text:
    import time, os
    open(sys.argv[2], "w").write(str(os.getpid())); time.sleep(600)
if "fail" in text: sys.exit(3)
if "text file" in text: open(out, "w").write(text); sys.exit()
if "no file" in text: sys.exit()
with wave.open(out, "wb") as file:
    file.setparams((2, 2, 16000, 0, "NONE", ""))
    file.writeframes((b"\\x00\\x20\\x00\\x00" + b"\\x00\\xe0\\x00\\x00") * 4000)
"""


@pytest.fixture
def command(fake, tmp_path):
    """command(*arguments) -> Ear on a command engine that runs the script above with these arguments."""
    (tmp_path / "engine.py").write_text(SCRIPT)

    def make(*arguments, **options):
        argv = [sys.executable, "-S", "-E", str(tmp_path / "engine.py"), *arguments]
        return fake(engines=lambda _: [engines.command_engine(argv, **options)])

    return make


def test_a_command_speaks_and_its_words_are_estimated(command):
    (speech,) = command("{out}").hear("Hello there, you.")
    assert speech.problem is None
    assert speech.seconds == 0.5
    assert len(speech.words) == 3
    assert speech.envelope


@pytest.mark.parametrize(
    ("text", "problem"),
    [("please fail", problems.FAILED), ("a text file", problems.FAILED), ("no file", problems.BAD_COMMAND)],
)
def test_a_command_that_fails_means_a_caption(command, text, problem):
    (speech,) = command("{out}").hear(text)
    assert (speech.path, speech.problem) == (None, problem)


def test_a_command_without_a_place_for_the_file_is_refused(command):
    assert command("somewhere.wav").hear("Hello.")[0].problem == problems.BAD_COMMAND


def test_a_command_that_does_not_exist_switches_the_voice_off_after_three_lines(fake):
    ear = fake(engines=lambda _: [engines.command_engine(["/no/such/engine", "{out}"])])
    assert {speech.problem for speech in ear.hear("One.", "Two.", "Three.")} == {problems.BAD_COMMAND}
    assert ear.notice() == problems.BAD_COMMAND


def test_closing_ends_a_command_that_hangs(command, tmp_path):
    ear = command("{out}", str(tmp_path / "pid"))
    ear.voice.request(Line("please hang"))
    ear.wait(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
    ear.voice.close()
    pid = (tmp_path / "pid").read_text()
    ear.wait(lambda: not _running(pid))


def _running(pid):
    from pathlib import Path

    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_the_settings_name_the_voice_by_language_and_sex(fake, tmp_path):
    from sim.voice.orders import order_for

    voices = {"en": "amy", "en-male": "bob"}
    engine = engines.command_engine(["piper", "-m", "{voice}", "-f", "{out}"], voices)

    def voice(sex, language):
        return order_for(Line("Hello.", language, CallerVoice(sex)), engine, True).message["voice"]

    assert (voice("female", "en"), voice("male", "en"), voice("male", "nl")[:2]) == ("amy", "bob", "nl")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="tried with espeak")
def test_the_way_of_windows_and_macos_works_with_espeak(fake):
    from dataclasses import replace

    def public(_):
        engine = engines.public_engine()
        return [replace(engine, environment={**engines.find_engines()[0].environment, **engine.environment})]

    (speech,) = fake(engines=public).hear(Line("Goedemorgen.", "nl"))
    assert speech.path
    assert speech.seconds > 0.4
