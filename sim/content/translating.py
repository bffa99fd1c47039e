"""Brings a translation up to date with its scenario. Nothing that a translator wrote is ever lost.

Rules (keys, hashes and what is stale: see text_keys)
- A text that is still right stays. One whose source changed stays too and is marked stale; it counts as right again
  when its translator changes it, or deletes the mark, and `translate` runs again.
- A text whose place changed (a node got another id, a card moved up) follows its words: its hash says which they were.
- A text that nothing asks for any more goes to the end of the file as a comment, and comes back from there when its key
  or its words do.
- The translator's own comments stay with the text that they stand above or beside.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sim.content.text_keys import Matched, Pair, SourceText, State, matched, text_hash
from sim.content.translation_file import ANY_TEXT, Draft, Line, Marks, Removed, TranslationFile, same_words


@dataclass(frozen=True, slots=True)
class Change:
    """A text, or the notes beside it, to be taken into a translation. `source`: the words that it was made from."""

    key: str
    text: str
    source: str = ""
    notes: tuple[str, ...] | None = None


@dataclass(slots=True)
class _Held:
    """A translated text that has to find its place. `marks`: what stands above it, at a key that still exists."""

    key: str
    text: str
    known: str
    notes: tuple[str, ...]
    marks: Marks | None = None
    used: bool = False


class _Shelf:
    """All texts that a translation holds, to be given out once each."""

    def __init__(self, found: Matched, kept: TranslationFile) -> None:
        hashes = kept.hashes
        own = [
            _Held(key, pair.text, hashes.get(key, ""), kept.notes_at(pair.way), kept.marks.get(pair.way, Marks()))
            for pair in found.pairs
            if pair.text and (key := pair.source.key)
        ]
        loose = []
        for one in found.unknown:
            # What was written without its `say` is known by its whole key.
            key = f"{one.key}.say" if f"{one.key}.say" in hashes else one.key
            loose.append(_Held(key, one.text, hashes.get(key, ""), kept.notes_at(one.way)))
        loose += [_Held(gone.key, gone.text, gone.known, gone.notes) for gone in kept.removed]
        self.all = [held for held in (*own, *loose) if held.text]
        self.own = {held.key: held for held in own}
        self.loose = {held.key: held for held in reversed(loose)}
        self.by_words: dict[str, list[_Held]] = {}
        for held in self.all:
            self.by_words.setdefault(held.known, []).append(held)

    def give(self, held: _Held, source: SourceText, state: State, was: str = "") -> Line:
        """A line with this text; its notes come along."""
        held.used = True
        known = held.known if state == "stale" else text_hash(source.text)
        return Line(source, held.text, state, known, was, held.notes)

    def still_right(self, pair: Pair) -> Line | None:
        """The text at its own key, unless its source changed and its translator has not looked at it since."""
        held = self.own.get(pair.source.key)
        if held is None or (pair.state == "stale" and not _looked_at(held, pair)):
            return None
        return self.give(held, pair.source, "fresh")

    def moved(self, pair: Pair) -> Line | None:
        """A text that was made from the same words at another key and is not wanted there."""
        known = text_hash(pair.source.text)
        held = next((one for one in self.by_words.get(known, ()) if not one.used), None)
        return self.give(held, pair.source, "fresh") if held else None

    def own_or_back(self, pair: Pair) -> Line | None:
        """The text at its own key though its source changed, or one that had gone to the end of the file."""
        held = self.own.get(pair.source.key) or self.loose.get(pair.source.key)
        if held is None or held.used:
            return None
        if held.known in ("", text_hash(pair.source.text)):
            return self.give(held, pair.source, "fresh")
        marks = held.marks or Marks()
        return self.give(held, pair.source, "stale", marks.was if marks.stale and marks.was else marks.shown)

    def left(self) -> tuple[Removed, ...]:
        """What nothing asks for."""
        return tuple(Removed(one.key, one.text, one.known, one.notes) for one in self.all if not one.used)


def _looked_at(held: _Held, pair: Pair) -> bool:
    """Whether the translator saw the new words above the text, and changed the text or deleted its mark."""
    marks = held.marks or Marks()
    marked = marks.stale and marks.stale in (ANY_TEXT, text_hash(held.text))
    return same_words(marks.shown, pair.source.text) and not marked


def draft(base: Mapping[str, Any], language: str, kept: TranslationFile | None = None) -> Draft:
    """The translation of a scenario into a language, with all that `kept` (the file as it stands) has.

    `base`: the values of the scenario's file as read, with its `id` and `language`.
    """
    kept = kept or TranslationFile({})
    found = matched(base, kept.value)
    shelf = _Shelf(found, kept)
    lines: dict[str, Line] = {}
    for find in (shelf.still_right, shelf.moved, shelf.own_or_back):
        for pair in found.pairs:
            if pair.source.key not in lines and (line := find(pair)):
                lines[pair.source.key] = line
    whole = tuple(lines.get(p.source.key) or Line(p.source, notes=kept.notes_at(p.way)) for p in found.pairs)
    accept = kept.value.get("accept", [])
    return Draft(
        base["id"],
        language,
        base["language"],
        whole,
        shelf.left(),
        kept.head,
        kept.tail,
        tuple(accept) if isinstance(accept, list) else (accept,),
    )


def taken(draft: Draft, changes: Iterable[Change]) -> Draft:
    """The draft with changes taken in; a change whose key it does not have changes nothing."""
    by_key = {change.key: change for change in changes}
    lines = tuple(_changed(line, by_key.get(line.source.key)) for line in draft.lines)
    return replace(draft, lines=lines)


def _changed(line: Line, change: Change | None) -> Line:
    if change is None:
        return line
    notes = line.notes if change.notes is None else change.notes
    if not change.text:
        return replace(line, text="", state="missing", known="", was="", notes=notes)
    if change.text == line.text:
        return replace(line, notes=notes)
    words = change.source or line.source.text
    fresh = same_words(words, line.source.text)
    known = text_hash(line.source.text if fresh else words)
    return replace(
        line,
        text=change.text,
        state="fresh" if fresh else "stale",
        known=known,
        was="" if fresh else words,
        notes=notes,
    )
