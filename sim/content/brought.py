"""A scenario that a server sent, as JSON: taken only where it is exactly the one that was asked for, and sound.

The strict reader of YAML (reading.py) never sees it, so what that refuses is refused here: too much, characters that
have no place in a text, parts that do not fit together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import ValidationError

from sim.content.characters import UNWANTED
from sim.core.errors import InputError
from sim.core.kinds import MOST_SCENARIO_BYTES
from sim.core.scenario import Scenario
from sim.core.soundness import faults

Why = Literal["too_large", "not_it"]


class NotThatVersion(InputError):
    """What was sent cannot be used. `why` is a key of the texts under `join.version`."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def scenario_brought(text: str | bytes, content_hash: str) -> Scenario:
    """The scenario in a text that somebody else sent. Raises NotThatVersion unless it is that of the hash."""
    if len(text) > MOST_SCENARIO_BYTES:
        raise NotThatVersion("too_large")
    try:
        scenario = Scenario.model_validate_json(text)
        fits = scenario.content_hash() == content_hash
    except (ValidationError, UnicodeError, RecursionError):
        raise NotThatVersion("not_it") from None
    if not fits or faults(scenario) or any(UNWANTED.search(text) for text in _texts(scenario.model_dump(mode="json"))):
        raise NotThatVersion("not_it")
    return scenario


def _texts(value: Any) -> Iterator[str]:
    """All texts and names in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
