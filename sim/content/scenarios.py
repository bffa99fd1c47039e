"""From a file's text to a Scenario, or to all of its problems.

First the reader (text and places), then the models (what one field can say), then soundness (what only the whole can
say). A later look is taken only when the earlier one left something to look at.
"""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from sim.content import shapes
from sim.content.building import MOST_PROBLEMS
from sim.content.catalogue import BY_NAME
from sim.content.document import Document
from sim.content.problems import BrokenContent as BrokenContent  # noqa: PLC0414  # what reading a scenario raises
from sim.content.problems import Problem, make
from sim.content.reading import limited, read_bytes, read_file
from sim.core.scenario import Scenario
from sim.core.soundness import Fault, faults

# After these, what was read is only a part of the file.
_HALF_READ = frozenset(BY_NAME[name].code for name in ("empty-file", "too-deep", "too-many", "second-document"))
_AT_KEY = frozenset({"ending-name-taken", "reserved-name", "dead-end", "milestone-without-way", "last-needs-no-when"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A scenario file as read: the scenario when it has no errors, the problems, and the places of its parts."""

    document: Document
    scenario: Scenario | None
    problems: tuple[Problem, ...]


def read_scenario(path: Path) -> Reading:
    """Read and check one scenario file. Never raises for what stands in it."""
    return scenario_of(read_file(path), path.name)


def scenario_from_text(text: str, name: str) -> Reading:
    """As read_scenario, from a text; `name` is the file's name."""
    return scenario_of(read_bytes(text.encode("utf-8", "surrogatepass"), name), name)


def scenario_of(document: Document, name: str) -> Reading:
    """The scenario of a document that was read. `name`: the name of its file, without folders."""
    model, problems = model_of(document, Scenario)
    found = list(problems)
    if isinstance(model, Scenario):
        found += [_fault(document, fault) for fault in faults(model)[: 2 * MOST_PROBLEMS]]
    found += _file_name(document, name)
    broken = any(problem.severity == "error" for problem in found)
    return Reading(document, model if isinstance(model, Scenario) and not broken else None, limited(found))


def model_of(document: Document, model: type[BaseModel]) -> tuple[BaseModel | None, tuple[Problem, ...]]:
    """A document as a model, and the problems of its text and of its fields."""
    problems = list(document.problems)
    if not document.whole or any(problem.code in _HALF_READ for problem in problems):
        return None, tuple(problems)
    if not isinstance(document.value, dict):
        return None, (*problems, make(BY_NAME["not-a-group"], document.path, document.root.place))
    try:
        return model.model_validate(document.value), tuple(problems)
    except ValidationError as error:
        problems += islice(shapes.problems_of(error, document, model), 2 * MOST_PROBLEMS)
        return None, limited(problems)


def _fault(document: Document, fault: Fault) -> Problem:
    value, spot = document.find(fault.place)
    place = spot.key_place if fault.code in _AT_KEY else spot.place
    if fault.code == "unknown-name-in-condition" and isinstance(value, str):
        place = document.inside(spot, value, max(value.find(fault.found), 0))
    return make(BY_NAME[fault.code], document.path, place, found=fault.found, known=fault.known)


def _file_name(document: Document, name: str) -> list[Problem]:
    value: Any = document.value
    written = value.get("id") if isinstance(value, dict) else None
    if not isinstance(written, str) or not written or Path(name).stem == written:
        return []
    if any(sign in written for sign in "/\\:"):
        return []  # no file can be called that; the id itself is reported
    _, spot = document.find(("id",))
    return [make(BY_NAME["file-name"], document.path, spot.place, wanted=f"{written}.yaml")]
