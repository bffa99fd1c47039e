"""Playing together: what the facilitator plays with the whole room, seen and voted on from the trainee's own seat."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.commands import seats
from sim.commands.game.team import TeamPlay
from sim.content.problems import printable
from sim.core.kinds import DIMENSIONS
from sim.core.mood import Mood
from sim.stage.kit.outcome import Next, Push
from sim.stage.team.room import OnTheLine, Question, Room, RoomDoor, RoomReply

if TYPE_CHECKING:
    from sim.team import shapes
    from sim.team.client_together import Asker
    from sim.team.client_voter import Ballot, Seen, Voter


class Together(TeamPlay):
    """The room that whoever plays now is in."""

    _voter: Voter | None = None
    _voter_language = ""
    _told: tuple[shapes.Together, Question] | None = None

    def close(self) -> None:
        """Stop asking."""
        if self._voter is not None:
            self._voter.stop()
            self._voter = None
        super().close()

    def room_door(self, pace_s: float = 0.0) -> RoomDoor | None:
        """The way to what is played together, looked at not more often than that."""
        return RoomDoor(lambda: self.room(pace_s), self.open_together)

    def open_together(self) -> Next:
        """The screen to vote on."""
        from sim.stage.team.together_screen import TogetherScreen

        return Push(TogetherScreen(self, self.room, self.vote_together))

    def room(self, pace_s: float = 0.0) -> Room | None:
        """What is known of the room now; it goes on being asked as long as somebody looks. None without a seat."""
        seat = self.own_seat()
        if seat is None:
            return None
        if seat.ended:
            return Room(link="lost", told=printable(seat.told))
        from sim.team.client_voter import Place

        return self._room_of(self._asking().look(Place(seat.ref, seat.address, seat.token), pace_s))

    def vote_together(self, question: Question, option: str) -> None:
        """Vote in this question."""
        from sim.team.client_voter import Ballot

        self._asking().vote(Ballot(question.round, question.turn, option))

    def _asking(self) -> Voter:
        """What asks; another one where the program speaks another language, for the server answers in it."""
        from sim.team.client_voter import Voter

        if self._voter is not None and self._voter_language != self.texts.language:
            self._voter.stop(0.0)
            self._voter = None
        if self._voter is None:
            self._voter_language = self.texts.language
            self._voter = Voter(_maker(self.texts.language))
        return self._voter

    def _room_of(self, seen: Seen) -> Room:
        question = self._question_of(seen.question)
        now_on = (question.round, question.turn)
        mine, sending = (seen.question.mine if seen.question is not None else ""), ""
        if _of(seen.ballot, now_on):
            mine, sending = seen.ballot.option, "unsent" if seen.failed else "sending"  # type: ignore[union-attr]
        elif _of(seen.late, now_on):
            sending = "late"
        elif mine:
            sending = "sent"
        return Room(question, mine, sending, seen.link, printable(seen.told))

    def _question_of(self, told: shapes.Together | None) -> Question:
        """The question as values: the same ones as long as the server has said nothing else."""
        if told is None:
            return Question()
        if self._told is None or self._told[0] is not told:
            self._told = told, question_of(told)
        return self._told[1]


def _of(ballot: Ballot | None, now_on: tuple[int, int]) -> bool:
    return ballot is not None and (ballot.round, ballot.turn) == now_on


def _maker(language: str) -> Callable[[], Asker]:
    """Makes what asks, in the thread that asks: what it needs is loaded beside the window."""

    def make() -> Asker:
        from sim.team.client_together import Asker

        return Asker(seats.connector(language))

    return make


def question_of(told: shapes.Together) -> Question:
    """What the server told, as the screen shows it; texts of a session are somebody else's, and only printed."""
    replies = tuple(
        RoomReply(
            one.option,
            printable(one.text),
            one.votes,
            one.percent,
            printable(one.moves),
            printable(one.effect),
            tuple(one.grades),
            _words(one.because),
        )
        for one in told.replies
    )
    scores = told.scores
    return Question(
        told.phase,
        told.round,
        told.turn,
        printable(told.title),
        printable(told.said),
        _words(told.heard),
        _on_the_line(told.caller),
        replies,
        told.votes,
        _words(told.ending),
        printable(told.verdict),
        tuple(scores.get(dimension) for dimension in DIMENSIONS) if scores else (),
    )


def _words(text: str) -> str:
    """Text of more than one line."""
    return "\n".join(map(printable, text.split("\n")))


def _on_the_line(caller: shapes.TogetherCaller | None) -> OnTheLine | None:
    if caller is None:
        return None
    mood = Mood(*(max(0, min(100, caller.mood.get(name, 0))) for name in Mood._fields))
    face = tuple(sorted(caller.face.items()))
    name, about = printable(caller.name), printable(caller.about)
    return OnTheLine(caller.scenario, name, about, caller.sex, caller.age, face, mood)
