"""The fixed words that everybody knows, models or not: the dimensions of a score, the families of calls."""

from typing import Literal, get_args

Dimension = Literal["calm", "ownership", "policy"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
Family = Literal["angry", "panicked", "out_of_scope"]
FAMILIES: tuple[Family, ...] = get_args(Family)
