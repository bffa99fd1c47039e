"""Eyes, lids, brows and glasses: where most of a feeling is read."""

from dataclasses import dataclass

from sim.stage.face.canvas import Stencil
from sim.stage.face.sketch import SIDES, Sketch
from sim.stage.face.tones import brightness, deeper
from sim.stage.kit.vector import Colour, Point, Points, bezier, ellipse, lerp, mix, ribbon, spline

_DEPTH = 0.82
_WHITE: Colour = (247, 243, 238)


@dataclass(frozen=True, slots=True)
class _Lids:
    """The opening of one eye in design units."""

    side: int
    centre: Point
    half: float
    height: float
    slant: float
    inner: Point
    outer: Point
    upper: Points
    lower: Points


def _lids(sketch: Sketch, side: int) -> _Lids:
    pose, size = sketch.pose, sketch.who.eyes
    cx, cy = 200 + 31.5 * side, 184.0
    half = 15.8 * size * (1 - 0.007 * sketch.canvas.stance.yaw * side)
    droop = 1 - 0.14 * sketch.who.wear
    height = max(0.0, 10.4 * size * pose.eye * droop * (1 - sketch.blink))
    low = 6.4 * size * (1 - 0.55 * pose.squint) * min(1.0, pose.eye * 1.15) * (1 - 0.55 * sketch.blink)
    slant = 3.3 * pose.lid_slant
    inner = (cx - side * half, cy + 2.4 - 0.35 * slant)
    outer = (cx + side * half, cy - 1.6 + 0.12 * slant + 1.2 * sketch.who.wear)
    top = cy + 1.4 * sketch.blink * 2
    upper = bezier(
        inner,
        (cx - side * half * 0.52, top - height * 1.2 + slant * 1.2),
        (cx + side * half * 0.55, top - height * 1.14 - slant * 0.5 + 1.4 * sketch.who.wear),
        outer, 14,
    )  # fmt: skip
    lower = bezier(
        outer, (cx + side * half * 0.55, cy + low * 1.2), (cx - side * half * 0.5, cy + low * 1.22), inner, 12
    )
    return _Lids(side, (cx, cy), half, height, slant, inner, outer, upper, lower)


def draw_eyes(sketch: Sketch) -> None:
    """Both eyes, from the ball to the lashes."""
    for side in SIDES:
        lids = _lids(sketch, side)
        if lids.height > 1.2:
            _ball(sketch, lids)
        _lid_lines(sketch, lids)


def _ball(sketch: Sketch, lids: _Lids) -> None:
    head, pose = sketch.canvas.at(_DEPTH), sketch.pose
    white = mix(_WHITE, sketch.tones.skin, 0.10 + 0.06 * (lids.side > 0))
    stencil = Stencil(sketch.canvas, head(lids.upper + lids.lower), white)
    cx, cy = lids.centre
    gaze_x = max(-1.2, min(1.2, pose.gaze_x + sketch.life.gaze_x))
    gaze_y = max(-1.0, min(1.0, pose.gaze_y + sketch.life.gaze_y))
    eye = (cx + gaze_x * 6.2 - 0.4 * lids.side, cy - 0.9 + gaze_y * 4.2)
    corner = mix(white, (206, 120, 112), 0.75)
    stencil.fill(head(ellipse((lids.inner[0] + 0.6 * lids.side, lids.inner[1] - 0.4), (2.8, 2.4), 10)), corner)
    _iris(sketch, stencil, eye)
    shade = lids.upper + [(x, y + 4.2) for x, y in reversed(lids.upper)]
    stencil.fill(head(shade), (72, 52, 74), 0.42)
    r = 2.5 * sketch.who.eyes
    stencil.fill(head(ellipse((eye[0] - 3.1, eye[1] - 3.6), (r, r), 12)), (255, 255, 255))
    stencil.fill(head(ellipse((eye[0] + 3.6, eye[1] + 3.4), (1.1, 1.1), 8)), (240, 244, 248))
    stencil.lay()


def _iris(sketch: Sketch, stencil: Stencil, eye: Point) -> None:
    head, tone = sketch.canvas.at(_DEPTH), sketch.who.rgb("iris")
    radius = 9.2 * sketch.who.eyes
    pupil = 4.5 * sketch.pose.pupil * sketch.who.eyes
    stencil.fill(head(ellipse(eye, (radius, radius), 24)), deeper(tone, 0.55))
    stencil.fill(head(ellipse(eye, (radius * 0.86, radius * 0.86), 24)), tone)
    bright = mix(tone, (255, 232, 190), 0.42)
    stencil.fill(head(ellipse((eye[0], eye[1] + radius * 0.26), (radius * 0.66, radius * 0.56), 20)), bright)
    stencil.fill(head(ellipse(eye, (pupil * 1.22, pupil * 1.22), 18)), deeper(tone, 0.3))
    stencil.fill(head(ellipse(eye, (pupil, pupil), 18)), (20, 14, 20))


def _lid_lines(sketch: Sketch, lids: _Lids) -> None:
    who, tones = sketch.who, sketch.tones
    side, (cx, cy), height, slant = lids.side, lids.centre, lids.height, lids.slant
    head = sketch.canvas.at(_DEPTH)
    lash = mix(deeper(tones.hair, 0.6), (34, 22, 28), 0.4 + 0.6 * who.lashes)
    if height > 3:
        fold = bezier(
            (lids.inner[0] + 2 * side, cy - height * 0.7 - 2.2), (cx - 6 * side, cy - height - 5.2 + slant * 0.9),
            (cx + 8 * side, cy - height - 4.6 - slant * 0.3 + 2.2 * who.wear),
                (lids.outer[0] + side, cy - height * 0.3 - 2.6),
            10,
        )  # fmt: skip
        sketch.canvas.stroke(head(fold), [0.5, 1.7, 1.5, 0.5], sketch.crease(0.36))
    thick = 2.3 + 1.9 * who.lashes
    sketch.canvas.stroke(head(lids.upper), [0.8, thick * 0.8, thick, thick, 1.2], mix(tones.line, lash, 0.8))
    if who.lashes > 0.4:
        _lashes(sketch, lids, lash)
    sketch.canvas.stroke(head(lids.lower), [1.0, 1.5, 1.1, 0.6], sketch.crease(0.4))


def _lashes(sketch: Sketch, lids: _Lids, colour: Colour) -> None:
    """Three short lashes at the outer corner; they follow the lid when it closes."""
    head, side, long = sketch.canvas.at(_DEPTH), lids.side, 3.2 + 3.6 * sketch.who.lashes
    for index, (out, up) in zip((14, 12, 10), ((1.0, -0.55), (0.8, -0.85), (0.5, -1.0)), strict=True):
        x, y = lids.upper[index]
        lift = up if lids.height > 2 else 0.45
        tip = (x + side * long * out, y + long * lift * 0.8)
        path = [(x - side, y), (lerp(x, tip[0], 0.6), lerp(y, tip[1], 0.4)), tip]
        sketch.canvas.stroke(head(path), [2.0, 0.6], colour)


def _brow_colour(sketch: Sketch) -> Colour:
    hair = sketch.tones.hair
    if brightness(hair) > 0.62:
        grey = sketch.who.wear > 0.6
        return mix(hair, (128, 116, 112) if grey else (128, 90, 52), 0.5)
    return mix(deeper(hair, 0.2), sketch.tones.skin, 0.1)


def draw_brows(sketch: Sketch) -> None:
    """Brows as a body with single hairs, so that their edge is soft."""
    pose, thick, colour = sketch.pose, sketch.who.brows, _brow_colour(sketch)
    head = sketch.canvas.at(0.95)
    light = mix(colour, sketch.tones.skin, 0.16)
    for side in SIDES:
        skew = 5.5 * pose.brow_skew * (1 if side > 0 else -0.35)
        base = 160.5 - 9 * pose.brow_y - skew
        inner = (200 + side * (13.8 - 5.2 * pose.brow_close), base - 0.3 - 9.5 * pose.brow_in)
        middle = (200 + side * 35, base - 5.2 - 1.8 * pose.brow_in - 0.3 * skew)
        outer = (200 + side * 54, base + 2.6 - 6.5 * pose.brow_out)
        bend = (lerp(inner[0], middle[0], 0.5), lerp(inner[1], middle[1], 0.62))
        path = spline([inner, bend, middle, outer], steps=6)
        sketch.canvas.fill(head(ribbon(path, [4.6 * thick, 6.8 * thick, 5.4 * thick, 1.2])), colour)
        for index in range(0, 15, 2):
            x, y = path[index]
            rise, lean = thick * (5.4 - 0.22 * index), side * (1.5 + 0.22 * index)
            hair: Points = [
                (x - 0.3 * lean, y + 0.45 * rise),
                (x + 0.3 * lean, y - 0.15 * rise),
                (x + lean, y - 0.72 * rise),
            ]
            sketch.canvas.stroke(head(hair), [1.3, 0.5], colour if index % 4 else light)


def draw_glasses(sketch: Sketch) -> None:
    """Frames with a little glare; half frames have no lower edge."""
    kind = sketch.who.glasses
    if kind == "none":
        return
    frame, head = sketch.who.rgb("frame"), sketch.canvas.at(0.98)
    for side in SIDES:
        cx = 200 + 32 * side
        lens = _lens(kind, cx, side)
        _glare(sketch, cx)
        sketch.canvas.fill(head(ribbon([(x + 0.6, y + 2.2) for x, y in [*lens, lens[0]]], 1.6)), sketch.tones.shade)
        rim = [*lens, lens[0], lens[1]] if kind != "half" else lens[len(lens) // 2 :] + lens[:1]
        sketch.canvas.fill(head(ribbon(rim, 2.9 if kind != "half" else 3.4)), frame)
        arm = [(200 + 57 * side, 178), (200 + 70 * side, 175)]
        sketch.canvas.fill(sketch.canvas.domed(ribbon(arm, [3.0, 2.2])), frame)
    sketch.line([(190, 180), (200, 175.5), (210, 180)], [2.6, 2.4, 2.6], frame, 1.05)


def _glare(sketch: Sketch, cx: float) -> None:
    """Two slanted streaks of lamp light on a lens."""
    head = sketch.canvas.at(0.98)
    for left, right, strength in ((-15, -6, 0.15), (0, 3.5, 0.12)):
        streak = head([(cx + left, 172), (cx + right, 172), (cx + right - 9, 199), (cx + left - 9, 199)])
        Stencil(sketch.canvas, streak, (255, 255, 255)).lay(strength)


def _lens(kind: str, cx: float, side: int) -> Points:
    if kind == "round":
        return ellipse((cx, 186), (23, 20.5), 32)
    if kind == "half":
        return spline([(cx - 23, 178), (cx - 20, 198), (cx, 203), (cx + 20, 198), (cx + 23, 178), (cx, 173.5)],
                      closed=True, steps=6)  # fmt: skip
    outer = 3 * side
    return spline([(cx - 23, 173 + outer * 0.5), (cx, 170.5), (cx + 23, 173 - outer * 0.5), (cx + 24, 188),
        (cx + 15, 202),
                   (cx - 15, 202), (cx - 24, 188)], closed=True, steps=5)  # fmt: skip
