"""When each word of a line is spoken, so that its caption appears in time with the voice.

Words are what stands between spaces, so that every character of the text belongs to a word and the whole text is
shown at the end. Three sources, best first: the engine's own word events (exact), the length of the sound (estimated:
mean error 73 ms, 95th percentile 222 ms), nothing but the text (`silent_seconds`).
"""

import re
from collections.abc import Sequence

from sim.voice.lines import Word

# Weights of the estimate, fitted to espeak in both languages (design/VOICE.md): a letter counts 1.
_PER_WORD = 1.5
_AFTER_COMMA = 6.0
_AFTER_SENTENCE = 10.0

# Sound per word against words / rate, measured.
_STRETCH = {"en": 0.86, "nl": 0.97}

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_COMMA = re.compile(r"[,;:—–][\"'”’)\]]*$")
_PLAIN_RATE = 165.0
_SHORTEST = 0.6


def aligned_words(text: str, seconds: float, events: Sequence[tuple[float, int]]) -> tuple[Word, ...]:
    """The words of `text` at the times of an engine's word events, each (seconds, character offset from 0).

    The first event inside a word counts (a number has several). A word without one, such as a lone dash, gets its
    estimated place between its neighbours. Without any event all is estimated.
    """
    words = estimated_words(text, seconds)
    known = _first_events(words, events)
    if not known:
        return words
    estimates = [word.start for word in words]
    starts = [known[i] if i in known else _between(i, known, estimates, seconds) for i in range(len(words))]
    return tuple(word._replace(start=start) for word, start in zip(words, starts, strict=True))


def estimated_words(text: str, seconds: float) -> tuple[Word, ...]:
    """The words of `text` spread over `seconds` by their letters and the pauses after them."""
    spans = _spans(text)
    weights = [_weight(text[offset : offset + length].rstrip()) for offset, length in spans]
    unit = seconds / (sum(weights) or 1.0)
    words, passed = [], 0.0
    for (offset, length), weight in zip(spans, weights, strict=True):
        words.append(Word(round(passed * unit, 3), offset, length))
        passed += weight
    return tuple(words)


def silent_seconds(text: str, language: str, rate: float = _PLAIN_RATE) -> float:
    """How long speaking `text` would take at `rate` words a minute: paces a caption that has no sound."""
    return max(_SHORTEST, len(text.split()) / max(rate, 1.0) * 60 * _STRETCH.get(language, 1.0))


def revealed(words: Sequence[Word], seconds: float) -> int:
    """How many characters of the text are shown `seconds` after the line began."""
    shown = 0
    for word in words:
        if word.start > seconds:
            break
        shown = word.offset + word.length
    return shown


def _spans(text: str) -> list[tuple[int, int]]:
    """(offset, length) of each word. The last one reaches to the end of the text, so that nothing stays hidden."""
    spans = [(found.start(), found.end() - found.start()) for found in re.finditer(r"\S+", text)]
    if spans:
        spans[-1] = (spans[-1][0], len(text) - spans[-1][0])
    return spans


def _weight(token: str) -> float:
    letters = sum(map(str.isalnum, token))
    pause = _AFTER_SENTENCE if _SENTENCE_END.search(token) else _AFTER_COMMA if _COMMA.search(token) else 0.0
    return _PER_WORD + letters + pause


def _first_events(words: Sequence[Word], events: Sequence[tuple[float, int]]) -> dict[int, float]:
    """Word number -> seconds. Times never run backwards, whatever the engine says."""
    known: dict[int, float] = {}
    latest, number = 0.0, 0
    for seconds, offset in events:
        while number < len(words) and offset >= words[number].offset + words[number].length:
            number += 1
        if number == len(words):
            break
        if number in known or offset < words[number].offset:
            continue
        latest = max(latest, seconds)
        known[number] = latest
    return known


def _between(number: int, known: dict[int, float], estimates: Sequence[float], seconds: float) -> float:
    """The start of a word that no event named: its estimate, carried over to the span between its known neighbours."""
    before = max((i for i in known if i < number), default=None)
    after = min((i for i in known if i > number), default=None)
    low, low_guess = (known[before], estimates[before]) if before is not None else (0.0, 0.0)
    high, high_guess = (known[after], estimates[after]) if after is not None else (seconds, seconds)
    share = (estimates[number] - low_guess) / ((high_guess - low_guess) or 1.0)
    return round(low + share * (high - low), 3)
