"""The pictures: complete, repeatable, alive."""

import dataclasses
from functools import lru_cache
from itertools import pairwise

import pygame
import pytest

from sim.stage.face.backdrop import PAPER
from sim.stage.face.canvas import Canvas
from sim.stage.face.cast import CAST, identity_for
from sim.stage.face.clothes import first_row
from sim.stage.face.garments import GARMENTS, Tailor
from sim.stage.face.hair import STYLE_DRAWERS
from sim.stage.face.identity import BEARDS, CLOTHES, GLASSES, STYLES, Identity
from sim.stage.face.life import STILL, Life, life
from sim.stage.face.portrait import Fading, Portrait, Sight, pixels_for
from sim.stage.face.pose import MOODS, NEUTRAL, feeling, pose_for
from sim.stage.face.sheet import contact_sheet

_SIZE = 72
_PLAIN = ((30, 200, 40), (30, 200, 40))  # a backdrop no face contains


@lru_cache(maxsize=32)
def _portrait(scenario_id: str, size: int = _SIZE) -> Portrait:
    return Portrait(CAST[scenario_id], size)


def _bytes(picture: pygame.Surface) -> bytes:
    return pygame.image.tobytes(picture, "RGB")


def _changed(one: pygame.Surface, other: pygame.Surface) -> list[tuple[int, int]]:
    width = one.get_width()
    a, b = _bytes(one), _bytes(other)
    return [
        (i // 3 % width, i // 3 // width)
        for i in range(0, len(a), 3)
        if a[i : i + 3] != b[i : i + 3] and abs(a[i] - b[i]) + abs(a[i + 1] - b[i + 1]) + abs(a[i + 2] - b[i + 2]) > 24
    ]


def _frame(picture: pygame.Surface) -> list[bytes]:
    """The two upper rows and, above the shoulders, the outermost columns."""
    down = round(_SIZE * 0.78)
    strips = ((0, 0, _SIZE, 2), (0, 0, 1, down), (_SIZE - 1, 0, 1, down))
    return [_bytes(picture.subsurface(strip)) for strip in strips]


def _mood(name: str):
    return pose_for(feeling(*MOODS[name]))


EXTREME = ("furious", "panicking")  # the moods that move a head the most


@pytest.mark.parametrize("moods", [EXTREME, pytest.param(MOODS, marks=pytest.mark.slow)], ids=["extreme", "all"])
@pytest.mark.parametrize("scenario_id", list(CAST))
def test_no_head_touches_the_upper_edge_or_the_sides_in_any_mood(scenario_id, moods):
    portrait = Portrait(CAST[scenario_id], _SIZE, _PLAIN)
    empty = _frame(portrait.backdrop_only())
    moved = dataclasses.replace(STILL, roll=1.0, turn=1.0, nod=-1.0, breath=-1.0, panting=-1.0)
    for mood in moods:
        assert _frame(portrait.render(_mood(mood), moved, 0.6)) == empty, mood


@pytest.mark.parametrize("style", STYLES)
def test_no_hair_style_is_cut_off_when_a_furious_caller_leans_forward(style):
    portrait = Portrait(Identity(style=style), _SIZE, _PLAIN)
    moved = dataclasses.replace(STILL, roll=1.0, turn=1.0, nod=-1.0, breath=-1.0, panting=-1.0)
    assert _frame(portrait.render(_mood("furious"), moved, 1.0)) == _frame(portrait.backdrop_only())


def test_the_same_arguments_give_the_same_bytes_whatever_was_drawn_before():
    moment = life(7.3, 11)
    first = _bytes(_portrait("the-helpful-man").render(_mood("worried"), moment, 0.4))
    other = Portrait(CAST["the-helpful-man"], _SIZE)
    other.render(_mood("furious"), life(2.0, 3), 1.0, (200, 40, 40))
    assert _bytes(other.render(_mood("worried"), moment, 0.4)) == first


def test_a_portrait_is_opaque_and_of_the_size_asked_for():
    picture = _portrait("the-cot").render(NEUTRAL)
    assert picture.get_size() == (_SIZE, _SIZE)
    assert not picture.get_flags() & pygame.SRCALPHA


@pytest.mark.parametrize("mood", ["neutral", "irritated", "weary"])
def test_a_loud_voice_opens_the_mouth_and_leaves_the_eyes_alone(mood):
    portrait = _portrait("four-afternoons", 128)
    quiet, loud = portrait.render(_mood(mood), STILL, 0.0), portrait.render(_mood(mood), STILL, 1.0)
    moved = _changed(quiet, loud)
    assert len(moved) > 50
    assert min(y for _, y in moved) > 128 * 0.52


@pytest.mark.slow
@pytest.mark.parametrize("scenario_id", ["four-afternoons", "the-helpful-man", "eviction-thursday", "the-cot"])
def test_fifteen_points_of_anger_are_seen(scenario_id):
    portrait = _portrait(scenario_id)
    faces = [portrait.render(pose_for(feeling(anger, 15, 40, 50))) for anger in range(20, 96, 15)]
    for before, after in pairwise(faces):
        assert len(_changed(before, after)) > 0.02 * _SIZE * _SIZE


def test_a_blink_closes_the_eyes_and_nothing_else():
    portrait = _portrait("seat-14c", 128)
    open_, shut = portrait.render(NEUTRAL), portrait.render(NEUTRAL, Life(blink=1.0))
    moved = _changed(open_, shut)
    assert moved
    assert all(128 * 0.3 < y < 128 * 0.6 for _, y in moved)


def test_a_light_that_gives_way_goes_by_degrees():
    portrait, red, green = _portrait("eviction-thursday"), (255, 80, 60), (60, 220, 150)
    all_green, half, all_red = (
        _bytes(portrait.render(NEUTRAL, accent=green, fading=Fading(red, share))) for share in (0.0, 0.5, 1.0)
    )
    assert all_green == _bytes(portrait.render(NEUTRAL, accent=green))
    assert all_red == _bytes(portrait.render(NEUTRAL, accent=red))
    assert half not in (all_green, all_red)


def test_the_accent_tints_the_light_behind_the_head():
    portrait = _portrait("eviction-thursday")
    assert _changed(portrait.render(NEUTRAL), portrait.render(NEUTRAL, accent=(255, 80, 60)))


def test_a_portrait_takes_the_themes_backdrop():
    light = Portrait(CAST["seat-14c"], _SIZE, PAPER).render(NEUTRAL)
    assert sum(light.get_at((2, 2))[:3]) > 480


def test_every_hair_style_draws():
    assert set(STYLES) <= set(STYLE_DRAWERS)  # and that each is drawn whole, see above


# Each once: a garment, a beard and a pair of glasses together, for the shorter lists from the beginning again.
WORN = [
    {"clothes": name, "beard": BEARDS[place % len(BEARDS)], "glasses": GLASSES[place % len(GLASSES)]}
    for place, name in enumerate(CLOTHES)
]


def test_everything_that_can_be_worn_is_worn_by_somebody():
    assert [{looks[kind] for looks in WORN} for kind in ("clothes", "beard", "glasses")] == [
        set(CLOTHES), set(BEARDS), set(GLASSES),
    ]  # fmt: skip


@pytest.mark.parametrize("looks", WORN, ids=str)
def test_every_garment_beard_and_pair_of_glasses_draws(looks):
    picture = Portrait(identity_for("somebody", "male", 45, looks), 64).render(_mood("panicking"), life(1.0, 1), 0.5)
    assert picture.get_size() == (64, 64)


def test_large_portraits_are_drawn_less_finely_so_that_their_cost_stays_bounded():
    assert pixels_for(320) == 960
    assert pixels_for(700) == 1400


@pytest.mark.slow
def test_the_contact_sheet_has_a_row_for_everyone_and_a_column_for_every_mood():
    people = dict(list(CAST.items())[:2])
    assert contact_sheet(40, people).get_size() == (len(MOODS) * 46 + 6, 2 * 46 + 6)


@pytest.mark.parametrize("scenario_id", ["the-cot", "the-helpful-man"])
def test_a_picture_made_in_pieces_is_the_one_made_at_once(scenario_id):
    sight = Sight(_mood("weary"), life(3.1, 7), 0.5, (90, 140, 150), Fading((200, 40, 40), 0.4))
    portrait, other = (Portrait(CAST[scenario_id], _SIZE) for _ in range(2))
    pieces = 1
    while not portrait.prepare(sight):
        pieces += 1
    assert pieces >= 4
    assert _bytes(portrait.picture(sight)) == _bytes(other.picture(sight))


def test_a_picture_asked_for_meanwhile_does_not_spoil_the_one_that_is_being_made():
    coming, shown = Sight(_mood("worried"), life(1.0, 7), 0.8), Sight(_mood("furious"))
    portrait, other = (Portrait(CAST["the-helpful-man"], _SIZE) for _ in range(2))
    assert not portrait.prepare(coming)
    for sight in (shown, coming):
        assert _bytes(portrait.picture(sight)) == _bytes(other.picture(sight))


@pytest.mark.parametrize("name", CLOTHES)
@pytest.mark.parametrize("raised", [-0.6, 0.0, 1.0])
def test_the_first_row_of_clothes_is_found_without_a_look_at_every_pixel(name, raised):
    canvas = Canvas(2 * _SIZE, see_through=True)
    GARMENTS[name](Tailor(canvas, identity_for("somebody", "male", 45, {}), raised))
    assert first_row(canvas.surface) == canvas.surface.get_bounding_rect().top > 0
