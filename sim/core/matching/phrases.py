"""Phrases of the lexicon in typed text: as sim.core.lexicon finds them, but written as people type.

Apostrophes that were left out, marks on letters and usual shorthand do not matter (dont worry, ill see what i can do).
As there, a phrase does not reach over the end of a sentence, and what lies inside a longer phrase is left out.
"""

from typing import NamedTuple

from sim.core.lexicon import Entry, Lexicon
from sim.core.matching.words import Reader


class _Match(NamedTuple):
    """A phrase from one word to another (excluded)."""

    start: int
    end: int
    entry: Entry


class Phrases:
    """A lexicon made ready to be found in typed text."""

    def __init__(self, reader: Reader, lexicon: Lexicon) -> None:
        self._reader = reader
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for entry in lexicon.entries:
            words = reader.pieces(entry.phrase)
            if words:
                self._by_first.setdefault(words[0], []).append((words, entry))

    def find(self, text: str) -> tuple[Entry, ...]:
        """The phrases in a text, in the order of their places."""
        words = self._reader.pieces(text)
        found = [
            _Match(start, start + len(phrase), entry)
            for start, word in enumerate(words)
            for phrase, entry in self._by_first.get(word, ())
            if words[start : start + len(phrase)] == phrase
        ]
        return tuple(match.entry for match in found if not any(_inside(match, other) for other in found))


def _inside(match: _Match, other: _Match) -> bool:
    longer = other.end - other.start > match.end - match.start
    return longer and other.start <= match.start and match.end <= other.end
