"""A translation as a file: what stands in it besides its texts, and how it is written.

The comments that `translate` writes are told from the translator's own by how they begin: `#: ` (help at the top),
`# en: ` (the scenario's words), `# stale: `, `# was: ` (the words before they changed) and `#- ` (texts that nothing
asks for any more). These are written anew each time; every other comment is the translator's and stays.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from sim.content.catalogue import BY_NAME
from sim.content.comments import Comment, comments_in
from sim.content.document import Document, Spot
from sim.content.problems import BrokenContent, make
from sim.content.text_keys import HEAD, SourceText, State, Way, text_hash
from sim.content.writing import commented, quoted, without_unwanted
from sim.core.texts import Texts

ANY_TEXT = "?"  # a mark that does not say which text it is on
HELP, STALE, WAS, REMOVED = "#: ", "# stale: the source changed", "# was: ", "#- "
_REMOVED = re.compile(r'^#- (?P<key>\S+) (?P<known>[0-9a-f]+|-) (?P<text>".*")$')
_STALE = re.compile(r"^# stale: the source changed(?: \[(?P<text>[0-9a-f]+)\])?")
_PLAIN_KEY = re.compile(r"^[A-Za-z0-9_][A-Za-z0-9_-]*$")
_SPECIAL_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


class Removed(NamedTuple):
    """A text that nothing asks for any more, with the hash of the words that it was made from."""

    key: str
    text: str
    known: str = ""
    notes: tuple[str, ...] = ()


class Marks(NamedTuple):
    """What `translate` wrote above a text: the words shown, those before, and the hash of the text marked stale."""

    shown: str = ""
    was: str = ""
    stale: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One text to translate. `text` is empty where there is none; `was`: the words that a stale text was made from."""

    source: SourceText
    text: str = ""
    state: State = "missing"
    known: str = ""  # the hash of the words that the text was translated from
    was: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A translation as it will be written."""

    id: str
    language: str
    source_language: str
    lines: tuple[Line, ...]
    removed: tuple[Removed, ...] = ()
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    accept: tuple[Any, ...] = ()  # warnings that the translator stands by, as they were read

    def count(self, state: State) -> int:
        """How many texts are fresh, stale or missing."""
        return sum(line.state == state for line in self.lines)


@dataclass(frozen=True, slots=True)
class TranslationFile:
    """A translation as it stands. `notes` (the translator's own comments) and `marks` are by the way to their text."""

    value: Mapping[str, Any]
    notes: Mapping[Way, tuple[str, ...]] = field(default_factory=dict)
    marks: Mapping[Way, Marks] = field(default_factory=dict)
    removed: tuple[Removed, ...] = ()
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()

    @property
    def hashes(self) -> dict[str, str]:
        """`source` as it stands, without what is no text."""
        source = self.value.get("source")
        return {k: v for k, v in source.items() if isinstance(v, str)} if isinstance(source, dict) else {}

    def notes_at(self, way: Way) -> tuple[str, ...]:
        """The translator's own comments on a text."""
        return self.notes.get(way, ())


def same_words(first: str, second: str) -> bool:
    """Whether two texts differ in nothing but how their lines are broken."""
    return without_unwanted(first).split() == without_unwanted(second).split()


# -- reading ------------------------------------------------------------------------------------------------------


def translation_from(document: Document, source_language: str) -> TranslationFile:
    """A translation that was read, with its comments. Raises BrokenContent: a file that is not understood stays."""
    broken = any(problem.severity == "error" for problem in document.problems)
    if broken or not document.whole or not isinstance(document.value, dict):
        problems = document.problems or (make(BY_NAME["not-a-group"], document.path, (1, 1)),)
        raise BrokenContent(document.path, problems)
    places = sorted(_places(document.root, ()), key=itemgetter(0))
    parts = document.root.parts if isinstance(document.root.parts, dict) else {}
    head_ends = max((parts[key].key_place[0] for key in HEAD if key in parts and key != "source"), default=0)
    sorting = _Sorted(places, f"# {source_language}: ", head_ends)
    for comment in comments_in("\n".join(document.lines)):
        sorting.take(comment)
    return sorting.file(document.value)


def _places(spot: Spot, way: Way) -> Iterator[tuple[int, Way]]:
    """The line and the way of every text but those of the head."""
    if spot.parts is None:
        yield spot.key_place[0], way
        return
    steps: Iterable[tuple[str | int, Spot]] = (
        spot.parts.items() if isinstance(spot.parts, dict) else enumerate(spot.parts)
    )
    for step, part in steps:
        if way or step not in HEAD:
            yield from _places(part, (*way, step))


class _Sorted:
    """Sorts comments: who wrote them, and on which text."""

    def __init__(self, places: Sequence[tuple[int, Way]], shown: str, head_ends: int) -> None:
        self.head_ends = head_ends
        self.lines = [line for line, _ in places]
        self.ways = [way for _, way in places]
        self.shown = shown
        self.notes: dict[Way, tuple[str, ...]] = {}
        self.marks: dict[Way, Marks] = {}
        self.removed: list[Removed] = []
        self.head: list[str] = []
        self.tail: list[str] = []

    def take(self, comment: Comment) -> None:
        """Put one comment where it belongs."""
        text = comment.text
        if text.startswith(HELP.strip()) or (text.startswith(REMOVED.strip()) and self._take_removed(text)):
            return
        way = self._way(comment)
        if way is not None and self._take_mark(way, text):
            return
        if way is None:
            self.tail.append(text)
        elif way == ():
            self.head.append(text)
        else:
            self.notes[way] = (*self.notes.get(way, ()), text)

    def _way(self, comment: Comment) -> Way | None:
        """The text below or beside a comment; nothing for the end of the file, () for its head."""
        if not comment.alone:
            place = bisect_right(self.lines, comment.line) - 1
            return self.ways[place] if place >= 0 else ()
        place = bisect_left(self.lines, comment.line)
        if place == len(self.lines):
            return None
        return () if comment.line < self.head_ends else self.ways[place]

    def _take_mark(self, way: Way, text: str) -> bool:
        marks = self.marks.get(way, Marks())
        stale = _STALE.match(text)
        if stale:
            marks = marks._replace(stale=stale["text"] or ANY_TEXT)
        elif f"{text} ".startswith(self.shown):
            marks = marks._replace(shown=f"{marks.shown} {text[len(self.shown) :]}".strip())
        elif f"{text} ".startswith(WAS):
            marks = marks._replace(was=f"{marks.was} {text[len(WAS) :]}".strip())
        else:
            return False
        self.marks[way] = marks
        return True

    def _take_removed(self, text: str) -> bool:
        found = _REMOVED.match(text)
        if found:
            try:
                words = json.loads(found["text"])
            except ValueError:
                return False
            self.removed.append(Removed(found["key"], words, found["known"].strip("-")))
            return True
        if self.removed and text.startswith(f"{REMOVED}  #"):
            last = self.removed[-1]
            self.removed[-1] = last._replace(notes=(*last.notes, text[len(REMOVED) :].strip()))
            return True
        return False

    def file(self, value: Mapping[str, Any]) -> TranslationFile:
        """Everything that was taken."""
        parts = tuple(self.removed), tuple(self.head), tuple(self.tail)
        return TranslationFile(value, self.notes, self.marks, *parts)


# -- writing ------------------------------------------------------------------------------------------------------


def rendered(draft: Draft, words: Texts) -> str:
    """The whole file. `words`: the program's texts, for the help at the top."""
    body: list[str] = list(draft.head)
    for key in ("about", "stale") if draft.lines else ("about",):
        text = words(f"tools.translate.file.{key}", source=draft.source_language, language=draft.language)
        body += commented(text, HELP)
    body += ["format: 1", f"id: {draft.id}", f"language: {draft.language}"]
    if draft.accept:
        body += ["accept:", *(f"  - {_flow(one)}" for one in draft.accept)]
    tree: dict[str, Any] = {}
    for line in draft.lines:
        _plant(tree, line.source.key.split("."), line)
    body += _branch(tree, draft, 0)
    known = [f"  {_key(line.source.key)}: {quoted(line.known)}" for line in draft.lines if line.text]
    if known:
        body += ["", *commented(words("tools.translate.file.source"), HELP), "source:", *known]
    if draft.removed:
        body += ["", *commented(words("tools.translate.file.removed"), HELP)]
        for one in draft.removed:
            body.append(f"{REMOVED}{one.key} {one.known or '-'} {quoted(one.text)}")
            body += [f"{REMOVED}  {note}" for note in one.notes]
    return "\n".join([*body, *(["", *draft.tail] if draft.tail else []), ""])


def _plant(tree: dict[str, Any], names: Sequence[str], line: Line) -> None:
    for name in names[:-1]:
        tree = tree.setdefault(name, {})
    tree[names[-1]] = line


def _branch(tree: Mapping[str, Any], draft: Draft, depth: int) -> Iterator[str]:
    indent = "  " * depth
    for place, (name, below) in enumerate(tree.items()):
        part = _short(below)
        if depth == 0 or (depth == 1 and place and isinstance(part, dict)):
            yield ""
        if isinstance(part, Line):
            yield from _leaf(name, part, draft, indent)
        else:
            yield f"{indent}{_key(name)}:"
            yield from _branch(part, draft, depth + 1)


def _short(part: Any) -> Any:
    """`caller: "..."` says the same as `caller: {say: "..."}`."""
    if isinstance(part, dict) and set(part) == {"say"} and isinstance(part["say"], Line):
        return part["say"]
    return part


def _leaf(name: str, line: Line, draft: Draft, indent: str) -> Iterator[str]:
    yield from (f"{indent}{note}" for note in line.notes)
    yield from commented(line.source.text, f"# {draft.source_language}: ", indent)
    if line.state == "stale":
        yield f"{indent}{STALE} [{text_hash(line.text)}]"
        if line.was:
            yield from commented(line.was, WAS, indent)
    yield f"{indent}{_key(name)}: {quoted(line.text)}"


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(key)}: {_flow(part)}' for key, part in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return quoted(str(value))


def _key(name: str) -> str:
    """A key as other programs too read it: as the text that it is."""
    plain = all(_PLAIN_KEY.match(part) for part in name.split(".")) and name.lower() not in _SPECIAL_WORDS
    return name if plain else quoted(name)
