"""A monkey at keyboard, mouse and window, who knows nothing of the screen before it."""

import random

import pygame

from sim.stage.kit.fonts import FAMILIES
from sim.stage.kit.look import LookSettings
from sim.stage.kit.theme import THEMES
from sim.stage.player import Player

_KEYS = (
    "tab", "up", "down", "left", "right", "return", "space", "escape", "page down", "page up", "home", "end",
    "1", "2", "b", "h", "p", "d", "t", "n",
)  # fmt: skip
_SIZES = ((960, 540), (1024, 600), (1100, 640))
_DEEDS = {"key": 40, "click": 30, "wheel": 8, "wait": 12, "type": 4, "resize": 3, "style": 3}


class Monkey:
    """Does one thing after the other, the same for the same seed."""

    def __init__(self, player: Player, seed: int) -> None:
        self.player, self.rng = player, random.Random(seed)

    def act(self) -> str:
        """Do something; says what."""
        deed = self.rng.choices(list(_DEEDS), list(_DEEDS.values()))[0]
        return f"{deed} {getattr(self, f'_{deed}')() or ''}"

    def _key(self):
        key = self.rng.choice(_KEYS)
        self.player.key(key, self.rng.choice([0, 0, pygame.KMOD_SHIFT]))
        return key

    def _click(self):
        """Mostly on something that can be clicked."""
        ui = self.player.screen.ui
        places = [w.rect.center for w in ui.top.walk() if w.focusable and w.rect.width]
        if not places or self.rng.random() < 0.2:
            places = [self._anywhere()]
        self.player.click_at(self.rng.choice(places))

    def _anywhere(self):
        width, height = self.player.app.surface.get_size()
        return self.rng.randrange(width), self.rng.randrange(height)

    def _wheel(self):
        self.player.mouse(pygame.MOUSEMOTION, self._anywhere())
        pygame.event.post(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=self.rng.choice([-3, -1, 2]), flipped=False))
        self.player.frame()

    def _wait(self):
        self.player.wait(self.rng.choice([0.02, 0.1, 0.6]))

    def _type(self):
        self.player.type(self.rng.choice(["h", "vis 1", "é"]))

    def _resize(self):
        self.player.resize(self.rng.choice(_SIZES))

    def _style(self):
        pick = self.rng.choice
        text, still = pick([1.0, 1.5, 2.0]), pick([False, False, True])
        self.player.restyle(LookSettings(pick(list(THEMES)), pick(list(FAMILIES)), text, reduced_motion=still))
