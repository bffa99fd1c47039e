"""The game in a classroom: joined on its screen, calls played by a simulated trainee."""

import time

from sim.commands.journal import KeptCall
from sim.core.agents import random_player
from sim.core.call import Call
from sim.core.log import Setup
from sim.core.scoring import score
from sim.stage.player import Player
from sim.team.simulated import events_of
from tests.team.classroom import FIRST, script


def play(journal, trainee, number=1, name=FIRST):
    """A whole call, kept as the game keeps it; its id."""
    return play_on(journal, trainee, script(name), number)


def play_on(journal, trainee, version, number=1):
    """The same of any version of a scenario, as a script."""
    setup = Setup(seed=number)
    call = Call(version.scenario, setup)
    recorder = KeptCall.begin(journal, call, trainee)
    for event in events_of(version, random_player(), setup):
        call.feed(event)
        recorder.append(event)
    recorder.finish(score(call.scenario, call.log()))
    return recorder.call_id


def until(player, there):
    """Frames until something is there that a thread brings."""
    end = time.monotonic() + 90
    while not there():
        assert time.monotonic() < end, "it does not come"
        player.frame()
        time.sleep(0.002)


def join(game, session):
    """Join on the screen, as people do; returns the player."""
    player = Player(game.menu())
    player.app.carry_out(game.open_team())
    player.type(f"http://team.test/join?code={session['code']}")
    player.key("return")
    until(player, lambda: player.screen.found is not None)
    return player


def sent(room, session):
    shown = room.shown(session)
    names = {seat["id"]: seat["name"] for seat in shown["seats"]}
    return {one["uuid"]: names[one["seat"]] for one in shown["attempts"]}
