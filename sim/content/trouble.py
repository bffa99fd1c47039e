"""Why a tool could not do what it was asked, for the command to say in the user's language."""

from typing import Any

from sim.core.errors import InputError


class Trouble(InputError):
    """`code` is a key of the texts under `tools.trouble`, `figures` are its fields."""

    def __init__(self, code: str, **figures: Any) -> None:
        super().__init__(", ".join([code, *(f"{name} {value}" for name, value in figures.items())]))
        self.code, self.figures = code, figures
