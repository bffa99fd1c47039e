"""The lexicon of an organisation: phrases to use and to avoid, each tied to a move. Phrases, never patterns."""

from typing import Annotated, Literal

from pydantic import Field

from sim.core.scenario import Id, Language, Model, MoveId, Text
from sim.core.service import FormatNumber

PhraseKind = Literal["encouraged", "discouraged"]


class Entry(Model):
    """One phrase: whether it helps, which move it is, and what to say instead."""

    id: Id
    phrase: Annotated[str, Field(min_length=1, max_length=200)]
    kind: PhraseKind
    move: MoveId | None = Field(None, description="the move that saying it amounts to")
    better: Text | None = Field(None, description="what to say instead of a discouraged phrase")
    why: Text | None = None


class Lexicon(Model):
    """All phrases of one language."""

    format: FormatNumber
    language: Language
    entries: tuple[Entry, ...] = ()
