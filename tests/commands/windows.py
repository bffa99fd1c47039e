"""The program behind its window, played in this process: how it is opened, and the ways through a call."""

import json
from argparse import Namespace

from sim.commands.playing import playing_journal
from sim.commands.window import Game, asked_for
from tests.stage.patient import PatientPlayer

SIZE = (960, 540)


def settle(context, **settings):
    """Settings as they were left."""
    context.data.mkdir(exist_ok=True)
    (context.data / "settings.json").write_text(json.dumps(settings), encoding="utf-8")


def opened(context, **options):
    """The player at the menu, and the game behind it; `options`: those of `play`. Both end with the context."""
    given = {"id": None, "seed": 3, "mode": "practice", "no_voice": True} | options
    game = Game(context, playing_journal(context), Namespace(**given))
    context.closing.callback(game.close)
    player = PatientPlayer(game.menu(), game.look_settings(), SIZE)
    context.closing.callback(player.app.close)
    return player, game


def opened_as_asked(context, **options):
    """The same where the options lead to: a call's briefing, or what was left."""
    player, game = opened(context, **options)
    player.app.carry_out(asked_for(game, game.options))
    player.wait(0.5)
    return player, game


def into_the_call(player):
    """From the briefing, or a debrief, until it is the trainee's turn."""
    player.key("return")
    player.until(lambda: player.screen.name == "call")
    player.key("return")
    player.until(lambda: player.screen.director.phase == "your_turn")


def out_of_the_call(player):
    """The trainee hangs up and goes on."""
    screen = player.screen
    screen.director.hang_up()
    player.until(lambda: screen.director.over)
    player.wait(0.5)
    player.key("return")


def to_the_debrief(player):
    """From the briefing or a debrief through a call in which the trainee hangs up."""
    into_the_call(player)
    out_of_the_call(player)
    player.until(lambda: player.screen.name == "debrief")
    player.wait(1.0)  # it takes no key in its first moment


def to_the_menu(player):
    """Back, from where Escape leads there."""
    player.key("escape")
    player.wait(0.5)
    assert player.screen.name == "menu"
