"""What a face does: a pose, the basis poses, and the way from hidden mood to a pose.

pose = neutral + sum(weight^1.5 x (basis - neutral)). Feelings together are stronger than the strongest of them and
never more than whole, so that a mixture stays a possible face and more of any feeling always shows (as it is heard:
sim/voice/mood.py). The two stages of a feeling count as one.

Anger and panic have two stages each (irritated, furious; worried, panicking). A face therefore moves by a
third of a whole expression when a mood moves 15 points, instead of by a sixth.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

from sim.stage.kit.vector import clamp


@dataclass(frozen=True, slots=True)
class Pose:
    """A face at one moment. Most numbers run 0..1 or -1..1; 0 is at rest, except openness and pupils (1)."""

    brow_y: float = 0.0  # up (+), down (-)
    brow_in: float = 0.0  # inner ends up (worry) or down (anger)
    brow_out: float = 0.0  # outer ends up or down
    brow_close: float = 0.0  # squeezed together
    brow_skew: float = 0.0  # one brow up alone: doubt
    eye: float = 1.0  # openness of the lids
    squint: float = 0.0  # lower lids up
    lid_slant: float = 0.0  # upper lids slope inwards (+, anger) or outwards (-, grief)
    pupil: float = 1.0
    gaze_x: float = 0.0  # away to the viewer's right (+)
    gaze_y: float = 0.0  # down (+)
    mouth_w: float = 1.0
    smile: float = 0.0  # corners up (+) or down (-)
    open: float = 0.0  # jaw
    teeth: float = 0.0  # upper lip drawn up
    lip_press: float = 0.0
    mouth_skew: float = 0.0  # one corner pulled aside: scorn
    wobble: float = 0.0  # trembling
    flush: float = 0.0
    pale: float = 0.0
    sweat: float = 0.0
    tilt: float = 0.0  # head to the side, degrees
    turn: float = 0.0  # head round its own axis, about 10 degrees at 1
    nod: float = 0.0  # chin down (+) or up (-)
    lean: float = 0.0  # towards the viewer
    shoulders: float = 0.0  # drawn up
    nostril: float = 0.0
    crease: float = 0.0  # frown lines between the brows
    eyebag: float = 0.0
    cheek: float = 0.0  # cheeks lifted by a smile


NEUTRAL = Pose()
_NAMES = tuple(field.name for field in fields(Pose))

BASIS: Mapping[str, Pose] = {
    "wary": Pose(
        brow_y=-0.12, brow_in=-0.25, brow_skew=0.75, brow_close=0.25, eye=0.9, squint=0.3, smile=-0.2, mouth_skew=0.5,
        mouth_w=0.95, lip_press=0.4, tilt=-1.5, turn=-0.4, nod=0.1, crease=0.2,
    ),
    "irritated": Pose(
        brow_y=-0.4, brow_in=-0.75, brow_out=0.2, brow_close=0.7, brow_skew=0.25, eye=0.84, squint=0.5, lid_slant=0.75,
        pupil=0.92, mouth_w=0.9, smile=-0.55, lip_press=1.0, mouth_skew=0.45, flush=0.32, tilt=-2.5, turn=0.35, nod=0.3,
        lean=0.35, shoulders=0.25, nostril=0.55, crease=0.75,
    ),
    "anger": Pose(
        brow_y=-0.6, brow_in=-1.15, brow_out=0.45, brow_close=0.95, eye=0.92, squint=0.4, lid_slant=1.1, pupil=0.84,
        mouth_w=1.1, smile=-0.8, open=0.42, teeth=0.9, flush=1.0, tilt=-3, turn=0.1, nod=0.55, lean=1.0, shoulders=0.6,
        nostril=1.0, crease=1.0,
    ),
    "worried": Pose(
        brow_y=0.4, brow_in=0.95, brow_out=-0.35, brow_close=0.55, eye=1.1, lid_slant=-0.5, pupil=0.88, mouth_w=0.88,
        smile=-0.45, open=0.06, lip_press=0.25, wobble=0.15, pale=0.35, tilt=3, turn=-0.3, nod=-0.05, lean=-0.1,
        shoulders=0.45, eyebag=0.3, crease=0.35,
    ),
    "panic": Pose(
        brow_y=0.95, brow_in=1.25, brow_out=-0.45, brow_close=0.45, eye=1.38, squint=-0.2, lid_slant=-0.55, pupil=0.66,
        mouth_w=0.86, smile=-0.5, open=0.8, teeth=0.15, wobble=1.0, pale=0.85, sweat=1.0, tilt=3.5, turn=0.15,
            nod=-0.45,
        lean=-0.2, shoulders=1.0, eyebag=0.5, crease=0.3, nostril=0.4,
    ),
    "trust": Pose(
        brow_y=0.28, brow_in=0.25, brow_out=0.05, eye=0.92, squint=0.5, pupil=1.14, mouth_w=1.14, smile=0.95, open=0.24,
        teeth=0.4, flush=0.12, tilt=4, turn=-0.35, nod=-0.05, lean=0.2, shoulders=-0.35, cheek=0.95,
    ),
    "calm": Pose(
        brow_y=0.18, brow_in=0.16, brow_out=-0.05, eye=0.84, squint=0.25, pupil=1.08, mouth_w=1.04, smile=0.5, tilt=2,
        turn=-0.2, shoulders=-0.6, cheek=0.35,
    ),
    "sad": Pose(
        brow_y=0.05, brow_in=0.85, brow_out=-0.45, brow_close=0.2, eye=0.72, lid_slant=-0.9, gaze_y=0.4, gaze_x=-0.15,
        mouth_w=0.9, smile=-0.65, lip_press=0.3, pale=0.2, tilt=5, turn=-0.3, nod=0.6, lean=-0.3, shoulders=-0.35,
        eyebag=0.85,
    ),
}  # fmt: skip


_STAGE_OF = {"irritated": "anger", "worried": "panic"}


def pose_for(weights: Mapping[str, float]) -> Pose:
    """The pose of a mixture of feelings; keys of BASIS, weights 0..1, others are ignored."""
    raised = {name: clamp(weight) ** 1.5 for name, weight in weights.items() if name in BASIS}
    families: dict[str, float] = {}
    for name, weight in raised.items():
        family = _STAGE_OF.get(name, name)
        families[family] = min(1.0, families.get(family, 0.0) + weight)
    scale = (1 - math.prod(1 - weight for weight in families.values())) / (sum(raised.values()) or 1.0)
    values = {}
    for name in _NAMES:
        rest = getattr(NEUTRAL, name)
        values[name] = rest + sum(
            (getattr(BASIS[feeling], name) - rest) * weight * scale for feeling, weight in raised.items()
        )
    return Pose(**values)


def _rise(value: float, start: float, end: float) -> float:
    return clamp((value - start) / (end - start))


def _hill(value: float, start: float, top: float, end: float) -> float:
    return min(_rise(value, start, top), 1 - _rise(value, top, end))


def feeling(anger: int, panic: int, trust: int, patience: int) -> dict[str, float]:
    """The caller's hidden state (0..100 each) as weights for `pose_for`.

    Anger and panic shape the face first; trust, calm and weariness show as far as those leave room. The
    weights are raised here by 2/3, which the power in `pose_for` undoes: every point moves the face alike.
    """
    hot, afraid = _rise(anger, 18, 98), _rise(panic, 18, 98)
    room = 1 - max(hot, afraid)
    warm = _rise(trust, 45, 88) * room
    weary = 0.95 * _rise(45 - patience, 0, 38) * max(0.0, room - 0.25 * hot)
    shares = {
        "irritated": _hill(anger, 18, 54, 98),
        "anger": _rise(anger, 54, 98),
        "worried": _hill(panic, 18, 52, 98),
        "panic": _rise(panic, 52, 98),
        "trust": warm,
        "calm": 0.9 * _rise(27 - max(anger, panic), 0, 22) * _rise(trust, 25, 50) * (1 - warm) * (1 - weary),
        "wary": 0.8 * _rise(38 - trust, 0, 30) * (1 - 0.6 * hot) * (1 - afraid) * (1 - weary),
        "sad": weary,
    }
    return {name: share ** (2 / 3) for name, share in shares.items() if share > 0}


# The eight moods of the contact sheet: anger, panic, trust, patience.
MOODS: Mapping[str, tuple[int, int, int, int]] = {
    "neutral": (22, 20, 44, 60),
    "calm": (6, 6, 52, 75),
    "trusting": (5, 5, 88, 80),
    "irritated": (54, 15, 38, 50),
    "furious": (90, 15, 38, 30),
    "worried": (15, 52, 42, 55),
    "panicking": (15, 90, 40, 50),
    "weary": (18, 18, 38, 8),
}


def leading(weights: Mapping[str, float]) -> str | None:
    """Which of the four shown feelings colours the picture: anger, panic, trust, calm; None at rest."""
    families = {
        "anger": max(weights.get("anger", 0.0), weights.get("irritated", 0.0)),
        "panic": max(weights.get("panic", 0.0), weights.get("worried", 0.0)),
        "trust": weights.get("trust", 0.0),
        "calm": weights.get("calm", 0.0),
    }
    name = max(families, key=lambda key: families[key])
    return name if families[name] >= 0.35 else None
