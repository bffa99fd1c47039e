"""Playing together: the caller's line and the replies, a vote, and after it how the room voted and what each does.

Rules
- It is a call's screen without a call: the same replies by the same keys. A vote can be changed while the question is
  open; how it stands with it is always said below.
- What the facilitator does comes by itself. Nobody is told who chose what.
- A reply that has just appeared takes no key that was meant for the question before it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from sim.stage.call.parts import feelings_of, make_feelings
from sim.stage.call.portrait import CallerPortrait
from sim.stage.call.region import KEYPAD
from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Told
from sim.stage.kit.look import Look
from sim.stage.kit.outcome import STAY, Next, Pop
from sim.stage.kit.page import MARGIN, Brand, place_bar
from sim.stage.kit.reading import ReadCard
from sim.stage.kit.screen import Screen
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.ui import ENTER_KEYS
from sim.stage.models.places import WIDEST_TEXT, beside_face
from sim.stage.team.room import ASKING, ENDED, SHOWN, Question, Room
from sim.stage.team.together_parts import EndCard, Heard, ReplyCard, StateLine, VoteReply, portrait_of

if TYPE_CHECKING:
    from sim.stage.kit.meters import Feelings
    from sim.stage.kit.widget import Widget
    from sim.stage.services import Program
    from sim.stage.team.room import OnTheLine

GUARD = 0.4
_LOOK_S = 0.1
_COLUMN = 760  # base pixels of what stands alone
_AROUND = 26  # of a panel beside what is in it: its edges and its bar


class TogetherScreen(Screen):
    """What the room plays. look: how it stands now, None where somebody is in no session; vote: (question, option)."""

    name = "together"

    def __init__(
        self, program: Program, look: Callable[[], Room | None], vote: Callable[[Question, str], None]
    ) -> None:
        super().__init__()
        self.program, self._look, self._vote = program, look, vote
        self.shown: Room | None = None
        self.portrait: CallerPortrait | None = None
        self.feelings: Feelings | None = None
        self._caller: OnTheLine | None = None
        self._next = 0.0
        self._build()

    # --- what stands on it --------------------------------------------------------------------------------------

    def _build(self) -> None:
        """What stays; what is played comes in a frame after it, as news, so that it is read aloud."""
        say = self.program.texts
        self.brand = Brand(say("app.name"), say("together.title"))
        self.body = ScrollPanel(say("together.replies"), bare=True)
        self.line = StateLine(say, self._look() or Room())
        self.back = Button(say("common.back"), Pop, icon="back", hint=say("keys.escape"))
        self.replies: list[VoteReply] = []
        self.heard: Heard | None = None
        self.portrait = self.feelings = self.shown = None
        self._begun = False
        self.ui.add(self.brand, self.body, self.line, self.back)

    def _fill(self, room: Room) -> None:
        say, question = self.program.texts, room.question
        asked = question.phase in (ASKING, SHOWN)
        place = say("together.place", title=question.title, turn=question.turn) if asked else say("together.title")
        self.brand.place_name = self.brand.label = place
        self.body.label = say("together.spread" if question.phase == SHOWN else "together.replies")
        self.body.offset = 0
        self.body.fill(self._parts(room))
        self._mark(room)
        self._meet(question.caller if question.phase != ENDED else None)

    def _parts(self, room: Room) -> list[Widget]:
        say, question = self.program.texts, room.question
        numbered, self.replies = list(enumerate(question.replies, 1)), []
        if question.phase in (ASKING, SHOWN):
            if self.heard is None or not self.heard.says(question):
                self.heard = Heard(say, question)
            if question.phase == SHOWN:
                cards = [ReplyCard(say, place, reply, reply.option == room.mine) for place, reply in numbered]
                return [self.heard, *cards]
            self.replies = [VoteReply(say, place, reply, self._chooses(reply.option)) for place, reply in numbered]
            return [self.heard, *self.replies]
        self.heard = None
        if question.phase == ENDED:
            return [EndCard(say, question)]
        if room.link == "lost":
            return []
        if room.link in ("unknown", "offline"):
            return [Told(say("together.wait.looking"), (), "clock", "muted")]
        return [Told(say("together.wait.title"), (say("together.wait.what"),), "clock")]

    def _meet(self, caller: OnTheLine | None) -> None:
        """Whoever is on the line; their face stays the same from turn to turn."""
        say, before, self._caller = self.program.texts, self._caller, caller
        same = self.portrait is not None and before is not None and caller is not None and caller[:-1] == before[:-1]
        if same and self.feelings is not None and caller is not None:
            self.feelings.show(feelings_of(say, caller.mood))
            return
        if self.portrait is not None and self.feelings is not None:
            self.ui.remove(self.portrait, self.feelings)
        self.portrait = self.feelings = None
        if caller is not None:
            self.portrait, self.feelings = portrait_of(caller), make_feelings(say, caller.mood)
            self.ui.add(self.portrait, self.feelings)

    def _mark(self, room: Room) -> None:
        """The reply that was voted for."""
        for reply in self.replies:
            reply.chosen = reply.option == room.mine

    # --- what happens -------------------------------------------------------------------------------------------

    def _first(self) -> Widget:
        """Where the next thing is done or read."""
        if self.replies:
            return next((reply for reply in self.replies if reply.chosen), self.replies[0])
        return next((child for child in self.body.children if isinstance(child, ReadCard)), self.back)

    def reword(self) -> None:
        """Everything anew, in the program's language."""
        self.ui.rebuild(self._build)

    def tick(self, now: float, dt: float) -> Next:
        """Follow what the facilitator and the network do."""
        if self._begun and (now >= self._next or self.shown is None):
            self._next = now + _LOOK_S
            self._renew(now)
        self._begun = True
        if self.portrait is not None and self._caller is not None:
            self.portrait.follow(now, self._caller.mood, False, 0.0)
        return super().tick(now, dt)

    def _renew(self, now: float) -> None:
        room, before = self._look() or Room(), self.shown
        if room == before:
            return
        self.shown = room
        if self.line.show(self.program.texts, room):
            self.ui.refresh()
        if (
            before is not None
            and room.question == before.question
            and (room.question.phase or room.link == before.link)
        ):
            self._mark(room)
            return
        keyboard = self.ui.shown_focus is not None
        self._fill(room)
        for reply in self.replies:
            reply.guard(now + GUARD)
        if keyboard:
            self.ui.set_focus(self._first())

    def _chooses(self, option: str) -> Callable[[], Next]:
        def choose() -> Next:
            if self.shown is not None:
                self._vote(self.shown.question, option)
                self._renew(self.ui.now)
            return STAY

        return choose

    def handle(self, event: pygame.event.Event) -> Next:
        """Enter takes nothing that was not seen to be chosen: the first one shows where the focus is."""
        enter = event.type == pygame.KEYDOWN and event.key in ENTER_KEYS
        if enter and self.ui.overlay is None and self.ui.shown_focus is None:
            self.ui.set_focus(self._first())
            return STAY
        return super().handle(event)

    def key(self, key: int, mod: int) -> Next:
        """Escape goes back; the vote stays. The keypad takes replies too."""
        if key == pygame.K_ESCAPE:
            return Pop()
        if key in KEYPAD and KEYPAD.index(key) < len(self.replies):
            return self.ui.press(self.replies[KEYPAD.index(key)])
        return None

    # --- places -------------------------------------------------------------------------------------------------

    def layout(self, area: pygame.Rect, look: Look) -> None:
        """The bar above, the line below; between them the face, and beside it what is said. Beside large text there is
        no room for the face: then the caller's feelings stand in words below what they say.
        """
        inner = boxes.inset(area, look.u(MARGIN), look.u(16))
        top = place_bar(inner, look, self.brand, [self.back])
        foot, _ = boxes.cut_bottom(inner, self.line.height_for(look, inner.width))
        self.line.place(foot)
        end = foot.y - look.u(8) if self.line.visible else inner.bottom
        rest = pygame.Rect(inner.x, top, inner.width, max(1, end - top))
        docked = look.text_scale <= WIDEST_TEXT
        if self.heard is not None:
            self.heard.feels.visible = not docked
        if self.portrait is not None and self.feelings is not None:
            self.portrait.visible = self.feelings.visible = docked
            if docked:
                self._place_body(beside_face(rest, look, self.portrait, self.feelings), look)
                return
        rest = boxes.cut_top(rest, 0, look.u(12))[1]
        if self.heard is None:
            rest = self._alone(rest, look)
        self._place_body(rest, look)

    def _alone(self, rest: pygame.Rect, look: Look) -> pygame.Rect:
        """Where a single card stands: above the middle."""
        width = min(rest.width, round(look.u(_COLUMN) * (0.5 + 0.5 * look.text_scale)))
        tall = min(rest.height, self.body.content_height(look, width + look.u(_AROUND)))
        return pygame.Rect(rest.centerx - width // 2, rest.y + (rest.height - tall) // 3, width, tall)

    def _place_body(self, rest: pygame.Rect, look: Look) -> None:
        """Its cards stand at the edges of this place, and its bar beside it."""
        pad = look.u(8)
        self.body.arrange(
            pygame.Rect(rest.x - pad, rest.y - pad, rest.width + look.u(_AROUND), rest.height + pad), look
        )
