"""The ideal call as it is spoken, with what each reply is worth, and where its points come from."""

from collections.abc import Iterator
from html import escape

from sim.core.agents import Archetype, Plan, follow, pausing, play_out
from sim.core.decision import Turn, decide
from sim.core.scenario import DIMENSIONS
from sim.core.scoring import Scorecard, score
from sim.core.script import Script, State
from sim.core.telling import cap_words, place, points, reason
from sim.core.texts import Texts
from sim.report.xray.values import Xray


def ideal_call(found: Xray, texts: Texts) -> str:
    """The transcript and the ledgers, as HTML."""
    script = Script(found.scenario)
    plan = Plan.along(script, found.reach.ideal.path)
    log = play_out(script, Archetype("ideal", follow(plan), pausing), 0)
    card = score(found.scenario, log)
    told = "".join(_turn(script, state, turn, texts) for state, turn in _states(script, log.turns))
    ending = found.scenario.endings.get(log.ending)
    close = f'<li class="close"><p>{escape(ending.text if ending else log.ending)}</p></li>'
    return f'<ol class="transcript" lang="{found.scenario.language}">{told}{close}</ol>{_ledgers(card, texts)}'


def _states(script: Script, turns: tuple[Turn, ...]) -> Iterator[tuple[State, Turn]]:
    state = script.opening()
    for turn in turns:
        yield state, turn
        state = decide(script, state, script.nodes[state.node].place_of[turn.choice.option], turn.timing).state


def _turn(script: Script, state: State, turn: Turn, texts: Texts) -> str:
    node = script.nodes[state.node]
    said = next(line for line in node.node.caller if (test := script.test(line.when)) is None or test(state))
    option = node.node.options[turn.choice.option]
    grades = ", ".join(
        f"{texts(f'xray.dimension.{dimension}')} {_signed(grade)}"
        for dimension, grade in zip(DIMENSIONS, turn.choice.grade, strict=True)
    )
    breath = f"<em>{escape(texts('xray.page.breath'))}</em> " if turn.timing.breath_ms else ""
    about = f'<a href="#node-{node.index}">{escape(node.id)}</a> <i>{escape(turn.choice.option)}</i>'
    worth = f"{escape(', '.join(turn.choice.moves))} ({escape(grades)})"
    return (
        f"<li><p><b>{escape(script.scenario.caller.name)}</b> {escape(said.wordings[0])}</p>"
        f'<p class="you"><b>{escape(texts("xray.page.you"))}</b> {breath}{escape(option.wordings[0])}</p>'
        f'<p class="about" lang="{texts.language}">{about}: {worth}</p></li>'
    )


def _signed(grade: int) -> str:
    return f"{grade:+d}".replace("-", "\N{MINUS SIGN}") if grade else "0"


def _ledgers(card: Scorecard, texts: Texts) -> str:
    return f'<div class="ledgers">{"".join(_ledger(card, dimension, texts) for dimension in DIMENSIONS)}</div>'


def _ledger(card: Scorecard, dimension: str, texts: Texts) -> str:
    rows = "".join(
        f"<tr><td>{escape(place(texts, line.turn))}</td><td>{escape(reason(texts, line))}</td>"
        f"<td>{escape(points(texts, line))}</td></tr>"
        for line in card.lines
        if line.dimension == dimension and line.points
    )
    rows += "".join(
        f"<tr><td></td><td>{escape(cap_words(texts, cap))}</td><td></td></tr>"
        for cap in card.caps
        if cap.dimension == dimension
    )
    value = next(score for name, score in card.scores.items() if name == dimension)
    total = "-" if value is None else str(value)
    head = f"{escape(texts(f'xray.dimension.{dimension}'))} {total}"
    columns = "".join(
        f'<th scope="col">{escape(texts(f"xray.page.{name}"))}</th>' for name in ("turn", "reason", "points")
    )
    table = f"<table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<details><summary>{head}</summary>{table}</details>"
