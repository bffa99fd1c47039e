"""A scenario made ready to read typed replies: a text against the replies of a node, and the harm that its words add.

How near a text is to a reply, 0 to 1: which share of what the text says the reply says too (over all its wordings),
which share of the reply's nearest wording the text has, how alike the two are letter by letter (typing errors), which
moves the text sounds like, whether both ask. A word weighs by how rare it is in the scenario; little words weigh
little. Words that one denies and the other does not count against it.

Unsure, rather than wrong: when nothing is near enough, two replies are about as near, the text says much that no reply
says, what is denied differs, or the text strings replies together. Saying more never helps: what a reply does not say
makes the text less near to it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from sim.core.events import MOST_ADDED
from sim.core.lexicon import Entry, Lexicon
from sim.core.matching.phrases import Phrases
from sim.core.matching.words import Reader, Word, asks, plain
from sim.core.moves import HARMFUL
from sim.core.scenario import Node, Option, Scenario

LITTLE = 0.15  # what a little word weighs beside others
SHORTEST_MISTYPED = 4  # letters
PART_OF = 0.75
NEAR_WORD = 0.72  # letters in common from which two words count as one that was mistyped
DENIED_BEFORE, DENIED_AFTER = 1, 2  # words that a denial may be about
LEAST_STRUNG = 0.6  # weight of words that another reply must say to be strung on
MOST_FOREIGN = 2  # moves by phrases of the lexicon that are none of the reply's
MOST_LONGER = 2  # times as many telling words as the reply itself


class Weights(NamedTuple):
    """How much each kind of likeness counts, and from where on a reading is sure."""

    said: float = 0.40
    wording: float = 0.30
    letters: float = 0.15
    moves: float = 0.25
    asking: float = 0.05
    denied: float = 0.15
    least: float = 0.33
    least_said: float = 0.35
    least_share: float = 0.20
    margin: float = 0.10
    strung: float = 0.5


WEIGHTS = Weights()


class Candidate(NamedTuple):
    """A reply with how near the text is to it, in thousandths."""

    option: str
    nearness: int


class Reading(NamedTuple):
    """How a typed text was read: the replies offered, the nearest first; `option` is empty when unsure.

    `added`: harmful moves of the text's own words, at most MOST_ADDED, for whichever reply is taken.
    """

    option: str
    ranked: tuple[Candidate, ...]
    added: tuple[str, ...]


class _Likeness(NamedTuple):
    """How near a text is to a reply: altogether, and what of it the reply says, it says of the reply, it denies."""

    near: float
    said: float
    share: float
    denied: int


class _Wording(NamedTuple):
    """One way to say a reply, ready to be compared: its words by stem with their weights."""

    words: tuple[Word, ...]
    weights: dict[str, float]
    denials: tuple[frozenset[str], ...]
    letters: frozenset[str]
    weight: float
    asks: bool


class _Known(NamedTuple):
    """A reply made ready: its wordings, all that they say, its moves."""

    option: Option
    wordings: tuple[_Wording, ...]
    stems: frozenset[str]
    denied: frozenset[str]
    phrases: frozenset[str]  # ids of lexicon phrases in its own words: its writer stands by them


class Matcher:
    """Reads texts for one scenario. Making one takes some ten milliseconds, a reading one or two."""

    def __init__(self, scenario: Scenario, reader: Reader, lexicon: Lexicon, weights: Weights = WEIGHTS) -> None:
        self.scenario, self.reader, self.weights = scenario, reader, weights
        self.phrases = Phrases(reader, lexicon)
        self._rarity = self._rarities(scenario)
        self._nodes: dict[str, dict[str, _Known]] = {}
        self._cues = _cues(reader, lexicon)

    def _rarities(self, scenario: Scenario) -> dict[str, float]:
        counts: Counter[str] = Counter()
        total = 0
        for node in scenario.nodes.values():
            for option in node.options.values():
                total += 1
                counts.update({w.stem for text in _texts(option) for w in self.reader.words(text)})
        return {stem: log(1 + total / count) / log(1 + total) for stem, count in counts.items()}

    def _weight(self, word: Word) -> float:
        return self._rarity.get(word.stem, 0.8) * (LITTLE if word.little else 1.0)

    def _known(self, node_id: str) -> dict[str, _Known]:
        found = self._nodes.get(node_id)
        if found is None:
            node: Node = self.scenario.nodes[node_id]
            found = self._nodes[node_id] = {name: self._ready(option) for name, option in node.options.items()}
        return found

    def _ready(self, option: Option) -> _Known:
        wordings = tuple(self._wording(text) for text in _texts(option))
        phrases = frozenset(entry.id for text in _texts(option) for entry in self.phrases.find(text))
        denied = frozenset(stem for wording in wordings for denial in wording.denials for stem in denial)
        return _Known(option, wordings, frozenset().union(*(w.weights for w in wordings)), denied, phrases)

    def _wording(self, text: str) -> _Wording:
        words = self.reader.words(text)
        weights = {word.stem: self._weight(word) for word in words}
        return _Wording(words, weights, _denials(words), _letters(words), sum(weights.values()), asks(text))

    # -- reading ----------------------------------------------------------------------------------------------

    def read(self, node_id: str, offered: Sequence[str], text: str) -> Reading:
        """Read a text as one of the replies offered at a node."""
        known = {name: self._known(node_id)[name] for name in sorted(offered)}
        typed = self._wording(text)
        phrases = self.phrases.find(text)
        exact = next((n for n, k in known.items() if any(_same(typed, w) for w in k.wordings)), "")
        likes = self._liken(known, typed, frozenset(entry.move or "" for entry in phrases))
        ranked = sorted(likes, key=lambda name: (name != exact, -likes[name].near, name))
        best = ranked[0]
        sure = bool(exact) or (self._sure(known, typed, likes, ranked) and not _stuffed(known[best], phrases))
        own = known[best].phrases
        added = [entry.move for entry in phrases if entry.kind == "discouraged" and entry.id not in own]
        harm = tuple(dict.fromkeys(move for move in added if move in HARMFUL))[:MOST_ADDED]
        candidates = tuple(Candidate(name, round(1000 * max(0.0, min(1.0, likes[name].near)))) for name in ranked)
        return Reading(best if sure else "", candidates, harm)

    def _liken(self, known: dict[str, _Known], typed: _Wording, moves: Collection[str]) -> dict[str, _Likeness]:
        meant = self._meant(known, typed)
        sounds = self._sounds(typed, moves)
        here = {move for reply in known.values() for move in reply.option.moves}
        heard = sum(sounds.get(move, 0.0) for move in here)
        found = {}
        for name, reply in known.items():
            said = self._said(reply, typed, meant)
            sounding = sum(sounds.get(move, 0.0) for move in reply.option.moves) / max(1.0, heard)
            likes = [self._like((reply, wording), typed, meant, (said, sounding)) for wording in reply.wordings]
            # The wording that the text has most of says what is denied, even where another one is nearer for that.
            closest = max(likes, key=lambda like: (like.share, -like.denied))
            found[name] = max(likes)._replace(denied=closest.denied)
        return found

    def _said(self, reply: _Known, typed: _Wording, meant: dict[str, dict[str, float]]) -> float:
        """Which share of what the text says the reply says too, in any of its wordings."""
        total = sum(
            weight * max((credit for stem, credit in meant[word].items() if stem in reply.stems), default=0.0)
            for word, weight in typed.weights.items()
        )
        return total / typed.weight if typed.weight else 0.0

    def _like(
        self,
        way: tuple[_Known, _Wording],
        typed: _Wording,
        meant: dict[str, dict[str, float]],
        given: tuple[float, float],
    ) -> _Likeness:
        (reply, wording), (said, sounding) = way, given
        has: dict[str, float] = {}
        for words in meant.values():
            for stem, credit in words.items():
                if stem in wording.weights:
                    has[stem] = max(has.get(stem, 0.0), credit)
        common = sum(wording.weights[stem] * credit for stem, credit in has.items())
        turned = _turned(typed.denials, has, reply.denied)
        turned += _turned(wording.denials, has, frozenset().union(*typed.denials))
        letters = 2 * len(wording.letters & typed.letters) / max(1, len(wording.letters) + len(typed.letters))
        share = common / wording.weight if wording.weight else 0.0
        weights = self.weights
        near = (
            weights.said * said
            + weights.wording * share
            + weights.letters * letters
            + weights.moves * sounding
            + (weights.asking if wording.asks == typed.asks else 0.0)
            - weights.denied * turned
        )
        return _Likeness(near, said, share, turned)

    def _meant(self, known: dict[str, _Known], typed: _Wording) -> dict[str, dict[str, float]]:
        """For each word typed, the words of the replies that it may be, with how surely: itself, or mistyped."""
        here = frozenset().union(*(reply.stems for reply in known.values()))
        telling = [stem for stem in sorted(here) if _may_be_mistyped(stem)]
        found: dict[str, dict[str, float]] = {}
        for stem in typed.weights:
            if stem in here or not _may_be_mistyped(stem):
                found[stem] = {stem: 1.0}
            else:
                found[stem] = {other: share for other in telling if (share := _alike(stem, other)) >= NEAR_WORD}
        return found

    def _sounds(self, typed: _Wording, moves: Collection[str]) -> dict[str, float]:
        """Which moves the text sounds like, 0 to 1 each."""
        stems = tuple(word.stem for word in typed.words)
        found: dict[str, float] = {}
        for first in range(len(stems)):
            for move, phrase in self._cues.get(stems[first], ()):
                if stems[first : first + len(phrase)] == phrase:
                    found[move] = min(1.0, found.get(move, 0.0) + (0.4 if len(phrase) == 1 else 0.7))
        for move in moves:
            found[move] = 1.0
        return found

    def _sure(self, known: dict[str, _Known], typed: _Wording, likes: dict[str, _Likeness], ranked: list[str]) -> bool:
        """Whether the nearest reply is near enough, and alone in it."""
        weights = self.weights
        best = likes[ranked[0]]
        margin = best.near - (likes[ranked[1]].near if len(ranked) > 1 else 0.0)
        if best.near < weights.least or margin < weights.margin or best.denied:
            return False
        if best.said < weights.least_said or best.share < weights.least_share:
            return False
        return not self._strung(known, typed, ranked[0])

    def _strung(self, known: dict[str, _Known], typed: _Wording, best: str) -> bool:
        """Whether the text strings together more than one reply: what the nearest does not say, another one says."""
        words = sum(not word.little for word in typed.words)
        if words > MOST_LONGER * max(sum(not w.little for w in wording.words) for wording in known[best].wordings) + 4:
            return True
        rest = typed.weights.keys() - known[best].stems
        for name, reply in known.items():
            if name == best:
                continue
            for wording in reply.wordings:
                own = {s: w for s, w in wording.weights.items() if s not in known[best].stems}
                also = sum(weight for stem, weight in own.items() if stem in rest)
                if also >= self.weights.strung * sum(own.values()) and also >= LEAST_STRUNG:
                    return True
        return False


def _stuffed(reply: _Known, phrases: Collection[Entry]) -> bool:
    """Whether the text is decked out with phrases of the lexicon that have nothing to do with the reply."""
    foreign = {entry.move for entry in phrases if entry.kind == "encouraged" and entry.id not in reply.phrases}
    return len(foreign - set(reply.option.moves)) >= MOST_FOREIGN


def _texts(option: Option) -> tuple[str, ...]:
    return (*option.wordings, *option.paraphrases)


def _same(one: _Wording, other: _Wording) -> bool:
    return bool(one.words) and [word.stem for word in one.words] == [word.stem for word in other.words]


def _denials(words: Sequence[Word]) -> tuple[frozenset[str], ...]:
    """For each denial the words of its clause that it may be about: those that say something, the nearest ones."""
    found = []
    for place, word in enumerate(words):
        if not word.denies:
            continue
        about = [w.stem for w in words[place + 1 :] if w.clause == word.clause and not w.little][:DENIED_AFTER]
        if word.denies_before:
            before = [w.stem for w in words[:place] if w.clause == word.clause and not w.little]
            about += before[-DENIED_BEFORE:]
        if about:
            found.append(frozenset(about))
    return tuple(found)


def _turned(denials: Iterable[frozenset[str]], common: Collection[str], denied: Collection[str]) -> int:
    """How many denials are about words that both sides say, none of them denied on the other side."""
    about = ((denial, denial.intersection(common)) for denial in denials)
    return sum(bool(both) and 2 * len(both) >= len(denial) and both.isdisjoint(denied) for denial, both in about)


def _letters(words: Sequence[Word]) -> frozenset[str]:
    """Runs of three letters, over the words that say something."""
    text = " " + " ".join(word.stem for word in words if not word.little) + " "
    return frozenset(text[place : place + 3] for place in range(len(text) - 2))


def _may_be_mistyped(stem: str) -> bool:
    return len(stem) >= SHORTEST_MISTYPED and not stem.isdigit()


@lru_cache(maxsize=4096)
def _pairs(stem: str) -> frozenset[str]:
    return frozenset(stem[place : place + 2] for place in range(len(stem) - 1))


def _alike(one: str, other: str) -> float:
    """How many pairs of letters two words share, 0 to 1; a word that another begins or ends with is nearly it."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if len(longer) - len(shorter) > 3:
        return PART_OF if len(shorter) >= 5 and (longer.startswith(shorter) or longer.endswith(shorter)) else 0.0
    first, second = _pairs(one), _pairs(other)
    return 2 * len(first & second) / (len(first) + len(second))


def _cues(reader: Reader, lexicon: Lexicon) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """The phrases that a move sounds like, by their first word."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    phrases = [(move, phrase) for move, texts in reader.vocabulary.cues.items() for phrase in texts]
    phrases += [(entry.move, entry.phrase) for entry in lexicon.entries if entry.move is not None]
    for move, phrase in phrases:
        stems = tuple(word.stem for word in reader.words(plain(phrase)))
        if stems:
            found.setdefault(stems[0], []).append((move, stems))
    return found
