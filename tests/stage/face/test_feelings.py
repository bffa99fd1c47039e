"""Hidden mood to pose, and what a face does by itself."""

import dataclasses
from itertools import pairwise

import pytest

from sim.stage.face.life import STILL, life
from sim.stage.face.pose import BASIS, MOODS, NEUTRAL, Pose, feeling, leading, pose_for


def _distance(one: Pose, other: Pose) -> float:
    return sum(abs(getattr(one, f.name) - getattr(other, f.name)) for f in dataclasses.fields(Pose))


def test_no_feeling_is_the_neutral_pose():
    assert pose_for({}) == NEUTRAL


def test_a_full_feeling_is_its_basis_pose():
    for name, basis in BASIS.items():
        assert _distance(pose_for({name: 1.0}), basis) < 1e-9


def test_weights_count_with_the_power_of_one_and_a_half():
    assert pose_for({"anger": 0.25}).flush == pytest.approx(0.125 * BASIS["anger"].flush)


def test_feelings_that_add_up_to_too_much_stay_a_possible_face():
    mixed = pose_for({"anger": 1.0, "panic": 1.0})
    for field in dataclasses.fields(Pose):
        values = [getattr(BASIS["anger"], field.name), getattr(BASIS["panic"], field.name)]
        assert min(values) - 1e-9 <= getattr(mixed, field.name) <= max(values) + 1e-9


@pytest.mark.parametrize(
    ("mood", "strongest"),
    [
        ("calm", "calm"),
        ("trusting", "trust"),
        ("irritated", "irritated"),
        ("furious", "anger"),
        ("worried", "worried"),
        ("panicking", "panic"),
        ("weary", "sad"),
    ],
)
def test_every_mood_shows_as_itself(mood, strongest):
    weights = feeling(*MOODS[mood])
    assert max(weights, key=weights.__getitem__) == strongest


def test_a_resting_caller_has_no_leading_feeling():
    assert leading(feeling(*MOODS["neutral"])) is None


@pytest.mark.parametrize(
    ("mood", "lead"),
    [("furious", "anger"), ("irritated", "anger"), ("worried", "panic"), ("trusting", "trust"), ("calm", "calm")],
)
def test_the_leading_feeling_names_one_of_the_four_shown(mood, lead):
    assert leading(feeling(*MOODS[mood])) == lead


def test_fifteen_points_of_anger_or_panic_move_the_face_wherever_they_start():
    for start in range(15, 80, 5):
        calmer, angrier = pose_for(feeling(start, 15, 40, 50)), pose_for(feeling(start + 15, 15, 40, 50))
        assert _distance(calmer, angrier) > 1.0, start
        safer, scared = pose_for(feeling(15, start, 40, 50)), pose_for(feeling(15, start + 15, 40, 50))
        assert _distance(safer, scared) > 1.0, start


def test_every_hidden_state_gives_weights_between_nought_and_one():
    for anger in range(0, 101, 20):
        for panic in range(0, 101, 20):
            for trust in range(0, 101, 25):
                for patience in (0, 50, 100):
                    assert all(0 <= w <= 1 for w in feeling(anger, panic, trust, patience).values())


def test_the_same_second_of_a_call_is_lived_the_same_way():
    assert life(12.34, 5) == life(12.34, 5)
    assert life(12.34, 5) != life(12.34, 6)


def test_a_caller_blinks_once_in_every_few_seconds():
    closed = [life(tick / 50, 3).blink > 0.7 for tick in range(50 * 36)]
    starts = sum(1 for before, now in pairwise(closed) if now and not before)
    assert starts == 10


def test_a_glance_never_jumps():
    places = [life(tick / 100, 9).gaze_x for tick in range(3000)]
    assert max(abs(b - a) for a, b in pairwise(places)) < 0.25
    assert max(abs(place) for place in places) > 0.2


def test_with_reduced_motion_nothing_moves_by_itself():
    assert {life(second * 1.7, 4, reduced_motion=True) for second in range(20)} == {STILL}
