"""How colours look to eyes that lack one kind of cone, and how far apart they are then.

Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB; distances are CIE 1976 in Lab (D65), in which about
2 is the least that anybody sees and 10 is another colour at a glance.
"""

import math

EYES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_WHITE = (0.95047, 1.0, 1.08883)


def distance(first, second, eye):
    """How far apart two colours are for this kind of eye."""
    return math.dist(*(_lab(_times(EYES[eye], [_linear(part) for part in colour])) for colour in (first, second)))


def _times(matrix, values):
    return [sum(a * b for a, b in zip(row, values, strict=True)) for row in matrix]


def _linear(part):
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _lab(rgb):
    xyz = _times(_XYZ, [min(1.0, max(0.0, part)) for part in rgb])
    x, y, z = (_root(part / white) for part, white in zip(xyz, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(share):
    return share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116
