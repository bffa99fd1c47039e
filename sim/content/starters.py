"""Starters: a whole call for each family that a trainer makes into their own. The texts are in assets/starters.

A starter passes the check without a word, plays, and comes with a play that passes; tests hold all three.
"""

from pathlib import Path
from typing import NamedTuple, get_args

from sim.content.reading import read_text
from sim.content.writing import quoted
from sim.core.scenario import Family

STARTER_FOLDER = Path(__file__).resolve().parents[2] / "assets" / "starters"
FAMILIES: tuple[str, ...] = get_args(Family)
_ID, _LOOKUP = "starter", "LOOKUP"
_CARD = 1  # the card of the desk that the play looks up


class Starter(NamedTuple):
    """The text of a scenario, and of a play of it that passes."""

    scenario: str
    play: str


def languages() -> tuple[str, ...]:
    """The languages that there are starters in."""
    return tuple(sorted({path.name.split(".")[1] for path in STARTER_FOLDER.glob("*.??.yaml")}))


def starter(family: str, language: str, scenario_id: str) -> Starter:
    """The starter of a family in a language, English where there is none, under an id of one's own."""
    spoken = language if language in languages() else "en"
    text = (STARTER_FOLDER / f"{family}.{spoken}.yaml").read_text(encoding="utf-8")
    play = (STARTER_FOLDER / f"{family}.play.yaml").read_text(encoding="utf-8")
    card = read_text(text, "").value["desk"][_CARD]["title"]
    return Starter(
        text.replace(f"\nid: {_ID}\n", f"\nid: {scenario_id}\n", 1),
        play.replace(f"scenario: {_ID}", f"scenario: {scenario_id}", 1).replace(_LOOKUP, quoted(card), 1),
    )
