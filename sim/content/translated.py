"""The check of a translation: its head, what is missing, unknown or stale in it, and its words as those of a scenario.

Keys, hashes and what is stale: see text_keys. The words are looked at as those of the scenario itself, in the
translation's language and at the translation's places.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from sim.content.advice import WORDS, Subject, advice
from sim.content.around import Around
from sim.content.catalogue import BY_NAME
from sim.content.document import Document, Place, Spot
from sim.content.problems import Problem, make
from sim.content.scenarios import Reading, model_of
from sim.content.text_keys import Matched, Pair, Way, item_name, matched
from sim.content.translations import LOGIC, overlaid
from sim.core.fields import Accepted, Language, ScenarioId
from sim.core.scenario import Scenario
from sim.core.service import FormatNumber

Reader = Callable[[Path], Reading]
_HEAD = frozenset({"format", "id", "language", "source", "accept"})
_MAY_STAY = frozenset({"caller.name"})  # a name is a name in every language


class TranslationHead(BaseModel):
    """What every translation begins with; its texts are checked against their scenario."""

    model_config = ConfigDict(extra="allow", frozen=True)

    format: FormatNumber = Field(description="the format's version: 1")
    id: ScenarioId = Field(description="the id of the scenario that it translates")
    language: Language = Field(description="the language of its texts, the same two letters as in the file's name")
    source: dict[str, str] = Field(
        default_factory=dict, description="from which words each text was made; `translate` writes it, leave it alone"
    )
    accept: tuple[Accepted, ...] = Field(
        (), description="warnings of the check that you stand by, each with its reason"
    )


class Translation(NamedTuple):
    """What was found in a translation, and the warnings that its writer accepts."""

    problems: tuple[Problem, ...]
    accept: tuple[Accepted, ...] = ()
    scenario_id: str = ""


def translation_of(document: Document, path: Path, read: Reader, around: Around) -> Translation:
    """All problems of a translation. `read`: reads the scenario that it translates."""
    head, problems = model_of(document, TranslationHead)
    if not isinstance(head, TranslationHead):
        return Translation(problems)
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
    elif not any(problem.severity == "error" for problem in found):
        found += _texts(document, head, read(path.with_name(f"{base}.yaml")), path, around)
    return Translation(tuple(found), head.accept, head.id)


def _texts(document: Document, head: TranslationHead, base: Reading, path: Path, around: Around) -> Iterator[Problem]:
    """What a translation's texts lack, have too much, or say badly; nothing where the scenario itself is broken."""
    scenario = base.scenario
    if scenario is None:
        return
    if head.language == scenario.language:
        place = document.find(("language",))[1].place
        yield make(BY_NAME["own-language"], document.path, place, found=head.language)
        return
    texts = {key: part for key, part in document.value.items() if key not in _HEAD or key == "source"}
    both = matched(base.document.value, texts)
    yield from _lacking(document, both.pairs)
    yield from _stale(document, both.pairs)
    yield from _too_much(document, base.document.value, both)
    words = _laid_over(document, base.document, both, head.language)
    model, problems = model_of(words, Scenario)
    yield from problems
    if isinstance(model, Scenario):
        yield from advice(Subject(model, words, around.lexicon(path, head.language)), WORDS)


def _lacking(document: Document, pairs: tuple[Pair, ...]) -> Iterator[Problem]:
    """Texts without a translation; of a whole part that has none, absent or all empty, only the part is named."""
    asked = [pair for pair in pairs if pair.source.kind != "recording" and pair.source.key not in _MAY_STAY]
    begun = {part for pair in asked if pair.state != "missing" for part in _parts(pair.source.key)}
    counts = Counter(
        next((part for part in _parts(pair.source.key) if part not in begun), pair.source.key)
        for pair in asked
        if pair.state == "missing"
    )
    for part, count in counts.items():
        name = "missing-text" if count == 1 else "missing-texts"
        yield make(BY_NAME[name], document.path, _nearest(document, part), found=part, count=count)


def _parts(key: str) -> tuple[str, ...]:
    """A key and all that it lies in, the outermost first."""
    return tuple(accumulate(key.split("."), lambda outer, step: f"{outer}.{step}"))


def _nearest(document: Document, key: str) -> Place:
    """The place of a part; where the translation lacks it, the place where it would belong."""
    value, spot = document.value, document.root
    for step in key.split("."):
        below = _step(value, step)
        if below is None or spot.parts is None:
            return spot.key_place
        value, spot = value[below], spot.parts[below]  # type: ignore[index]
    return spot.place if spot.parts is None else spot.key_place


def _step(value: Any, step: str) -> str | int | None:
    if isinstance(value, dict):
        return step if step in value else None
    if isinstance(value, list):
        named = {item_name(item, number): number for number, item in enumerate(value)}
        return named.get(step, int(step) if step.isdigit() and int(step) < len(value) else None)
    return None


def _stale(document: Document, pairs: tuple[Pair, ...]) -> Iterator[Problem]:
    for pair in pairs:
        if pair.state == "stale":
            place = document.find(pair.way)[1].place
            yield make(BY_NAME["stale-text"], document.path, place, found=pair.source.key, now=_short(pair.source.text))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _too_much(document: Document, base: Any, both: Matched) -> Iterator[Problem]:
    """Texts that nothing asks for, and values that only the scenario decides."""
    known = tuple(pair.source.key for pair in both.pairs if not pair.way)
    for unknown in both.unknown:
        if unknown.way[0] in _HEAD:
            continue
        decided = [step for step in unknown.way if step in LOGIC]
        if not decided:
            place = document.find(unknown.way)[1].key_place
            yield make(BY_NAME["unknown-text"], document.path, place, found=unknown.key, known=known)
        elif _value_at(base, unknown.way) != unknown.text:
            place = document.find(unknown.way)[1].place
            yield make(BY_NAME["logic-in-translation"], document.path, place, found=decided[0])


def _value_at(base: Any, way: Way) -> Any:
    for step in way:
        below = _step(base, str(step))
        if below is None:
            return None
        base = base[below]
    return base


def _laid_over(document: Document, base: Document, both: Matched, language: str) -> Document:
    """The scenario with the translation's words, at the translation's places."""
    root = _borrowed(base.root, document.root.place)
    for pair in both.pairs:
        if pair.text:
            _put(root, pair.source.way, document.find(pair.way)[1])
    value = overlaid(base.value, document.value)
    value["language"] = language
    return replace(document, value=value, root=root, problems=())


def _borrowed(spot: Spot, place: Place) -> Spot:
    if isinstance(spot.parts, dict):
        return Spot(place, place, {key: _borrowed(part, place) for key, part in spot.parts.items()}, borrowed=True)
    if isinstance(spot.parts, list):
        return Spot(place, place, [_borrowed(part, place) for part in spot.parts], borrowed=True)
    return Spot(place, place, borrowed=True)


def _put(spot: Spot, way: Way, new: Spot) -> None:
    for step in way[:-1]:
        if spot.parts is None:
            return
        spot = spot.parts[step]  # type: ignore[index]
    if spot.parts is not None:
        spot.parts[way[-1]] = Spot(new.place, new.key_place)  # type: ignore[index]
