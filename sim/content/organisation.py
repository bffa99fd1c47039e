"""Files of an organisation beside its scenarios: the service card and lexicons."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.content.catalogue import BY_NAME
from sim.content.document import Document
from sim.content.problems import Problem, make
from sim.content.reading import read_file
from sim.content.scenarios import model_of
from sim.content.translations import overlaid
from sim.core.fields import Id
from sim.core.lexicon import MOST_WORDS, Lexicon, PhraseFinder, plain_phrase
from sim.core.moves import HARMFUL
from sim.core.service import ServiceCard

_MOST_ON_CARD = 25  # of a purpose or norm: what can be remembered during a call
_PATTERN_SIGNS = (".*", ".+", "\\b", "\\w", "[a-z", "(?", "|")


def service_card_of(document: Document, path: Path) -> tuple[ServiceCard | None, tuple[Problem, ...]]:
    """A service card and its problems; service.nl.yaml is looked at as laid over the service.yaml beside it."""
    base = path.with_name("service.yaml")
    if path.name != base.name and base.is_file() and document.whole:
        document = replace(document, value=overlaid(read_file(base).value, document.value))
    card, problems = model_of(document, ServiceCard)
    if not isinstance(card, ServiceCard):
        return None, problems
    return card, (*problems, *_same_ids(document, "norms", card.norms), *_long_texts(document, card))


def _long_texts(document: Document, card: ServiceCard) -> Iterator[Problem]:
    texts: list[tuple[tuple[str | int, ...], str]] = [(("purpose",), card.purpose)]
    texts += [(("norms", index, "text"), norm.text) for index, norm in enumerate(card.norms)]
    for keys, text in texts:
        if len(text.split()) > _MOST_ON_CARD:
            place = document.find(keys)[1].place
            yield make(BY_NAME["long-on-card"], document.path, place, limit=_MOST_ON_CARD)


def lexicon_of(document: Document, path: Path) -> tuple[Lexicon | None, tuple[Problem, ...]]:
    """A lexicon and its problems."""
    lexicon, problems = model_of(document, Lexicon)
    if not isinstance(lexicon, Lexicon):
        return None, problems
    found = [*problems, *_same_ids(document, "entries", lexicon.entries)]
    wanted = f"lexicon.{lexicon.language}.yaml"
    if path.name != wanted:
        place = document.find(("language",))[1].place
        found.append(make(BY_NAME["lexicon-name"], document.path, place, wanted=wanted))
    found += _phrases(document, lexicon)
    found += _advice_on_entries(document, lexicon)
    return lexicon, tuple(found)


def _phrases(document: Document, lexicon: Lexicon) -> Iterator[Problem]:
    """Phrases that cannot be found, that look like patterns, or that stand there twice."""
    seen: dict[tuple[str, ...], str] = {}
    for index, entry in enumerate(lexicon.entries):
        place = document.find(("entries", index, "phrase"))[1].place
        words = plain_phrase(entry.phrase)
        if not words:
            yield make(BY_NAME["phrase-without-words"], document.path, place, found=entry.phrase)
        elif len(words) > MOST_WORDS:
            yield make(BY_NAME["phrase-too-long"], document.path, place, limit=MOST_WORDS)
        elif words in seen:
            yield make(BY_NAME["same-phrase"], document.path, place, found=entry.phrase, other=seen[words])
        elif any(sign in entry.phrase for sign in _PATTERN_SIGNS):
            yield make(BY_NAME["phrase-is-a-pattern"], document.path, place, found=entry.phrase)
        seen.setdefault(words, entry.id)


def _advice_on_entries(document: Document, lexicon: Lexicon) -> Iterator[Problem]:
    finder = PhraseFinder(lexicon)
    for index, entry in enumerate(lexicon.entries):
        if entry.kind == "discouraged" and entry.better is None:
            place = document.find(("entries", index))[1].place
            yield make(BY_NAME["discouraged-without-better"], document.path, place, found=entry.phrase)
        if entry.move is not None and (entry.move in HARMFUL) != (entry.kind == "discouraged"):
            place = document.find(("entries", index, "move"))[1].place
            yield make(BY_NAME["kind-against-move"], document.path, place, found=entry.move, kind=entry.kind)
        for match in finder.find(entry.better or ""):
            if match.entry.kind == "discouraged":
                place = document.find(("entries", index, "better"))[1].place
                yield make(BY_NAME["better-is-discouraged"], document.path, place, found=match.entry.phrase)
                break


def _same_ids(document: Document, key: str, entries: tuple[Any, ...]) -> Iterator[Problem]:
    seen: set[Id] = set()
    for index, entry in enumerate(entries):
        if entry.id in seen:
            place = document.find((key, index, "id"))[1].place
            yield make(BY_NAME["duplicate-id"], document.path, place, found=entry.id)
        seen.add(entry.id)
