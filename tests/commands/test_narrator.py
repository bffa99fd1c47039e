"""The voice that reads the screen: it starts when it is needed, in the program's language, and says when it fails."""

import time
from dataclasses import replace
from types import SimpleNamespace

import pytest

from sim.commands import narrator as module
from sim.commands.narrator import READER, Narrator, narrator_for
from sim.store.settings import Settings


class FakeVoice:
    made = 0

    def __init__(self, folder, **options):
        FakeVoice.made += 1
        self.folder, self.options, self.lines, self.closed = folder, options, [], False

    def request(self, line):
        self.lines.append(line)
        return len(self.lines)

    def poll(self):
        return [SimpleNamespace(id=1, path=None)]

    def stop(self):
        self.lines.clear()

    def notice(self):
        return "no_engine"

    def close(self):
        self.closed = True


@pytest.fixture
def voice(monkeypatch):
    monkeypatch.setattr(module, "Voice", FakeVoice)
    FakeVoice.made = 0


def test_its_worker_starts_with_the_first_word_and_in_a_room_of_its_own(voice, tmp_path):
    languages = ["en"]
    reader = Narrator(tmp_path, lambda: (languages[-1], 1.4))
    assert (reader.poll(), reader.notice(), FakeVoice.made) == ([], None, 0)
    reader.request("Settings")
    languages.append("nl")
    reader.request("Instellingen")
    made = reader._voice
    assert FakeVoice.made == 1
    assert [(line.text, line.language, line.voice) for line in made.lines] == [
        ("Settings", "en", replace(READER, rate=1.4)), ("Instellingen", "nl", replace(READER, rate=1.4)),
    ]  # fmt: skip
    assert made.options["on_the_line"] is False
    assert [speech.id for speech in reader.poll()] == [1]
    assert reader.notice() == "no_engine"
    reader.stop()
    assert made.lines == []
    reader.close()
    assert made.closed


def test_where_nothing_can_be_heard_no_worker_starts_and_it_says_so_once(voice, tmp_path):
    reader = Narrator(tmp_path, lambda: ("en", 1.0), audible=False)
    asked = [reader.request("Settings"), reader.request("Back")]
    assert [(speech.id, speech.path) for speech in reader.poll()] == [(number, None) for number in asked]
    assert [reader.notice(), reader.notice()] == ["no_sound", None]
    reader.request("Menu")
    reader.stop()
    reader.close()
    assert (reader.poll(), FakeVoice.made) == ([], 0)


def test_an_engine_of_the_settings_reads_too(voice, tmp_path):
    settings = Settings(voice_command=("piper", "-f", "{out}"))
    reader = narrator_for(settings, tmp_path, lambda: ("en", 1.0), True)
    reader.request("Settings")
    assert [engine.command for engine in reader._voice.options["engines"]] == [("piper", "-f", "{out}")]


def test_the_real_voice_reads_in_both_languages(tmp_path):
    languages = ["en"]
    reader = Narrator(tmp_path, lambda: (languages[-1], 1.4))
    reader.request("Settings")
    languages.append("nl")
    reader.request("Instellingen")
    found, until = [], time.monotonic() + 120
    while len(found) < 2 and time.monotonic() < until:
        found += reader.poll()
        time.sleep(0.01)
    reader.close()
    assert len(found) == 2
    if any(speech.path is None for speech in found):
        pytest.skip("no voice on this machine")
    assert len({speech.path for speech in found}) == 2
    assert all(speech.seconds > 0.3 for speech in found)
