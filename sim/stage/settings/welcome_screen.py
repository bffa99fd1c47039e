"""The first start: three cards that ask what matters, each answer seen or heard at once and kept at once.

Rules
- Escape, or Skip, ends it on any card; what was chosen until then stays. It is not shown again by itself.
- L changes the language; everything else is in reach of Tab, Enter and arrows, or of the mouse alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Small, Text
from sim.stage.kit.look import BODY, HEADING, Look
from sim.stage.kit.outcome import STAY, Next, Pop
from sim.stage.kit.page import Brand, Page, Section, Stack, place_bar
from sim.stage.kit.places import inside
from sim.stage.kit.presses import goes_on
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.kit.widget import Widget
from sim.stage.settings.looks import LookParts
from sim.stage.settings.program import LANGUAGES, TimeParts, language_choice
from sim.stage.settings.reading import reading_switch
from sim.stage.settings.sound import SoundParts

if TYPE_CHECKING:
    from sim.stage.services import Program

CARDS = 3
GUARD = 0.25  # seconds in which a card that has just come takes no press that was meant for the last
_WIDTH = 720  # base pixels of a card at text size 1


class WelcomeScreen(Screen):
    """What a trainee is asked at the first start. people: the way to who plays, where there is one."""

    name = "welcome"

    def __init__(self, program: Program, people: Callable[[], Next] | None = None) -> None:
        super().__init__()
        self.program, self._people = program, people
        self.card = 0
        self._entered = False
        self._build()

    def _build(self) -> None:
        say = self.program.texts
        self.looks, self.sound = LookParts(self.program), SoundParts(self.program)
        last = self.card == CARDS - 1
        place = say("welcome.place", number=self.card + 1, count=CARDS)
        self.brand = Brand(say("app.name"), place)
        other = LANGUAGES[(LANGUAGES.index(say.language) + 1) % len(LANGUAGES)] if say.language in LANGUAGES else "en"
        self.language = Button(
            say(f"settings.language.{other}"),
            lambda: self.program.change_language(other),
            "quiet",
            hotkey=pygame.K_l,
            hint="L",
        )
        self.page = Page(place)
        self.page.adopt(_Middle(self._cards()[self.card]))
        self.skip = Button(say("welcome.skip"), self._done, hint=say("keys.escape"))
        self.before = Button(say("common.back"), lambda: self._turn(-1), icon="back")
        self.before.visible = self.card > 0
        words = say("welcome.begin") if last else say("common.continue")
        self.on = Button(words, self._on, "primary", icon="next", hint=say("keys.enter"))
        self.ui.add(self.brand, self.page, self.before, self.skip, self.on, self.language)

    # --- the cards ----------------------------------------------------------------------------------------------

    def _cards(self) -> list[list[Widget]]:
        return [self._seeing(), self._hearing(), self._taking_time()]

    def _seeing(self) -> list[Widget]:
        say, looks = self.program.texts, self.looks
        looks.choices["text"].label = say("welcome.size")
        chosen: list[Widget] = [language_choice(self.program), looks.choices["text"], looks.theme_row(), looks.motion]
        return [
            Text(say("welcome.hello"), HEADING),
            Text(say("welcome.what"), BODY, "muted"),
            Section(say("welcome.see"), chosen, "bulb"),
            *self._who(),
        ]

    def _who(self) -> list[Widget]:
        """Who plays now, and the way to somebody else."""
        if self._people is None:
            return []
        say, name = self.program.texts, self.program.setting("trainee")
        label = say("progress.people.door", name=name) if name else say("progress.people.pick")
        parts: list[Widget] = [Small(say("progress.people.privacy")), Row([Button(label, self._people)], equal=False)]
        return [Section(say("progress.people.title"), parts, "person")]

    def _hearing(self) -> list[Widget]:
        say, sound = self.program.texts, self.sound
        first: list[Widget] = [sound.voice, *sound.heard(), sound.volume("volume_voice")]
        first.append(reading_switch(self.program))
        shouting: list[Widget] = [Text(say("welcome.shouting"), BODY), sound.volume("volume_cap")]
        return [
            Text(say("welcome.hear"), HEADING),
            Section(say("settings.sound"), [Small(say("welcome.captions")), *first], "speaker"),
            Section(say("welcome.shout"), shouting, "anger"),
        ]

    def _taking_time(self) -> list[Widget]:
        say, keys = self.program.texts, self.program.keys
        how = say(
            "welcome.how", first=keys.cap("reply_1"), last=keys.cap("reply_5"), breathe=keys.cap("breathe"),
            pause=keys.cap("pause"),
        )  # fmt: skip
        return [
            Text(say("welcome.time"), HEADING),
            Section(say("settings.time"), TimeParts(self.program).all(), "clock"),
            Section(say("welcome.in_call"), [Text(how, BODY), Text(say("welcome.mistakes"), BODY, "muted")], "phone"),
        ]

    # --- what happens -------------------------------------------------------------------------------------------

    def entered(self, now: float) -> None:
        """Back from who plays: say who it is."""
        if self._entered:
            self.reword()
        self._entered = True

    def _turn(self, step: int) -> Next:
        self.sound.silence()
        self.card = max(0, min(CARDS - 1, self.card + step))
        self.ui.rebuild(self._build)
        self.ui.set_focus(self.on, shown=self.ui.shown_focus is not None)
        self.on.guard(self.ui.now + GUARD)
        self.ui.say(". ".join(widget.spoken() for widget in self.page.children[0].children[:2]))
        return STAY

    def _on(self) -> Next:
        return self._done() if self.card == CARDS - 1 else self._turn(1)

    def _done(self) -> Next:
        self.program.keep("welcomed", True)
        return Pop()

    def handle(self, event: pygame.event.Event) -> Next:
        """Enter goes on unless something else is seen to have the focus."""
        if goes_on(event, self.ui):
            return self.ui.activate(self.on)
        return super().handle(event)

    def key(self, key: int, mod: int) -> Next:
        """Escape ends it."""
        return self._done() if key == pygame.K_ESCAPE else None

    def reword(self) -> None:
        """Everything anew."""
        self.sound.silence()
        self.ui.rebuild(self._build)

    def tick(self, now: float, dt: float) -> Next:
        """The sample comes when it has been spoken."""
        self.sound.tick(now)
        return super().tick(now, dt)

    def closed(self) -> None:
        """Nothing sounds on."""
        self.sound.silence()

    # --- places -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The bar above, the ways on below, the card between them."""
        self.looks.show(look.settings)
        inner = inside(area, look)
        top = place_bar(inner, look, self.brand, [self.language]) - look.u(6)
        buttons = [button for button in (self.before, self.skip, self.on) if button.visible]
        widths = [button.width_for(look) + look.u(12) for button in buttons]
        tall = max(button.height_for(look, width) for button, width in zip(buttons, widths, strict=True))
        x = inner.right
        for button, width in reversed(list(zip(buttons, widths, strict=True))):
            left = inner.x if button is self.before else x - width
            button.place(pygame.Rect(left, inner.bottom - tall, width, tall))
            x -= width + look.u(12)
        above = pygame.Rect(area.x, area.y, area.width, inner.bottom - tall - look.u(6))
        spare = self.page.room(look, above, top) - self.page.children[0].height_for(look, inner.width)
        self.page.spread(above, look, top + max(0, spare) // 3)


class _Middle(Stack):
    """A column in the middle of the window, no wider than reading is easy."""

    def inner(self, look: Look, rect: pygame.Rect) -> pygame.Rect:
        width = min(rect.width, look.u(_WIDTH * look.text_scale))
        return pygame.Rect(rect.centerx - width // 2, rect.y, width, 0)
