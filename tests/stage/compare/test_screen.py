"""Two calls side by side, as a person meets them: by key, at every text size, in both languages."""

import pytest

from sim.content import texts as catalogues
from sim.core import events as ev
from sim.core.call import Call, replay
from sim.core.comparing import CAPPED, EARLIER, Reason, compare
from sim.core.comparison_words import reason_words, score_words
from sim.core.log import Setup
from sim.core.scoring import Cap, Line, score
from sim.stage.compare.screen import CompareScreen, Way
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import Quit
from sim.stage.kit.reading import ReadCard
from sim.stage.player import Player
from tests.stage.fakes import FakeProgram, small_scenario
from tests.stage.grids import LOOKS


def way(letters, order):
    call = Call(small_scenario(), Setup(seed=7))
    events = [ev.Answer()]
    for letter in letters:
        events += [ev.Heard(3000), ev.Reply(4000, letter)]
    assert replay(call, [*events, ev.Close()])
    return Way(order, call, score(call.scenario, call.log()).lowest)


class Desk:
    def __init__(self, *letters, settings=None, language="en", size=(1280, 720)):
        ways = [way(one, order) for order, one in enumerate(letters, 1)]
        self.program = FakeProgram(small_scenario(), language=language)
        self.screen = CompareScreen(self.program, ways[-1], ways[:-1], 0, Quit)
        self.player = Player(self.screen, settings, size)

    def cards(self):
        return [w.label for w in self.screen.ui.walk() if isinstance(w, ReadCard)]


def test_turns_stand_beside_each_other_from_where_they_part():
    desk = Desk("abbbb", "aabab")
    titles = [label for label in desk.cards() if "turn" in label]
    assert titles[:4] == ["First try · turn 2", "Way 2 · turn 2", "First try · turn 3", "Way 2 · turn 3"]
    assert desk.player.sees("Four afternoons · Rieneke van Dalen · they part at turn 2")
    first, second = (desk.player.find(label).rect for label in titles[:2])
    assert first.y == second.y
    assert first.right < second.x


def test_with_large_text_they_stand_below_each_other():
    desk = Desk("abbbb", "aabab", settings=LookSettings(text=2.0))
    first, second = (desk.player.find(label).rect for label in ("First try · turn 2", "Way 2 · turn 2"))
    assert first.x == second.x
    assert first.bottom < second.y


def test_the_older_call_stands_left_also_when_it_is_the_one_that_was_asked_from():
    ways = [way("abbbb", 1), way("aabab", 2)]
    screen = CompareScreen(FakeProgram(small_scenario()), ways[0], ways[1:], 0, Quit)
    player = Player(screen)
    assert player.find("First try · turn 2").rect.x < player.find("Way 2 · turn 2").rect.x


def test_a_call_that_was_over_sooner_says_so():
    desk = Desk("abb", "aabab")
    assert "This call was over by then" in desk.player.find("First try · turn 4").spoken()


def test_another_way_can_be_put_beside_it_by_keys_alone():
    desk = Desk("abbbb", "aabbb", "aabab")
    desk.player.key("tab")
    while desk.screen.ui.focus is not desk.screen.choice:
        desk.player.key("tab")
    desk.player.key("right")
    desk.player.frame(2)
    assert desk.player.sees("Four afternoons · Rieneke van Dalen · they part at turn 4")
    assert desk.screen.ui.focus is desk.screen.choice
    assert desk.player.sees("Way 2 · Way 3")


def test_with_one_other_way_nothing_is_to_be_chosen():
    assert not Desk("abbbb", "aabab").screen.choice.visible


def test_tab_reads_card_by_card_and_escape_goes_back():
    desk = Desk("abbbb", "aabab")
    for _ in range(20):
        desk.player.key("tab")
    assert any(said.startswith("Way 2 · turn 2. Rieneke van Dalen: ") for said in desk.player.spoken)
    desk.player.key("escape")
    assert not desk.player.app.running


@pytest.mark.parametrize(("language", "family", "text"), LOOKS)
def test_every_text_fits(language, family, text):
    desk = Desk("abbbb", "aab", settings=LookSettings(family=family, text=text), language=language)
    look = desk.player.app.look
    assert [w.label or type(w).__name__ for w in desk.screen.ui.walk() if not w.fits(look)] == []
    assert desk.program.texts.missing == set()


LOST = Line("policy", 4, "conduct", 0, "concede+promise_too_much")
HELD = Line("policy", 4, "conduct", 0, "hold_line")
MISSED = Line("policy", 0, "milestone_missed", 0, "The limit stood.")
REACHED = Line("policy", 7, "milestone", 0, "The limit stood.")
CAP = Cap("policy", 40, 4, "concede")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason("conduct", 4, 12.34, (LOST,), (HELD,)), "+12.3: turn 4, was: gave in, promised too much; now: held"),
        (Reason("conduct", 4, -2, (), (LOST,)), "−2.0: turn 4, now: gave in, promised too much"),
        (Reason("conduct", 4, 2, (LOST,)), "+2.0: turn 4, was: gave in, promised too much"),
        (Reason("milestone", 0, 5, (MISSED,), (REACHED,)), "+5.0: reached: The limit stood"),
        (Reason("milestone", 0, -5, (REACHED,), (MISSED,)), "−5.0: not reached: The limit stood"),
        (Reason(EARLIER, 0, -1, (HELD,), (HELD,)), "−1.0: The turns that both share weigh differently"),
        (Reason(CAPPED, 0, 30, (CAP,)), "+30.0: a cap that is gone: "),
        (Reason(CAPPED, 0, -30, (), (CAP,)), "−30.0: a cap that the other did not have: "),
        (Reason(CAPPED, 0, 5, (CAP,), (CAP,)), "+5.0: another cap: "),
    ],
)
def test_a_reason_in_words(reason, words):
    assert reason_words(catalogues.load("en"), reason).startswith(words)


def test_a_score_is_said_with_its_change():
    found = compare(way("abbbb", 1).call, way("aabab", 2).call)
    texts = catalogues.load("en")
    said = [score_words(texts, difference) for difference in found.differences]
    for words, difference in zip(said, found.differences, strict=True):
        assert f"{difference.first}, then {difference.second}" in words
