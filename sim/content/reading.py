"""Strict reading of YAML: text stays text, every key and value keeps its place, problems are collected.

The builder works on the *events* of PyYAML's C parser (the pure one where there is no C): no value is ever
interpreted, so `no`, `12:30`, `010` and `1.10` are what was typed. Nothing here raises for a file's content, and
time and memory stay bounded for any file: at most 1 MB is read, aliases are never followed, nesting stops at 40.

A value is a dict, a list or a str. Beside it stands a tree of Spots with the same shape, which knows the line and
column (from 1) of every key and value.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from sim.content import slips
from sim.content.catalogue import BY_NAME
from sim.content.problems import Problem, make

Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Place = tuple[int, int]
Path_ = Sequence[str | int]

MOST_BYTES = 1_000_000
MOST_DEPTH = 40
MOST_ENTRIES = 5_000
MOST_PROBLEMS = 100
_MOST_REPAIRS = 10
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u2028-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_CONTROL_NAMES = {0: "NUL", 7: "BELL", 8: "BACKSPACE", 0x1B: "ESCAPE", 0x7F: "DELETE", 0xFEFF: "BYTE ORDER MARK"}
_LINE_END = re.compile(r"\r\n|\r|\n")
_TAB_INDENT = re.compile(r" *\t")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SHORT_ESCAPES = dict(zip("0abefvNLP", "\0\a\b\x1b\f\v\x85\u2028\u2029", strict=True))
_BLANK_WITH_TAB = re.compile(r"^[ \t]*\t[ \t]*$", re.MULTILINE)
_HASH = re.compile(r"[^\s] +#(?=\S)")
_SMART = "“”„‟‘’‚‛«»"


class Spot(NamedTuple):
    """Where a value stands, and where its key does (the same place in a list). `inset`: from there to its text."""

    place: Place
    key_place: Place
    parts: "dict[str, Spot] | list[Spot] | None" = None
    inset: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What was read of one file. `whole` is False where the text stopped making sense before its end."""

    path: str
    value: Any
    root: Spot
    problems: tuple[Problem, ...]
    whole: bool = True

    def find(self, keys: Path_) -> tuple[Any, Spot]:
        """The deepest value that exists on this way, and its spot; a step that does not exist is passed over."""
        value, spot = self.value, self.root
        for key in keys:
            if isinstance(spot.parts, dict) and key not in spot.parts and _holds(spot.parts.get("say"), key):
                value, spot = value["say"], spot.parts["say"]  # `say: {either: ...}` is read as `either: ...`
            if _holds(spot, key):
                value, spot = value[key], spot.parts[key]  # type: ignore[index]
        return value, spot


def _holds(spot: Spot | None, key: str | int) -> bool:
    if spot is None:
        return False
    if isinstance(spot.parts, dict):
        return key in spot.parts
    return isinstance(spot.parts, list) and isinstance(key, int) and 0 <= key < len(spot.parts)


_NOWHERE = Spot((1, 1), (1, 1))


def read_file(path: Path, stop_at: str | None = None) -> Document:
    """Read a file. Everything that is wrong with it, even that it is missing, is in the document's problems."""
    shown = str(path)
    try:
        # Only a plain file: a pipe or a device would wait for ever.
        if path.is_dir() or (path.exists() and not path.is_file()):
            return _failed(shown, "unreadable", found="it is no plain file")
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return _failed(shown, "unreadable", found=reason)
    return read_bytes(data, shown, stop_at)


def read_bytes(data: bytes, path: str, stop_at: str | None = None) -> Document:
    """Read the bytes of a file; `path` is for the problems only. `stop_at`: a top key before which to stop."""
    if len(data) > MOST_BYTES:
        return _failed(path, "too-big")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        lines = _LINE_END.split(before)
        return _failed(path, "not-utf8", (len(lines), len(lines[-1]) + 1))
    return read_text(text, path, stop_at)


def read_text(text: str, path: str, stop_at: str | None = None) -> Document:
    """Read a text; see read_bytes."""
    clean, found = _clean(text.removeprefix("\ufeff"), path)
    if "\t" in clean:  # a line of nothing but blanks means nothing: no reason to refuse its tab
        clean = _BLANK_WITH_TAB.sub(lambda blank: " " * len(blank[0]), clean)
    builder, problems, whole = _Builder(clean, path), list(found), True
    for attempt in range(_MOST_REPAIRS + 1):
        builder = _Builder(clean, path, stop_at)
        error = builder.run()
        if error is None:
            break
        whole = False
        slip = slips.diagnose(error, _LINE_END.split(clean), builder.last_quoted)
        problems.append(make(BY_NAME[slip.name], path, slip.place, **slip.figures))
        if slip.mended is None or attempt == _MOST_REPAIRS:
            break
        clean = slip.mended  # the line's value is replaced: what follows can be looked at as well
    problems += builder.problems
    problems += _text_after_hash(clean, path, builder.plain_ends)
    return Document(path, builder.top, builder.root, limited(problems), whole)


def limited(problems: list[Problem]) -> tuple[Problem, ...]:
    """In the order of the file, each once, and not more than anybody reads."""
    unique = sorted(dict.fromkeys(problems), key=Problem.order)
    if len(unique) <= MOST_PROBLEMS:
        return tuple(unique)
    last = unique[MOST_PROBLEMS - 1]
    rest = make(BY_NAME["more-problems"], last.path, (last.line, last.column), found=len(unique) - MOST_PROBLEMS)
    return (*unique[:MOST_PROBLEMS], rest)


def _failed(path: str, name: str, place: Place = (1, 1), **figures: Any) -> Document:
    return Document(path, {}, _NOWHERE, (make(BY_NAME[name], path, place, **figures),), whole=False)


def _clean(text: str, path: str) -> tuple[str, list[Problem]]:
    """The text with a replacement for each character that is refused, so that the rest can still be read."""
    if not _UNWANTED.search(text):
        return text, []
    problems: list[Problem] = []
    for number, line in enumerate(_LINE_END.split(text), 1):
        for match in _UNWANTED.finditer(line):
            if len(problems) > MOST_PROBLEMS:
                break
            place = (number, match.start() + 1)
            problems.append(make(BY_NAME["forbidden-character"], path, place, found=name_of(match[0])))
    return _UNWANTED.sub("�", text), problems


def name_of(char: str) -> str:
    """A character by number and name: U+202E RIGHT-TO-LEFT OVERRIDE."""
    number = ord(char)
    fallback = "SURROGATE" if 0xD800 <= number <= 0xDFFF else "CONTROL CHARACTER"
    name = _CONTROL_NAMES.get(number) or unicodedata.name(char, fallback)
    return f"U+{number:04X} {name}"


def _text_after_hash(text: str, path: str, plain_ends: dict[int, int]) -> list[Problem]:
    """`reference #4471` without quotes loses its end silently."""
    if " #" not in text:
        return []
    problems = []
    for number, line in enumerate(_LINE_END.split(text)):
        end = plain_ends.get(number)
        match = _HASH.match(line, end - 1) if end else None
        if match:
            problems.append(make(BY_NAME["text-after-hash"], path, (number + 1, match.end())))
    return problems


class _Stop(Exception):
    """Enough was read."""


@dataclass
class _Builder:
    """Builds the value and its spots from the parser's events, once."""

    text: str
    path: str
    stop_at: str | None = None
    problems: list[Problem] = field(default_factory=list)
    top: Any = field(default_factory=dict)
    root: Spot = _NOWHERE
    last_quoted: Any = None  # the last quoted text: a forgotten quote shows only later
    plain_ends: dict[int, int] = field(default_factory=dict)  # line -> column after its last unquoted text

    def run(self) -> yaml.YAMLError | None:
        """Read all; the parser's error where the text cannot be understood."""
        self.lines = _LINE_END.split(self.text)
        self.tab_lines = {n for n, line in enumerate(self.lines) if _TAB_INDENT.match(line)}
        self.loader = Loader(self.text)
        try:
            self._stream()
        except _Stop:
            pass
        except yaml.YAMLError as error:
            return error
        finally:
            self.loader.dispose()
        return None

    def report(self, name: str, place: Place, **figures: Any) -> None:
        self.problems.append(make(BY_NAME[name], self.path, place, **figures))
        if len(self.problems) > MOST_PROBLEMS:
            raise _Stop

    def _stream(self) -> None:
        self.loader.get_event()
        if isinstance(self.loader.get_event(), yaml.StreamEndEvent):
            self.report("empty-file", (1, 1))
            return
        event = self.loader.get_event()
        if isinstance(event, yaml.ScalarEvent) and not event.value:
            self.report("empty-file", (1, 1))
        value, spot = self.node(event, _place(event), 1)
        if value is not self.top:
            self.top, self.root = value, spot
        self.loader.get_event()
        after = self.loader.get_event()
        if not isinstance(after, yaml.StreamEndEvent):
            self.report("second-document", _place(after))

    def node(self, event: Any, key_place: Place, depth: int) -> tuple[Any, Spot]:
        """The value that begins with this event. The empty text stands for what is refused."""
        kind, place = type(event), _place(event)
        if depth > MOST_DEPTH:
            self.report("too-deep", place)
            raise _Stop
        if kind is yaml.AliasEvent:
            self.report("alias", place, found=f"*{event.anchor}")
            return "", Spot(place, key_place)
        self._refuse_extras(event, place)
        if kind is yaml.MappingStartEvent:
            return self._mapping(event, place, key_place, depth)
        if kind is yaml.SequenceStartEvent:
            return self._sequence(place, key_place, depth)
        return self._text(event), Spot(place, key_place, None, _inset(event))

    def _refuse_extras(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            self.report("alias", place, found=f"&{event.anchor}")
        if event.tag is not None:
            self.report("tag", place, found=event.tag)
        if self.tab_lines and event.start_mark.line in self.tab_lines and self._first_on_line(event.start_mark):
            self.report("tab-indent", (place[0], 1))
            self.tab_lines.discard(event.start_mark.line)

    def _first_on_line(self, mark: Any) -> bool:
        return not self.lines[mark.line][: mark.column].strip("- \t")

    def _text(self, event: Any) -> str:
        text: str = event.value
        if event.style == '"':
            self.last_quoted = event
            if _UNWANTED.search(text):
                self._forbidden_by_escape(event)
        elif event.style == "'":
            self.last_quoted = event
        elif not event.style:
            self._plain(event, text)
        return text

    def _forbidden_by_escape(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        for number in range(start.line, end.line + 1):
            line = self.lines[number] if number < len(self.lines) else ""
            first = start.column if number == start.line else 0
            last = end.column if number == end.line else len(line)
            for match in _ESCAPE.finditer(line, first, last):
                digits = match[1] or match[2] or match[3]
                char = chr(int(digits, 16)) if digits else _SHORT_ESCAPES.get(match[4], "")
                if _UNWANTED.match(char):
                    self.report("forbidden-character", (number + 1, match.start() + 1), found=name_of(char))

    def _plain(self, event: Any, text: str) -> None:
        start, end = event.start_mark, event.end_mark
        self.plain_ends[end.line] = end.column
        if text and text[0] in _SMART:
            self.report("smart-quote", _place(event), found=text[0])
        if end.line != start.line and " - " in text:
            for number, line in enumerate(_LINE_END.split(self.text[start.index : end.index])):
                if number and line.lstrip().startswith("- "):
                    indent = len(line) - len(line.lstrip())
                    self.report("dash-in-text", (start.line + number + 1, indent + 1))

    def _mapping(self, start: Any, place: Place, key_place: Place, depth: int) -> tuple[dict[str, Any], Spot]:
        value: dict[str, Any] = {}
        parts: dict[str, Spot] = {}
        spot = Spot(place, key_place, parts)
        if depth == 1:
            self.top, self.root = value, spot
        get_event = self.loader.get_event
        while type(event := get_event()) is not yaml.MappingEndEvent:
            key = self._key(event, depth)
            if depth == 1 and key is not None and key == self.stop_at:
                raise _Stop
            below = get_event()
            part, part_spot = self.node(below, _place(event), depth + 1)
            if key is None:
                continue
            if part == "" and _is_empty(below):
                self._no_value(event, key, flow=bool(start.flow_style))
            if key in parts:
                self.report("duplicate-key", _place(event), found=key, first=parts[key].key_place[0])
                continue
            value[key], parts[key] = part, part_spot
            if len(value) > MOST_ENTRIES:
                self._too_many(place)
        return value, spot

    def _key(self, event: Any, depth: int) -> str | None:
        """The key as text, or None where it is none; then what stands there was read and reported."""
        if type(event) is not yaml.ScalarEvent:
            if type(event) is not yaml.AliasEvent:
                self.report("key-not-text", _place(event))
            self.node(event, _place(event), depth + 1)
            return None
        self._refuse_extras(event, _place(event))
        key = self._text(event)
        if key == "" and _is_empty(event):
            self.report("key-not-text", _place(event))
            return None
        return key

    def _no_value(self, event: Any, key: str, flow: bool) -> None:
        place = _place(event)
        smart = [char for char in key[:1] + key[-1:] if char in _SMART]
        if smart:  # {say: “Hello, you”}: the comma split a text that only looked quoted
            self.report("smart-quote", place, found=smart[0])
            return
        name = "comma-in-text" if flow else "no-value"
        self.report(name, place, found=key)

    def _sequence(self, place: Place, key_place: Place, depth: int) -> tuple[list[Any], Spot]:
        value: list[Any] = []
        parts: list[Spot] = []
        get_event = self.loader.get_event
        while type(event := get_event()) is not yaml.SequenceEndEvent:
            part, spot = self.node(event, _place(event), depth + 1)
            if part == "" and _is_empty(event):
                self.report("no-value", spot.place, found="-")
            value.append(part)
            parts.append(spot)
            if len(value) > MOST_ENTRIES:
                self._too_many(place)
        return value, Spot(place, key_place, parts)

    def _too_many(self, place: Place) -> None:
        self.report("too-many", place, found=MOST_ENTRIES)
        raise _Stop


def _place(event: Any) -> Place:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _is_empty(event: Any) -> bool:
    return type(event) is yaml.ScalarEvent and not event.value and not event.style and event.tag is None


def _inset(event: Any) -> int | None:
    """How far the text itself starts from the value's place; None where its characters cannot be counted."""
    if event.start_mark.line != event.end_mark.line:
        return None
    if not event.style:
        return 0
    shown = event.end_mark.column - event.start_mark.column
    return 1 if shown == len(event.value) + 2 else None
