"""Everyone in every mood on one sheet, for looking at faces while working on them."""

import pygame

from sim.stage.face.backdrop import DUSK, Backdrop
from sim.stage.face.cast import CAST
from sim.stage.face.identity import Identity
from sim.stage.face.life import STILL
from sim.stage.face.portrait import Portrait
from sim.stage.face.pose import MOODS, feeling, leading, pose_for
from sim.stage.kit.vector import Colour, colour

_GAP = 6
_ACCENTS: dict[str, Colour] = {
    "anger": colour("#F2785E"),
    "panic": colour("#F7CB57"),
    "trust": colour("#A9B4FF"),
    "calm": colour("#4CCBA2"),
}


def contact_sheet(size: int, cast: dict[str, Identity] | None = None, backdrop: Backdrop = DUSK) -> pygame.Surface:
    """One row a person, one column a mood (the order of CAST and MOODS); each portrait `size` px squared."""
    people = cast if cast is not None else dict(CAST)
    step = size + _GAP
    sheet = pygame.Surface((len(MOODS) * step + _GAP, len(people) * step + _GAP))
    sheet.fill(backdrop[1])
    for row, identity in enumerate(people.values()):
        portrait = Portrait(identity, size, backdrop)
        for column, hidden in enumerate(MOODS.values()):
            weights = feeling(*hidden)
            lead = leading(weights)
            picture = portrait.render(pose_for(weights), STILL, 0.0, _ACCENTS[lead] if lead else None)
            sheet.blit(picture, (_GAP + column * step, _GAP + row * step))
    return sheet
