"""Pictures of team sessions: joining one, and one that goes on. Nothing is asked of any network."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from sim.commands.errand import Known
from sim.commands.together_picture import FIRST, room_at
from sim.stage.kit.outcome import STAY, Pop
from sim.stage.team.join_screen import JoinScreen
from sim.stage.team.room import Room, RoomDoor
from sim.stage.team.session_screen import SessionScreen
from sim.stage.team.values import Acting, Found, Joining, Outcome, Standing, TeamCall

if TYPE_CHECKING:
    from sim.commands.window import Game
    from sim.stage.kit.screen import Screen

TEAM = ("team", "team-found", "team-session", "team-together", "team-lost")
_CODE = "K7M3XR"
_NOTICE = ("who", "what", "not", "names", "mine", "use")
_LEFT = (2, 1, 0, None, 3, 3)


def team_picture(game: Game, options: Namespace) -> Screen:
    """Joining; `team-found`: a session was found; `team-session`: in it; `team-together`: while the room
    plays a call; `team-lost`: out of it, with calls refused.
    """
    state = options.screen.partition("-")[2]
    return _joining(game, state == "found") if state in ("", "found") else _session(game, state)


def _joining(game: Game, found: bool) -> Screen:
    say = game.texts
    notice = tuple(say(f"team.notice.{line}", count=90) for line in _NOTICE)
    session = Outcome(Found(say("team.session_title"), _CODE, False, notice))
    name: Outcome[str] = Outcome("Ann")
    joining = Joining(lambda link, code: Known(session), lambda typed: Known(name), lambda who: STAY)
    screen = JoinScreen(game, joining, "Ann")
    screen.link.insert(f"192.168.1.4:8765/join?code={_CODE}" if found else "")
    if found:
        screen.find.activate()
    return screen


def _session(game: Game, state: str) -> Screen:
    say, lost = game.texts, state == "lost"
    calls = tuple(
        TeamCall(entry.id, entry.title, entry.family, entry.level, entry.minutes, int(place < 2), left)
        for place, (entry, left) in enumerate(zip(game.callers(), _LEFT, strict=False))
    )
    view = Standing(
        title=say("team.session_title"),
        code=_CODE,
        name="Ann",
        link="lost" if lost else "connected",
        waiting=2 if lost else 0,
        calls=calls,
        told=say("team.refused.seat_removed") if lost else "",
        refused=((calls[0].title, say("team.refused.attempts_used", scenario=calls[0].title)),) if lost else (),
    )
    done: Outcome[str] = Outcome(say("join.nothing_to_hand_in"))
    room = room_at(say, game.scenario(FIRST)) if state == "together" else Room()
    door = RoomDoor(lambda: room, lambda: STAY)
    acting = Acting(lambda scenario_id: STAY, lambda: None, lambda: None, lambda: done, Pop, lambda: Known(done), door)
    return SessionScreen(game, lambda: view, acting, view)
