"""`check` as its users meet it: faces, progress, and --watch until Ctrl-C."""

from pathlib import Path

import pytest

from sim.cli import main
from sim.commands import checking

MUST_FAIL = Path(__file__).parents[1] / "must_fail"
GOOD = (MUST_FAIL / "q012-fact-not-at-hand.yaml").read_text(encoding="utf-8").replace("for Friday", "now")


@pytest.fixture
def call(tmp_path):
    """A scenario without a problem."""
    path = tmp_path / "the-call.yaml"
    path.write_text(GOOD.replace("id: q012-fact-not-at-hand", "id: the-call"), encoding="utf-8")
    return path


def check(capsys, tmp_path, *arguments):
    code = main(["check", *map(str, arguments), "--lang", "en", "--data", str(tmp_path / "data")])
    return code, *capsys.readouterr()


@pytest.mark.parametrize(
    ("face", "code"),
    [("style: bun", ""), ("age: 41", ""), ("hat: red", "F032"), ("style: bunn", "F033"), ("age: old", "F033")],
)
def test_a_face_is_held_against_what_can_be_drawn(capsys, tmp_path, call, face, code):
    text = call.read_text(encoding="utf-8").replace("  start: {anger", f"  face: {{{face}}}\n  start: {{anger")
    call.write_text(text, encoding="utf-8")
    _, out, err = check(capsys, tmp_path, call)
    assert (code in err) if code else ("no warnings" in out and err == "")


def test_watching_tells_each_change_and_ends_with_ctrl_c(capsys, tmp_path, call, monkeypatch):
    good = call.read_text(encoding="utf-8")
    edits = iter([good.replace("to: done", "to: don", 1), good + "# mended\n"])

    def next_edit(seconds):
        text = next(edits, None)
        if text is None:
            raise KeyboardInterrupt
        call.write_text(text, encoding="utf-8")

    monkeypatch.setattr(checking.time, "sleep", next_edit)
    code, out, err = check(capsys, tmp_path, call, "--watch")
    assert code == 0
    assert out.count(f"changed: {call}") == 2
    assert f"mended: {call}:22:" in out
    assert err.count("S001") == 1


def test_a_folder_in_which_nothing_is_read_does_not_look_faultless(capsys, tmp_path, call):
    folder = tmp_path / "sent"
    folder.mkdir()
    assert f"{folder}: there is nothing to check here" in check(capsys, tmp_path, folder)[2]
    for name in ("the-call.yaml.txt", "other.YAML", "notes.txt"):
        (folder / name).write_text(call.read_text(encoding="utf-8"), encoding="utf-8")
    _, _, err = check(capsys, tmp_path, folder)
    assert err.count(" is not read: ") == 2
    call.rename(folder / call.name)
    assert "nothing to check" not in check(capsys, tmp_path, folder)[2]


def test_watching_an_empty_folder_says_that_it_watches(capsys, tmp_path, monkeypatch):
    def ctrl_c(seconds):
        raise KeyboardInterrupt

    (tmp_path / "empty").mkdir()
    monkeypatch.setattr(checking.time, "sleep", ctrl_c)
    code, out, err = check(capsys, tmp_path, tmp_path / "empty", "--watch")
    assert (code, "Watching." in out, "nothing to check" in err) == (0, True, True)


def test_watching_and_json_do_not_go_together(capsys, tmp_path, call):
    code, out, err = check(capsys, tmp_path, call, "--watch", "--json")
    assert (code, out) == (2, "")
    assert "--watch" in err
