"""How much help there is, and which: pure rules."""

import pytest

from sim.content.texts import load
from sim.core.hints import CUES, HELP, cue_after, cue_before, help_for
from sim.core.kinds import DIMENSIONS


@pytest.mark.parametrize(
    ("level", "best", "given"),
    [
        (1, None, "full"), (2, None, "full"), (3, None, "light"), (4, None, "light"), (5, None, "none"),
        (1, 69, "full"), (2, 70, "light"), (2, 84, "light"), (2, 85, "none"), (3, 70, "none"), (5, 100, "none"),
        (4, 30, "light"),
    ],
)  # fmt: skip
def test_help_fades_with_the_level_of_a_call_and_with_what_was_reached_in_it(level, best, given):
    assert help_for("auto", "practice", level, best) == given


@pytest.mark.parametrize("setting", HELP)
def test_who_chooses_gets_what_they_chose(setting):
    assert help_for(setting, "practice", 5, 100) == setting


@pytest.mark.parametrize("setting", ["auto", *HELP])
def test_an_exam_has_no_help(setting):
    assert help_for(setting, "exam", 1, None) == "none"


def test_the_most_urgent_cue_comes_and_quiet_moments_have_none():
    assert cue_before(("hot", "pressure", "safety")) == "safety"
    assert cue_before(("key", "hot", "detour")) == ""


@pytest.mark.parametrize(
    ("grade", "dimension"), [((0, 1, 2), ""), ((-1, -2, 0), "ownership"), ((-1, -1, 0), "calm"), ((2, 2, -1), "policy")]
)
def test_after_a_reply_the_dimension_that_it_harmed_most_is_named(grade, dimension):
    assert cue_after(grade) == dimension


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_cue_has_its_words(language):
    say = load(language)
    keys = [*(f"hint.before.{flag}" for flag in CUES), *(f"hint.after.{name}" for name in DIMENSIONS)]
    assert [key for key in keys if not say.has(key)] == []
