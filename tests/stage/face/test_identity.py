"""Who callers are: the cast, strangers, and what a scenario may change."""

import pytest

from sim.stage.face.cast import CAST, identity_for, seed_of
from sim.stage.face.identity import FACE_KEYS, Identity, is_legal, with_overrides

_SCENARIOS = {
    "four-afternoons", "the-double-bill", "seat-14c", "water-through-the-ceiling", "the-helpful-man",
    "the-referral-is-gone", "everything-encrypted", "the-cot", "eviction-thursday", "wrong-account-number",
    "the-heat-pump", "unlock-my-sons-account",
}  # fmt: skip


def test_the_twelve_shipped_scenarios_have_a_face_of_their_own():
    assert set(CAST) == _SCENARIOS
    assert len(set(CAST.values())) == 12


def test_the_cast_holds_only_legal_looks():
    for identity in CAST.values():
        for key in FACE_KEYS:
            assert is_legal(key, str(getattr(identity, key))), (identity, key)


def test_every_field_of_an_identity_is_a_legal_key():
    assert set(FACE_KEYS) == set(Identity.__dataclass_fields__)


def test_an_unknown_scenario_always_gets_the_same_stranger():
    assert identity_for("my-own-call", "female", 52) == identity_for("my-own-call", "female", 52)
    assert identity_for("my-own-call", "female", 52) != identity_for("another-call", "female", 52)
    assert seed_of("my-own-call") == 0x8075FF1B5D8B0E41


@pytest.mark.parametrize("sex", ["female", "male"])
@pytest.mark.parametrize("age", [18, 30, 50, 67, 88])
def test_strangers_fit_their_sex_and_age(sex, age):
    for number in range(12):
        stranger = identity_for(f"call-{number}", sex, age)
        assert stranger.age == age
        assert sex == "male" or stranger.beard == "none"
        assert sex == "female" or (stranger.earrings == "none" and stranger.style not in {"wavy", "bob", "bun", "set"})
        assert age < 60 or stranger.grey > 0
        assert all(is_legal(key, str(getattr(stranger, key))) for key in FACE_KEYS)


def test_a_stranger_of_unknown_sex_and_age_still_has_a_face():
    assert identity_for("nobody-knows").age >= 18


def test_overrides_apply_to_the_cast_and_to_strangers():
    for scenario_id in ("four-afternoons", "some-other-call"):
        changed = identity_for(scenario_id, "female", 40, {"hair": "#101010", "glasses": "round", "age": "63"})
        assert (changed.hair, changed.glasses, changed.age) == ("#101010", "round", 63.0)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("hat", "bowler"),
        ("style", "mohawk"),
        ("skin", "pink"),
        ("skin", "#12345"),
        ("age", "old"),
        ("age", "7"),
        ("jaw", "nan"),
        ("lips", "1.2"),
    ],
)
def test_what_is_not_legal_is_refused_and_passed_over(key, value):
    assert not is_legal(key, value)
    assert with_overrides(Identity(), {key: value}) == Identity()


def test_each_key_says_what_it_may_hold():
    assert FACE_KEYS["glasses"].legal == "none | round | square | half"
    assert FACE_KEYS["skin"].legal == "#RRGGBB"
    assert FACE_KEYS["age"].legal == "18 .. 95"
