"""The colours of the stage: three themes of the same tokens.

A token says what a colour is for, never what it looks like, so that a screen drawn in one theme is right in
all. Text tokens reach 4.5:1 on every surface they are used on, emotion colours 3:1; tests/stage/kit/test_theme.py
holds that. Colour is never the only sign: an icon, a word, a number or a line style stands beside it.
"""

from dataclasses import dataclass, fields

from sim.stage.kit.vector import Colour, colour


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours. Surfaces: bg to hover; lines: line, edge; text: text, muted, faint; then signs."""

    name: str
    bg: Colour
    bg2: Colour
    panel: Colour
    raised: Colour
    button: Colour
    hover: Colour
    line: Colour
    edge: Colour
    text: Colour
    muted: Colour
    faint: Colour
    accent: Colour
    on_accent: Colour
    focus: Colour
    good: Colour
    warn: Colour
    bad: Colour
    info: Colour
    anger: Colour
    panic: Colour
    trust: Colour
    calm: Colour
    shadow: Colour
    shadow_alpha: int
    scrim: Colour
    scrim_alpha: int


# The tables below give bg to calm in the order of the fields; a shade is shadow, its opacity, scrim, its opacity.
_TOKENS = [field.name for field in fields(Theme)][1:-4]


def _theme(name: str, tokens: str, shade: tuple[str, int, str, int]) -> Theme:
    values = {token: colour(value) for token, value in zip(_TOKENS, tokens.split(), strict=True)}
    shadow, shadow_alpha, scrim, scrim_alpha = shade
    shades = {"shadow_alpha": shadow_alpha, "scrim_alpha": scrim_alpha}
    return Theme(name=name, shadow=colour(shadow), scrim=colour(scrim), **values, **shades)  # type: ignore[arg-type]


DUSK = _theme(
    "dusk",
    "12202B 0D1821 1A2C39 223848 223A4A 2A4658 35505F 6F8D9C EDF4F7 B4C6CF A3B8C3 "
    "5CC8B0 06231D FFD479 7BD6A2 F4B860 FBAA97 9CCBF7 F2785E F7CB57 A9B4FF 4CCBA2",
    ("000000", 95, "060C12", 150),
)
PAPER = _theme(
    "paper",
    "F3EFE7 E7E1D5 FFFFFF FAF7F1 F1F5F4 E2ECEA D9D1C3 857A68 1B2A33 4A5B65 566670 "
    "0B6B60 FFFFFF 8A3FFC 1D7044 8A5200 A8321F 1B5DA8 A3291B B07400 5A4FCF 0A8468",
    ("46371E", 42, "3C3220", 96),
)
CONTRAST = _theme(
    "contrast",
    "000000 000000 0A0A0A 141414 000000 2A2A2A 8A8A8A FFFFFF FFFFFF E6E6E6 CFCFCF "
    "00E5C0 000000 FFFF00 7CFFB2 FFD000 FF9E8A 9CD2FF FF8A70 FFD23F B9C0FF 2FE6A8",
    ("000000", 0, "000000", 200),
)
THEMES: dict[str, Theme] = {theme.name: theme for theme in (DUSK, PAPER, CONTRAST)}


def luminance(value: Colour) -> float:
    """Relative luminance as WCAG 2 defines it, 0 (black) to 1 (white)."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = value
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(first: Colour, second: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def ink_on(fill: Colour) -> Colour:
    """Near-black or white, whichever reads better on a disc or pill of this colour."""
    dark, light = (8, 16, 22), (255, 255, 255)
    return dark if contrast(dark, fill) >= contrast(light, fill) else light


def legible(wanted: Colour, surface: Colour, otherwise: Colour) -> Colour:
    """`wanted` as a text colour where it reaches 4.5:1 on the surface, else the other colour."""
    return wanted if contrast(wanted, surface) >= 4.5 else otherwise
