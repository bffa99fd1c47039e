"""The head: its outline, its skin painted with soft light, ears, nose and what the years leave."""

from sim.stage.face.canvas import Airbrush, Px
from sim.stage.face.sketch import SIDES, Sketch, mirror, side_of
from sim.stage.kit.vector import Colour, Point, Points, clamp, ellipse, lerp, mix, spline

_COVERED_EARS = {"headscarf"}


def outline_of(sketch: Sketch) -> Px:
    """The head's outline in pixels; the jaw sinks when the mouth opens."""
    who, drop = sketch.who, 8.5 * sketch.jaw
    jowl = 2.0 * who.wear
    right: Points = [
        (200, 80), (237, 87), (259, 112), (266, 150), (200 + 65 * who.cheeks, 188),
        (200 + (57.5 + jowl) * who.jaw * (0.5 + 0.5 * who.cheeks), 220 + drop * 0.3),
        (200 + (42.5 + jowl) * who.jaw, 245 + drop * 0.7), (200 + 23 * who.jaw, 264 + 4 * (who.chin - 1) * 10 + drop),
        (200, 270 + 40 * (who.chin - 1) + drop),
    ]  # fmt: skip
    return sketch.canvas.domed(spline(right + mirror(right[1:-1]), closed=True, steps=7))


def draw_ears(sketch: Sketch) -> None:
    """Ears lie behind the head and hardly turn with it."""
    who, tones, canvas = sketch.who, sketch.tones, sketch.canvas
    if who.style in _COVERED_EARS:
        return
    for side in SIDES:
        skin = mix(tones.skin, tones.shade, 0.25 if side < 0 else 0.75)
        shell = [(138, 164), (128, 162), (121, 172), (122, 186), (127, 200), (134, 210), (141, 206), (143, 184)]
        canvas.fill(canvas.head(spline(side_of(shell, side), closed=True, steps=6), -0.12), skin)
        bowl = [(135, 172), (129, 171), (127, 182), (130, 194), (135, 199), (136, 186)]
        canvas.fill(canvas.head(spline(side_of(bowl, side), closed=True, steps=5), -0.12), mix(skin, tones.dark, 0.42))
        fold = side_of([(136, 168), (127, 169), (125, 184), (130, 201)], side)
        sketch.line(fold, [0.6, 2.2, 1.8, 0.5], mix(skin, tones.light, 0.5), -0.12)
        _earring(sketch, 400 - 131 if side > 0 else 131)


def _earring(sketch: Sketch, x: float) -> None:
    kind, canvas = sketch.who.earrings, sketch.canvas
    if kind == "hoop":
        ring = [*ellipse((x, 219), (6, 8), 18), (x + 6, 219)]
        sketch.line(ring[::3], [1.8, 1.8], (214, 170, 82), -0.12)
    elif kind in {"pearl", "stud"}:
        radius = 4.2 if kind == "pearl" else 2.6
        tone: Colour = (240, 232, 222) if kind == "pearl" else (222, 184, 98)
        canvas.fill(canvas.head(ellipse((x, 210), (radius, radius), 16), -0.12), tone)
        canvas.fill(canvas.head(ellipse((x - 1, 208.8), (radius * 0.35, radius * 0.35), 8), -0.12), (255, 255, 255))


def draw_skin(sketch: Sketch, outline: Px) -> None:
    """The whole face in soft light: one airbrush, from large shadows to small lights."""
    brush = Airbrush(sketch.canvas, outline, sketch.tones.skin)
    _form(sketch, brush)
    brush.soften(4)
    _planes(sketch, brush)
    _warmth(sketch, brush)
    _beard_shadow(sketch, brush)
    brush.soften(2, 2)
    _relief(sketch, brush)
    _rim_light(sketch, brush)
    brush.soften(1, 1)
    brush.lay()


def _form(sketch: Sketch, brush: Airbrush) -> None:
    tones, at = sketch.tones, sketch.canvas.at(0.3)
    brush.wash(at([(238, 70), (300, 70), (300, 300), (214, 300), (236, 252), (250, 212), (254, 150)]), tones.dark, 0.62)
    brush.wash(at([(100, 80), (146, 80), (137, 150), (142, 205), (160, 250), (186, 300), (100, 300)]), tones.dark, 0.26)
    brush.wash(at(ellipse((200, 276 + 8 * sketch.jaw), (56, 14), 20)), tones.dark, 0.38)
    brush.wash(at(ellipse((204, 88), (74, 18), 20)), tones.dark, 0.36)


def _planes(sketch: Sketch, brush: Airbrush) -> None:
    tones, who, pose = sketch.tones, sketch.who, sketch.pose
    front, mid = sketch.canvas.at(1.0), sketch.canvas.at(0.75)
    for side in SIDES:
        x = 200 + 31 * side
        brush.wash(mid(ellipse((x - 3 * side, 174), (20, 12), 18)), tones.dark, 0.26 + 0.1 * pose.crease)
        brush.wash(mid(ellipse((200 + 48 * side, 228), (13, 17), 16)), tones.dark, 0.16 + 0.2 * who.tired)
        bag = clamp(0.14 + 0.42 * who.wear * 0.8 + 0.5 * who.tired + 0.45 * pose.eyebag)
        brush.wash(mid(ellipse((x - 2 * side, 200), (15, 5.5), 16)), mix(tones.dark, (86, 44, 96), 0.4), 0.42 * bag)
    brush.wash(mid(ellipse((182, 124), (38, 20), 20, -0.15)), tones.light, 0.42)
    brush.wash(mid(ellipse((160, 207), (16, 10), 18, 0.35)), tones.light, 0.42)
    brush.wash(mid(ellipse((236, 207), (11, 8), 16, -0.35)), tones.light, 0.16)
    brush.wash(front(ellipse((197, 257 + 8 * sketch.jaw), (14, 7), 16)), tones.light, 0.30)
    brush.wash(front(ellipse((200, 249 + 9 * sketch.jaw), (17, 4.5), 16)), tones.dark, 0.40)
    if who.wear > 0.4:
        for side in SIDES:
            brush.wash(mid(ellipse((200 + 34 * side, 250), (4, 11), 12, 0.25 * side)), tones.dark, 0.5 * who.wear)
    _nose_planes(sketch, brush)


def _nose_planes(sketch: Sketch, brush: Airbrush) -> None:
    tones, width = sketch.tones, sketch.who.nose
    near, tip = sketch.canvas.at(1.0), sketch.canvas.at(1.3)
    brush.wash(near([(204, 166), (211, 178), (207 + 3 * width, 200), (201 + 13 * width, 212), (208, 217),
        (202.5, 192)]),
               tones.dark, 0.6)  # fmt: skip
    brush.wash(near([(196, 168), (190, 176), (192, 196), (200 - 13 * width, 211), (194, 206)]), tones.dark, 0.18)
    brush.wash(tip(ellipse((201, 219.5), (15 * width, 4.5), 16)), tones.dark, 0.44)


def _warmth(sketch: Sketch, brush: Airbrush) -> None:
    """Blood in the cheeks, the tip of the nose, the ears of a furious man."""
    tones, pose, who = sketch.tones, sketch.pose, sketch.who
    at, tip = sketch.canvas.at(0.7), sketch.canvas.at(1.2)
    glow = clamp(0.5 * who.rosy * (1 - 0.8 * pose.pale) + 0.75 * pose.flush + 0.3 * pose.cheek)
    for side, x in zip(SIDES, (157, 243), strict=True):
        brush.wash(at(ellipse((x, 212 - 2 * pose.cheek), (19, 12), 18, -0.25 * side)), tones.blush, 0.55 * glow)
    brush.wash(tip(ellipse((200, 207), (11 * who.nose, 8), 16)), tones.blush, 0.36 * glow)
    brush.wash(at(ellipse((200, 122), (46, 20), 20)), tones.blush, 0.34 * max(0.0, pose.flush - 0.3))
    brush.wash(at(ellipse((200, 254), (18, 8), 16)), tones.blush, 0.2 * glow)


def _beard_shadow(sketch: Sketch, brush: Airbrush) -> None:
    strength = {"stubble": 0.6, "short": 0.5, "moustache": 0.26, "full": 0.5}.get(sketch.who.beard, 0.0)
    if not strength:
        return
    drop, at = 8 * sketch.jaw, sketch.canvas.at(0.8)
    colour = mix(sketch.tones.hair_dark, sketch.tones.shade, 0.25)
    field = [(131, 196), (140, 214), (160, 222), (176, 224), (200, 220)]
    chin = [(200, 290 + drop), (150, 280 + drop), (120, 230)]
    brush.wash(at([*field, *mirror(field)[1:], *mirror(chin)[:-1], *chin]), colour, strength)
    brush.wash(at(ellipse((200, 241 + drop * 0.4), (21, 5 + drop * 0.6), 20)), sketch.tones.skin, 0.4)


def _relief(sketch: Sketch, brush: Airbrush) -> None:
    """Small lights and folds that stay a little soft."""
    tones, who, pose = sketch.tones, sketch.who, sketch.pose
    near, tip = sketch.canvas.at(1.05), sketch.canvas.at(1.35)
    brush.wash(near([(196.5, 166), (199.5, 166), (200.5, 197), (196, 199)]), tones.light, 0.5)
    brush.wash(tip(ellipse((197.5, 206), (4.4 * who.nose, 4.4), 14)), tones.light, 0.7)
    brush.wash(near(ellipse((196.5, 224), (2, 4), 10)), tones.light, 0.3)
    brush.wash(near(ellipse((202, 224), (2, 4.5), 10)), tones.dark, 0.3)
    fold = clamp(max(0.9 * pose.cheek, 0.9 * pose.teeth * (pose.smile < 0), 0.62 * who.wear) + 0.12)
    for side in SIDES:
        low = 200 + side * (33 + 3 * pose.smile)
        crease = [(200 + 17 * side, 208), (200 + 29 * side, 219), (low, 237), (low - 4 * side, 238),
                  (200 + 25 * side, 222), (200 + 15 * side, 212)]  # fmt: skip
        brush.wash(near(crease), tones.dark, 0.52 * fold)
        brush.wash(near(ellipse((200 + 36 * side, 217), (8, 8), 14)), tones.light, 0.16 * fold * (side < 0))


def _rim_light(sketch: Sketch, brush: Airbrush) -> None:
    """A little of the room's light along the shaded cheek lifts the head off the backdrop."""
    at = sketch.canvas.at(0.1)
    edge = [(262, 110), (282, 140), (282, 200), (262, 250), (236, 290), (228, 280), (252, 240), (262, 196), (263, 150)]
    brush.wash(at(edge), sketch.rim, 0.30)


def draw_nose(sketch: Sketch) -> None:
    """Wings, nostrils and the line under the tip; crisp, over the painted planes."""
    tones, flare, width = sketch.tones, 2.2 * sketch.pose.nostril, sketch.who.nose
    wide = 12.6 * width + flare
    for side in SIDES:
        wing: Points = [(200 + side * (wide - 4), 203), (200 + side * (wide + 0.5), 208), (200 + side * (wide - 0.5),
                213.5),
                (200 + side * (wide - 5), 214.5)]  # fmt: skip
        sketch.line(wing, [0.4, 1.5, 1.9, 0.5], sketch.crease(0.26 if side < 0 else 0.4), 1.15)
        hole = ellipse((200 + side * (wide * 0.56), 214.2), (3.1 + 0.25 * flare, 1.6 + 0.3 * flare), 12, -0.25 * side)
        sketch.canvas.fill(sketch.canvas.head(hole, 1.25), mix(tones.dark, tones.line, 0.55))
    under = [(194, 215.5), (200, 217.6), (206, 215.5)]
    sketch.line(under, [0.5, 1.7, 0.5], sketch.crease(0.42), 1.3)


def draw_years(sketch: Sketch) -> None:
    """Lines of age and of the moment: forehead, crow's feet, bags, frown, lips."""
    who, pose = sketch.who, sketch.pose
    raised = clamp(pose.brow_y + 0.6 * max(0.0, pose.brow_in))
    forehead = clamp(0.8 * max(0.0, who.wear - 0.2) + 0.6 * raised * (0.25 + who.wear))
    if forehead > 0.2:
        for y, half in ((117, 30), (127, 36), (137, 30)):
            bend = 1.5 + 3 * raised
            lines: Points = [(200 - half, y + bend), (190, y - bend), (212, y - bend + 1), (200 + half, y + bend)]
            sketch.line(lines, [0.3, 1.5, 1.2, 0.3], sketch.crease(0.30 * forehead), 0.8)
    _eye_lines(sketch)
    if pose.crease > 0.1:
        for side, strength in zip(SIDES, (0.75, 1.0), strict=True):
            knots: Points = [(200 + 6.5 * side, 150), (200 + 4.4 * side, 159), (200 + 5.6 * side, 168)]
            frown = clamp(pose.crease)
            sketch.line(knots, [0.4, 2.6 * frown, 0.5], sketch.crease(0.55 * strength * frown), 1.0)
    if who.wear > 0.75:
        for x in (186, 193, 207, 214):
            pleat: Points = [(x, 226), (lerp(x, 200, 0.08), 230), (lerp(x, 200, 0.1), 233)]
            sketch.line(pleat, [0.3, 0.9, 0.3], sketch.crease(0.22), 1.0)


def _eye_lines(sketch: Sketch) -> None:
    who, pose = sketch.who, sketch.pose
    bag = clamp(0.75 * who.wear + 0.7 * who.tired + 0.6 * pose.eyebag)
    feet = clamp(0.85 * max(0.0, who.wear - 0.15) + 0.5 * pose.cheek * (0.35 + who.wear))
    for side in SIDES:
        x = 200 + 31 * side
        if bag > 0.22:
            knots: Points = [(x - 14 * side, 196), (x - 3 * side, 202), (x + 12 * side, 199)]
            sketch.line(knots, [0.4, 1.7, 0.4], sketch.crease(0.34 * bag), 0.75)
        if feet > 0.2:
            _crows_feet(sketch, side, feet)


def _crows_feet(sketch: Sketch, side: int, strength: float) -> None:
    for slope in (-4.5, 0.5, 5.5):
        start: Point = (200 + 51 * side, 184 + slope * 0.5)
        end = (200 + 60 * side, 184 + slope * 1.7)
        middle = (200 + 56 * side, 183.6 + slope)
        sketch.line([start, middle, end], [0.4, 1.3, 0.3], sketch.crease(0.34 * strength), 0.5)


def draw_freckles(sketch: Sketch, spots: Points) -> None:
    """Freckles over nose and cheeks; places come from the portrait so that they never move on the skin."""
    strength = sketch.who.freckles
    if strength <= 0:
        return
    colour = mix(mix(sketch.tones.skin, sketch.tones.shade, 0.4), (140, 74, 44), 0.5 * strength)
    for x, y in spots:
        radius = 0.75 + 0.4 * ((x * 7 + y * 3) % 1)
        sketch.canvas.fill(sketch.canvas.domed(ellipse((x, y), (radius, radius * 0.85), 7)), colour)
