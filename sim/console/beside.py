"""Two calls beside each other, as lines of text: where they part, turn by turn, and why their scores differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.core import telling
from sim.core.comparison_words import score_words, why_words

if TYPE_CHECKING:
    from sim.core.comparing import Comparison, Pair
    from sim.core.scenario import Scenario
    from sim.core.texts import Texts


def beside(texts: Texts, comparison: Comparison, scenario: Scenario, names: tuple[str, str]) -> Iterator[str]:
    """All of it; the older call comes first in each turn."""
    key, caller = "subtitle" if comparison.pairs else "alike", scenario.caller.name
    yield ""
    yield texts("whatif.title")
    yield texts(f"whatif.{key}", title=scenario.title, caller=caller, turn=comparison.parts_at)
    for difference in comparison.differences:
        yield score_words(texts, difference)
        yield from (f"  {line}" for line in why_words(texts, difference))
    for pair in comparison.pairs:
        yield from _turn(texts, pair, caller, names)
    for debrief, name in zip((comparison.first, comparison.second), names, strict=True):
        ending = telling.ending_words(texts, debrief.card.ending, debrief.ending_text)
        yield f"{texts('whatif.ended', name=name)}: {ending}"


def _turn(texts: Texts, pair: Pair, caller: str, names: tuple[str, str]) -> Iterator[str]:
    for turn, name in zip((pair.first, pair.second), names, strict=True):
        yield texts("whatif.turn", name=name, turn=pair.number)
        if turn is None:
            yield f"  {texts('whatif.over')}"
            continue
        yield f"  {caller}: {turn.heard}"
        yield f"  {texts('common.you')}: {turn.said}"
        moves = telling.moves_words(texts, turn.moves)
        effect = telling.effect_words(texts, turn.before, turn.after)
        yield f"  {moves[:1].upper()}{moves[1:]}. {texts('whatif.mood', caller=caller, effect=effect)}"
