"""The stage's kit: what screens are built from.

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
