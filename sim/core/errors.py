"""The error tree: who can mend it is in the name.

CoolHeadError
└── InputError            something that a person wrote or asked for does not hold
    ├── ConditionError    a `when` that is not in the small language of conditions
    └── UnsoundScenario   a scenario whose parts do not fit together (its faults say where)

An event that cannot happen now is no error: the call answers `Refused` and stays as it was.
"""

from collections.abc import Sequence


class CoolHeadError(Exception):
    """The root of every error that this program raises on purpose."""


class InputError(CoolHeadError):
    """Something that a person wrote does not hold; the message says what and how to mend it."""


class ConditionError(InputError):
    """A condition that cannot be read. `offset` counts characters from its start, from 0; `hint` may be empty."""

    def __init__(self, message: str, offset: int, hint: str = "") -> None:
        super().__init__(message)
        self.offset = offset
        self.hint = hint


class UnsoundScenario(InputError):
    """A scenario that cannot be played; `faults` holds one readable sentence for each reason."""

    def __init__(self, scenario_id: str, faults: Sequence[str]) -> None:
        super().__init__(f"scenario {scenario_id} cannot be played: " + "; ".join(faults))
        self.faults = tuple(faults)
