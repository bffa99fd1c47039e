"""Where to go on: every node with its first words, and every ending, found by typing."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sim.core.scenario import ENGINE_ENDINGS, Scenario
from sim.core.telling import ending_words
from sim.core.texts import Texts
from sim.stage.call.desk import snippet
from sim.stage.kit.cards import Chip, ListCard, Text
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.textfield import TextField
from sim.stage.kit.widget import Widget

MOST_SHOWN = 40  # more than anybody reads; typing narrows them


class Goal(NamedTuple):
    """A node or an ending that one can go to."""

    name: str
    words: str
    ending: bool
    flags: tuple[str, ...] = ()


def goals_of(scenario: Scenario, texts: Texts) -> list[Goal]:
    """All nodes in the order of the file, then the endings, the engine's own last."""
    nodes = [Goal(name, node.caller[-1].wordings[0], False, node.flags) for name, node in scenario.nodes.items()]
    endings = [Goal(name, ending.text, True) for name, ending in scenario.endings.items()]
    return [*nodes, *endings, *(Goal(name, ending_words(texts, name, ""), True) for name in ENGINE_ENDINGS)]


def matching(goals: list[Goal], sought: str) -> list[Goal]:
    """Those in whose name, words or flags every sought word stands; whose name begins so comes first."""
    words = sought.casefold().split()
    found = [goal for goal in goals if all(word in _haystack(goal) for word in words)]
    return sorted(found, key=lambda goal: not goal.name.casefold().startswith(sought.casefold().strip()))


def _haystack(goal: Goal) -> str:
    return " ".join((goal.name, goal.words, *goal.flags)).casefold()


class JumpOverlay(Overlay):
    """A search field and the nodes and endings that it finds. go is told the chosen one."""

    def __init__(
        self, texts: Texts, goals: list[Goal], here: str, go: Callable[[Goal], Next], on_close: Callable[[], Next]
    ) -> None:
        self._texts, self._goals, self._here, self._go = texts, goals, here, go
        self.field = TextField(texts("preview.jump_search"), texts("preview.jump_hint"), self._first,
                               on_change=self._typed)  # fmt: skip
        super().__init__(
            texts("preview.jump_title"), self._list(), close_label=texts("common.close"), width=720, on_close=on_close
        )

    def _list(self) -> list[Widget]:
        found = matching(self._goals, self.field.text)
        rows: list[Widget] = [self.field, *(self._card(goal) for goal in found[:MOST_SHOWN])]
        if not found:
            rows.append(Text(self._texts("preview.jump_nothing"), tone="muted"))
        elif len(found) > MOST_SHOWN:
            rows.append(Text(self._texts("preview.jump_more", count=len(found) - MOST_SHOWN), tone="muted"))
        return rows

    def _card(self, goal: Goal) -> ListCard:
        here = goal.name == self._here and not goal.ending
        chips = [Chip(self._texts("preview.here"), "accent", "tick")] if here else []
        chips += [Chip(flag) for flag in goal.flags]
        if goal.ending:
            chips.append(Chip(self._texts("preview.ending"), "info", "flag"))
        card = ListCard(goal.name, snippet(goal.words), tuple(chips), lambda: self._go(goal),
                        icon="hang_up" if goal.ending else "transcript")  # fmt: skip
        card.selected = here
        return card

    def _typed(self, text: str) -> Next:
        self.panel.offset = 0
        self.panel.fill(self._list())
        return STAY

    def _first(self) -> Next:
        """Enter in the field goes to the first that was found."""
        found = matching(self._goals, self.field.text)
        return self._go(found[0]) if found else STAY
