"""How many made-up examples a property is tried on: a seventh of its number in the default suite, the same each time.

COOL_HEAD_EXAMPLES=3 tries three times the number, others each time; `-m hypothesis` chooses the properties alone.
Examples are made up without an eye on the clock, which on a busy machine says nothing.
"""

import os
from collections.abc import Sequence

from hypothesis import HealthCheck, settings

SHARE = float(os.environ.get("COOL_HEAD_EXAMPLES", "0.15"))
USUAL = 100


def examples(count: int = USUAL, unchecked: Sequence[HealthCheck] = ()) -> settings:
    """The decorator of a property that wants `count` examples when there is time; unchecked: as in hypothesis."""
    most = max(1, round(count * SHARE))
    return settings(
        max_examples=most,
        deadline=None,
        derandomize=SHARE < 1,
        suppress_health_check=[HealthCheck.too_slow, *unchecked],
    )


settings.register_profile("unhurried", examples())
