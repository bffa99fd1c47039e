"""The catalogue as a page for trainers.

`uv run python -m sim.content.catalogue.page` writes it to docs/scenario-problems.md.
"""

from pathlib import Path

from sim.content.catalogue import CATALOGUE
from sim.content.catalogue.explored import EXPLORED
from sim.content.problems import Kind

PAGE = Path(__file__).resolve().parents[3] / "docs" / "scenario-problems.md"
_EXAMPLES, _EXPLORED = "../tests/must_fail", "../tests/explored"
_AREAS = {
    "Y": "The text of the file",
    "F": "Fields and their values",
    "S": "How the parts fit together",
    "Q": "What a fair call needs",
    "L": "How replies and lines are worded",
    "P": "Plays",
    "T": "Translations",
    "O": "Service card and lexicon",
    "X": "What `xray` finds by looking at every call",
}
_OPENING = """\
# Problems in scenario files

What `run_sim.py check` can say (and `run_sim.py xray`: the codes with an X), from the program's own catalogue. How to
write a call is told in the [guide](guide.md); what can stand at each key, in the [format](format.md); what a reply can
do, in the [moves](moves.md).

Errors must be mended before a call can be played.
A warning can be accepted in the file that has it (scenario, translation, service card or lexicon), with a reason that
is shown: `accept: [{code: Q001, reason: ...}]`. Each code leads to the smallest file that has its problem. This page is
generated; do not edit it.
"""


def page() -> str:
    """The whole page, as Markdown."""
    parts = [_OPENING]
    for letter, title in _AREAS.items():
        rows = [_row(kind) for kind in (*CATALOGUE, *EXPLORED) if kind.code[0] == letter]
        head = "| code | | what it means | what to do |\n|---|---|---|---|"
        parts.append("\n".join([f"## {title}\n", head, *rows, ""]))
    return "\n".join(parts)


def _row(kind: Kind) -> str:
    hint = kind.hint.replace("{{", "{").replace("}}", "}")
    hint = hint.replace("{limit}", "the limit")
    for figure in ("guess", "help"):
        hint = hint.replace(f"{{{figure}}}", "The check says what was probably meant.")
    hint = hint.replace("{better}", "The check gives better words, if the lexicon has them.")
    shown = hint.replace("{found}", "...").replace("{wanted}", "...").replace("{key}", "key")
    shown = shown.replace("{policies}", "its id").replace("\\", "\\\\").replace("|", "\\|")
    folder = _EXPLORED if kind in EXPLORED else _EXAMPLES
    code = f"[{kind.code}]({folder}/{kind.example})" if kind.example else kind.code
    return f"| {code} | {kind.severity} | {kind.meaning} | {shown} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
