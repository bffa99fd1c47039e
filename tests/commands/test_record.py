"""`record` as a trainer meets it."""

import pytest


def test_what_is_played_is_written_and_performs_the_same(tool, tmp_path):
    code, out, err = tool(
        "record", "four-afternoons", "-o", "mine.yaml", "--seed", "5", piped=["1", "b", "2"] + ["1"] * 30
    )
    assert (code, err) == (0, "")
    assert out.startswith("This call will be written to mine.yaml.")
    assert out.rstrip().endswith("Try it: run_sim.py perform mine.yaml")
    text = (tmp_path / "mine.yaml").read_text(encoding="utf-8")
    assert "seed: 5\n" in text
    assert "{breathe: 2}" in text
    assert tool("perform", "mine.yaml")[0] == 0
    assert tool("check", "mine.yaml")[0] == 0


def test_nothing_goes_to_the_journal(tool, tmp_path):
    tool("record", "four-afternoons", "-o", "mine.yaml", piped=["1"] * 30)
    assert not (tmp_path / "data").exists()


def test_the_end_of_the_input_writes_what_was_done_so_far(tool, tmp_path):
    code, out, _ = tool("record", "four-afternoons", "-o", "mine.yaml", piped=["1", "2"])
    text = (tmp_path / "mine.yaml").read_text(encoding="utf-8")
    assert code == 0
    assert "what was played so far is written" in out
    assert "Start the program again" not in out
    assert text.count("{reply:") == 2
    assert "ending:" not in text
    assert tool("perform", "mine.yaml")[0] == 0


def test_a_play_beside_the_schema_names_it_for_the_editor(tool, tmp_path):
    tool("new", "our-call")
    tool("record", "our-call.yaml", "-o", "plays/mine.yaml", piped=["1"] * 20)
    first = (tmp_path / "plays" / "mine.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../play.schema.json"
    assert tool("perform", "plays/mine.yaml")[0] == 0


def test_nothing_said_is_nothing_written(tool, tmp_path):
    code, _, err = tool("record", "four-afternoons", "-o", "mine.yaml")
    assert code == 1
    assert "Nothing was said" in err
    assert not (tmp_path / "mine.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["no-such-call", "-o", "a.yaml"], "no-such-call"),
        (["four-afternoons"], "-o"),
        (["four-afternoons", "-o", "a.txt"], "a.txt"),
        (["four-afternoons", "-o", "no/such/a.yaml"], "no/such"),
        (["four-afternoons", "-o", "there.yaml"], "there.yaml"),
        (["four-afternoons", "-o", "a.yaml", "--seed", "-1"], "--seed"),
        (["four-afternoons", "-o", "a.yaml", "--seed", "x"], "--seed"),
    ],
)
def test_wrong_use_is_said_before_anything_is_played(tool, tmp_path, arguments, word):
    (tmp_path / "there.yaml").write_text("mine", encoding="utf-8")
    code, out, err = tool("record", *arguments, piped=["1"] * 30)
    assert (code, out) == (2, "")
    assert word in err
    assert len(err.strip().splitlines()) == 1
    assert (tmp_path / "there.yaml").read_text(encoding="utf-8") == "mine"


def test_help_has_an_example(tool, capsys):
    with pytest.raises(SystemExit):
        tool("record", "--help")
    assert "run_sim.py record four-afternoons -o" in capsys.readouterr().out
