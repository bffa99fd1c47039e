"""How each family of calls is marked, wherever its name stands: a tone and an icon."""

from sim.stage.kit.cards import Tone

FAMILY_TONES: dict[str, tuple[Tone, str]] = {
    "angry": ("anger", "anger"), "panicked": ("panic", "panic"), "out_of_scope": ("trust", "flag"),
}  # fmt: skip
