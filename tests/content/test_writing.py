"""Files are written whole or not at all; texts are read back as they were meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.content.reading import read_text
from sim.content.writing import commented, quoted, without_unwanted, write_whole


@given(st.text())
def test_a_quoted_text_is_read_back_as_it_was(text):
    text = without_unwanted(text)
    document = read_text(f"a: {quoted(text)}\n", "a.yaml")
    assert (document.value, document.problems) == ({"a": text}, ())


@given(st.text())
def test_a_text_as_comments_never_becomes_anything_else(text):
    lines = list(commented(text, "# en: ", "  "))
    document = read_text("\n".join(["a: b", *lines, "c: d"]), "a.yaml")
    assert (document.value, document.problems) == ({"a": "b", "c": "d"}, ())


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    write_whole(path, "né")
    assert path.read_bytes() == "né".encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["a.yaml"]


def test_a_fresh_file_never_overwrites_one(tmp_path):
    path = tmp_path / "a.yaml"
    write_whole(path, "mine", fresh=True)
    with pytest.raises(FileExistsError) as error:
        write_whole(path, "other", fresh=True)
    assert error.value.filename == str(path)
    assert path.read_text(encoding="utf-8") == "mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_what_cannot_be_written_names_the_file_that_was_meant(tmp_path):
    with pytest.raises(OSError, match=r"here/a\.yaml"):
        write_whole(tmp_path / "not" / "here" / "a.yaml", "x")


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.yaml").write_text("old", encoding="utf-8")
    link = tmp_path / "link.yaml"
    link.symlink_to(tmp_path / "real.yaml")
    write_whole(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "real.yaml").read_text(encoding="utf-8") == "new"
