"""Makes a scenario of a Twine story: valid and playable, with a place kept for everything that Twine does not know.

Rules
- A passage with links is a node, one without is an ending; its words are what the caller says, its links the replies.
- Tags that are flags of a node (hot, panic, key ...) become flags; `incomplete` on an ending makes it one.
- Moves, `because`, policy and needs are the trainer's to add: until then the check warns, and nobody can pass.
- What could not be carried over stands as a comment above its node, and is given back by line.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from sim.content.problems import BrokenContent
from sim.content.scenarios import scenario_from_text
from sim.content.trouble import Trouble
from sim.content.twee import Link, Lost, Passage, Story, all_lost
from sim.content.writing import commented, quoted
from sim.core.fields import NodeFlag
from sim.core.scenario import ENGINE_ENDINGS
from sim.core.texts import Texts

FLAGS = frozenset(get_args(NodeFlag))
MOST_NODES, MOST_REPLIES, FEWEST_REPLIES = 500, 5, 2
_MOST_TEXT, _LONGEST_NAME = 4_000, 60
_MOST_COMMENTS = 20
_LETTERS = "abcde"


@dataclass(frozen=True, slots=True)
class Imported:
    """The text of a scenario, and what was not carried over."""

    text: str
    lost: tuple[Lost, ...]


def scenario_from_story(story: Story, scenario_id: str, language: str, words: Texts) -> Imported:
    """The scenario of a story. `words`: the program's texts in that language, for what the trainer fills in."""
    maker = _Maker(story, words)
    lines = [*_head(story, scenario_id, language, words), *maker.body()]
    text = "\n".join(lines) + "\n"
    reading = scenario_from_text(text, f"{scenario_id}.yaml")
    if reading.scenario is None:
        raise BrokenContent(f"{scenario_id}.yaml", reading.problems)
    return Imported(text, tuple(all_lost(story)))


def _head(story: Story, scenario_id: str, language: str, words: Texts) -> Iterator[str]:
    """Everything before the nodes: Twine knows nothing of it but the title."""

    def fill(key: str) -> str:
        return quoted(words(f"tools.import.fill.{key}"))

    yield "# yaml-language-server: $schema=scenario.schema.json"
    yield from commented(words("tools.import.head"))
    yield from ("format: 1", f"id: {scenario_id}", f"language: {language}")
    yield f"title: {quoted(story.title[:_MOST_TEXT] or scenario_id)}"
    yield from ("family: angry", "level: 1", "minutes: 5", f"about: {fill('about')}", "caller:")
    yield from (f"  name: {fill('name')}", f"  about: {fill('caller')}")
    yield from ("  start: {anger: 50, panic: 30, trust: 30, patience: 60}", "briefing:")
    yield from (f"  company: {fill('company')}", f"  role: {fill('role')}", f"  goal: {fill('goal')}", "policy: []", "")


class _Maker:
    """Nodes and endings of a story."""

    def __init__(self, story: Story, words: Texts) -> None:
        self.story, self.words = story, words
        named = {one.name: one for one in story.passages}
        self.first = named.get(story.start) or named.get("Start") or story.passages[0]
        if story.start and story.start not in named:
            story.lost.append(Lost(1, "start", story.start[:_LONGEST_NAME]))
        self.ids: dict[str, str] = {}
        self.taken = {name.lower() for name in ENGINE_ENDINGS}
        self.nodes = [one for one in story.passages if one.links or one is self.first]
        self.endings = [one for one in story.passages if not one.links and one is not self.first]
        if len(self.nodes) > MOST_NODES:
            raise Trouble("too_many_passages", count=len(self.nodes), most=MOST_NODES)
        for passage in story.passages:
            self._id(passage.name)
        self.missing: dict[str, int] = {}
        self.spare = ""

    def _id(self, name: str) -> str:
        """The id of a passage or of a target that has none."""
        if name not in self.ids:
            plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
            stem = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_")[:_LONGEST_NAME] or "passage"
            found, number = stem, 1
            while found.lower() in self.taken:
                number += 1
                found = f"{stem[: _LONGEST_NAME - 5]}_{number}"
            self.taken.add(found.lower())
            self.ids[name] = found
        return self.ids[name]

    def body(self) -> Iterator[str]:
        """The lines from `start` to the end of the file."""
        yield f"start: {self._id(self.first.name)}"
        yield "nodes:"
        for passage in self.nodes:
            yield from self._node(passage)
        yield "endings:"
        for passage in self.endings:
            yield from self._ending(passage)
        for name, line in self.missing.items():
            yield from self._comment(Lost(line, "no_passage", name[:_LONGEST_NAME]))
            text = self.words("tools.import.fill.missing", name=name[:_LONGEST_NAME])
            yield f"  {self._id(name)}: {{complete: false, text: {quoted(text)}}}"
        if self.spare or not (self.endings or self.missing):
            spare = self._spare()
            yield f"  {spare}: {{complete: true, text: {quoted(self.words('tools.import.fill.ending'))}}}"

    def _spare(self) -> str:
        """An ending for replies that lead nowhere yet."""
        self.spare = self.spare or self._id("\0ending")
        return self.spare

    def _node(self, passage: Passage) -> Iterator[str]:
        self._check_tags(passage, FLAGS)
        links = self._links(passage)
        yield from self._comments(passage)
        yield f"  {self._id(passage.name)}:"
        flags = [tag for tag in dict.fromkeys(passage.tags) if tag in FLAGS]
        if flags:
            yield f"    flags: [{', '.join(flags)}]"
        yield f"    caller: {quoted(self._cut(passage, passage.words, 'caller'))}"
        yield "    options:"
        for letter, link in zip(_LETTERS, links, strict=False):
            say = self._cut(passage, link.words, "reply")
            yield f"      {letter}: {{say: {quoted(say)}, to: {self._target(link)}}}"

    def _links(self, passage: Passage) -> list[Link]:
        """Two to five replies: what is too much is listed, what is missing gets a place."""
        links = list(dict.fromkeys(link._replace(line=0) for link in passage.links))
        lines = {link._replace(line=0): link.line for link in reversed(passage.links)}
        found = [link._replace(line=lines[link]) for link in links]
        for link in found[MOST_REPLIES:]:
            passage.lost.append(Lost(link.line, "sixth_reply", link.words[:_LONGEST_NAME]))
        found = found[:MOST_REPLIES]
        while len(found) < FEWEST_REPLIES:
            passage.lost.append(Lost(passage.line, "one_reply", passage.name[:_LONGEST_NAME]))
            target = found[0].target if found else ""
            found.append(Link(passage.line, self.words("tools.import.fill.reply"), target))
        return found

    def _target(self, link: Link) -> str:
        if not link.target:
            return self._spare()
        if link.target not in self.ids or link.target in self.missing:
            if link.target not in self.missing:
                self.missing[link.target] = link.line
                self.story.lost.append(Lost(link.line, "no_passage", link.target[:_LONGEST_NAME]))
            return self._id(link.target)
        return self._id(link.target)

    def _ending(self, passage: Passage) -> Iterator[str]:
        self._check_tags(passage, frozenset(("complete", "incomplete")))
        yield from self._comments(passage)
        complete = "false" if "incomplete" in passage.tags else "true"
        text = self._cut(passage, passage.words, "ending")
        yield f"  {self._id(passage.name)}: {{complete: {complete}, text: {quoted(text)}}}"

    def _check_tags(self, passage: Passage, known: frozenset[str]) -> None:
        for tag in passage.tags:
            if tag not in known:
                passage.lost.append(Lost(passage.line, "tag", tag[:_LONGEST_NAME]))

    def _cut(self, passage: Passage, text: str, kind: str) -> str:
        if not text:
            return self.words(f"tools.import.fill.{'line' if kind == 'caller' else kind}")
        if len(text) > _MOST_TEXT:
            passage.lost.append(Lost(passage.line, "too_long", str(_MOST_TEXT)))
        return text[:_MOST_TEXT]

    def _comments(self, passage: Passage) -> Iterator[str]:
        for lost in sorted(passage.lost)[:_MOST_COMMENTS]:
            yield from self._comment(lost)

    def _comment(self, lost: Lost) -> Iterator[str]:
        line = self.words("tools.import.line", line=lost.line)
        yield from commented(f"{line} {lost_words(lost, self.words)}", indent="  ")


def lost_words(lost: Lost, words: Texts) -> str:
    """What was not carried over, in words."""
    return words(f"tools.import.lost.{lost.code}", found=lost.found)
