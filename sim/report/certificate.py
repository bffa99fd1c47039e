"""The certificate as one self-contained page that prints on a sheet of A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from sim.core.kinds import DIMENSIONS
from sim.core.texts import Texts

WEB_FOLDER = Path(__file__).resolve().parents[2] / "assets" / "web"


@dataclass(frozen=True, slots=True)
class SheetCall:
    """A call that the certificate rests on, in the reader's words; scores in the order of DIMENSIONS."""

    family: str
    title: str
    date: str
    scores: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a certificate. An empty name leaves a line to write one on."""

    name: str
    date: str
    code: str
    model: int
    calls: Sequence[SheetCall]


def page(sheet: Sheet, texts: Texts) -> str:
    """The page as HTML."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((WEB_FOLDER / "certificate.html").read_text(encoding="utf-8"))
    return template.render(
        sheet=sheet,
        say=texts,
        styles=(WEB_FOLDER / "certificate.css").read_text(encoding="utf-8"),
        dimensions=[texts(f"scores.{dimension}") for dimension in DIMENSIONS],
    )
