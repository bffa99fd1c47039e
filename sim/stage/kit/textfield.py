"""A line to type in: caret, arrows, Home, End, Backspace, Delete, Ctrl+A, Ctrl+V, and text from input methods.

The caret does not blink. Text typed with the key that opened the field is not taken: a field listens from the
first key it sees itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.icons import icon
from sim.stage.kit.look import BODY
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.presses import ENTER
from sim.stage.kit.widget import BUTTON_RADIUS, Drawn, Widget, draw_card, draw_ring

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

_CARET_GAP = 6
_MOVES = (pygame.K_LEFT, pygame.K_RIGHT, pygame.K_HOME, pygame.K_END)
_LEAVES_FIELD = (pygame.K_TAB, pygame.K_ESCAPE, pygame.K_UP, pygame.K_DOWN, pygame.K_PAGEUP, pygame.K_PAGEDOWN)


class TextField(Widget):
    """One line of typed text. on_change is told every change, `on` is called by Enter."""

    focusable = True
    wants_repeat = True
    draggable = True
    activates = False
    text = Drawn("")
    caret = Drawn(0)
    composing = Drawn("")
    chosen = Drawn(False)  # the whole text: what is typed next takes its place

    def __init__(  # noqa: PLR0913 - a widget's options are keywords
        self,
        label: str,
        placeholder: str = "",
        on: Callable[[], Next] | None = None,
        *,
        longest: int = 200,
        on_change: Callable[[str], Next] | None = None,
        icon: str = "search",
    ) -> None:
        super().__init__(label, on=on)
        self.placeholder = placeholder
        self.longest = longest
        self.on_change = on_change
        self.icon = icon
        self._listening = False

    def spoken(self) -> str:
        """Label and what is in it."""
        return f"{self.label}: {self.text or self.placeholder}"

    def written_in(self) -> bool:
        """Since it saw the first key of its own."""
        return self._listening

    def focus_changed(self, gained: bool) -> None:
        """Deaf until it sees a key of its own."""
        self._listening = self.chosen = False
        self.composing = ""

    def clear(self) -> None:
        """Empty the field."""
        self.text, self.caret, self.chosen = "", 0, False

    def choose(self) -> None:
        """Let what is typed next take the place of the text; who moves in it or clicks into it keeps it."""
        self.caret, self.chosen = len(self.text), bool(self.text)

    def insert(self, typed: str) -> Next:
        """Put text at the caret, as much as fits; line breaks become spaces."""
        left = self.longest - (0 if self.chosen else len(self.text))
        typed = "".join(c if c.isprintable() else " " for c in typed)[:left]
        if not typed:
            return STAY
        if self.chosen:
            self.clear()
        self.text = self.text[: self.caret] + typed + self.text[self.caret :]
        self.caret += len(typed)
        return self._changed()

    def _changed(self) -> Next:
        return (self.on_change(self.text) if self.on_change else None) or STAY

    def event(self, event: pygame.event.Event) -> Next:
        """Keys and text. Printable keys are used up, so that no hotkey fires while typing."""
        if event.type == pygame.TEXTEDITING:
            if event.text and self.chosen:
                self.clear()
            self._listening, self.composing = True, event.text
            return STAY
        if event.type == pygame.TEXTINPUT:
            self.composing = ""
            return self.insert(event.text) if self._listening else STAY
        if event.type != pygame.KEYDOWN:
            return None
        self._listening = True
        if event.key in ENTER:
            return None if self.on is None else (self.on() or STAY)
        if event.key in _LEAVES_FIELD:
            return None
        if event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META):
            if event.key == pygame.K_v:
                return self.insert(clipboard_text())
            if event.key == pygame.K_a:
                self.choose()
                return STAY
        return self._edit(event.key) or (None if event.mod & (pygame.KMOD_CTRL | pygame.KMOD_ALT) else STAY)

    def _edit(self, key: int) -> Next:
        if self.chosen and key in (pygame.K_BACKSPACE, pygame.K_DELETE):
            self.clear()
            return self._changed()
        caret, text = self.caret, self.text
        if key in _MOVES:
            self.chosen = False
        if key in (pygame.K_LEFT, pygame.K_RIGHT):
            self.caret = max(0, min(len(text), caret + (1 if key == pygame.K_RIGHT else -1)))
            return STAY
        if key in (pygame.K_HOME, pygame.K_END):
            self.caret = 0 if key == pygame.K_HOME else len(text)
            return STAY
        if key == pygame.K_BACKSPACE and caret:
            self.caret, self.text = caret - 1, text[: caret - 1] + text[caret:]
            return self._changed()
        if key == pygame.K_DELETE and caret < len(text):
            self.text = text[:caret] + text[caret + 1 :]
            return self._changed()
        return None

    def dragged(self, position: tuple[int, int]) -> None:
        """A click puts the caret between two letters."""
        if self.ui is None or self.ui.look is None:
            return
        look = self.ui.look
        box = self._box(look)
        wanted = position[0] - box.x + self._shift(look, box.width)
        distances = [abs(look.width(self.text[:i], BODY) - wanted) for i in range(len(self.text) + 1)]
        self.caret = distances.index(min(distances))
        self._listening, self.chosen = True, False

    def height_for(self, look: Look, width: int) -> int:
        """One line, or as many as the placeholder needs."""
        lines = look.height(self.placeholder, BODY, self._hint_room(look, width)) if self.placeholder else 0
        return max(look.u(44), max(lines, look.line(BODY)) + look.u(18))

    def _room(self, look: Look, width: int) -> int:
        return max(1, width - look.u(38) - look.t(18))

    def _hint_room(self, look: Look, width: int) -> int:
        """How wide the placeholder may be: the caret stands before it, not on it."""
        return max(1, self._room(look, width) - look.u(_CARET_GAP))

    def _box(self, look: Look) -> pygame.Rect:
        left = look.u(14) + look.t(18) + look.u(10)
        return pygame.Rect(self.rect.x + left, self.rect.y, self._room(look, self.rect.width), self.rect.height)

    def _shift(self, look: Look, width: int) -> int:
        """How far a long text is moved left, so that the caret is seen."""
        before = look.width(self.text[: self.caret] + self.composing, BODY)
        return max(0, before - width + look.u(2))

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The field, its text and the caret."""
        theme, rect = look.theme, self.rect
        active = self.ui is not None and self.ui.focus is self
        border = theme.accent if active else theme.edge
        draw_card(surface, look, rect, theme.bg2, border, radius=BUTTON_RADIUS, line=1.6 if active else 1.2)
        size = look.t(18)
        surface.blit(icon(self.icon, size, theme.muted), (rect.x + look.u(14), rect.centery - size // 2))
        box = self._box(look)
        shown = self.text[: self.caret] + self.composing + self.text[self.caret :]
        shift = self._shift(look, box.width)
        line = look.font(BODY).get_height()
        top = rect.centery - line // 2
        if shown:
            self._draw_words(surface, look, shown, pygame.Rect(box.x, top, box.width, line), shift)
        else:
            width = self._hint_room(look, rect.width)
            height = look.height(self.placeholder, BODY, width) if self.placeholder else line
            hint = pygame.Rect(box.right - width, rect.centery - height // 2, width, height)
            look.paragraph(surface, self.placeholder, hint, (BODY, theme.faint))
            top = hint.y
        if active:
            x = box.x + look.width(self.text[: self.caret] + self.composing, BODY) - shift
            pygame.draw.rect(surface, theme.focus, (x, top, look.u(2), line))
        if self.focused:
            draw_ring(surface, look, rect, BUTTON_RADIUS)

    def _draw_words(self, surface: pygame.Surface, look: Look, words: str, area: pygame.Rect, shift: int = 0) -> None:
        """A piece of the text, from `shift` pixels on; marked while what is typed next takes its place."""
        ink = look.render(words, BODY, look.theme.on_accent if self.chosen else look.theme.text)
        if self.chosen:
            width = min(area.width, ink.get_width() - shift)
            pygame.draw.rect(surface, look.theme.accent, (*area.topleft, width, area.height))
        surface.blit(ink, area.topleft, (shift, 0, area.width, area.height))


def clipboard_text() -> str:
    """What is on the clipboard, or nothing where there is none."""
    try:
        if not pygame.scrap.get_init():
            pygame.scrap.init()
        data = pygame.scrap.get("text/plain;charset=utf-8") or pygame.scrap.get(pygame.SCRAP_TEXT)
    except pygame.error:
        return ""
    return data.decode("utf-8", "replace").rstrip("\x00") if data else ""


def put_on_clipboard(text: str) -> bool:
    """Copy text; False where there is no clipboard."""
    try:
        if not pygame.scrap.get_init():
            pygame.scrap.init()
        pygame.scrap.put_text(text)
        return pygame.scrap.get_text() == text
    except pygame.error:
        return False
