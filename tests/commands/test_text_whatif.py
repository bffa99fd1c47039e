"""What if, at a terminal: a call is played on from a turn, and the two ways are told beside each other."""

import pytest

from sim.commands.context import Context
from sim.commands.journal import KeptCall
from sim.commands.playing import playing_journal
from sim.commands.text_whatif import other_ways
from sim.console.player import TextPlayer
from sim.content.texts import caller_lines
from sim.core.call import Call
from sim.core.log import Setup
from tests.console.test_player import Terminal


@pytest.fixture
def at_terminal(tmp_path):
    """Plays four-afternoons with these answers, and whatever is asked afterwards; gives what was written."""
    context = Context(tmp_path / "data", [], "en")

    def play(*answers, live=True, **setup):
        scenario = context.library.load("four-afternoons", "en")
        call = Call(scenario, Setup(seed=3, timers=False, **setup), caller_lines("en"))
        journal = playing_journal(context)
        terminal = Terminal(*([""] if live else []), *answers, live=live)

        def one(call, recorder):
            return TextPlayer(call, recorder, terminal, context.texts).play()

        first = call, KeptCall.begin(journal, call, None)
        one(*first)
        other_ways(context, journal, terminal, first, one)
        return terminal, journal

    with context:
        yield play


def test_each_way_is_told_beside_the_one_that_it_was_rewound_from(at_terminal):
    end = ["q", "y"]
    terminal, journal = at_terminal("1", "1", *end, "2", "2", *end, "1", "2", *end, "")
    said = "\n".join(terminal.lines)
    assert "Play on from an earlier turn, 1 to 2? Type its number, or press Enter to stop." in said
    assert "Side by side\nFour afternoons · Rieneke van Dalen · they part at turn 2\nCalm: " in said
    assert "Side by side\nFour afternoons · Rieneke van Dalen · they part at turn 1\nCalm: " in said
    for name, turn in (("First try", 2), ("Way 2", 2), ("Way 2", 1), ("Way 3", 1)):
        assert f"{name} · turn {turn}\n" in said
    assert said.count("how it ended") == 4
    assert [bool(call.branch) for call in journal.calls()] == [False, True, True]
    assert terminal.answers == []


@pytest.mark.parametrize("answer", ["", "3", "0", "none", "²"])
def test_what_is_no_turn_stops(at_terminal, answer):
    terminal, journal = at_terminal("1", "1", "q", "y", answer, "1")
    assert len(journal.calls()) == 1
    assert terminal.answers == ["1"]


@pytest.mark.parametrize(("live", "setup"), [(False, {}), (True, {"mode": "exam"})])
def test_in_a_pipe_and_after_an_exam_nothing_is_asked(at_terminal, live, setup):
    terminal, _ = at_terminal("1", "q", "y", "1", live=live, **setup)
    assert terminal.answers == ["1"]
    assert not any("earlier turn" in line for line in terminal.lines)
