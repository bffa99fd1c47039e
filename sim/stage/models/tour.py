"""The tour of the worst answers: at each turn the trainee finds the reply that does most harm, and sees why it tempts.

Mistakes are the material: nothing is scored, and every reply can be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pygame

from sim.core import telling
from sim.core.modelcalls import Offer, Stop
from sim.core.recording import RecordError
from sim.stage.call.mouth import Mouth
from sim.stage.call.parts import caller_portrait
from sim.stage.debrief.words import capital
from sim.stage.kit.buttons import Button, ReplyButton
from sim.stage.kit.cards import Bubble, Small, Text, Tone
from sim.stage.kit.look import BODY, HEADING, LABEL_STRONG, Look
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.page import Brand, Tiles
from sim.stage.kit.presses import GUARD
from sim.stage.kit.reading import ReadCard
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.ui import ENTER_KEYS
from sim.stage.kit.widget import Widget
from sim.stage.models.places import beside_face, framed

if TYPE_CHECKING:
    from sim.core.call import Call
    from sim.stage.services import Program

_REPLY = 420  # base pixels


class Told(Text):
    """A heading that is read aloud as it comes, with what belongs to it."""

    def __init__(self, label: str, news: tuple[str, ...], tone: Tone = "text", icon: str = "") -> None:
        super().__init__(label, HEADING, tone, icon)
        self._news = news

    def announced(self) -> tuple[str, ...]:
        """Itself, and what belongs to it."""
        return self._news


class TourScreen(Screen):
    """A tour along the stops of one call. `finished` keeps how many worst answers were found; `back` leaves."""

    name = "tour"

    def __init__(
        self,
        program: Program,
        call: Call,
        stops: Sequence[Stop],
        *,
        finished: Callable[[int, int], None],
        back: Callable[[], Next],
    ) -> None:
        super().__init__()
        say = self.texts = program.texts
        self.program, self.call, self.stops = program, call, stops
        self._finished, self._back = finished, back
        self.place, self.found = 0, 0
        self.chosen: Offer | None = None
        self.over = not stops
        self.unkept = ""
        self.mouth = Mouth(call, program.speaker, program.sound)
        self._begun = False
        self.brand = Brand(say("app.name"), say("models.touring", title=call.scenario.title))
        self.portrait = caller_portrait(call.scenario)
        self.portrait.light = "live"
        self.panel = ScrollPanel(say("models.tour"), bare=True, gap=9)
        self.back = Button(say("common.back"), back, hint=say("keys.escape"))
        self.on = Button("", self._go_on, "primary", icon="next", hint=say("keys.enter"))
        self.foot = Row([self.back, self.on], equal=False)
        self.ui.add(self.brand, self.portrait, self.panel, self.foot)
        self._fill()

    @property
    def stop(self) -> Stop:
        """Where the tour is."""
        return self.stops[self.place]

    # --- what is seen -------------------------------------------------------------------------------------------

    def entered(self, now: float) -> None:
        """The first line is said."""
        if not self._begun:
            self._begun = True
            self._speak(now)

    def closed(self) -> None:
        """Nobody speaks any more."""
        self.mouth.cut(self.ui.now)
        self.program.speaker.stop()

    def tick(self, now: float, dt: float) -> Next:
        """The caller speaks on."""
        for speech in self.program.speaker.poll():
            self.mouth.deliver(speech, now)
        self.mouth.tick(now)
        if self.stops:
            mood = self.chosen.after if self.chosen is not None else self.stop.line.mood
            self.portrait.follow(now, mood, self.mouth.speaking(now), self.mouth.loudness(now))
        return super().tick(now, dt)

    def _speak(self, now: float) -> None:
        if not self.over:
            self.mouth.say(self.stop.line, now)
            self.program.speaker.prepare(self.call.scenario, [stop.line for stop in self.stops[self.place + 1 :][:1]])

    def _fill(self) -> None:
        """Show the question, its answer, or the end."""
        say, shown = self.texts, self.ui.shown_focus is not None
        parts = self._end() if self.over else self._question() if self.chosen is None else self._answer()
        self.panel.fill(parts)
        self.panel.scroll(-self.panel.offset)
        last = self.place + 1 == len(self.stops)
        self.on.label = say("models.next_stop" if not last else "models.end_tour")
        self.on.visible = self.chosen is not None and not self.over
        self.ui.refresh()
        first = next((part for part in parts if part.focusable), None)
        self.ui.set_focus(self.on if self.on.visible else first or self.back, shown)

    def _question(self) -> list[Widget]:
        say, stop = self.texts, self.stop
        ask = say("models.which", number=self.place + 1, count=len(self.stops))
        replies = [
            ReplyButton(number, offer.text, self._chooser(number - 1), f"reply_{number}")
            for number, offer in enumerate(stop.offers, 1)
        ]
        for reply in replies:
            reply.must_be_seen = True  # a number chooses no unread words
        line = Bubble(self.call.scenario.caller.name, stop.line.text)
        feels = Small(telling.mood_words(say, stop.line.mood))
        told = Told(ask, (ask, line.label, *(f"{number}. {offer.text}" for number, offer in enumerate(stop.offers, 1))))
        return [told, feels, line, *replies]

    def _chooser(self, place: int) -> Callable[[], Next]:
        return lambda: self.choose(place)

    def _answer(self) -> list[Widget]:
        say, stop, chosen = self.texts, self.stop, self.chosen
        right = chosen in stop.worst
        verdict = say("models.found_worst" if right else "models.not_worst")
        order = sorted(stop.offers, key=lambda offer: offer.harm, reverse=True)
        cards: list[Widget] = [self._card(offer) for offer in order]
        return [
            Told(verdict, (verdict,), "good" if right else "info", "tick" if right else "replay"),
            Bubble(self.call.scenario.caller.name, stop.line.text),
            Tiles(cards, _REPLY),
        ]

    def _card(self, offer: Offer) -> ReadCard:
        """A reply from the inside: what it does, and why it tempts or helps."""
        say, stop = self.texts, self.stop
        kind = "worst" if offer in stop.worst else "best" if offer == stop.best else "other"
        title = say(f"models.offer.{kind}")
        if offer is self.chosen:
            title = say("models.your_choice", title=title)
        effect = capital(telling.effect_words(say, offer.before, offer.after))
        parts: list[Widget] = [
            Bubble(say("models.an_answer"), offer.text, mine=True),
            Text(capital(telling.moves_words(say, offer.moves)), LABEL_STRONG),
            Small(say("models.does", effect=effect)),
            *([Text(offer.because, BODY)] if offer.because else []),
        ]
        return ReadCard(title, parts, {"worst": "down", "best": "up", "other": "dot"}[kind], gap=7)

    def _end(self) -> list[Widget]:
        say = self.texts
        if not self.stops:
            return [Told(say("models.no_stops"), (say("models.no_stops"),))]
        words = say("models.tour_end", found=self.found, count=len(self.stops))
        parts: list[Widget] = [Told(words, (words,), "good", "tick"), Text(say("models.tour_means"), BODY)]
        return [*parts, Text(self.unkept, BODY, "warn", "info")] if self.unkept else parts

    # --- what is done -------------------------------------------------------------------------------------------

    def choose(self, place: int) -> Next:
        """Take the reply at this place of the screen for the worst."""
        self.chosen = self.stop.offers[place]
        self.found += self.chosen in self.stop.worst
        self.mouth.cut(self.ui.now)
        self.on.guard(self.ui.now + GUARD)
        self._fill()
        return STAY

    def _go_on(self) -> Next:
        """To the next stop, or to the end."""
        if self.chosen is None or self.over:
            return STAY
        self.chosen = None
        if self.place + 1 < len(self.stops):
            self.place += 1
            self._speak(self.ui.now)
        else:
            self.over = True
            self._keep()
        self._fill()
        for part in self.panel.children:
            part.guard(self.ui.now + GUARD)
        return STAY

    def _keep(self) -> None:
        try:
            self._finished(self.found, len(self.stops))
        except RecordError as error:
            self.unkept = self.texts(f"trouble.{error.code}")

    def handle(self, event: pygame.event.Event) -> Next:
        """Enter goes on unless the keyboard's focus is seen on something that it presses."""
        focus = self.ui.shown_focus
        idle = self.ui.overlay is None and (focus is None or not focus.activates)
        if idle and event.type == pygame.KEYDOWN and event.key in ENTER_KEYS and self.on.visible:
            return self.ui.activate(self.on)
        return super().handle(event)

    def key(self, key: int, mod: int) -> Next:
        """Escape leads back."""
        return self._back() if key == pygame.K_ESCAPE else None

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The face beside the question, or small above it where the text is large."""
        rest = framed(area, look, self.brand, [], self.foot)
        rest = beside_face(rest, look, self.portrait)
        self.panel.arrange(rest.inflate(look.u(16), 0), look)
