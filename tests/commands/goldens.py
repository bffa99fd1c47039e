"""Golden pictures: what every screen looks like, as hashes in goldens.json.

`uv run python -m tests.commands.goldens` draws them all and keeps the hashes: for a change of looks or words that is
meant. With a folder as argument it also writes the pictures there, to be looked at first.
"""

import hashlib
import json
import platform
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pygame

from sim.stage.kit.look import LookSettings

KEPT = Path(__file__).with_suffix(".json")
COMMAND = "uv run python -m tests.commands.goldens"


@dataclass(frozen=True)
class Golden:
    """A screen in one language and one look."""

    screen: str
    language: str
    theme: str
    text: float = 1.0
    size: tuple[int, int] = (1280, 720)

    @property
    def name(self) -> str:
        """Its key in the file."""
        return f"{self.screen}.{self.language}.{self.theme}.{self.text:g}.{self.size[0]}x{self.size[1]}"


# Each screen once; languages, themes, text sizes and windows are dealt out among them.
GOLDENS = (
    Golden("menu", "en", "dusk"),
    Golden("briefing", "nl", "paper"),
    Golden("notice", "en", "contrast"),
    Golden("call", "nl", "dusk"),
    Golden("call-speaking", "en", "paper"),
    Golden("call-breathing", "nl", "contrast"),
    Golden("call-hold", "en", "dusk", 1.5),
    Golden("call-policy", "nl", "paper", 1.0, (1024, 600)),
    Golden("call-lookup", "en", "contrast"),
    Golden("call-transcript", "nl", "dusk", 2.0),
    Golden("call-over", "en", "paper"),
    Golden("call-typed-read", "nl", "dusk", 1.25),
    Golden("quiz", "en", "dusk"),
    Golden("quiz-wrong", "nl", "paper", 1.5),
    Golden("shift", "nl", "contrast"),
    Golden("shift-between", "en", "paper"),
    Golden("shift-end", "nl", "dusk"),
    Golden("debrief", "nl", "dusk", 1.0, (1024, 600)),
    Golden("debrief-call", "en", "paper"),
    Golden("debrief-heard", "nl", "contrast", 1.25),
    Golden("compare", "nl", "dusk", 1.25),
    Golden("models", "en", "contrast"),
    Golden("models-watch", "nl", "paper"),
    Golden("models-feedback", "en", "dusk", 1.5),
    Golden("models-worst", "nl", "contrast"),
    Golden("progress", "en", "paper"),
    Golden("people", "nl", "contrast", 1.5),
    Golden("team", "nl", "paper"),
    Golden("team-session", "en", "dusk", 1.25),
    Golden("together", "nl", "contrast", 1.25),
    Golden("together-shown", "en", "paper"),
    Golden("settings", "en", "paper", 1.25),
    Golden("keys", "nl", "contrast"),
    Golden("welcome", "nl", "dusk"),
    Golden("preview", "en", "dusk"),
)


def machine() -> dict[str, str]:
    """What the pictures depend on besides the program: they are alike to the last pixel only with the same of each."""
    return {"pygame-ce": pygame.version.ver, "system": f"{sys.platform} {platform.machine()}"}


def picture(golden: Golden) -> pygame.Surface:
    """Draw it, with a program of its own."""
    from tests.commands.screens import drawn, game_in

    with tempfile.TemporaryDirectory() as folder, game_in(Path(folder), golden.language) as game:
        return drawn(game, golden.screen, LookSettings(theme=golden.theme, text=golden.text), golden.size)


def hash_of(surface: pygame.Surface) -> str:
    """Of its pixels and size."""
    return hashlib.sha256(repr(surface.get_size()).encode() + pygame.image.tobytes(surface, "RGB")).hexdigest()


def main() -> None:
    """Keep the present pictures."""
    found = {}
    for golden in GOLDENS:
        surface = picture(golden)
        found[golden.name] = hash_of(surface)
        if len(sys.argv) > 1:
            pygame.image.save(surface, str(Path(sys.argv[1]) / f"{golden.name}.png"))
    kept = {**machine(), "pictures": found}
    KEPT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
