"""Builds a file's value and its places from the parser's events, and reports what is refused on the way.

Nothing is interpreted: a scalar is the text that was typed. Aliases are never followed, and building stops at a
nesting of 40, at 5,000 entries of one list or group and at 100 problems, so that no file can take more than its size.
"""

import re
from typing import Any

import yaml

from sim.content.catalogue import BY_NAME
from sim.content.characters import SMART_QUOTES, UNWANTED, name_of, unwanted_escapes
from sim.content.document import NOWHERE, Place, Spot
from sim.content.problems import Problem, make

Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MOST_DEPTH = 40
MOST_ENTRIES = 5_000
MOST_PROBLEMS = 100
_TAB_INDENT = re.compile(r" *\t")
_LONE_QUOTE = re.compile(r'^[^"\n]*"[ \t\r]*$', re.MULTILINE)
_CLOSE_HASH = re.compile(r" #(?=\S)")
_HASH = re.compile(r"[^\s] +#(?=\S)")


class _Stop(Exception):
    """Enough was read."""


class Builder:
    """Builds one file, once: `run`, then `top`, `root` and `problems`."""

    def __init__(self, text: str, lines: list[str], path: str) -> None:
        self.text, self.lines, self.path = text, lines, path
        self.problems: list[Problem] = []
        self.top: Any = {}
        self.root = NOWHERE
        self.last_quoted: Any = None  # the last quoted text: a forgotten quote shows only later
        self.tab_lines = {n for n, line in enumerate(lines) if _TAB_INDENT.match(line)} if "\t" in text else set()
        # Most texts are plain and have nothing to look at; that keeps reading a file close to the parser's own speed.
        smart = any(quote in text for quote in SMART_QUOTES)
        self.careful = bool(self.tab_lines or smart or _CLOSE_HASH.search(text) or _LONE_QUOTE.search(text))
        self.loader = Loader(text)
        self.next_event = self.loader.get_event

    def run(self) -> yaml.YAMLError | None:
        """Read all; the parser's error where the text cannot be understood."""
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
        """Note a problem. Stops the building when there are enough."""
        self.problems.append(make(BY_NAME[name], self.path, place, **figures))
        if len(self.problems) > MOST_PROBLEMS:
            raise _Stop

    def _stream(self) -> None:
        self.next_event()
        if isinstance(self.next_event(), yaml.StreamEndEvent):
            self.report("empty-file", (1, 1))
            return
        event = self.next_event()
        if isinstance(event, yaml.ScalarEvent) and not event.value:
            self.report("empty-file", (1, 1))
        value, spot = self.node(event, _place(event), 1)
        if value is not self.top:
            self.top, self.root = value, spot
        self.next_event()
        after = self.next_event()
        if not isinstance(after, yaml.StreamEndEvent):
            self.report("second-document", _place(after))

    def node(self, event: Any, key_place: Place, depth: int) -> tuple[Any, Spot]:
        """The value that begins with this event. The empty text stands for what is refused."""
        kind, mark = type(event), event.start_mark
        place = (mark.line + 1, mark.column + 1)
        plain = kind is yaml.ScalarEvent and not (event.style or event.anchor or event.tag or self.careful)
        if plain and mark.line == event.end_mark.line:
            return event.value, Spot(place, key_place)
        if depth > MOST_DEPTH:
            self.report("too-deep", place)
            raise _Stop
        if kind is yaml.AliasEvent:
            self.report("alias", place, found=f"*{event.anchor}")
            return "", Spot(place, key_place)
        if self.tab_lines or event.anchor is not None or event.tag is not None:
            self._refuse_extras(event, place)
        if kind is yaml.ScalarEvent:
            return self._text(event), Spot(place, key_place)
        if kind is yaml.MappingStartEvent:
            return self._mapping(event, place, key_place, depth)
        return self._sequence(place, key_place, depth)

    def _refuse_extras(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            self.report("alias", place, found=f"&{event.anchor}")
        if event.tag is not None:
            self.report("tag", place, found=event.tag)
        mark = event.start_mark
        if mark.line in self.tab_lines and not self.lines[mark.line][: mark.column].strip("- \t"):
            self.report("tab-indent", (place[0], 1))
            self.tab_lines.discard(mark.line)

    def _text(self, event: Any) -> str:
        text: str = event.value
        if not event.style:
            if self.careful or event.start_mark.line != event.end_mark.line:
                self._look_at_plain(event, text)
            return text
        if event.style in "\"'":
            self.last_quoted = event
        if event.style == '"' and UNWANTED.search(text):
            self._forbidden_by_escape(event)
        return text

    def _forbidden_by_escape(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        for number in range(start.line, end.line + 1):
            line = self.lines[number] if number < len(self.lines) else ""
            first = start.column if number == start.line else 0
            last = end.column if number == end.line else len(line)
            for column, char in unwanted_escapes(line, first, last):
                self.report("forbidden-character", (number + 1, column + 1), found=name_of(char))

    def _look_at_plain(self, event: Any, text: str) -> None:
        start, end = event.start_mark, event.end_mark
        if text and text[0] in SMART_QUOTES:
            self.report("smart-quote", _place(event), found=text[0])
        if text.endswith('"') and text.count('"') == 1 and len(text) > 1:
            self.report("lone-quote", (end.line + 1, end.column))
        last = self.lines[end.line] if end.line < len(self.lines) else ""
        hash_sign = _HASH.match(last, end.column - 1) if end.column else None
        if hash_sign:  # `reference #4471` loses its end silently
            self.report("text-after-hash", (end.line + 1, hash_sign.end()))
        if " - " in text:
            for number in range(start.line + 1, min(end.line + 1, len(self.lines))):
                line = self.lines[number].lstrip()
                if line.startswith("- "):
                    self.report("dash-in-text", (number + 1, len(self.lines[number]) - len(line) + 1))

    def _mapping(self, start: Any, place: Place, key_place: Place, depth: int) -> tuple[dict[str, Any], Spot]:
        value: dict[str, Any] = {}
        parts: dict[str, Spot] = {}
        spot = Spot(place, key_place, parts)
        if depth == 1:
            self.top, self.root = value, spot  # kept even if the text breaks off later
        while type(event := self.next_event()) is not yaml.MappingEndEvent:
            mark = event.start_mark
            at = (mark.line + 1, mark.column + 1)
            plain = type(event) is yaml.ScalarEvent and not (event.style or event.anchor or event.tag or self.careful)
            key = event.value if plain and event.value else self._key(event, at, depth)
            below = self.next_event()
            part, part_spot = self.node(below, at, depth + 1)
            if key is None:
                continue
            if part == "" and _is_empty(below):
                self._no_value(at, key, flow=bool(start.flow_style))
            if key in parts:
                self.report("duplicate-key", at, found=key, first=parts[key].key_place[0])
                continue
            value[key], parts[key] = part, part_spot
            if len(value) > MOST_ENTRIES:
                self._too_many(place)
        return value, spot

    def _key(self, event: Any, place: Place, depth: int) -> str | None:
        """The key as text, or None where it is none; then what stands there was read and reported."""
        if type(event) is not yaml.ScalarEvent:
            if type(event) is not yaml.AliasEvent:
                self.report("key-not-text", place)
            self.node(event, place, depth + 1)
            return None
        if self.tab_lines or event.anchor is not None or event.tag is not None:
            self._refuse_extras(event, place)
        key = self._text(event)
        if key == "" and _is_empty(event):
            self.report("key-not-text", place)
            return None
        return key

    def _no_value(self, place: Place, key: str, flow: bool) -> None:
        smart = [char for char in key[:1] + key[-1:] if char in SMART_QUOTES]
        if smart:  # {say: “Hello, you”}: the comma split a text that only looked quoted
            self.report("smart-quote", place, found=smart[0])
        else:
            self.report("comma-in-text" if flow else "no-value", place, found=key)

    def _sequence(self, place: Place, key_place: Place, depth: int) -> tuple[list[Any], Spot]:
        value: list[Any] = []
        parts: list[Spot] = []
        while type(event := self.next_event()) is not yaml.SequenceEndEvent:
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
