"""Team sessions: joining one, what the menu says of it, its calls, and the thread that sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.commands import seats
from sim.commands.game.progress import Practising
from sim.content.problems import printable
from sim.stage.kit.outcome import Next, Pop, Push, Replace
from sim.stage.services import Door
from sim.store.errors import StoreError

if TYPE_CHECKING:  # the menu is on the screen before anything of a session is loaded
    from sim.core.call import Call
    from sim.core.recording import Recorder
    from sim.core.scenario import Scenario
    from sim.stage.call.screen import CallScreen
    from sim.stage.director import Director
    from sim.stage.kit.screen import Screen
    from sim.stage.kit.widget import Widget
    from sim.stage.progress.values import Done
    from sim.stage.team.room import RoomDoor
    from sim.stage.team.values import Errand, Found, Outcome, Standing, TeamCall
    from sim.team.client_courier import Courier, Version
    from sim.team.client_link import Link
    from sim.team.client_seats import OwnSeat, SeatBook
    from sim.team.shapes import Invitation

_MOST_REFUSED = 5
_ON_THE_MENU_S = 5.0  # somebody may leave the game open there all day


class TeamPlay(Practising):
    """The seat of whoever plays now."""

    _courier: Courier | None = None
    _link: Link | None = None

    @property
    def seat_book(self) -> SeatBook:
        """The seats of this computer."""
        if self._book is None:
            self._book = seats.book_of(self.context)
        return self._book

    _book: SeatBook | None = None

    def own_seat(self) -> OwnSeat | None:
        """The session that whoever plays now is in."""
        return self.seat_book.active(self.settings.trainee)

    def close(self) -> None:
        """Stop sending; what waits is sent the next time."""
        if self._courier is not None:
            self._courier.stop()
            self._courier = None
        super().close()

    # -- the menu ---------------------------------------------------------------------------------------------

    def team_door(self) -> Door:
        """The way to the session, or into one."""
        return Door(self.texts("join.door"), self.open_team, "flag")

    def standing(self) -> Sequence[Widget]:
        """The session that whoever plays now is in."""
        self.tell_session()
        if self.own_seat() is None:
            return super().standing()
        from sim.stage.team.card import SessionCard

        return [
            *super().standing(),
            SessionCard(self.texts, self.team_standing, self.open_team, self.room_door(_ON_THE_MENU_S)),
        ]

    def tell_session(self, state: str = "idle", scenario: str = "", hurry: bool = False) -> None:
        """Send what waits, and say who is here and what they do; without any seat nothing is begun."""
        if not self.seat_book.all():
            return
        from sim.team.client_courier import Presence

        if self._courier is None:
            self._courier = seats.courier_of(self.context, self.texts.language)
            self._courier.start()
        seat = self.own_seat()
        self._courier.wake(Presence(seat.ref if seat is not None else "", state, scenario), hurry)

    def team_standing(self) -> Standing | None:
        """How it stands with the session of whoever plays now."""
        seat = self.own_seat()
        if seat is None:
            return None
        from sim.stage.team.values import Standing

        line = self._courier.line(seat.ref) if self._courier is not None else None
        return Standing(
            title=printable(str(seat.session.get("title", ""))),
            code=seat.code,
            name=printable(seat.name),
            link="lost" if seat.trouble else line.link if line is not None else "unknown",
            waiting=line.waiting if line is not None else 0,
            calls=tuple(self._call_of(one) for one in seat.scenarios),
            told=printable(seat.told),
            refused=self._refused(seat),
        )

    def _call_of(self, one: Mapping[str, Any]) -> TeamCall:
        """A call of the session: what may be played of it, and whether its version is here."""
        from sim.core.kinds import FAMILIES
        from sim.stage.team.values import TeamCall
        from sim.team.client_courier import Version

        version = self._courier.version(str(one["hash"])) if self._courier is not None else Version()
        return TeamCall(
            id=one["id"],
            title=printable(str(one["title"])),
            family=one["family"] if one["family"] in FAMILIES else FAMILIES[0],  # of a later program
            level=one["level"],
            minutes=one["minutes"],
            done=one["attempts_used"],
            left=one["attempts_left"],
            coming=version.state == "coming",
            missing=self._why(version) if version.state == "failed" else "",
        )

    def _why(self, version: Version) -> str:
        """Why a version cannot be had, as a sentence."""
        data = {name: printable(str(value)) for name, value in version.data.items()}
        if "trouble" in data:
            data["reason"] = self.texts(f"trouble.{data['trouble']}")
        return self.texts(f"join.version.{version.why}", **data)

    def _refused(self, seat: OwnSeat) -> tuple[tuple[str, str], ...]:
        """(title, reason) of the calls that were not taken, the newest first."""
        titles = {one["id"]: one["title"] for one in seat.scenarios}
        try:
            rows = self.journal.posted(seat.trainee)
        except StoreError:
            return ()
        found = [row for row in reversed(rows) if row.status == "refused" and row.seat == seat.ref]
        named = [(titles.get(row.scenario_id, row.scenario_id), row.said) for row in found[:_MOST_REFUSED]]
        return tuple((title, printable(said)) for title, said in named)

    # -- screens ----------------------------------------------------------------------------------------------

    def open_team(self) -> Next:
        """The session, or joining one."""
        return Push(self.team_screen())

    def team_screen(self) -> Screen:
        """The session's screen, or the one to join."""
        now = self.team_standing()
        if now is None:
            return self.join_screen()
        from sim.stage.team.session_screen import SessionScreen
        from sim.stage.team.values import Acting

        acting = Acting(
            play=self.play_in_session,
            hurry=lambda: self.tell_session(hurry=True),
            again=self._send_again,
            file=self._hand_in,
            leave=self._leave,
            forget=self._forget_there,
            room=self.room_door(),
        )
        return SessionScreen(self, self.team_standing, acting, now)

    def room_door(self, pace_s: float = 0.0) -> RoomDoor | None:
        """The way to what the room plays together (sim.commands.game.together), asked for not more often than that."""
        return None

    def join_screen(self) -> Screen:
        """Joining a session."""
        from sim.stage.team.join_screen import JoinScreen
        from sim.stage.team.values import Joining

        return JoinScreen(self, Joining(self._find, self._join, self._joined), self.settings.trainee)

    def _joined(self, who: str) -> Next:
        """Where nobody had said who plays, it is whoever joined."""
        if self.settings.trainee is None:
            self.choose_person(who)
        self.tell_session(hurry=True)
        return Replace(self.team_screen())

    def play_in_session(self, scenario_id: str) -> Next:
        """The briefing of a call of the session, exactly its version, in its language. Raises InputError."""
        from sim.commands.versions import NotHereYet, of_session

        seat = self.own_seat()
        if seat is None:
            return Pop()
        try:
            return Push(self.briefing_of(of_session(self.context, seat, scenario_id)))
        except NotHereYet as error:
            now = self.team_standing()
            why = next((call.missing for call in now.calls if call.id == scenario_id), "") if now is not None else ""
            self.tell_session(hurry=True)  # what is gone from here is fetched again
            raise NotHereYet(why or str(error)) from None

    def scenario(self, scenario_id: str) -> Scenario:
        """What is played under an id, wherever it is chosen: in a session that has it in this language, its version."""
        from sim.commands.versions import to_play

        return to_play(self.context, self.own_seat(), scenario_id, self.texts.language)

    def begin(self, call: Call) -> Recorder:
        """What the call is played on stays as long as the call."""
        recorder = super().begin(call)
        self.context.versions.hold()
        return recorder

    def _begun_anew(self) -> None:
        """What is played on now goes into the new folder too."""
        super()._begun_anew()
        self.context.versions.hold()

    # -- what is asked ----------------------------------------------------------------------------------------

    def _problem(self, error: Exception) -> str:
        return seats.reason_of(error, self.texts)

    def _find(self, typed: str, code: str) -> Errand[Found]:
        from sim.commands.errand import Known, ThreadErrand
        from sim.stage.team.values import Outcome
        from sim.team.client_link import read_link

        link = read_link(typed, code)
        if not link.address or not link.code:
            return Known(Outcome(problem=self.texts("join.bad_code" if link.address else "join.bad_address")))
        self._link, connect = link, seats.connector(self.texts.language)

        def ask() -> Found:
            with connect(link.address) as server:
                return _found(server.invitation(link.code))

        return ThreadErrand(ask, self._problem)

    def _join(self, name: str) -> Errand[str]:
        from sim.commands.errand import ThreadErrand

        link, person, connect = self._link, self.settings.trainee, seats.connector(self.texts.language)
        assert link is not None

        def ask() -> str:
            return seats.take_seat(self.seat_book, connect, link, person, name).trainee or ""

        return ThreadErrand(ask, self._problem)

    def _send_again(self) -> None:
        seat = self.own_seat()
        if seat is not None:
            seats.send_again(self.context, seat)
            self.tell_session(hurry=True)

    def _hand_in(self) -> Outcome[str]:
        """A hand-in file where downloads go."""
        from sim.stage.team.values import Outcome

        try:
            paper = seats.hand_in(self.context, self.journal, self.settings.trainee, (), seats.today())
            if not paper.attempts:
                return Outcome(problem=self.texts("join.nothing_to_hand_in"))
            path = printable(str(seats.write_paper(paper, self.downloads())))
        except (StoreError, OSError) as error:
            return Outcome(problem=self._problem(error))
        said = self.texts("join.handed_in", count=paper.attempts, path=path)
        return Outcome(f"{said}. {self.texts('join.handed_in_how')}")

    def _leave(self) -> Next:
        """Out of the session; what waits is sent all the same."""
        seat = self.own_seat()
        if seat is not None:
            try:
                self.seat_book.change(seat.ref, left=True)
            except OSError as error:
                self.context.told.append(("join.not_kept", {"reason": error.strerror or error}))
        self.tell_session()
        return Pop()

    def _forget_there(self) -> Errand[str]:
        from sim.commands.errand import ThreadErrand

        seat, connect = self.own_seat(), seats.connector(self.texts.language)

        def ask() -> str:
            if seat is not None:
                with connect(seat.address) as server:
                    server.forget_me(seat.token)
            return ""

        return ThreadErrand(ask, self._problem)

    def _delete_mine(self) -> Done:
        """Seats go too, and with them the versions that nobody here needs any more."""
        from sim.stage.progress.values import Done

        try:
            seats_gone = self.seat_book.forget(self.settings.trainee)
        except OSError as error:
            return Done(False, self._problem(error))
        done = super()._delete_mine()
        if done.worked:
            self.context.versions.tidy()
            if seats_gone:
                self.context.told.append(("join.mine", {}))
        return done

    # -- calls ------------------------------------------------------------------------------------------------

    def seat(self, call: Call, recorder: Recorder, *more: Any, **settled: Any) -> CallScreen:
        """The board sees who is in a call of the session."""
        seat, scenario = self.own_seat(), call.scenario
        if seat is not None and seat.had(scenario.id, scenario.content_hash(), scenario.language):
            self.tell_session("in_call", scenario.id)
        return super().seat(call, recorder, *more, **settled)

    def debrief(self, director: Director) -> Next:
        """The call is over, and sent."""
        self.tell_session()
        return super().debrief(director)


def _found(told: Invitation) -> Found:
    from sim.stage.team.values import Found

    notice = tuple(printable(line) for line in told.notice)
    return Found(printable(told.title), told.code, told.names == "aliases", notice)
