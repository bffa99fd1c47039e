"""The whole check on files that slips, chance or malice made: only problems come out, in bounded time."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from sim.content.checking import check_file, forget
from sim.content.library import SHIPPED
from tests.content.calls import CALL
from tests.examples import examples

SCENARIO = (Path(__file__).parent / "four-afternoons.yaml").read_text(encoding="utf-8")
LEXICON = (SHIPPED / "lexicon.en.yaml").read_text(encoding="utf-8")[:3000]
SERVICE = (SHIPPED / "service.yaml").read_text(encoding="utf-8")
DUTCH = """\
format: 1
id: four-afternoons
language: nl
source: {title: aaaaaaaaaaaa}
title: Vier middagen
caller: {about: "41, hees"}
policy: {credit-limit: {rule: Hoogstens 25 euro.}}
nodes:
  opening:
    caller: Vierde keer!
    options: {a: {say: "Ik bel u om vier uur.", because: Goed.}, b: Postcode graag.}
  demand: {caller: {"1": {say: Honderdvijftig graag.}}}
endings: {settled: {text: Klaar.}}
"""
PLAY = """\
format: 1
scenario: four-afternoons
steps:
  - {reply: a, after: 3.5}
  - {hold: 30}
  - hang_up
expect: {pass: true}
"""
KINDS = {
    "four-afternoons.yaml": SCENARIO,
    "four-afternoons.nl.yaml": DUTCH,
    "lexicon.en.yaml": LEXICON,
    "service.yaml": SERVICE,
    "plays/a.yaml": PLAY,
}
ODD = [
    "[]",
    "{}",
    '""',
    "1",
    "-1",
    "nan",
    "9" * 30,
    "null",
    "anger >= 60",
    "hot",
    "abuse",
    "listen",
    "a.b",
    "../x",
    "ÿ",
]


def mutated(text, rng):
    """A few random edits, as a slip of the hand or of a merge would make them."""
    for _ in range(rng.randint(1, 6)):
        lines = text.split("\n")
        words = re.findall(r"[A-Za-z_-]+", text) or ["x"]
        kind = rng.randrange(7)
        if kind == 0:
            at = rng.randrange(len(text) + 1)
            text = text[:at] + text[at + rng.randint(1, 30) :]
        elif kind == 1:
            at = rng.randrange(len(text) + 1)
            text = text[:at] + rng.choice(list("{}[]:,\"'-#&*!\t\n é“\u202e\\|>%@")) + text[at:]
        elif kind == 2:
            lines.insert(rng.randrange(len(lines)), rng.choice(lines))
            text = "\n".join(lines)
        elif kind == 3:
            del lines[rng.randrange(len(lines))]
            text = "\n".join(lines)
        elif kind == 4:
            text = text.replace(rng.choice(words), rng.choice([*words, *ODD]), 1)
        elif kind == 5:
            text = re.sub(rf"\b{re.escape(rng.choice(words))}\b", rng.choice(words), text, count=rng.choice([1, 0]))
        else:
            number = rng.randrange(len(lines))
            lines[number] = rng.choice(["  ", " ", "\t"]) + lines[number]
            text = "\n".join(lines)
    return text


@examples(40, [HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(KINDS)), st.integers(0, 2**32))
def test_slips_in_any_file_are_problems_of_that_file(tmp_path, name, seed):
    (tmp_path / "plays").mkdir(exist_ok=True)
    for other, text in KINDS.items():
        (tmp_path / other).write_text(text, encoding="utf-8")
    text = mutated(KINDS[name], random.Random(seed))
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    forget()
    last = len(re.split(r"\r\n|\r|\n", text))
    for other in KINDS:
        for problem in check_file(tmp_path / other).problems:
            assert problem.path == str(tmp_path / other)
            assert problem.message
            assert other != name or 1 <= problem.line <= last, problem


def many(start, end, count, *parts):
    return start + "".join(part.replace("#", str(number)) for number in range(count) for part in parts) + end


ROUND = (
    "  n#:\n    caller: Hm?\n    options:\n      a: {say: I act., to: n#}\n      b: No.\n",
    "    next: [{when: heard, to: opening}, {to: n#}]\n",
)
BIG = {
    "450 nodes that lead round and round": CALL.replace("endings:", many("", "endings:", 450, *ROUND)),
    "conditions of many names": CALL.replace(
        "start: opening",
        many("flags: {", "}\nstart: opening", 90, "f#: x, "),
    ).replace("to: done,", f"to: done, when: {' and '.join(f'f{n}' for n in range(45))},", 1),
    "a reply of nothing but numbers": CALL.replace("I'll plan it now.", "hundred thousand one " * 180),
    "a reply of nothing but dots and figures": CALL.replace("I'll plan it now.", "1.1,1:" * 600),
    "a reply of nothing but brackets": CALL.replace("I'll plan it now.", "(a b [a <a *a " * 250),
    "hundreds of moves": CALL.replace("[own_action]", f"[{', '.join(['listen'] * 4000)}]"),
    "hundreds of flags": CALL.replace("start: opening", many("flags: {", "}\nstart: opening", 4000, "f#: x, ")),
    "thousands of cards": CALL.replace("needs:", many("desk:\n", "needs:", 4000, "  - {title: Same, text: x}\n")),
    "thousands of questions": CALL.replace(
        "endings:", many("quiz:\n", "endings:", 4000, "  - {ask: x, answers: [a, a], right: 0}\n")
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", BIG)
def test_a_big_scenario_is_checked_and_not_more_is_said_than_anybody_reads(tmp_path, name):
    path = tmp_path / "call.yaml"
    path.write_text(BIG[name], encoding="utf-8")
    assert 1 <= len(check_file(path).problems) <= 101


@pytest.mark.slow
def test_a_lexicon_of_long_phrases_is_found_in_long_texts(tmp_path):
    entries = many("", "", 200, f"  - {{id: e#, phrase: {'a ' * 19}b#, kind: discouraged, better: {'a ' * 400}}}\n")
    (tmp_path / "lexicon.en.yaml").write_text(f"format: 1\nlanguage: en\nentries:\n{entries}", encoding="utf-8")
    (tmp_path / "call.yaml").write_text(CALL.replace("I'll plan it now.", "I " + "a " * 1900), encoding="utf-8")
    for name in ("lexicon.en.yaml", "call.yaml"):
        assert len(check_file(tmp_path / name).problems) <= 101


def test_a_translation_of_anything_but_texts_is_only_warnings(tmp_path):
    (tmp_path / "call.yaml").write_text(CALL, encoding="utf-8")
    deep = "x" + ": {a" * 30 + ": y" + "}" * 30
    for value in (deep, "nodes: [a, b]", "nodes: {opening: [[]]}", "policy: {limit: {rule: [x]}}", "endings: x"):
        path = tmp_path / "call.nl.yaml"
        path.write_text(f"format: 1\nid: call\nlanguage: nl\n{value}\n", encoding="utf-8")
        assert check_file(path).problems
