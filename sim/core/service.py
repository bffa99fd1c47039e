"""The service card: what every call of an organisation is for, and up to seven norms."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from sim.core.fields import FORMAT, Accepted, Id, Language, Model, Text

MOST_NORMS = 7


def _known_format(value: Any) -> Any:
    if str(value) != str(FORMAT):
        raise PydanticCustomError("format", "format {found} is not known here", {"found": str(value)})
    return FORMAT


FormatNumber = Annotated[Literal[1], BeforeValidator(_known_format)]


class Norm(Model):
    """One thing that everybody who answers the phone does."""

    id: Id = Field(description="its name, for translations")
    text: Text = Field(description="what everybody does, in one short sentence")


class ServiceCard(Model):
    """What the trainee reads before a call and is reminded of after it."""

    format: FormatNumber = Field(description="the format's version: 1")
    language: Language | None = Field(None, description="only in a translation, service.nl.yaml: its two letters")
    purpose: Text = Field(description="what every call is for, in one sentence that everybody can remember")
    norms: Annotated[tuple[Norm, ...], Field(max_length=MOST_NORMS)] = Field(
        (), description="what everybody who answers the phone does"
    )
    accept: tuple[Accepted, ...] = Field(
        (), description="warnings of the check that you stand by, each with its reason"
    )
