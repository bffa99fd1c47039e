"""Calls of twelve decisions with four replies each, drawn from a seed: 16.7 million ways through each.

`straight`: one node follows another. `forked`: at every step two nodes, and the caller's mood or what was said before
decides which of them comes; some replies are offered on conditions. Moves, flags, needs, milestones and a fact that
may be volunteered are as in the shipped calls: of each four replies one is good, one half good, one tempts, one harms.
"""

from __future__ import annotations

import random
from typing import Any

from sim.core.scenario import Scenario

STEPS, REPLIES = 12, "abcd"
_GOOD = ("name_feeling", "explain_why", "hold_line", "alternative", "own_action", "expect", "summarise", "confirm_next")
_HALF = ("listen", "ask_open", "ask_closed", "validate", "apologise", "verify_id", "hold_announce", "one_step")
_TEMPTING = ("promise_too_much", "concede", "sorry_generic", "vague", "advise_unasked", "premature", "ground")
_HARMING = ("stonewall", "dismiss", "argue", "jargon", "minimise", "calm_down", "cold_transfer", "filler")
_FLAGS = ((), ("hot", "provocation"), ("pressure",), ("hot", "pressure", "key"), ("panic",), ("key",))
_MOODS = ("anger >= 60", "anger >= 72", "panic >= 60", "trust >= 40", "patience <= 30")
_NEEDS = ("found", "met", "followed")
_NAMES = ("promised", "told", "asked")


def call_of_twelve(seed: int, forked: bool) -> Scenario:
    """A call by its seed, ready to be played."""
    return Scenario.model_validate(twelve(seed, forked))


def twelve(seed: int, forked: bool) -> dict[str, Any]:
    """A call by its seed, as it would stand in a file."""
    rng = random.Random(seed)
    nodes: dict[str, Any] = {}
    for step in range(STEPS):
        for side in ("x", "y") if forked and step else ("x",):
            nodes[f"{side}{step}"] = _node(rng, step, forked)
    name = f"{'forked' if forked else 'straight'}-{seed}"
    return {
        "format": "1", "id": name, "language": "en", "title": "Twelve", "family": "angry", "level": "1",
        "minutes": "7", "about": "Drawn.", "identity": "required", "start": "x0",
        "caller": {"name": "Ann", "about": "A caller.", "start": _start(rng)},
        "briefing": {"company": "Firm", "role": "Agent", "goal": "A good close."},
        "policy": [{"id": "limit", "rule": "At most 25 euro."}],
        "needs": dict.fromkeys(_NEEDS, "A need."),
        "flags": dict.fromkeys(_NAMES, "Something that was said."),
        "milestones": _milestones(),
        "reveal": {"say": "There is one more thing.", "sets": ["found"]},
        "triggers": {"leave": "95", "loop": "85", "reveal": "70"},
        "nodes": nodes,
        "endings": {
            "settled": {"complete": "true", "text": "Settled."},
            "loose": {"complete": "true", "text": "A loose end."},
        },
    }  # fmt: skip


def _start(rng: random.Random) -> dict[str, str]:
    gauges = {"anger": (55, 75), "panic": (20, 60), "trust": (20, 35), "patience": (50, 70)}
    return {gauge: str(rng.randint(*ends)) for gauge, ends in gauges.items()}


def _node(rng: random.Random, step: int, forked: bool) -> dict[str, Any]:
    options = {}
    for name, kind in zip(REPLIES, rng.sample((_GOOD, _HALF, _TEMPTING, _HARMING), 4), strict=True):
        moves = rng.sample(kind, 2 if kind is _GOOD else rng.choice((1, 1, 2)))
        option: dict[str, Any] = {"say": f"Reply {name}.", "moves": moves}
        if rng.random() < 0.4:
            option["sets"] = [rng.choice(_NAMES if kind is _TEMPTING else _NEEDS)]
        options[name] = option
    node = {"flags": list(rng.choice(_FLAGS)), "caller": "So?", "options": options, "next": _ways(rng, step, forked)}
    if forked and step > 2 and rng.random() < 0.3:
        # Told apart by what was said before, there are still four on screen.
        name = rng.choice(_NAMES)
        node["options"]["d"]["when"] = name
        node["options"]["e"] = {"say": "Reply e.", "moves": [rng.choice(_HALF)], "when": f"not {name}"}
    return node


def _ways(rng: random.Random, step: int, forked: bool) -> list[dict[str, str]]:
    if step == STEPS - 1:
        return [{"when": "met and followed", "to": "settled"}, {"to": "loose"}]
    if not forked:
        return [{"to": f"x{step + 1}"}]
    when = rng.choice((*_MOODS, *_NAMES, *_NEEDS[:1]))
    return [{"when": when, "to": f"y{step + 1}"}, {"to": f"x{step + 1}"}]


def _milestones() -> dict[str, list[dict[str, Any]]]:
    return {
        "calm": [
            {"id": "heard", "any": ["name_feeling", "listen"], "before": ["explain_why"], "weight": "2", "why": "."},
            {"id": "steady", "any": ["hold_line"], "weight": "3", "why": "."},
        ],
        "ownership": [
            {"id": "asked", "sets": ["found"], "weight": "2", "why": "."},
            {"id": "way-on", "any": ["alternative"], "weight": "2", "why": "."},
            {"id": "done", "sets": ["met"], "weight": "3", "only_if": "not promised", "why": "."},
        ],
        "policy": [
            {"id": "reason", "any": ["explain_why"], "before": ["concede"], "weight": "2", "why": "."},
            {"id": "identity", "any": ["verify_id"], "weight": "2", "why": "."},
        ],
    }
