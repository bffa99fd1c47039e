"""Model calls as a person meets them: watching by keys and by mouse, marking, the feedback, the tour."""

import pytest

from sim.content import texts as catalogues
from sim.core.call import Call
from sim.core.log import DefaultLines, Setup
from sim.core.modelcalls import NOTHING, REASONS, WHO, Mark, faults, judge, model_call, tour
from sim.core.recording import RecordError
from sim.core.script import Script
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import STAY, Quit
from sim.stage.models.chooser import Done, ModelsScreen, done_chips
from sim.stage.models.feedback import FeedbackScreen
from sim.stage.models.playback import BEAT
from sim.stage.models.screen import WatchScreen
from sim.stage.models.tour import TourScreen
from tests.stage.fakes import FakeProgram, shipped_scenario, small_scenario
from tests.stage.grids import LOOKS
from tests.stage.listening import listen
from tests.stage.patient import PatientPlayer

SIZE = (960, 540)
LINES = DefaultLines(leaving=("That is enough.",))


@pytest.fixture(scope="module")
def script():
    return Script(shipped_scenario("four-afternoons"))


class Watcher:
    """Somebody who watches a model call; `marks` are what they said."""

    def __init__(self, script, who="doormat", settings=None, size=SIZE, language="en"):
        self.program = FakeProgram(script.scenario, language=language)
        self.model = model_call(script, LINES, who, 11)
        self.marks = []
        self.screen = WatchScreen(self.program, self.model, self._judged, Quit)
        self.player = PatientPlayer(self.screen, settings, size)
        self.player.wait(0.5)

    def _judged(self, mark):
        self.marks.append(mark)
        return STAY

    @property
    def playback(self):
        return self.screen.playback

    def to_answer(self, turn):
        """Step until this turn was answered."""
        while len(self.screen.cards) < turn or not self.screen.cards[turn - 1].wrong.visible:
            self.player.key("space")

    def cut(self):
        look = self.player.app.look
        return [w.label or type(w).__name__ for w in self.screen.ui.walk() if w.rect.width and not w.fits(look)]


def test_the_caller_speaks_and_the_answer_follows_by_itself_but_not_the_next_turn(script):
    one = Watcher(script)
    said = one.model.scenes[0].said
    assert one.playback.stage == "speaking"
    assert not one.player.sees(f"Somebody: {said}")
    one.player.until(lambda: one.playback.stage == "answered")
    one.player.frame()
    assert one.player.sees(f"Somebody: {said}")
    one.player.wait(20)
    assert one.playback.place == 0
    assert one.program.speaker.asked == [one.model.scenes[0].lines[0].text]


def test_a_key_ends_the_line_and_the_next_begins_the_turn_after_it(script):
    one = Watcher(script)
    one.player.key("space")
    assert (one.playback.place, one.playback.stage) == (0, "answered")
    one.player.key("return")
    assert (one.playback.place, one.playback.stage) == (1, "speaking")
    one.player.key("backspace")
    assert (one.playback.place, one.playback.stage) == (0, "speaking")


def test_let_run_it_plays_to_its_end_and_every_line_is_asked_of_the_voice(script):
    one = Watcher(script, "hothead")
    one.player.key("a")
    one.player.until(lambda: one.playback.stage == "over", 400)
    spoken = [line.text for scene in one.model.scenes for line in scene.lines if line.text]
    assert one.program.speaker.asked == spoken
    assert one.playback.seen_whole


def test_who_it_is_is_not_said_before_the_mark(script):
    for who in WHO:
        one = Watcher(script, who)
        one.player.key("space")
        texts = one.program.texts
        assert not any(texts(f"models.who.{name}.name") in label for label in one.player.labels() for name in WHO)


def test_a_turn_is_marked_by_keys_alone_with_its_reason(script):
    one = Watcher(script)
    one.to_answer(3)
    one.player.key("w")
    assert one.player.sees("Turn 3: what went wrong?")
    one.player.key("2")
    assert one.marks == [Mark(3, "gave_in")]


def test_an_earlier_turn_is_marked_with_the_mouse(script):
    one = Watcher(script, size=(1280, 720))
    one.to_answer(4)
    one.player.wheel("The call, turn by turn", 5)
    one.player.click("It went wrong here (turn 2)")
    one.player.click("Nobody owned it")
    assert one.marks == [Mark(2, "unowned")]


def test_the_question_can_be_closed_and_the_call_goes_on(script):
    one = Watcher(script)
    one.player.key("a")
    one.to_answer(1)
    one.player.key("w")
    one.player.key("escape")
    assert one.marks == []
    assert not one.playback.runs
    one.player.key("space")
    assert one.playback.place == 1


def test_nothing_went_wrong_can_be_said_when_all_was_seen(script):
    one = Watcher(script, "ideal")
    assert not one.player.sees("Nothing went wrong")
    for _ in range(2 * len(one.model.scenes)):
        one.player.key("space")
    one.player.click("Nothing went wrong")
    assert one.marks == [Mark(0, NOTHING)]


def test_leaving_ends_the_voice(script):
    one = Watcher(script)
    one.player.key("escape")
    assert not one.player.app.running
    assert one.program.speaker.stops == 1


def test_without_a_voice_the_caption_runs_and_is_read_to_who_listens(script):
    one = Watcher(script)
    one.program.speaker.after = None
    voice = listen(one.player, one.program)
    one.player.key("space")
    one.player.key("space")
    one.player.wait(3)
    one.player.until(lambda: one.playback.stage == "answered")
    one.player.wait(BEAT)
    said = " ".join(voice.said)
    assert one.model.scenes[1].lines[0].text.split(".")[0] in said
    assert one.model.scenes[1].said.split(".")[0] in said


@pytest.mark.parametrize(("language", "family", "text"), LOOKS)
def test_what_is_watched_fits(script, language, family, text):
    one = Watcher(script, settings=LookSettings(family=family, text=text), size=(1280, 720), language=language)
    one.to_answer(2)
    one.player.frame()
    assert one.cut() == []
    one.player.key("w")
    assert one.cut() == []
    assert one.program.texts.missing == set()


# -- feedback ----------------------------------------------------------------------------------------------------


def feedback(script, who, mark=None, settings=None, language="en", unkept=""):
    """The feedback on a mark (the costliest turn and its reason, if none is given), in a window of its own."""
    model = model_call(script, LINES, who, 11)
    worst = max(faults(model), key=lambda fault: fault.lost, default=None)
    mark = mark or (Mark(worst.turn, worst.reasons[0]) if worst else Mark(0, NOTHING))
    chosen = []
    note = lambda name: lambda: chosen.append(name) or STAY  # noqa: E731
    screen = FeedbackScreen(
        FakeProgram(script.scenario, language=language), model, mark, judge(model, mark),
        again=note("again"), another=note("another"), back=note("back"), unkept=unkept,
    )  # fmt: skip
    player = PatientPlayer(screen, settings, (1280, 720))
    player.wait(0.5)
    return player, model, chosen


@pytest.mark.parametrize("who", WHO)
def test_the_feedback_says_who_it_was(script, who):
    player, _, _ = feedback(script, who)
    words = catalogues.load("en")(f"models.who.{who}.name")
    assert any(words in widget.spoken() for widget in player.screen.ui.walk())
    assert player.sees("Well seen: ")


def test_the_feedback_names_turn_rule_and_what_to_say_instead(script):
    player, model, _ = feedback(script, "doormat")
    worst = max(faults(model), key=lambda fault: fault.lost)
    turn = model.debrief.turns[worst.turn - 1]
    card = player.find(f"Turn {worst.turn}: where it went wrong").spoken()
    for words in (turn.said, turn.because, turn.instead.text, "Say this instead:", "The rule that was broken: "):
        assert words in card


@pytest.mark.parametrize(
    ("mark", "headline"),
    [
        (Mark(3, "blamed"), "The right turn (3), but for another reason."),
        (Mark(4, "gave_in"), "Close: it went wrong most at turn 5."),
        (Mark(1, "gave_in"), "It went wrong somewhere else: at turn 5."),
        (Mark(0, NOTHING), "It went wrong somewhere else: at turn 5."),
    ],
)
def test_the_headline_says_how_near_it_was(script, mark, headline):
    player, _, _ = feedback(script, "doormat", mark)
    assert player.sees(headline)


def test_a_result_that_could_not_be_kept_is_said(script):
    player, _, _ = feedback(script, "doormat", unkept="The disk is full.")
    assert player.sees("The disk is full.")


def test_from_the_feedback_on_by_mouse_and_by_key(script):
    player, _, chosen = feedback(script, "doormat")
    player.click("Watch it again")
    player.click("Another call")
    player.key("return")
    player.key("escape")
    assert chosen == ["again", "another", "another", "back"]


@pytest.mark.parametrize(("language", "family", "text"), LOOKS)
def test_the_feedback_fits(script, language, family, text):
    player, _, _ = feedback(script, "doormat", settings=LookSettings(family=family, text=text), language=language)
    look = player.app.look
    assert [w.label for w in player.screen.ui.walk() if not w.fits(look)] == []
    assert player.screen.texts.missing == set()


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_reason_and_every_archetype_has_its_words(language):
    texts = catalogues.load(language)
    for reason in REASONS:
        assert texts.has(f"models.reason.{reason}")
        assert texts.has(f"models.rules.{reason}")
    for who in WHO:
        assert texts.has(f"models.who.{who}.name")
        assert texts.has(f"models.who.{who}.does")


# -- the tour ----------------------------------------------------------------------------------------------------


class Tourist:
    """Somebody on the tour; `ends` are what was kept."""

    def __init__(self, scenario=None, settings=None, language="en", trouble=None, size=SIZE):
        scenario = scenario or small_scenario()
        self.program = FakeProgram(scenario, language=language)
        script = Script(scenario)
        self.stops = tour(script, LINES, 11)
        self.ends, self.trouble = [], trouble
        call = Call(scenario, Setup(seed=11), LINES, script)
        self.screen = TourScreen(self.program, call, self.stops, finished=self._finished, back=Quit)
        self.player = PatientPlayer(self.screen, settings, size)
        self.player.wait(0.5)

    def _finished(self, found, count):
        if self.trouble is not None:
            raise self.trouble
        self.ends.append((found, count))

    def number_of(self, stop, worst):
        return next(n for n, offer in enumerate(stop.offers, 1) if (offer in stop.worst) == worst)


def test_the_whole_tour_by_keys_alone_counts_what_was_found():
    one = Tourist()
    for place, stop in enumerate(one.stops):
        one.player.key(str(one.number_of(stop, place > 0)))
        one.player.wait(0.5)
        assert one.player.sees("Yes, that one does the most harm." if place else "Another one does more harm.")
        one.player.key("return")
        one.player.wait(0.5)
    count = len(one.stops)
    assert one.ends == [(count - 1, count)]
    assert one.player.sees(f"You found {count - 1} of {count} worst answers.")
    one.player.key("escape")
    assert not one.player.app.running


def test_an_answer_shows_every_reply_from_the_worst_to_the_best_with_why_it_tempts(script):
    one = Tourist(script.scenario)
    stop = one.stops[0]
    one.player.key("1")
    titles = [label for label in one.player.labels() if label.startswith(("Does the most harm", "Say this instead"))]
    assert [title.split(" · ")[0] for title in titles] == ["Does the most harm", "Say this instead"]
    for offer in stop.offers:
        words = offer.text.rstrip("."), offer.because.rstrip(".")
        assert any(all(part in widget.spoken() for part in words) for widget in one.screen.ui.walk())


def test_the_caller_says_each_line_of_the_tour(script):
    one = Tourist(script.scenario)
    one.player.key("1")
    one.player.wait(0.5)
    one.player.key("return")
    one.player.wait(0.2)
    assert one.program.speaker.asked == [stop.line.text for stop in one.stops[:2]]


def test_a_tour_that_could_not_be_kept_says_so():
    one = Tourist(trouble=RecordError("disk_full"))
    for _ in one.stops:
        one.player.key("1")
        one.player.wait(0.5)
        one.player.key("return")
        one.player.wait(0.5)
    assert one.player.sees(one.program.texts("trouble.disk_full"))


@pytest.mark.parametrize(("language", "family", "text"), LOOKS)
def test_the_tour_fits(script, language, family, text):
    one = Tourist(script.scenario, LookSettings(family=family, text=text), language, size=(1280, 720))
    for _ in range(2):
        look = one.player.app.look
        assert [w.label for w in one.screen.ui.walk() if w.rect.width and not w.fits(look)] == []
        one.player.key("1")
    assert one.program.texts.missing == set()


# -- what there is to do -----------------------------------------------------------------------------------------


class Chooser:
    def __init__(self, settings=None, language="en", done=None):
        self.program = FakeProgram(small_scenario(), shipped_scenario("the-helpful-man"), language=language)
        self.chosen = []
        self.done = done or {}
        self.screen = ModelsScreen(
            self.program, watch=self._note("watch"), tour=self._note("tour"), done=lambda: self.done, back=Quit
        )
        self.player = PatientPlayer(self.screen, settings, (1280, 720))

    def _note(self, what):
        return lambda name: self.chosen.append((what, name)) or STAY


def test_each_caller_has_a_call_to_watch_and_a_tour_by_key_and_by_mouse():
    one = Chooser()
    one.player.click("Watch a call")
    while not (one.screen.ui.shown_focus and one.screen.ui.shown_focus.label == "The worst answers"):
        one.player.key("tab")
    assert "Four afternoons: The worst answers" in one.player.spoken
    one.player.key("return")
    assert one.chosen == [("watch", "four-afternoons"), ("tour", "four-afternoons")]


def test_what_was_done_is_shown_when_it_is_entered_again():
    one = Chooser(done={"four-afternoons": Done(3, 2, 80)})
    chips = [chip.text for chip in done_chips(one.program.texts, Done(3, 2, 80))]
    assert chips == ["2 of 3 seen through", "tour: 80% found"]
    assert any("2 of 3 seen through" in widget.spoken() for widget in one.screen.ui.walk())


@pytest.mark.parametrize(("language", "family", "text"), LOOKS)
def test_the_exercises_fit(language, family, text):
    one = Chooser(LookSettings(family=family, text=text), language, {"four-afternoons": Done(3, 2, 80)})
    look = one.player.app.look
    assert [w.label for w in one.screen.ui.walk() if not w.fits(look)] == []
    assert one.program.texts.missing == set()
