"""How often each reply is taken by whom: node by node, as text and for the page, and as figures on the drawing."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sim.core.scenario import Option
from sim.core.texts import Texts
from sim.report.xray.values import Xray, replies

# Who is shown, in the order of the columns; the JSON has them all.
SHOWN = (
    "ideal", "mix_75", "mix_50", "mix_25", "random", "eliminator", "doormat", "rule_reciter", "hothead", "passive",
    "smooth_deflector", "longest", "politest",
)  # fmt: skip
_TEXT_SHOWN = ("ideal", "mix_50", "random", "eliminator", "doormat", "rule_reciter", "hothead", "passive")
_NAME, _CELL, _MOVES = 18, 7, 34


class ReplyShares(NamedTuple):
    """A reply: how many of a hundred calls of each trainee take it."""

    id: str
    option: Option
    hundred: Mapping[str, float]


class NodeShares(NamedTuple):
    """A node: how many of a hundred calls of each trainee come to it (twice counts twice), and what they reply."""

    id: str
    line: str
    hundred: Mapping[str, float]
    replies: tuple[ReplyShares, ...]


def shares(found: Xray) -> Iterator[NodeShares]:
    """Every node in the order of the file."""
    for node, options in replies(found).items():
        parts = found.scenario.nodes[node]
        told = tuple(
            ReplyShares(option, parts.options[option], {name: 100 * taken.get(name, 0.0) for name in SHOWN})
            for option, taken in options.items()
        )
        whole = {name: sum(reply.hundred[name] for reply in told) for name in SHOWN}
        yield NodeShares(node, parts.caller[-1].wordings[0], whole, told)


def reply_lines(found: Xray, texts: Texts) -> Iterator[str]:
    """The same for a terminal: calls out of a hundred."""
    yield texts("xray.replies.title")
    head = "".join(f"{texts(f'xray.short.{name}'):>{_CELL}}" for name in _TEXT_SHOWN)
    for node in shares(found):
        yield ""
        yield f"{node.id:{_NAME + _MOVES}.{_NAME + _MOVES - 1}}{head}"
        yield _line(texts("xray.replies.come_here"), "", node.hundred)
        for reply in node.replies:
            yield _line(f"  {reply.id}", ", ".join(reply.option.moves), reply.hundred)


def _line(name: str, moves: str, hundred: Mapping[str, float]) -> str:
    cells = "".join(f"{shown(hundred[trainee]):>{_CELL}}" for trainee in _TEXT_SHOWN)
    return f"{name:{_NAME}.{_NAME - 1}}{moves:{_MOVES}.{_MOVES - 1}}{cells}"


def shown(hundred: float) -> str:
    """Calls out of a hundred: a point for none at all, so that rare is not taken for never."""
    if hundred <= 0:
        return "\N{MIDDLE DOT}"
    return f"{hundred:.0f}" if hundred >= 0.95 else "<1"
