"""Characters that have no place in a trainer's text: controls, what turns the direction of text, halves of characters.

Marks for a single right-to-left word (U+200E, U+200F) and joiners stay allowed: real languages need them.
"""

import re
import unicodedata
from collections.abc import Iterator

UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u2028-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
SMART_QUOTES = "“”„‟‘’‚‛«»"
_CONTROL_NAMES = {0: "NUL", 7: "BELL", 8: "BACKSPACE", 0x1B: "ESCAPE", 0x7F: "DELETE", 0xFEFF: "BYTE ORDER MARK"}
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SHORT_ESCAPES = dict(zip("0abefvNLP", "\0\a\b\x1b\f\v\x85\u2028\u2029", strict=True))
_LINE_END = re.compile(r"\r\n|\r|\n")


def lines_of(text: str) -> list[str]:
    """The lines as an editor counts them, without their ends."""
    return _LINE_END.split(text) if "\r" in text else text.split("\n")


def unwanted_in(lines: list[str]) -> Iterator[tuple[tuple[int, int], str]]:
    """Each unwanted character with its line and column from 1."""
    for number, line in enumerate(lines, 1):
        for match in UNWANTED.finditer(line):
            yield (number, match.start() + 1), match[0]


def unwanted_escapes(line: str, first: int, last: int) -> Iterator[tuple[int, str]]:
    """Each escape between two columns that stands for an unwanted character, with its column from 0."""
    for match in _ESCAPE.finditer(line, first, last):
        digits = match[1] or match[2] or match[3]
        char = chr(int(digits, 16)) if digits else _SHORT_ESCAPES.get(match[4], "")
        if UNWANTED.match(char):
            yield match.start(), char


def name_of(char: str) -> str:
    """A character by number and name: U+202E RIGHT-TO-LEFT OVERRIDE."""
    number = ord(char)
    fallback = "SURROGATE" if 0xD800 <= number <= 0xDFFF else "CONTROL CHARACTER"
    name = _CONTROL_NAMES.get(number) or unicodedata.name(char, fallback)
    return f"U+{number:04X} {name}"
