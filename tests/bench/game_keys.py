"""How many frames a key press needs to be seen, as JSON. The clock stands still, so that nothing else can move."""

from __future__ import annotations

import json
import time

import pygame
from game_inside import A_FRAME, Inside, game_inside

MOST = 10
STILL, MOST_UNTIL_STILL = 10, 500  # frames


def frames_until_changed(inside: Inside, key: int) -> int:
    """The first frame after a key press in which the window shows something else."""
    before = _still(inside)
    inside.press(key)
    for count in range(1, MOST):
        inside.app.frame(0.0)
        if pygame.image.tobytes(inside.app.surface, "RGB") != before:
            return count
    return MOST


def _still(inside: Inside) -> bytes:
    """What the window shows once nothing moves in it: what comes from other threads (a voice that is ready, a list that
    was read) comes without a key.
    """
    shown, since = b"", 0
    for _ in range(MOST_UNTIL_STILL):
        inside.app.frame(0.0)
        before, shown = shown, pygame.image.tobytes(inside.app.surface, "RGB")
        since = since + 1 if shown == before else 0
        if since == STILL:
            return shown
        time.sleep(0.02)
    raise AssertionError("the window never comes to rest")


def measure(inside: Inside) -> dict[str, int]:
    """Menu, then a call as far as its second line."""
    for _ in range(60):
        inside.app.frame(A_FRAME)
    found = {"menu, arrow": frames_until_changed(inside, pygame.K_DOWN)}
    inside.ring("eviction-thursday")
    found["call, pick up"] = frames_until_changed(inside, pygame.K_SPACE)
    inside.live(lambda: inside.call.view.stage == "replies" and inside.call.director.ready_for_reply, speed=6)
    found["call, policy"] = frames_until_changed(inside, pygame.K_p)
    inside.press(pygame.K_ESCAPE)
    inside.live(lambda: inside.app.top.ui.overlay is None)
    found["call, reply"] = frames_until_changed(inside, pygame.K_1)
    return found


if __name__ == "__main__":
    with game_inside() as game:
        print(json.dumps(measure(game)))
