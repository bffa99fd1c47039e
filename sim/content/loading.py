"""Loads one scenario or service card as a model, translated where a language asks for it."""

import json
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from sim.content.compiled import state_of
from sim.content.document import Document
from sim.content.problems import BrokenContent
from sim.content.reading import read_file
from sim.content.scenarios import model_of, scenario_of
from sim.content.translations import overlaid
from sim.core.scenario import Scenario
from sim.core.service import ServiceCard


def load_file(path: Path, language: str | None = None) -> Scenario:
    """The scenario in a file, translated where `language` asks for it. Raises BrokenContent with all problems.

    It is kept while its files stay as they are: the call that is played again, and its debrief, begin at once.
    """
    translation = path.with_name(f"{path.stem}.{language}.yaml")
    found = state_of([path, translation] if language is not None and translation.is_file() else [path])
    if found is None:
        return _loaded(path, translation, language)
    return _kept(path, path.absolute(), language, json.dumps(found))


@lru_cache(maxsize=32)
def _kept(path: Path, place: Path, language: str | None, state: str) -> Scenario:
    """Scenarios are never changed, so one may be given to all."""
    return _loaded(path, path.with_name(f"{path.stem}.{language}.yaml"), language)


def _loaded(path: Path, translation: Path, language: str | None) -> Scenario:
    document = read_file(path)
    reading = scenario_of(document, path.name)
    if reading.scenario is None:
        raise BrokenContent(str(path), reading.problems)
    if language is None or language == reading.scenario.language or not translation.is_file():
        return reading.scenario
    value = _translated(document, translation)
    value["language"] = language
    # Only words changed, so what is wrong now is wrong with the words.
    model, problems = model_of(replace(document, value=value, path=str(translation)), Scenario)
    if model is None:
        raise BrokenContent(str(translation), problems)
    return cast(Scenario, model)


def load_card(path: Path, translation: Path) -> ServiceCard:
    """The service card in a file, with the words of its translation where there is one. Raises BrokenContent."""
    document = read_file(path)
    if translation.is_file():
        document = replace(document, value=_translated(document, translation))
    card, problems = model_of(document, ServiceCard)
    if card is None or any(problem.severity == "error" for problem in problems):
        raise BrokenContent(str(path), problems)
    return cast(ServiceCard, card)


def _translated(document: Document, translation: Path) -> Any:
    texts = read_file(translation)
    if any(problem.severity == "error" for problem in texts.problems):
        raise BrokenContent(str(translation), texts.problems)
    return overlaid(document.value, texts.value)
