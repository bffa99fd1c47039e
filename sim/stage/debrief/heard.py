"""What the caller heard, in their own voice: a few moments, each with its turn, and what stayed open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.core import telling
from sim.core.caller_view import Impression, impressions
from sim.core.debrief import Debrief
from sim.core.mood import Mood
from sim.core.texts import Texts
from sim.stage.debrief import words
from sim.stage.debrief.call import TurnCard, TurnHead
from sim.stage.debrief.moment import effect_line
from sim.stage.debrief.parts import NeedLine, SmallButton, alone
from sim.stage.face.cast import identity_for
from sim.stage.face.stills import CallerPicture, Face
from sim.stage.kit.cards import Text
from sim.stage.kit.look import STRONG, Style
from sim.stage.kit.outcome import Next

if TYPE_CHECKING:
    from sim.core.scenario import Scenario
    from sim.stage.kit.widget import Widget

_VOICE = Style(16, "regular", 1.45)
_PAD = (16, 13)


def teller(texts: Texts, debrief: Debrief, scenario: Scenario) -> CallerPicture:
    """The caller as they felt in the end, and how their words were found."""
    caller = scenario.caller
    identity = identity_for(scenario.id, caller.voice.sex, caller.voice.age, caller.face)
    start = caller.start
    mood = debrief.turns[-1].after if debrief.turns else Mood(start.anger, start.panic, start.trust, start.patience)
    return CallerPicture(Face(identity, mood), caller.name, texts("caller_view.intro"))


def heard_body(texts: Texts, debrief: Debrief, who: Widget, show: Callable[[int], Next]) -> list[Widget]:
    """All that stayed with the caller, told by `who`; `show` opens a turn of the call."""
    told = impressions(texts, debrief)
    if not told:
        return [who, Text(texts("caller_view.empty"))]
    body: list[Widget] = [who]
    body += [_card(texts, debrief, one, show) for one in told]
    missing = [(name, text) for name, text, done in debrief.needs if not done]
    if missing:
        lines: list[tuple[Widget, float]] = [(Text(texts("caller_view.open"), STRONG), 0)]
        lines += [(NeedLine(words.need_words(texts, name, text, False), False), 4) for name, text in missing]
        body.append(TurnCard("", lines, _PAD))
    return body


def _card(texts: Texts, debrief: Debrief, one: Impression, show: Callable[[int], Next]) -> TurnCard:
    turn = debrief.turns[one.turn - 1]
    needs = {name: text for name, text, _ in debrief.needs}
    parts: list[tuple[Widget, float]] = [
        (TurnHead(telling.place(texts, one.turn), telling.clock_words(texts, turn.at_ms)), 0),
        (Text(one.text, _VOICE), 6),
        (effect_line(texts, turn), 8),
    ]
    parts += [(NeedLine(words.need_words(texts, name, needs[name], True), True), 6) for name in one.met]
    button = SmallButton(texts("debrief.show_turn"), lambda: show(one.turn), icon="transcript")
    parts.append((alone(button), 10))
    return TurnCard("", parts, _PAD)
