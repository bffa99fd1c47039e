"""A headscarf: wound round the head, draped over neck and shoulders, with soft folds."""

from sim.stage.face.canvas import Airbrush
from sim.stage.face.sketch import Sketch
from sim.stage.kit.vector import Colour, Points, ellipse, mix, spline


def _colours(sketch: Sketch) -> tuple[Colour, Colour, Colour]:
    cloth = sketch.who.rgb("scarf")
    return cloth, mix(cloth, (14, 10, 34), 0.42), mix(cloth, (255, 246, 228), 0.3)


def draw_scarf_back(sketch: Sketch) -> None:
    """What is seen behind head and neck."""
    _, dark, _ = _colours(sketch)
    shape = [(200, 58), (250, 72), (283, 118), (286, 190), (278, 250), (290, 312), (246, 338), (154, 338),
             (110, 312), (122, 250), (114, 190), (117, 118), (150, 72)]  # fmt: skip
    sketch.canvas.fill(sketch.canvas.head(spline(shape, closed=True, steps=7), -0.2), dark)


def draw_scarf_front(sketch: Sketch) -> None:
    """The cloth round the face and the drape over the chest."""
    _drape(sketch)
    canvas, drop = sketch.canvas, 8 * sketch.jaw
    cloth, dark, light = _colours(sketch)
    outer: Points = [(200, 58), (246, 68), (277, 104), (286, 160), (281, 214), (264, 258), (236, 288),
                     (200, 304), (164, 288), (136, 258), (119, 214), (114, 160), (123, 104), (154, 68)]  # fmt: skip
    inner: Points = [(200, 103), (230, 107), (252, 127), (260, 164), (258, 206), (247, 236),
                     (227, 260 + 0.6 * drop), (200, 271 + drop), (173, 260 + 0.6 * drop), (153, 236),
                     (142, 206), (140, 164), (148, 127), (170, 107)]  # fmt: skip
    o, i = spline(outer, closed=True, steps=7), spline(inner, closed=True, steps=7)
    wound = canvas.domed([*o, o[0], i[0], *reversed(i)])
    brush = Airbrush(canvas, wound, cloth)
    brush.wash(canvas.head([(250, 66), (312, 100), (304, 300), (220, 312), (256, 250), (270, 160)]), dark, 0.85)
    brush.wash(canvas.head(ellipse((158, 92), (44, 16), 20, -0.6)), light, 0.8)
    brush.wash(canvas.head(ellipse((128, 180), (7, 50), 20, 0.05)), light, 0.4)
    brush.wash(canvas.domed(spline([(x + (x - 200) * 0.06, y + (y - 176) * 0.05) for x, y in inner], closed=True,
        steps=4)),
               dark, 0.5)  # fmt: skip
    brush.soften(3)
    brush.lay()
    _folds(sketch, _WOUND)


def _drape(sketch: Sketch) -> None:
    canvas = sketch.canvas
    cloth, dark, light = _colours(sketch)
    shape = spline([(130, 244), (160, 270), (200, 282), (242, 268), (270, 244), (290, 306), (256, 350),
                    (198, 366), (142, 348), (110, 306)], closed=True, steps=7)  # fmt: skip
    outline = [(x, y + sketch.canvas.stance.breath * 0.3) for x, y in canvas.head(shape)]
    brush = Airbrush(canvas, outline, cloth)
    brush.wash(canvas.head([(236, 250), (306, 250), (306, 370), (200, 370), (234, 316)]), dark, 0.75)
    brush.wash(canvas.head(ellipse((200, 290), (60, 14), 20)), dark, 0.7)
    brush.wash(canvas.head(ellipse((146, 318), (22, 12), 18, 0.6)), light, 0.45)
    brush.soften(2, 2)
    brush.lay()
    _folds(sketch, _DRAPED)


_Fold = tuple[Points, float, float]  # knots, width, dark (-) or light (+)
_WOUND: tuple[_Fold, ...] = (
    ([(146, 88), (196, 72), (248, 90), (270, 138)], 2.2, -0.8),
    ([(150, 96), (198, 82), (244, 98), (264, 138)], 1.6, 0.35),
    ([(136, 112), (148, 88), (188, 80)], 1.8, -0.6),
    ([(124, 130), (122, 180), (134, 232)], 2.0, -0.6),
    ([(272, 150), (272, 200), (256, 244)], 2.4, -0.9),
    ([(131, 130), (129, 180), (140, 228)], 1.5, 0.4),
)
_DRAPED: tuple[_Fold, ...] = (
    ([(128, 270), (180, 318), (254, 286)], 2.6, -0.8),
    ([(124, 286), (186, 334), (270, 292)], 2.4, -0.7),
    ([(132, 312), (194, 350), (268, 312)], 2.2, -0.6),
    ([(128, 278), (178, 324), (232, 304)], 1.6, 0.4),
    ([(130, 294), (184, 340), (240, 318)], 1.5, 0.35),
)


def _folds(sketch: Sketch, folds: tuple[_Fold, ...]) -> None:
    cloth, dark, light = _colours(sketch)
    for knots, width, tone in folds:
        colour = mix(cloth, dark if tone < 0 else light, abs(tone))
        sketch.line(knots, [0.3, width, width * 0.8, 0.3], colour, 0.3)
