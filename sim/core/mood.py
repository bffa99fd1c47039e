"""How moves, silence and interruption change the caller: four whole numbers 0..100.

Anger, panic, trust and patience change once a turn: what happened in time first, then the sum of the moves (each
part of it at most 20), then one clamp. The trainee sees bands in words, never these numbers.
"""

from typing import NamedTuple

from sim.core.moves import CALMING, RELATIONAL, Effect, Move

MOST_CHANGE = 20
INTERRUPTED: Effect = (6, 0, -3, 0)
DEAD_AIR: Effect = (2, 5, 0, -8)
PATIENCE_MS = 5000  # of hold or lookup cost one point of patience
QUEUE_SECONDS, QUEUE_MOST = 5, 20  # each so many seconds in a shift's queue cost one point of it, at most so many
NO_EFFECT: Effect = (0, 0, 0, 0)

_INSTRUMENTAL_ANGER = {"hold_line": -5, "concede": -3, "grovel": 6, "limit": -10, "final_warning": -8}


class Mood(NamedTuple):
    """The caller's hidden state."""

    anger: int
    panic: int
    trust: int
    patience: int

    def changed(self, effect: Effect) -> "Mood":
        """The mood after an effect, kept within 0..100."""
        # Spelt out, and past NamedTuple's own constructor: otherwise it takes a sixth of a decision's time.
        anger, panic, trust, patience = self
        anger, panic, trust, patience = anger + effect[0], panic + effect[1], trust + effect[2], patience + effect[3]
        return tuple.__new__(
            Mood,
            (
                0 if anger < 0 else 100 if anger > 100 else anger,
                0 if panic < 0 else 100 if panic > 100 else panic,
                0 if trust < 0 else 100 if trust > 100 else trust,
                0 if patience < 0 else 100 if patience > 100 else patience,
            ),
        )


class Listener(NamedTuple):
    """What decides how a move lands: who the caller is and what stands at this node."""

    instrumental: bool
    loop_at: int
    heard: bool
    abuse_node: bool
    escalate_node: bool


def queue_effect(seconds: int) -> Effect:
    """What waiting in a shift's queue did before the phone was picked up."""
    return (0, 0, 0, -min(QUEUE_MOST, max(0, seconds) // QUEUE_SECONDS))


def add(first: Effect, second: Effect) -> Effect:
    """Two effects as one."""
    return (first[0] + second[0], first[1] + second[1], first[2] + second[2], first[3] + second[3])


def clipped(effect: Effect) -> Effect:
    """An effect of at most MOST_CHANGE in each part."""
    anger, panic, trust, patience = (max(-MOST_CHANGE, min(MOST_CHANGE, part)) for part in effect)
    return anger, panic, trust, patience


def effect_of(move: Move, used: int, mood: Mood, listener: Listener) -> Effect:
    """What one move does to this caller now. `used`: how often it was used before in the call."""
    anger, panic, trust, patience = move.effect
    name = move.id
    if name in RELATIONAL:
        anger, panic, trust = _worn((anger, panic, trust), used)
    if name in ("own_action", "alternative") and mood.anger >= 60 and not listener.heard:
        anger, panic, trust = _half(anger), _half(panic), _half(trust)
    if listener.instrumental and name in _INSTRUMENTAL_ANGER:
        anger = _INSTRUMENTAL_ANGER[name]
    if name == "escalate_ok" and not listener.escalate_node:
        anger, panic, trust, patience = 4, 2, -4, -4
    anger = _anger_twist(name, anger, mood, listener)
    panic = _panic_twist(name, panic, mood)
    if mood.panic >= listener.loop_at and name not in CALMING:
        panic = max(0, panic)
    return anger, panic, trust, patience


def _half(value: int) -> int:
    return int(value / 2)  # towards zero


def _worn(parts: tuple[int, int, int], used: int) -> tuple[int, int, int]:
    if used == 0:
        return parts
    if used == 1:
        return _half(parts[0]), _half(parts[1]), _half(parts[2])
    return (0, 0, 0) if used == 2 else (4, 0, -2)


def _anger_twist(name: str, anger: int, mood: Mood, listener: Listener) -> int:
    if name == "explain_why" and mood.anger >= 60 and not listener.heard:
        return 5
    if name == "verify_id" and mood.anger >= 65 and not listener.heard:
        return 4
    if name in ("limit", "final_warning") and not listener.abuse_node:
        return 10
    if name == "ground" and mood.panic < 50 <= mood.anger:
        return 6
    return anger


def _panic_twist(name: str, panic: int, mood: Mood) -> int:
    if name == "ground" and mood.panic < 50:
        return 0
    if name == "ask_open" and mood.panic >= 60:
        return 4
    if name == "ask_closed" and mood.panic >= 60:
        return -6
    if name in ("explain_why", "jargon") and mood.panic >= 70:
        return panic + 4
    return panic


# Where an effect changes its figures: mood on the same side of all of these lands alike, so effects can be cached.
ANGER_STEPS = (50, 60, 65)
PANIC_STEPS = (50, 60, 70)
