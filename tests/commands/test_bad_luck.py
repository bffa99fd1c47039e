"""What goes wrong for people: each time one clear message, the exit code of CLI.md, nothing lost, no traceback."""

import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from sim.cli import main

pytestmark = pytest.mark.slow  # a process of the program for nearly each test
ROOT = Path(__file__).parents[2]
DEADLINE = 60.0


@pytest.fixture
def run(tmp_path):
    """Runs the program as a process of its own, on a data folder of its own, with input that is no terminal."""

    def call(*arguments, answers=(), raw=None, environment=None, data=None, **options):
        plain = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "SDL_AUDIODRIVER": "dummy"}
        where = () if data == "" else ("--data", data or tmp_path / "data")
        return subprocess.run(
            [sys.executable, "run_sim.py", *map(str, (*arguments, *where))],
            cwd=ROOT, env=plain | (environment or {}), timeout=DEADLINE, check=False, capture_output=True,
            input=raw or "".join(f"{answer}\n" for answer in answers).encode(), **options,
        )  # fmt: skip

    return call


class Person(io.StringIO):
    """Answers typed at a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def here(tmp_path, capsys, monkeypatch):
    """The same in this process, which is quicker: (exit code, standard output, standard error)."""
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(name, raising=False)

    monkeypatch.setattr("sim.console.terminal.WAITS_FOR_KEYS", False)

    def call(*arguments, answers=(), data=None, person=False):
        stream = Person if person else io.StringIO
        monkeypatch.setattr(sys, "stdin", stream("".join(f"{answer}\n" for answer in answers)))
        code = main([*map(str, arguments), "--data", str(data or tmp_path / "data")])
        return code, *capsys.readouterr()

    return call


def played(here, *arguments, answers=("1",) * 40, data=None):
    """A stored call: played to its end, or as far as the answers go."""
    program = ["play", "four-afternoons", "--terminal", "--seed", "3", *arguments]
    assert here(*program, answers=answers, data=data)[0] == 0


def rows(here, *arguments, **options):
    """What rescore says of every stored call."""
    return json.loads(here("rescore", "--all", "--json", *arguments, **options)[1])


def one_message(err, *words):
    """Nothing but one line, with these words in it."""
    assert len(err.strip().splitlines()) == 1
    assert all(str(word) in err for word in words)


def test_the_common_options_count_before_the_command_as_well_as_after_it(run, here, tmp_path):
    early = ("--data", tmp_path / "early", "--lang", "nl")
    done = run(*early, "play", "four-afternoons", "--terminal", answers="1", data="")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "gesprek" in done.stdout.decode()
    assert len(rows(here, data=tmp_path / "early")) == 1
    assert not (tmp_path / ".local").exists()


def test_folders_of_scenarios_add_up_wherever_they_are_named(run, tmp_path):
    shipped = (ROOT / "scenarios" / "four-afternoons.yaml").read_text(encoding="utf-8")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.yaml").write_text(shipped.replace("id: four-afternoons", f"id: {name}"), "utf-8")
    done = run("--scenarios", tmp_path / "one", "list", "--scenarios", tmp_path / "two", "--json")
    assert {"one", "two", "four-afternoons"} <= {row["id"] for row in json.loads(done.stdout)}


# --- scenarios ------------------------------------------------------------------------------------------------------


def test_a_scenario_whose_file_cannot_be_read_says_where_and_why(here, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "our-call.yaml").write_text("id: [", encoding="utf-8")
    code, out, err = here("play", "our-call", "--terminal", "--scenarios", tmp_path / "own")
    assert (code, out) == (2, "")
    assert err.startswith(f"{tmp_path / 'own' / 'our-call.yaml'}:1:5: Y014 ")


def own_call(tmp_path):
    """A team's own folder with one call."""
    (tmp_path / "own").mkdir(exist_ok=True)
    text = (ROOT / "scenarios" / "four-afternoons.yaml").read_text(encoding="utf-8")
    path = tmp_path / "own" / "our-call.yaml"
    path.write_text(text.replace("id: four-afternoons", "id: our-call"), encoding="utf-8")
    return path


def test_an_open_call_whose_scenario_is_not_at_hand_waits_until_it_is(here, tmp_path):
    own = ("--scenarios", own_call(tmp_path).parent)
    here("play", "our-call", "--terminal", "--seed", "3", *own, answers=["1", "2"])
    _, out, _ = here("play", "four-afternoons", "--terminal", answers=["1"])
    assert "Four afternoons cannot go on now" in out
    _, out, _ = here("play", "our-call", "--terminal", *own, answers=["2", "2"])
    assert "2 turns" in out
    assert [row["same"] for row in rows(here, *own)] == [True, True, None]


def test_an_open_call_whose_scenario_changed_stays_until_it_is_closed(here, tmp_path):
    path = own_call(tmp_path)
    own = ("--scenarios", path.parent)
    here("play", "our-call", "--terminal", *own, answers=["1"])
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("minutes: 7", "minutes: 8"), encoding="utf-8")
    assert "closed" not in here("play", "our-call", "--terminal", *own, answers=["1"], person=True)[1]
    # By then there is a call of the new version too; it is offered first.
    both = here("play", "our-call", "--terminal", *own, answers=["2", "2"], person=True)[1]
    assert "The open call was closed" in both
    path.write_text(before, encoding="utf-8")
    assert [row["same"] for row in rows(here, *own)] == [None] * 3
    assert "without a score" in rows(here, *own)[0]["reason"]


# --- results --------------------------------------------------------------------------------------------------------


def test_a_data_folder_that_is_a_file_is_told_by_what_reads_and_by_what_writes(here, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for command in (["rescore", "--all"], ["play", "four-afternoons", "--terminal"]):
        code, _, err = here(*command, data=tmp_path / "file")
        assert code == 2
        one_message(err, tmp_path / "file", "--data")


def test_a_damaged_result_is_found_and_named(here, tmp_path):
    played(here)
    with closing(sqlite3.connect(tmp_path / "data" / "cool-head.sqlite")) as database:
        database.execute("UPDATE calls SET result = '{broken'")
        database.commit()
    assert [(row["same"], row["stored"]) for row in rows(here)] == [(False, None)]


def test_results_of_a_newer_version_are_left_alone(here, tmp_path):
    played(here)
    path = tmp_path / "data" / "cool-head.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    for command in (["rescore", "--all"], ["play", "four-afternoons", "--terminal"]):
        code, _, err = here(*command, "--lang", "nl")
        assert code == 2
        one_message(err, tmp_path / "data", "nieuwere Cool Head")
    assert path.read_bytes() == before
    assert here("list")[0] == 0


def test_a_damaged_database_is_set_aside_and_its_calls_come_along(here, tmp_path):
    played(here)
    path = tmp_path / "data" / "cool-head.sqlite"
    data = bytearray(path.read_bytes())
    data[100:110] = bytes(10)
    path.write_bytes(data)
    code, _, err = here("play", "four-afternoons", "--terminal", answers=["1"])
    assert code == 0
    one_message(err, "cool-head.sqlite.broken-1")
    assert (tmp_path / "data" / "cool-head.sqlite.broken-1").read_bytes() == bytes(data)
    assert here("rescore", "--all")[0] == 0


def test_settings_that_cannot_be_read_are_set_aside_and_told_once(here, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.json").write_text("{broken", encoding="utf-8")
    code, _, err = here("play", "four-afternoons", "--terminal")
    assert code == 0
    one_message(err, "settings.json.broken-1")
    assert here("play", "four-afternoons", "--terminal", answers=["2"])[2] == ""


def test_settings_that_make_no_sense_are_named_and_the_others_count(here, tmp_path):
    (tmp_path / "data").mkdir()
    settings = {"theme": 5, "text_scale": 99, "timers": "yes", "keys": 3, "language": "nl", "of_tomorrow": [1]}
    (tmp_path / "data" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    code, out, err = here("play", "four-afternoons", "--terminal")
    assert code == 0
    one_message(err, "theme", "text_scale", "timers", "keys")
    assert "Je gesprek" in out
    assert json.loads((tmp_path / "data" / "settings.json").read_text(encoding="utf-8")) == settings


def test_a_second_copy_is_told_so_and_reading_goes_on(here, run, tmp_path):
    played(here, answers=["1"])
    playing = subprocess.Popen(
        [sys.executable, "run_sim.py", "play", "four-afternoons", "--terminal", "--data", str(tmp_path / "data")],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"LANG": "C.UTF-8"},
    )  # fmt: skip
    with playing:
        playing.stdin.write("1\n")
        playing.stdin.flush()
        assert "open call" in playing.stdout.readline()
        code, out, err = here("play", "four-afternoons", "--terminal", answers=["1"])
        assert (code, out) == (2, "")
        one_message(err, playing.pid, tmp_path / "data")
        assert here("list")[0] == here("check", ROOT / "scenarios" / "four-afternoons.yaml")[0] == 0
        assert here("rescore", "--all")[0] == 0
        assert "NOT OK. the results" not in here("doctor")[1]
        playing.communicate("q\ny\n", timeout=DEADLINE)
    assert [row["same"] for row in rows(here)] == [True]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 4 MB of our own, which holds a whole call with its -wal however it goes; only root can make one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "none", folder], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.skipif(not shutil.which("mount"), reason="needs mount")
def test_a_disk_that_fills_up_in_a_call_loses_nothing_of_it(here, small_disk):
    played(here, answers=["1"], data=small_disk)
    filler = small_disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    code, _, err = here("play", "four-afternoons", "--terminal", answers=["1", *["1"] * 40], data=small_disk)
    assert code == 2
    one_message(err, "The disk is full")
    assert here("rescore", "--all", data=small_disk)[0] == 0
    filler.unlink()
    code, out, err = here("play", "four-afternoons", "--terminal", answers=["1", *["1"] * 40], data=small_disk)
    assert (code, err) == (0, "")
    assert "Where every point comes from" in out
    assert [row["same"] for row in rows(here, data=small_disk)] == [True]


# --- streams and the system -----------------------------------------------------------------------------------------


def test_a_closed_standard_input_keeps_the_call_open(run, here):
    done = run("play", "four-afternoons", "--terminal", preexec_fn=lambda: os.close(0))
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"the call stays open" in done.stdout
    assert len(rows(here)) == 1


def test_closed_outputs_do_not_harm_the_results(run, here):
    def close():
        os.close(1)
        os.close(2)

    assert run("play", "four-afternoons", "--terminal", answers="11", preexec_fn=close).returncode == 0
    assert [row["same"] for row in rows(here)] == [None]


def test_a_reader_that_goes_away_is_no_error(run, tmp_path):
    program = [sys.executable, "run_sim.py", "schema", "--data", str(tmp_path)]
    process = subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(DEADLINE), errors) == (0, b"")


def test_answers_that_are_no_text_are_only_no_answers(run):
    answers = (b"\xff\xfe\n", b"\0\0\n", "é\n".encode())
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = run(
        "play", "four-afternoons", "--terminal", "--lang", "nl", environment=plain, raw=b"".join(answers) + b"1\n"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()
    assert done.stdout.count(b"is geen van de antwoorden") == len(answers)
    assert b"Jij: " in done.stdout


def test_json_says_every_character_where_the_output_lacks_it(run, tmp_path):
    (tmp_path / "own").mkdir()
    shipped = (ROOT / "scenarios" / "four-afternoons.yaml").read_text(encoding="utf-8")
    text = shipped.replace("id: four-afternoons", "id: our-call").replace("title: Four afternoons", "title: Käse 日本")
    (tmp_path / "own" / "our-call.yaml").write_text(text, encoding="utf-8")
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    for environment in (plain, {}):
        listed = json.loads(run("list", "--json", "--scenarios", tmp_path / "own", environment=environment).stdout)
        assert "Käse 日本" in [row["title"] for row in listed]


def test_no_home_folder_matters_to_nobody_who_names_a_data_folder(run):
    assert run("list", environment={"HOME": "/nonexistent/nowhere"}).returncode == 0


def test_a_home_folder_that_cannot_be_written_is_one_message(run, tmp_path):
    (tmp_path / "home").write_text("x", encoding="utf-8")
    done = run("play", "four-afternoons", "--terminal", environment={"HOME": str(tmp_path / "home")}, data="")
    assert done.returncode == 2
    one_message(done.stderr.decode(), tmp_path / "home", "--data")


def test_both_pygames_are_refused_with_the_command_that_mends_it(run, tmp_path):
    (tmp_path / "site" / "pygame-2.6.1.dist-info").mkdir(parents=True)
    done = run("play", "four-afternoons", environment={"PYTHONPATH": str(tmp_path / "site"), "DISPLAY": ":4711"})
    assert done.returncode == 2
    one_message(done.stderr.decode(), "pip uninstall -y pygame pygame-ce && pip install pygame-ce")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_a_display_that_does_not_answer_is_one_message(run):
    done = run("play", "four-afternoons", environment={"DISPLAY": ":4711"})
    assert done.returncode == 2
    one_message(done.stderr.decode(), "DISPLAY=:4711", "--terminal")


@pytest.mark.parametrize("name", ["no-such-folder/x.png", "x.txt"])
def test_a_picture_that_cannot_be_written_is_one_message(here, tmp_path, name):
    code, _, err = here("screenshot", "menu", "-o", tmp_path / name)
    assert code == 2
    one_message(err, name)


def test_an_interrupted_call_stays_open_and_says_so(here, tmp_path):
    program = [sys.executable, "run_sim.py", "play", "four-afternoons", "--terminal", "--data", str(tmp_path / "data")]
    process = subprocess.Popen(
        program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"LANG": "C.UTF-8"},
    )  # fmt: skip
    with process:
        assert any("  4  " in line for line in iter(process.stdout.readline, "")), "it ended before it asked"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=DEADLINE)
    assert (process.returncode, err) == (130, "")
    assert "Interrupted: the call stays open" in out
    assert [row["same"] for row in rows(here)] == [None]


def test_a_fault_of_the_program_itself_is_one_message_and_a_file_to_send(here, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()

    def broken(*_):
        raise ZeroDivisionError("in the middle of it")

    monkeypatch.setattr("sim.commands.content.list_scenarios", broken)
    code, out, err = here("list")
    assert (code, out) == (2, "")
    one_message(err, "ZeroDivisionError", tmp_path / "data" / "cool-head-fault.txt")
    assert "in the middle of it" in (tmp_path / "data" / "cool-head-fault.txt").read_text(encoding="utf-8")


# --- the same everywhere --------------------------------------------------------------------------------------------


def test_the_same_answers_give_the_same_bytes_under_any_hash_seed_and_in_any_language(run, tmp_path):
    machines = (
        {"PYTHONHASHSEED": "0", "LANG": "C.UTF-8"},
        {"PYTHONHASHSEED": "1", "LC_ALL": "nl_NL.UTF-8", "LANGUAGE": "nl"},
        {"PYTHONHASHSEED": "4242", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )
    answers = ("b", "2", "1", "h", "3", "1", "4", *["1"] * 30)
    kept = []
    for number, environment in enumerate(machines):
        folder = tmp_path / str(number)
        # The same call everywhere: the result says what a milestone was for in the words of the call.
        play = ("play", "four-afternoons", "--terminal", "--seed", "9", "--lang", "en")
        run(*play, answers=answers, environment=environment, data=folder)
        with closing(sqlite3.connect(folder / "cool-head.sqlite")) as database:
            events = database.execute("SELECT event FROM events ORDER BY seq").fetchall()
            kept.append((events, database.execute("SELECT result, setup FROM calls").fetchall()))
    assert len(kept[0][0]) > 6
    assert kept[0] == kept[1] == kept[2]
    told = {
        run("rescore", "--all", "--json", environment=environment, data=tmp_path / "0").stdout
        for environment in machines[1:]
    }
    assert len(told) == 1
    assert json.loads(told.pop())[0]["same"] is True
