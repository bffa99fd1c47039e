"""Every widget of the stage on one screen: for looking at, for `screenshot gallery`, and for the tests.

The parts stand in three columns of cards that scroll where the text is large, as any screen must.
"""

from __future__ import annotations

from collections.abc import Callable

import pygame

from sim.core.texts import Texts
from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button, ReplyButton, ToolButton
from sim.stage.kit.cards import Bubble, Chip, Chips, ListCard, Note, Text
from sim.stage.kit.controls import Choice, Slider, Switch
from sim.stage.kit.dial import Dial
from sim.stage.kit.look import HEADING, STRONG, Look
from sim.stage.kit.meters import Feeling, Feelings, Progress, TimeBar
from sim.stage.kit.moments import MomentCard
from sim.stage.kit.outcome import STAY, Next, Pop
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.textfield import TextField
from sim.stage.kit.theme import THEMES
from sim.stage.kit.timeline import Curve, Moment, Phase, Timeline, TimelineData
from sim.stage.kit.widget import Widget

_TIMES = (0, 14, 30, 48, 70, 92, 118, 140, 165, 190, 214, 236, 250)
_LEVELS = {
    "anger": (78, 84, 70, 72, 60, 66, 48, 40, 30, 26, 20, 16, 14),
    "panic": (22, 30, 28, 34, 26, 24, 20, 18, 12, 10, 8, 6, 6),
    "trust": (31, 24, 34, 30, 42, 38, 50, 56, 63, 68, 74, 78, 80),
    "calm": (18, 14, 26, 24, 36, 30, 44, 52, 60, 64, 72, 76, 78),
}
_FEELINGS = ("anger", "panic", "trust", "calm")
_ANSWER_TIME = 20.0


def _same(value: object) -> Next:
    return STAY


class Gallery(Screen):
    """Shows the parts; change_theme is told the index of a chosen theme (see THEMES)."""

    name = "gallery"

    def __init__(self, texts: Texts, change_theme: Callable[[int], Next] = _same) -> None:
        super().__init__()
        self.texts = texts
        self._change_theme = change_theme
        self._left = _ANSWER_TIME
        self.title = Text(texts("gallery.title"), HEADING)
        self.chips = Chips((Chip(texts("gallery.chip_family"), "anger", "anger"), Chip(texts("common.level", count=2))))
        self.back = Button(texts("common.back"), Pop, "quiet", icon="back")
        self.transcript = ScrollPanel(texts("gallery.transcript"), follow=True)
        self.columns = [ScrollPanel(texts("gallery.buttons"), bare=True) for _ in range(3)]
        for column, parts in zip(self.columns, (self._actions(), self._readings(), self._settings()), strict=True):
            column.gap = 12
            column.fill(parts)
        self.ui.add(self.title, self.chips, self.back, *self.columns, self.transcript)

    # --- parts --------------------------------------------------------------------------------------------------

    def _actions(self) -> list[Widget]:
        say = self.texts
        disabled = Button(say("gallery.off"))
        disabled.enabled = False
        self.time = TimeBar(say("gallery.time"))
        self.replies = [
            ReplyButton(i, say(f"gallery.reply_{i}"), on=lambda i=i: self._pick(i), hotkey=f"reply_{i}")  # type: ignore[misc]
            for i in (1, 2, 3)
        ]
        self.hold = ToolButton(say("gallery.hold"), "hold", self._toggle_hold, "hold")
        tools: list[Widget] = [
            self.hold,
            ToolButton(say("gallery.policy"), "policy", self._open_card, "policy"),
            ToolButton(say("gallery.desk"), "desk", None, "desk"),
            ToolButton(say("gallery.breathe"), "breathe", None, "breathe"),
        ]
        self.feelings = Feelings(say("feelings.title"), self._feelings((0.78, 0.22, 0.31, 0.18)), self._bands())
        start = Button(say("gallery.start"), None, "primary", icon="phone", hint=say("keys.enter"))
        return [
            self.time,
            *self.replies,
            Row(tools),
            Row([start, Button(say("gallery.later"))]),
            Row([Button(say("gallery.delete"), None, "danger", icon="cross"), disabled], equal=False),
            self.feelings,
        ]

    def _readings(self) -> list[Widget]:
        say = self.texts
        curves = tuple(
            Curve(tone, say(f"feelings.{tone}"), tuple((t, v / 100) for t, v in zip(_TIMES, levels, strict=True)))  # type: ignore[arg-type]
            for tone, levels in _LEVELS.items()
        )
        stretches = ((0, 40, "open"), (40, 110, "listen"), (110, 205, "solve"), (205, 250, "close"))
        phases = tuple(Phase(start, end, say(f"gallery.phase_{name}")) for start, end, name in stretches)
        moments = (Moment(30, 1, "good"), Moment(92, 2, "bad"), Moment(165, 3, "good"))
        data = TimelineData(curves, moments, phases, say("gallery.high"), say("gallery.low"))
        return [
            Text(say("gallery.chart"), STRONG),
            Timeline(say("gallery.chart"), data),
            Dial(say("scores.calm"), 88, say("scores.distinction"), say("gallery.dial_calm")),
            Dial(say("scores.ownership"), 71, say("scores.pass"), say("gallery.dial_ownership")),
            Dial(say("scores.calm"), 54, say("scores.below"), say("gallery.dial_calm")),
            Dial(say("scores.policy"), None, "", say("gallery.dial_policy"), say("scores.not_rated")),
            MomentCard(
                2,
                say("gallery.moment_title"),
                say("gallery.moment_quote"),
                say("gallery.moment_effect"),
                tone="bad",
                instead=say("gallery.moment_instead"),
            ),
        ]  # fmt: skip

    def _settings(self) -> list[Widget]:
        say = self.texts
        chips = (
            Chip(say("gallery.card_minutes"), "muted", "clock"),
            Chip(say("gallery.card_best", count=82), "good", "star"),
        )
        themes = tuple(say(f"gallery.theme_{name}") for name in THEMES)
        states = (say("common.off"), say("common.on"))
        self.field = TextField(say("gallery.field"), say("gallery.field_hint"))
        lines = (
            ("gallery.said_1", True),
            ("gallery.said_2", False),
            ("gallery.said_3", True),
            ("gallery.said_4", False),
        )
        bubbles: list[Widget] = [
            Bubble(say("common.you") if me else say("gallery.caller"), say(key), me) for key, me in lines
        ]
        self.transcript.fill(bubbles)
        done = say("gallery.progress_value", done=3, total=5)
        return [
            self.field,
            ListCard(say("gallery.card_title"), say("gallery.card_text"), chips, lambda: STAY),
            Note(say("gallery.purpose"), (say("gallery.purpose_text"), say("gallery.purpose_hint"))),
            Choice(say("gallery.theme"), themes, 0, self._change_theme),
            Switch(say("gallery.captions"), True, states),
            Slider(say("gallery.voice"), 0.8, lambda share: say("common.percent", count=round(share * 100))),
            Progress(say("gallery.progress"), 0.6, done),
            Button(say("gallery.overlay"), self._open_card, icon="policy"),
        ]

    # --- what they do -------------------------------------------------------------------------------------------

    def _bands(self) -> tuple[str, ...]:
        return tuple(self.texts(f"feelings.band.{band}") for band in range(1, 6))

    def _feelings(self, shares: tuple[float, ...]) -> tuple[Feeling, ...]:
        bands = self._bands()
        return tuple(
            Feeling(tone, self.texts(f"feelings.{tone}"), share, bands[min(4, int(share * 5))])  # type: ignore[arg-type]
            for tone, share in zip(_FEELINGS, shares, strict=True)
        )

    def _pick(self, number: int) -> Next:
        for reply in self.replies:
            reply.chosen = reply.number == number
        self.feelings.show(
            self._feelings(((0.6, 0.2, 0.5, 0.4), (0.8, 0.3, 0.3, 0.2), (1.0, 0.4, 0.1, 0.0))[number - 1])
        )
        return STAY

    def _toggle_hold(self) -> Next:
        self.hold.active = not self.hold.active
        return STAY

    def _open_card(self) -> Next:
        say = self.texts
        body: list[Widget] = [
            Text(say("gallery.overlay_text")),
            Text(say("gallery.purpose_hint"), tone="muted", icon="bulb"),
        ]
        buttons: list[Widget] = [Button(say("common.close"), self.ui.close, "primary")]
        overlay = Overlay(say("gallery.overlay_title"), body, buttons, close_label=say("common.close"))
        self.ui.open(overlay)
        return STAY

    # --- screen -------------------------------------------------------------------------------------------------

    def tick(self, now: float, dt: float) -> Next:
        """The time bar runs, and begins again."""
        self._left = self._left - dt if self._left > dt else _ANSWER_TIME
        self.time.show(self._left / _ANSWER_TIME, self.texts("common.seconds", count=int(self._left) + 1))
        return super().tick(now, dt)

    def key(self, key: int, mod: int) -> Next:
        """Escape goes back."""
        return Pop() if key == pygame.K_ESCAPE else None

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """A head of one or two rows, and three columns below."""
        inner = boxes.inset(area, look.u(20), look.u(16))
        back_width = self.back.width_for(look)
        head, rest = boxes.cut_top(inner, max(self.back.height_for(look, back_width), look.line(HEADING)), look.u(12))
        right, left = boxes.cut_right(head, back_width, look.u(14))
        self.back.place(right)
        title_width = min(self.title.width_for(look), left.width)
        self.title.place(pygame.Rect(left.x, left.y, title_width, self.title.height_for(look, title_width)))
        self.title.rect.centery = head.centery
        chips = boxes.cut_left(left, title_width, look.u(18))[1]
        self.chips.visible = self.chips.width_for(look) <= chips.width
        if self.chips.visible:
            height = self.chips.height_for(look, chips.width)
            self.chips.place(pygame.Rect(chips.x, head.centery - height // 2, chips.width, height))
        places = boxes.columns(rest, 3, look.u(8))
        transcript, places[2] = boxes.cut_bottom(places[2], rest.height * 2 // 5, look.u(12))
        self.transcript.arrange(transcript, look)
        for column, box in zip(self.columns, places, strict=True):
            column.arrange(box, look)
