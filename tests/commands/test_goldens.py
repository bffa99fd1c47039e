"""Every screen looks as it did, to the last pixel; see tests/commands/goldens.py."""

import json

import pygame
import pytest

from sim.commands.pictures import SCREENS
from sim.stage.kit.theme import THEMES
from tests.commands.goldens import COMMAND, GOLDENS, KEPT, hash_of, machine, picture

kept = json.loads(KEPT.read_text(encoding="utf-8"))


def test_there_is_a_golden_picture_of_each_screen_in_each_language_and_theme():
    screens = {golden.screen.partition("-")[0] for golden in GOLDENS}
    assert screens == {*SCREENS, "call"} - {"gallery"}
    assert {golden.language for golden in GOLDENS} == {"en", "nl"}
    assert {golden.theme for golden in GOLDENS} == set(THEMES)
    assert list(kept["pictures"]) == [golden.name for golden in GOLDENS], f"run: {COMMAND}"


@pytest.mark.slow
@pytest.mark.skipif(
    any(kept[part] != version for part, version in machine().items()),
    reason=f"the pictures are of pygame-ce {kept['pygame-ce']} on {kept['system']}",
)
@pytest.mark.parametrize("golden", GOLDENS, ids=lambda golden: golden.name)
def test_a_screen_and_each_real_face_on_it_look_as_they_did(golden, tmp_path):
    surface = picture(golden)
    if hash_of(surface) != kept["pictures"][golden.name]:
        path = tmp_path / f"{golden.name}.png"
        pygame.image.save(surface, str(path))
        pytest.fail(f"it looks otherwise: {path}\nIf that is meant: {COMMAND}")
