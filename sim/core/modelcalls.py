"""Model calls: an archetype plays, the trainee finds the turn where it went wrong, and why.

    model = model_call(script, defaults, "doormat", seed)     # a whole call, with its events and its debrief
    verdict = judge(model, Mark(turn=5, reason="gave_in"))

Who plays is told only afterwards. Judged by the ledger alone: a turn went wrong where its reply did harm (a grade below
0, or a breach), as badly as it cost points. Nothing here is scored as a call is; it is an exercise.

    tour(script, defaults, seed)      # the worst reply of each turn on a good way through a call
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from sim.core import events as ev
from sim.core.agents import MOST_TURNS, Archetype, Plan, archetypes, pausing
from sim.core.call import Call
from sim.core.clock import SHORTEST_BREATH_MS
from sim.core.debrief import Debrief, TurnReview, review
from sim.core.decision import decide, menu
from sim.core.events import Event, Said, Utterance
from sim.core.log import DefaultLines, Setup
from sim.core.mood import Mood
from sim.core.moves import Grades
from sim.core.phases import BREATHING, CALLER_SPEAKING, ON_HOLD
from sim.core.scenario import DIMENSIONS, Policy
from sim.core.script import Choice, Script, State
from sim.core.wording import reading_ms, shuffled

IDEAL = "ideal"
WHO = ("doormat", "rule_reciter", "hothead", "passive", "smooth_deflector", IDEAL)
# Why a turn went wrong, in plain words; the texts are `models.reason`.
REASONS = (
    "promised",
    "gave_in",
    "bare_rule",
    "not_listened",
    "blamed",
    "unowned",
    "too_early",
    "attacked",
)
NOTHING = "nothing"  # the mark for a call in which nothing went wrong
_BREATH_MS = 2 * SHORTEST_BREATH_MS
_HOLD_MS = 4_000

# Which reasons a harmful reply may be given for, by its moves; the first is what the feedback names.
_REASONS_OF: dict[str, tuple[str, ...]] = {
    "promise_too_much": ("promised",),
    "concede": ("gave_in",),
    "disclose": ("gave_in",),
    "grovel": ("gave_in",),
    "stonewall": ("bare_rule", "unowned"),
    "blame": ("blamed", "attacked"),
    "sarcasm": ("attacked",),
    "argue": ("attacked", "not_listened"),
    "hang_up": ("attacked", "unowned"),
    "end_by_policy": ("attacked", "unowned"),
    "limit": ("attacked", "too_early"),
    "final_warning": ("attacked", "too_early"),
    "calm_down": ("not_listened", "attacked"),
    "minimise": ("not_listened",),
    "premature": ("too_early", "not_listened"),
    "advise_unasked": ("too_early", "not_listened"),
    "dismiss": ("unowned",),
    "cold_transfer": ("unowned",),
    "vague": ("unowned",),
    "filler": ("unowned",),
    "jargon": ("not_listened",),
    "explain_why": ("too_early", "not_listened", "bare_rule"),
    "verify_id": ("too_early", "not_listened", "bare_rule"),
    "ask_open": ("not_listened", "too_early"),
    "ground": ("not_listened",),
    "escalate_ok": ("unowned", "too_early"),
    "safety": ("too_early", "gave_in"),
    # Kind words that have worn out, or that stand where an answer was asked for.
    "validate": ("unowned",),
    "name_feeling": ("unowned",),
    "apologise": ("unowned",),
    "sorry_generic": ("unowned",),
}
# A reply whose harm its writer set by hand: by the dimension that it hurts.
_REASON_BY_DIMENSION = ("not_listened", "unowned", "gave_in")


class Scene(NamedTuple):
    """One turn to be watched: what the caller says, one line after the other, and what is answered, empty at the end.

    `before` and `after`: the caller's mood when they begin to speak, and when the answer has sunk in.
    """

    number: int
    lines: tuple[Utterance, ...]
    said: str
    before: Mood
    after: Mood


@dataclass(frozen=True, slots=True)
class ModelCall:
    """A call that an archetype played. `scenes` ends with the caller's last words, where there are any."""

    who: str
    call: Call
    scenes: tuple[Scene, ...]
    debrief: Debrief


class Fault(NamedTuple):
    """A turn that went wrong: by how much (points over the three scores), and the reasons that fit, the best first.

    `grave`: it cost at least half of what the costliest one did.
    """

    turn: int
    lost: Fraction
    reasons: tuple[str, ...]
    grave: bool


class Mark(NamedTuple):
    """What a trainee says: here it went wrong, for this reason of REASONS. Turn 0 and NOTHING: nowhere."""

    turn: int
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a mark is worth, 0 to 1. `place`: hit, near or miss; `fault`: the turn that is talked about, None where
    nothing went wrong; `review` is that turn, `rule` the policy that it broke, `found` all turns that went wrong.
    """

    place: str
    reason_fits: bool
    share: Fraction
    fault: Fault | None
    review: TurnReview | None
    rule: Policy | None
    found: tuple[Fault, ...]


# -- an archetype at the phone ----------------------------------------------------------------------------------


def players(script: Script) -> dict[str, Archetype]:
    """The archetypes of WHO by name; the ideal one takes in each situation what the grades recommend there."""
    found = {who.name: who for who in archetypes(script, Plan({}, {})) if who.name in WHO}
    return {**found, IDEAL: Archetype(IDEAL, _recommended, pausing)}


def _recommended(script: Script, state: State, shown: Sequence[int], seed: int) -> int:
    """The reply without harm that is worth most; of equals the one that finds or meets most, then the first shown."""
    offered = menu(script, state)
    choices = dict(zip(offered.indexes, offered.choices, strict=True))

    def worth(index: int) -> tuple[bool, bool, int, int]:
        choice = choices[index]
        return min(choice.grade) >= 0, not choice.breach, sum(choice.grade), len(choice.sets)

    return max(shown, key=worth)


def play_on(call: Call, who: Archetype) -> list[Event]:
    """Let an archetype play a call to its end, from wherever it stands; returns what it did. Going round in circles
    ends after MOST_TURNS, without an end of the call.
    """
    done: list[Event] = []
    while _goes_on(call):
        for event in _next_events(call, who):
            call.feed(event)
            done.append(event)
    return done


def _goes_on(call: Call) -> bool:
    """Whether there is more to play; a loop without an exit is left some time."""
    return call.finished is None and len(call.turns) < MOST_TURNS


def _next_events(call: Call, who: Archetype) -> list[Event]:
    if call.phase == ON_HOLD:
        return [ev.Resume(ms=_HOLD_MS)]
    if call.phase == BREATHING:
        return [ev.Resume(ms=_BREATH_MS)]
    if call.phase == CALLER_SPEAKING:
        return [ev.Heard(ms=reading_ms(call.line.text if call.line else ""))]
    if not call.turns and call.line is None:
        return [ev.Answer(ms=1000)]
    node = call.node
    timing = who.timing(node)
    shown = [node.place_of[reply.option] for reply in call.replies]
    option = node.option_ids[who.choose(call.script, call.state, shown, call.setup.seed)]
    breath = [ev.Breathe(), ev.Resume(ms=_BREATH_MS)] if timing.breath_ms else []
    return [*breath, ev.Reply(ms=100 if timing.snap else call.clock.allowance_ms // 2, option=option)]


def model_call(script: Script, defaults: DefaultLines, who: str, seed: int) -> ModelCall:
    """A call as this archetype takes it, with every line in its order; time is not judged in it."""
    call = Call(script.scenario, Setup(seed=seed, timers=False), defaults, script)
    player = players(script)[who]
    scenes: list[Scene] = []
    lines: list[Utterance] = []
    while _goes_on(call):
        for event in _next_events(call, player):
            turn = len(call.turns)
            before = call.state.mood
            follows = call.feed(event)
            if len(call.turns) > turn:
                said = next(line.text for line in call.transcript if line.who == "you" and line.turn == turn + 1)
                scenes.append(Scene(turn + 1, tuple(lines), said, before, call.turns[-1].after))
                lines = []
            lines += [follow.utterance for follow in follows if isinstance(follow, Said)]
    if lines:
        mood = call.state.mood
        scenes.append(Scene(len(call.turns) + 1, tuple(lines), "", mood, mood))
    return ModelCall(who, call, tuple(scenes), review(call))


def who_plays(scenario_id: str, number: int) -> str:
    """Who plays the model call with this number, from 0, of a scenario: each once before one comes again, and the ideal
    one never first, for it is hard to see before one has seen others.
    """
    lap, place = divmod(number, len(WHO))
    order = shuffled(lap, f"model|{scenario_id}", WHO)
    if order[0] == IDEAL:
        order = [*order[1:], IDEAL]
    return order[place]


# -- judging a mark ---------------------------------------------------------------------------------------------


def faults(model: ModelCall) -> tuple[Fault, ...]:
    """The turns that went wrong, in the order played."""
    found = []
    for turn, played in zip(model.debrief.turns, model.call.turns, strict=True):
        if turn.lost > 0 and (min(turn.grade) < 0 or played.choice.breach):
            found.append((turn, played.choice))
    most = max((turn.lost for turn, _ in found), default=Fraction(0))
    return tuple(Fault(turn.number, turn.lost, reasons_of(choice), 2 * turn.lost >= most) for turn, choice in found)


def reasons_of(choice: Choice) -> tuple[str, ...]:
    """The reasons that fit a harmful reply, the best first."""
    harmful = [move for move in choice.moves if move in _REASONS_OF]
    named = [reason for move in harmful for reason in _REASONS_OF[move][:1]]
    others = [reason for move in harmful for reason in _REASONS_OF[move][1:]]
    by_hand = [reason for reason, grade in zip(_REASON_BY_DIMENSION, choice.grade, strict=True) if grade < 0]
    by_hand += ["gave_in"] if choice.breach else []
    return tuple(dict.fromkeys([*named, *others] or by_hand or [_REASON_BY_DIMENSION[1]]))


def judge(model: ModelCall, mark: Mark) -> Verdict:
    """What a mark is worth: a grave fault counts whole; a smaller one, or the turn beside a grave one, half; a reason
    that does not fit halves it. What is talked about is the fault that was hit, else the grave one beside it.
    """
    found = faults(model)
    if not found or not mark.turn:
        right = not found and not mark.turn
        return _verdict(model, ("hit" if right else "miss", right, Fraction(right)), _costliest(found), found)
    own = next((fault for fault in found if fault.turn == mark.turn), None)
    beside = _costliest([fault for fault in found if fault.grave and abs(fault.turn - mark.turn) == 1])
    if own is None and beside is None:
        return _verdict(model, ("miss", False, Fraction(0)), _costliest(found), found)
    hit = own is not None and own.grave
    meant = own or beside
    fits = meant is not None and mark.reason in meant.reasons
    share = Fraction(2 if hit else 1, 2) * Fraction(2 if fits else 1, 2)
    place = "hit" if hit else "near"
    return _verdict(model, (place, fits, share), own if hit else beside or _costliest(found), found)


def _costliest(found: Sequence[Fault]) -> Fault | None:
    return max(found, key=lambda fault: (fault.lost, -fault.turn), default=None)


def _verdict(
    model: ModelCall, worth: tuple[str, bool, Fraction], fault: Fault | None, found: tuple[Fault, ...]
) -> Verdict:
    turn = model.debrief.turns[fault.turn - 1] if fault is not None else None
    rule = None
    if turn is not None:
        scenario = model.call.scenario
        broken = scenario.nodes[turn.node].options[turn.option].breaks
        rule = next((policy for policy in scenario.policy if policy.id == broken), None)
    return Verdict(*worth, fault, turn, rule, found)


# -- the tour of the worst answers ------------------------------------------------------------------------------


class Offer(NamedTuple):
    """A reply of the tour: its words, what it is and does, and why it tempts or helps (its writer's words).

    `harm` is how bad it is: the larger the worse; `before` and `after` are the caller's mood.
    """

    option: str
    text: str
    moves: tuple[str, ...]
    grade: Grades
    because: str
    harm: tuple[int, int]
    before: Mood
    after: Mood
    reasons: tuple[str, ...]


class Stop(NamedTuple):
    """A stop of the tour: what the caller says and what could be answered, in the order of the screen."""

    number: int
    line: Utterance
    offers: tuple[Offer, ...]

    @property
    def worst(self) -> tuple[Offer, ...]:
        """The worst replies: more than one where they do equal harm."""
        most = max(offer.harm for offer in self.offers)
        return tuple(offer for offer in self.offers if offer.harm == most)

    @property
    def best(self) -> Offer:
        """The reply to give instead."""
        return min(self.offers, key=lambda offer: offer.harm)


def tour(script: Script, defaults: DefaultLines, seed: int) -> tuple[Stop, ...]:
    """The turns of a good call at which something harmful is offered, each with all its replies."""
    call = Call(script.scenario, Setup(seed=seed, timers=False), defaults, script)
    ideal = players(script)[IDEAL]
    stops: list[Stop] = []
    line: Utterance | None = None
    while _goes_on(call):
        for event in _next_events(call, ideal):
            if isinstance(event, ev.Reply) and line is not None:
                stop = Stop(len(stops) + 1, line, _offers(call))
                stops += [stop] if max(offer.harm for offer in stop.offers)[0] > 0 else []
            for follow in call.feed(event):
                if isinstance(follow, Said):
                    line = follow.utterance
    return tuple(stops)


def _offers(call: Call) -> tuple[Offer, ...]:
    node = call.node
    choices = {choice.option: choice for choice in menu(call.script, call.state).choices}
    found = []
    for reply in call.replies:
        choice, option = choices[reply.option], node.node.options[reply.option]
        after = decide(call.script, call.state, node.place_of[reply.option]).turn.after
        harm = -sum(grade for grade in choice.grade if grade < 0) + choice.breach, -sum(choice.grade)
        found.append(
            Offer(
                option=reply.option,
                text=reply.text,
                moves=choice.moves,
                grade=choice.grade,
                because=option.because or "",
                harm=harm,
                before=call.mood,
                after=after,
                reasons=reasons_of(choice),
            )
        )
    return tuple(found)


assert len(_REASON_BY_DIMENSION) == len(DIMENSIONS)
