"""Small patterns over the words of a text: a row of words, each whole or, with a * at its end, by its beginning."""

import re
from collections.abc import Iterable, Iterator, Sequence

from sim.content.advice.rules import Pattern
from sim.core.lexicon import Word, words_of

_SENTENCE = re.compile(r"[.!?;:…]+\s")


def is_word(word: Word, wanted: str) -> bool:
    """Whether the word is the one that is wanted, or begins as it says."""
    return word.plain.startswith(wanted[:-1]) if wanted.endswith("*") else word.plain == wanted


def has_word(word: Word, wanted: Iterable[str]) -> bool:
    """Whether the word is one of those."""
    return any(is_word(word, one) for one in wanted)


def places_of(words: Sequence[Word], patterns: Sequence[Pattern]) -> Iterator[tuple[int, int]]:
    """Start and end of every place where one of the patterns stands; one a place."""
    for first in range(len(words)):
        for pattern in patterns:
            here = words[first : first + len(pattern)]
            if len(here) == len(pattern) and all(map(is_word, here, pattern)):
                yield here[0].start, here[-1].end
                break


def has_pattern(words: Sequence[Word], patterns: Sequence[Pattern]) -> bool:
    """Whether one of the patterns stands in there."""
    return any(True for _ in places_of(words, patterns))


def sentences(text: str, turns: frozenset[str] = frozenset()) -> Iterator[list[Word]]:
    """The words of each sentence; a word of `turns` (but, maar) begins a new one."""
    part: list[Word] = []
    ends = [match.start() for match in _SENTENCE.finditer(text)]
    for word in words_of(text):
        over = bool(ends) and word.start > ends[0]
        if over or word.plain in turns:
            if part:
                yield part
            part = []
            ends = [end for end in ends if end > word.start]
        part.append(word)
    if part:
        yield part
