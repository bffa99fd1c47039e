"""What the checks of texts must know of a language, as data. A language without a row here is checked by length alone.

A pattern is a row of words; a word that ends in * stands for all words that begin so. Words are compared without case.
`verb_before`: the verb may stand before "I" (`dan bel ik u`).
"""

from dataclasses import dataclass

Pattern = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """One language."""

    language: str
    promises: tuple[Pattern, ...]
    negations: frozenset[str]
    turns: frozenset[str]  # words that begin another thought inside of a sentence
    mine: frozenset[str]  # "I" in all of its forms
    mine_phrases: tuple[Pattern, ...]  # ways to say "I do it" without an "I"
    verb_before: bool
    aside: frozenset[str]  # words between "I" and its verb
    no_doing: frozenset[str]  # verbs after "I" that do nothing for the caller
    empty: frozenset[str]  # words that say nothing of this case
    you: frozenset[str]
    insults: frozenset[str]
    days: frozenset[str]
    units: frozenset[str]
    numbers: dict[str, int]
    hundred: str
    thousand: str
    joined: bool  # numbers are written as one word (vijfentwintig)


def patterns(text: str) -> tuple[Pattern, ...]:
    """A pattern a line."""
    return tuple(tuple(line.split()) for line in text.strip().split("\n"))


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def words_in_order(text: str) -> tuple[str, ...]:
    """The words of a text, as they stand."""
    return tuple(text.split())
