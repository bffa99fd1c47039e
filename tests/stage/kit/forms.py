"""Two small screens for tests: a form of what has the focus, and a text longer than its panel."""

import pygame

from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button, ReplyButton
from sim.stage.kit.cards import Text
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.screen import Screen
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.textfield import TextField


class Form(Screen):
    """Two replies, two tools beside each other, a field; notes what was pressed."""

    def __init__(self):
        super().__init__()
        self.pressed = []
        self.one = ReplyButton(1, "First reply", lambda: self.note("one"), pygame.K_1)
        self.two = ReplyButton(2, "Second reply", lambda: self.note("two"), pygame.K_2)
        self.left = Button("Left", lambda: self.note("left"), hotkey=pygame.K_h)
        self.right = Button("Right", lambda: self.note("right"))
        self.field = TextField("Search", "Type here")
        self.ui.add(self.one, self.two, self.left, self.right, self.field)

    def note(self, what) -> Next:
        self.pressed.append(what)
        return STAY

    def layout(self, area, look):
        inner = boxes.inset(area, look.u(40))
        for widget, box in zip((self.one, self.two), boxes.stack(inner, [80, 80], 10), strict=True):
            widget.place(box)
        lower = boxes.cut_top(inner, 200)[1]
        for widget, box in zip((self.left, self.right), boxes.columns(boxes.cut_top(lower, 50)[0], 2, 10), strict=True):
            widget.place(box)
        self.field.place(boxes.cut_top(boxes.cut_top(lower, 70)[1], 50)[0])

    def key(self, key, mod):
        self.note(pygame.key.name(key))


def focus(player):
    return player.screen.ui.focus.label if player.screen.ui.focus else None


class Long(Screen):
    def __init__(self, buttons):
        super().__init__()
        make = Button if buttons else Text
        self.items = [make(f"Item {i}") for i in range(30)]
        self.panel = ScrollPanel("List")
        self.panel.fill(self.items)
        self.ui.add(self.panel)

    def layout(self, area, look):
        self.panel.arrange(boxes.inset(area, look.u(60)), look)
