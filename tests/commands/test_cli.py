"""The command line as its users meet it: a process, its two outputs and its exit code."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import main
from tests.shipped import PLAYS, each

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Runs the program in this process: (exit code, stdout, stderr)."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments, answers=None):
        if answers is not None:
            monkeypatch.setattr(sys, "stdin", answers)
        code = main([*map(str, arguments), "--data", str(tmp_path / "data")])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def lines(*answers):
    return io.StringIO("".join(f"{answer}\n" for answer in answers))


def test_list_shows_the_scenarios_as_text_and_as_json(run):
    code, out, _ = run("list")
    assert code == 0
    assert "four-afternoons" in out
    code, out, _ = run("list", "--json")
    rows = json.loads(out)
    assert code == 0
    assert {"id", "title", "family", "level", "languages", "path"} <= set(rows[0])
    assert {row["family"] for row in rows} == {"angry", "panicked", "out_of_scope"}


def test_a_teams_own_folder_stands_beside_the_shipped_one_and_one_bad_file_hides_nothing(run, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    text = (ROOT / "scenarios" / "four-afternoons.yaml").read_text(encoding="utf-8")
    (own / "our-call.yaml").write_text(text.replace("id: four-afternoons", "id: our-call"), encoding="utf-8")
    (own / "broken.yaml").write_text("id: [", encoding="utf-8")
    code, out, err = run("list", "--scenarios", own, "--json")
    assert code == 0
    assert {"our-call", "four-afternoons"} <= {row["id"] for row in json.loads(out)}
    assert f"{own / 'broken.yaml'}:1:" in err


@pytest.mark.slow  # it grows with every call, and is a step of its own in .ci/run
def test_check_finds_nothing_wrong_with_what_is_shipped(run):
    code, out, err = run("check", "--json")
    assert (code, json.loads(out)["problems"], err) == (0, [], "")


def test_check_names_file_line_column_and_code_and_ends_with_one(run, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("format: 1\nid: bad\ntitel: x\n", encoding="utf-8")
    code, _, err = run("check", bad)
    assert code == 1
    assert f"{bad}:3:1: " in err
    code, out, _ = run("check", bad, "--json")
    first = json.loads(out)["problems"][0]
    assert code == 1
    assert {"code", "severity", "path", "line", "column", "message", "hint"} <= set(first)


def test_warnings_alone_are_fine_unless_strict(run, tmp_path):
    text = (ROOT / "scenarios" / "four-afternoons.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "because:" not in line or "{" in line]
    path = tmp_path / "four-afternoons.yaml"
    path.write_text("\n".join(lines[:]) + "\n", encoding="utf-8")
    code, out, _ = run("check", path, "--json")
    problems = json.loads(out)["problems"]
    if any(problem["severity"] == "error" for problem in problems):
        pytest.skip("removing lines left no valid scenario")
    assert problems
    assert code == 0
    assert run("check", path, "--strict")[0] == 1


@pytest.mark.parametrize("play", each(PLAYS))
def test_every_shipped_play_comes_out_as_it_says(run, play):
    code, out, err = run("perform", play, "--json")
    (row,) = json.loads(out)
    assert (code, row["ok"], err) == (0, True, "")
    assert row["pass"] == play.stem.endswith("-ideal")
    for dimension, value in row["scores"].items():
        points = sum(line["points"] for line in row["ledger"] if line["dimension"] == dimension)
        limit = min([100, *(cap["cap"] for cap in row["caps"] if cap["dimension"] == dimension)])
        assert abs(min(points, limit) - value) <= 0.5 + 1e-9


def test_a_play_that_misses_its_expectation_ends_with_one(run, tmp_path):
    text = PLAYS[0].read_text(encoding="utf-8").replace("pass: false", "pass: true")
    path = tmp_path / "missed.yaml"
    path.write_text(text, encoding="utf-8")
    code, _, err = run("perform", path)
    assert code == 1
    assert str(path) in err


def test_the_schema_is_one_json_document(run):
    code, out, _ = run("schema")
    assert code == 0
    assert "nodes" in json.loads(out)["properties"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["play", "four-afternons", "--terminal"], "four-afternoons"),
        (["nonsense"], "nonsense"),
        (["play", "--terminal"], "four-afternoons"),
        (["perform", "no-such-play.yaml"], "no-such-play.yaml"),
        (["list", "--scenarios", "/no/such/folder"], "/no/such/folder"),
        (["rescore"], "--all"),
        (["rescore", "no-such-call"], "no-such-call"),
        (["check", "--lang", "xx"], "xx"),
        (["screenshot", "nowhere", "-o", "x.png"], "menu"),
        (["screenshot", "menu", "-o", "x.png", "--size", "big"], "big"),
    ],
)
def test_wrong_use_is_one_clear_message_and_exit_code_two(run, arguments, word):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert word in err
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 1


def test_a_call_played_through_a_pipe_is_kept_and_scored_the_same_again(run, tmp_path):
    code, out, _ = run("play", "four-afternoons", "--terminal", "--seed", "3", answers=lines(*["1"] * 40))
    assert code == 0
    assert "Where every point comes from" in out
    code, out, _ = run("rescore", "--all", "--json")
    (row,) = json.loads(out)
    assert (code, row["same"], row["stored"]) == (0, True, row["recomputed"])
    assert json.loads(run("list", "--json")[1])[0]["id"]
    best = {row["id"]: row["best"] for row in json.loads(run("list", "--json")[1])}
    assert best["four-afternoons"] == min(row["stored"].values())


def test_the_end_of_the_input_keeps_the_call_and_the_next_start_goes_on_with_it(run, tmp_path):
    code, out, _ = run("play", "four-afternoons", "--terminal", "--seed", "3", answers=lines("1", "2"))
    assert code == 0
    assert "the call stays open" in out
    going_on = lines("1", *["1"] * 40)
    code, out, _ = run("play", "four-afternoons", "--terminal", answers=going_on)
    assert code == 0
    assert "There is an open call" in out
    assert "2 turns" in out
    assert len(json.loads(run("rescore", "--all", "--json")[1])) == 1


def test_an_open_call_can_be_closed_and_is_scored_as_it_stands(run, tmp_path):
    run("play", "four-afternoons", "--terminal", "--seed", "3", answers=lines("1", "2"))
    code, out, _ = run("play", "four-afternoons", "--terminal", answers=lines("2"))
    assert code == 0
    assert "The call was broken off." in out
    rows = json.loads(run("rescore", "--all", "--json")[1])
    assert [row["same"] for row in rows] == [True, None]


@pytest.mark.slow
def test_a_changed_scenario_cannot_verify_an_old_call(run, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    text = (ROOT / "scenarios" / "four-afternoons.yaml").read_text(encoding="utf-8")
    path = own / "our-call.yaml"
    path.write_text(text.replace("id: four-afternoons", "id: our-call"), encoding="utf-8")
    run("play", "our-call", "--terminal", "--scenarios", own, answers=lines(*["1"] * 40))
    assert json.loads(run("rescore", "--all", "--json", "--scenarios", own)[1])[0]["same"] is True
    path.write_text(path.read_text(encoding="utf-8").replace("minutes: 7", "minutes: 8"), encoding="utf-8")
    rows = json.loads(run("rescore", "--all", "--json", "--scenarios", own)[1])
    assert rows[0]["same"] is None
    assert json.loads(run("rescore", "--all", "--json")[1])[0]["same"] is None


def test_a_flipped_byte_in_the_journal_is_found(run, tmp_path):
    run("play", "four-afternoons", "--terminal", "--seed", "3", answers=lines(*["1"] * 40))
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(tmp_path / "data" / "cool-head.sqlite")) as database:
        database.execute("UPDATE calls SET result = replace(result, '\"passed\":false', '\"passed\":true')")
        database.commit()
    code, out, _ = run("rescore", "--all", "--json")
    assert code == 1
    assert json.loads(out)[0]["same"] is False


def test_the_program_speaks_dutch(run, tmp_path):
    code, out, _ = run("list", "--lang", "nl")
    assert code == 0
    assert "boos" in out
    assert "Niveau" in out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
@pytest.mark.parametrize(
    ("command", "words", "instead"),
    [
        (["play", "the-helpful-man"], "DISPLAY is not set", "run_sim.py play the-helpful-man --terminal"),
        (["--lang", "nl"], "DISPLAY is niet ingesteld", "run_sim.py play four-afternoons --terminal"),
        (["preview", "four-afternoons"], "DISPLAY is not set", "run_sim.py check --watch four-afternoons"),
    ],
)
def test_without_a_display_one_sentence_names_what_goes_without(run, monkeypatch, command, words, instead):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(name, raising=False)
    code, out, err = run(*command)
    assert (code, out, len(err.strip().splitlines())) == (2, "", 1)
    assert words in err
    assert instead in err


def test_a_second_copy_on_the_same_data_is_told_so(run, tmp_path):
    from sim.store.lock import PlayLock

    with PlayLock.acquire(tmp_path / "data"):
        code, _, err = run("play", "four-afternoons", "--terminal", answers=lines("1"))
    assert code == 2
    assert str(os.getpid()) in err
    assert len(err.strip().splitlines()) == 1


def test_a_data_folder_that_cannot_be_made_is_one_clear_message(capsys, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    code = main(["play", "four-afternoons", "--terminal", "--data", str(tmp_path / "file" / "data")])
    err = capsys.readouterr().err
    assert code == 2
    assert len(err.strip().splitlines()) == 1


def test_every_command_has_help_with_an_example(capsys):
    for name in ("play", "list", "check", "perform", "schema", "rescore", "screenshot", "doctor"):
        with pytest.raises(SystemExit) as end:
            main([name, "--help"])
        assert end.value.code == 0
        assert f"run_sim.py {name}" in capsys.readouterr().out


@pytest.mark.slow
def test_check_works_without_pygame_sound_or_display():
    program = (
        "import sys\n"
        "for name in ('pygame', 'pyttsx3', 'numpy'): sys.modules[name] = None\n"
        "from sim.cli import main\n"
        "sys.exit(main(['check', 'scenarios/four-afternoons.yaml']))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("language", "arguments", "words"),
    [
        ("en", ["play", "four-afternons"], "There is no scenario four-afternons. Did you mean four-afternoons?"),
        ("nl", ["play", "four-afternons"], "Er is geen scenario four-afternons. Bedoel je four-afternoons?"),
        ("en", ["xray", "zzz"], "There is no scenario zzz. Known here: "),
        ("nl", ["xray", "zzz"], "Er is geen scenario zzz. Hier bekend: "),
        ("en", ["list", "--scenarios", "/no/such"], "/no/such: there is no such folder"),
        ("nl", ["list", "--scenarios", "/no/such"], "/no/such: die map is er niet"),
    ],
)
def test_what_cannot_be_found_is_told_in_the_programs_language(run, language, arguments, words):
    code, out, err = run(*arguments, "--lang", language)
    assert (code, out) == (2, "")
    assert err.startswith(words)
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["play", "four-afternoons"], ["preview", "x.yaml"], ["screenshot", "menu"]])
def test_two_pygames_are_refused_before_either_is_imported(run, monkeypatch, tmp_path, arguments):
    monkeypatch.setattr("sim.stage.guard.both_pygames_installed", lambda: True)
    output = ["-o", tmp_path / "x.png"] if "screenshot" in arguments else []
    code, out, err = run(*arguments, *output)
    assert (code, out) == (2, "")
    assert "pip uninstall" in err


@pytest.mark.parametrize("arguments", [["--no-voice"], ["--no-voice", "play"], ["play", "--no-voice"]])
def test_the_game_opens_without_a_voice_however_it_is_asked_for(run, monkeypatch, arguments):
    asked = []
    monkeypatch.setattr("sim.commands.playing.game", lambda context, options: asked.append(options.no_voice) or 0)
    assert run(*arguments)[0] == 0
    assert asked == [True]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_help_of_screenshot_names_every_screen(run, capsys, language):
    from sim.commands.pictures import NAMES

    with pytest.raises(SystemExit):
        main(["screenshot", "--help", "--lang", language])
    said = " ".join(capsys.readouterr().out.split()).replace("- ", "-")
    for name in NAMES:
        shown = f"-{name.removeprefix('call-')}" if name.startswith("call-") else f"{name}"
        assert shown in said


def test_a_list_loads_neither_models_nor_a_window():
    program = (
        "import sys\n"
        "for name in ('pydantic', 'transitions', 'pygame', 'pyttsx3'): sys.modules[name] = None\n"
        "from sim.cli import main\n"
        "sys.exit(main(['list', '--json', '--data', 'no-such-folder', '--lang', 'en']))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "four-afternoons" in {row["id"] for row in json.loads(done.stdout)}
