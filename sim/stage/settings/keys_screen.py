"""The keys, and how to change them: choose what is to be done, press the new key. Every change is kept at once.

Rules
- While a row waits for its key, that key does nothing else. Escape stops waiting, unless it is the key of that row.
- A key that something else has is swapped with it, and that is said; where it cannot be, it is said why.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Text
from sim.stage.kit.keys import ACTIONS, PLACES, Keys, allowed, name_of
from sim.stage.kit.look import LABEL_STRONG, MEDIUM, Look
from sim.stage.kit.outcome import STAY, Next, Pop, Rekey
from sim.stage.kit.page import MARGIN, Brand, Page, Section, Tiles, place_bar
from sim.stage.kit.screen import Screen
from sim.stage.kit.widget import BUTTON_RADIUS, Drawn, Widget, draw_card, draw_ring

if TYPE_CHECKING:
    from sim.core.texts import Texts
    from sim.stage.services import Program

_MODIFIERS = (
    pygame.K_LSHIFT, pygame.K_RSHIFT, pygame.K_LCTRL, pygame.K_RCTRL, pygame.K_LALT, pygame.K_RALT, pygame.K_LMETA,
    pygame.K_RMETA, pygame.K_MODE, pygame.K_CAPSLOCK, pygame.K_NUMLOCK,
)  # fmt: skip
_CHORD = pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META


class KeyRow(Widget):
    """An action and the cap of its key; pressed, it waits for another one and hands it to `give`."""

    focusable = True
    waiting = Drawn(False)

    def __init__(self, action: str, label: str, press: str, give: Callable[[str, int], Next]) -> None:
        super().__init__(label)
        self.action, self.press_words, self._give = action, press, give

    @property
    def cap(self) -> str:
        """What stands on the cap; while it waits, what to do."""
        return self.press_words if self.waiting else self.keys.cap(self.action)

    def spoken(self) -> str:
        """The action and its key."""
        return f"{self.label}: {self.cap}"

    def activate(self) -> Next:
        """Wait for a key, or no longer."""
        self.waiting = not self.waiting
        if self.waiting and self.ui is not None:
            self.ui.say(self.press_words)
        return STAY

    def event(self, event: pygame.event.Event) -> Next:
        """The key that it waits for."""
        if not self.waiting or event.type != pygame.KEYDOWN or event.key in _MODIFIERS:
            return None
        return self._give(self.action, 0 if event.mod & _CHORD else event.key)

    def focus_changed(self, gained: bool) -> None:
        """Whoever goes on has thought better of it."""
        self.waiting = False

    def _cap_width(self, look: Look) -> int:
        widest = max(look.width(words, LABEL_STRONG) for words in (self.press_words, self.keys.cap(self.action)))
        return max(widest + look.u(20), look.t(40))

    def _beside(self, look: Look, width: int) -> bool:
        """Whether label and cap have room in one line; else the cap stands below."""
        room = width - self._cap_width(look) - look.u(44)
        return room >= look.longest_word(self.label, MEDIUM) and room >= look.u(90)

    def _room(self, look: Look, width: int) -> int:
        return max(1, width - look.u(32) - (self._cap_width(look) + look.u(12) if self._beside(look, width) else 0))

    def height_for(self, look: Look, width: int) -> int:
        """The wrapped label, and the cap."""
        words, cap = look.height(self.label, MEDIUM, self._room(look, width)), look.t(28)
        inner = max(words, cap) if self._beside(look, width) else words + look.u(6) + cap
        return max(look.u(44), inner + look.u(14))

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Label left, cap right."""
        theme, rect, lit = look.theme, self.rect, self.hovered or self.focused
        draw_card(surface, look, rect, theme.hover if lit else theme.button, theme.edge if lit else None, radius=12)
        width, beside = self._room(look, rect.width), self._beside(look, rect.width)
        height = look.height(self.label, MEDIUM, width)
        box = pygame.Rect(rect.x + look.u(16), rect.y + look.u(7), width, height)
        cap = pygame.Rect(0, 0, min(self._cap_width(look), rect.width - look.u(32)), look.t(28))
        cap.bottomright = (rect.right - look.u(16), rect.bottom - look.u(7))
        if beside:
            box.centery = cap.centery = rect.centery
        look.paragraph(surface, self.label, box, (MEDIUM, theme.text))
        fill, ink = (theme.accent, theme.on_accent) if self.waiting else (theme.panel, theme.text)
        draw_card(surface, look, cap, fill, theme.edge, radius=7)
        words = look.render(self.cap, LABEL_STRONG, ink)
        surface.blit(words, words.get_rect(center=cap.center))
        if self.focused:
            draw_ring(surface, look, rect, BUTTON_RADIUS)


class KeysScreen(Screen):
    """All actions with their keys."""

    name = "keys"

    def __init__(self, program: Program) -> None:
        super().__init__()
        self.program = program
        self.rows: dict[str, KeyRow] = {}
        self._build()

    def _build(self) -> None:
        say = self.program.texts
        self.brand = Brand(say("app.name"), say("keyboard.title"))
        self.back = Button(say("common.back"), Pop, icon="back", hint=say("keys.escape"))
        self.usual = Button(say("keyboard.usual"), self._reset, icon="replay")
        self.usual.enabled = bool(self.program.keys.changed)
        self.news = Text(say("keyboard.how"), tone="muted", icon="info")
        self.page = Page(say("keyboard.title"))
        self.page.adopt(*(self._section(place) for place in PLACES))
        self.ui.add(self.brand, self.news, self.page, self.usual, self.back)

    def _section(self, place: str) -> Section:
        say = self.program.texts
        rows: list[Widget] = [self._row(action) for action, usual in ACTIONS.items() if usual.place == place]
        return Section(say(f"keyboard.place.{place}"), [Tiles(rows, 330, most=3, gap=10)])

    def _row(self, action: str) -> KeyRow:
        say = self.program.texts
        row = self.rows[action] = KeyRow(action, action_words(say, action), say("keyboard.press"), self._give)
        return row

    # --- what happens -------------------------------------------------------------------------------------------

    def _give(self, action: str, code: int) -> Next:
        """A key was pressed for an action."""
        say, keys, name = self.program.texts, self.program.keys, name_of(code) or ""
        row = self.rows[action]
        if name == "escape" and not allowed(action, name):
            row.waiting = False
            return self._tell(say("keyboard.stopped"))
        if not allowed(action, name):
            return self._tell(say("keyboard.not_this"))
        taken = keys.clashes(action, name)
        given = keys.giving(action, name)
        cap, label = keys.cap_of(name), row.label
        if given is None:
            return self._tell(say("keyboard.taken", cap=cap, other=action_words(say, taken[0])))
        row.waiting = False
        words = say("keyboard.given", action=label, cap=cap)
        if taken:
            words = say(
                "keyboard.swapped", action=label, cap=cap, other=action_words(say, taken[0]), old=given.cap(taken[0])
            )
        return self._keep(given, words)

    def _reset(self) -> Next:
        return self._keep(self.program.keys.usual(), self.program.texts("keyboard.reset"))

    def _keep(self, keys: Keys, words: str) -> Next:
        self.program.keep_keys(keys)
        self.usual.enabled = bool(keys.changed)
        self._tell(words)
        return Rekey(keys)

    def _tell(self, words: str) -> Next:
        self.news.label, self.news.tone = words, "text"
        self.ui.say(words)
        self.ui.refresh()
        return STAY

    def reword(self) -> None:
        """Everything anew."""
        self.ui.rebuild(self._build)

    def key(self, key: int, mod: int) -> Next:
        """Escape goes back."""
        return Pop() if key == pygame.K_ESCAPE else None

    # --- places -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The bar, what was done last, and the page below it."""
        bar = boxes.inset(area, look.u(MARGIN), look.u(16))
        top = place_bar(bar, look, self.brand, [self.usual, self.back]) + look.u(6)
        height = self.news.height_for(look, bar.width)
        self.news.place(pygame.Rect(bar.x, top, bar.width, height))
        self.page.spread(area, look, top + height - look.u(4))


def action_words(texts: Texts, action: str) -> str:
    """What an action is called."""
    if action.startswith("reply_"):
        return texts("keyboard.action.reply", count=action.removeprefix("reply_"))
    return texts(f"keyboard.action.{action}")
