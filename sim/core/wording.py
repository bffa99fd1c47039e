"""Chance by the call's seed alone: which wording is said, in which order replies stand. And how long reading takes."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

WORD_MS = 250
SHORTEST_MS, LONGEST_MS = 2_000, 20_000


def draw(seed: int, key: str, count: int) -> int:
    """One of `count` by the seed; the same on every machine, whatever Python's hash seed."""
    return _number(seed, key) % count if count > 1 else 0


def draws(key: str, count: int) -> list[float]:
    """So many numbers from 0 to below 1 by one key: for thousands of calls at once."""
    found = hashlib.shake_256(key.encode()).digest(4 * count)
    return [int.from_bytes(found[place : place + 4]) / (1 << 32) for place in range(0, len(found), 4)]


def shuffled(seed: int, key: str, names: Sequence[str]) -> list[str]:
    """The names in an order drawn by the seed."""
    return sorted(names, key=lambda name: (_number(seed, f"{key}|{name}"), name))


def _number(seed: int, key: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}|{key}".encode()).digest()[:8])


@lru_cache(maxsize=20_000)
def words_in(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def reading_ms(*texts: str) -> int:
    """The time to read texts (words_ms)."""
    return words_ms(sum(map(words_in, texts)))


def words_ms(words: int, access: int = 100) -> int:
    """The time to read so many words: 250 ms each, 2 to 20 s, stretched as a whole by the access factor in per cent.

    The factor comes after the bounds: who needs three times as long gets three times as long, also for long texts.
    """
    return max(SHORTEST_MS, min(LONGEST_MS, WORD_MS * words)) * access // 100
