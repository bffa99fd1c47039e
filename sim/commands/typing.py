"""Joins the reader of typed replies to a call: the vocabulary of its language and the lexicons of the library."""

from collections.abc import Callable

from sim.commands.context import Context
from sim.content.matching import lexicon_for, reader_of
from sim.core.matching.matcher import Matcher, Reading
from sim.core.scenario import Scenario

Read = Callable[[str, tuple[str, ...], str], Reading]


def reads(context: Context, scenario: Scenario) -> Read:
    """How typed texts of a call of this scenario are read: told the node, the replies offered and the text."""
    language = scenario.language
    return Matcher(scenario, reader_of(language), lexicon_for(language, context.library.folders)).read
