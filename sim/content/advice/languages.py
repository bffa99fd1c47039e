"""The languages whose texts the checks can read; in any other, texts are checked by their length alone."""

from sim.content.advice.dutch import DUTCH
from sim.content.advice.english import ENGLISH
from sim.content.advice.rules import Rules

RULES: dict[str, Rules] = {rules.language: rules for rules in (ENGLISH, DUTCH)}
