from itertools import pairwise

import pygame
import pytest

from sim.stage.kit.boxes import columns, cut_bottom, cut_left, cut_right, cut_top
from sim.stage.kit.dial import Dial, draw_dial
from sim.stage.kit.look import LABEL, Look, LookSettings
from sim.stage.kit.meters import Feeling, Feelings, TimeBar, draw_bar, filled
from sim.stage.kit.screen import Screen
from sim.stage.kit.timeline import LINE_STYLES, Curve, Moment, Phase, Plot, Timeline, TimelineData, spread
from sim.stage.player import Player

pygame.font.init()
LOOK = Look(LookSettings(), (1280, 720))
CURVES = tuple(Curve(tone, tone.title(), ((0, 0.5), (60, 0.52))) for tone in LINE_STYLES)


def test_a_dial_without_a_score_says_so_instead_of_a_number():
    dial = Dial("Policy", None, "", "The rule was never needed.", "not rated")
    assert dial.spoken() == "Policy: not rated. The rule was never needed."


@pytest.mark.parametrize(
    ("score", "tone"), [(69, "warn"), (70, "accent"), (84, "accent"), (85, "good"), (None, "faint")]
)
def test_a_dial_changes_colour_at_the_pass_and_the_distinction(score, tone):
    assert Dial("Calm", score, "", "").tone == tone


def test_a_higher_score_fills_more_of_the_arc():
    def filled(score):
        picture = draw_dial(LOOK, 120, (score, "accent"))
        return pygame.mask.from_threshold(picture, LOOK.theme.accent, (30, 30, 30, 255)).count()

    assert filled(None) == 0 < filled(40) < filled(90)


def test_a_score_of_nought_draws_an_empty_arc():
    empty, nought = (draw_dial(LOOK, 120, (score, "warn")).get_buffer().raw for score in (None, 0))
    assert empty == nought


def test_labels_are_pushed_apart_and_stay_within_bounds():
    places = spread([10, 11, 12, 95, 96], 10, (0, 100))
    assert all(b - a >= 10 for a, b in pairwise(places))
    assert places[-1] <= 100


def test_labels_that_are_far_apart_stay_where_they_are():
    assert spread([10, 50, 90], 10, (0, 100)) == [10, 50, 90]


def test_no_two_lines_share_a_style():
    assert len(set(LINE_STYLES.values())) == len(LINE_STYLES)


def test_a_timeline_is_drawn_once_and_again_when_its_data_changes():
    timeline = Timeline("Feelings", TimelineData(CURVES))
    timeline.place(pygame.Rect(0, 0, 600, 240))
    surface = pygame.Surface((600, 240))
    timeline.draw(surface, LOOK)
    kept = timeline._kept._picture
    timeline.draw(surface, LOOK)
    assert timeline._kept._picture is kept
    timeline.data = TimelineData(CURVES, (Moment(30, 1, "good"),))
    assert timeline.dirty
    timeline.draw(surface, LOOK)
    assert timeline._kept._picture is not kept


@pytest.mark.parametrize(
    "data",
    [
        TimelineData(()),
        TimelineData((Curve("anger", "Anger", ()),)),
        TimelineData((Curve("anger", "Anger", ((0, 0.4),)),)),
        TimelineData((Curve("anger", "Anger", ((0, 0.4), (0, 0.9))),)),
        TimelineData(
            CURVES, (Moment(0, 1), Moment(0.1, 2), Moment(9999, 3)), (Phase(0, 1, "A long name"), Phase(1, 2, "B"))
        ),
    ],
)
@pytest.mark.parametrize("width", [200, 900])
def test_a_timeline_draws_any_call_however_short(data, width):
    timeline = Timeline("Feelings", data)
    timeline.place(pygame.Rect(0, 0, width, timeline.height_for(LOOK, width)))
    timeline.draw(pygame.Surface((width, timeline.rect.height)), LOOK)


def test_without_phases_no_row_is_kept_for_their_names():
    bare = Plot(LOOK, (600, 300), TimelineData(CURVES))
    named = Plot(LOOK, (600, 300), TimelineData(CURVES, phases=(Phase(0, 60, "Talk"),)))
    assert bare.top < named.top
    assert bare.top >= LOOK.line(LABEL) / 2, "the word at the top of the scale is not cut"


def test_feelings_glide_and_arrive():
    feelings = Feelings("Feelings", (Feeling("anger", "Anger", 0.2, "a little"),))
    feelings.show((Feeling("anger", "Anger", 0.8, "a lot"),))
    feelings.tick(0, 0.1)
    assert 0.2 < feelings.shown[0] < 0.8
    for _ in range(100):
        feelings.tick(0, 0.1)
    assert feelings.shown == (0.8,)


def test_with_reduced_motion_feelings_arrive_at_once():
    feelings = Feelings("Feelings", (Feeling("anger", "Anger", 0.2, "a little"),))
    feelings.show((Feeling("anger", "Anger", 0.8, "a lot"),), at_once=True)
    assert feelings.shown == (0.8,)


@pytest.mark.painted
def test_gliding_feelings_draw_their_bars_again_and_nothing_else():
    before = (Feeling("anger", "Anger", 0.2, "a little"), Feeling("trust", "Trust", 0.5, "some"))
    player = Player(Shown(Feelings("Feelings", before)), size=(640, 360))
    feelings = player.screen.widget
    player.wait(0.2)
    feelings.show((Feeling("anger", "Anger", 0.3, "a little"), Feeling("trust", "Trust", 0.5, "some")))
    (drawn,) = player.frame()
    assert feelings.children[0].rect.contains(drawn)
    player.wait(3)
    assert player.frame() == []
    assert player.picture().get_buffer().raw == player.redrawn().get_buffer().raw


class Shown(Screen):
    def __init__(self, widget):
        super().__init__()
        self.widget = widget
        self.ui.add(widget)

    def layout(self, area, look):
        self.widget.place(area.inflate(-80, -80))


@pytest.mark.parametrize("share", [0.0, 0.001, 0.1, 0.5, 0.97, 1.0])
def test_a_bar_is_as_long_as_its_share_and_round_at_its_end(share):
    surface = pygame.Surface((200, 10))
    draw_bar(surface, LOOK, surface.get_rect(), share, (255, 0, 0))
    red = [x for x in range(200) if surface.get_at((x, 5))[0] > 200]
    assert len(red) == pytest.approx(filled(surface.get_rect(), share), abs=1)
    assert all(surface.get_at((x, 0))[0] < 200 for x in red[-2:])


def test_a_time_bar_redraws_only_when_something_is_seen_to_change():
    bar = TimeBar("Time")
    bar.show(0.5, "10 s")
    bar.dirty = False
    bar.show(0.5001, "10 s")
    assert not bar.dirty
    bar.show(0.49, "10 s")
    assert bar.dirty


def test_a_box_is_cut_without_losing_a_pixel():
    box = pygame.Rect(10, 20, 101, 77)
    for cut, gap in ((cut_top, 5), (cut_bottom, 5)):
        part, rest = cut(box, 30, gap)
        assert part.height + gap + rest.height == box.height
    for cut in (cut_left, cut_right):
        part, rest = cut(box, 30, 5)
        assert part.width + 5 + rest.width == box.width
    parts = columns(box, 3, 4)
    assert sum(part.width for part in parts) + 8 == box.width
    assert parts[-1].right == box.right


def test_a_cut_larger_than_the_box_leaves_nothing():
    part, rest = cut_top(pygame.Rect(0, 0, 10, 10), 30, 5)
    assert (part.height, rest.height) == (10, 0)
