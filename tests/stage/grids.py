"""Which looks a test tries at once, and which only with the slow tests: each value comes up in the quick ones."""

from itertools import product

import pytest

from sim.content import texts as catalogues
from sim.stage.kit.fonts import FAMILIES

SCALES = (1.0, 1.25, 1.5, 2.0)
QUICK = {("en", "inter", 1.0), ("nl", "inter", 1.25), ("nl", "atkinson", 1.5), ("nl", "opendyslexic", 2.0)}
_ALL = product(catalogues.languages(), FAMILIES, SCALES)
LOOKS = [pytest.param(*look, marks=() if look in QUICK else pytest.mark.slow) for look in _ALL]
