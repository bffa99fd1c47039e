"""Played calls and libraries, made up: by hand, and by hypothesis."""

from hypothesis import strategies as st

from sim.core.kinds import FAMILIES
from sim.core.practice.played import Available, Played

SHELF = [
    Available(f"{family}-{level}", family, level) for family in FAMILIES for level in (1, 2, 3, 4)
]  # four of each family, as the program ships them
TWIN = Available("angry-1-b", "angry", 1, twin_of="angry-1")


def played(scenario="angry-1", day=100, scores=(80, 80, 80), **more):
    """A call that is over; passed where every score is 70 or more."""
    family, _, level = scenario.partition("-")
    rated = all(score is not None for score in scores)
    given = {
        "id": f"{scenario}@{day}{more.get('at', '')}{more.get('mode', '')}",
        "passed": rated and min(scores) >= 70,
        "complete": True,
    }
    return Played(scenario=scenario, family=family, level=int(level[0]), day=day, scores=scores, **given | more)


def exam(scenario, day=100, scores=(80, 80, 80), **more):
    return played(scenario, day, scores, mode="exam", **more)


_score = st.one_of(st.none(), st.integers(0, 100))


@st.composite
def a_call(draw):
    one = draw(st.sampled_from([*SHELF, TWIN]))
    scores = draw(st.tuples(_score, _score, _score))
    complete = draw(st.booleans())
    passed = complete and all(score is not None and score >= 70 for score in scores)
    return Played(
        id=draw(st.uuids()).hex,
        scenario=one.scenario,
        family=one.family,
        level=one.level,
        day=draw(st.integers(0, 60)),
        scores=scores,
        passed=passed,
        complete=complete,
        capped=not passed and draw(st.booleans()),
        mode=draw(st.sampled_from(("practice", "exam"))),
        attempt=draw(st.integers(0, 3)),
        twin_of=one.twin_of,
        at=f"{draw(st.integers(0, 23)):02d}",
    )


CALLS = st.lists(a_call(), max_size=25, unique_by=lambda call: call.id)
TODAY = st.integers(60, 120)
