"""What is wrong with a scenario, by exploration and judgement: a code, a place and figures for the words."""

from collections.abc import Iterator
from typing import NamedTuple

from sim.core.fairness import FALL, MOST_FALLS, Fairness
from sim.core.reach import Reach
from sim.core.reach_structure import Verdict
from sim.core.scenario import DIMENSIONS
from sim.core.script import Script
from sim.core.soundness import Place


class Finding(NamedTuple):
    """Something wrong. `code` never changes its meaning; `name` is how texts are found; `figures` fill them."""

    code: str
    name: str
    place: Place
    figures: dict[str, str]


def findings(script: Script, reach: Reach, fairness: Fairness) -> tuple[Finding, ...]:
    """All that is wrong: the structure in the order of the file, then the figures."""
    return (*_unreached(script, reach), *_stuck(reach), *_conditions(reach), *_fairness(fairness))


def _unreached(script: Script, reach: Reach) -> Iterator[Finding]:
    found = reach.structure
    if not reach.proven:
        yield Finding("X001", "too_large", ("nodes",), {"count": str(reach.situations)})
        return
    once = {verdict.place: verdict for verdict in found.verdicts}
    for node in found.unreachable:
        yield Finding("X002", "node", ("nodes", node), {"node": node})
    for node, option in found.unreachable_options:
        if not _never(once, ("nodes", node, "options", option, "when")):
            yield Finding("X003", "reply", ("nodes", node, "options", option), {"node": node, "reply": option})
    for node, number in found.unreachable_lines if reach.lines_proven else ():
        place: Place = ("nodes", node, "caller", number)
        hidden = any(_always(once, ("nodes", node, "caller", earlier, "when")) for earlier in range(number))
        if not hidden and not _never(once, (*place, "when")):
            yield Finding("X004", "line", place, {"node": node, "number": str(number + 1)})
    for ending in found.unreachable_endings:
        yield Finding("X005", "ending", ("endings", ending), {"ending": ending})
    if not any(script.scenario.endings[name].complete for name in found.endings if name in script.scenario.endings):
        yield Finding("X008", "never_complete", ("endings",), {})


def _stuck(reach: Reach) -> Iterator[Finding]:
    for node in reach.structure.empty_menus:
        yield Finding("X006", "empty_menu", ("nodes", node, "options"), {"node": node})
    for node in reach.structure.no_way_out:
        yield Finding("X007", "no_way_out", ("nodes", node), {"node": node})
    for dimension in DIMENSIONS:
        if reach.best[dimension].bound is None:
            yield Finding("X011", "never_rated", ("nodes",), {"dimension": dimension})


def _conditions(reach: Reach) -> Iterator[Finding]:
    for verdict in reach.structure.verdicts if reach.lines_proven else ():
        code, name = ("X010", "always") if verdict.always else ("X009", "never")
        where = str(verdict.place[1]) if verdict.place[0] == "nodes" else "milestones"
        yield Finding(code, name, verdict.place, {"condition": verdict.text, "where": where})


def _never(once: dict[Place, Verdict], place: Place) -> bool:
    return place in once and not once[place].always


def _always(once: dict[Place, Verdict], place: Place) -> bool:
    return place in once and once[place].always


def _fairness(fairness: Fairness) -> Iterator[Finding]:
    for missed in fairness.missed:
        figures = {"archetype": missed.archetype, "figure": missed.figure}
        figures |= {name: _shown(missed.figure, getattr(missed, name)) for name in ("value", "least", "most")}
        kind = "band_low" if missed.value is None or missed.value < missed.least else "band_high"
        rising = missed.archetype in ("mix_50", "mix_75")
        yield Finding("X012", "rising" if rising else kind, ("nodes",), figures)
    if not fairness.dominance.met:
        figures = {
            "falls": str(fairness.dominance.falls),
            "swaps": str(fairness.dominance.swaps),
            "share": _percent(fairness.dominance.share),
            "most": _percent(MOST_FALLS),
            "fall": str(FALL),
        }
        worst = fairness.dominance.pairs[0]
        figures |= {"node": worst.node, "reply": worst.reply, "better": worst.better}
        yield Finding("X013", "dominance", ("nodes", worst.node, "options", worst.better), figures)


def _shown(figure: str, value: float | None) -> str:
    if value is None:
        return "-"
    return _percent(value) if figure in ("pass_rate", "needs") else f"{value:.1f}".removesuffix(".0")


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".removesuffix(".0") + "%"
