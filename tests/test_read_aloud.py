"""The shipped calls read aloud: what a caller says in calls at random, by the real voice, each in its slowest mood."""

import random
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sim.commands.speaker import line_of
from sim.content.library import Library
from sim.core.call import Call
from sim.core.events import Answer, Heard, Reply, Resume, Said, Wait
from sim.core.log import Setup
from sim.core.phases import ON_HOLD
from sim.core.wording import reading_ms
from sim.voice.client import Voice
from sim.voice.engines import find_engines
from sim.voice.mood import setting

SHIPPED = Path(__file__).parents[1] / "scenarios"
LIBRARY = Library([SHIPPED])
CALLS = 15
MOST_EVENTS = 120
LONGEST_SECONDS = 15

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="espeak is bound on Linux only"),
]


def played(scenario, seed):
    """A call in which replies are drawn: what the caller said, and the milliseconds that reading the replies takes."""
    drawn = random.Random(seed)
    call = Call(scenario, Setup(seed=seed))
    said, reading = [], 0
    follows = call.feed(Answer(0))
    for _ in range(MOST_EVENTS):
        said += [follow.utterance for follow in follows if isinstance(follow, Said)]
        if call.finished:
            break
        if call.phase == ON_HOLD:
            follows = call.feed(Resume(1000))
            continue
        if not call.replies_shown:
            follows = call.feed(Heard(2000))
            continue
        if drawn.random() < 0.05:
            follows = call.feed(Wait(60_000))
            continue
        allowance = reading_ms(*(reply.text for reply in call.replies))
        reading += allowance
        follows = call.feed(Reply(allowance // 2, drawn.choice(call.replies).option))
    return said, reading


def read_aloud(voice, line):
    """The line's speech."""
    voice.request(line)
    while not (ready := voice.poll()):
        time.sleep(0.002)
    return ready[0]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", LIBRARY.ids())
def test_every_line_is_spoken_in_time_and_a_call_lasts_about_as_long_as_it_says(name, language, tmp_path):
    scenario = LIBRARY.load(name, language)
    calls = [played(scenario, seed) for seed in range(CALLS)]
    slowest = {}
    for utterance in (utterance for said, _ in calls for utterance in said):
        line = line_of(scenario, utterance, None)
        known = slowest.setdefault(line.text, line)
        if setting(line.voice, line.mood).rate < setting(known.voice, known.mood).rate:
            slowest[line.text] = line
    patient = [replace(engine, patience=(30.0, 1.0)) for engine in find_engines()]
    with Voice(tmp_path, engines=patient, on_the_line=False) as voice:
        speeches = {text: read_aloud(voice, line) for text, line in slowest.items()}
    assert {text: speech.problem for text, speech in speeches.items() if not speech.path} == {}
    assert {text: speech.seconds for text, speech in speeches.items() if speech.seconds > LONGEST_SECONDS} == {}
    longest = max(sum(speeches[u.text].seconds for u in said) + reading / 1000 for said, reading in calls)
    assert 0.6 <= longest / 60 / scenario.minutes <= 1.2
