"""What the caller heard, on its card; and what was expected, on the dials."""

from sim.core.caller_view import impressions
from tests.stage.debrief.desk import Desk, eventful
from tests.stage.debriefs import small


def test_each_moment_is_told_with_its_turn_and_a_way_to_it():
    desk = Desk(small("aabba"))
    desk.player.key("h")
    told = impressions(desk.program.texts, desk.debrief)
    labels = desk.player.labels()
    assert all(one.text in labels for one in told)
    desk.player.click("Show this turn")
    assert desk.overlay.label == "The whole call"
    assert desk.screen.ui.focus.spoken().startswith(f"Turn {told[0].turn} ")


def test_what_stayed_open_is_listed_below():
    desk = Desk(small("aabab"))
    desk.player.key("h")
    assert desk.player.sees("Not followed up: She knows who calls, about what and when.")


def test_expected_scores_stand_beside_the_actual_ones():
    desk = Desk(eventful(expected=(70, 85, 55)))
    dials = desk.screen.page.scores.children
    assert [dial.expected for dial in dials] == [70, 85, 55]
    assert all(f"you expected {score}" in dial.spoken() for dial, score in zip(dials, (70, 85, 55), strict=True))


def test_nobody_who_said_nothing_is_told_what_they_expected():
    desk = Desk(eventful())
    assert not any("you expected" in dial.spoken() for dial in desk.screen.page.scores.children)
