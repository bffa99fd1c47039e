"""What every part of a portrait is drawn with: who, how, in which colours, where."""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.stage.face.canvas import Canvas
from sim.stage.face.identity import Identity
from sim.stage.face.life import Life
from sim.stage.face.pose import Pose
from sim.stage.face.tones import Tones
from sim.stage.kit.vector import Colour, Point, Points, mix, spline

SIDES = (-1, 1)  # the viewer's left, then right


def mirror(points: Sequence[Point]) -> Points:
    """The same points on the other side of the face, in reverse order so that outlines stay closed."""
    return [(400 - x, y) for x, y in reversed(points)]


def side_of(points: Sequence[Point], side: int) -> Points:
    """Points given for the viewer's left, for either side."""
    return list(points) if side < 0 else [(400 - x, y) for x, y in points]


@dataclass(frozen=True, slots=True)
class Sketch:
    """One portrait at one moment."""

    canvas: Canvas
    who: Identity
    pose: Pose
    tones: Tones
    life: Life
    jaw: float  # how far the jaw hangs, 0..1.3: the pose and the loudness of the voice
    loudness: float
    blink: float
    rim: Colour  # light from behind, the colour of the backdrop

    def line(self, knots: Sequence[Point], widths: Sequence[float], colour: Colour, depth: float = 0.0) -> None:
        """A curved stroke on the head."""
        self.canvas.stroke(self.canvas.head(spline(knots, steps=5), depth), widths, colour)

    def crease(self, strength: float) -> Colour:
        """A line in the skin: nothing at 0, as dark as a lash line at 1."""
        return mix(mix(self.tones.skin, self.tones.shade, 0.9), self.tones.line, strength)
