"""The index of headers: nothing is read twice, nothing that changed is missed, a broken index is as good as none."""

import json
import os
from pathlib import Path

import pytest

from sim.content import headers, index
from sim.content.headers import read_header
from sim.content.index import HeaderIndex
from sim.content.library import Library

TEXT = (Path(__file__).parent / "four-afternoons.yaml").read_text(encoding="utf-8")
LONG_AGO = 1_600_000_000


@pytest.fixture
def folder(tmp_path):
    """Sixty scenarios that were last changed long ago."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    for number in range(60):
        put(shelf, f"call-{number:02}")
    return shelf


@pytest.fixture
def parsed(monkeypatch):
    """The names of the files whose header is parsed from now on."""
    found = []

    def noted(data, path):
        found.append(path.stem)
        return headers.header_of(data, path)

    monkeypatch.setattr(index, "header_of", noted)
    return found


def put(shelf, name, title="Four afternoons", changed=LONG_AGO):
    path = shelf / f"{name}.yaml"
    text = TEXT.replace("id: four-afternoons", f"id: {name}", 1).replace("title: Four afternoons", f"title: {title}", 1)
    path.write_text(text, encoding="utf-8")
    if changed is not None:
        os.utime(path, ns=(round(changed * 1e9), round(changed * 1e9)))
    return path


def titles(shelf, file):
    return {listed.id: listed.title for listed in Library([shelf], HeaderIndex(file)).scenarios}


def test_a_second_listing_reads_nothing_and_says_the_same(folder, tmp_path, parsed):
    file = tmp_path / "cache" / "headers.json"
    first = Library([folder], HeaderIndex(file)).scenarios
    assert len(parsed) == 60
    second = Library([folder], HeaderIndex(file)).scenarios
    assert len(parsed) == 60
    assert first == second == Library([folder]).scenarios


def test_a_file_that_changed_is_read_again(folder, tmp_path, parsed):
    file = tmp_path / "headers.json"
    titles(folder, file)
    put(folder, "call-07", "Five afternoons, at last", changed=LONG_AGO + 9)
    parsed.clear()
    assert titles(folder, file)["call-07"] == "Five afternoons, at last"
    assert parsed == ["call-07"]


def test_a_file_of_the_same_size_and_time_is_told_by_its_content_when_it_had_just_changed(folder, tmp_path):
    file = tmp_path / "headers.json"
    before = put(folder, "call-07", "Four afternoonz", changed=None).stat()
    titles(folder, file)
    path = put(folder, "call-07", "Fore afternoons")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert titles(folder, file)["call-07"] == "Fore afternoons"


def test_a_file_that_was_only_touched_is_known_by_its_hash(folder, tmp_path, parsed):
    file = tmp_path / "headers.json"
    titles(folder, file)
    put(folder, "call-07", changed=LONG_AGO + 99)
    parsed.clear()
    assert titles(folder, file)["call-07"] == "Four afternoons"
    assert parsed == []


def test_new_and_deleted_files_are_noticed(folder, tmp_path):
    file = tmp_path / "headers.json"
    titles(folder, file)
    put(folder, "call-99")
    (folder / "call-00.yaml").unlink()
    found = titles(folder, file)
    assert "call-99" in found
    assert "call-00" not in found
    assert "call-00" not in file.read_text(encoding="utf-8")


def test_a_broken_file_is_a_problem_each_time(folder, tmp_path):
    (folder / "bad.yaml").write_text("id: bad\ntitle: x: y\n", encoding="utf-8")
    for _ in range(2):
        library = Library([folder], HeaderIndex(tmp_path / "headers.json"))
        assert [problem.code for problem in library.problems] == ["Y007"]


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{", '{"version": 1}', '{"version": 1, "files": 3}', '{"version": 999, "files": {}}', "[" * 100_000,
        '{"version": 1, "files": {"NAME": [1, 2, "x"]}}', '{"version": 1, "files": {"NAME": [SIZE, TIME, "x", [1]]}}',
        '{"version": 1, "files": {"NAME": [SIZE, TIME, "x", null]}}', "\ud800",
    ],
)  # fmt: skip
def test_a_broken_index_is_as_good_as_none(folder, tmp_path, text):
    path = folder / "call-00.yaml"
    found = path.stat()
    text = text.replace("NAME", str(path)).replace("SIZE", str(found.st_size)).replace("TIME", str(found.st_mtime_ns))
    file = tmp_path / "headers.json"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert len(titles(folder, file)) == 60


def test_an_index_that_cannot_be_written_is_no_trouble(folder, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert len(titles(folder, tmp_path / "file" / "headers.json")) == 60


def test_a_few_files_need_no_index(tmp_path):
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    put(shelf, "a")
    titles(shelf, tmp_path / "headers.json")
    assert not (tmp_path / "headers.json").exists()


def test_the_index_is_plain_json(folder, tmp_path):
    file = tmp_path / "headers.json"
    titles(folder, file)
    assert len(json.loads(file.read_text(encoding="utf-8"))["files"]) == 60
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["headers.json"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Four afternoons", '"title": Four afternoons'),
        ("nodes:\n", "other:\n  - 1\nnodes:\n"),
        ("format: 1\n", "# a note\n\nformat: 1\n"),
        ("title: Four afternoons\n", "title: >-\n\n  Four\n\n  afternoons\n"),
        ("title: Four afternoons\n", "title:\n  Four afternoons\n"),
        ("\n", "\r\n"),
        ("format: 1\n", "\ufeffformat: 1\n"),
        ("policy:", "policy:    # id: other\n# title: other\n"),
    ],
)
def test_a_header_is_the_same_however_it_is_written(tmp_path, old, new):
    plain, other = put(tmp_path, "a"), tmp_path / "b" / "a.yaml"
    other.parent.mkdir()
    text = plain.read_text(encoding="utf-8")
    assert old in text
    other.write_bytes(text.replace(old, new).encode())
    wanted, found = read_header(plain).listed, read_header(other).listed
    assert found is not None
    assert found.title.split() == wanted.title.split()
    assert (found.caller, found.start, found.minutes) == (wanted.caller, wanted.start, wanted.minutes)


@pytest.mark.parametrize("twice", ["title: Other\n", "id: other\n"])
def test_a_key_given_twice_is_a_problem_of_the_header_too(tmp_path, twice):
    path = put(tmp_path, "a")
    path.write_text(path.read_text(encoding="utf-8").replace("nodes:\n", f"{twice}nodes:\n"), encoding="utf-8")
    assert [problem.code for problem in read_header(path).problems] == ["Y019"]
