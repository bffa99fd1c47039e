"""How a call stands, in as little as its score needs: for thousands of calls that are scored and forgotten.

scoring.score gives every point an address and takes its time; here are the same figures without the ledger (a test
compares them). Two calls that stand alike in the same state score alike whatever follows.
"""

from fractions import Fraction
from typing import NamedTuple

from sim.core.clock import SHORTEST_BREATH_MS
from sim.core.decision import Turn
from sim.core.kinds import PASS
from sim.core.reach.live import closing_conditions
from sim.core.reach.tally import FULL, NEUTRAL, NOTHING_YET, Past, Rules, after, soothed
from sim.core.scenario import DIMENSIONS
from sim.core.scoring import BREATHS_COUNTED, BREATHS_SHARE, EFFORT, SNAP_COST
from sim.core.script import Script, State


class Standing(NamedTuple):
    """A call so far. `provoked`: provocations met, up to those whose breath counts; `snapped` at provocations."""

    calm: Past = NOTHING_YET
    ownership: Past = NOTHING_YET
    policy: Past = NOTHING_YET
    peak: int = 0
    provoked: int = 0
    breathed: int = 0
    snapped: int = 0
    snaps: int = 0
    turns: int = 0


class Result(NamedTuple):
    """A call's scores in the order of DIMENSIONS (None: not rated), and whether it passed."""

    scores: tuple[int | None, int | None, int | None]
    passed: bool
    complete: bool


class Scorer:
    """Scores calls of one scenario turn by turn. Knows replies, breaths and snaps, no other timing."""

    def __init__(self, script: Script) -> None:
        self._rules = tuple(Rules(script, dimension) for dimension in DIMENSIONS)
        start = script.scenario.caller.start
        self._start = start.anger + start.panic
        self._endings = {name: ending.complete for name, ending in script.scenario.endings.items()}
        self._closing = [script.test(condition) for condition in closing_conditions(script.scenario)]
        self.nothing = Standing(peak=self._start)

    def after(self, standing: Standing, turn: Turn) -> Standing:
        """A call with one more turn."""
        choice, timing = turn.choice, turn.timing
        calm, ownership, policy = self._rules
        provoked, breathed, snapped = standing.provoked, standing.breathed, standing.snapped
        if "provocation" in choice.flags:
            if provoked < BREATHS_COUNTED:
                provoked += 1
                breathed += timing.breath_ms >= SHORTEST_BREATH_MS and choice.grade[0] >= 1
            snapped += timing.snap
        return Standing(
            after(standing.calm, calm.gain(choice, 0)),
            after(standing.ownership, ownership.gain(choice, 0)),
            after(standing.policy, policy.gain(choice, 0)),
            max(standing.peak, turn.after.anger + turn.after.panic),
            provoked,
            breathed,
            snapped,
            standing.snaps + timing.snap,
            standing.turns + 1,
        )

    def result(self, standing: Standing, final: State, ending: str) -> Result:
        """The result of a call that is over; `ending` is empty for one that was broken off."""
        complete = self._endings.get(ending, False)
        applies = sum(1 << n for n, test in enumerate(self._closing) if test is None or test(final))
        effect = soothed(self._start, final.mood.anger + final.mood.panic, standing.peak)
        found = standing.ownership._replace(reached=standing.ownership.reached | self._rules[1].met(final.facts))
        pasts = standing.calm, found, standing.policy
        timing = self._timing(standing)
        calm, ownership, policy = (
            rules.score(rules.joined(past, rules.nothing(applies, complete)), effect, timing)
            for rules, past in zip(self._rules, pasts, strict=True)
        )
        effort = Fraction(standing.turns - standing.snaps, standing.turns)
        rated = [score for score in (calm, ownership, policy) if score is not None]
        passed = len(rated) == len(DIMENSIONS) and min(rated) >= PASS and complete and effort >= EFFORT
        return Result((calm, ownership, policy), passed, complete)

    @staticmethod
    def _timing(standing: Standing) -> Fraction:
        timing = NEUTRAL - SNAP_COST * standing.snapped
        if standing.breathed:
            timing += Fraction(BREATHS_SHARE * standing.breathed, standing.provoked)
        return max(Fraction(0), min(Fraction(FULL), timing))
