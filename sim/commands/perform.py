"""`perform`: runs plays without a window, compares, and says which parts of their scenarios no play came to."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sim.commands.checking import with_progress
from sim.commands.content import dump
from sim.commands.context import Context, UsageError
from sim.content.around import Around
from sim.content.coverage import KINDS, Coverage, Missed, coverage
from sim.content.files import files_in, kind_of
from sim.content.performing import Performance
from sim.content.performing import perform as perform_play
from sim.content.plays import PlayReading, play_of
from sim.content.problems import clipped, printable
from sim.content.reading import read_file
from sim.content.scenarios import Reading, read_scenario
from sim.content.texts import caller_lines


@dataclass
class _Stage:
    """Performs plays one after the other, and keeps what was read and played of each scenario."""

    context: Context
    read: dict[Path, Reading] = field(default_factory=dict)
    played: dict[Path, list[tuple[Performance, int]]] = field(default_factory=dict)

    def perform(self, reading: PlayReading) -> Performance:
        """One play. A scenario with errors cannot be played: then its errors are the play's problems."""
        play, file = reading.play, reading.document.path
        path = Around(tuple(self.context.library.folders)).scenario(Path(file), play.scenario) if play else None
        if play is None or path is None:
            return perform_play(reading, None)
        found = self._scenario(path)
        if found.scenario is None:
            return Performance(file, play.scenario, None, (), (*reading.problems, *found.problems))
        performance = perform_play(reading, found.scenario, caller_lines(found.scenario.language))
        self.played.setdefault(path, []).append((performance, play.seed))
        return performance

    def _scenario(self, path: Path) -> Reading:
        if path not in self.read:
            self.read[path] = read_scenario(path)
        return self.read[path]

    def coverages(self) -> Iterator[Coverage]:
        """What the plays of each scenario came to, in the order in which scenarios were met."""
        for path, played in self.played.items():
            reading = self.read[path]
            if reading.scenario is not None:
                yield coverage(reading.scenario, reading.document, played)


def perform(context: Context, options: Namespace) -> int:
    """Run plays without a window, in the order given; nothing is stored."""
    stage = _Stage(context)
    plays = list(_plays(context, options.play))
    performances = (stage.perform(reading) for reading in plays)
    done = list(with_progress(performances, context.texts("cli.perform.progress"), len(plays)))
    # Files are asked about one by one; a folder is asked about as a whole.
    wanted = options.coverage or any(path.is_dir() for path in options.play)
    if options.json:
        rows = [performance.to_json() for performance in done]
        covered = [one.to_json() for one in stage.coverages()] if options.coverage else []
        dump(context, {"plays": rows, "coverage": covered} if options.coverage else rows)
    else:
        for problem in dict.fromkeys(problem for performance in done for problem in performance.problems):
            context.complain(context.line_of(problem))  # plays of one broken scenario share its problems
        for performance in done:
            _tell_performance(context, performance)
        for one in stage.coverages() if wanted else ():
            _tell_coverage(context, one)
    return 0 if all(performance.ok for performance in done) else 1


def _plays(context: Context, paths: Sequence[Path]) -> Iterator[PlayReading]:
    """The plays that were named, and those in folders; a folder without any is a slip."""
    for path in paths:
        if path.is_file():
            document = read_file(path)
            if isinstance(document.value, dict) and {"nodes", "endings"} <= set(document.value):
                raise UsageError(context.texts("cli.perform.a_scenario", path=printable(path)))
            yield play_of(document)
            continue
        found = _in_folder(path) if path.is_dir() else []
        if not found:
            key = "no_plays" if path.is_dir() else "no_such_play"
            raise UsageError(context.texts(f"cli.perform.{key}", path=printable(path)))
        yield from found


def _in_folder(folder: Path) -> list[PlayReading]:
    """Everything in a folder `plays`, and elsewhere what has the steps of a play."""
    found = []
    for path in files_in(folder):
        document = read_file(path)
        steps = isinstance(document.value, dict) and {"scenario", "steps"} <= set(document.value)
        if kind_of(path) == "play" or steps:
            found.append(play_of(document))
    return found


def _tell_performance(context: Context, performance: Performance) -> None:
    texts = context.texts
    if performance.card is None:
        return
    scores = ", ".join(
        f"{texts(f'scores.{name}')} {texts('scores.not_rated') if value is None else value}"
        for name, value in performance.card.scores.items()
    )
    word = texts("scores.pass" if performance.card.passed else "scores.below")
    ending = performance.card.ending or texts("cli.perform.open")
    mark = texts("cli.perform.as_expected" if performance.ok else "cli.perform.not_as_expected")
    context.out(f"{performance.play}: {scores}. {word}. {ending}. {mark}")


def _tell_coverage(context: Context, one: Coverage) -> None:
    """The share, then a line for each part that no play came to; what belongs to a missed node is counted there."""
    texts = context.texts
    parts = []
    for kind in KINDS:
        reached, there = one.counts(kind)
        if there:
            parts.append(texts(f"cli.perform.parts.{kind}", reached=reached, count=there))
    plays = texts("cli.perform.plays", count=one.plays)
    context.out()
    context.out(
        texts(
            "cli.perform.coverage", scenario=one.scenario.id, plays=plays, percent=one.percent, parts=", ".join(parts)
        )
    )
    nodes = {missed.part.node for missed in one.missed if missed.part.kind == "node"}
    for missed in one.missed:
        if missed.part.kind == "node" or missed.part.node not in nodes:
            place = f"{printable(one.document.path)}:{missed.line}"
            context.out(f"{place}: {texts(f'cli.perform.missed.{missed.part.kind}', **_figures(one, missed))}")


def _figures(one: Coverage, missed: Missed) -> dict[str, str]:
    """What the sentence about a missed part names: ids, and the words, condition or target by which it is known."""
    part, scenario = missed.part, one.scenario
    node = scenario.nodes.get(part.node)
    words = ""
    if node is not None and part.kind == "option":
        words = node.options[part.name].wordings[0]
    elif node is not None and part.kind == "line":
        words = node.caller[int(part.name) - 1].wordings[0]
    elif node is not None and part.kind == "way":
        words = node.next[int(part.name) - 1].to
    return {"node": printable(part.node), "name": printable(part.name), "words": clipped(words)}
