"""Parts of a shift's screens: scores in a few lines, who waits, the ring of a breather, the line of tension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from sim.core.kinds import DIMENSIONS, DISTINCTION, PASS
from sim.core.shift import LONGEST_BREATHER, NOT_YET, SHORTEST_BREATHER, Shift, Step, Stress, Waiting, stress_band
from sim.core.telling import score_word
from sim.stage.call.breath import BreathRing
from sim.stage.kit.cards import Text, Tone
from sim.stage.kit.meters import Progress
from sim.stage.kit.timeline import Curve, Moment, Phase, Timeline, TimelineData
from sim.stage.kit.widget import Widget

if TYPE_CHECKING:
    from sim.core.texts import Texts
    from sim.stage.kit.look import Look
    from sim.stage.services import CallerEntry

Callers = Mapping[str, "CallerEntry"]
_PAUSE = 25  # seconds on the line of tension for what stood between two calls, at least


class Breather(BreathRing):
    """A slow ring for a minute, with a mark from where a breather counts; where there is no room, words alone."""

    whole, counts = LONGEST_BREATHER, SHORTEST_BREATHER / LONGEST_BREATHER
    breathes_in, breathes_out = 4.0, 6.0  # slower than in a call, where somebody waits

    def height_for(self, look: Look, width: int) -> int:
        """Room for the ring."""
        return max(self.needed(look, width), min(look.u(150), width // 3))

    def announced(self) -> tuple[str, ...]:
        """What to do now, and whether it counts."""
        return (self.label, self.state) if self.visible else ()


def score_bars(texts: Texts, scores: Sequence[int | None]) -> list[Widget]:
    """The three scores, each a bar with its figure and its word."""
    bars: list[Widget] = []
    for dimension, score in zip(DIMENSIONS, scores, strict=True):
        word = score_word(texts, score)
        value = word if score is None else texts("shift.score", score=score, word=word)
        tone: Tone = "faint" if score is None else tone_of(score)
        bars.append(Progress(texts(f"scores.{dimension}"), (score or 0) / 100, value, tone))
    return bars


def tone_of(score: int) -> Tone:
    """As the dials of the debrief have it."""
    return "good" if score >= DISTINCTION else "accent" if score >= PASS else "warn"


def minutes(texts: Texts, seconds: int) -> str:
    """A time in minutes and seconds, for eyes and ears."""
    return texts("shift.time", minutes=seconds // 60, seconds=f"{seconds % 60:02d}")


def queue_words(texts: Texts, waiting: Sequence[Waiting]) -> str:
    """How many wait, and the longest of them; empty where nobody does."""
    if not waiting:
        return ""
    longest = max(one.seconds for one in waiting)
    return texts("shift.queue", count=len(waiting), time=minutes(texts, longest))


def queue_lines(texts: Texts, waiting: Sequence[Waiting], callers: Callers) -> list[Widget]:
    """Who waits, and for how long."""
    if not waiting:
        return [Text(texts("shift.nobody"), tone="muted")]
    lines: list[Widget] = []
    for one in waiting:
        entry = callers.get(one.scenario)
        name = entry.caller if entry is not None else one.scenario
        lines.append(Text(texts("shift.waits", name=name, time=minutes(texts, one.seconds)), icon="phone"))
    return lines


def stress_words(texts: Texts, stress: Stress) -> str:
    """A point of the line in words."""
    return texts(f"shift.band.{stress_band(stress.value)}")


def stress_line(texts: Texts, shift: Shift, callers: Callers) -> Timeline:
    """The trainee's own line over the shift, with its calls and their numbers."""
    line = shift.stress()
    phases, moments, places, second = [], [], [0.0], 0.0
    for number, step in enumerate(shift.steps, 1):
        end = second + max(1, step.seconds)
        entry = callers.get(step.scenario)
        phases.append(Phase(second, end, entry.caller if entry is not None else step.scenario))
        moments.append(Moment(end, number, "good" if step.passed else "info"))
        second = end + max(_PAUSE, step.breather)
        places += [end, *([second] if step.breather != NOT_YET else [])]
    told = [texts("shift.from", band=stress_words(texts, line[0]))]
    told += [
        texts("shift.after", number=number, band=stress_words(texts, _after(line, number)))
        for number in range(1, len(shift.steps) + 1)
    ]
    points = _straight([(place, point.value / 100) for place, point in zip(places, line, strict=True)])
    curve = Curve("info", texts("shift.you"), points)
    data = TimelineData(
        (curve,), tuple(moments), tuple(phases), texts("shift.tense"), texts("shift.calm"), " ".join(told)
    )
    return Timeline(texts("shift.tension"), data)


def _straight(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """With points between them, so close that a smooth curve goes straight from one to the next."""
    dense = [points[0]]
    for (x, y), (to_x, to_y) in pairwise(points):
        count = max(4, int((to_x - x) / _PAUSE * 4))
        dense += [(x + (to_x - x) * n / count, y + (to_y - y) * n / count) for n in range(1, count + 1)]
    return tuple(dense)


def _after(line: Sequence[Stress], number: int) -> Stress:
    """The point after so many calls."""
    calls = [point for point in line if point.what == "call"]
    return calls[number - 1]


def step_words(texts: Texts, step: Step) -> str:
    """A call of the shift in one line: how it went, and what showed under pressure."""
    slips = [
        texts(f"shift.slips.{name}", count=count)
        for name, count in zip(("snaps", "interruptions", "silences"), step.slips, strict=True)
        if count
    ]
    return ", ".join(slips)
