"""The colours of one face at one moment.

Shadows go towards plum and lights towards warm white, never towards grey or black; paleness is the own
skin with less colour, so that every skin blushes and pales in its own way.
"""

from dataclasses import dataclass

from sim.stage.face.identity import Identity
from sim.stage.face.pose import Pose
from sim.stage.kit.vector import Colour, mix

_PLUM: Colour = (58, 20, 46)
_WARM: Colour = (255, 243, 226)
_BLOOD: Colour = (214, 70, 62)


def deeper(tone: Colour, share: float) -> Colour:
    """Towards plum."""
    return mix(tone, _PLUM, share)


def brightness(tone: Colour) -> float:
    """How light a colour looks, 0..1."""
    return (0.30 * tone[0] + 0.59 * tone[1] + 0.11 * tone[2]) / 255


def _is_golden(hair: Colour) -> bool:
    """Fair hair is brown in its shadows, not grey."""
    return brightness(hair) > 0.5 and hair[0] - hair[2] > 40


@dataclass(frozen=True, slots=True)
class Tones:
    """Skin and what follows from it; hair."""

    skin: Colour
    shade: Colour  # soft form shadow
    dark: Colour  # folds, under the chin
    light: Colour
    line: Colour  # lids, nostrils
    blush: Colour
    lip: Colour
    lip_dark: Colour
    hair: Colour
    hair_dark: Colour
    hair_light: Colour


def tones_for(identity: Identity, pose: Pose) -> Tones:
    """The colours of this person in this pose."""
    skin = mix(identity.rgb("skin"), (222, 92, 76), 0.15 * pose.flush)
    grey = round(sum(skin) / 3)
    skin = mix(mix(skin, (grey + 4, grey, grey), 0.24 * pose.pale), (240, 232, 222), 0.10 * pose.pale)
    bright = brightness(skin)
    lip = mix(deeper(skin, 0.16), (188, 66, 76), 0.22 + 0.5 * identity.lips)
    lip = mix(lip, skin, 0.3 * pose.pale)
    hair = identity.rgb("hair")
    return Tones(
        skin=skin,
        shade=deeper(skin, 0.17),
        dark=deeper(skin, 0.34),
        light=mix(skin, _WARM if bright > 0.5 else (255, 208, 164), 0.34),
        line=deeper(skin, 0.66),
        blush=mix(skin, _BLOOD, 0.55),
        lip=lip,
        lip_dark=deeper(lip, 0.42),
        hair=hair,
        hair_dark=mix(hair, (84, 36, 22), 0.5) if _is_golden(hair) else mix(hair, (30, 14, 30), 0.38),
        hair_light=mix(hair, (255, 236, 206), 0.36 if brightness(hair) > 0.2 else 0.26),
    )
