"""The fixed words that everybody knows, models or not: the dimensions of a score, the families of calls."""

from typing import Literal, get_args

Dimension = Literal["calm", "ownership", "policy"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
Family = Literal["angry", "panicked", "out_of_scope"]
FAMILIES: tuple[Family, ...] = get_args(Family)
# What a trainee may expect of a caller before the call: kinds of anger, of fear, of a question that is not theirs.
KINDS_OF: dict[Family, tuple[str, ...]] = {
    "angry": ("emotional", "instrumental"),
    "panicked": ("racing", "frozen"),
    "out_of_scope": ("need", "pressure"),
}
UNSURE = "unsure"
NOTICED_KINDS = (*(kind for kinds in KINDS_OF.values() for kind in kinds), UNSURE)

PASS, DISTINCTION = 70, 85  # each of the three scores must reach it
MOST_SCENARIO_BYTES = 4_000_000  # as JSON on its way from a team session; a file that a trainer writes is far shorter
