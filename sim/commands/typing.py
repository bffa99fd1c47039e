"""Joins the reader of typed replies to a call: the vocabulary of its language and the phrases of its lexicon."""

from collections.abc import Callable

from sim.content.matching import reader_of
from sim.core.lexicon import Lexicon, PhraseFinder
from sim.core.matching.matcher import Matcher, Reading
from sim.core.scenario import Scenario

Read = Callable[[str, tuple[str, ...], str], Reading]


def reads(scenario: Scenario, phrases: PhraseFinder | None) -> Read:
    """How typed texts of a call of this scenario are read: told the node, the replies offered and the text."""
    lexicon = phrases.lexicon if phrases is not None else Lexicon(format=1, language=scenario.language)
    return Matcher(scenario, reader_of(scenario.language), lexicon).read
