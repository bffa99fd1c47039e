import json
import os
import sys

import pytest

from sim.content.compiled import compiled


@pytest.fixture(autouse=True)
def may_write(monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def files(tmp_path):
    found = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for path in found:
        path.write_text("one: 1")
        os.utime(path, (1e9, 1e9))
    return found


class Reader:
    """Counts how often the files were read."""

    def __init__(self, value):
        self.value, self.times = value, 0

    def __call__(self):
        self.times += 1
        return self.value


def test_what_was_read_is_not_read_again_while_the_files_are_the_same(files):
    reader = Reader({"one": ["1", None]})
    assert [compiled("words", files, reader) for _ in range(3)] == [reader.value] * 3
    assert reader.times == 1


@pytest.mark.parametrize("change", ["longer: 12", "one: 2"])
def test_a_changed_file_is_read_again(files, change):
    compiled("words", files, Reader("old"))
    files[1].write_text(change)
    os.utime(files[1], (1e9 + 1, 1e9 + 1))
    assert compiled("words", files, Reader("new")) == "new"


def test_another_file_beside_the_first_ones_is_noticed(files, tmp_path):
    compiled("words", files[:1], Reader("old"))
    assert compiled("words", files, Reader("new")) == "new"


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"of": []}', "[" * 5000, "\udc80"])
def test_a_damaged_memory_is_no_memory(files, content):
    compiled("words", files, Reader("old"))
    (kept,) = (files[0].parent / "__pycache__").iterdir()
    kept.write_text(content, errors="surrogatepass")
    assert compiled("words", files, Reader("new")) == "new"
    assert json.loads(kept.read_text())["value"] == "new"


def test_a_file_that_has_just_changed_is_not_remembered(files):
    os.utime(files[0])
    reader = Reader("value")
    assert [compiled("words", files, reader) for _ in range(2)] == ["value"] * 2
    assert reader.times == 2


def test_nothing_is_written_where_python_writes_no_bytecode(files, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compiled("words", files, Reader("value")) == "value"
    assert not (files[0].parent / "__pycache__").exists()


def test_a_folder_that_cannot_be_written_to_is_no_trouble(files):
    (files[0].parent / "__pycache__").write_text("in the way")
    assert compiled("words", files, Reader("value")) == "value"


def test_a_file_that_is_missing_is_left_to_the_reader(files):
    files[0].unlink()

    def read():
        raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        compiled("words", files, read)
