"""What a trainer can do in the preview: jump, undo, force a mood, set words, see what a reply would do."""

from sim.commands.preview import SwitchedSpeaker
from sim.commands.speaker import CaptionSpeaker


def test_a_jump_is_found_by_typing_and_can_be_taken_back(bench):
    trainer = bench()
    trainer.to_replies()
    trainer.player.key("j")
    trainer.player.type("monkey")
    trainer.player.key("return")
    assert trainer.node == "insult"
    trainer.to_replies()
    trainer.player.key("backspace")
    assert (trainer.node, trainer.screen.view.stage) == ("opening", "replies")


def test_an_ending_can_be_gone_to_and_debriefed(bench):
    trainer = bench()
    trainer.reply("a", "a")
    trainer.to_replies()
    trainer.player.key("j")
    trainer.player.click("settled")
    assert trainer.call.finished.ending == "settled"
    trainer.player.wait(0.2)
    trainer.player.key("return")
    trainer.player.frame()
    assert trainer.screen.name == "debrief"
    trainer.player.wait(1)
    trainer.player.key("escape")
    assert trainer.screen.name == "preview"
    trainer.player.key("backspace")
    assert trainer.node == "demand"


def test_a_played_call_is_debriefed_whole_although_the_file_was_saved_in_between(bench):
    trainer = bench()
    trainer.reply("a")
    trainer.to_replies()
    trainer.save("The third, the tenth,", "The second, the ninth,")
    trainer.reply("a", "a", "a", "a")
    assert trainer.call.finished == ("settled", True)
    assert len(trainer.screen.director.debrief().turns) == 5


def test_undo_takes_back_one_reply_at_a_time(bench):
    trainer = bench()
    trainer.reply("a", "b")
    trainer.to_replies()
    for node in ("story", "opening", "opening"):
        trainer.player.key("backspace")
        assert trainer.node == node
    assert trainer.call.mood == trainer.call.script.opening().mood


def test_hanging_up_can_be_taken_back(bench):
    trainer = bench()
    trainer.reply("a")
    trainer.to_replies()
    trainer.screen.director.hang_up()
    trainer.player.wait(0.2)
    trainer.player.key("backspace")
    assert (trainer.node, trainer.call.finished) == ("story", None)


def test_restart_begins_at_the_start_as_the_file_stands(bench):
    trainer = bench()
    trainer.reply("a")
    trainer.to_replies()
    trainer.save("start: {anger: 70", "start: {anger: 10")
    trainer.player.key("r")
    assert (trainer.node, trainer.call.mood.anger) == ("opening", 10)


def test_a_forced_mood_changes_what_the_caller_says(bench):
    trainer = bench()
    trainer.reply("a", "b")
    trainer.to_replies()
    assert trainer.caption[0].endswith("TONIGHT.")
    gauge = trainer.screen.panel.gauges[0]
    trainer.screen.ui.set_focus(gauge)
    trainer.player.key("home")
    assert trainer.call.mood.anger == 0
    assert trainer.caption[0].startswith("I'd like")
    trainer.player.key("right")
    assert (trainer.call.mood.anger, trainer.screen.ui.focus) == (5, gauge)


def test_a_gauge_follows_the_mouse(bench):
    trainer = bench()
    trainer.to_replies()
    gauge = trainer.screen.panel.gauges[2]
    bar = gauge._bar(trainer.player.app.look)
    trainer.player.click_at((bar.x + bar.width // 2, bar.centery))
    assert abs(trainer.call.mood.trust - 50) <= 2


def test_words_and_needs_can_be_set(bench):
    trainer = bench()
    trainer.to_replies()
    for name in ("heard", "need_met"):
        trainer.screen.panel.list.to_end()
        trainer.player.click(name)
        trainer.player.frame()
    assert trainer.call.script.fact_names(trainer.call.state.facts) == ("need_met",)
    assert trainer.screen.panel._ticks["words", "heard"].value


def test_the_panel_says_what_each_reply_would_do(bench):
    trainer = bench()
    trainer.to_replies()
    trainer.player.frame()
    spoken = [widget.spoken() for widget in trainer.screen.panel._body]
    for wanted in ("a → story", "name_feeling, listen", "calm +2", "Anger"):
        assert any(wanted in words for words in spoken), wanted


def test_time_is_not_judged(bench):
    trainer = bench()
    trainer.to_replies()
    trainer.player.wait(40)
    assert trainer.call.clock.silences == 0


def test_nothing_is_stored(bench, tmp_path):
    trainer = bench()
    trainer.reply("a", "a")
    assert not (tmp_path / "data").exists()


def test_the_voice_is_switched_without_mixing_what_was_asked_for():
    voice = CaptionSpeaker()
    switched = SwitchedSpeaker(voice)
    assert not switched.on
    switched.switch(True)
    assert switched._present is voice
    switched.switch(False)
    assert switched.poll() == []
