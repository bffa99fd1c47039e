"""Files of an organisation beside its scenarios: the service card, lexicons, and (by their form only) translations."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from sim.content.catalogue import BY_NAME
from sim.content.document import Document
from sim.content.problems import Problem, make
from sim.content.reading import read_file
from sim.content.scenarios import model_of
from sim.content.translations import overlaid
from sim.core.lexicon import Lexicon
from sim.core.scenario import Id, Language, ScenarioId
from sim.core.service import FormatNumber, ServiceCard


class TranslationHead(BaseModel):
    """What every translation begins with; its texts are checked against their scenario."""

    model_config = ConfigDict(extra="allow", frozen=True)

    format: FormatNumber
    id: ScenarioId
    language: Language
    source: dict[str, str] = Field(default_factory=dict)


def check_service_card(document: Document, path: Path) -> tuple[Problem, ...]:
    """All problems of a service card; service.nl.yaml is looked at as laid over the service.yaml beside it."""
    base = path.with_name("service.yaml")
    if path.name != base.name and base.is_file() and document.whole:
        document = replace(document, value=overlaid(read_file(base).value, document.value))
    card, problems = model_of(document, ServiceCard)
    if not isinstance(card, ServiceCard):
        return problems
    return (*problems, *_same_ids(document, "norms", card.norms))


def check_lexicon(document: Document, path: Path) -> tuple[Problem, ...]:
    """All problems of a lexicon."""
    lexicon, problems = model_of(document, Lexicon)
    if not isinstance(lexicon, Lexicon):
        return problems
    found = [*problems, *_same_ids(document, "entries", lexicon.entries)]
    wanted = f"lexicon.{lexicon.language}.yaml"
    if path.name != wanted:
        place = document.find(("language",))[1].place
        found.append(make(BY_NAME["lexicon-name"], document.path, place, wanted=wanted))
    for index, entry in enumerate(lexicon.entries):
        if entry.kind == "discouraged" and entry.better is None:
            place = document.find(("entries", index))[1].place
            found.append(make(BY_NAME["discouraged-without-better"], document.path, place, found=entry.phrase))
    return tuple(found)


def check_translation(document: Document, path: Path) -> tuple[Problem, ...]:
    """The form of a translation: its head, its name, and that it has something to translate."""
    head, problems = model_of(document, TranslationHead)
    if not isinstance(head, TranslationHead):
        return problems
    found = list(problems)
    base, language = path.name.split(".")[0], path.name.split(".")[-2]
    if head.language != language:
        place = document.find(("language",))[1].place
        found.append(make(BY_NAME["translation-language"], document.path, place, found=head.language, wanted=language))
    if head.id != base:
        place, wanted = document.find(("id",))[1].place, f"{head.id}.{head.language}.yaml"
        found.append(make(BY_NAME["file-name"], document.path, place, wanted=wanted))
    elif not path.with_name(f"{base}.yaml").is_file():
        found.append(make(BY_NAME["translation-without-base"], document.path, (1, 1), wanted=f"{base}.yaml"))
    return tuple(found)


def _same_ids(document: Document, key: str, entries: tuple[Any, ...]) -> Iterator[Problem]:
    seen: set[Id] = set()
    for index, entry in enumerate(entries):
        if entry.id in seen:
            place = document.find((key, index, "id"))[1].place
            yield make(BY_NAME["duplicate-id"], document.path, place, found=entry.id)
        seen.add(entry.id)
