"""Warnings that a writer stands by: `accept: [{code, reason}]`. An error cannot be accepted."""

from collections.abc import Iterator, Mapping, Sequence

from sim.content.catalogue import BY_CODE, BY_NAME
from sim.content.catalogue.explored import EXPLORED_BY_CODE
from sim.content.document import Document
from sim.content.problems import Kind, Problem, make
from sim.core.fields import Accepted

Accepting = Sequence[Accepted]


def sorted_out(
    problems: Sequence[Problem], accepting: Accepting, document: Document, explored: bool = False
) -> tuple[list[Problem], tuple[tuple[Problem, str], ...]]:
    """The problems that are left, and those that are accepted, each with its reason.

    `explored`: these are all that `xray` finds, else all that `check` finds. Neither judges entries that speak of what
    the other finds.
    """
    mine, others = (EXPLORED_BY_CODE, BY_CODE) if explored else (BY_CODE, EXPLORED_BY_CODE)
    reasons = {one.code: one.reason for one in accepting}
    accepted = [(one, reasons[one.code]) for one in problems if one.code in reasons and one.severity == "warning"]
    left = [one for one in problems if one.code not in reasons or one.severity == "error"]
    judged = [one.code not in others and (one.code in mine or not explored) for one in accepting]
    left += _useless(accepting, judged, mine, {one.code for one in problems}, document)
    return left, tuple(accepted)


def _useless(
    accepting: Accepting, judged: Sequence[bool], kinds: Mapping[str, Kind], found: set[str], document: Document
) -> Iterator[Problem]:
    """Entries that silence nothing."""
    for index, one in enumerate(accepting):
        kind = kinds.get(one.code)
        name = ""
        if not judged[index]:
            continue
        if kind is None:
            name = "unknown-code"
        elif kind.severity == "error":
            name = "accepted-error"
        elif one.code not in found:
            name = "accepted-nothing"
        if name:
            place = document.find(("accept", index, "code"))[1].place
            yield make(BY_NAME[name], document.path, place, found=one.code)
