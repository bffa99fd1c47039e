"""A call that was played, written down and performed, is the same call."""

import random
from functools import cache

import pytest

from sim.content.loading import load_file
from sim.content.performing import perform
from sim.content.plays import play_of, read_play
from sim.content.reading import read_text
from sim.content.recorded import recorded
from sim.content.texts import caller_lines
from sim.core import events as ev
from sim.core.call import Call
from sim.core.events import Refused
from sim.core.log import Setup
from sim.core.phases import BREATHING, CALLER_SPEAKING, LOOKING_UP, ON_HOLD, RINGING, YOUR_TURN
from sim.core.scoring import score
from tests.shipped import FOLDER, PLAYS, SCENARIOS, each

LINES = caller_lines("en")
loaded = cache(load_file)


class Hand:
    """Plays a call at random, as somebody at a keyboard might."""

    def __init__(self, scenario, seed, timers=True):
        self.chance = random.Random(seed)
        self.call = Call(scenario, Setup(seed=seed, timers=timers), LINES)
        self.events = []

    def feed(self, event):
        if not any(isinstance(follow, Refused) for follow in self.call.feed(event)):
            self.events.append(event)

    def ms(self, most):
        return self.chance.randrange(most)

    def reply(self, most=9_000, permille=1000):
        self.feed(ev.Reply(self.ms(most), self.chance.choice(self.call.replies).option, permille))

    def step(self):
        chance, call = self.chance, self.call
        if call.phase == RINGING:
            self.feed(ev.Answer(self.ms(3_000)))
        elif call.phase == CALLER_SPEAKING:
            if chance.random() < 0.1 and call.clock.silences == 0:
                self.feed(ev.Show())
                self.reply(2_000, chance.randrange(1000))
            elif chance.random() < 0.05:
                self.feed(ev.Hold(self.ms(2_000)))
                self.feed(ev.Resume(self.ms(40_000)))
            else:
                self.feed(ev.Heard(self.ms(100)))
        elif call.phase == YOUR_TURN:
            doing = chance.choice(["reply"] * 8 + ["breathe", "hold", "look", "wait", "timers", "hang_up"])
            if doing == "reply":
                self.reply()
            elif doing == "look" and call.desk:
                self.feed(ev.LookUp(self.ms(3_000), chance.choice(call.desk).title))
            elif doing == "timers":
                self.feed(ev.Timers(self.ms(500), chance.random() < 0.5))
            elif doing == "hang_up" and chance.random() < 0.2:
                self.feed(ev.HangUp(self.ms(3_000)))
            else:
                kinds = {"breathe": ev.Breathe, "hold": ev.Hold, "wait": ev.Wait}
                self.feed(kinds.get(doing, ev.Wait)(self.ms(20_000)))
        elif call.phase in (BREATHING, ON_HOLD, LOOKING_UP):
            self.feed(ev.Wait(self.ms(30_000)) if chance.random() < 0.3 else ev.Resume(self.ms(9_000)))

    def play(self, most=60):
        while self.call.finished is None and len(self.events) < most:
            self.step()
        if self.call.finished:
            self.feed(ev.Close())
        return self


@pytest.mark.slow
@pytest.mark.parametrize("path", each(SCENARIOS))
@pytest.mark.parametrize("timers", [True, False], ids=["timed", "untimed"])
def test_any_call_written_down_performs_the_same(path, timers):
    scenario = loaded(path)
    for seed in range(4):
        hand = Hand(scenario, seed, timers).play()
        done = recorded(scenario, hand.call.setup, hand.events, LINES)
        reading = play_of(read_text(done.text, "play.yaml"))
        assert reading.problems == (), done.text
        again = perform(reading, scenario, LINES)
        card = score(scenario, hand.call.log())
        assert (seed, done.same, again.problems) == (seed, True, ()), done.text
        assert (again.card.scores, again.card.ending, again.card.passed) == (card.scores, card.ending, card.passed)


@pytest.mark.parametrize("path", each(PLAYS))
def test_a_shipped_play_recorded_again_is_the_same_play(path):
    reading = read_play(path)
    scenario = loaded(FOLDER / f"{reading.play.scenario}.yaml")
    first = perform(reading, scenario, LINES)
    done = recorded(scenario, Setup(seed=reading.play.seed), first.events, LINES)
    second = perform(play_of(read_text(done.text, "x")), scenario, LINES)
    assert done.same
    assert second.card == first.card


def test_a_play_says_in_a_comment_what_was_said():
    hand = Hand(loaded(SCENARIOS[0]), 1)
    hand.feed(ev.Answer())
    hand.feed(ev.Heard())
    said = hand.call.replies[1]
    hand.feed(ev.Reply(1_234, said.option))
    text = recorded(hand.call.scenario, hand.call.setup, hand.events, LINES).text
    assert f"  - {{reply: {said.option}, after: 1.234}}  # {said.text[:20]}" in text


def test_a_call_of_nothing_but_waiting_is_a_play_too():
    hand = Hand(loaded(SCENARIOS[0]), 1)
    for event in (ev.Answer(), ev.Heard(), ev.Wait(9_000_000)):
        hand.feed(event)
    done = recorded(hand.call.scenario, hand.call.setup, hand.events, LINES)
    assert "ending: caller_hung_up" in done.text
