"""The light behind a caller's head, by theme: the lit middle and the dark edge."""

from sim.stage.kit.vector import Colour, colour

Backdrop = tuple[Colour, Colour]
DUSK: Backdrop = (colour("#34566A"), colour("#14262F"))
PAPER: Backdrop = (colour("#F2E6D2"), colour("#C9B99F"))
