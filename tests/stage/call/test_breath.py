"""The breath: when to breathe in and out, from when it counts, and when the silence has lasted too long."""

from functools import partial

import pytest

from sim.core.log import Setup
from sim.stage.call.breath import IN_SECONDS, OUT_SECONDS, BreathRing
from sim.stage.kit.look import LookSettings
from tests.stage.call_play import Desk as LargeDesk

Desk = partial(LargeDesk, size=(960, 540))
SOON, COUNTS, LATE = "A breath counts from", "This breath counts.", "has waited long enough."


def breathing(seconds, wait=0.0, **given):
    """A call in which somebody breathes for so long, after so much silence."""
    desk = Desk(**given).to_replies()
    desk.player.wait(wait)
    desk.player.key("b")
    desk.player.wait(seconds)
    return desk


def test_in_for_two_seconds_and_out_for_four():
    ring = BreathRing("in", "out")
    words = []
    for tenths in range(60):
        ring.show(tenths / 10, "")
        words.append(ring.label)
    assert (IN_SECONDS, OUT_SECONDS) == (2, 4)
    assert words == ["in"] * 20 + ["out"] * 40


def test_the_disc_is_largest_between_in_and_out_and_small_at_both_ends():
    ring, sizes = BreathRing("in", "out"), []
    for seconds in (0, 1, 2, 4, 5.99):
        ring.show(seconds, "")
        sizes.append(ring.size)
    assert sizes[0] < sizes[1] < sizes[2] == 1
    assert sizes[2] > sizes[3] > sizes[4]


@pytest.mark.parametrize(("seconds", "state"), [(0.8, SOON), (1.3, SOON), (1.8, COUNTS), (5.5, COUNTS)])
def test_the_words_say_from_when_it_counts(seconds, state):
    assert state in breathing(seconds).screen.parts.card.ring.state


def test_the_time_to_answer_is_seen_going_on():
    desk = breathing(1)
    time = desk.screen.parts.time
    assert time.timed
    before = time.share
    desk.player.wait(2)
    assert time.share < before


def test_where_the_silence_will_be_too_long_the_rim_says_so_and_then_the_words():
    desk = Desk().to_replies()
    left = desk.screen.director.silence_left[0]
    desk.player.wait(left - 3)
    desk.player.key("b")
    desk.player.wait(1)
    ring = desk.screen.parts.card.ring
    assert ring.late == pytest.approx(0.5, abs=0.04)
    assert LATE not in ring.state
    desk.player.wait(2.3)
    assert LATE in ring.state
    assert "dead_air" not in desk.screen.director.notices


def test_the_caller_is_seen_to_wait():
    desk = breathing(1)
    assert desk.screen.parts.clock.label == "Caller waits"
    desk.player.key("b")
    desk.player.frame()
    assert desk.screen.parts.clock.label == "On the line"


def test_without_time_limits_no_silence_is_too_long():
    desk = breathing(2, setup=Setup(seed=7, timers=False))
    assert desk.screen.parts.card.ring.late is None
    assert not desk.screen.parts.time.timed


def test_with_less_motion_only_whole_seconds_are_seen():
    desk = breathing(1.3, looks=LookSettings(reduced_motion=True))
    ring = desk.screen.parts.card.ring
    assert (ring.count, ring.filled) == (2, 10)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_the_words_fit(language, text):
    desk = LargeDesk(language=language, looks=LookSettings(text=text)).to_replies()
    desk.player.wait(desk.screen.director.silence_left[0] - 1)
    desk.player.key("b")
    for _ in range(3):
        desk.player.wait(0.9)
        assert desk.cut_off() == []
