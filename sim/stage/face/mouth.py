"""The mouth: lips that press, curve, tremble and open with the voice; teeth and tongue behind them."""

import math
from dataclasses import dataclass

from sim.stage.face.canvas import Stencil
from sim.stage.face.sketch import SIDES, Sketch
from sim.stage.kit.vector import Colour, Point, Points, bezier, clamp, ellipse, lerp, mix, ribbon

_DEPTH = 1.02
_STEPS = 16


@dataclass(frozen=True, slots=True)
class _Lips:
    """The line where the lips meet or part."""

    left: Point
    right: Point
    upper: Points  # left to right, lower edge of the upper lip
    lower: Points  # left to right, upper edge of the lower lip
    half: float
    opening: float


def opening_of(pose_open: float, loudness: float) -> float:
    """How far the mouth stands open, 0..1.25, from feeling and voice together."""
    return clamp(0.72 * pose_open + 0.95 * loudness * (1 - 0.35 * clamp(pose_open)), 0.0, 1.25)


def _lips(sketch: Sketch) -> _Lips:
    pose, life = sketch.pose, sketch.life
    opening = sketch.jaw
    # A speaking mouth is wide and round by turns.
    round_ = 0.16 * sketch.loudness * (0.5 + 0.5 * math.sin(life.time_s * 11.3))
    half = 25.0 * pose.mouth_w * (1 - 0.09 * opening * (pose.teeth < 0.4) - round_)
    shake = [math.sin(life.time_s * 23 + i * 2.1) * 1.3 * pose.wobble for i in range(4)]
    cy = 238 + 1.2 * opening
    corner = -8.0 * pose.smile
    skew = 4.2 * pose.mouth_skew
    left = (200 - half, cy + corner + shake[0])
    right = (200 + half + 0.5 * skew, cy + corner - skew + shake[1])
    up = 3.0 * opening + 5.2 * pose.teeth * min(1.0, 3 * opening + 0.25)
    down = 16 * opening
    bow = 6.0 * pose.smile
    square = half * (0.60 + 0.2 * pose.teeth)
    upper = bezier(
        left, (200 - square, cy - up * 1.28 + bow * 0.65 + shake[2]),
        (200 + square, cy - up * 1.28 + bow * 0.65 - shake[2] - 0.4 * skew), right, _STEPS,
    )  # fmt: skip
    lower = bezier(
        left, (200 - square, cy + down * 1.3 + bow * 0.78 + shake[3]),
        (200 + square, cy + down * 1.3 + bow * 0.78 - shake[3] - 0.4 * skew), right, _STEPS,
    )  # fmt: skip
    return _Lips(left, right, upper, lower, half, opening)


def _arch(step: int) -> float:
    return math.sin(math.pi * step / _STEPS)


def draw_mouth(sketch: Sketch) -> None:
    """The inside when it is open, then the lips over it."""
    lips = _lips(sketch)
    if lips.opening > 0.05:
        _inside(sketch, lips)
    _lower_lip(sketch, lips)
    _upper_lip(sketch, lips)
    tones, head = sketch.tones, sketch.canvas.at(_DEPTH)
    if lips.opening <= 0.12:
        press = 2.1 + 1.3 * sketch.pose.lip_press
        sketch.canvas.stroke(head(lips.upper), [1.2, press, press * 0.85, press, 1.2], tones.lip_dark)
    low = 0.5 + 1.4 * sketch.who.wear - 3.0 * sketch.pose.smile
    for side, (x, y) in zip(SIDES, (lips.left, lips.right), strict=True):
        fold = [(x - 3.5 * side, y - 0.4), (x + 0.6 * side, y + 0.2), (x + 2.8 * side, y + low)]
        sketch.canvas.stroke(head(fold), [1.2, 2.0, 0.3], mix(tones.lip_dark, tones.dark, 0.62))


def _inside(sketch: Sketch, lips: _Lips) -> None:
    pose, head = sketch.pose, sketch.canvas.at(_DEPTH)
    stencil = Stencil(sketch.canvas, head(lips.upper + lips.lower[::-1]), (66, 20, 30))
    floor = max(y for _, y in lips.lower)
    stencil.fill(head(ellipse((200, floor + 1.5), (lips.half * 0.6, 4 + 6 * lips.opening), 20)), (190, 88, 94))
    stencil.fill(head(ellipse((198, floor + 1), (lips.half * 0.3, 2 + 3.5 * lips.opening), 16)), (206, 110, 112))
    deep = clamp(0.36 + pose.teeth) * (4.5 + 4.5 * lips.opening)
    tooth: Colour = (246, 240, 230) if sketch.who.wear < 0.6 else (240, 230, 212)
    inset = [(lerp(x, 200, 0.08), y + deep * _arch(i) ** 0.4) for i, (x, y) in enumerate(lips.upper)]
    stencil.fill(head(lips.upper + inset[::-1]), tooth)
    if pose.teeth > 0.45:
        _lower_teeth(sketch, stencil, lips, deep)
    stencil.fill(
        head(lips.upper + [(x, y + 0.7 + 2 * lips.opening) for x, y in reversed(lips.upper)]), (44, 10, 22), 0.4
    )
    for edge in (0, 1):
        x = (lips.left, lips.right)[edge][0]
        stencil.fill(head(ellipse((x, (lips.left, lips.right)[edge][1]), (lips.half * 0.3, 9), 14)), (44, 10, 22), 0.5)
    stencil.lay()


def _lower_teeth(sketch: Sketch, stencil: Stencil, lips: _Lips, deep: float) -> None:
    head = sketch.canvas.at(_DEPTH)
    share = clamp((sketch.pose.teeth - 0.45) / 0.4)
    row = [(lerp(x, 200, 0.1), y - deep * 0.76 * share * _arch(i) ** 0.5) for i, (x, y) in enumerate(lips.lower)]
    stencil.fill(head(lips.lower + row[::-1]), (228, 218, 206))
    top, bottom = lips.upper[_STEPS // 2][1], lips.lower[_STEPS // 2][1]
    for gap in (-0.62, -0.36, -0.12, 0.12, 0.36, 0.62):
        x = 200 + gap * lips.half
        stencil.fill(head(ribbon([(x, top - 4), (x * 0.98 + 4, bottom + 3)], 0.6)), (206, 192, 184), 0.8)


def _upper_lip(sketch: Sketch, lips: _Lips) -> None:
    who, pose, tones = sketch.who, sketch.pose, sketch.tones
    full = (4.6 + 1.6 * who.lips) * who.lip_full * (1 - 0.62 * pose.lip_press) * (1 - 0.3 * who.wear)
    full *= 1 - 0.25 * clamp(pose.smile)
    edge = []
    for i, (x, y) in enumerate(lips.upper):
        place = i / _STEPS
        # Cupid's bow: two peaks beside a small dip.
        bow = _arch(i) ** 0.8 * (1 - 0.30 * math.exp(-(((place - 0.5) / 0.09) ** 2)))
        edge.append((x, y - full * bow))
    head = sketch.canvas.at(_DEPTH)
    tone = mix(tones.skin, tones.lip, 0.55 + 0.45 * who.lips)
    sketch.canvas.fill(head(edge + lips.upper[::-1]), mix(tone, tones.lip_dark, 0.16))
    shade = [(x, lerp(y, edge[i][1], 0.34)) for i, (x, y) in enumerate(lips.upper)]
    sketch.canvas.fill(head(shade + lips.upper[::-1]), mix(tone, tones.lip_dark, 0.34))


def _lower_lip(sketch: Sketch, lips: _Lips) -> None:
    who, pose, tones = sketch.who, sketch.pose, sketch.tones
    full = (6.0 + 2.6 * who.lips) * who.lip_full * (1 - 0.55 * pose.lip_press) * (1 - 0.28 * who.wear)
    full *= 1 - 0.2 * clamp(lips.opening)
    edge = [(x, y + full * _arch(i) ** 0.85) for i, (x, y) in enumerate(lips.lower)]
    head = sketch.canvas.at(_DEPTH)
    tone = mix(tones.skin, tones.lip, 0.5 + 0.5 * who.lips)
    sketch.canvas.fill(head(edge + lips.lower[::-1]), tone)
    low = [(x, lerp(y, edge[i][1], 0.62)) for i, (x, y) in enumerate(lips.lower)]
    sketch.canvas.fill(head(edge + low[::-1]), mix(tone, tones.lip_dark, 0.14))
    shine = [(x - 2, lerp(y, edge[i][1], 0.42)) for i, (x, y) in enumerate(lips.lower)]
    gleam = mix(tone, (255, 226, 214), 0.16 + 0.26 * who.lips)
    sketch.canvas.stroke(head(shine[4:-5]), [0.3, 1.9 * who.lip_full * (1 - 0.5 * pose.lip_press), 0.3], gleam)
    under = [(x, y + 2.4) for x, y in edge]
    sketch.canvas.stroke(head(under[5:-5]), [0.3, 1.6, 0.3], sketch.crease(0.2))
