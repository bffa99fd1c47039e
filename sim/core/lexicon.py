"""The lexicon of an organisation: phrases to use and to avoid, each tied to a move. Phrases, never patterns.

Finding them in a text, in the order of their places:
- A phrase is a row of words. Case does not matter, nor which apostrophe is typed (' or ’), nor how wide the blanks are;
  a word counts as a whole, so `calm` is not in `calmly`.
- Between two words of the phrase may stand in the text what stands there in the phrase, else only blanks, a comma or
  a dash: `calm down` is in `Calm, down there` but not in `Stay calm. Down there ...`.
- What lies wholly inside a longer phrase that was found is left out; phrases that overlap are both found.

A `...` at the end of a phrase, or any other mark around it, is not part of it. A phrase of more than MOST_WORDS words
is never found: nobody says it twice alike.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from sim.core.fields import Accepted, Id, Language, Model, MoveId, Text
from sim.core.service import FormatNumber

MOST_WORDS = 20
PhraseKind = Literal["encouraged", "discouraged"]
Phrase = Annotated[str, Field(min_length=1, max_length=200)]

# Letters with marks that are typed as two characters (e + acute) stay one word.
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*(?:['’ʼ][^\W_][\w\u0300-\u036f]*)*")
_LOOSE_GAP = re.compile(r"[\s,\-–—…\"“”]*\Z")
_APOSTROPHES = str.maketrans("’ʼ", "''")


class Entry(Model):
    """One phrase: whether it helps, which move it is, and what to say instead."""

    id: Id = Field(description="its name")
    phrase: Phrase = Field(description="the words just as somebody says them; case and commas do not matter")
    kind: PhraseKind = Field(description="encouraged: say it; discouraged: check warns when a good reply says it")
    move: MoveId | None = Field(None, description="the move that saying it amounts to")
    better: Text | None = Field(None, description="what to say instead of a discouraged phrase")
    why: Text | None = Field(None, description="why, in one sentence")


class Lexicon(Model):
    """All phrases of one language."""

    format: FormatNumber = Field(description="the format's version: 1")
    language: Language = Field(description="the language of its phrases, the same two letters as in the file's name")
    entries: tuple[Entry, ...] = Field((), description="the phrases")
    accept: tuple[Accepted, ...] = Field(
        (), description="warnings of the check that you stand by, each with its reason"
    )


class Word(NamedTuple):
    """A word of a text: as it is compared, and where it stands (end excluded)."""

    plain: str
    start: int
    end: int


class Found(NamedTuple):
    """A phrase found in a text, from `start` to `end` (excluded), in characters."""

    entry: Entry
    start: int
    end: int


@lru_cache(maxsize=1024)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text with their places. A hyphen parts words, an apostrophe inside a word does not."""
    if text.isascii():  # nearly all texts: lower case changes no place
        return tuple(Word(match[0], *match.span()) for match in _WORD.finditer(text.lower()))
    return tuple(Word(_plain(match[0]), *match.span()) for match in _WORD.finditer(text))


def plain_phrase(phrase: str) -> tuple[str, ...]:
    """The words that make a phrase what it is: two phrases with the same words are the same."""
    return tuple(word.plain for word in words_of(phrase))


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word).translate(_APOSTROPHES).casefold()


class _Branch:
    """The phrases that go on alike: by their next word, and those that end here."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Branch] = {}
        self.ends: list[tuple[Entry, tuple[str, ...]]] = []


class PhraseFinder:
    """A lexicon made ready to be found in many texts: one walk over a text's words, however many phrases there are."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._root = _Branch()
        for entry in lexicon.entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        words = words_of(entry.phrase)
        if len(words) > MOST_WORDS:
            return
        branch = self._root
        for word in words:
            branch = branch.next.setdefault(word.plain, _Branch())
        if words:
            branch.ends.append((entry, _gaps(entry.phrase, words)))

    def find(self, text: str) -> tuple[Found, ...]:
        """All phrases in a text, by their place; of two at one place the longer one."""
        words = words_of(text)
        starts = [place for place, word in enumerate(words) if word.plain in self._root.next]
        found = [match for first in starts for match in self._from(text, words, first)]
        if len(found) < 2:
            return tuple(found)
        found.sort(key=lambda match: (match.start, -match.end))
        kept: list[Found] = []
        reach = -1
        for match in found:
            if match.end > reach or (kept and (match.start, match.end) == (kept[-1].start, kept[-1].end)):
                kept.append(match)
                reach = max(reach, match.end)
        return tuple(kept)

    def _from(self, text: str, words: tuple[Word, ...], first: int) -> Iterator[Found]:
        branch: _Branch | None = self._root
        for place in range(first, len(words)):
            branch = branch.next.get(words[place].plain) if branch else None
            if branch is None:
                return
            for entry, gaps in branch.ends:
                here = words[first : place + 1]
                if all(_fits(gap, wanted) for gap, wanted in zip(_gaps(text, here), gaps, strict=True)):
                    yield Found(entry, words[first].start, words[place].end)


def _gaps(text: str, words: tuple[Word, ...]) -> tuple[str, ...]:
    """What stands between the words."""
    return tuple(text[one.end : two.start] for one, two in pairwise(words))


def _fits(gap: str, wanted: str) -> bool:
    return _LOOSE_GAP.match(gap) is not None or gap.strip() == wanted.strip()
