"""A small fair call to change: what a check says of the change is what it says of the call."""

from pathlib import Path

from sim.content.advice import CHECKS, Subject, advice
from sim.content.scenarios import scenario_from_text
from sim.core.lexicon import Lexicon, PhraseFinder

MUST_FAIL = Path(__file__).parents[1] / "must_fail"
CALL = (MUST_FAIL / "q012-fact-not-at-hand.yaml").read_text(encoding="utf-8")
CALL = CALL.replace("for Friday", "now").replace("q012-fact-not-at-hand", "call").split("accept:")[0]
GOOD = "I'll plan it now."


def found(text, lexicon=None, checks=CHECKS):
    """All advice on a scenario."""
    reading = scenario_from_text(text, "call.yaml")
    assert reading.scenario is not None, [problem.to_line() for problem in reading.problems]
    return advice(Subject(reading.scenario, reading.document, lexicon), checks)


def codes(text, lexicon=None, checks=CHECKS):
    """The codes of all advice on a scenario, but for having few turns."""
    return sorted(problem.code for problem in found(text, lexicon, checks) if problem.code != "Q009")


def changed(*changes, text=CALL):
    """The call with parts replaced: (old, new), (old, new) ..."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def lexicon(*phrases, move=None, language="en"):
    """A finder of discouraged phrases."""
    entries = [{"id": f"p{n}", "phrase": p, "kind": "discouraged", "move": move} for n, p in enumerate(phrases)]
    return PhraseFinder(Lexicon.model_validate({"format": 1, "language": language, "entries": entries}))
