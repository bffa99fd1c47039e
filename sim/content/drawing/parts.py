"""The parts that a drawing is made of: texts and how wide they are, boxes, marks with their icons, the colours."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from sim.content.characters import UNWANTED

WEB_FOLDER = Path(__file__).resolve().parents[3] / "assets" / "web"
LONGEST_ID = 30
_CHIP = 22.0
_NARROW, _WIDE = frozenset("iIl.,:;'|!jtfr()[] "), frozenset("mwMW@%—…")
_ICONS = {
    "key": "M7 1.5 12.5 7 7 12.5 1.5 7Z",
    "abuse": "M4.6 1.5h4.8l3.1 3.1v4.8l-3.1 3.1H4.6L1.5 9.4V4.6Z M7 4.4v3.2 M7 9.9v.1",
    "unreachable": "M7 1.5a5.5 5.5 0 1 1-.1 0Z M3.2 10.8 10.8 3.2",
    "dead_end": "M2 3h10 M7 3v9",
    "no_good_way": "M7 12.5 1.5 2.5h11Z M7 5.6v2.6 M7 10.2v.1",
    "start": "M3.5 2 11.5 7l-8 5Z",
    "complete": "M2 7.5 5.5 11 12 3.5",
    "incomplete": "M3 3l8 8 M11 3l-8 8",
    "missing": "M4.5 5a2.6 2.6 0 1 1 3.6 2.4c-.8.4-1.1.8-1.1 1.6 M7 11.7v.1",
    "up": "M7 12V2.5 M3 6.5l4-4 4 4",
    "down": "M7 2v9.5 M3 7.5l4 4 4-4",
}


class Chip(NamedTuple):
    """A small mark on a card: its look, its word, its icon if any."""

    look: str
    word: str
    icon: str = ""

    @property
    def width(self) -> float:
        """How wide it is drawn."""
        return text_width(self.word, 12, bold=bool(self.icon)) + (36.0 if self.icon else 18.0)


def drawn_chip(chip: Chip, x: float, y: float) -> Iterator[str]:
    """A mark at its place."""
    look = f"badge {chip.look}" if chip.icon else "chip"
    yield rect(Box(x, y, chip.width, _CHIP), 11, look)
    if chip.icon:
        yield icon(x + 9, y + 4, chip.icon, chip.look)
    yield words(
        x + (28 if chip.icon else 9), y + 15.5, chip.word, f"badge-text {chip.look}" if chip.icon else "chip-text"
    )


def rows_of(chips: Sequence[Chip], width: float) -> list[list[Chip]]:
    """The marks in as many rows as they need."""
    rows: list[list[Chip]] = []
    left = 0.0
    for chip in chips:
        if not rows or left + chip.width > width:
            rows.append([])
            left = 0.0
        rows[-1].append(chip)
        left += chip.width + 6
    return rows


class Box(NamedTuple):
    """A place with its size."""

    x: float
    y: float
    width: float
    height: float


def rect(box: Box, corner: float, look: str) -> str:
    """A box with round corners."""
    place = " ".join(f'{name}="{figure(value)}"' for name, value in box._asdict().items())
    return f'<rect class="{look}" {place} rx="{figure(corner)}"/>'


def words(x: float, y: float, text: str, look: str) -> str:
    """A line of text that begins at a place."""
    return f'<text class="{look}" x="{figure(x)}" y="{figure(y)}">{safe(text)}</text>'


def centred(x: float, y: float, inside: str, look: str) -> str:
    """A line of text around a place; `inside` is markup."""
    return f'<text class="{look}" x="{figure(x)}" y="{figure(y)}" text-anchor="middle">{inside}</text>'


def path(steps: Sequence[str | float], look: str) -> str:
    """A line: letters and figures as SVG takes them."""
    drawn = " ".join(step if isinstance(step, str) else figure(step) for step in steps)
    return f'<path class="{look}" d="{drawn}"/>'


def icon(x: float, y: float, name: str, look: str) -> str:
    """A sign of 14 by 14."""
    return f'<path class="icon {look}" transform="translate({figure(x)} {figure(y)})" d="{_ICONS[name]}"/>'


def figure(number: float) -> str:
    """A length, as short as it can be written."""
    return f"{number:.1f}".removesuffix(".0")


def safe(text: str) -> str:
    """A text as it may stand in XML and HTML, in an element or an attribute."""
    return escape(UNWANTED.sub("\N{REPLACEMENT CHARACTER}", text), quote=True)


def cut(text: str, most: int = LONGEST_ID) -> str:
    """A name that is not too long."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def text_width(text: str, size: float, bold: bool = False) -> float:
    """About how wide a text is; rather too much than too little."""
    total = 0.0
    for char in text:
        if char in _NARROW:
            total += 0.3
        elif char in _WIDE or unicodedata.east_asian_width(char) in "WF":
            total += 1.0
        else:
            total += 0.67 if char.isupper() else 0.555
    return total * size * (1.06 if bold else 1.0)


def wrapped(text: str, width: float, size: float, most: int) -> list[str]:
    """A text in at most so many lines, the last cut off where it is longer."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > width:
            if len(lines) == most:
                lines[-1] = f"{lines[-1].rstrip(' ,.;:')}…"
                return lines
            longer = word
            lines.append("")
        while text_width(longer, size) > width:
            longer = f"{longer[: max(1, len(longer) * 3 // 4)]}…"
        lines[-1] = longer
    return lines


def plain_styles() -> str:
    """The rules with their colours filled in: light, and dark where the reader's system is. For a stand-alone SVG."""
    palette, rules = (_css(name) for name in ("palette.css", "graph.css"))
    light, dark = (dict(re.findall(r"--([a-z-]+):\s*([^;]+);", part)) for part in palette.split("@media", 1))

    def filled(colours: dict[str, str]) -> str:
        return re.sub(r"var\(--([a-z-]+)\)", lambda found: colours[found[1]], rules)

    return f"{filled(light)}@media (prefers-color-scheme: dark) {{{filled(dark)}}}"


def _css(name: str) -> str:
    text = (WEB_FOLDER / name).read_text(encoding="utf-8")
    return " ".join(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).split())
