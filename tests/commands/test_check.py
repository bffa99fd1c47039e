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


def test_watching_and_json_do_not_go_together(capsys, tmp_path, call):
    code, out, err = check(capsys, tmp_path, call, "--watch", "--json")
    assert (code, out) == (2, "")
    assert "--watch" in err
