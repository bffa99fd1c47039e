"""The trainer's guide does what it says: its commands are run in order, its edits made, its figures compared."""

import re
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

from sim.cli import parser
from sim.content.advice import fairness as advice
from sim.content.advice import wording
from sim.content.reading import read_file, read_text
from sim.content.texts import load
from sim.core import scoring, service
from sim.core.agents import PLAINLY_WRONG
from sim.core.conditions import RESERVED
from sim.core.fields import NODE_FLAGS
from sim.core.kinds import DIMENSIONS, FAMILIES
from sim.core.moves import MOVES
from sim.core.reach import findings as reach_findings
from sim.core.scenario import Scenario, Triggers

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "guide.md").read_text(encoding="utf-8")
PROGRAM = "uv run run_sim.py "


class Block(NamedTuple):
    """A fenced block: its first word, the rest of its first line, and what stands in it."""

    kind: str
    word: str
    target: str
    text: str


def blocks():
    for info, text in re.findall(r"^ *```(\S.*)\n((?:.*\n)*?) *```$", GUIDE, re.MULTILINE):
        kind, word, target = (*info.split(), "", "")[:3]
        yield Block(kind, word, target, text)


BLOCKS = list(blocks())
FRAGMENTS = [block.text for block in BLOCKS if block.kind == "yaml" and not block.word]


def said(block):
    """(command, what it prints, what is typed) of each command in a block."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        lines = printed.splitlines()
        typed = [line[2:] for line in lines if line.startswith("> ")]
        yield command, [line for line in lines if not line.startswith("> ")], typed


def shows(guide, printed):
    """Whether these are the lines of the guide, where `...` stands for any lines, and inside of one for anything."""
    place, gap = 0, False
    for line in guide:
        if line == "...":
            gap = True
            continue
        wanted = re.compile(".*".join(map(re.escape, line.split("..."))) + " *")
        found = next((n for n in range(place, len(printed)) if wanted.fullmatch(printed[n])), None)
        if found is None or (found > place and not gap):
            return False
        place, gap = found + 1, False
    return gap or place == len(printed)


def arguments(command):
    assert command.startswith(PROGRAM), command
    return command.removeprefix(PROGRAM).split()


@pytest.mark.slow
def test_every_command_does_what_the_guide_shows(tool, tmp_path):
    """In the order of the guide, in one folder: commands, edits and files, as a trainer would."""
    sought, ran = None, 0
    for block in BLOCKS:
        if block.word == "file":
            (tmp_path / block.target).write_text(block.text, encoding="utf-8")
        elif block.word == "find":
            sought = (tmp_path / block.target, block.text)
        elif block.word == "put":
            path, old = sought
            text = path.read_text(encoding="utf-8")
            assert text.count(old) >= 1, f"the guide's reader does not find: {old}"
            path.write_text(text.replace(old, block.text, 1), encoding="utf-8")
        elif block.kind == "console" and block.word != "window":
            for command, printed, typed in said(block):
                ran += 1
                if command.startswith("mkdir "):
                    (tmp_path / command.split()[1]).mkdir()
                    continue
                code, out, err = tool(*arguments(command), piped=typed)
                shown = [*err.splitlines(), *out.splitlines()]
                assert shows(printed, shown), "\n".join([command, "prints", *shown, "the guide says", *printed])
                assert code == int("1 error" in shown), command
    assert ran > 12


def test_commands_that_open_a_window_or_go_on_are_commands():
    shown = [command for block in BLOCKS if block.word == "window" for command, _, _ in said(block)]
    assert len(shown) >= 5
    for command in shown:
        parser(load("en")).parse_args(arguments(command))


@pytest.mark.parametrize("text", FRAGMENTS, ids=range(len(FRAGMENTS)))
def test_an_example_fits_the_format(text):
    document = read_text(text, "example")
    assert document.problems == ()
    whole = read_file(DOCS / "examples" / "every-key.yaml").value
    Scenario.model_validate({**whole, **document.value})


def test_links_lead_somewhere():
    headings = {
        re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in GUIDE.splitlines()
        if line.startswith("#")
    }
    for path, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", GUIDE):
        assert not path or path.startswith("http") or (DOCS / path).exists(), path
        assert path or anchor in headings, anchor


def test_every_word_of_the_models_that_it_names_exists():
    named = set(re.findall(r"`([a-z_]+)`", GUIDE))
    assert set(NODE_FLAGS) <= named
    schema = Scenario.model_json_schema()
    keys = {key for model in (schema, *schema["$defs"].values()) for key in model["properties"]}
    words = {word for model in schema["$defs"].values() for part in model["properties"].values()
             for word in part.get("enum", ())}  # fmt: skip
    words |= {*MOVES, *NODE_FLAGS, *FAMILIES, *RESERVED}
    commands = {command.split()[3] for block in BLOCKS for command, _, _ in said(block) if command.startswith(PROGRAM)}
    others = {"new", "import", "a", "b", "c", "opening", "order", "oder"}
    assert named - keys - words - commands - others == set()


def test_every_finding_of_xray_has_a_row():
    codes = set(re.findall(r'"(X\d{3})"', Path(reach_findings.__file__).read_text(encoding="utf-8")))
    assert codes == set(re.findall(r"X\d{3}", GUIDE))


def test_the_wrong_replies_that_it_advises_are_not_plainly_wrong():
    table = GUIDE.partition("not plainly wrong | move |")[2].partition("\n\n")[0]
    moves = {word for word in re.findall(r"`(\w+)`", table) if word in MOVES}
    assert len(moves) > 6
    assert not moves & PLAINLY_WRONG


def percent(share):
    return f"{int(100 * share)}%" if share else ""


def caps(kind, dimension):
    return next(rule for rule in scoring.CAPS[kind] if rule.dimension == dimension)


FIGURES = [
    f"a reply at most {wording.MOST_WORDS} words",
    f"at most {wording.MOST_SECONDS} seconds",
    f"decided in at least {advice._FEWEST_TURNS} turns",
    f"up to {service.MOST_NORMS} norms",
    f"with at least {scoring.PASS} in all three",
    f"{scoring.DISTINCTION} in all three is a distinction",
    f"sarcasm caps calm at {caps('sarcasm', 'calm').first}",
    f"hanging up without ground calm at {caps('hang_up', 'calm').first} and ownership at "
    f"{caps('hang_up', 'ownership').first}",
    f"blaming calm at {caps('contest', 'calm').first} and the second time at {caps('contest', 'calm').repeated}",
    f"sending the caller away ownership at {caps('send_away', 'ownership').first} and the second time at "
    f"{caps('send_away', 'ownership').repeated}",
    f"promising too much policy at {caps('promise', 'policy').first} and the second time at "
    f"{caps('promise', 'policy').repeated}",
    f"conceding policy at {caps('concede', 'policy').first}",
    f"disclosing policy at {caps('disclose', 'policy').first}",
    f"beyond {scoring.QUIET_CAP} for calm",
    f"At {Triggers().leave} anger",
    f"From {Triggers().loop} panic on",
]


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_is_the_programs(figure):
    assert figure in " ".join(GUIDE.split())


@pytest.mark.parametrize(
    ("row", "place"),
    [("the replies, against", 0), ("the milestones", 1), ("the effect", 2), ("time: breaths", 3)],
)
def test_the_shares_of_a_score_are_the_programs(row, place):
    line = next(line for line in GUIDE.splitlines() if line.startswith(f"| {row}"))
    shares = [percent(scoring.WEIGHTS[dimension][place]) for dimension in DIMENSIONS]
    assert [cell.strip() for cell in line.split("|")[2:5]] == shares
    assert sum(sum(weights) for weights in scoring.WEIGHTS.values()) == Fraction(3)
