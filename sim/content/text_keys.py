"""One name for every text of a file that a translation may change: its key, such as `nodes.opening.options.a.say`.

This is THE key function: `translate`, the review sheet and the check of translations all use it, so that a text has
one name everywhere. It goes where `translations.overlaid` goes, and lists exactly the texts that one changes.

Rules
- A key is the way to the text joined by dots: names of fields, ids of nodes and options, an item of a list by its `id`,
  else by its number from 0 (`desk.0.title`, `policy.credit-limit.rule`, `nodes.opening.caller.1.either.0`). Ids have no
  dots (the models see to that); what has one has no key and is passed over.
- A translation may write `caller: "text"` where its scenario has `caller: {say: "text"}`: it is the same text.
- An empty text in a translation is no translation: the scenario's own words stand.
- A translation's `source: {key: hash}` says from which words each text was translated, by `text_hash`. A text whose
  hash is another than that of the scenario's words now is stale; a text without a hash counts as fresh.
- The name of a recording counts as a text: another language is another recording.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from sim.content.translations import BY_ID, LOGIC

Way = tuple[str | int, ...]
State = Literal["fresh", "stale", "missing"]
HASH_DIGITS = 12
HEAD = ("format", "id", "language", "accept", "source")  # what a translation holds besides texts


class SourceText(NamedTuple):
    """A text of a scenario (or service card): its key, the field that it stands in, the words, the way to it."""

    key: str
    kind: str
    text: str
    way: Way


class Pair(NamedTuple):
    """A text and its translation. `way` leads to it through the translation; both are empty where there is none."""

    source: SourceText
    text: str
    way: Way
    state: State


class Unknown(NamedTuple):
    """A text of a translation that nothing in its scenario asks for."""

    key: str
    text: str
    way: Way


class Matched(NamedTuple):
    """A translation held beside what it translates, both in the order of their files."""

    pairs: tuple[Pair, ...]
    unknown: tuple[Unknown, ...]


def text_hash(text: str) -> str:
    """The hash of a text's words, as `source` holds it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]


def texts_of(base: Any) -> Iterator[SourceText]:
    """Every text of a file that a translation may change. `base`: the values as read, before the models."""
    yield from _texts(base, (), (), "")


def matched(base: Any, texts: Any) -> Matched:
    """The texts of a translation beside those of its scenario; both as read, before the models."""
    found = dict(_found(base, texts, (), (), by_id=False))
    hashes = texts.get("source") if isinstance(texts, dict) else None
    hashes = hashes if isinstance(hashes, dict) else {}
    pairs = tuple(_pair(source, found.get(source.key), hashes.get(source.key)) for source in texts_of(base))
    used = {pair.way for pair in pairs if pair.way}
    unknown = (Unknown(".".join(map(str, way)), text, way) for way, text in written(texts) if way not in used)
    return Matched(pairs, tuple(unknown))


def _pair(source: SourceText, found: tuple[Way, str] | None, known: Any) -> Pair:
    if found is None or not found[1]:
        return Pair(source, "", found[0] if found else (), "missing")
    stale = isinstance(known, str) and known not in ("", text_hash(source.text))
    return Pair(source, found[1], found[0], "stale" if stale else "fresh")


def _texts(value: Any, names: tuple[str, ...], way: Way, kind: str) -> Iterator[SourceText]:
    """`kind`: the field that the value stands in; empty at the top and in an entry that its writer named by an id."""
    if isinstance(value, str):
        if value and not any("." in name for name in names):
            yield SourceText(".".join(names), kind, value, way)
    elif isinstance(value, dict):
        ids = kind in BY_ID
        for key, part in value.items():
            if ids or key not in LOGIC:
                below = kind if ids and isinstance(part, str) else "" if ids else key
                yield from _texts(part, (*names, key), (*way, key), below)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            below = kind if isinstance(part, str) else ""
            yield from _texts(part, (*names, item_name(part, number)), (*way, number), below)


def item_name(item: Any, number: int) -> str:
    """How an item of a list is called in a key: by its id, else by its number."""
    name = item.get("id") if isinstance(item, dict) else None
    return name if isinstance(name, str) and name else str(number)


def _found(base: Any, texts: Any, names: tuple[str, ...], way: Way, by_id: bool) -> Iterator[tuple[str, Any]]:
    """Each text that the translation has for the base: (key, (way through the translation, text))."""
    if isinstance(texts, str):
        if isinstance(base, dict) and isinstance(base.get("say"), str):
            names = (*names, "say")
        elif not isinstance(base, str):
            return
        yield ".".join(names), (way, texts)
    elif isinstance(base, dict) and isinstance(texts, dict):
        for key, part in base.items():
            if key in texts and (by_id or key not in LOGIC):
                below = key in BY_ID and not by_id
                yield from _found(part, texts[key], (*names, key), (*way, key), below)
    elif isinstance(base, list) and isinstance(texts, (dict, list)):
        for number, part in enumerate(base):
            step = _step_to(texts, part, number)
            if step is not None:
                yield from _found(part, texts[step], (*names, item_name(part, number)), (*way, step), by_id=False)  # type: ignore[index]


def _step_to(texts: dict[str, Any] | list[Any], item: Any, number: int) -> str | int | None:
    """Where a translation has an item of a list, in the same order as `overlaid` looks for it."""
    if isinstance(texts, list):
        return number if number < len(texts) else None
    name = item.get("id") if isinstance(item, dict) else None
    if isinstance(name, str) and name in texts:
        return name
    return str(number) if str(number) in texts else None


def written(texts: Any) -> Iterator[tuple[Way, str]]:
    """Every text that a translation holds, but for what stands in its head."""
    if isinstance(texts, dict):
        for key, part in texts.items():
            if key not in HEAD:
                yield from _leaves(part, (key,))


def _leaves(value: Any, way: Way) -> Iterator[tuple[Way, str]]:
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _leaves(part, (*way, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _leaves(part, (*way, number))
