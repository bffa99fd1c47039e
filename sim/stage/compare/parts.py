"""What the comparison is built of: the scores with their reasons, a turn of each call, the two endings."""

from __future__ import annotations

from sim.core import telling
from sim.core.comparing import Comparison, Pair
from sim.core.comparison_words import score_words, why_words
from sim.core.debrief import Debrief, TurnReview
from sim.core.texts import Texts
from sim.stage.debrief.words import capital
from sim.stage.kit.cards import Bubble, Small, Text
from sim.stage.kit.look import BODY, HEADING, LABEL_STRONG
from sim.stage.kit.page import Tiles
from sim.stage.kit.reading import ReadCard
from sim.stage.kit.widget import Widget

MOST = 3  # reasons on the first cards
_SCORE, _TURN = 330, 440  # base pixels that a card needs at text size 1
Names = tuple[str, str]


def score_cards(texts: Texts, comparison: Comparison) -> Tiles:
    """A card for each score with its weightiest reasons, side by side where there is room."""
    return _cards(texts, comparison, MOST)


def all_reasons(texts: Texts, comparison: Comparison) -> list[Widget]:
    """Every reason, where the first cards did not say them all."""
    if all(len(difference.reasons) <= MOST for difference in comparison.differences):
        return []
    return [Text(texts("whatif.all"), HEADING), _cards(texts, comparison, None)]


def _cards(texts: Texts, comparison: Comparison, most: int | None) -> Tiles:
    cards: list[Widget] = []
    for difference in comparison.differences:
        change, why = difference.change or 0, why_words(texts, difference)
        mark = "up" if change > 0 else "down" if change < 0 else "dot"
        lines: list[Widget] = [Text(line, BODY) for line in why[:most]]
        if len(lines) < len(why):
            lines.append(Small(texts("whatif.more", count=len(why) - len(lines))))
        cards.append(ReadCard(score_words(texts, difference), lines, mark, gap=5))
    return Tiles(cards, _SCORE, 3)


def turn_rows(texts: Texts, comparison: Comparison, caller: str, names: Names) -> list[Widget]:
    """A row for each turn from where they part, and one for how both ended."""
    rows: list[Widget] = [_row(texts, pair, caller, names) for pair in comparison.pairs]
    ends = [
        _end_card(texts, debrief, caller, name)
        for debrief, name in zip((comparison.first, comparison.second), names, strict=True)
    ]
    return [*rows, Tiles([*ends], _TURN)]


def _row(texts: Texts, pair: Pair, caller: str, names: Names) -> Tiles:
    cards: list[Widget] = []
    for turn, name in zip((pair.first, pair.second), names, strict=True):
        title = texts("whatif.turn", name=name, turn=pair.number)
        if turn is None:
            parts: list[Widget] = [Text(texts("whatif.over"), BODY, "muted", "hang_up")]
        else:
            parts = _turn_parts(texts, turn, caller, pair.same_reply)
        cards.append(ReadCard(title, parts, gap=8))
    return Tiles(cards, _TURN)


def _turn_parts(texts: Texts, turn: TurnReview, caller: str, same: bool) -> list[Widget]:
    effect = telling.effect_words(texts, turn.before, turn.after)
    parts: list[Widget] = [Bubble(caller, turn.heard)] if turn.heard else []
    return [
        *parts,
        Bubble(texts("common.you"), turn.said, mine=True),
        *([Small(texts("whatif.same"), "muted", "replay")] if same else []),
        Text(capital(telling.moves_words(texts, turn.moves)), LABEL_STRONG),
        Small(texts("whatif.mood", caller=caller, effect=effect)),
    ]


def _end_card(texts: Texts, debrief: Debrief, caller: str, name: str) -> ReadCard:
    card = debrief.card
    parts: list[Widget] = [Bubble(caller, debrief.parting)] if debrief.parting else []
    parts.append(Text(telling.ending_words(texts, card.ending, debrief.ending_text), BODY, icon="hang_up"))
    scores = [
        f"{texts(f'scores.{dimension}')} {texts('whatif.unrated') if score is None else score}"
        for dimension, score in card.scores.items()
    ]
    parts.append(Text(" · ".join(scores), LABEL_STRONG))
    return ReadCard(texts("whatif.ended", name=name), parts, gap=8)
