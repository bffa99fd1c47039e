"""Outbox and server in any order of calls, cuts, restarts, pauses, removals, wrong clocks: nothing lost or doubled."""

import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from sim.core.log import Setup
from sim.store.journal import Journal
from sim.store.outbox import Outbox, Outgoing
from sim.store.records import CallHeader
from sim.team.client_courier import Presence
from tests.examples import examples
from tests.team.classroom import changed, document
from tests.team.sending import Computer

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


class SameConnection(Outbox):
    """The outbox of a journal in memory."""

    def __init__(self, journal):
        self.journal = journal

    @contextmanager
    def _open(self):
        yield self.journal._connection


class Model(RuleBasedStateMachine):
    def __init__(self, room):
        super().__init__()
        room.clean()
        self.room, self.session = room, room.session()
        self.address = f"/api/lead/sessions/{self.session['id']}"
        self.days, self.good, self.bad, self.delivered = 0, set(), set(), set()
        self.folder = tempfile.TemporaryDirectory()
        self.journal = Journal.in_memory(clock=lambda: NOW + timedelta(days=self.days))
        self.computer = Computer(room, Path(self.folder.name), SameConnection(self.journal))
        self.seat = self.computer.join(self.session, "Ann", "Ann")
        self.removed = False

    def teardown(self):
        self.computer.wire.cut = ""
        if self.removed:
            self.let_in()
        self.room.lead("PATCH", self.address, {"state": "open"})
        self.computer.sender.hurry()
        self.computer.go_on(8)
        assert self.waiting() == []
        assert self.there() == self.good
        self.journal.shut()
        self.folder.cleanup()

    # -- what happens ------------------------------------------------------------------------------------------

    def close_a_call(self, number, **wrong):
        text = document(number)
        self.journal.poster = lambda stored: Outgoing(self.seat.ref, changed(text, uuid=stored.id, **wrong))
        header = CallHeader("four-afternoons", "ab" * 32, "en", "A call", Setup(), "0.1.0", "Ann")
        call = self.journal.begin(header)
        self.journal.close(call, '{"scores":{}}')
        return call

    @rule(number=st.integers(1, 4))
    def a_call_closes(self, number):
        self.good.add(self.close_a_call(number))

    @rule()
    def a_call_closes_that_the_server_refuses(self):
        self.bad.add(self.close_a_call(1, language="nl"))

    @rule(cut=st.sampled_from(["", "before", "after"]))
    def the_network_changes(self, cut):
        self.computer.wire.cut = cut

    @rule(steps=st.integers(1, 3))
    def time_passes(self, steps):
        self.computer.go_on(steps)

    @rule(days=st.integers(-4000, 4000))
    def somebody_sets_the_clock(self, days):
        self.days = days

    @rule()
    def the_program_is_killed_and_started(self):
        self.computer.start()
        self.computer.sender.presence = Presence(self.seat.ref)

    @rule(state=st.sampled_from(["open", "paused", "closed"]))
    def the_facilitator_changes_the_session(self, state):
        self.room.lead("PATCH", self.address, {"state": state})

    @precondition(lambda self: not self.removed)
    @rule()
    def the_seat_is_removed(self):
        self.room.lead("DELETE", f"/api/lead/seats/{self.seat_id()}")
        self.removed = True

    @precondition(lambda self: self.removed and not self.computer.wire.cut)
    @rule()
    def they_are_let_in_again(self):
        self.let_in()

    def let_in(self):
        self.room.lead("PATCH", self.address, {"state": "open"})
        self.room.lead("PATCH", f"/api/lead/seats/{self.seat_id()}", {"let_in": True})
        before, self.seat = self.seat, self.computer.join(self.session, "Ann", "Ann")
        assert self.seat.ref == before.ref
        self.removed = False

    # -- what always holds -------------------------------------------------------------------------------------

    def seat_id(self):
        return self.room.shown(self.session)["seats"][0]["id"]

    def waiting(self):
        return [uuid for _, uuid in self.computer.box.waiting()]

    def there(self):
        found = [one["uuid"] for one in self.room.shown(self.session)["attempts"]]
        assert len(found) == len(set(found))
        return set(found)

    @invariant()
    def what_was_acknowledged_is_there_and_nothing_else_is_settled(self):
        rows = {row.uuid: row.status for row in self.journal.posted("Ann")}
        assert rows.keys() == self.good | self.bad
        delivered = {uuid for uuid, status in rows.items() if status == "delivered"}
        assert self.delivered <= delivered
        if delivered != self.delivered:
            assert delivered <= self.there() <= self.good
        assert {uuid for uuid, status in rows.items() if status == "refused"} <= self.bad
        self.delivered = delivered


@pytest.mark.hypothesis
def test_nothing_is_lost_or_doubled_in_any_order_of_things(room):
    tried = settings(examples(6, [HealthCheck.function_scoped_fixture]), stateful_step_count=20)
    run_state_machine_as_test(lambda: Model(room), settings=tried)
