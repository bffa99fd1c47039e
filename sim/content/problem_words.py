"""Problems in the language of whoever reads them. English stands in the catalogue, every other language in a file of
assets/text/problems: for each kind of problem, by its name, the message and the hint, with the same fields.

Some fields are words of the program themselves: the entry `said` has those of fields that never hold anything else,
with {} for what differs, and a kind's own `said` those of its other fields ("a list" may also be what the author
wrote). What another reader said (YAML's own reason, for one) stays as it was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from sim.content.compiled import compiled
from sim.content.texts import TEXT_FOLDER

if TYPE_CHECKING:
    from sim.content.problems import Problem

FOLDER = TEXT_FOLDER / "problems"
GUESS = "guess"  # the entry with the sentences for what was probably meant
SAID = "said"  # the entry with words of the program
_PROGRAMS_OWN = frozenset({"better", "help", "kind", "policies", "problem"})  # fields that are nobody else's words


def in_words(problems: Iterable[Problem], language: str) -> tuple[Problem, ...]:
    """The same problems in a language; as they are where it has no words for them."""
    return tuple(in_language(problem, language) for problem in problems)


def in_language(problem: Problem, language: str) -> Problem:
    """One problem in a language."""
    words = _words(language)
    own = words.get(_name_of(problem.code)) if problem.figures and words else None
    if own is None:
        return problem
    here: dict[str, str] = own.get(SAID, {})
    figures = {name: _said(words[SAID] if name in _PROGRAMS_OWN else here, value) for name, value in problem.figures}
    guess = _guess(words[GUESS], figures)
    hint = own["hint"].format_map({**figures, GUESS: guess}).strip()
    return replace(problem, message=own["message"].format_map(figures), hint=hint)


def _guess(sentences: dict[str, str], figures: dict[str, str]) -> str:
    kind = next((kind for kind in ("near", "more", "listed") if figures.get(kind)), None)
    return sentences[kind].format_map(figures) if kind else ""


def _said(phrases: dict[str, str], value: str) -> str:
    for english, own in phrases.items():
        found = _pattern(english).fullmatch(value)
        if found:
            return own.format(*found.groups())
    return value


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile("(.+)".join(map(re.escape, phrase.split("{}"))))


def _name_of(code: str) -> str:
    from sim.content.catalogue import BY_CODE  # noqa: PLC0415  # the catalogue makes its kinds with the module of problems

    kind = BY_CODE.get(code)
    return kind.name if kind is not None else ""


@cache
def _words(language: str) -> dict[str, Any]:
    path = FOLDER / f"{language}.yaml"
    if not path.is_file():
        return {}

    def read() -> dict[str, Any]:
        from sim.content.text_files import tree_of  # noqa: PLC0415  # what is compiled needs no YAML

        return tree_of(path)

    found: dict[str, Any] = compiled(f"problems.{language}", (path,), read)
    return found
