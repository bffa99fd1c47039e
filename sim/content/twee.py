"""Reads Twee 3, the text form of a Twine story: its passages, their links, and what a scenario has no place for.

What is kept: the names, tags, words and links of passages ([[words->target]], [[target<-words]], [[words|target]],
[[target]]), the story's title and where it starts. What is not: scripts, styles, macros, variables, comments and
formatting; each is listed with its line. Time and memory are bounded by the size of the file, whatever stands in it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sim.content.characters import UNWANTED, lines_of
from sim.content.drawing.graph import clipped
from sim.content.reading import MOST_BYTES
from sim.content.trouble import Trouble

MOST_LOST = 1_000
_LONGEST_SHOWN = 60
_LONGEST_MACRO = 2_000
_NOT_STORY = frozenset(
    (
        "StoryInit", "StoryCaption", "StoryMenu", "StoryBanner", "StoryAuthor", "StorySubtitle", "StoryShare",
        "StoryInterface", "StoryDisplayTitle", "StorySettings", "StoryIncludes", "PassageReady", "PassageDone",
        "PassageHeader", "PassageFooter",
    )
)  # fmt: skip
_NOT_STORY_TAGS = frozenset(
    ("script", "stylesheet", "widget", "startup", "header", "footer", "debug-startup", "Twine.private")
)
_HARLOWE = frozenset(
    (
        "if", "unless", "else-if", "elseif", "else", "set", "put", "move", "print", "display", "goto", "go-to", "link",
        "link-goto", "link-reveal", "link-repeat", "link-undo", "live", "stop", "event", "after", "either", "random",
        "cond", "for", "loop", "show", "hide", "replace", "append", "prepend", "click", "mouseover", "mouseout",
        "text-style", "text-colour", "text-color", "colour", "color", "font", "align", "background", "bg", "css",
        "transition", "t8n", "enchant", "hook", "box", "button", "alert", "prompt", "confirm", "undo", "restart",
        "save-game", "load-game", "history", "visited", "a", "array", "dm", "datamap", "ds", "text", "str", "num",
    )
)  # fmt: skip
_HARLOWE_START = re.compile(r"\(\s*([A-Za-z][A-Za-z0-9-]{0,30})\s*:")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]{0,20})(?:\s[^<>]{0,200})?/?>")
_VARIABLE = re.compile(r"(?<![\w$])\$[A-Za-z_]\w{0,60}")
_FORMATTING = re.compile(r"''([^'\n]+)''|(?<![:/])//([^/\n]+)//|\*\*([^*\n]+)\*\*|~~([^~\n]+)~~|\^\^([^^\n]+)\^\^")
_BULLET = re.compile(r"^[ \t]{0,20}[*>+#-]{1,6}(?=\s|$)", re.MULTILINE)
_HOOK = re.compile(r"\s{0,100}\[(?!\[)")
_MODIFIER = re.compile(r"\[[^\[\]]+\]")
_INSERT = re.compile(r"\{[^{}]{1,200}\}")
_NEXT = re.compile(r"\[\[|<<|<%|<!--|/\*|/%|\(|</?[A-Za-z]|\[|\]|\$[A-Za-z_]")
_COMMENTS = {"<!--": "-->", "/*": "*/", "/%": "%/"}


class Lost(NamedTuple):
    """Something that was not carried over: its line, a code for the texts under `tools.import.lost`, what it was."""

    line: int
    code: str
    found: str = ""


class Link(NamedTuple):
    """A link of a passage."""

    line: int
    words: str
    target: str


@dataclass(slots=True)
class Passage:
    """A passage: what is said, and the links out of it."""

    name: str
    tags: tuple[str, ...]
    line: int
    words: str = ""
    links: list[Link] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """What was read of a file. `start` is empty where the story does not say where it starts."""

    title: str
    start: str
    passages: list[Passage]
    lost: list[Lost]


def read_twee(path: Path) -> Story:
    """The story in a file. Raises Trouble or OSError."""
    if path.exists() and not path.is_file():
        raise Trouble("not_a_file", path=path)
    with path.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Trouble("twee_too_big", path=path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Trouble("twee_not_utf8", path=path, line=data[: error.start].count(b"\n") + 1) from None
    story = story_from(text)
    if not story.passages:
        raise Trouble("no_passages", path=path)
    return story


def story_from(text: str) -> Story:
    """The story in a text."""
    story = Story("", "", [], [])
    lines = lines_of(text)
    for number, line in enumerate(lines, 1):
        if UNWANTED.search(line):
            story.lost.append(Lost(number, "characters"))
            lines[number - 1] = UNWANTED.sub("", line)
    heads = [number for number, line in enumerate(lines) if line.startswith("::")]
    before = next((n for n, line in enumerate(lines[: heads[0]] if heads else lines, 1) if line.strip()), 0)
    if before:
        story.lost.append(Lost(before, "before_first", clipped(lines[before - 1], _LONGEST_SHOWN)))
    blocks = [_Block(lines[a], a + 1, lines[a + 1 : b]) for a, b in pairwise([*heads, len(lines)])]
    settings = _settings(blocks, story)
    seen: set[str] = set()
    for block in blocks:
        _take(block, story, settings, seen)
    story.lost.sort()
    return story


class _Block(NamedTuple):
    """A head and the lines below it; `line` is the head's, from 1."""

    head: str
    line: int
    body: list[str]


def _settings(blocks: list[_Block], story: Story) -> str:
    """The story's title and start; gives the name of its format in small letters."""
    form = ""
    for block in blocks:
        name, _ = _head(block.head)
        if name == "StoryTitle":
            story.title = " ".join(" ".join(block.body).split())
        elif name == "StoryData":
            try:
                data = json.loads("\n".join(block.body))
            except (ValueError, RecursionError):
                data = None
            if not isinstance(data, dict):
                story.lost.append(Lost(block.line, "story_data"))
                continue
            start, found = data.get("start"), data.get("format")
            story.start = start if isinstance(start, str) else ""
            form = found.lower() if isinstance(found, str) else ""
    return form


def _take(block: _Block, story: Story, form: str, seen: set[str]) -> None:
    name, tags = _head(block.head)
    if name in ("StoryTitle", "StoryData"):
        return
    if not name or name in seen:
        story.lost.append(Lost(block.line, "same_name" if name else "no_name", clipped(name, _LONGEST_SHOWN)))
        return
    seen.add(name)
    special = name if name in _NOT_STORY else next((tag for tag in tags if tag in _NOT_STORY_TAGS), "")
    if special:
        story.lost.append(Lost(block.line, "program", special))
        return
    passage = Passage(name, tags, block.line)
    _Reader(passage, block.body, form).read()
    story.passages.append(passage)


def _head(line: str) -> tuple[str, tuple[str, ...]]:
    """The name and the tags of a head: `:: Name [tag tag] {"position":"1,2"}`. A backslash takes a sign as it is."""
    name: list[str] = []
    tags: list[str] = []
    part = name
    signs = iter(line[2:])
    for sign in signs:
        if sign == "\\":
            part.append(next(signs, ""))
        elif sign == "{" or (sign == "]" and part is tags):
            break
        elif sign == "[" and part is name:
            part = tags
        else:
            part.append(sign)
    return " ".join("".join(name).split()), tuple("".join(tags).split())


class _Reader:
    """Goes through a passage once, from left to right. What was looked for in vain is not looked for again."""

    def __init__(self, passage: Passage, lines: list[str], form: str) -> None:
        self.passage, self.form = passage, form
        self.kept: list[str] = []
        self.hooks: list[bool] = []  # brackets that are open, and whether they go
        self.absent: set[str] = set()
        self.counted, self.line = 0, passage.line + 1
        shown = self._chapbook(lines) if form == "chapbook" else lines
        self.text = "\n".join(shown)
        self.budget = 4 * len(self.text) + _LONGEST_MACRO

    def _chapbook(self, lines: list[str]) -> list[str]:
        """The lines without Chapbook's settings, modifiers and inserts."""
        shown = list(lines)
        above = next((number for number, line in enumerate(lines) if line.strip() == "--"), -1)
        for number, line in enumerate(lines):
            if number == above:
                shown[number] = ""
                continue
            gone = line if number < above or _MODIFIER.fullmatch(line) else " ".join(_INSERT.findall(line))
            if gone.strip():
                self._note(self.line + number, "macro", gone)
                shown[number] = "" if gone == line else _INSERT.sub("", line)
        return shown

    def read(self) -> None:
        """Fill in the passage."""
        at = 0
        while (found := _NEXT.search(self.text, at)) is not None:
            self.kept.append(self.text[at : found.start()])
            at = self._sign(found[0], found.start())
        self.kept.append(self.text[at:])
        words = _BULLET.sub("", _plain("".join(self.kept)))
        self.passage.words = " ".join(words.split())

    def _note(self, line: int, code: str, found: str) -> None:
        if len(self.passage.lost) <= MOST_LOST:
            self.passage.lost.append(Lost(line, code, clipped(found[: 4 * _LONGEST_SHOWN], _LONGEST_SHOWN)))

    def lost(self, at: int, code: str, found: str = "") -> None:
        """Note what is not carried over, at its line."""
        self._note(self._line(at), code, found)

    def _line(self, at: int) -> int:
        self.line += self.text.count("\n", self.counted, at)
        self.counted = at
        return self.line

    def _sign(self, sign: str, at: int) -> int:
        """What begins at a place; gives where it ends."""
        if sign == "[[":
            return self._link(at)
        if sign in ("<<", "<%"):
            return self._until(at, ">>" if sign == "<<" else "%>", "macro")
        if sign in _COMMENTS:
            return self._until(at, _COMMENTS[sign], "comment")
        if sign == "(":
            return self._harlowe(at)
        if sign in ("[", "]"):
            return self._bracket(sign, at)
        if sign.startswith("$"):
            return self._variable(at)
        return self._tag(at)

    def _keep(self, at: int, end: int) -> int:
        self.kept.append(self.text[at:end])
        return end

    def _until(self, at: int, closing: str, code: str) -> int:
        end = self._find(closing, at + 2)
        if end < 0:
            return self._keep(at, at + 2)  # it never closes: then it is text
        if not self.text.startswith("<</", at):  # what closes a macro is lost with what opens it
            self.lost(at, code, self.text[at : end + len(closing)])
        return end + len(closing)

    def _find(self, closing: str, at: int) -> int:
        end = -1 if closing in self.absent else self.text.find(closing, at)
        if end < 0:
            self.absent.add(closing)
        return end

    def _link(self, at: int) -> int:
        end = self._find("]]", at)
        if end < 0:
            return self._keep(at, at + 2)
        inside, _, setter = self.text[at + 2 : end].partition("][")
        if setter:
            self.lost(at, "setter", setter)
        words, target = _parts_of(inside)
        if not target:
            self.lost(at, "empty_link", self.text[at : end + 2])
            return end + 2
        for name in dict.fromkeys(_VARIABLE.findall(words)):
            self.lost(at, "variable", name)
        words = " ".join(_plain(words).split())
        self.passage.links.append(Link(self._line(at), words or target, target))
        return end + 2

    def _harlowe(self, at: int) -> int:
        """A Harlowe macro goes; the words that it holds in brackets stay."""
        begun = _HARLOWE_START.match(self.text, at)
        known = begun is not None and (self.form == "harlowe" or begun[1].lower() in _HARLOWE)
        if begun is None or not known or self.form in ("sugarcube", "snowman", "chapbook"):
            return self._keep(at, at + 1)
        end = self._closing(begun.end())
        if end < 0:
            return self._keep(at, at + 1)
        self.lost(at, "macro", self.text[at:end])
        hook = _HOOK.match(self.text, end)
        if hook:
            self.hooks.append(True)
            end = hook.end()
        return end

    def _closing(self, at: int) -> int:
        """Behind the bracket that closes a macro; -1 where none does."""
        depth, quote = 1, ""
        for place in range(at, min(len(self.text), at + _LONGEST_MACRO)):
            sign = self.text[place]
            self.budget -= 1
            if self.budget < 0:
                return -1
            if quote:
                quote = "" if sign == quote else quote
            elif sign in "\"'":
                quote = sign
            elif sign in "()":
                depth += 1 if sign == "(" else -1
                if not depth:
                    return place + 1
        return -1

    def _bracket(self, sign: str, at: int) -> int:
        if sign == "[":
            self.hooks.append(False)
        elif self.hooks and self.hooks.pop():
            return at + 1
        return self._keep(at, at + 1)

    def _variable(self, at: int) -> int:
        found = _VARIABLE.match(self.text, at)
        if found is None:
            return self._keep(at, at + 2)
        self.lost(at, "variable", found[0])
        return self._keep(at, found.end())

    def _tag(self, at: int) -> int:
        found = _TAG.match(self.text, at)
        if found is None:
            return self._keep(at, at + 1)
        if found[1].lower() in ("br", "p", "div"):
            self.kept.append(" ")
        elif not found[0].startswith("</"):
            self.lost(at, "markup", found[0])
        return found.end()


def _plain(text: str) -> str:
    """The words without formatting."""
    return _FORMATTING.sub(lambda found: next(part for part in found.groups() if part is not None), text)


def _parts_of(inside: str) -> tuple[str, str]:
    """The words and the target of a link, as Twine divides it: by the last ->, else the first <-, else the first |."""
    if "->" in inside:
        words, _, target = inside.rpartition("->")
    elif "<-" in inside:
        target, _, words = inside.partition("<-")
    elif "|" in inside:
        words, _, target = inside.partition("|")
    else:
        words = target = inside
    return words.strip(), " ".join(target.split())


def all_lost(story: Story) -> Iterator[Lost]:
    """Everything that the story holds and a scenario cannot, in the order of the file."""
    found = sorted([*story.lost, *(lost for passage in story.passages for lost in passage.lost)])
    yield from found[:MOST_LOST]
    if len(found) > MOST_LOST:
        yield Lost(found[MOST_LOST].line, "more", str(len(found) - MOST_LOST))
