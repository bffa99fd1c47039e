"""Scores, moods and reasons in words: what the window, the text player and reports all say alike.

Only keys are known here; the words come from the catalogue that is handed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.core.course import UNCLEAR, Happening
from sim.core.events import Notice
from sim.core.kinds import DIMENSIONS, DISTINCTION, PASS, UNSURE, Dimension
from sim.core.leading import Lead
from sim.core.manner import Manner
from sim.core.mood import Mood
from sim.core.notation import number
from sim.core.scoring import EFFORT, Cap, Line, Scorecard
from sim.core.texts import Texts

if TYPE_CHECKING:
    from sim.core.debrief import Instead
    from sim.core.lexicon import Found

FEELINGS = ("anger", "panic", "trust")
NOTICED = 3  # a smaller change of a gauge of 0..100 is nothing that anybody hears
SLIGHT = 8  # below this the change was a little
# Where the ledger has another word for it.
_LEDGER_NAMES = {"interrupted": "interruption", "hold_over": "dead_air", "hold_silent": "dead_air"}


def band(value: int) -> int:
    """One of five bands, 1..5, for a gauge of 0..100: trainees see these in words, never the number."""
    return min(5, value // 20 + 1)


def mood_words(texts: Texts, mood: Mood) -> str:
    """The caller's mood as a short sentence of bands."""
    parts = [
        texts("console.mood_part", feeling=texts(f"feelings.{name}"), band=texts(f"feelings.band.{band(value)}"))
        for name, value in zip(FEELINGS, mood[:3], strict=True)
    ]
    return ", ".join(parts)


def verdict(texts: Texts, card: Scorecard) -> str:
    """The headline: passed or not, with the lowest of the three scores."""
    if card.lowest is None:
        return texts("verdict.not_rated")
    key = "distinction" if card.distinction else "passed" if card.passed else "not_yet"
    return texts(f"verdict.{key}", score=card.lowest)


def why_not(texts: Texts, card: Scorecard) -> str:
    """What besides the scores kept a call from passing; empty when nothing did.

    Haste is told whatever the scores are: none would have passed with it.
    """
    if card.passed or card.lowest is None:
        return ""
    if card.complete and card.effort < EFFORT:
        return texts("verdict.effort")
    return texts("verdict.incomplete") if card.lowest >= PASS else ""


def score_word(texts: Texts, score: int | None) -> str:
    """One score's verdict."""
    if score is None:
        return texts("scores.not_rated")
    return texts("scores.distinction" if score >= DISTINCTION else "scores.pass" if score >= PASS else "scores.below")


def noticed_words(texts: Texts, noticed: Notice | None, meant: str) -> str:
    """What the trainee noticed before the call, and which kind its writer meant; empty where nothing was said."""
    if noticed is None:
        return ""
    parts = [texts("debrief.notice.felt", count=noticed.feeling)] if noticed.feeling else []
    if noticed.kind and noticed.kind != UNSURE:
        key = "read" if not meant else "same" if noticed.kind == meant else "other"
        parts.append(texts(f"debrief.notice.{key}", name=_kind(texts, noticed.kind), meant=_kind(texts, meant)))
    elif noticed.kind and meant:
        parts.append(texts("debrief.notice.open", meant=_kind(texts, meant)))
    return " ".join(parts)


def _kind(texts: Texts, kind: str) -> str:
    return texts(f"notice.kind.{kind}.name") if kind else ""


def moves_words(texts: Texts, moves: tuple[str, ...]) -> str:
    """What a reply did."""
    return ", ".join(texts(f"move.{move}") for move in moves)


def effect_words(texts: Texts, before: Mood, after: Mood) -> str:
    """What a turn did to the caller: "anger fell, trust rose a little"."""
    parts = []
    for name, old, new in zip(FEELINGS, before[:3], after[:3], strict=True):
        if abs(new - old) < NOTICED:
            continue
        key = f"debrief.effect.{name}_{'up' if new > old else 'down'}"
        parts.append(texts(f"{key}_little" if abs(new - old) < SLIGHT else key))
    return ", ".join(parts) or texts("debrief.effect.none")


def reason(texts: Texts, line: Line) -> str:
    """Why a line of the ledger gives or takes points."""
    match line.reason:
        case "conduct":
            moves = tuple(move for move in line.detail.split("+") if move)
            return texts("ledger.conduct", moves=moves_words(texts, moves))
        case "milestone" | "milestone_missed":
            return texts(f"ledger.{line.reason}", why=line.detail)
        case "effect":
            return texts(f"ledger.effect_{line.detail}")
    return texts(f"ledger.{line.reason}")


def manner_words(texts: Texts, manner: Manner) -> str:
    """How a line is said, for those who read it: (sighs, quietly); empty for nothing out of the ordinary."""
    how = [texts(f"heard.{what}") for what in manner if what]
    return texts("heard.how", how=", ".join(how)) if how else ""


def lead_words(texts: Texts, lead: Lead) -> str:
    """Who led in a call, in a sentence; empty where nobody said anything."""
    return texts("debrief.lead.summary", count=lead.turns, you=lead.you, caller=lead.caller) if lead.turns else ""


def happened_words(texts: Texts, happening: Happening, lines: tuple[Line, ...] = ()) -> str:
    """What happened beside the words; with the points that it gave or took where these lines of a ledger say so."""
    seconds = max(1, round(happening.ms / 1000))
    kind = "unclear_said" if happening.kind == UNCLEAR and happening.detail else happening.kind
    what = texts(f"debrief.happened.{kind}", seconds=seconds, detail=happening.detail)
    reason = _LEDGER_NAMES.get(happening.kind, happening.kind)
    line = next((line for line in lines if line.turn == happening.turn and line.reason == reason), None)
    return texts("debrief.happened.points", what=what, points=points(texts, line)) if line is not None else what


def expected_words(texts: Texts, noticed: Notice | None, dimension: Dimension) -> str:
    """What the trainee expected to score; empty where they did not say."""
    score = expected(noticed, dimension)
    return "" if score is None else texts("debrief.expected.dial", score=score)


def expected(noticed: Notice | None, dimension: Dimension) -> int | None:
    """The score that was expected before the call."""
    return noticed.expected[DIMENSIONS.index(dimension)] if noticed is not None and noticed.expected else None


def instead_because(texts: Texts, better: Instead) -> str:
    """Why a better reply is better: the writer's reason, else what it would have done."""
    words = moves_words(texts, better.moves)
    return better.because or words[:1].upper() + words[1:]


def phrase_lines(texts: Texts, found: Sequence[Found]) -> list[str]:
    """What there is to say about the phrases in a reply, a line each: those to keep, then those to leave."""
    entries = {match.entry.id: match.entry for match in found}
    keep = [texts("debrief.quote", text=entry.phrase) for entry in entries.values() if entry.kind == "encouraged"]
    lines = [texts("debrief.phrase.keep", phrases=", ".join(keep))] if keep else []
    for entry in entries.values():
        if entry.kind == "discouraged":
            better = texts("debrief.quote", text=entry.better) if entry.better else ""
            parts = [texts("debrief.phrase.avoid", phrase=entry.phrase), entry.why or ""]
            parts += [f"{texts('debrief.phrase.better')} {better}"] if better else []
            lines.append(" ".join(part if part.endswith((".", "”", ":")) else f"{part}." for part in parts if part))
    return lines


def clock_words(texts: Texts, ms: int) -> str:
    """A moment of a call: 1:05."""
    seconds = ms // 1000
    return texts("debrief.call.time", minutes=seconds // 60, seconds=f"{seconds % 60:02d}")


def place(texts: Texts, turn: int) -> str:
    """Which turn, or the whole call."""
    return texts("ledger.turn", turn=turn) if turn else texts("ledger.whole")


def points(texts: Texts, line: Line) -> str:
    """The points of a line with their sign and one decimal, in the language's own notation."""
    tenths = round(line.points * 10)
    return f"{'+' if tenths > 0 else '' if tenths else '±'}{number(texts, line.points, 1)}"


def cap_words(texts: Texts, cap: Cap) -> str:
    """What limited a score, and which turn did it; hanging up comes after the last turn that can be shown."""
    if cap.reason == "hang_up":
        return texts("cap.by", cap=cap.cap, reason=texts("cap.hang_up"))
    return texts("cap.line", cap=cap.cap, turn=cap.turn, reason=texts(f"cap.{cap.reason}"))


def ending_words(texts: Texts, ending: str, text: str) -> str:
    """How the call ended."""
    return text or texts(f"ending.{ending or 'open'}")
