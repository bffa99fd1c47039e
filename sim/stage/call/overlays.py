"""The cards that open over a call: policy, transcript, feelings, pause, the question before hanging up, trouble.

Each function builds one Overlay from values; what its buttons do is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import pygame

from sim.core.log import Spoken
from sim.core.scenario import Policy, Scenario
from sim.core.texts import Texts
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Bubble, Note, Small, Text
from sim.stage.kit.controls import Switch
from sim.stage.kit.look import BODY, LABEL_STRONG, Style
from sim.stage.kit.outcome import Next
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.theme import legible
from sim.stage.kit.vector import Colour, mix
from sim.stage.kit.widget import Widget, draw_card

if TYPE_CHECKING:
    from sim.stage.kit.look import Look

_RULE = Style(16, "semibold", 1.35)
Act = Callable[[], Next]


class PolicyCard(Widget):
    """A rule, why it exists, and what can be offered instead."""

    def __init__(self, texts: Texts, policy: Policy) -> None:
        super().__init__(policy.rule)
        self._parts = tuple(
            (texts(f"call.policy_{name}"), text)
            for name, text in (("why", policy.why), ("instead", policy.instead))
            if text
        )

    def spoken(self) -> str:
        """All its words."""
        return " ".join((self.label, *(f"{name}: {text}" for name, text in self._parts)))

    def _rows(self, look: Look, width: int) -> list[tuple[str, Style, Colour, int]]:
        """Text, style, colour, and the gap above each row."""
        theme = look.theme
        rows = [(self.label, _RULE, theme.text, 0)]
        for name, text in self._parts:
            rows.append((name, LABEL_STRONG, legible(theme.accent, theme.raised, theme.text), look.u(9)))
            rows.append((text, BODY, theme.text, 0))
        return rows

    def height_for(self, look: Look, width: int) -> int:
        """All rows."""
        room = max(1, width - look.u(32))
        return sum(look.height(text, style, room) + gap for text, style, _, gap in self._rows(look, room)) + look.u(26)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """The rule strongest."""
        draw_card(surface, look, self.rect, look.theme.raised, radius=12)
        box = pygame.Rect(self.rect.x + look.u(16), self.rect.y + look.u(13), max(1, self.rect.width - look.u(32)), 0)
        for text, style, colour, gap in self._rows(look, box.width):
            box.y = look.paragraph(surface, text, box.move(0, gap), (style, colour))


def policy_widgets(texts: Texts, policies: Iterable[Policy]) -> list[Widget]:
    """The rules as cards; a line that says so when there are none."""
    cards: list[Widget] = [PolicyCard(texts, policy) for policy in policies]
    return cards or [Text(texts("call.policy_none"), tone="muted")]


def policy_overlay(texts: Texts, scenario: Scenario, service: Sequence[Widget], on_close: Act) -> Overlay:
    """The policy of this call and its aim; then what holds in every call of the service."""
    aim = Note(texts("call.aim"), (scenario.briefing.goal,), icon="flag", tone="info")
    body = [*policy_widgets(texts, scenario.policy), aim, *service]
    overlay = Overlay(texts("call.policy"), body, close_label=texts("common.close"), width=660, on_close=on_close)
    overlay.close_button.hotkey = "policy"
    return overlay


def bubbles(texts: Texts, name: str, lines: Iterable[Spoken], anew: int = 0) -> list[Widget]:
    """What was said, as speech bubbles. anew: the turn from which a rewound call is played anew, which is marked."""
    found: list[Widget] = []
    for line in lines:
        mine = line.who == "you"
        found.append(Bubble(texts("common.you") if mine else name, line.text, mine=mine))
        if mine and line.turn == anew - 1:  # the last reply of the first try; it comes once, whatever follows it
            found.append(Small(texts("whatif.anew"), icon="replay"))
    return found


def transcript_overlay(texts: Texts, said: list[Widget], notes: Act, on_close: Act) -> Overlay:
    """Everything that was said, the newest in sight, and the way to the notepad."""
    body = said or [Text(texts("call.transcript_empty"), tone="muted")]
    write: list[Widget] = [Button(texts("notes.title"), notes, icon="notes", hotkey="notes")]
    overlay = Overlay(texts("call.transcript"), body, write, close_label=texts("common.close"), on_close=on_close)
    overlay.panel.follow = True
    overlay.close_button.hotkey = "transcript"
    return overlay


def feelings_overlay(texts: Texts, feelings: Widget, on_close: Act) -> Overlay:
    """How the caller sounds, where the window has no room for it beside the call."""
    overlay = Overlay(
        texts("feelings.title"), [feelings], close_label=texts("common.close"), width=460, on_close=on_close
    )
    overlay.close_button.hotkey = "feelings"
    return overlay


def pause_overlay(
    texts: Texts,
    timers: tuple[bool, Callable[[bool], Next]],
    acts: tuple[Act, ...],
    on_close: Act,
    settings: Act | None = None,
) -> Overlay:
    """The call stands still. acts: go on, policy, leave for now, hang up. settings opens them, where there are any."""
    go_on, policy, leave, hang_up = acts
    states = (texts("common.off"), texts("common.on"))
    body: list[Widget] = [
        Text(texts("call.pause_text"), tone="muted"),
        Button(texts("call.go_on"), go_on, "primary", icon="play", hint=texts("keys.escape")),
        Switch(texts("call.timers"), timers[0], states, timers[1]),
        Text(texts("call.timers_text"), tone="muted"),
        Button(texts("call.policy"), policy, icon="policy", hotkey="policy"),
        *([Button(texts("menu.settings"), settings, icon="settings")] if settings is not None else []),
        Button(texts("call.leave"), leave, icon="back"),
        Button(texts("call.hang_up"), hang_up, "danger", icon="hang_up", hotkey="hang_up"),
    ]
    overlay = Overlay(texts("call.paused"), body, width=480, on_close=on_close)
    overlay.closes_outside = False
    return overlay


def hang_up_overlay(texts: Texts, name: str, hang_up: Act, stay: Act) -> Overlay:
    """The question before the phone is put down."""
    body: list[Widget] = [Text(texts("call.hang_up_text", name=name))]
    buttons: list[Widget] = [
        Button(texts("call.stay"), stay, "primary", icon="phone", hint=texts("keys.escape")),
        Button(texts("call.hang_up"), hang_up, "danger", icon="hang_up"),
    ]
    return Overlay(texts("call.hang_up_title"), body, buttons, width=480)


class TroubleOverlay(Overlay):
    """Something could not be kept: the call stands still until it can. Escape and a click beside it do nothing."""

    closes_outside = False

    def __init__(self, texts: Texts, again: Act, leave: Act) -> None:
        self._texts = texts
        self.words = Text("", tone="text", icon="panic")
        body: list[Widget] = [self.words, Text(texts("call.trouble_text"), tone="muted")]
        buttons: list[Widget] = [
            Button(texts("call.try_again"), again, "primary", icon="replay"),
            Button(texts("call.leave"), leave, icon="back"),
        ]
        super().__init__(texts("call.trouble"), body, buttons, width=520)

    def tell(self, code: str) -> bool:
        """Say what is the matter. True where that is new."""
        words = self._texts(f"trouble.{code}")
        changed, self.words.label = words != self.words.label, words
        return changed


class TitledPanel(Widget):
    """A card with a title, and a list that scrolls below it."""

    elevation = 2

    def __init__(self, label: str, follow: bool = False) -> None:
        super().__init__(label)
        self.list = ScrollPanel(label, bare=True, follow=follow)
        self.adopt(self.list)

    def height_for(self, look: Look, width: int) -> int:
        """Title and a few lines."""
        return look.line(_RULE) + look.u(120)

    def place(self, rect: pygame.Rect) -> None:
        """The list below the title."""
        super().place(rect)
        look = self.ui.look if self.ui is not None else None
        if look is not None and rect.width:
            head = look.u(17) + look.line(_RULE)
            inner = pygame.Rect(
                rect.x + look.u(10), rect.y + head, rect.width - look.u(14), rect.height - head - look.u(4)
            )
            self.list.arrange(inner, look)

    def draw(self, surface: pygame.Surface, look: Look) -> None:
        """Card and title."""
        draw_card(surface, look, self.rect, mix(look.theme.panel, look.theme.bg, 0.15))
        box = pygame.Rect(self.rect.x + look.u(18), self.rect.y + look.u(12), max(1, self.rect.width - look.u(36)), 0)
        look.paragraph(surface, self.label, box, (_RULE, look.theme.muted))
