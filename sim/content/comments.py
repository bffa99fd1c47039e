"""Finds the comments of a YAML file, which its parser throws away: a file that is written anew must not lose them."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from sim.content.building import Loader
from sim.content.characters import lines_of

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")
_HIDDEN = "\N{OBJECT REPLACEMENT CHARACTER}"


class Comment(NamedTuple):
    """One comment: its line from 1, the text from its `#` on, and whether the line holds nothing else."""

    line: int
    text: str
    alone: bool


def comments_in(text: str) -> Iterator[Comment]:
    """Every comment of a file that could be read, from its top to its end."""
    lines = lines_of(text)
    shown = _without_values(lines, text)
    for number, line in enumerate(shown, 1):
        found = _COMMENT.search(line)
        if found:
            yield Comment(number, lines[number - 1][found.start() :].rstrip(), not line[: found.start()].strip())


def _without_values(lines: list[str], text: str) -> list[str]:
    """The lines with every key and value hidden, so that a `#` inside a text is none."""
    shown = list(lines)
    loader = Loader(text)
    try:
        while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.ScalarEvent):
                _hide(shown, event)
    finally:
        loader.dispose()
    return shown


def _hide(lines: list[str], event: Any) -> None:
    start, end = event.start_mark, event.end_mark
    if event.style in ("|", ">"):
        _hide_block(lines, start.line, end.line)
        return
    for number in range(start.line, min(end.line, len(lines) - 1) + 1):
        line = lines[number]
        first = start.column if number == start.line else 0
        last = end.column if number == end.line else len(line)
        lines[number] = line[:first] + _HIDDEN * (last - first) + line[last:]


def _hide_block(lines: list[str], first: int, last: int) -> None:
    """A block of text lies deeper than the line that opens it; what does not is a comment below it."""
    margin = _indent(lines[first])
    for number in range(first + 1, min(last, len(lines) - 1) + 1):
        line = lines[number]
        if line.strip() and _indent(line) <= margin:
            break
        lines[number] = _HIDDEN * len(line)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
