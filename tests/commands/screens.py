"""Every screen of the program as `screenshot` draws it: for pictures that must not change and for monkeys."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pygame

from sim.commands.context import Context
from sim.commands.pictures import SCREENS, SEED, picture_of
from sim.commands.window import Game
from sim.stage.app import headless
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import Push, Rekey
from sim.stage.kit.screen import Screen
from sim.stage.player import Player
from sim.store.journal import Journal


@contextmanager
def game_in(folder: Path, language: str) -> Iterator[Game]:
    """A program without a voice and with nothing on disk but its settings, which opens nothing outside itself."""
    headless()
    with (
        Journal.in_memory() as journal,
        Context(folder, (), language) as context,
        closing(Game(context, journal, Namespace(no_voice=True, seed=SEED))) as game,
    ):
        game.open_data_folder = lambda: True
        game.copy_text = lambda text: True
        yield game


def drawn(game: Game, name: str, look: LookSettings, size: tuple[int, int]) -> pygame.Surface:
    """The picture of a screen by its name."""
    return picture_of(game, Namespace(screen=name, scenario=None), look, size)


def opened(game: Game, name: str, look: LookSettings, size: tuple[int, int]) -> Player:
    """Somebody at a screen, with an empty one below it."""
    player = Player(Screen(), look, size)
    player.app.carry_out(Rekey(game.keys))
    show(player, game, name)
    return player


def show(player: Player, game: Game, name: str) -> None:
    """Put a new screen before them."""
    player.app.carry_out(Push(SCREENS[name.partition("-")[0]](game, Namespace(screen=name, scenario=None))))
    player.frame()
