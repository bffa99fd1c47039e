"""Questions to ask before the window opens. Nothing here imports pygame: with both pygame and pygame-ce
installed, the import itself may already be broken.
"""

import os
import sys
from pathlib import Path

from sim.stage.quiet import quiet_stderr

REPAIR_COMMAND = "pip uninstall -y pygame pygame-ce && pip install pygame-ce"


def installed(distribution: str) -> bool:
    """Whether a distribution of this name is installed. (importlib.metadata takes as long to import as 30 of these.)"""
    stem = distribution.replace("-", "_")
    return any(True for folder in sys.path for _ in Path(folder).glob(f"{stem}-*.*-info"))


def both_pygames_installed() -> bool:
    """Whether pygame and pygame-ce are both installed: they share files and break each other silently."""
    return installed("pygame") and installed("pygame-ce")


def display_problem() -> str | None:
    """Why no window can be opened, in SDL's words, or None when one can. Leaves the display closed.

    Empty where no display was named at all, which needs no words of a machine.
    """
    if _no_display_named():
        return ""
    import pygame  # noqa: PLC0415 - only after both_pygames_installed was asked

    if pygame.display.get_init():
        return None
    try:
        with quiet_stderr():  # Wayland's library has its own words about what it lacks
            pygame.display.init()
    except pygame.error as problem:
        return str(problem)
    driver = pygame.display.get_driver()
    pygame.display.quit()
    # SDL falls back to drivers that draw into nothing when it finds no screen.
    if os.environ.get("SDL_VIDEODRIVER") or driver not in ("dummy", "offscreen", "evdev"):
        return None
    named = [f"{name}={os.environ[name]}" for name in ("DISPLAY", "WAYLAND_DISPLAY") if os.environ.get(name)]
    return " ".join(named) or driver


def _no_display_named() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("SDL_VIDEODRIVER"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
