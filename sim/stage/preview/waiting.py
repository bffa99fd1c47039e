"""Before the first version without errors: what must be mended, looked at again with every save."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from sim.core.texts import Texts
from sim.stage.findings import finding_rows
from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Text
from sim.stage.kit.look import HEADING, Look
from sim.stage.kit.outcome import Next, Quit, Replace
from sim.stage.kit.screen import Screen
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.widget import Widget
from sim.stage.preview.source import Source, Version

_WIDTH = 860  # base pixels


class PreviewWaiting(Screen):
    """The problems of a file that cannot be played. begin makes the screen of the first version that can."""

    name = "preview-waiting"

    def __init__(self, texts: Texts, source: Source, version: Version, begin: Callable[[Version], Screen]) -> None:
        super().__init__()
        self._source, self._begin = source, begin
        self.title = Text(texts("preview.waiting", name=source.name), HEADING, icon="info")
        self.what = Text(texts("preview.waiting_text"), tone="muted")
        self.list = ScrollPanel(texts("preview.problems"))
        self.quit = Button(texts("preview.quit"), Quit, icon="back", hint=texts("keys.escape"), hotkey=pygame.K_ESCAPE)
        self.ui.add(self.title, self.what, self.list, self.quit)
        self._show(version)

    def _show(self, version: Version) -> None:
        rows: list[Widget] = [row for finding in version.findings for row in finding_rows(finding)]
        self.list.fill(rows)

    def tick(self, now: float, dt: float) -> Next:
        """Look at the file."""
        version = self._source.poll(now)
        if version is not None and version.scenario is not None:
            return Replace(self._begin(version))
        if version is not None:
            self._show(version)
        return super().tick(now, dt)

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """A column in the middle."""
        inner = boxes.inset(area, look.u(20))
        width = min(inner.width, round(look.u(_WIDTH) * (0.5 + 0.5 * look.text_scale)))
        column = pygame.Rect(inner.centerx - width // 2, inner.y, width, inner.height)
        for part in (self.title, self.what):
            top, column = boxes.cut_top(column, part.height_for(look, width), look.u(10))
            part.place(top)
        foot, rest = boxes.cut_bottom(column, self.quit.height_for(look, width), look.u(14))
        self.quit.place(pygame.Rect(foot.x, foot.y, min(width, self.quit.width_for(look)), foot.height))
        self.list.arrange(rest, look)
