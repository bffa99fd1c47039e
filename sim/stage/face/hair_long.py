"""Styles with length: wavy, straight, bob, fringe, ponytail, bun."""

from sim.stage.face.locks import Hairdo, Lie, flip, mass, sheaf
from sim.stage.kit.vector import Points


def _waves(sway: float) -> tuple[Points, Points]:
    """Guides of the viewer's left curtain, outer and inner; sway is how far its waves swing."""
    outer: Points = [(180, 63), (147, 71), (121, 98), (109, 140), (104 - sway, 182), (100 + sway, 220),
                     (87 - sway, 258), (97 + sway, 298), (104, 342)]  # fmt: skip
    inner: Points = [(182, 98), (169, 109), (151, 130), (140, 158), (136 - sway, 186), (142 + sway, 222),
                     (130 - sway, 258), (141 + sway, 298), (138, 338)]  # fmt: skip
    return outer, inner


def wavy() -> Hairdo:
    """Long waves from a side parting, in front of the shoulders, one lock over the forehead."""
    outer_left, inner_left = _waves(4)
    outer_right, inner_right = flip(outer_left), flip(inner_left)
    outer_right[0], inner_right[0], inner_right[1] = (182, 63), (184, 90), (216, 92)
    left = [*outer_left[:-1], (112, 326), *reversed(inner_left[:-1])]
    right = [*outer_right[:-1], (288, 326), *reversed(inner_right[:-1])]
    back = mass([(200, 68), (248, 74), (282, 108), (294, 160), (298, 220), (306, 270), (300, 316), (280, 336),
                 (120, 336), (100, 316), (94, 270), (102, 220), (106, 160), (118, 108), (152, 74)], -0.9)  # fmt: skip
    sweep_top: Points = [(184, 70), (222, 74), (256, 100), (268, 144), (272, 178)]
    sweep_low: Points = [(182, 92), (206, 108), (234, 126), (256, 154), (264, 190)]
    return Hairdo(
        back=[back, *sheaf(outer_left, inner_left, Lie(8, 8, -0.95, -0.5, ragged=0.08, seed=4, wander=8)),
              *sheaf(outer_right, inner_right, Lie(8, 8, -0.95, -0.55, ragged=0.08, seed=5, wander=8))],
        front=[
            mass(left, -0.3), mass(right, -0.45),
            *sheaf(outer_left, inner_left, Lie(18, 6, -0.5, 0.4, (0.1, 0.34), 0.1, seed=1, wander=6)),
            *sheaf(outer_right, inner_right, Lie(18, 6, -0.65, 0.22, (0.1, 0.34), 0.1, seed=2, wander=6)),
            *sheaf(outer_left, inner_left, Lie(7, 3, -0.1, 0.45, (0.42, 0.62), 0.12, seed=3, wander=7)),
            *sheaf(outer_right, inner_right, Lie(7, 3, -0.3, 0.3, (0.44, 0.62), 0.12, seed=6, wander=7)),
            mass([*sweep_top, *reversed(sweep_low)], -0.2),
            *sheaf(sweep_top, sweep_low, Lie(13, 4.6, -0.4, 0.45, (0.12, 0.5), 0.08, seed=7, wander=2.5)),
        ],
    )  # fmt: skip


def straight() -> Hairdo:
    """Sleek, parted in the middle; before one shoulder, behind the other."""
    back = mass([(200, 68), (246, 74), (274, 108), (281, 160), (282, 220), (290, 280), (282, 324), (262, 336),
                 (138, 336), (116, 320), (114, 280), (116, 220), (119, 160), (126, 108), (154, 74)], -0.75)  # fmt: skip
    outer: Points = [(198, 64), (158, 70), (129, 102), (119, 156), (117, 214), (110, 268), (116, 322), (132, 346)]
    inner: Points = [(197, 96), (174, 106), (150, 138), (140, 180), (142, 226), (140, 276), (142, 318), (136, 344)]
    outer_right: Points = [(202, 64), (242, 70), (271, 102), (281, 156), (283, 214), (292, 268), (288, 318), (274, 342)]
    inner_right: Points = [(203, 96), (226, 106), (250, 138), (260, 180), (258, 226), (262, 276), (262, 316),
                           (268, 340)]  # fmt: skip
    return Hairdo(
        back=[back],
        front=[
            mass([*outer, *reversed(inner)], -0.25),
            mass([*outer_right, *reversed(inner_right)], -0.42),
            *sheaf(outer, inner, Lie(22, 5, -0.5, 0.35, (0.12, 0.36), 0.06, seed=1, wander=4)),
            *sheaf(outer_right, inner_right, Lie(22, 5, -0.7, 0.15, (0.13, 0.36), 0.06, seed=2, wander=4)),
            *sheaf(outer, inner, Lie(9, 2.6, -0.1, 0.5, (0.56, 0.8), 0.06, seed=3, wander=5)),
            *sheaf(outer_right, inner_right, Lie(6, 2.6, -0.3, 0.3, (0.6, 0.8), 0.06, seed=4, wander=5)),
        ],
    )  # fmt: skip


def bob() -> Hairdo:
    """To the jaw, side parting, tips turned in."""
    back = mass([(200, 68), (248, 76), (278, 110), (288, 166), (287, 222), (274, 256), (250, 266), (150, 266),
                 (126, 256), (113, 222), (112, 166), (122, 110), (152, 76)], -0.85)  # fmt: skip
    outer_left: Points = [(221, 63), (156, 68), (119, 118), (110, 172), (110, 222), (124, 256), (150, 270)]
    inner_left: Points = [(220, 94), (180, 116), (150, 148), (140, 186), (138, 220), (145, 246), (156, 258)]
    outer_right: Points = [(221, 63), (256, 76), (282, 118), (290, 172), (289, 222), (276, 254), (250, 268)]
    inner_right: Points = [(222, 94), (240, 116), (256, 148), (263, 186), (263, 220), (257, 244), (246, 256)]
    return Hairdo(
        back=[back],
        front=[
            mass([*outer_left[:-1], (140, 258), *reversed(inner_left[:-1])], -0.3),
            mass([*outer_right[:-1], (260, 256), *reversed(inner_right[:-1])], -0.45),
            *sheaf(outer_left, inner_left, Lie(24, 5.4, -0.5, 0.38, (0.14, 0.4), 0.04, seed=1, wander=3.5)),
            *sheaf(outer_right, inner_right, Lie(17, 5.4, -0.65, 0.2, (0.16, 0.4), 0.04, seed=2, wander=3.5)),
            *sheaf(outer_left, inner_left, Lie(8, 2.6, -0.1, 0.5, (0.56, 0.82), 0.05, seed=3, wander=5)),
        ],
    )  # fmt: skip


def _pulled_back(seed: int) -> Hairdo:
    """Hair drawn back from the face; the base of ponytail and bun."""
    cap = [(200, 66), (238, 71), (264, 96), (275, 136), (270, 178), (264, 168), (260, 146), (248, 122),
           (226, 103), (200, 98), (174, 103), (152, 122), (140, 146), (136, 168), (130, 178), (125, 136),
           (136, 96), (162, 71)]  # fmt: skip
    # Three guides a side, so that the roots follow the curve of the hairline.
    middle: Points = [(200, 99), (197, 82), (192, 67)]
    temple: Points = [(160, 112), (150, 94), (158, 76)]
    ear: Points = [(137, 172), (127, 140), (134, 104)]
    return Hairdo(
        front=[
            mass(cap, -0.3),
            *sheaf(middle, temple, Lie(11, 5, -0.45, 0.35, (0.15, 0.75), 0.02, seed=seed)),
            *sheaf(temple, ear, Lie(12, 5, -0.5, 0.25, (0.15, 0.75), 0.02, seed=seed + 1)),
            *sheaf(flip(middle), flip(temple), Lie(11, 5, -0.6, 0.2, (0.2, 0.7), 0.02, seed=seed + 2)),
            *sheaf(flip(temple), flip(ear), Lie(12, 5, -0.7, 0.1, (0.2, 0.7), 0.02, seed=seed + 3)),
        ]
    )


def ponytail() -> Hairdo:
    """Tied high, the tail over one shoulder, a swept fringe and loose strands."""
    hairdo = _pulled_back(1)
    tail = [(228, 62), (266, 66), (292, 100), (302, 160), (296, 220), (300, 270), (290, 306), (276, 270),
            (272, 210), (268, 150), (252, 92)]  # fmt: skip
    first = [(232, 64), (276, 74), (298, 140), (297, 220), (294, 300)]
    last = [(232, 76), (254, 92), (272, 160), (274, 220), (284, 296)]
    hairdo.back += [mass(tail, -0.6), *sheaf(first, last, Lie(20, 5, -0.7, 0.2, (0.16, 0.4), 0.03, seed=7, wander=3))]
    top: Points = [(228, 70), (186, 75), (150, 99), (137, 142)]
    low: Points = [(234, 90), (206, 108), (172, 126), (147, 152)]
    sweep = [(228, 70), (186, 74), (150, 98), (136, 136), (138, 160), (146, 152), (160, 134), (188, 122),
             (216, 106), (238, 92)]  # fmt: skip
    hairdo.front += [
        mass(sweep, -0.15), *sheaf(top, low, Lie(24, 4.6, -0.5, 0.4, (0.15, 0.55), 0.12, seed=8, wander=2.5)),
        *sheaf([(140, 138), (133, 170), (136, 206)], [(145, 146), (139, 176),
            (140, 214)], Lie(4, 2.6, -0.2, 0.3, seed=9)),
        *sheaf([(262, 138), (269, 172), (265, 208)], [(258, 146), (264, 178),
            (262, 212)], Lie(4, 2.6, -0.4, 0.1, seed=10)),
    ]  # fmt: skip
    return hairdo


def bun() -> Hairdo:
    """Pinned up, with a knot that stays well inside the picture."""
    hairdo = _pulled_back(11)
    knot = [(200, 52), (222, 56), (232, 70), (222, 84), (200, 90), (178, 84), (168, 70), (178, 56)]
    left: Points = [(172, 72), (196, 56), (228, 70)]
    right: Points = [(178, 86), (202, 72), (226, 84)]
    hairdo.back += [mass(knot, -0.5), *sheaf(left, right, Lie(10, 5, -0.5, 0.3, (0.1, 0.6), seed=12))]
    hairdo.front += [
        *sheaf(
            [(146, 140), (134, 168), (137, 200)], [(149, 142), (139, 172), (140, 206)], Lie(3, 2.2, -0.3, 0.2, seed=13)
        ),
        *sheaf(
            [(254, 140), (267, 168), (264, 198)], [(252, 144), (262, 174), (261, 204)], Lie(3, 2.2, -0.4, 0.1, seed=14)
        ),
    ]
    return hairdo


def fringe() -> Hairdo:
    """A bob with a full fringe."""
    hairdo = bob()
    band = [(150, 92), (200, 76), (250, 92), (263, 130), (258, 146), (230, 138), (200, 140), (170, 138),
            (142, 146), (137, 130)]  # fmt: skip
    hairdo.front += [
        mass(band, -0.25),
        *sheaf([(160, 84), (146, 112), (141, 148)], [(240, 84), (254, 112), (259, 148)],
               Lie(26, 5, -0.45, 0.35, (0.2, 0.6), 0.1, seed=21, wander=2)),
    ]  # fmt: skip
    return hairdo
