"""How a call stands, in as little as its score needs: for thousands of calls that are scored and forgotten.

scoring.score gives every point an address and takes its time; here are the same figures without the ledger (tests
compare them on any call), for simulated trainees and for a server that scores what a room of trainees sends. Two calls
that stand alike in the same state score alike whatever follows.
"""

from collections.abc import Iterable
from fractions import Fraction
from struct import Struct
from typing import NamedTuple

from sim.core.clock import SHORTEST_BREATH_MS
from sim.core.decision import Turn
from sim.core.kinds import DISTINCTION, PASS
from sim.core.log import Log
from sim.core.reach.live import closing_conditions
from sim.core.reach.tally import FULL, NEUTRAL, Gain, Past, Rules, soothed
from sim.core.scenario import DIMENSIONS
from sim.core.scoring import BREATHS_COUNTED, BREATHS_SHARE, EFFORT, INTERRUPTION_COST, SILENCE_COST, SNAP_COST
from sim.core.script import Choice, Script, State

# The four sums of the three dimensions side by side in one whole number, so that a turn is one addition: each has so
# many bits, and may be below zero.
_SUM_BITS, _SUMS = 32, 4
_CUT = Struct(f"<{_SUMS * len(DIMENSIONS)}I")
_MIDDLE = 1 << _SUM_BITS - 1
_MIDDLES = sum(_MIDDLE << _SUM_BITS * place for place in range(_SUMS * len(DIMENSIONS)))


class Standing(NamedTuple):
    """A call so far. `sums`, and the marks `reached`, `closed` and `spoilt`: those of tally.Past, of all dimensions in
    one. `provoked`: provocations met, up to those whose breath counts; `snapped` at provocations; `interrupted`,
    `silent`: turns in which that happened.
    """

    sums: int = 0
    reached: int = 0
    closed: int = 0
    spoilt: int = 0
    peak: int = 0
    provoked: int = 0
    breathed: int = 0
    snapped: int = 0
    snaps: int = 0
    turns: int = 0
    interrupted: int = 0
    silent: int = 0


class _Worth(NamedTuple):
    """What a reply does to a standing, and whether it answers a provocation, and composedly."""

    sums: int
    reaches: int
    closes: int
    spoils: int
    repeated: int
    provoked: bool
    composed: bool


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
        self._known: dict[int, tuple[Choice, _Worth]] = {}
        self.nothing = Standing(peak=self._start)
        widths = [rules.width for rules in self._rules]
        # Where each dimension's marks stand among all, and which they are once they are shifted there.
        self._marks = tuple((sum(widths[:place]), (1 << width) - 1) for place, width in enumerate(widths))

    def after(self, standing: Standing, turn: Turn) -> Standing:
        """A call with one more turn."""
        return self._after_all(standing, (turn,))

    def _after_all(self, standing: Standing, turns: Iterable[Turn]) -> Standing:
        sums, reached, closed, spoilt, peak, provoked, breathed, snapped, snaps, count, interrupted, silent = standing
        known = self._known
        for _, choice, _, mood, timing, _, _, added in turns:
            found = known.get(id(choice))
            if found is None:
                found = choice, self._worth_of(choice)
                # A reply with words of its own is made for this call alone: what it is worth is not kept.
                if not added:
                    known[id(choice)] = found
            more, reaches, closes, spoils, repeated, provokes, composed = found[1]
            sums += more  # and the marks as tally.after has them
            closed, reached = closed | closes & ~reached, reached | reaches & ~closed
            spoilt |= spoils | spoilt << 1 & repeated
            upset = mood[0] + mood[1]
            peak = upset if upset > peak else peak  # max takes three times as long
            count += 1
            _, _, breath, _, _, _, silences, snap, cut, _ = timing
            if provokes:
                if provoked < BREATHS_COUNTED:
                    provoked += 1
                    breathed += composed and breath >= SHORTEST_BREATH_MS
                snapped += snap
            snaps += snap
            interrupted += cut
            silent += silences > 0
        return Standing(
            sums, reached, closed, spoilt, peak, provoked, breathed, snapped, snaps, count, interrupted, silent
        )

    def _worth_of(self, choice: Choice) -> _Worth:
        """What a reply is worth. Menus are remembered with their replies, so is this."""
        gains = [rules.gain_of(choice) for rules in self._rules]
        return self._joined(gains, "provocation" in choice.flags, choice.grade[0] >= 1)

    def _joined(self, gains: Iterable[Gain], provoked: bool = False, composed: bool = False) -> _Worth:
        sums, marks = 0, [0, 0, 0, 0]
        for place, (gain, (shift, _)) in enumerate(zip(gains, self._marks, strict=True)):
            for number, part in enumerate(gain[:_SUMS]):
                sums += part << _SUM_BITS * (_SUMS * place + number)
            marks = [mark | part << shift for mark, part in zip(marks, gain[_SUMS:], strict=True)]
        reaches, closes, spoils, repeated = marks
        return _Worth(sums, reaches, closes, spoils, repeated, provoked, composed)

    def _pasts(self, standing: Standing) -> tuple[Past, Past, Past]:
        """The dimensions of a standing, apart."""
        # With the middle added nothing is below zero, and each sum can be cut out.
        sums = [part - _MIDDLE for part in _CUT.unpack((standing.sums + _MIDDLES).to_bytes(_CUT.size, "little"))]
        calm, ownership, policy = (
            Past._make(
                (*sums[_SUMS * place : _SUMS * place + _SUMS], *(marks >> shift & own for marks in standing[1:4]))
            )
            for place, (shift, own) in enumerate(self._marks)
        )
        return calm, ownership, policy

    def of(self, log: Log) -> Result:
        """The result of a whole call, with what hung in the air when it ended."""
        start = log.start.anger + log.start.panic
        standing = self._after_all(self.nothing._replace(peak=start), log.turns)
        if log.tail.silences:
            standing = standing._replace(silent=standing.silent + 1)
        if log.hung_up_without_ground:
            harm = self._joined([rules.harm("hang_up") for rules in self._rules])
            before = standing.spoilt
            standing = standing._replace(spoilt=before | harm.spoils | before << 1 & harm.repeated)
        return self._result(start, standing, log.final, log.complete)

    def result(self, standing: Standing, final: State, ending: str) -> Result:
        """The result of a call that came to an ending; it is empty for one that was broken off."""
        return self._result(self._start, standing, final, self._endings.get(ending, False))

    def _result(self, start: int, standing: Standing, final: State, complete: bool) -> Result:
        applies = sum(1 << n for n, test in enumerate(self._closing) if test is None or test(final))
        end = final.mood.anger + final.mood.panic  # a silence after the last reply may have made it the highest
        effect = soothed(start, end, max(standing.peak, end))
        met = self._rules[1].met(final.facts) << self._marks[1][0]
        pasts = self._pasts(standing._replace(reached=standing.reached | met))
        timing = self._timing(standing)
        calm, ownership, policy = (
            rules.score(rules.joined(past, rules.nothing(applies, complete)), effect, timing)
            for rules, past in zip(self._rules, pasts, strict=True)
        )
        rated = [score for score in (calm, ownership, policy) if score is not None]
        taken = standing.turns - standing.snaps
        # In whole numbers: a fraction would take as long as a dimension's score.
        effort = standing.turns > 0 and taken * EFFORT.denominator >= EFFORT.numerator * standing.turns
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
