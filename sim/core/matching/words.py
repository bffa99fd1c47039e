"""A text as words that can be compared: case, marks, contractions, numbers, endings, what means the same.

What is known of a language is data (a Vocabulary, read from assets/matching). Stems are not words of the language:
they only have to be the same for the same word.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*|[.!?;:,]")
_NUMBER = re.compile(r"(?<=\d)[.,](?=\d{3}\b)")
_CLAUSE = frozenset(".!?;:,")
_QUESTION = re.compile(r"\?")
_DOUBLED = re.compile(r"([a-z])\1$")
_LONG_VOWEL = re.compile(r"(aa|ee|oo|uu)(?=[^aeiou]+$)")
_HARD = {"v": "f", "z": "s"}
SHORTEST_STEM = 3


@dataclass(frozen=True)
class Vocabulary:
    """What is known of a language. All words in small letters without marks; see assets/matching/LANG.yaml."""

    after_apostrophe: Mapping[str, str] = field(default_factory=dict)
    shorthand: Mapping[str, str] = field(default_factory=dict)
    irregular: Mapping[str, str] = field(default_factory=dict)
    little: frozenset[str] = frozenset()
    negators: frozenset[str] = frozenset()
    denies_before: frozenset[str] = frozenset()  # of these the ones that may deny the word before them
    joints: frozenset[str] = frozenset()
    numbers: Mapping[str, int] = field(default_factory=dict)
    number_glue: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    participle: str = ""
    alike: tuple[tuple[str, ...], ...] = ()
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Word(NamedTuple):
    """A word of a text: its stem, its clause (counted from 0), whether it says little, whether it denies what comes
    after it, and whether also what stands before it.
    """

    stem: str
    clause: int
    little: bool
    denies: bool
    denies_before: bool = False


def plain(text: str) -> str:
    """Small letters without marks; typographic apostrophes become straight ones."""
    text = unicodedata.normalize("NFD", text.casefold().replace("’", "'").replace("ʼ", "'").replace("`", "'"))
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def asks(text: str) -> bool:
    """Whether a text asks something."""
    return _QUESTION.search(text) is not None


class Reader:
    """A vocabulary made ready to read texts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._dutch = vocabulary.participle != ""
        self._stems: dict[str, str] = {}
        self._same: dict[str, str] = {}
        for group in vocabulary.alike:
            for word in group:
                self._same.setdefault(self._bare(word), self._bare(group[0]))

    def words(self, text: str) -> tuple[Word, ...]:
        """The words of a text, in their order; number words that belong together are one number."""
        found: list[Word] = []
        clause = 0
        for piece in self._counted(list(self._pieces(text))):
            if piece in _CLAUSE:
                clause += 1
            else:
                clause += piece in self.vocabulary.joints
                little, denies = piece in self.vocabulary.little, piece in self.vocabulary.negators
                before = piece in self.vocabulary.denies_before
                found.append(Word(self.stem(piece), clause, little or denies, denies, before))
        return tuple(found)

    def pieces(self, text: str) -> tuple[str, ...]:
        """The words of a text as they are written in full, and the marks that end a sentence."""
        return tuple(piece for piece in self._pieces(text) if piece != ",")

    def stem(self, word: str) -> str:
        """What a word is compared by."""
        found = self._stems.get(word)
        if found is None:
            bare = self._bare(word)
            found = self._stems[word] = self._same.get(bare, bare)
        return found

    def _pieces(self, text: str) -> Iterator[str]:
        """Words in full and the marks that part clauses."""
        vocabulary = self.vocabulary
        for match in _TOKEN.finditer(_NUMBER.sub("", plain(text))):
            head, *tails = match[0].split("'")
            if tails and head.endswith("n") and tails[-1] == "t" and vocabulary.after_apostrophe.get("t") == "not":
                head = head[:-1] if head not in ("can", "won") else {"can": "can", "won": "will"}[head]
            expanded = [vocabulary.shorthand.get(head, head) if head else ""]
            expanded += [vocabulary.after_apostrophe.get(tail, tail) for tail in tails]
            for part in expanded:
                yield from part.split()

    def _counted(self, pieces: list[str]) -> Iterator[str]:
        """Number words as digits: four thousand three hundred -> 4300."""
        place = 0
        while place < len(pieces):
            parts, end = self._number_at(pieces, place)
            # A number word alone that is also an article (een) stays a word.
            if parts and not (end == place + 1 and pieces[place] in self.vocabulary.little):
                yield str(_value(parts))
                place = end
            else:
                yield pieces[place]
                place += 1

    def _number_at(self, pieces: list[str], place: int) -> tuple[list[int], int]:
        parts: list[int] = []
        end = place
        while end < len(pieces):
            more = self._number_parts(pieces[end])
            glue = parts and pieces[end] in self.vocabulary.number_glue and end + 1 < len(pieces)
            if not more and glue:
                after = self._number_parts(pieces[end + 1])
                if after and parts[-1] >= 100 and self._belong(parts, after):
                    parts += after
                    end += 2
                    continue
            if not more or (parts and not self._belong(parts, more)):
                break
            parts += more
            end += 1
        return parts, end

    def _belong(self, parts: list[int], more: list[int]) -> bool:
        """Whether number words go on as one number: twenty five, but not one two three."""
        last, first = parts[-1], more[0]
        if first in (100, 1000):
            return last < first
        # In Dutch twenty-five is one word already.
        return last >= 100 or (not self._dutch and 20 <= last < 100 and last % 10 == 0 and first < 10)

    def _number_parts(self, word: str) -> list[int]:
        """A number word as its parts: driehonderdzestig -> 3, 100, 60. Empty for other words."""
        numbers = self.vocabulary.numbers
        if word in numbers:
            return [numbers[word]]
        if not self._dutch or len(word) < 7:
            return []
        parts: list[int] = []
        while word:
            if parts and word.startswith("en") and len(word) > 2:
                word = word[2:]
            length = next((n for n in range(len(word), 2, -1) if word[:n] in numbers), 0)
            if not length:
                return []
            parts.append(numbers[word[:length]])
            word = word[length:]
        return parts

    def _bare(self, word: str) -> str:
        word = self.vocabulary.irregular.get(word, word)
        if word.isdigit() or len(word) <= SHORTEST_STEM:
            return word
        word = self._without_participle(word)
        for ending in self.vocabulary.endings:
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM and not self._own_s(word, ending):
                word = word[: -len(ending)] + ("y" if ending == "ies" else "")
                if not self._dutch:
                    break
        return self._tidy(word)

    def _own_s(self, word: str, ending: str) -> bool:
        """Whether an s belongs to the word: huis, prijs."""
        return self._dutch and ending == "s" and word[-2] in "aeioujs"

    def _without_participle(self, word: str) -> str:
        prefix = self.vocabulary.participle
        if prefix and word.startswith(prefix) and len(word) >= 6 and word[-1] in "dtn":
            return word[len(prefix) :]
        return word

    def _tidy(self, word: str) -> str:
        if not self._dutch:
            return _DOUBLED.sub(r"\1", word[:-1] + "i" if word.endswith("y") else word)
        word = _LONG_VOWEL.sub(lambda found: found[0][0], word)
        word = _DOUBLED.sub(r"\1", word)
        return word[:-1] + _HARD.get(word[-1], word[-1]) if word else word


def _value(parts: list[int]) -> int:
    total = current = 0
    for part in parts:
        if part == 1000:
            total, current = total + max(1, current) * 1000, 0
        elif part == 100:
            current = max(1, current) * 100
        else:
            current += part
    return total + current
