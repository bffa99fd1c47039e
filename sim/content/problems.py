"""Problems that a trainer can mend: each has a stable code, a place and a plain sentence.

The texts are data in catalogue.py; here is only what turns a row of it into a problem. Codes never change their
meaning and are never used again. A code's letter says the area:

    Y  the text of the file (YAML)      F  fields and their values      S  how the parts fit together
    P  plays                            Q  what a fair call needs       L  language (step 2)
    T  translations                     O  service card and lexicon

Text from a file is shown clipped and with unprintable characters replaced: a problem is safe to print anywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from sim.core.errors import InputError

Severity = Literal["error", "warning"]
_LONGEST_SHOWN = 60
_MOST_LISTED = 12
_MOST_COMPARED = 300


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the catalogue.

    `name` is how the code asks for it; `message` and `hint` are templates over the figures of a problem; `example`
    is the smallest file under tests/must_fail that has this problem (empty: the tests make it, as it is too big).
    """

    code: str
    name: str
    severity: Severity
    meaning: str
    message: str
    hint: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where (line and column count from 1), and what was probably meant.

    `figures`: what filled the templates, to say the same in another language (sim.content.problem_words).
    """

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    figures: tuple[tuple[str, str], ...] = field(default=(), repr=False, compare=False)

    def to_line(self) -> str:
        """As the command line shows it; the hint follows on a line of its own."""
        place = f"{printable(self.path)}:{self.line}:{self.column}: {self.code} {self.message}"
        return f"{place}\n    {self.hint}" if self.hint else place

    def to_json(self) -> dict[str, str | int]:
        """The keys of `check --json`."""
        names = ("code", "severity", "path", "line", "column", "message", "hint")
        return {name: getattr(self, name) for name in names} | {"path": encodable(self.path)}

    def order(self) -> tuple[int, int, str]:
        """Sorts the problems of one file from its top to its end."""
        return (self.line, self.column, self.code)


def make(row: Kind, path: str, place: tuple[int, int], /, **figures: Any) -> Problem:
    """A problem of this kind. `figures` fill the templates; `found` and `known` give a "did you mean" by themselves."""
    meant = suggested(str(figures.get("found", "")), figures.pop("known", ()))
    figures = {**figures, **meant._asdict()}
    shown = {name: clipped(value) if name == "found" else printable(value) for name, value in figures.items()}
    hint = row.hint.format_map({**shown, "guess": meant.in_english()}).strip()
    return Problem(row.code, row.severity, path, *place, row.message.format_map(shown), hint, tuple(shown.items()))


class Suggestion(NamedTuple):
    """What was probably meant: the nearest known word, else all of them when they are few, else nothing.

    `near` and `listed` are words of the file's author, `more` a number; empty where there is nothing to say.
    """

    near: str = ""
    listed: str = ""
    more: str = ""

    def in_english(self) -> str:
        """As a sentence."""
        if self.near:
            return f"Did you mean {self.near}?"
        more = f" and {self.more} more" if self.more else ""
        return f"Known here: {self.listed}{more}." if self.listed else ""


def suggested(found: str, known: Iterable[str]) -> Suggestion:
    """What was probably meant by a word that is not known."""
    words = list(dict.fromkeys(known))
    near = nearest(found, words)
    if near:
        return Suggestion(near=near)
    more = str(len(words) - _MOST_LISTED) if len(words) > _MOST_LISTED else ""
    return Suggestion(listed=", ".join(words[:_MOST_LISTED]), more=more)


def suggestion(found: str, known: Iterable[str]) -> str:
    """The same as an English sentence."""
    return suggested(found, known).in_english()


def nearest(found: str, known: Iterable[str]) -> str:
    """The known word that is nearest; empty where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415  # only what is wrong needs it

    words = list(dict.fromkeys(known))
    lower = {word.lower(): word for word in words[:_MOST_COMPARED]}
    wanted = found.lower().replace(" ", "_")[:_LONGEST_SHOWN]
    near = get_close_matches(wanted, lower, n=1, cutoff=0.6) or get_close_matches(
        wanted.replace("_", "-"), lower, n=1, cutoff=0.6
    )
    return lower[near[0]] if near else ""


def listed_words(known: Iterable[str]) -> str:
    """The known words in a row; of many the first, and three dots."""
    words = list(dict.fromkeys(known))
    return ", ".join([*words[:_MOST_LISTED], *(["..."] if len(words) > _MOST_LISTED else [])])


def encodable(path: object) -> str:
    """A path that can be printed as UTF-8, even if its bytes on disk are none."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def clipped(value: object) -> str:
    """A text of the file, short enough for a message."""
    text = printable(value)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 3] + "..."


def printable(value: object) -> str:
    """The text with a replacement character for all that a terminal could take as a command."""
    return "".join(char if char.isprintable() else "�" for char in str(value))


class BrokenContent(InputError):
    """A file that cannot be used; `problems` holds everything that is wrong with it."""

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        errors = [problem for problem in problems if problem.severity == "error"]
        super().__init__("\n".join(problem.to_line() for problem in errors) or f"{path} cannot be used")
        self.path = path
        self.problems = problems


class TextsError(Exception):
    """A catalogue of the program's texts that cannot be used; the message names file, line and reason."""
