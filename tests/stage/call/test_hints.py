"""Help during a call: as much as the settings, the level and the results say, and never more than a quiet line."""

from functools import partial

import pytest

from sim.core.log import Setup
from sim.stage.kit.look import LookSettings
from tests.stage.call_play import Desk as LargeDesk

Desk = partial(LargeDesk, size=(1280, 720))
TIP = "Name the feeling first."
BEFORE = "Take a breath first (B)."
AFTER = "The rule got lost there."


def told(desk):
    notice = desk.screen.parts.card.notice
    return notice.label if notice.visible else ""


def has_tip(desk):
    return any(TIP in text for text in desk.screen.parts.purpose.paragraphs)


def give_in(desk):
    """Take the reply that concedes, two turns on, and wait until the caller answers."""
    desk.player.until(lambda: desk.screen.director.ready_for_reply)
    desk.screen.director.reply("a")
    desk.until("replies")
    while desk.call.node.id != "demand":
        desk.player.until(lambda: desk.screen.director.ready_for_reply)
        desk.screen.director.reply("a")
        desk.until("replies")
    desk.player.until(lambda: desk.screen.director.ready_for_reply)
    desk.screen.director.reply("b")
    desk.player.wait(0.3)


@pytest.mark.parametrize(
    ("hints", "mode", "tip", "before", "after"),
    [
        ("auto", "practice", True, True, True),
        ("light", "practice", True, False, True),
        ("none", "practice", False, False, False),
        ("full", "exam", False, False, False),
    ],
)
def test_help_comes_in_steps(hints, mode, tip, before, after):
    desk = Desk(settings={"hints": hints}, setup=Setup(seed=7, mode=mode)).to_replies()
    assert has_tip(desk) is tip
    assert (BEFORE in told(desk)) is before
    give_in(desk)
    assert (AFTER in told(desk)) is after


def test_a_cue_comes_once_in_a_call():
    desk = Desk(settings={"hints": "full"}).to_replies()
    assert BEFORE in told(desk)
    desk.player.wait(8)
    desk.screen.view._cued_turn = -1
    desk.player.wait(0.5)
    assert BEFORE not in told(desk)


def test_the_policy_card_has_the_tip_only_where_there_is_one():
    for hints, shown in (("full", True), ("none", False)):
        desk = Desk(settings={"hints": hints}, looks=LookSettings(text=1.5)).to_replies()
        desk.player.key("p")
        words = " ".join(widget.spoken() for widget in desk.screen.ui.overlay.panel.children)
        assert (TIP in words) is shown


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_a_cue_takes_nothing_from_the_words(language, text):
    desk = Desk(language=language, looks=LookSettings(text=text), settings={"hints": "full"}).to_replies()
    assert desk.screen.parts.card.notice.visible
    assert desk.cut_off() == []
