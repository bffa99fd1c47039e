"""From a played call to what can be learned of it: turn by turn, the best and the costliest, what to say instead.

Nothing here judges anew: gains are the ledger's own points, losses are what the best reply offered would have earned
more, plus what a cap set at that turn took away.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from sim.core.call import Call
from sim.core.course import Happening
from sim.core.decision import Turn, decide, menu
from sim.core.events import Notice, Utterance
from sim.core.leading import Lead, Led, lead_of, who_led
from sim.core.log import Log, Written
from sim.core.mood import Mood
from sim.core.moves import Grades
from sim.core.scenario import DIMENSIONS, Scenario
from sim.core.scoring import WEIGHTS, Scorecard, reached_at, score
from sim.core.script import Choice

MOST_MOMENTS = 3
WORTH_NAMING = 1  # point: a call that lost less nowhere has no costliest turn


class Instead(NamedTuple):
    """A reply that was offered and would have been worth more."""

    option: str
    text: str
    because: str
    grade: Grades
    moves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnReview:
    """One turn of a played call. `gained` and `lost` are points summed over the three scores.

    `lines`: what the caller said in it, as a voice can say it again. `met`: the needs reached in it, by their names.
    `read_as`: the reply that typed words were read as, empty where the reply's own words were said.
    """

    number: int
    node: str
    heard: str
    said: str
    option: str
    moves: tuple[str, ...]
    grade: Grades
    weight: Grades
    before: Mood
    after: Mood
    because: str
    gained: Fraction
    lost: Fraction
    instead: Instead | None
    at_ms: int
    flags: frozenset[str] = frozenset()
    led: Led = "shared"
    lines: tuple[Utterance, ...] = ()
    happened: tuple[Happening, ...] = ()
    met: tuple[str, ...] = ()
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class Debrief:
    """A played call, ready to be talked about. `best` and `costliest` are turn numbers, 0 where there is none.

    `noticed` is what the trainee said before the call, `meant` the kind of anger or need that its writer had in mind,
    empty where the scenario does not say.
    """

    card: Scorecard
    turns: tuple[TurnReview, ...]
    best: int
    costliest: int
    moments: tuple[int, ...]
    needs: tuple[tuple[str, str, bool], ...]
    ending_text: str
    parting: str  # what the caller said after the last reply, empty where nothing was said
    seconds: int
    untimed: bool
    noticed: Notice | None = None
    meant: str = ""
    notes: tuple[Written, ...] = ()
    happened: tuple[Happening, ...] = ()  # in the order of time, with what came after the last reply
    parting_lines: tuple[Utterance, ...] = ()

    @property
    def lead(self) -> Lead:
        """In how many turns each led."""
        return lead_of(turn.led for turn in self.turns)


def review(call: Call) -> Debrief:
    """The debrief of a call as it stands."""
    log = call.log()
    card = score(call.scenario, log)
    turns = _turns(call, log, card)
    # A turn that did harm is nobody's best, whatever it earned beside it.
    harmless = [turn for turn in turns if min(turn.grade) >= 0]
    best = max(harmless, key=lambda turn: (turn.gained - turn.lost, -turn.number), default=None)
    # A turn that gained more than it lost, with nothing better on offer, is no cost to name.
    costly = [turn for turn in turns if turn.lost >= WORTH_NAMING and (turn.instead or turn.lost > turn.gained)]
    costliest = max(costly, key=lambda turn: (turn.lost, -turn.number), default=None)
    best_number = best.number if best and best.gained > 0 else 0
    costly_number = costliest.number if costliest else 0
    ending = call.scenario.endings.get(log.ending)
    return Debrief(
        card=card,
        turns=turns,
        best=best_number,
        costliest=costly_number,
        moments=_moments(turns, best_number, costly_number),
        needs=_needs(call.scenario, log),
        ending_text=ending.text if ending else "",
        parting=_words(call, len(turns) + 1)[0],
        seconds=call.elapsed_ms // 1000,
        untimed=call.untimed,
        noticed=call.noticed,
        meant=meant_kind(call.scenario),
        notes=tuple(call.notes),
        happened=tuple(call.course.happened),
        parting_lines=_lines(call, len(turns) + 1),
    )


def meant_kind(scenario: Scenario) -> str:
    """Which of the family's kinds (sim.core.kinds.KINDS_OF) the writer meant; empty where a scenario does not say."""
    instrumental = scenario.caller.anger_type == "instrumental"
    match scenario.family:
        case "angry":
            return scenario.caller.anger_type
        case "out_of_scope":
            return "pressure" if instrumental else "need"
    return ""


def _needs(scenario: Scenario, log: Log) -> tuple[tuple[str, str, bool], ...]:
    bits = {name: 1 << place for place, name in enumerate(scenario.names)}
    return tuple((name, text, bool(log.final.facts & bits[name])) for name, text in scenario.needs.items())


def _turns(call: Call, log: Log, card: Scorecard) -> tuple[TurnReview, ...]:
    state = call.opening
    reviews = []
    for number, turn in enumerate(log.turns, 1):
        place = call.script.nodes[state.node].place_of[turn.choice.option]
        after = decide(call.script, state, place, turn.timing, turn.added).state
        seen = _Seen(number, turn, menu(call.script, state).choices, call.script.fact_names(after.facts & ~state.facts))
        reviews.append(_turn_review(call, log, card, seen))
        state = after
    return tuple(reviews)


class _Seen(NamedTuple):
    """A turn as it is played again: what was offered, and the needs and flags that it set."""

    number: int
    turn: Turn
    offered: tuple[Choice, ...]
    new: tuple[str, ...]


def _turn_review(call: Call, log: Log, card: Scorecard, seen: _Seen) -> TurnReview:
    number, turn, choice = seen.number, seen.turn, seen.turn.choice
    heard, said, at_ms = _words(call, number)
    option = call.scenario.nodes[turn.node].options[choice.option]
    # The reason is that of the reply as it was written; with harm that typed words added it would not be true.
    because = (option.because or "") if choice.moves == option.moves else ""
    return TurnReview(
        number=number,
        node=turn.node,
        heard=heard,
        said=said,
        option=choice.option,
        moves=choice.moves,
        grade=choice.grade,
        weight=choice.weight,
        before=turn.before,
        after=turn.after,
        because=because,
        gained=sum((line.points for line in card.lines if line.turn == number), Fraction(0)),
        lost=_lost(log, card, number),
        instead=_instead(call.scenario, log.turns[:number], seen.offered),
        at_ms=at_ms,
        flags=choice.flags,
        led=who_led(turn),
        lines=_lines(call, number),
        happened=tuple(one for one in call.course.happened if one.turn == number),
        met=tuple(name for name in call.scenario.needs if name in seen.new),
        read_as="" if not said or said in option.wordings else option.wordings[0],
    )


def _lines(call: Call, number: int) -> tuple[Utterance, ...]:
    return tuple(spoken.line for spoken in call.transcript if spoken.turn == number and spoken.line is not None)


def _words(call: Call, number: int) -> tuple[str, str, int]:
    lines = [line for line in call.transcript if line.turn == number]
    heard = " ".join(line.text for line in lines if line.who == "caller")
    own = [line for line in lines if line.who == "you"]
    # What could not be read comes before what was said in the end.
    return heard, own[-1].text if own else "", own[-1].at_ms if own else 0


def _lost(log: Log, card: Scorecard, number: int) -> Fraction:
    """Points that the turn cost: against the best reply offered, and by a binding cap or a breach it set."""
    choice = log.turns[number - 1].choice
    lost = Fraction(0)
    for place, dimension in enumerate(DIMENSIONS):
        choices = [turn.choice for turn in log.turns]
        most = sum(other.weight[place] * max(other.top[place], 1) for other in choices)
        missed = choice.weight[place] * (choice.top[place] - choice.grade[place])
        if missed and most:
            lost += WEIGHTS[dimension][0] * 50 * Fraction(missed, most)
        cap = card.cap_of(dimension)
        total = sum((line.points for line in card.lines_of(dimension)), Fraction(0))
        if cap and cap.turn == number and total > cap.cap:
            lost += total - cap.cap
    breached = any(line.reason == "breach" and line.turn == number for line in card.lines)
    return lost + (WEIGHTS["policy"][2] * 100 if breached else 0)


def _instead(scenario: Scenario, turns: tuple[Turn, ...], choices: tuple[Choice, ...]) -> Instead | None:
    """The best reply that was offered in the last of these turns, when it is better than the one taken.

    Never one that breaks a policy. Among equals one that upholds a policy, then one that reached a milestone.
    """
    options, chosen = scenario.nodes[turns[-1].node].options, turns[-1].choice

    def rank(choice: Choice) -> tuple[tuple[bool, bool, int, int], bool, int]:
        return _worth(choice), options[choice.option].upholds is not None, _milestones(scenario, turns, choice)

    best = max((choice for choice in choices if not choice.breach), key=rank, default=chosen)
    if _worth(best) <= _worth(chosen):
        return None
    option = options[best.option]
    return Instead(best.option, option.wordings[0], option.because or "", best.grade, option.moves)


def _worth(choice: Choice) -> tuple[bool, bool, int, int]:
    return min(choice.grade) >= 0, not choice.breach, sum(choice.grade), len(choice.sets)


def _milestones(scenario: Scenario, turns: tuple[Turn, ...], choice: Choice) -> int:
    """The weight of the milestones that this reply would have reached in the last turn."""
    taken = (*turns[:-1], turns[-1]._replace(choice=choice))
    return sum(
        milestone.weight
        for place, dimension in enumerate(DIMENSIONS)
        for milestone in scenario.milestones.of(dimension)
        if reached_at(milestone, taken, place) == len(taken)
    )


def _moments(turns: tuple[TurnReview, ...], best: int, costliest: int) -> tuple[int, ...]:
    """The turns worth pointing at, in the order played: the best, the costliest, then by how much they mattered."""
    by_weight = sorted(turns, key=lambda turn: (-max(turn.gained, turn.lost), turn.number))
    chosen = [number for number in dict.fromkeys((best, costliest)) if number]
    chosen += [turn.number for turn in by_weight if turn.number not in chosen]
    return tuple(sorted(chosen[:MOST_MOMENTS]))
