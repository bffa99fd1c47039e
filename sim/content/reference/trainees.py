"""The simulated trainees as a table for the guide: how each chooses, and what a fair call lets it come to."""

from collections.abc import Iterator
from itertools import groupby

from sim.core.agents import PLAINLY_WRONG, PREFERENCES
from sim.core.fairness import BANDS, Band
from sim.core.moves import MOVES

_MOST_MOVES = 6
_BEST, _NO_TIME = "takes the best way that there is", "takes the best way, and clicks before anybody can have read"
_NAMES = {
    "ideal": ("ideal", f"{_BEST}, and breathes at provocations"),
    "ideal_instant": ("ideal, instant clicks", _NO_TIME),
    "doormat": ("doormat", ""),
    "rule_reciter": ("rule-reciter", ""),
    "hothead": ("hothead", ""),
    "passive": ("passive", ""),
    "smooth_deflector": ("smooth deflector", ""),
    "longest": ("longest reply", "takes the longest reply"),
    "politest": ("politest words", "takes the reply with the most words like please, sorry, thank you, of course"),
    "nth": ("always the 1st, 2nd ...", "takes whatever stands at one place of the screen"),
    "random": ("random", "takes anything"),
    "mix": ("25%, 50%, 75% ideal", "takes the ideal reply that often, else anything"),
    "eliminator": ("eliminator", "takes anything but these moves: "),
}
_FIGURES = {"harm": "harmful replies", "needs": "needs met", "pass_rate": "passes"}


def trainees_table() -> str:
    """The table, as Markdown."""
    head = "| who | how they choose | what a fair call lets them come to |\n|---|---|---|"
    judged = [band for band in BANDS if band.archetype not in ("nth_2", "nth_3", "nth_4")]  # as the first
    groups = groupby(judged, key=lambda band: band.archetype.removesuffix("_1"))
    bands = {name: _limits(list(group)) for name, group in groups}
    bands["mix"] = "the more ideal replies, the higher every score and the more pass"
    return "\n".join([head, *(f"| {_NAMES[name][0]} | {_chooses(name)} | {bands[name]} |" for name in _NAMES)])


def _chooses(name: str) -> str:
    if name in PREFERENCES:
        liked = sorted(PREFERENCES[name].items(), key=lambda item: -item[1])[:_MOST_MOVES]
        return "likes best: " + ", ".join(f"`{move}`" for move, _ in liked)
    avoided = ", ".join(f"`{move}`" for move in MOVES if move in PLAINLY_WRONG) if name == "eliminator" else ""
    return _NAMES[name][1] + avoided


def _limits(bands: list[Band]) -> str:
    return "; ".join(_limit(*limits) for limits in _joined(bands))


def _joined(bands: list[Band]) -> Iterator[tuple[str, Band]]:
    """Scores with the same limits are named together."""
    for _, group in groupby(bands, key=lambda band: (band.least, band.most, band.figure in _FIGURES)):
        alike = list(group)
        yield ", ".join(_FIGURES.get(band.figure, band.figure) for band in alike), alike[0]


def _limit(name: str, band: Band) -> str:
    share = band.figure in ("pass_rate", "needs")
    low, high = (f"{value:.0%}" if share else f"{value:g}" for value in (band.least, band.most))
    whole = 1 if share else 100
    if band.most == 0:
        return {"pass_rate": "never passes", "harm": "no harmful reply"}[band.figure]
    if band.least >= whole:
        return f"{name}: all"
    if band.most >= whole:
        return f"{name}: at least {low}"
    return f"{name}: at most {high}" if band.least == 0 else f"{name}: {low} to {high}"
