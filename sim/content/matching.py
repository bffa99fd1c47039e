"""What the reader of typed replies needs of the disk: what is known of a language."""

from functools import cache
from pathlib import Path
from typing import Any

from sim.content.text_files import tree_of
from sim.core.matching.words import Reader, Vocabulary

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "matching"
_PLAIN = Vocabulary()


@cache
def reader_of(language: str) -> Reader:
    """The reader of a language; one that knows no words where there is no file for it. Raises TextsError."""
    path = FOLDER / f"{language}.yaml"
    return Reader(_vocabulary(tree_of(path)) if path.is_file() else _PLAIN)


def _vocabulary(tree: dict[str, Any]) -> Vocabulary:
    return Vocabulary(
        after_apostrophe=tree["after_apostrophe"],
        shorthand=tree["shorthand"],
        irregular=tree["irregular"],
        little=frozenset(tree["little"].split()),
        negators=frozenset(tree["negators"].split()),
        denies_before=frozenset(tree["denies_before"].split()),
        joints=frozenset(tree["joints"].split()),
        numbers={word: int(value) for word, value in tree["numbers"].items()},
        number_glue=frozenset(tree["number_glue"].split()),
        endings=tuple(tree["endings"]),
        participle=tree["participle"],
        alike=tuple(tuple(group.split()) for group in tree["alike"]),
        cues={move: tuple(phrases) for move, phrases in tree["cues"].items()},
    )
