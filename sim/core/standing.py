"""How a call stands, in as little as its score needs: for thousands of calls that are scored and forgotten.

scoring.score gives every point an address and takes its time; here are the same figures without the ledger (tests
compare them on any call), for simulated trainees and for a server that scores what a room of trainees sends. Two calls
that stand alike in the same state score alike whatever follows.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from sim.core.clock import SHORTEST_BREATH_MS
from sim.core.decision import Turn
from sim.core.kinds import DISTINCTION, PASS
from sim.core.log import Log
from sim.core.reach.live import closing_conditions
from sim.core.reach.tally import FULL, NEUTRAL, NOTHING_YET, Gain, Past, Rules, after, soothed
from sim.core.scenario import DIMENSIONS
from sim.core.scoring import BREATHS_COUNTED, BREATHS_SHARE, EFFORT, INTERRUPTION_COST, SILENCE_COST, SNAP_COST
from sim.core.script import Choice, Script, State

_Gains = tuple[Gain, Gain, Gain]


class Standing(NamedTuple):
    """A call so far. `provoked`: provocations met, up to those whose breath counts; `snapped` at provocations;
    `interrupted`, `silent`: turns in which that happened.
    """

    calm: Past = NOTHING_YET
    ownership: Past = NOTHING_YET
    policy: Past = NOTHING_YET
    peak: int = 0
    provoked: int = 0
    breathed: int = 0
    snapped: int = 0
    snaps: int = 0
    turns: int = 0
    interrupted: int = 0
    silent: int = 0


class Result(NamedTuple):
    """A call's scores in the order of DIMENSIONS (None: not rated), and whether it passed, and with distinction."""

    scores: tuple[int | None, int | None, int | None]
    passed: bool
    distinction: bool
    complete: bool


class Scorer:
    """Scores calls of one scenario, turn by turn or as a whole."""

    def __init__(self, script: Script) -> None:
        self._rules = tuple(Rules(script, dimension) for dimension in DIMENSIONS)
        start = script.scenario.caller.start
        self._start = start.anger + start.panic
        self._endings = {name: ending.complete for name, ending in script.scenario.endings.items()}
        self._closing = [script.test(condition) for condition in closing_conditions(script.scenario)]
        self._known: dict[int, tuple[Choice, _Gains]] = {}
        self.nothing = Standing(peak=self._start)

    def after(self, standing: Standing, turn: Turn) -> Standing:
        """A call with one more turn."""
        return self._after_all(standing, (turn,))

    def _after_all(self, standing: Standing, turns: Iterable[Turn]) -> Standing:
        calm, ownership, policy, peak, provoked, breathed, snapped, snaps, count, interrupted, silent = standing
        for _, choice, _, mood, timing, _, _, added in turns:
            # A reply with words of its own is made for this call alone: what it is worth is not kept.
            gains = self._gains_of(choice) if added else self._gains(choice)
            calm, ownership, policy = after(calm, gains[0]), after(ownership, gains[1]), after(policy, gains[2])
            upset = mood.anger + mood.panic
            peak = upset if upset > peak else peak
            if "provocation" in choice.flags:
                if provoked < BREATHS_COUNTED:
                    provoked += 1
                    breathed += timing.breath_ms >= SHORTEST_BREATH_MS and choice.grade[0] >= 1
                snapped += timing.snap
            snaps += timing.snap
            count += 1
            interrupted += timing.interrupted
            silent += timing.silences > 0
        return Standing(calm, ownership, policy, peak, provoked, breathed, snapped, snaps, count, interrupted, silent)

    def _gains(self, choice: Choice) -> _Gains:
        """What a reply of a menu is worth. Menus are remembered with their replies, so is this."""
        found = self._known.get(id(choice))
        if found is None:
            found = self._known[id(choice)] = choice, self._gains_of(choice)
        return found[1]

    def _gains_of(self, choice: Choice) -> _Gains:
        calm, ownership, policy = self._rules
        return calm.gain_of(choice), ownership.gain_of(choice), policy.gain_of(choice)

    def of(self, log: Log) -> Result:
        """The result of a whole call, with what hung in the air when it ended."""
        start = log.start.anger + log.start.panic
        standing = self._after_all(self.nothing._replace(peak=start), log.turns)
        if log.tail.silences:
            standing = standing._replace(silent=standing.silent + 1)
        if log.hung_up_without_ground:
            spoilt = (standing.calm, standing.ownership, standing.policy)
            calm, ownership, policy = (
                after(past, rules.harm("hang_up")) for past, rules in zip(spoilt, self._rules, strict=True)
            )
            standing = standing._replace(calm=calm, ownership=ownership, policy=policy)
        return self._result(start, standing, log.final, log.complete)

    def result(self, standing: Standing, final: State, ending: str) -> Result:
        """The result of a call that came to an ending; it is empty for one that was broken off."""
        return self._result(self._start, standing, final, self._endings.get(ending, False))

    def _result(self, start: int, standing: Standing, final: State, complete: bool) -> Result:
        applies = sum(1 << n for n, test in enumerate(self._closing) if test is None or test(final))
        end = final.mood.anger + final.mood.panic  # a silence after the last reply may have made it the highest
        effect = soothed(start, end, max(standing.peak, end))
        found = standing.ownership._replace(reached=standing.ownership.reached | self._rules[1].met(final.facts))
        pasts = standing.calm, found, standing.policy
        timing = self._timing(standing)
        calm, ownership, policy = (
            rules.score(rules.joined(past, rules.nothing(applies, complete)), effect, timing)
            for rules, past in zip(self._rules, pasts, strict=True)
        )
        rated = [score for score in (calm, ownership, policy) if score is not None]
        effort = standing.turns > 0 and standing.turns - standing.snaps >= EFFORT * standing.turns
        sure = len(rated) == len(DIMENSIONS) and complete and effort
        lowest = min(rated, default=0)
        return Result((calm, ownership, policy), sure and lowest >= PASS, sure and lowest >= DISTINCTION, complete)

    @staticmethod
    def _timing(standing: Standing) -> Fraction | int:
        timing: Fraction | int = NEUTRAL.numerator - SNAP_COST * standing.snapped
        timing -= INTERRUPTION_COST * standing.interrupted + SILENCE_COST * standing.silent
        if standing.breathed:
            timing += Fraction(BREATHS_SHARE * standing.breathed, standing.provoked)
        return max(0, min(FULL, timing))
