"""Pictures of playing together: waiting, a question, the same voted on, how the room voted, and the end of a call."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from sim.core import telling
from sim.core.kinds import DIMENSIONS
from sim.stage.team.room import ASKING, ENDED, SHOWN, OnTheLine, Question, Room, RoomReply
from sim.stage.team.together_screen import TogetherScreen

if TYPE_CHECKING:
    from sim.commands.window import Game
    from sim.core.scenario import Scenario
    from sim.core.texts import Texts
    from sim.stage.kit.screen import Screen
    from sim.team.board.table import Offered, Table

TOGETHER = ("together", "together-voted", "together-lost", "together-shown", "together-end", "together-wait")
FIRST = "four-afternoons"
_VOTES = (3, 9, 1, 5, 2)


def together_picture(game: Game, options: Namespace) -> Screen:
    """A question, or by `together-...`: voted on; not sent; how the room voted; the end of the call; none yet."""
    state = options.screen.partition("-")[2]
    room = room_at(game.texts, game.scenario(options.scenario or FIRST), state)
    return TogetherScreen(game, lambda: room, lambda question, option: None)


def room_at(say: Texts, scenario: Scenario, state: str = "") -> Room:
    """A room in its second turn, in one of the states that have a picture."""
    if state == "wait":
        return Room(link="connected")
    from sim.team.board.table import table

    text = scenario.model_dump_json()
    path: tuple[str, ...] = ()
    now_on = table(text, 7, path)
    while now_on.replies and (state == "end" or not path):
        path = (*path, max(now_on.replies, key=lambda reply: sum(reply.grade)).option)
        now_on = table(text, 7, path)
    mine = now_on.replies[1].option if state and now_on.replies else ""
    phase = {"shown": SHOWN, "end": ENDED}.get(state, ASKING)
    sending = {"voted": "sent", "shown": "sent", "lost": "unsent"}.get(state, "")
    return Room(_question(say, now_on, phase), mine, sending, "offline" if state == "lost" else "connected")


def _question(say: Texts, now_on: Table, phase: str) -> Question:
    scenario, caller, card = now_on.scenario, now_on.scenario.caller, now_on.card
    who = OnTheLine(
        scenario.id,
        caller.name,
        caller.about,
        caller.voice.sex,
        caller.voice.age,
        tuple(caller.face.items()),
        now_on.mood,
    )
    votes = _VOTES[: len(now_on.replies)]
    replies = tuple(
        _shown(say, reply, count, sum(votes)) if phase == SHOWN else RoomReply(reply.option, reply.text)
        for reply, count in zip(now_on.replies, votes, strict=False)
    )
    return Question(
        phase,
        1,
        now_on.turn,
        scenario.title,
        now_on.said[-1],
        now_on.heard,
        who,
        replies,
        sum(votes) if phase == SHOWN else 0,
        now_on.ending,
        telling.verdict(say, card) if card is not None else "",
        tuple(card.scores[dimension] for dimension in DIMENSIONS) if card is not None else (),
    )


def _shown(say: Texts, reply: Offered, count: int, total: int) -> RoomReply:
    return RoomReply(
        reply.option,
        reply.text,
        count,
        round(100 * count / total),
        telling.moves_words(say, reply.moves),
        telling.effect_words(say, reply.before, reply.after),
        tuple(reply.grade),
        reply.because,
    )
