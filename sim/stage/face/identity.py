"""What a face is: an Identity, and the legal keys and values of a scenario's `face: {}`.

FACE_KEYS is the one list: the checker reports keys that are not in it and values that `is_legal` refuses;
`with_overrides` applies those that are right and passes over the rest.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sim.stage.kit.vector import Colour, clamp, colour

STYLES = (
    "wavy", "straight", "bob", "fringe", "ponytail", "bun", "set", "curls", "short", "messy", "swept", "receding",
    "balding", "crop", "textured", "headscarf",
)  # fmt: skip
CLOTHES = ("knit", "tee", "shirt", "flannel", "blazer", "cardigan", "hoodie", "apron", "rollneck", "blouse")
BEARDS = ("none", "stubble", "moustache", "short", "full")
GLASSES = ("none", "round", "square", "half")
EARRINGS = ("none", "stud", "pearl", "hoop")


@dataclass(frozen=True, slots=True)
class Identity:
    """One person's looks. Colours are `#RRGGBB`; most factors are 1 for an average face."""

    skin: str = "#E8B48F"
    hair: str = "#3B2A22"
    style: str = "short"
    grey: float = 0.0  # share of grey strands
    iris: str = "#5B4636"
    age: float = 35.0  # years
    jaw: float = 1.0
    chin: float = 1.0
    cheeks: float = 1.0
    nose: float = 1.0
    eyes: float = 1.0
    brows: float = 1.0
    lashes: float = 0.3
    lips: float = 0.3  # how coloured
    lip_full: float = 1.0
    rosy: float = 0.3
    freckles: float = 0.0
    tired: float = 0.0  # shadows under the eyes
    beard: str = "none"
    glasses: str = "none"
    frame: str = "#3A3340"  # of the glasses
    earrings: str = "none"
    clothes: str = "knit"
    top: str = "#3E6C86"
    inner: str = "#E9EEF0"
    scarf: str = "#3C7F86"
    build: float = 1.0  # width of neck and shoulders

    @property
    def wear(self) -> float:
        """How much age shows, 0..1."""
        return clamp((self.age - 30) / 42)

    def rgb(self, name: str) -> Colour:
        """A colour field as numbers."""
        return colour(str(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class FaceKey:
    """What a key of `face: {}` may hold: one of the choices, a colour, or a number from low to high."""

    kind: str
    choices: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 0.0

    @property
    def legal(self) -> str:
        """The legal values as text that needs no translation."""
        if self.kind == "choice":
            return " | ".join(self.choices)
        return "#RRGGBB" if self.kind == "colour" else f"{self.low:g} .. {self.high:g}"


def _number(low: float, high: float) -> FaceKey:
    return FaceKey("number", low=low, high=high)


_COLOUR = FaceKey("colour")
_FACTOR = _number(0.8, 1.25)
_SHARE = _number(0.0, 1.0)

FACE_KEYS: Mapping[str, FaceKey] = {
    "skin": _COLOUR,
    "hair": _COLOUR,
    "style": FaceKey("choice", STYLES),
    "grey": _SHARE,
    "iris": _COLOUR,
    "age": _number(18, 95),
    "jaw": _FACTOR,
    "chin": _FACTOR,
    "cheeks": _FACTOR,
    "nose": _FACTOR,
    "eyes": _number(0.85, 1.15),
    "brows": _number(0.5, 1.7),
    "lashes": _SHARE,
    "lips": _SHARE,
    "lip_full": _number(0.6, 1.5),
    "rosy": _SHARE,
    "freckles": _SHARE,
    "tired": _SHARE,
    "beard": FaceKey("choice", BEARDS),
    "glasses": FaceKey("choice", GLASSES),
    "frame": _COLOUR,
    "earrings": FaceKey("choice", EARRINGS),
    "clothes": FaceKey("choice", CLOTHES),
    "top": _COLOUR,
    "inner": _COLOUR,
    "scarf": _COLOUR,
    "build": _number(0.85, 1.2),
}


def is_legal(key: str, value: str) -> bool:
    """Whether a scenario may write `key: value` in its face."""
    rule = FACE_KEYS.get(key)
    if rule is None:
        return False
    if rule.kind == "choice":
        return value in rule.choices
    if rule.kind == "colour":
        return re.fullmatch(r"#?[0-9A-Fa-f]{6}", value) is not None
    try:
        return rule.low <= float(value) <= rule.high
    except ValueError:
        return False


def with_overrides(identity: Identity, overrides: Mapping[str, str]) -> Identity:
    """The identity with a scenario's wishes; keys and values that are not legal are passed over."""
    wishes = {key: str(value) for key, value in overrides.items() if is_legal(key, str(value))}
    if not wishes:
        return identity
    values: dict[str, str | float] = {
        key: float(value) if FACE_KEYS[key].kind == "number" else value for key, value in wishes.items()
    }
    return replace(identity, **values)  # type: ignore[arg-type]  # the kinds were checked just above
