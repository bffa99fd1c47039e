"""What if, through the program's own window: rewind from the debrief, play on, stand side by side."""

import json

import pytest

from sim.cli import main
from sim.commands.context import Context
from sim.core.rewinding import way_back
from sim.store.records import best_of
from tests.commands.windows import opened


class Trainee:
    """Somebody at the program's window who plays four-afternoons."""

    def __init__(self, context, **options):
        self.player, self.game = opened(context, id="four-afternoons", **options)
        self.player.app.carry_out(self.game.open_briefing("four-afternoons"))
        self.player.wait(0.5)

    @property
    def screen(self):
        return self.player.screen

    @property
    def calls(self):
        return self.game.journal.calls()

    def ring(self):
        self.player.key("return")
        self.player.until(lambda: self.screen.name == "call")
        self.player.key("return")

    def reply(self, place=0):
        """Give the reply that stands at this place, as soon as it may be given."""
        self.to_replies()
        self.screen.choose(place)

    def to_replies(self):
        director = self.screen.director
        self.player.until(lambda: director.ready_for_reply or director.phase == "on_hold")
        if director.phase == "on_hold":
            self.player.key("return")
            self.player.until(lambda: director.ready_for_reply)

    def hang_up(self):
        """To the debrief."""
        director = self.screen.director
        self.to_replies()
        director.hang_up()
        self.player.until(lambda: director.over)
        self.player.wait(0.5)
        self.player.key("return")
        self.player.until(lambda: self.screen.name == "debrief")
        self.player.wait(1.0)

    def rewind(self, turn):
        self.player.app.carry_out(self.screen.extras.rewind(turn))
        self.player.frame()


@pytest.fixture
def trainee(tmp_path):
    context = Context(tmp_path / "data", [], "en")
    context.data.mkdir()
    settings = {"notice": False, "welcomed": True}
    (context.data / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    with context:
        yield lambda **options: Trainee(context, **options)


@pytest.mark.slow
def test_a_turn_is_played_anew_from_the_debrief_by_mouse_and_both_calls_stay(trainee):
    one = trainee()
    one.ring()
    for _ in range(3):
        one.reply()
    one.hang_up()
    one.player.click("The whole call")
    one.player.click("Play on from here")
    assert one.screen.name == "call"
    director = one.screen.director
    assert (director.phase, len(director.call.turns)) == ("caller_speaking", 0)
    one.reply(1)
    one.hang_up()
    first, second = one.calls
    assert (first.attempt, second.attempt, second.branch) == (1, 0, first.id)
    assert first.status == second.status == "closed"
    assert best_of(one.game.journal.calls())["four-afternoons"].id == first.id


@pytest.mark.slow
def test_the_transcript_before_the_turn_is_there_and_says_from_where_it_is_anew(trainee):
    one = trainee()
    one.ring()
    for _ in range(3):
        one.reply()
    one.hang_up()
    one.rewind(3)
    director = one.screen.director
    one.player.until(lambda: director.ready_for_reply)
    labels = [child.label for child in one.screen.parts.transcript.list.children]
    said = [line.text for line in director.call.transcript]
    assert labels[4] == "From here on you play it anew"
    assert [label.partition(": ")[2] for label in (*labels[:4], labels[5])] == said[:5]


def test_a_rewound_call_is_made_again_from_its_own_journal_and_can_be_rewound_again(trainee, capsys):
    one = trainee()
    one.ring()
    for place in (0, 1, 0):
        one.reply(place)
    one.hang_up()
    one.rewind(3)
    one.reply(1)
    one.hang_up()
    one.rewind(2)
    one.reply(0)
    one.hang_up()
    calls = one.calls
    branches = {call.id: call.branch for call in calls}
    assert way_back(calls[2].id, branches) == tuple(call.id for call in reversed(calls))
    assert main(["rescore", "--all", "--data", str(one.game.context.data)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        one.game.texts("cli.rescore.same", call=call.id, reason="") for call in calls
    ]


@pytest.mark.slow
def test_the_first_tries_score_is_marked_and_both_stand_side_by_side(trainee):
    one = trainee()
    one.ring()
    for _ in range(2):
        one.reply()
    one.hang_up()
    assert one.screen.why_not.label == ""
    assert one.screen.extras.more[-1].label != "Side by side"
    one.rewind(2)
    one.reply(2)
    one.hang_up()
    first, second = one.calls
    note = f"Played on from an earlier call: first try {first.lowest}, this way {second.lowest}. The first try stays."
    assert one.player.sees(note)
    one.player.click("More")
    one.player.click("Side by side")
    assert one.screen.name == "compare"
    assert one.player.sees("First try · turn 2")
    assert one.player.sees("Way 2 · turn 2")
    one.player.key("escape")
    assert one.screen.name == "debrief"


@pytest.mark.slow
def test_a_rewound_call_that_was_broken_off_goes_on_from_the_menu(trainee):
    one = trainee()
    one.ring()
    for _ in range(2):
        one.reply()
    one.hang_up()
    one.rewind(2)
    one.reply(1)
    one.player.wait(1.0)
    one.player.key("escape")
    one.player.click("Leave the call")
    assert one.screen.name == "menu"
    one.player.click("Go on")
    call = one.screen.director.call
    assert (call.setup.branch, call.setup.branch_turn, len(call.turns)) == (one.calls[0].id, 2, 2)


@pytest.mark.slow
def test_a_turn_that_begins_with_a_hold_is_played_on_from_the_hold(trainee):
    one = trainee()
    one.ring()
    for _ in range(3):
        one.reply()
    one.to_replies()
    line = one.screen.call.line.text
    one.hang_up()
    one.rewind(4)
    assert one.screen.call.phase == "on_hold"
    one.player.key("return")
    one.player.until(lambda: one.screen.director.ready_for_reply)
    assert one.screen.call.line.text == line


@pytest.mark.slow
def test_an_exam_cannot_be_rewound(trainee):
    one = trainee(mode="exam")
    one.ring()
    one.reply()
    one.hang_up()
    assert one.screen.extras.rewind is None
    assert not one.player.sees("Play on from here")


@pytest.mark.slow
def test_who_needs_time_now_has_it_in_a_call_that_was_begun_on_the_clock(trainee):
    one = trainee()
    one.ring()
    one.reply()
    one.hang_up()
    one.game.keep("timers", False)
    one.rewind(1)
    assert one.screen.call.timers is False
    one.reply()
    one.hang_up()
    stored = one.game.journal.load(one.calls[1].id)
    assert [event.do for event in stored.events[:2]] == ["answer", "timers"]
    assert stored.header.setup.timers
