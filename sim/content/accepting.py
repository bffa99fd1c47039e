"""Warnings that a writer stands by: `accept: [{code, reason}]`. An error cannot be accepted."""

from collections.abc import Iterator, Sequence

from sim.content.catalogue import BY_CODE, BY_NAME
from sim.content.document import Document
from sim.content.problems import Problem, make
from sim.core.fields import Accepted

Accepting = Sequence[Accepted]


def sorted_out(
    problems: Sequence[Problem], accepting: Accepting, document: Document
) -> tuple[list[Problem], tuple[tuple[Problem, str], ...]]:
    """The problems that are left, and those that are accepted, each with its reason."""
    reasons = {one.code: one.reason for one in accepting}
    accepted = [(one, reasons[one.code]) for one in problems if one.code in reasons and one.severity == "warning"]
    left = [one for one in problems if one.code not in reasons or one.severity == "error"]
    left += _useless(accepting, {one.code for one in problems}, document)
    return left, tuple(accepted)


def _useless(accepting: Accepting, found: set[str], document: Document) -> Iterator[Problem]:
    """Entries that silence nothing."""
    for index, one in enumerate(accepting):
        kind = BY_CODE.get(one.code)
        name = ""
        if kind is None:
            name = "unknown-code"
        elif kind.severity == "error":
            name = "accepted-error"
        elif one.code not in found:
            name = "accepted-nothing"
        if name:
            place = document.find(("accept", index, "code"))[1].place
            yield make(BY_NAME[name], document.path, place, found=one.code)
