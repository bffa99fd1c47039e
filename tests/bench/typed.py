"""How well typed replies are read: `uv run python tests/bench/typed.py` prints the table of README.

Texts that the reader never saw (tests/typed/ID.LANG.yaml), as a nervous trainee types them, for six scenarios in two
languages; `none` fits no reply of its node. Measured with what the program uses: replies, paraphrases, lexicon.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sim.commands.typing import reads  # noqa: E402
from sim.content.around import Around  # noqa: E402
from sim.content.library import Library  # noqa: E402

HELD_OUT = ROOT / "tests" / "typed"
NONE = "none"


def texts(path: Path) -> Iterator[tuple[str, str, str]]:
    """Node, text and the reply that fits, or NONE."""
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        yield row["node"], row["text"], row["option"]


def measured(folder: Path = HELD_OUT) -> dict[str, Counter[str]]:
    """Counts by language: texts that fit, of these first and sure; sure though wrong; sure though none fits."""
    found: dict[str, Counter[str]] = {}
    library = Library()
    for path in sorted(folder.glob("*.*.yaml")):
        scenario_id, language, _ = path.name.split(".")
        scenario = library.load(scenario_id, language)
        read = reads(scenario, Around().lexicon(library.find(scenario_id).path, language))
        counts = found.setdefault(language, Counter())
        for node, text, option in texts(path):
            began = perf_counter()
            reading = read(node, tuple(scenario.nodes[node].options), text)
            counts["microseconds"] += round(1e6 * (perf_counter() - began))
            counts["texts"] += 1
            counts["sure"] += bool(reading.option)
            counts["wrong"] += reading.option not in ("", option)
            if option == NONE:
                counts["none"] += 1
                counts["none accepted"] += bool(reading.option)
            else:
                counts["fit"] += 1
                counts["first"] += reading.ranked[0].option == option
                counts["fit sure"] += bool(reading.option)
    return found


def main() -> None:
    """Print the table."""
    print("| language | texts | nearest is right | sure | sure though wrong | none taken for a reply | a text |")
    print("|---|---|---|---|---|---|---|")
    for language, counts in measured().items():
        figures = (
            language,
            f"{counts['fit']} + {counts['none']} that fit nothing",
            f"{counts['first'] / counts['fit']:.1%}",
            f"{counts['fit sure'] / counts['fit']:.1%}",
            f"{counts['wrong'] / counts['texts']:.1%}",
            f"{counts['none accepted']} of {counts['none']}",
            f"{counts['microseconds'] / counts['texts'] / 1000:.1f} ms",
        )
        print(f"| {' | '.join(figures)} |")


if __name__ == "__main__":
    main()
