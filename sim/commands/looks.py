"""What the drawing knows of faces, for the check of scenarios. These modules of the stage need no pygame."""

from sim.content.advice import Face
from sim.stage.face.identity import FACE_KEYS, is_legal


def known_face() -> Face:
    """The keys that a scenario's `face` may have, and whether a value fits its key."""
    return Face(tuple(FACE_KEYS), is_legal)
