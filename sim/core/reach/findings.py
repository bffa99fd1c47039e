"""What is wrong with a scenario, by exploration and judgement: a code, a place and figures for the words."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from sim.core.decision import option_grade
from sim.core.fairness import FALL, MIXES, MOST_FALLS, Fairness, Verdict
from sim.core.reach.exploring import Reach
from sim.core.scenario import DIMENSIONS
from sim.core.script import WEARING, Script
from sim.core.soundness import Place

NAMED = 3  # replies to look at first


class Miss(NamedTuple):
    """One figure of a simulated trainee that is not in its band; `name` is how its text is found."""

    name: str
    figures: dict[str, str]


class Finding(NamedTuple):
    """Something wrong. `code` never changes its meaning; `name` is how texts are found; `figures` fill them.

    `advice` is how the text is found that says what to do; `look_at` names replies (node, reply) to begin with.
    """

    code: str
    name: str
    place: Place
    figures: dict[str, str]
    advice: str
    misses: tuple[Miss, ...] = ()
    look_at: tuple[tuple[str, str], ...] = ()


def findings(script: Script, reach: Reach, fairness: Fairness) -> tuple[Finding, ...]:
    """All that is wrong: the structure in the order of the file, then the figures."""
    return (*_unreached(script, reach), *_stuck(reach), *_conditions(reach), *_fairness(script, fairness))


def _found(code: str, name: str, place: Place, **figures: str) -> Finding:
    return Finding(code, name, place, figures, name)


def _unreached(script: Script, reach: Reach) -> Iterator[Finding]:
    found = reach.structure
    if not reach.proven:
        undecided = str(len(found.undecided))
        yield _found("X001", "too_large", ("nodes",), count=f"{reach.situations:,}", undecided=undecided)
    for node in found.unreachable:
        yield _found("X002", "node", ("nodes", node), node=node)
    for node, option in found.unreachable_options:
        yield _found("X003", "reply", ("nodes", node, "options", option), node=node, reply=option)
    for node, number in _silent_lines(reach):
        yield _found("X004", "line", ("nodes", node, "caller", number), node=node, number=str(number + 1))
    for ending in found.unreachable_endings:
        yield _found("X005", "ending", ("endings", ending), ending=ending)
    closed = {name for name, ending in script.scenario.endings.items() if ending.complete}
    if closed.issubset(found.unreachable_endings):
        yield _found("X008", "never_complete", ("endings",))


def _silent_lines(reach: Reach) -> Iterator[tuple[str, int]]:
    """The lines that are never said; not those behind one that always is, which is told of that one."""
    always = {verdict.place for verdict in reach.structure.verdicts if verdict.always}
    for node, number in reach.structure.unreachable_lines if reach.lines_proven else ():
        if not any(("nodes", node, "caller", earlier, "when") in always for earlier in range(number)):
            yield node, number


def _stuck(reach: Reach) -> Iterator[Finding]:
    for node in reach.structure.empty_menus:
        yield _found("X006", "empty_menu", ("nodes", node, "options"), node=node)
    for node in reach.structure.no_way_out:
        yield _found("X007", "no_way_out", ("nodes", node), node=node)
    for dimension in DIMENSIONS:
        if reach.best[dimension].bound is None:
            yield _found("X011", "never_rated", ("nodes",), dimension=dimension)


def _conditions(reach: Reach) -> Iterator[Finding]:
    """Conditions with one outcome; not those of replies and lines that never come, which are told of already."""
    found = reach.structure
    silent: set[Place] = {("nodes", node, "caller", number, "when") for node, number in _silent_lines(reach)}
    silent |= {("nodes", node, "options", option, "when") for node, option in found.unreachable_options}
    for verdict in found.verdicts if reach.lines_proven else ():
        if verdict.place not in silent or verdict.always:
            code, name = ("X010", "always") if verdict.always else ("X009", "never")
            where = str(verdict.place[1]) if verdict.place[0] == "nodes" else "milestones"
            yield _found(code, name, verdict.place, condition=verdict.text, where=where)


def _fairness(script: Script, fairness: Fairness) -> Iterator[Finding]:
    for archetype, missed in groupby(fairness.missed, key=lambda verdict: verdict.archetype):
        if archetype in ("nth_2", "nth_3", "nth_4"):
            continue  # with the order on screen drawn, all places come to the same
        yield _missed(script, fairness, archetype, list(missed))
    if not fairness.dominance.met:
        worst = fairness.dominance.pairs[0]
        yield _found(
            "X013",
            "dominance",
            ("nodes", worst.node, "options", worst.better),
            falls=str(fairness.dominance.falls),
            swaps=str(fairness.dominance.swaps),
            share=_percent(fairness.dominance.share),
            most=_percent(MOST_FALLS),
            fall=str(FALL),
            node=worst.node,
            reply=worst.reply,
            better=worst.better,
        )


def _missed(script: Script, fairness: Fairness, archetype: str, missed: list[Verdict]) -> Finding:
    """What one simulated trainee misses, with the replies that make it so."""
    misses = []
    for verdict in missed:
        figures = {"figure": verdict.figure}
        figures |= {name: _shown(verdict.figure, getattr(verdict, name)) for name in ("value", "least", "most")}
        low = verdict.value is None or verdict.value < verdict.least
        misses.append(Miss("rising" if archetype in MIXES else "low" if low else "high", figures))
    trainee = "nth" if archetype == "nth_1" else archetype
    advice = f"band_{trainee}_{misses[0].name}"
    look_at: tuple[tuple[str, str], ...] = ()
    if archetype not in MIXES:
        look_at = _leading(script, fairness, missed[0], harmful=misses[0].name == "low" or missed[0].figure == "harm")
    place: Place = ("nodes", look_at[0][0], "options", look_at[0][1]) if look_at else ("nodes",)
    return Finding("X012", "band", place, {"archetype": trainee}, advice, tuple(misses), look_at)


def _leading(script: Script, fairness: Fairness, missed: Verdict, harmful: bool) -> tuple[tuple[str, str], ...]:
    """The replies that bring this trainee where it should not be: those it takes that earn most (or cost most; of the
    ideal trainee, also those that earn nothing).
    """
    places = [DIMENSIONS.index(d) for d in DIMENSIONS if d == missed.figure] or [0, 1, 2]
    earned = []
    for (node, reply), times in fairness.odds[missed.archetype].taken.items():
        found = script.nodes[script.index_of[node]]
        option = found.options[found.place_of[reply]]
        grade = option_grade(option, found.flags, (0,) * len(WEARING), found.flags)
        worth = sum(grade[place] for place in places) * (-1 if harmful else 1)
        if times > 0 and (worth > 0 or (worth == 0 and harmful and missed.archetype == "ideal")):
            earned.append((-worth * times, node, reply))
    return tuple((node, reply) for _, node, reply in sorted(earned)[:NAMED])


def _shown(figure: str, value: float | None) -> str:
    if value is None:
        return "-"
    return _percent(value) if figure in ("pass_rate", "needs") else f"{value:.1f}".removesuffix(".0")


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".removesuffix(".0") + "%"
