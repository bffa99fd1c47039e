"""The game as run_sim.py starts it: says when its menu was first shown, and ends."""

import sys
import time

import pygame

from sim.cli import main
from sim.stage.app import App

_frame = App.frame


def frame(app: App, dt: float) -> list[pygame.Rect]:
    damage = _frame(app, dt)
    if damage:
        print(time.monotonic(), time.process_time(), flush=True)
        app.running = False
    return damage


App.frame = frame  # type: ignore[method-assign]
sys.exit(main([]))
