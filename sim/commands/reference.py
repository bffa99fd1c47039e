"""Writes the trainer's reference into docs/: `uv run python -m sim.commands.reference`.

The pages come from the models, the tables and the examples that decide; a test holds that the written ones are theirs.
"""

from pathlib import Path

from sim.content.catalogue.page import PAGE, page
from sim.content.reading import read_file
from sim.content.reference.format_page import FILES, format_page
from sim.content.reference.moves_page import moves_overview, moves_page
from sim.content.reference.trainees import trainees_table
from sim.stage.face.identity import FACE_KEYS

DOCS = Path(__file__).resolve().parents[2] / "docs"
TABLE_END = "<!-- end -->"
FACE_WORDS = {
    "skin": "the colour of the skin",
    "hair": "the colour of the hair",
    "style": "how the hair is worn",
    "grey": "how much of the hair is grey",
    "iris": "the colour of the eyes",
    "age": "how old the face looks; it follows the voice's age by itself",
    "jaw": "how wide the jaw is",
    "chin": "how long the chin is",
    "cheeks": "how full the cheeks are",
    "nose": "how large the nose is",
    "eyes": "how large the eyes are",
    "brows": "how heavy the eyebrows are",
    "lashes": "how dark the eyelashes are",
    "lips": "how much colour the lips have",
    "lip_full": "how full the lips are",
    "rosy": "how rosy the cheeks are",
    "freckles": "how many freckles",
    "tired": "shadows under the eyes",
    "beard": "the beard",
    "glasses": "the glasses",
    "frame": "the colour of the glasses",
    "earrings": "the earrings",
    "clothes": "what is worn",
    "top": "the colour of what is worn",
    "inner": "the colour of what is worn below it",
    "scarf": "the colour of a headscarf",
    "build": "how broad neck and shoulders are",
}


def pages() -> dict[Path, str]:
    """Every page of the reference with its text."""
    documents = {file.example: read_file(DOCS / "examples" / file.example).value for file in FILES}
    face = {key: (legal.legal.replace(" .. ", " to "), FACE_WORDS[key]) for key, legal in FACE_KEYS.items()}
    return {
        DOCS / "format.md": format_page(documents, face),
        DOCS / "moves.md": moves_page(),
        DOCS / "guide.md": _with_tables((DOCS / "guide.md").read_text(encoding="utf-8")),
        PAGE: page(),
    }


def _with_tables(guide: str) -> str:
    """The guide with the tables in it that are made; the rest of it is written by hand."""
    for name, table in (("moves", moves_overview()), ("trainees", trainees_table())):
        before, mark, rest = guide.partition(f"<!-- {name}:")
        head, _, _ = rest.partition("\n")
        _, end, after = rest.partition(TABLE_END)
        guide = f"{before}{mark}{head}\n{table}\n{end}{after}"
    return guide


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
