"""Who the callers are: the twelve people of the shipped scenarios, and a stable stranger for any other id."""

import hashlib
from collections.abc import Mapping

from sim.stage.face.identity import Identity, with_overrides
from sim.stage.face.life import chance

CAST: Mapping[str, Identity] = {
    # Rieneke van Dalen, hoarse and sarcastic.
    "four-afternoons": Identity(
        skin="#EDBE9F", hair="#8A4A2B", style="wavy", iris="#5E7A4E", age=41, jaw=0.97, nose=0.96, brows=0.95,
        lashes=0.75, lips=0.62, lip_full=1.02, rosy=0.5, freckles=0.35, earrings="hoop", clothes="cardigan",
        top="#B5622F", inner="#F3E9DA", build=0.93,
    ),
    # Hamid Özcan, baker.
    "the-double-bill": Identity(
        skin="#CF9A72", hair="#2E2827", style="receding", grey=0.4, iris="#3A2618", eyes=0.94, age=58, jaw=1.08,
            chin=1.04,
        cheeks=1.05, nose=1.14, brows=1.35, lashes=0.2, lips=0.12, rosy=0.35, beard="moustache", clothes="apron",
        top="#E9E4D8", inner="#8C2F2B", build=1.1,
    ),
    # Charlotte Baeten, polished.
    "seat-14c": Identity(
        skin="#F2CDB2", hair="#D6B47A", style="straight", iris="#5C86A8", age=36, jaw=0.92, chin=0.97, cheeks=0.97,
        nose=0.9, brows=0.85, lashes=0.95, lips=0.95, lip_full=1.08, rosy=0.3, earrings="pearl", clothes="blazer",
        top="#26304F", inner="#F4F1EC", build=0.9,
    ),
    # Piet Hoekstra, retired contractor.
    "water-through-the-ceiling": Identity(
        skin="#E8A888", hair="#DAD6CF", style="swept", iris="#5C86A0", eyes=0.93, age=67, jaw=1.12, chin=1.06,
            cheeks=1.07,
        nose=1.16, brows=1.45, lashes=0.1, lips=0.08, rosy=0.8, beard="short", clothes="flannel", top="#9C3B33",
        inner="#2C3A50", build=1.14,
    ),
    # Lena Bosman, 72.
    "the-helpful-man": Identity(
        skin="#F3CDB6", hair="#DCD9DC", style="set", iris="#6C8FA8", age=72, jaw=0.98, chin=0.95, cheeks=1.02,
        nose=0.98, brows=0.72, lashes=0.35, lips=0.5, lip_full=0.82, rosy=0.55, glasses="round", frame="#8A5E6E",
        earrings="pearl", clothes="cardigan", top="#8C7AAE", inner="#F1ECE4", build=0.9,
    ),
    # Samuel Adeyemi, father.
    "the-referral-is-gone": Identity(
        skin="#7F4F35", hair="#1B1413", style="textured", iris="#2B1A12", age=29, jaw=1.04, chin=1.03, nose=1.16,
        eyes=0.96, brows=1.15, lashes=0.3, lips=0.4, lip_full=1.32, rosy=0.1, beard="short", clothes="tee",
            top="#D59A3A",
        inner="#F1E6D2", build=1.06,
    ),
    # Marit Veenstra, first week at work.
    "everything-encrypted": Identity(
        skin="#F6D3BB", hair="#E0BC7C", style="ponytail", iris="#6E9AB5", age=24, jaw=0.93, chin=0.94, cheeks=1.03,
        nose=0.88, eyes=1.07, brows=0.85, lashes=0.6, lips=0.5, rosy=0.65, freckles=0.7, clothes="blouse",
        top="#4E8C7A", inner="#F4F1EC", build=0.88,
    ),
    # Jasmin Kaya, 38 weeks.
    "the-cot": Identity(
        skin="#E0AC86", hair="#2C1D18", style="headscarf", iris="#4A2F1E", age=33, jaw=0.96, cheeks=1.04, nose=0.98,
        eyes=1.04, brows=1.0, lashes=0.85, lips=0.72, lip_full=1.14, rosy=0.5, clothes="knit", top="#6A4E7E",
        scarf="#2F8C8A", build=0.94,
    ),
    # Kees Timmerman, tired, rent owed.
    "eviction-thursday": Identity(
        skin="#E3B08C", hair="#6B5138", style="messy", iris="#5F7C86", age=39, jaw=1.09, chin=1.07,
        cheeks=0.95, nose=1.16, eyes=0.92, brows=1.3, lashes=0.15, lips=0.1, rosy=0.2, tired=0.85, beard="stubble",
        clothes="hoodie", top="#5A6672", inner="#C9CED2", build=1.04,
    ),
    # Ingrid Solberg.
    "wrong-account-number": Identity(
        skin="#EFC4A8", hair="#B99A72", style="bob", grey=0.3, iris="#7A8F70", age=50, jaw=0.99, nose=1.0, brows=0.85,
        lashes=0.5, lips=0.55, rosy=0.4, glasses="square", frame="#A03A3A", earrings="stud", clothes="rollneck",
        top="#2F4858", build=0.95,
    ),
    # Gerard Mulder, carer, no sleep.
    "the-heat-pump": Identity(
        skin="#E9B899", hair="#8E8781", style="balding", grey=0.5, iris="#6E6A55", eyes=0.95, age=61, jaw=1.0,
            chin=0.98,
        cheeks=0.98, nose=1.1, brows=1.1, lashes=0.1, lips=0.12, rosy=0.35, tired=0.7, glasses="half", frame="#4A4F58",
        clothes="shirt", top="#5E7F5A", inner="#EDEBE2", build=1.02,
    ),
    # Yvonne de Graaf, mother of a son in hospital.
    "unlock-my-sons-account": Identity(
        skin="#A87048", hair="#2A1B16", style="curls", iris="#3A2416", age=44, jaw=0.97, chin=0.98,
        cheeks=1.04, nose=1.08, brows=0.95, lashes=0.7, lips=0.7, lip_full=1.22, rosy=0.25, earrings="hoop",
        clothes="knit", top="#A8434E", build=0.97,
    ),
}  # fmt: skip

_WOMEN = ("wavy", "straight", "bob", "fringe", "ponytail", "bun", "curls")
_OLDER_WOMEN = ("set", "bob", "bun", "fringe")
_MEN = ("short", "messy", "crop", "swept", "textured")
_OLDER_MEN = ("receding", "swept", "balding", "short")
_SKINS = ("#F3CDB2", "#EDBE9F", "#E3B08C", "#D9A27A", "#C68E64", "#A87048", "#7F4F35")
_DARK_HAIR = ("#1F1716", "#2C1D18", "#3B2A22")
_HAIR = ("#3B2A22", "#5B3A28", "#7A4F2E", "#A2673A", "#C79A5C", "#4A342A", "#2C1D18")
_IRIS = ("#5F86A0", "#5E7A4E", "#6B5138", "#4A2F1E", "#7A8F70")
_TOPS = ("#3E6C86", "#7A5C8E", "#A8434E", "#4E8C7A", "#B5622F", "#5A6672", "#2F4858", "#8A7A3E")


class _Dice:
    """A row of choices that always falls the same way for the same id."""

    def __init__(self, text: str) -> None:
        self.seed = seed_of(text)
        self.number = 0

    def share(self) -> float:
        self.number += 1
        return chance(self.seed, self.number)

    def pick(self, choices: tuple[str, ...]) -> str:
        return choices[min(len(choices) - 1, int(self.share() * len(choices)))]

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.share()


def seed_of(text: str) -> int:
    """A number that always belongs to this text; for `life` and for strangers' looks."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _stranger(scenario_id: str, sex: str | None, age: int | None) -> Identity:
    dice = _Dice(scenario_id)
    woman = sex == "female" if sex in {"female", "male"} else dice.share() < 0.5
    years = float(min(95, max(18, age))) if age is not None else round(dice.between(24, 66))
    skin = dice.pick(_SKINS)
    hair = dice.pick(_DARK_HAIR if skin in _SKINS[4:] else _HAIR)
    grey = 0.0 if years < 45 else min(1.0, (years - 42) / 26) * dice.between(0.6, 1.0)
    if years >= 66:
        hair = dice.pick(("#DCD9DC", "#CFC9C2", "#B8B2AE"))
    shared = Identity(
        skin=skin, hair=hair, grey=round(grey, 2),
            age=years, iris=dice.pick(_IRIS) if skin in _SKINS[:4] else "#3A2416",
        jaw=round(dice.between(0.94, 1.04), 2), nose=round(dice.between(0.92, 1.1), 2),
        cheeks=round(dice.between(0.96, 1.04), 2), rosy=round(dice.between(0.2, 0.5), 2), top=dice.pick(_TOPS),
        glasses=dice.pick(("none", "none", "none", "round", "square")),
    )  # fmt: skip
    return with_overrides(shared, _womans(dice, years) if woman else _mans(dice, years))


def _womans(dice: _Dice, years: float) -> dict[str, str]:
    return {
        "style": dice.pick(_OLDER_WOMEN if years >= 60 else _WOMEN), "lashes": "0.65", "lips": "0.6", "brows": "0.88",
        "earrings": dice.pick(("none", "stud", "hoop", "pearl")), "build": "0.92", "lip_full": "1.05",
        "clothes": dice.pick(("knit", "cardigan", "blouse", "blazer", "rollneck")),
    }  # fmt: skip


def _mans(dice: _Dice, years: float) -> dict[str, str]:
    return {
        "style": dice.pick(_OLDER_MEN if years >= 52 else _MEN), "lashes": "0.15", "lips": "0.12", "brows": "1.15",
        "beard": dice.pick(("none", "none", "stubble", "short")), "build": "1.06", "lip_full": "0.92",
        "clothes": dice.pick(("knit", "shirt", "tee", "hoodie", "flannel")),
    }  # fmt: skip


def identity_for(
    scenario_id: str, sex: str | None = None, age: int | None = None, overrides: Mapping[str, str] | None = None
) -> Identity:
    """How the caller of a scenario looks.

    sex is "female", "male" or None; age in years. Both matter only for ids that CAST does not know.
    `overrides` is the scenario's `face: {}`; what is not legal there is passed over (the checker reports it).
    """
    known = CAST.get(scenario_id)
    identity = known if known is not None else _stranger(scenario_id, sex, age)
    return with_overrides(identity, overrides or {})
