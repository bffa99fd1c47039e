"""The preview on a real file: what a trainer saves is on the screen, and nothing that a trainer does is lost."""

import os
import subprocess
import sys
import time

import pytest

from sim.cli import main
from tests.commands.preview_bench import ROOT, SMALL
from tests.x_server import needs_x_server, x_server


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
