"""The stage's kit: everything a screen is built from, in one import.

    class Hello(Screen):
        name = "hello"

        def __init__(self, texts: Texts) -> None:
            super().__init__()
            self.words = Text(texts("app.name"), CAPTION)
            self.go = Button(texts("common.continue"), self.proceed, "primary", icon="next", hotkey=pygame.K_RETURN)
            self.ui.add(self.words, self.go)            # once; the order is the order of Tab

        def layout(self, area: pygame.Rect, look: Look) -> None:
            inner = boxes.inset(area, look.u(20))       # look.u: base pixels to real ones; look.t: grows with text
            foot, rest = boxes.cut_bottom(inner, self.go.height_for(look, look.u(300)), gap=look.u(14))
            self.go.place(boxes.cut_left(foot, look.u(300))[0])
            self.words.place(rest)

        def proceed(self) -> Next:                      # None, STAY, Push, Pop, Replace, Reset, Restyle, Quit
            return Push(Hello(...))

The rules
- Widgets are made once and placed in `layout`, which is called again after every resize or change of settings.
- Seen state is assigned to attributes declared with Drawn (widget.label, .enabled, TimeBar.show, ...): that damages.
- Showing, hiding (widget.visible), adding and refilling redraw the window; call `ui.refresh()` when a text changed
  so much that the layout must be made again.
- Heights come from `widget.height_for(look, width)`, so that words are never cut; what cannot fit goes into a
  ScrollPanel (panel.arrange(rect, look)) or an Overlay (ui.open), which scroll.
- Time comes to `tick(now, dt)`; a screen asks no clock. Events reach the focused widget, the ui, then `Screen.key`.
"""

from sim.stage import boxes
from sim.stage.app import App, headless, open_window
from sim.stage.buttons import Button, IconButton, ReplyButton, ToolButton
from sim.stage.cards import Bubble, Chip, Chips, ListCard, Note, Panel, Text, Tone, framed, tone_colour, tone_ink
from sim.stage.controls import Choice, Slider, Switch
from sim.stage.dial import Dial
from sim.stage.icons import icon
from sim.stage.look import (
    BODY,
    CAPTION,
    HEADING,
    LABEL,
    LABEL_STRONG,
    MEDIUM,
    REPLY,
    STRONG,
    TITLE,
    Look,
    LookSettings,
    Style,
)
from sim.stage.meters import Feeling, Feelings, Progress, TimeBar, draw_bar
from sim.stage.moments import MomentCard, draw_number
from sim.stage.outcome import STAY, Next, Pop, Push, Quit, Rekey, Replace, Reset, Restyle, Reword
from sim.stage.overlay import Overlay
from sim.stage.rows import Row
from sim.stage.screen import Screen
from sim.stage.scroll import ScrollPanel
from sim.stage.sound import Playing, Sound
from sim.stage.textfield import TextField
from sim.stage.timeline import Curve, Moment, Phase, Timeline, TimelineData
from sim.stage.ui import UI
from sim.stage.widget import Drawn, Widget, draw_card, draw_ring

__all__ = [
    "BODY", "CAPTION", "HEADING", "LABEL", "LABEL_STRONG", "MEDIUM", "REPLY", "STAY", "STRONG", "TITLE", "UI", "App",
    "Bubble", "Button", "Chip", "Chips", "Choice", "Curve", "Dial", "Drawn", "Feeling", "Feelings", "IconButton",
    "ListCard", "Look", "LookSettings", "Moment", "MomentCard", "Next", "Note", "Overlay", "Panel", "Phase",
    "Playing", "Pop", "Progress", "Push", "Quit", "Rekey", "Replace", "ReplyButton", "Reset", "Restyle", "Reword",
    "Row", "Screen", "ScrollPanel", "Slider", "Sound", "Style", "Switch", "Text", "TextField", "TimeBar", "Timeline",
    "TimelineData", "Tone", "ToolButton", "Widget", "boxes", "draw_bar", "draw_card", "draw_number", "draw_ring",
    "framed", "headless", "icon", "open_window", "tone_colour", "tone_ink",
]  # fmt: skip
