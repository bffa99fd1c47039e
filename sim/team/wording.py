"""Sentences for reasons, from texts that are handed in."""

from typing import Protocol

from sim.team.trouble import Declined


class Words(Protocol):
    """A catalogue of texts in one language (sim.core.texts.Texts is one)."""

    language: str

    def __call__(self, key: str, /, **fields: object) -> str:
        """The text of a key."""

    def has(self, key: str) -> bool:
        """Whether there is such a text."""


def refusal(words: Words, code: str, **fields: object) -> str:
    """The sentence for a code of a refusal; a code of a newer server is said as it is."""
    key = f"team.refused.{code}"
    return words(key, **fields) if words.has(key) else words("team.refused.other", code=code)


def declined(words: Words, error: Declined) -> str:
    """The sentence for something that was declined."""
    return refusal(words, error.code, **error.fields)
