"""What the three scores of a call come to as one: the lowest. And by what the best of several calls is found."""

from collections.abc import Iterable

from sim.core.kinds import DIMENSIONS


def lowest_of(scores: Iterable[int | None]) -> int | None:
    """The one number to show when one must be shown: the lowest score; None unless every dimension was rated."""
    rated = [score for score in scores if score is not None]
    return min(rated) if len(rated) == len(DIMENSIONS) else None


def worth_of(scores: Iterable[int | None]) -> tuple[int, int]:
    """By what the best call is found, the higher the better: the lowest score, then their sum; unrated is below all."""
    rated = [score for score in scores if score is not None]
    return min(rated) if len(rated) == len(DIMENSIONS) else -1, sum(rated)
