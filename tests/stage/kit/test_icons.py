import pytest

from sim.stage.kit.icons import ICONS, icon

INK = (90, 200, 176)


@pytest.mark.parametrize("name", ICONS)
@pytest.mark.parametrize("size", [14, 40])
def test_an_icon_fills_part_of_its_square_with_its_colour(name, size):
    picture = icon(name, size, INK)
    seen = [picture.get_at((x, y)) for x in range(size) for y in range(size)]
    solid = [colour for colour in seen if colour.a > 250]
    assert picture.get_size() == (size, size)
    assert 0.04 < sum(colour.a for colour in seen) / 255 / size**2 < 0.8
    assert all(abs(part - wanted) <= 2 for colour in solid for part, wanted in zip(colour[:3], INK, strict=True))


def test_no_two_icons_look_alike():
    pictures = {icon(name, 32, INK).get_buffer().raw for name in ICONS}
    assert len(pictures) == len(ICONS)


def test_an_icon_is_drawn_once():
    assert icon("phone", 20, INK) is icon("phone", 20, INK)


def test_an_unknown_icon_is_an_error_of_the_programmer():
    with pytest.raises(KeyError):
        icon("unicorn", 20, INK)
