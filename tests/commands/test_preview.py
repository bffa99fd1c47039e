"""The preview on a real file: what a trainer saves is on the screen, and nothing that a trainer does is lost."""

import os
import random
import subprocess
import sys
import time
from argparse import Namespace
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pygame
import pytest

from sim.cli import main
from sim.commands.context import Context
from sim.commands.preview import SwitchedSpeaker, Workshop, open_source
from sim.commands.preview_file import FileSource
from sim.commands.speaker import CaptionSpeaker
from sim.content import texts as catalogues
from sim.stage.call.portrait import CallerPortrait
from sim.stage.kit.look import LookSettings
from sim.store.journal import Journal
from tests.stage.patient import PatientPlayer
from tests.x_server import needs_x_server, x_server

ROOT = Path(__file__).parents[2]
SMALL = (ROOT / "tests" / "content" / "four-afternoons.yaml").read_text(encoding="utf-8")
LONG = (ROOT / "scenarios" / "four-afternoons.yaml").read_text(encoding="utf-8")


class AtOnce(Executor):
    """Does everything where it is asked for, so that a test's clock is the only one."""

    def submit(self, work, /, *arguments, **named):
        done = Future()
        done.set_result(work(*arguments, **named))
        return done


@dataclass
class Bench:
    """A trainer with an editor and the preview beside it."""

    file: Path
    player: PatientPlayer
    source: FileSource

    @property
    def screen(self):
        return self.player.app.top

    @property
    def call(self):
        return self.screen.call

    @property
    def node(self):
        return self.call.node.id

    @property
    def caption(self):
        return self.screen.director.caption

    def write(self, text):
        self.file.write_text(text, encoding="utf-8")

    def save(self, old, new):
        """Change the words in the file; says how many seconds of the app's clock it took to be on the screen."""
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        before = self.screen.version
        self.write(text.replace(old, new))
        return self.player.until(lambda: self.screen.version is not before, 2)

    def to_replies(self):
        self.player.until(lambda: self.screen.view.stage == "replies", 60)
        self.player.wait(0.5)

    def reply(self, *options):
        for option in options:
            self.to_replies()
            names = [reply.option for reply in self.call.replies]
            self.player.key(str(names.index(option) + 1))
        self.player.wait(0.1)

    def cut_off(self):
        look = self.player.app.look
        return [w.label or type(w).__name__ for w in self.screen.ui.walk() if w.rect.width and not w.fits(look)]


@pytest.fixture(autouse=True)
def _faces_are_plain(monkeypatch):
    def plain(portrait, look, side):
        return pygame.Surface((side, side))

    monkeypatch.setattr(CallerPortrait, "_face", plain)


@pytest.fixture
def bench(tmp_path):
    """`bench(words)` opens a preview of a file that holds them."""
    with ExitStack() as stack:

        def opened(words=SMALL, language="en", size=(960, 540), name="four-afternoons.yaml", **looks):
            file = tmp_path / name
            file.write_text(words, encoding="utf-8")
            context = stack.enter_context(Context(tmp_path / "data", (), language))
            source = open_source(context, str(file))
            source._work = AtOnce()
            options = Namespace(no_voice=True, seed=7)
            workshop = Workshop(context, stack.enter_context(Journal.in_memory()), options, source)
            player = PatientPlayer(workshop.first_screen(), LookSettings(**looks), size)
            stack.callback(player.app.close)
            return Bench(file, player, source)

        yield opened


# -- saving the file ----------------------------------------------------------------------------------------------


def test_a_saved_text_is_on_the_screen_within_a_blink(bench):
    trainer = bench()
    trainer.reply("a")
    trainer.to_replies()
    seconds = trainer.save("The third, the tenth,", "The second, the ninth,")
    assert seconds < 0.3
    text, shown = trainer.caption
    assert text.startswith("The second, the ninth,")
    assert shown == len(text)


def test_a_save_keeps_node_mood_words_and_needs(bench):
    trainer = bench()
    trainer.reply("a", "a")
    trainer.to_replies()
    before = (trainer.node, trainer.call.mood, trainer.call.state.words)
    trainer.save("start: {anger: 70", "start: {anger: 10")
    trainer.save("title: Four afternoons", "title: Five afternoons")
    assert (trainer.node, trainer.call.mood, trainer.call.state.words) == before
    assert trainer.call.script.fact_names(trainer.call.state.facts) == ("need_found",)
    assert [turn.node for turn in trainer.call.turns] == ["opening", "story"]
    assert trainer.player.sees("Five afternoons")


def test_replies_change_under_the_hand_and_keep_the_focus(bench):
    trainer = bench()
    trainer.to_replies()
    trainer.player.key("tab")
    while trainer.screen._focused_reply() != 1:
        trainer.player.key("tab")
    trainer.save("Customer number and postcode, please.", "Your postcode, please.")
    assert trainer.screen._focused_reply() == 1
    assert trainer.player.sees("Your postcode, please.")


def test_a_comment_disturbs_nothing(bench):
    trainer = bench()
    trainer.player.wait(1)
    line = trainer.screen.director.line
    trainer.save("format: 1", "format: 1  # mine")
    assert trainer.screen.director.line is line


def test_a_broken_save_shows_its_line_and_the_call_goes_on(bench):
    trainer = bench()
    trainer.reply("a")
    trainer.to_replies()
    trainer.save("moves: [blame]", "moves: [blam]")
    trainer.player.frame()
    line = next(n for n, text in enumerate(trainer.file.read_text().splitlines(), 1) if "[blam]" in text)
    assert any(label.startswith(f"four-afternoons.yaml:{line}:") for label in trainer.player.labels())
    assert trainer.player.sees("There is no move `blam`.")
    trainer.reply("a")
    assert trainer.node == "demand"
    trainer.save("moves: [blam]", "moves: [blame]")
    trainer.player.frame()
    assert not trainer.screen.card.visible
    assert trainer.node == "demand"


def test_a_click_on_the_problems_opens_them_all_and_hits_nothing_below(bench):
    trainer = bench()
    trainer.to_replies()
    trainer.save("level: 2", "level: two\nminuts: 7\ncolour: red")
    trainer.player.frame()
    trainer.player.click_at((trainer.screen.card.rect.centerx, trainer.screen.card.rect.bottom - 20))
    assert trainer.screen.ui.overlay.label == "What the check says about four-afternoons.yaml"
    trainer.player.key("escape")
    assert trainer.node == "opening"


def test_a_file_that_is_written_in_steps_never_looks_broken(bench):
    trainer = bench()
    trainer.to_replies()
    for part in (0, 1000, 3000):
        trainer.write(SMALL[:part])
        with trainer.player._frames_of(1 / 30):
            trainer.player.frame(3)
        assert trainer.screen.version.scenario is not None
    trainer.write(SMALL.replace("Fourth time!", "Once more!"))
    trainer.player.until(lambda: trainer.caption[0].startswith("Once more!"), 0.3)


def test_a_file_that_takes_anothers_place_is_read(bench, tmp_path):
    trainer = bench()
    trainer.to_replies()
    other = tmp_path / "swap.tmp"
    other.write_text(SMALL.replace("Fourth time!", "Once more!"), encoding="utf-8")
    trainer.file.unlink()
    trainer.player.frame(3)
    other.replace(trainer.file)
    trainer.player.until(lambda: trainer.caption[0].startswith("Once more!"), 0.3)


def test_a_file_that_is_gone_is_said_after_a_while(bench):
    trainer = bench()
    trainer.to_replies()
    trainer.file.unlink()
    trainer.player.wait(0.2)
    assert not trainer.screen.card.visible
    trainer.player.wait(1)
    assert trainer.screen.card.visible


def test_two_saves_that_look_alike_to_the_disk_are_both_seen(bench):
    trainer = bench()
    trainer.to_replies()
    trainer.save("Fourth time!", "Other times!")
    found = trainer.file.stat()
    trainer.write(SMALL.replace("Fourth time!", "Tenth times!"))
    os.utime(trainer.file, ns=(found.st_atime_ns, found.st_mtime_ns))
    trainer.player.until(lambda: trainer.caption[0].startswith("Tenth times!"), 1)


def test_warnings_are_counted_and_can_be_opened(bench):
    trainer = bench()
    trainer.player.wait(1)
    assert trainer.player.sees("4 warnings")
    trainer.player.key("e")
    assert any(" Q012" in label for label in trainer.player.labels())


def test_a_renamed_node_is_said_and_the_call_goes_back(bench):
    trainer = bench()
    trainer.reply("a", "a")
    trainer.to_replies()
    text = SMALL.replace("  demand:", "  claim:").replace("to: demand", "to: claim")
    trainer.write(text)
    trainer.player.until(lambda: trainer.node == "story", 0.3)
    trainer.player.frame()
    said = "There is no demand any more, so the call went back to story."
    assert said in trainer.screen.panel._body[1].paragraphs
    assert trainer.screen.parts.card.notice.label == said


def test_a_file_with_errors_waits_until_it_is_mended(bench):
    trainer = bench(SMALL.replace("moves: [blame]", "moves: [blam]"))
    assert trainer.screen.name == "preview-waiting"
    assert trainer.player.sees("There is no move `blam`.")
    trainer.write(SMALL)
    trainer.player.until(lambda: trainer.screen.name == "preview", 0.3)
    trainer.to_replies()


def test_a_translation_is_previewed_in_its_language(bench, tmp_path):
    (tmp_path / "four-afternoons.yaml").write_text(SMALL, encoding="utf-8")
    words = "format: 1\nid: four-afternoons\nlanguage: nl\nnodes:\n  opening:\n    caller: Vierde keer!\n"
    trainer = bench(words, name="four-afternoons.nl.yaml")
    trainer.to_replies()
    assert trainer.caption[0] == "Vierde keer!"
    trainer.save("Vierde keer!", "Alweer!")
    assert trainer.caption[0] == "Alweer!"


# -- what the trainer can do --------------------------------------------------------------------------------------


def test_a_jump_is_found_by_typing_and_can_be_taken_back(bench):
    trainer = bench()
    trainer.to_replies()
    trainer.player.key("j")
    trainer.player.type("monkey")
    trainer.player.key("return")
    assert trainer.node == "insult"
    trainer.to_replies()
    trainer.player.key("backspace")
    assert (trainer.node, trainer.screen.view.stage) == ("opening", "replies")


def test_an_ending_can_be_gone_to_and_debriefed(bench):
    trainer = bench()
    trainer.reply("a", "a")
    trainer.to_replies()
    trainer.player.key("j")
    trainer.player.click("settled")
    assert trainer.call.finished.ending == "settled"
    trainer.player.wait(0.2)
    trainer.player.key("return")
    trainer.player.frame()
    assert trainer.screen.name == "debrief"
    trainer.player.wait(1)
    trainer.player.key("escape")
    assert trainer.screen.name == "preview"
    trainer.player.key("backspace")
    assert trainer.node == "demand"


def test_a_played_call_is_debriefed_whole_although_the_file_was_saved_in_between(bench):
    trainer = bench()
    trainer.reply("a")
    trainer.to_replies()
    trainer.save("The third, the tenth,", "The second, the ninth,")
    trainer.reply("a", "a", "a", "a")
    assert trainer.call.finished == ("settled", True)
    assert len(trainer.screen.director.debrief().turns) == 5


def test_undo_takes_back_one_reply_at_a_time(bench):
    trainer = bench()
    trainer.reply("a", "b")
    trainer.to_replies()
    for node in ("story", "opening", "opening"):
        trainer.player.key("backspace")
        assert trainer.node == node
    assert trainer.call.mood == trainer.call.script.opening().mood


def test_hanging_up_can_be_taken_back(bench):
    trainer = bench()
    trainer.reply("a")
    trainer.to_replies()
    trainer.screen.director.hang_up()
    trainer.player.wait(0.2)
    trainer.player.key("backspace")
    assert (trainer.node, trainer.call.finished) == ("story", None)


def test_restart_begins_at_the_start_as_the_file_stands(bench):
    trainer = bench()
    trainer.reply("a")
    trainer.to_replies()
    trainer.save("start: {anger: 70", "start: {anger: 10")
    trainer.player.key("r")
    assert (trainer.node, trainer.call.mood.anger) == ("opening", 10)


def test_a_forced_mood_changes_what_the_caller_says(bench):
    trainer = bench()
    trainer.reply("a", "b")
    trainer.to_replies()
    assert trainer.caption[0].endswith("TONIGHT.")
    gauge = trainer.screen.panel.gauges[0]
    trainer.screen.ui.set_focus(gauge)
    trainer.player.key("home")
    assert trainer.call.mood.anger == 0
    assert trainer.caption[0].startswith("I'd like")
    trainer.player.key("right")
    assert (trainer.call.mood.anger, trainer.screen.ui.focus) == (5, gauge)


def test_a_gauge_follows_the_mouse(bench):
    trainer = bench()
    trainer.to_replies()
    gauge = trainer.screen.panel.gauges[2]
    bar = gauge._bar(trainer.player.app.look)
    trainer.player.click_at((bar.x + bar.width // 2, bar.centery))
    assert abs(trainer.call.mood.trust - 50) <= 2


def test_words_and_needs_can_be_set(bench):
    trainer = bench()
    trainer.to_replies()
    for name in ("heard", "need_met"):
        trainer.screen.panel.list.to_end()
        trainer.player.click(name)
        trainer.player.frame()
    assert trainer.call.script.fact_names(trainer.call.state.facts) == ("need_met",)
    assert trainer.screen.panel._ticks["words", "heard"].value


def test_the_panel_says_what_each_reply_would_do(bench):
    trainer = bench()
    trainer.to_replies()
    trainer.player.frame()
    spoken = [widget.spoken() for widget in trainer.screen.panel._body]
    for wanted in ("a → story", "name_feeling, listen", "calm +2", "Anger"):
        assert any(wanted in words for words in spoken), wanted


def test_time_is_not_judged(bench):
    trainer = bench()
    trainer.to_replies()
    trainer.player.wait(40)
    assert trainer.call.clock.silences == 0


def test_nothing_is_stored(bench, tmp_path):
    trainer = bench()
    trainer.reply("a", "a")
    assert not (tmp_path / "data").exists()


def test_the_voice_is_switched_without_mixing_what_was_asked_for():
    voice = CaptionSpeaker()
    switched = SwitchedSpeaker(voice)
    assert not switched.on
    switched.switch(True)
    assert switched._present is voice
    switched.switch(False)
    assert switched.poll() == []


# -- places -------------------------------------------------------------------------------------------------------


PLACES = [((1280, 720), 1.0), ((1280, 720), 1.25), ((1024, 600), 1.5), ((1280, 720), 2.0), ((1920, 1080), 1.0)]
# Dutch words are the longer ones; the other languages stand in the middling places with the slow tests.
QUICK = [(*place, "nl") for place in PLACES] + [(*PLACES[0], "en"), (*PLACES[3], "en")]
REST = [(*place, language) for place in PLACES for language in catalogues.languages()]
LOOKS = [*QUICK, *(pytest.param(*look, marks=pytest.mark.slow) for look in REST if look not in QUICK)]


@pytest.mark.parametrize(("size", "text", "language"), LOOKS, ids=str)
def test_every_text_fits(bench, size, text, language):
    trainer = bench(LONG, language, size, text=text)
    trainer.to_replies()
    cut = {"replies": trainer.cut_off()}
    trainer.save("level: 2", "level: two\nminuts: 7")
    trainer.player.frame(2)
    cut["problems"] = trainer.cut_off()
    for name in ("j", "e", "w"):
        trainer.player.key(name)
        trainer.player.frame()
        cut[name] = trainer.cut_off()
        if trainer.screen.ui.overlay is not None:
            trainer.player.key("escape")
    trainer.player.wait(1)
    assert {name: labels for name, labels in cut.items() if labels} == {}
    assert trainer.screen.program.texts.missing == set()


def test_large_text_moves_the_panel_over_the_call_and_back(bench):
    trainer = bench(text=2.0)
    trainer.to_replies()
    assert not trainer.screen.panel.list.visible
    trainer.player.key("w")
    assert trainer.player.sees("Restart")
    trainer.player.key("j")
    trainer.player.click("story")
    assert (trainer.node, trainer.screen.ui.overlay) == ("story", None)
    trainer.player.restyle(LookSettings())
    trainer.player.frame()
    assert trainer.screen.panel.list.visible
    assert trainer.player.sees("Restart")


def test_a_resize_with_the_panel_open_puts_it_beside_the_call(bench):
    trainer = bench(text=2.0)
    trainer.player.key("w")
    trainer.player.restyle(LookSettings())
    trainer.player.frame(2)
    assert trainer.screen.ui.overlay is None
    assert trainer.screen.panel.list.children


def test_a_save_while_a_card_is_open_leaves_the_trainers_cards(bench):
    trainer = bench()
    trainer.to_replies()
    trainer.player.key("j")
    trainer.save("Fourth time!", "Once more!")
    assert trainer.screen.ui.overlay.label == "Go to"
    trainer.player.key("escape")
    trainer.player.key("p")
    trainer.save("Once more!", "Yet again!")
    assert trainer.screen.ui.overlay is None


@pytest.mark.painted
def test_parts_equal_the_whole(bench):
    trainer = bench()
    trainer.to_replies()
    trainer.save("level: 2", "level: two")
    trainer.player.frame(2)
    parts = pygame.image.tobytes(trainer.player.picture(), "RGB")
    trainer.screen.ui.redraw()
    trainer.player.app.screens[-1].ui.draw(trainer.player.app.surface)
    assert pygame.image.tobytes(trainer.player.picture(), "RGB") == parts


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_nothing_that_is_pressed_or_saved_ends_it(bench, seed):
    chance = random.Random(seed)
    trainer = bench(text=chance.choice((1.0, 2.0)))
    keys = ("1", "2", "space", "return", "j", "backspace", "r", "s", "m", "e", "w", "escape", "tab", "left", "home")
    keys += ("b", "h", "p", "d", "t", "f", "q")
    for _ in range(150):
        if not trainer.player.app.running:
            return  # it was left through the pause
        if chance.random() < 0.15:
            trainer.write(_written(chance))
        else:
            trainer.player.key(chance.choice(keys))
        trainer.player.wait(chance.choice((0.02, 0.1, 0.6)))


def _written(chance):
    """The scenario as somebody leaves it in the middle of a change."""
    text = SMALL
    for name in chance.sample(["demand", "story", "need_met", "settled", "anger: 70"], 2):
        text = text.replace(name, f"{name}1")
    start = chance.randrange(len(text))
    return text[:start] + text[start + chance.choice((0, 0, 1, 40)) :]


# -- the command --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["nothing.yaml", "service.yaml"])
def test_a_file_that_is_no_scenario_is_said_before_a_window_opens(tmp_path, capsys, name):
    (tmp_path / "service.yaml").write_text("format: 1\npurpose: Help.\n", encoding="utf-8")
    assert main(["preview", str(tmp_path / name), "--data", str(tmp_path / "data")]) == 2
    assert name in capsys.readouterr().err


@pytest.mark.slow
@needs_x_server
def test_a_real_window_opens_and_closes(tmp_path):
    file = tmp_path / "four-afternoons.yaml"
    file.write_text(SMALL, encoding="utf-8")
    with x_server() as display:
        kept = {key: value for key, value in os.environ.items() if key != "SDL_VIDEODRIVER"}
        environment = kept | {"DISPLAY": display, "SDL_AUDIODRIVER": "dummy", "SDL_VIDEODRIVER": "x11"}
        words = [sys.executable, "run_sim.py", "preview", str(file), "--no-voice", "--data", str(tmp_path / "data")]
        program = subprocess.Popen(words, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
        try:
            window = _window(environment)
            subprocess.run(["xdotool", "key", "--window", window, "r"], env=environment, timeout=90, check=False)
            file.write_text(SMALL.replace("Fourth time!", "Once more!"), encoding="utf-8")
            time.sleep(1)
            assert program.poll() is None
            subprocess.run(["xdotool", "windowclose", window], env=environment, timeout=90, check=False)
            program.wait(90)
        finally:
            program.kill()
            program.wait(90)
            program.stderr.close()


def _window(environment):
    until = time.monotonic() + 90
    while time.monotonic() < until:
        found = subprocess.run(["xdotool", "search", "--class", "cool-head"], env=environment, capture_output=True,
                               text=True, timeout=90, check=False).stdout.split()  # fmt: skip
        if found:
            return found[0]
        time.sleep(0.2)
    raise AssertionError("no window")


def test_a_usual_save_is_on_the_screen_in_the_frame_that_sees_it_and_no_face_before_it(bench):
    trainer = bench()
    trainer.player.steady = True
    trainer.to_replies()
    portrait = trainer.screen.parts.portrait
    trainer.write(SMALL.replace("Fourth time!", "In one frame!"))
    before = portrait.moment
    trainer.player.frame()
    assert trainer.caption[0].startswith("In one frame!")
    assert portrait.moment is before
