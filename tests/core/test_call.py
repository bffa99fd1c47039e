import pytest

from sim.core import events as ev
from sim.core.call import Call
from sim.core.events import Finished, Noticed, Refused, Said
from sim.core.log import DefaultLines, Setup
from tests.core.small_scenarios import small

LINES = DefaultLines(interrupted=("Let me finish!",), hold_over=("Still there?",), loop=("Oh no, oh no,",),
                     lookup=("I'll wait.",), leaving=("Forget it.",))  # fmt: skip


def begun(change=None, heard=True, **setup):
    """A call that was answered, its first line heard."""
    call = Call(small(change), Setup(**setup), LINES)
    call.feed(ev.Answer())
    if heard:
        call.feed(ev.Heard(3000))
    return call


def said(follows):
    return [follow.utterance.text for follow in follows if isinstance(follow, Said)]


def noticed(follows):
    return [follow.what for follow in follows if isinstance(follow, Noticed)]


def test_a_call_runs_from_the_ring_to_its_end():
    call = begun()
    assert [reply.option for reply in call.replies] != []
    assert said(call.feed(ev.Reply(4000, "feel"))) == ["I want it all back."]
    call.feed(ev.Heard(2000))
    call.feed(ev.Reply(4000, "why"))
    call.feed(ev.Heard(1000))
    assert Finished("settled", complete=True) in call.feed(ev.Reply(4000, "next"))
    assert call.phase == "wrapping_up"
    assert call.feed(ev.Close()) == ()
    assert call.phase == "ended"
    assert [turn.node for turn in call.turns] == ["opening", "rule", "close"]
    assert [line.who for line in call.transcript] == ["caller", "you"] * 3


def test_replies_cannot_be_taken_before_they_are_shown():
    call = begun(heard=False)
    assert call.feed(ev.Reply(option="feel")) == (Refused("phase"),)
    call.feed(ev.Show(500))
    assert call.feed(ev.Reply(2000, "feel", 900)) != (Refused("phase"),)


@pytest.mark.parametrize(
    ("event", "why"),
    [(ev.Answer(), "phase"), (ev.Heard(), "phase"), (ev.Resume(), "phase"), (ev.Reply(option="none"), "option"),
     (ev.LookUp(card="File"), "card"), (ev.LookUp(card="nothing"), "card")],
)  # fmt: skip
def test_an_event_that_cannot_happen_changes_nothing(event, why):
    call = begun()
    before = (call.state, call.phase, call.elapsed_ms, call.clock, tuple(call.transcript))
    assert call.feed(event) == (Refused(why),)
    assert (call.state, call.phase, call.elapsed_ms, call.clock, tuple(call.transcript)) == before


def test_silence_is_filled_by_the_caller_and_costs_once_a_turn():
    call = begun()
    limit = call.ms_to_silence
    assert limit == call.clock.allowance_ms + 8000
    assert call.feed(ev.Wait(limit - 1)) == ()
    follows = call.feed(ev.Wait(1))
    assert noticed(follows) == ["dead_air"]
    assert said(follows) == ["Hello?"]
    assert call.phase == "caller_speaking"
    assert call.mood.patience == 60 - 8
    call.feed(ev.Heard(800))
    assert call.ms_to_silence == limit
    call.feed(ev.Reply(4000, "feel"))
    assert call.turns[0].timing.silences == 1


def test_a_panicked_caller_waits_two_seconds_less():
    call = begun(lambda data: data["nodes"]["opening"].update(flags=["panic"]))
    assert call.ms_to_silence == call.clock.allowance_ms + 6000


def test_after_the_third_silence_in_one_turn_the_caller_hangs_up():
    call = begun()
    follows = call.feed(ev.Wait(10 * call.ms_to_silence))
    assert said(follows) == ["Hello?"] * 3
    assert follows[-1] == Finished("caller_hung_up", complete=False)
    assert call.feed(ev.Reply(option="feel")) == (Refused("over"),)
    assert call.log().tail.silences == 3


def test_without_timers_nothing_is_judged_but_the_breath():
    call = begun(timers=False)
    assert call.ms_to_silence is None
    assert call.feed(ev.Wait(3_600_000)) == ()
    call.feed(ev.Breathe())
    call.feed(ev.Resume(2000))
    call.feed(ev.Reply(0, "feel"))
    timing = call.turns[0].timing
    assert (timing.silences, timing.snap, timing.breath_ms) == (0, False, 2000)


def test_timers_can_be_switched_off_in_the_middle():
    call = begun()
    call.feed(ev.Timers(on=False))
    assert call.feed(ev.Wait(3_600_000)) == ()


@pytest.mark.parametrize(("permille", "interrupted"), [(0, True), (799, True), (800, False), (1000, False)])
def test_speaking_before_80_percent_was_heard_is_an_interruption(permille, interrupted):
    call = begun(heard=False)
    call.feed(ev.Show(500))
    follows = call.feed(ev.Reply(3000, "feel", permille))
    assert (noticed(follows) == ["interrupted"]) == interrupted
    assert said(follows)[0].startswith("Let me finish!") == interrupted
    # name_feeling and listen give -18 anger and +10 trust, an interruption +6 and -3.
    assert call.mood[:3] == ((48, 12, 37) if interrupted else (42, 12, 40))


def test_an_interruptible_line_may_be_interrupted():
    call = begun(lambda data: data["nodes"]["opening"]["flags"].append("interruptible"), heard=False)
    call.feed(ev.Show(500))
    assert noticed(call.feed(ev.Reply(3000, "feel", 100))) == []


def test_a_known_line_that_is_skipped_is_no_interruption():
    call = begun(heard=False)
    call.feed(ev.Skip(300))
    assert noticed(call.feed(ev.Reply(3000, "feel"))) == []


def test_a_hold_stops_the_clock_pleases_twice_and_costs_patience_by_the_second():
    call = begun()
    for number, patience in ((1, 60 + 6), (2, 60 + 12), (3, 60 + 12)):
        call.feed(ev.Hold())
        assert call.phase == "on_hold"
        assert call.mood.patience == patience, number
        call.feed(ev.Resume())
    call.feed(ev.Hold())
    call.feed(ev.Resume(30_000))
    assert call.mood.patience == 60 + 12 - 6
    assert call.phase == "your_turn"


def test_a_hold_of_exactly_its_stated_time_is_fine_and_a_longer_one_is_dead_air():
    call = begun()
    call.feed(ev.Hold())
    assert call.feed(ev.Wait(30_000)) == ()
    assert call.ms_to_silence == 1
    follows = call.feed(ev.Wait(1))
    assert noticed(follows) == ["hold_over"]
    assert said(follows) == ["Still there?"]
    assert call.phase == "on_hold"
    assert call.clock.silences == 1


def test_a_reply_that_announces_a_hold_puts_the_caller_on_hold_until_the_trainee_is_back():
    call = begun()
    call.feed(ev.Reply(3000, "feel"))
    call.feed(ev.Heard(2000))
    follows = call.feed(ev.Reply(3000, "wait"))
    assert said(follows) == []
    assert (call.phase, call.clock.announced_ms) == ("on_hold", 20_000)
    assert said(call.feed(ev.Resume(15_000))) == ["And now?"]
    assert call.phase == "caller_speaking"
    call.feed(ev.Heard(500))
    call.feed(ev.Reply(3000, "next"))
    assert call.turns[2].timing.hold_ms == 15_000


def test_the_desk_shows_the_file_only_after_identity_and_the_caller_waits_meanwhile():
    def verify(data):
        data["nodes"]["opening"]["options"]["feel"]["moves"] = ["verify_id"]

    call = begun(verify)
    assert [card.title for card in call.desk] == ["Prices"]
    assert said(call.feed(ev.LookUp(card="Prices"))) == ["I'll wait."]
    call.feed(ev.Resume(11_000))
    assert call.mood.patience == 60 - 2
    call.feed(ev.Reply(3000, "feel"))
    assert [card.title for card in call.desk] == ["Prices", "File"]


def test_hanging_up_needs_a_ground():
    call = begun()
    assert call.feed(ev.HangUp()) == (Finished("you_hung_up", complete=False),)
    assert call.log().hung_up_without_ground


def test_hanging_up_after_an_insult_and_a_last_warning_is_by_policy_and_complete():
    call = begun(lambda data: data["caller"]["start"].update(anger="80"))
    call.feed(ev.Reply(3000, "rule"))
    for option in ("limit", "warn"):
        call.feed(ev.Heard(1000))
        assert call.node.id == "insult"
        call.feed(ev.Reply(3000, option))
    call.feed(ev.Heard(1000))
    assert call.feed(ev.HangUp()) == (Finished("you_hung_up", complete=True),)
    assert not call.log().hung_up_without_ground


def test_a_caller_who_has_had_enough_leaves_after_reacting_and_before_the_next_node():
    call = begun(lambda data: data["caller"]["start"].update(anger="90"))
    follows = call.feed(ev.Reply(3000, "rule"))
    assert said(follows) == ["Forget it."]
    assert follows[-1] == Finished("caller_hung_up", complete=False)


def test_a_caller_with_trust_volunteers_the_hidden_fact_once():
    def trusting(data):
        data["caller"]["start"].update(trust="70")
        data["reveal"] = {"say": "I've an interview.", "sets": ["need_found"]}

    call = begun(trusting)
    assert said(call.feed(ev.Reply(3000, "feel"))) == ["I've an interview. I want it all back."]
    assert call.turns[0].revealed
    call.feed(ev.Heard(500))
    assert said(call.feed(ev.Reply(3000, "no"))) == ["And now?"]


def test_a_caller_in_deep_panic_says_the_line_with_a_prefix():
    call = begun(lambda data: data["caller"]["start"].update(panic="95"))
    assert said(call.feed(ev.Reply(3000, "feel"))) == ["Oh no, oh no, I want it all back."]


def test_a_promise_is_remembered_by_a_later_line():
    call = begun()
    assert said(call.feed(ev.Reply(3000, "give"))) == ["So where is it, my money?"]


def test_the_voice_is_told_every_line_that_may_come_next():
    call = begun()
    coming = {utterance.text for utterance in call.next_lines()}
    assert {"I want it all back.", "So where is it, my money?", "Hello?"} <= coming
    for reply in call.replies:
        other = begun()
        assert set(said(other.feed(ev.Reply(3000, reply.option)))) <= coming


def test_an_access_factor_stretches_the_reading_time():
    assert begun(access=300).clock.allowance_ms == 3 * begun().clock.allowance_ms


def test_a_call_that_is_broken_off_is_closed_as_it_stands():
    call = begun()
    call.feed(ev.Reply(3000, "feel"))
    assert call.feed(ev.Close()) == (Finished("", complete=False),)
    assert call.phase == "ended"
    assert len(call.log().turns) == 1
