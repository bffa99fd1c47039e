"""What the caller heard: two to four moments in the caller's own voice, by rules from the log.

Nothing is made up: the quotes are the caller's own line and the trainee's reply, the sentence after them says what such
a move sounds like from the other end, and the last one says which feeling it moved most.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sim.core.course import DEAD_AIR, HOLD_OVER, HOLD_SILENT, INTERRUPTED, UNCLEAR
from sim.core.kinds import DIMENSIONS
from sim.core.moves import MOVES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.core.debrief import Debrief, TurnReview
    from sim.core.texts import Texts

LEAST, MOST_OF_A_KIND = 2, 2  # moments; two that helped and two that did harm
FELT = 3  # a smaller change of a feeling of 0..100 is nothing that anybody notices
_HEARD_LENGTH, _SAID_LENGTH = 120, 170  # characters of a quote
_TOLD = (INTERRUPTED, HOLD_SILENT, DEAD_AIR, HOLD_OVER)
_FEELINGS = ("anger", "panic", "trust")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


class Impression(NamedTuple):
    """One moment as the caller tells it. `met`: the names of the needs that were reached in it."""

    turn: int
    text: str
    helped: bool
    met: tuple[str, ...]


def impressions(texts: Texts, debrief: Debrief) -> list[Impression]:
    """What stayed with the caller, in the order of the call: what helped most and what did most harm."""
    told: list[Impression] = []
    used: set[str] = set()
    for turn in _chosen(debrief.turns):
        told.append(Impression(turn.number, _told(texts, turn, used), helped(turn), turn.met))
    return told


def helped(turn: TurnReview) -> bool:
    """Whether the reply did no harm."""
    return min(turn.grade) >= 0


def eased(turn: TurnReview) -> int:
    """How much easier the caller felt after a turn than before it, below 0 for worse."""
    before, after = turn.before, turn.after
    return before.anger - after.anger + before.panic - after.panic + after.trust - before.trust


def _chosen(turns: Sequence[TurnReview]) -> list[TurnReview]:
    def harm(turn: TurnReview) -> tuple[int, int, int]:
        return sum(min(0, grade) for grade in turn.grade), eased(turn), turn.number

    def help_(turn: TurnReview) -> tuple[int, int, int]:
        return -eased(turn), -sum(turn.grade), turn.number

    bad = sorted((turn for turn in turns if not helped(turn)), key=harm)[:MOST_OF_A_KIND]
    good = sorted((turn for turn in turns if helped(turn)), key=help_)
    chosen = bad + good[: max(MOST_OF_A_KIND, LEAST - len(bad))]
    return sorted(chosen, key=lambda turn: turn.number)


def _told(texts: Texts, turn: TurnReview, used: set[str]) -> str:
    kinds = {one.kind for one in turn.happened}
    parts = [texts(f"caller_view.time.{kind}") for kind in _TOLD if kind in kinds][:1]
    parts.append(_quotes(texts, turn, unclear=UNCLEAR in kinds))
    move = telling_move(turn)
    parts.append(texts(f"caller_view.move.{move}") if move else "")
    effect = _effect(turn)
    again = f"{effect}_again" if effect in used else effect
    used.add(effect)
    # Nothing changed: that is worth a sentence once.
    parts.append(texts(f"caller_view.effect.{again}") if texts.has(f"caller_view.effect.{again}") else "")
    return " ".join(part for part in parts if part)


def _quotes(texts: Texts, turn: TurnReview, unclear: bool) -> str:
    said = opening(turn.said, _SAID_LENGTH)
    if unclear:
        return texts("caller_view.typed", said=said)
    heard = gist(turn.lines[0].text if turn.lines else turn.heard, _HEARD_LENGTH)
    key = "silent" if not heard else "asked" if heard.endswith("?") else "told"
    return texts(f"caller_view.{key}", heard=heard, said=said)


def telling_move(turn: TurnReview) -> str:
    """The move that says what a reply was: of a harmful one the worst, else the best; empty where it has none yet."""

    def worth(name: str) -> int:
        rows = [*MOVES[name].by_use, *(grades for _, grades in MOVES[name].contexts)]
        return sum(max(row[place] for row in rows) for place in range(len(DIMENSIONS)))

    place = turn.grade.index(min(turn.grade))

    def harm(name: str) -> tuple[int, int]:
        return MOVES[name].by_use[0][place], sum(min(0, grade) for grade in MOVES[name].by_use[0])

    harmful = [name for name in turn.moves if min(MOVES[name].by_use[0]) < 0]
    if not helped(turn) and harmful:
        return min(harmful, key=harm)
    choose: Callable[..., str] = max if helped(turn) else min
    return choose(turn.moves, key=worth, default="")


def _effect(turn: TurnReview) -> str:
    changes = [
        (abs(new - old), f"{name}_{'up' if new > old else 'down'}")
        for name, old, new in zip(_FEELINGS, turn.before[:3], turn.after[:3], strict=True)
        if abs(new - old) >= FELT
    ]
    return max(changes, key=lambda change: change[0])[1] if changes else "none"


def gist(text: str, most: int) -> str:
    """The sentence of a line that says most, no longer than so many characters: the longest one that fits."""
    sentences = [part for part in _SENTENCE.split(text.strip()) if part]
    fitting = [part for part in sentences if len(part) <= most]
    return max(fitting, key=len) if fitting else shortened(text.strip(), most)


def opening(text: str, most: int) -> str:
    """As many sentences from the beginning as fit."""
    kept = ""
    for part in _SENTENCE.split(text.strip()):
        longer = f"{kept} {part}".strip()
        if len(longer) > most:
            break
        kept = longer
    return kept or shortened(text.strip(), most)


def shortened(text: str, most: int) -> str:
    """The text, ended between words where it is too long."""
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0].rstrip(',;:')} …"
