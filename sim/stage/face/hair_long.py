"""Styles with length: wavy, straight, bob, fringe, ponytail, bun."""

from sim.stage.face.locks import Hairdo, Lie, between, mass, sheaf
from sim.stage.face.sketch import mirror
from sim.stage.vector import Points


def _flip(points: Points) -> Points:
    """Guides on the other side, still root first."""
    return [(400 - x, y) for x, y in points]


def _waves(sway: float) -> tuple[Points, Points]:
    """Guides of the viewer's left curtain, outer and inner; sway is how far its waves swing."""
    outer: Points = [(180, 62), (138, 72), (113, 116), (108 - sway, 160), (100 + sway, 196), (88 - sway, 232), (96 + sway, 268),
                     (86 - sway, 304), (104, 342)]  # fmt: skip
    inner: Points = [(182, 96), (160, 114), (140, 142), (137 - sway, 172), (141 + sway, 204), (130 - sway, 236),
                     (140 + sway, 270), (130 - sway, 306), (140, 338)]  # fmt: skip
    return outer, inner


def wavy() -> Hairdo:
    """Long waves from a side parting, in front of the shoulders, one lock over the forehead."""
    outer_left, inner_left = _waves(4)
    outer_right, inner_right = _flip(outer_left), _flip(inner_left)
    outer_right[0], inner_right[0], inner_right[1] = (182, 62), (184, 90), (222, 94)
    left = [*outer_left[:-1], (112, 326), *reversed(inner_left[:-1])]
    right = [*outer_right[:-1], (288, 326), *reversed(inner_right[:-1])]
    back = mass([(200, 68), (248, 74), (282, 108), (294, 160), (298, 220), (306, 270), (300, 316), (280, 336), (120, 336),
                 (100, 316), (94, 270), (102, 220), (106, 160), (118, 108), (152, 74)], -0.9)  # fmt: skip
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
    """Sleek, parted in the middle, falling behind one shoulder and before the other."""
    back = mass([(200, 63), (248, 72), (276, 106), (284, 160), (285, 230), (288, 300), (284, 348), (116, 348),
                 (112, 300), (115, 230), (116, 160), (124, 106), (152, 72)], -0.8)  # fmt: skip
    left = [(198, 66), (160, 72), (131, 98), (120, 146), (118, 206), (115, 270), (118, 338), (136, 340), (143, 280),
            (139, 226), (138, 184), (143, 150), (160, 116), (190, 90)]  # fmt: skip
    right = [(202, 66), *reversed(mirror(left)[:-1])]
    right = [(202, 66), (240, 72), (269, 98), (280, 146), (282, 206), (285, 270), (283, 338), (268, 338), (262, 280),
             (262, 226), (262, 184), (257, 150), (240, 116), (210, 90)]  # fmt: skip
    outer = [(198, 66), (146, 80), (120, 146), (118, 220), (118, 336)]
    inner = [(197, 88), (164, 112), (141, 160), (139, 226), (138, 336)]
    return Hairdo(
        back=[back],
        front=[
            mass(left, -0.2), mass(right, -0.4),
            *sheaf(outer, inner, Lie(20, 4.6, -0.4, 0.35, (0.16, 0.4), 0.02, seed=1)),
            *sheaf(_flip(outer), _flip(inner), Lie(20, 4.6, -0.6, 0.2, (0.18, 0.38), 0.02, seed=2)),
            *sheaf(outer, inner, Lie(7, 2.2, 0.1, 0.5, (0.6, 0.84), 0.02, seed=3)),
        ],
    )  # fmt: skip


def bob() -> Hairdo:
    """To the jaw, side parting, tips turned in."""
    back = mass([(200, 62), (250, 72), (280, 108), (289, 166), (288, 222), (276, 262), (252, 272), (148, 272), (124, 262),
                 (112, 222), (111, 166), (120, 108), (150, 72)], -0.85)  # fmt: skip
    left = [(222, 66), (178, 64), (140, 80), (118, 118), (110, 168), (111, 222), (124, 258), (144, 266), (148, 244),
            (139, 214), (138, 184), (146, 154), (166, 128), (194, 106), (220, 92)]  # fmt: skip
    right = [(220, 66), (252, 74), (278, 104), (289, 156), (288, 220), (278, 256), (256, 266), (254, 242), (263, 210),
             (263, 180), (257, 148), (242, 116), (224, 92)]  # fmt: skip
    outer_left = [(221, 67), (150, 74), (114, 140), (110, 214), (140, 262)]
    inner_left = [(220, 92), (172, 122), (141, 170), (140, 218), (147, 252)]
    outer_right = [(221, 67), (268, 88), (289, 156), (288, 218), (260, 262)]
    inner_right = [(222, 92), (248, 126), (262, 174), (261, 216), (255, 248)]
    return Hairdo(
        back=[back],
        front=[
            mass(left, -0.25), mass(right, -0.4),
            *sheaf(outer_left, inner_left, Lie(22, 4.8, -0.45, 0.4, (0.18, 0.46), 0.05, seed=1, wander=2.5)),
            *sheaf(outer_right, inner_right, Lie(13, 4.8, -0.6, 0.2, (0.2, 0.45), 0.05, seed=2, wander=2.5)),
            *sheaf(outer_left, inner_left, Lie(7, 2.4, 0, 0.5, (0.62, 0.86), 0.05, seed=3, wander=4)),
        ],
    )  # fmt: skip


def _pulled_back(seed: int) -> Hairdo:
    """Hair drawn back from the face; the base of ponytail and bun."""
    cap = [(200, 66), (238, 71), (264, 96), (275, 136), (270, 178), (264, 168), (260, 146), (248, 122), (226, 103), (200, 98),
           (174, 103), (152, 122), (140, 146), (136, 168), (130, 178), (125, 136), (136, 96), (162, 71)]  # fmt: skip
    left_outer = [(198, 99), (188, 84), (176, 72)]
    left_inner = [(137, 170), (130, 150), (128, 132)]
    return Hairdo(
        front=[
            mass(cap, -0.3),
            *sheaf([(204, 98), (206, 82), (208, 66)], left_outer, Lie(4, 5, -0.4, 0.2, (0.2, 0.8), 0.02, seed=seed)),
            *sheaf(left_outer, left_inner, Lie(20, 5, -0.45, 0.35, (0.15, 0.75), 0.02, seed=seed + 1)),
            *sheaf(_flip(left_outer), _flip(left_inner), Lie(20, 5, -0.6, 0.15, (0.2, 0.7), 0.02, seed=seed + 2)),
        ]
    )  # fmt: skip


def ponytail() -> Hairdo:
    """Tied high, the tail over one shoulder, a swept fringe and loose strands."""
    hairdo = _pulled_back(1)
    tail = [(228, 62), (266, 66), (292, 100), (302, 160), (296, 220), (300, 270), (290, 306), (276, 270), (272, 210),
            (268, 150), (252, 92)]  # fmt: skip
    first = [(232, 64), (276, 74), (298, 140), (297, 220), (294, 300)]
    last = [(232, 76), (254, 92), (272, 160), (274, 220), (284, 296)]
    hairdo.back += [mass(tail, -0.6), *sheaf(first, last, Lie(13, 6, -0.7, 0.1, (0.2, 0.5), 0.12, seed=7, wander=3))]
    top, low = [(226, 72), (190, 86), (156, 112), (141, 150)], [(234, 90), (206, 108), (172, 126), (147, 152)]
    sweep = [
        (228, 70),
        (186, 74),
        (150, 98),
        (136, 136),
        (138, 160),
        (146, 152),
        (160, 134),
        (188, 122),
        (216, 106),
        (238, 92),
    ]
    hairdo.front += [
        mass(sweep, -0.15), *sheaf(top, low, Lie(15, 4.2, -0.3, 0.45, (0.15, 0.55), 0.12, seed=8, wander=2.5)),
        *sheaf([(140, 138), (133, 170), (136, 206)], [(145, 146), (139, 176), (140, 214)], Lie(4, 2.6, -0.2, 0.3, seed=9)),
        *sheaf([(262, 138), (269, 172), (265, 208)], [(258, 146), (264, 178), (262, 212)], Lie(4, 2.6, -0.4, 0.1, seed=10)),
    ]  # fmt: skip
    return hairdo


def bun() -> Hairdo:
    """Pinned up, with a knot that stays well inside the picture."""
    hairdo = _pulled_back(11)
    knot = [(200, 46), (222, 50), (232, 64), (222, 80), (200, 84), (178, 80), (168, 64), (178, 50)]
    hairdo.back += [
        mass(knot, -0.4),
        *sheaf(
            [(172, 60), (196, 46), (226, 58)],
            [(176, 78), (202, 66), (228, 76)],
            Lie(8, 5, -0.5, 0.3, (0.1, 0.6), seed=12),
        ),
    ]
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
    band = [
        (150, 92),
        (200, 76),
        (250, 92),
        (263, 130),
        (258, 146),
        (230, 138),
        (200, 140),
        (170, 138),
        (142, 146),
        (137, 130),
    ]
    hairdo.front += [
        mass(band, -0.25),
        *sheaf([(160, 84), (146, 112), (141, 148)], [(240, 84), (254, 112), (259, 148)],
               Lie(26, 5, -0.45, 0.35, (0.2, 0.6), 0.1, seed=21, wander=2)),
    ]  # fmt: skip
    return hairdo
