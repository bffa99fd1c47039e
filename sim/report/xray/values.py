"""`xray` as data: what exploration and judgement found, under the keys that CLI.md promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.core.fairness import FALL, MOST_FALLS, Fairness
from sim.core.odds import Odds
from sim.core.reach.exploring import Reach
from sim.core.reach.findings import Finding
from sim.core.reach.values import Extreme
from sim.core.scenario import DIMENSIONS, Dimension, Scenario


@dataclass(frozen=True, slots=True)
class Xray:
    """One scenario looked through."""

    scenario: Scenario
    reach: Reach
    fairness: Fairness
    findings: tuple[Finding, ...]


def to_json(
    found: Xray, problems: Sequence[Mapping[str, Any]], accepted: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """The document of `xray --json`; `problems` are the findings with their words and places in the file, `accepted`
    those that the writer stands by, each with its reason.
    """
    structure, reach = found.reach.structure, found.reach
    return {
        "id": found.scenario.id,
        "nodes": len(found.scenario.nodes),
        "reachable": len(structure.reachable),
        "unreachable": list(structure.unreachable),
        "endings": list(structure.endings),
        "best": {dimension: extreme.score for dimension, extreme in reach.best.items()},
        "worst": {dimension: extreme.score for dimension, extreme in reach.worst.items()},
        "ideal": {
            "path": [node for node, _ in reach.ideal.path],
            "replies": [option for _, option in reach.ideal.path],
            "scores": dict(reach.ideal.scores),
            "with_breaths": dict(reach.ideal.with_breaths),
            "exact": reach.ideal.exact,
            "lowest_at_most": reach.ideal.bound,
        },
        "archetypes": {name: _archetype(found.fairness, odds) for name, odds in found.fairness.odds.items()},
        "dominance": _dominance(found.fairness),
        "problems": list(problems),
        "accepted": list(accepted),
        "exact": reach.proven and not bounds(reach),
        "bounds": bounds(reach),
        "calls": reach.calls,
        "situations": reach.situations,
        "unreachable_replies": [{"node": node, "reply": option} for node, option in structure.unreachable_options],
        "unreachable_lines": [{"node": node, "line": number + 1} for node, number in structure.unreachable_lines],
        "unreachable_endings": list(structure.unreachable_endings),
        "undecided": [".".join(map(str, place)) for place in structure.undecided],
        "empty_menus": list(structure.empty_menus),
        "no_way_out": list(structure.no_way_out),
        "conditions": [
            {"where": list(verdict.place), "when": verdict.text, "holds": "always" if verdict.always else "never"}
            for verdict in structure.verdicts
        ],
        "replies": replies(found),
    }


def bounds(reach: Reach) -> dict[str, dict[Dimension, dict[str, int | None]]]:
    """The figures that are no more than bounds: what was found, and what no call can pass."""
    kinds = {"best": reach.best, "worst": reach.worst}
    found = {
        kind: {dimension: _bound(extreme) for dimension, extreme in figures.items() if not extreme.exact}
        for kind, figures in kinds.items()
    }
    return {kind: figures for kind, figures in found.items() if figures}


def _bound(extreme: Extreme) -> dict[str, int | None]:
    width = None if extreme.score is None or extreme.bound is None else abs(extreme.bound - extreme.score)
    return {"found": extreme.score, "bound": extreme.bound, "width": width}


def _archetype(fairness: Fairness, odds: Odds) -> dict[str, Any]:
    verdicts = [verdict for verdict in fairness.verdicts if verdict.archetype == odds.name]
    return {
        **{dimension: _rounded(odds.means[dimension]) for dimension in DIMENSIONS},
        "pass_rate": round(odds.pass_rate, 6),
        "interval": [round(bound, 6) for bound in odds.interval],
        "exact": odds.plays == 0,
        "plays": odds.plays,
        "met": all(verdict.met for verdict in verdicts),
        "bands": [
            {
                "figure": verdict.figure,
                "value": None if verdict.value is None else round(verdict.value, 6),
                "least": round(verdict.least, 6),
                "most": verdict.most,
                "binds": verdict.binds,
                "met": verdict.met,
            }
            for verdict in verdicts
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _dominance(fairness: Fairness) -> dict[str, Any]:
    found = fairness.dominance
    return {
        "swaps": found.swaps,
        "falls": found.falls,
        "share": round(found.share, 6),
        "at_most": MOST_FALLS,
        "points": FALL,
        "deepest": round(found.deepest, 2),
        "cut_short": found.cut_short,
        "elsewhere": found.elsewhere,
        "pairs": [pair._asdict() for pair in found.pairs],
        "met": found.met,
    }


def replies(found: Xray) -> dict[str, dict[str, dict[str, float]]]:
    """Node -> option -> trainee: how often a call of that trainee takes this reply, on average; never is left out."""
    taken: dict[str, dict[str, dict[str, float]]] = {
        node: {option: {} for option in parts.options} for node, parts in found.scenario.nodes.items()
    }
    for name, odds in found.fairness.odds.items():
        for (node, option), times in odds.taken.items():
            taken[node][option][name] = round(times, 4)
    return taken
