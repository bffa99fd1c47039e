"""The small language of `when` and `only_if`, parsed by whitelist and never evaluated as code.

    condition  = either { "or" either }
    either     = both { "and" both }          both = "not" both | "(" condition ")" | comparison | name
    comparison = gauge operator number | number operator gauge
    gauge      = anger | panic | trust | patience            operator = >= <= > < == = !=
    name       = heard | identity | abuse | a need or flag of the scenario

A parsed condition keeps its text and its tree; `compile_condition` in decision.py turns the tree into a function.
"""

import re
from dataclasses import dataclass
from typing import Literal

from sim.core.errors import ConditionError

GAUGES = ("anger", "panic", "trust", "patience")
WORDS = ("heard", "identity", "abuse")
RESERVED = frozenset((*GAUGES, *WORDS, "and", "or", "not"))
_FLIPPED = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "==": "==", "!=": "!="}
_TOKEN = re.compile(r"\s*(?:(?P<op>>=|<=|==|!=|>|<|=)|(?P<par>[()])|(?P<name>[A-Za-z0-9_][A-Za-z0-9_-]*)|(?P<bad>\S))")
_MOST_TOKENS = 100


@dataclass(frozen=True, slots=True)
class Compare:
    """A gauge of the caller's mood compared with a whole number."""

    gauge: str
    operator: str
    number: int


@dataclass(frozen=True, slots=True)
class Name:
    """A word that carries state, a need or a declared flag: true once it was set."""

    name: str
    offset: int


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of its part."""

    part: "Tree"


@dataclass(frozen=True, slots=True)
class Join:
    """All or any of its parts."""

    word: Literal["and", "or"]
    parts: tuple["Tree", ...]


Tree = Compare | Name | Not | Join


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that was read: its text as written and its tree."""

    text: str
    tree: Tree

    def names(self) -> tuple[Name, ...]:
        """All needs, flags and words that it asks for."""
        return tuple(_names(self.tree))


def _names(tree: Tree) -> list[Name]:
    match tree:
        case Name():
            return [tree]
        case Not(part=part):
            return _names(part)
        case Join(parts=parts):
            return [name for part in parts for name in _names(part)]
    return []


def parse(text: str) -> Condition:
    """Read a condition. Raises ConditionError with the offset of the first thing that does not fit."""
    tokens = _tokens(text)
    if not tokens:
        raise ConditionError("the condition is empty", 0, "write something like: anger >= 60")
    reader = _Reader(text, tokens)
    tree = reader.either()
    reader.expect_end()
    return Condition(text, tree)


def _tokens(text: str) -> list[tuple[str, int]]:
    tokens: list[tuple[str, int]] = []
    place = 0
    while match := _TOKEN.match(text, place):
        if match["bad"]:
            offset = match.start("bad")
            raise ConditionError(f"{match['bad']!r} does not belong in a condition", offset, "use and, or, not, ( )")
        group = match.lastgroup or "name"
        tokens.append((match[group], match.start(group)))
        place = match.end()
        if len(tokens) > _MOST_TOKENS:
            raise ConditionError(f"a condition may have at most {_MOST_TOKENS} words", match.start(group))
    return tokens


class _Reader:
    """Recursive descent over the tokens; the depth is bounded by their number."""

    def __init__(self, text: str, tokens: list[tuple[str, int]]) -> None:
        self.text, self.tokens, self.place = text, tokens, 0

    def peek(self) -> str:
        return self.tokens[self.place][0] if self.place < len(self.tokens) else ""

    def take(self) -> tuple[str, int]:
        if self.place >= len(self.tokens):
            raise ConditionError("the condition stops too early", len(self.text))
        self.place += 1
        return self.tokens[self.place - 1]

    def expect_end(self) -> None:
        if self.place < len(self.tokens):
            word, offset = self.tokens[self.place]
            raise ConditionError(f"{word!r} is one word too many", offset, "join two conditions by `and` or `or`")

    def either(self) -> Tree:
        return self._joined("or")

    def _joined(self, word: Literal["and", "or"]) -> Tree:
        def part() -> Tree:
            return self._joined("and") if word == "or" else self.single()

        parts = [part()]
        while self.peek() == word:
            self.take()
            parts.append(part())
        return parts[0] if len(parts) == 1 else Join(word, tuple(parts))

    def single(self) -> Tree:
        word, offset = self.take()
        if word == "not":
            return Not(self.single())
        if word == "(":
            tree = self.either()
            closing, place = self.take()
            if closing != ")":
                raise ConditionError(f"{closing!r} where a closing ) was expected", place)
            return tree
        if word.isascii() and word.isdigit():
            return self._compare_number(word, offset)
        if word in GAUGES:
            return self._compare_gauge(word, offset)
        if word in ("and", "or", ")") or word in _FLIPPED or word == "=":
            raise ConditionError(f"{word!r} where a name or a gauge was expected", offset)
        if self.peek() in _FLIPPED or self.peek() == "=":
            hint = f"only {', '.join(GAUGES)} are compared with a number"
            raise ConditionError(f"{word!r} is not a gauge of the caller", offset, hint)
        return Name(word, offset)

    def _compare_gauge(self, gauge: str, offset: int) -> Compare:
        operator = self._operator(f"{gauge} needs a comparison", offset)
        number, place = self.take()
        return Compare(gauge, operator, _whole(number, place))

    def _compare_number(self, number: str, offset: int) -> Compare:
        operator = self._operator("a number needs a comparison", offset)
        gauge, place = self.take()
        if gauge not in GAUGES:
            raise ConditionError(f"{gauge!r} is not a gauge of the caller", place, f"one of {', '.join(GAUGES)}")
        return Compare(gauge, _FLIPPED[operator], _whole(number, offset))

    def _operator(self, message: str, offset: int) -> str:
        if self.peek() not in _FLIPPED and self.peek() != "=":
            raise ConditionError(message, offset, "such as: anger >= 60")
        operator = self.take()[0]
        return "==" if operator == "=" else operator


def _whole(text: str, offset: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise ConditionError(f"{text!r} is not a whole number", offset, "a whole number from 0 to 100")
    return int(text)
