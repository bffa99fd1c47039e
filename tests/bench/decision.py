"""One scored decision of the pure step beside one choice of other story engines, on the same conversation.

Every side plays whole random calls of the same scenario, its draws made beforehand; only the steps are timed, not
setting a call back to its start. CPU time of the process, microseconds a step.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ink_story import ink_source
from measure import HERE, Row, Unavailable, medians
from peers import Peer, bink, inkjs
from transitions import Machine

from sim.content.library import SHIPPED, Library
from sim.core.decision import decide, menu
from sim.core.moves import MOVES
from sim.core.scenario import Option, Scenario
from sim.core.script import Script

CALLS, MOST_STEPS, ROUNDS = 600, 60, 9
_ENGINES = ("inkjs 2.4", "bink 0.7", "transitions")


def rows(rounds: int = ROUNDS) -> list[Row]:
    """A row for each engine; one that cannot be had says why."""
    scenario = Library((SHIPPED,)).load("eviction-thursday", "en")
    missing: dict[str, str] = {}
    with _sides(scenario, missing) as sides:
        found = medians(rounds, sides)
    ours = found["ours"]
    engines = [
        Row(f"a scored decision / {name}", "us", ours, found[name], 1.0, below=True)
        if name in found
        else Row(f"a scored decision / {name}", "us", note=missing[name])
        for name in _ENGINES
    ]
    plain = Row("a scored decision / plain Python", "us", ours, found["plain Python"], note="for comparison; aim: 5")
    return [*engines, plain]


@contextmanager
def _sides(scenario: Scenario, missing: dict[str, str]) -> Iterator[dict[str, Callable[[], float]]]:
    rng = random.Random(20)
    draws = [[rng.randrange(60) for _ in range(MOST_STEPS)] for _ in range(CALLS)]
    script = Script(scenario)
    sides = {
        "ours": _ours(script, draws),
        "plain Python": _plain(script, draws),
        "transitions": _machine(scenario, draws),
    }
    started: list[Peer] = []
    with tempfile.TemporaryDirectory() as folder:
        source, compiled, drawn = (Path(folder) / name for name in ("story.ink", "story.json", "draws.json"))
        source.write_text(ink_source(scenario), encoding="utf-8")
        drawn.write_text(json.dumps(draws[: CALLS // 4]), encoding="utf-8")
        commands = {
            "inkjs 2.4": lambda: _inkjs_command(source, compiled, drawn),
            "bink 0.7": lambda: _bink_command(compiled, drawn),
        }
        for name, command in commands.items():
            try:
                started.append(Peer(command()))
                sides[name] = started[-1]
            except Unavailable as error:
                missing[name] = str(error)
        try:
            yield sides
        finally:
            for peer in started:
                peer.close()


def _inkjs_command(source: Path, compiled: Path, drawn: Path) -> list[str]:
    node, folder = inkjs()
    return [node, str(HERE / "peer_inkjs.js"), folder, str(source), str(compiled), str(drawn)]


def _bink_command(compiled: Path, drawn: Path) -> list[str]:
    if not compiled.exists():
        raise Unavailable("its story is compiled by inkjs, which could not be had")
    return [bink(), str(HERE / "peer_bink.py"), str(compiled), str(drawn)]


def _ours(script: Script, draws: list[list[int]]) -> Callable[[], float]:
    calls = [_reply_indexes(script, numbers) for numbers in draws]
    steps = sum(map(len, calls))

    def play() -> float:
        seconds = 0.0
        for call in calls:
            state = script.opening()
            began = time.process_time()
            for index in call:
                state = decide(script, state, index).state
            seconds += time.process_time() - began
        return seconds / steps * 1e6

    return play


def _reply_indexes(script: Script, numbers: list[int]) -> list[int]:
    state, indexes = script.opening(), []
    for number in numbers:
        offered = menu(script, state).indexes
        indexes.append(offered[number % len(offered)])
        step = decide(script, state, indexes[-1])
        state = step.state
        if step.ended:
            break
    return indexes


class _Here:
    """Where a call by hand stands."""

    def __init__(self, mood: list[int]) -> None:
        self.mood, self.words, self.facts = mood, 0, 0


def _plain(script: Script, draws: list[list[int]]) -> Callable[[], float]:
    """The same conversation by hand, nothing scored or recorded: add to four gauges, clamp, set bits, take a way."""
    calls = [_reply_indexes(script, numbers) for numbers in draws]
    steps = sum(map(len, calls))
    nodes = [
        [(_effect(option), *marks[:2], ways) for option, marks, ways in zip(n.options, n.marks, n.ways, strict=True)]
        for n in script.nodes
    ]
    opening = script.opening()

    def play() -> float:
        seconds = 0.0
        for call in calls:
            here, node = _Here(list(opening.mood)), opening.node
            began = time.process_time()
            for index in call:
                effect, words, facts, ways = nodes[node][index]
                mood = here.mood
                for place, change in effect:
                    mood[place] = max(0, min(100, mood[place] + change))
                here.words |= words
                here.facts |= facts
                for when, _, node in ways:  # noqa: B007  # the node is where the next step begins
                    if when is None or when(here):
                        break
            seconds += time.process_time() - began
        return seconds / steps * 1e6

    return play


def _effect(option: Option) -> list[tuple[int, int]]:
    changes = [sum(MOVES[move].effect[place] for move in option.moves) for place in range(4)]
    return [(place, change) for place, change in enumerate(changes) if change]


class _Model:
    """What the machine moves: a model without anything of its own."""

    state: str


def _machine(scenario: Scenario, draws: list[list[int]]) -> Callable[[], float]:
    """One bare shared Machine: nodes and endings are states, a reply is a trigger to the first place it may lead to."""
    model = _Model()
    targets = {
        node_id: {name: option.to or node.next[-1].to for name, option in node.options.items()}
        for node_id, node in scenario.nodes.items()
    }
    states = [*scenario.nodes, *scenario.endings]
    machine = Machine(model, states=states, initial=scenario.start, auto_transitions=False)
    for node_id, ways in targets.items():
        for reply, target in ways.items():
            machine.add_transition(f"reply_{reply}", node_id, target)
    walks = [_walk(scenario.start, targets, numbers) for numbers in draws]
    calls = [[getattr(model, f"reply_{reply}") for reply in walk] for walk in walks]
    steps = sum(map(len, calls))

    def play() -> float:
        seconds = 0.0
        for call in calls:
            machine.set_state(scenario.start)
            began = time.process_time()
            for trigger in call:
                trigger()
            seconds += time.process_time() - began
        return seconds / steps * 1e6

    return play


def _walk(start: str, targets: dict[str, dict[str, str]], numbers: list[int]) -> list[str]:
    here, replies = start, []
    for number in numbers:
        if here not in targets:
            break
        offered = list(targets[here])
        replies.append(offered[number % len(offered)])
        here = targets[here][replies[-1]]
    return replies
