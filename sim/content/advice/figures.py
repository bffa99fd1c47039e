"""Facts in texts: numbers, amounts, times and days, as whole numbers and names that can be compared.

"A hundred and fifty", "150" and "150.00 euro" are one fact; "08:00" and "eight" are one; half past four is four.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sim.content.advice.rules import Rules
from sim.core.lexicon import Word, words_of

_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_SMALL = 13  # below it a number word is mostly talk: one thing, two minutes, at nine


class Fact(NamedTuple):
    """A fact: what it is compared by, where it stands, whether it is one that must be known from somewhere."""

    value: int | str
    start: int
    end: int
    firm: bool


def facts_in(text: str, rules: Rules) -> list[Fact]:
    """All facts of a text, in order."""
    words = words_of(text)
    found = [fact for match in _DIGITS.finditer(text) for fact in _digits(match)]
    found += _numbers(words, rules)
    found += [Fact(word.plain, word.start, word.end, True) for word in words if word.plain in rules.days]
    return sorted(found, key=lambda fact: fact.start)


def values_in(texts: Iterable[str], rules: Rules) -> set[int | str]:
    """Everything that somebody who has read these texts can know; an hour of the afternoon by both of its numbers."""
    found: set[int | str] = {fact.value for text in texts for fact in facts_in(text, rules)}
    return found | {value - 12 for value in found if isinstance(value, int) and 12 < value <= 24}


def _digits(match: re.Match[str]) -> Iterator[Fact]:
    text = match[0]
    parts = [re.sub(r"[.,]", "", text)] if _THOUSANDS.fullmatch(text) else re.split(r"[.,:]", text)
    for part in parts:
        if len(parts) == 1 or part.strip("0"):  # the minutes of 8:00 are no fact
            yield Fact(int(part[:18]), match.start(), match.end(), True)


def _numbers(words: Sequence[Word], rules: Rules) -> Iterator[Fact]:
    """Numbers written in words: the parts of one number stand together, `and` between them counts with them."""
    after = 0
    for place, word in enumerate(words):
        if place < after or not _begins(word.plain, rules):
            continue
        end, value = _one_number(words, place, rules)
        beside = {other.plain for other in (*words[max(place - 1, 0) : place], *words[end : end + 1])}
        yield Fact(value, word.start, words[end - 1].end, value >= _SMALL or (value > 2 and bool(beside & rules.units)))
        after = end


def _begins(word: str, rules: Rules) -> bool:
    """Whether a number can begin with this word."""
    thousand = rules.thousand
    return word in rules.numbers or word in (rules.hundred, thousand) or (rules.joined and word.endswith(thousand))


def _one_number(words: Sequence[Word], place: int, rules: Rules) -> tuple[int, int]:
    """(the place after it, its value) of the number that begins here."""
    total, here, seen = 0, 0, False
    while place < len(words):
        word = words[place].plain
        number = rules.numbers.get(word)
        if number is not None and (not seen or _goes_on(here, number, rules)):
            here += number
        elif word == rules.hundred:
            here = max(here, 1) * 100
        elif word == rules.thousand or (rules.joined and word.endswith(rules.thousand) and word != rules.thousand):
            before = rules.numbers.get(word.removesuffix(rules.thousand), 1) if rules.joined else 1
            total, here = total + max(here, 1) * before * 1000, 0
        elif not (word == "and" and seen and here % 100 == 0 and _is_number(words, place + 1, rules)):
            break
        seen = True
        place += 1
    return place, total + here


def _goes_on(here: int, number: int, rules: Rules) -> bool:
    """Whether this number word still belongs to the number before it: twenty five, two hundred five."""
    if here == 0:
        return True
    if rules.joined:
        return False
    return (here % 100 == 0 and number < 100) or (here % 10 == 0 and here % 100 >= 20 and 0 < number < 10)


def _is_number(words: Sequence[Word], place: int, rules: Rules) -> bool:
    return place < len(words) and words[place].plain in rules.numbers
