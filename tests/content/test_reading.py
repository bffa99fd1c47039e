"""Reading YAML strictly: text stays text, places are kept, hostile files are only problems."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.content.building import MOST_PROBLEMS
from sim.content.catalogue import BY_NAME
from sim.content.problem_words import in_language
from sim.content.problems import make
from sim.content.reading import MOST_BYTES, limited, read_bytes, read_file, read_text
from tests.examples import examples


def codes(document):
    return [problem.code for problem in document.problems]


def places(document):
    return [(problem.code, problem.line, problem.column) for problem in document.problems]


@pytest.mark.parametrize(
    "typed", ["no", "12:30", "010", "1.10", "~", "null", "2024-01-01", "0x1F", "1e3", "yes", "<<", "=", "a:b", "-1"]
)
def test_what_was_typed_stays_what_was_typed(typed):
    document = read_text(f"key: {typed}\nlist: [{typed}]\n{typed}: value\n", "f")
    assert document.value == {"key": typed, "list": [typed], typed: "value"}
    assert codes(document) == []


def test_quotes_and_folded_texts_are_read_as_yaml_says():
    text = 'a: \'it\'\'s\'\nb: "say \\"hi\\""\nc: >\n  one\n  two\nd: |\n  one\n  two\ne: one\n  two\nf: ""\n'
    assert read_text(text, "f").value == {
        "a": "it's",
        "b": 'say "hi"',
        "c": "one two\n",
        "d": "one\ntwo\n",
        "e": "one two",
        "f": "",
    }


def test_every_key_and_value_knows_its_place():
    document = read_text("top:\n  - {name: Ada, é😀: x}\n  - second\n", "f")
    assert document.find(("top",))[1].key_place == (1, 1)
    assert document.find(("top", 0, "name"))[1].key_place == (2, 6)
    assert document.find(("top", 0, "name"))[1].place == (2, 12)
    assert document.find(("top", 0, "é😀"))[1].place == (2, 21)
    assert document.find(("top", 1))[1].place == (3, 5)


def test_a_way_that_ends_early_finds_the_deepest_part():
    document = read_text("top:\n  inner: text\n", "f")
    value, spot = document.find(("top", "inner", "deeper", 3))
    assert (value, spot.place) == ("text", (2, 10))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_count_alike_whatever_their_ends(end):
    text = end.join(["a: 1", "b: 2", "a: 3", ""])
    assert places(read_text(text, "f")) == [("Y019", 3, 1)]


def test_a_byte_order_mark_is_fine_and_moves_nothing():
    document = read_bytes("﻿a: 1\na: 2\n".encode(), "f")
    assert document.value == {"a": "1"}
    assert places(document) == [("Y019", 2, 1)]


def test_a_tab_inside_quotes_or_after_a_value_is_fine():
    assert codes(read_text('a: "x\ty"\nb: 1\t# note\nc:\t2\n\t\nd: 3\n', "f")) == []


SLIPS = [
    ("a: b: c\n", [("Y007", 1, 5)]),
    ("x: 1\nsay: Well: hello\ny: a: b\n", [("Y007", 2, 10), ("Y007", 3, 5)]),
    ("a: {say: Well: hello, m: [x]}\n", [("Y007", 1, 14)]),
    ("title: foo\n  level: 2\n", [("Y008", 2, 3)]),
    ("a:\n  b: 1\n c: 2\n", [("Y008", 3, 2)]),
    ("  a: 1\nb: 2\n", [("Y008", 2, 1)]),
    ("a:\n  - b\n - c\n", [("Y008", 3, 2)]),
    ("title Four\nx: 1\n", [("Y013", 1, 1)]),
    ("x: 1\ntitle Four\ny: 2\n", [("Y013", 2, 1)]),
    ("a:b\nc: 1\n", [("Y013", 1, 1)]),
    ('a: "x\nb: 1\n', [("Y010", 1, 4)]),
    ('a: "x\nb: "y"\nc: 1\n', [("Y010", 1, 4)]),
    ("a: 'x\n", [("Y010", 1, 4)]),
    ("a: 'It's fine'\n", [("Y011", 1, 8)]),
    ('a: "Hello" she said\nb: 1\n', [("Y011", 1, 12)]),
    ('a: {say: "x" y}\n', [("Y011", 1, 14)]),
    ("a: “Hello”\n", [("Y012", 1, 4)]),
    ("a: “Hello: you”\n", [("Y012", 1, 4)]),
    ("a: {say: “Hello, you”, m: [x]}\n", [("Y012", 1, 10), ("Y012", 1, 18)]),
    ("a: {say: Hello, you, m: [x]}\n", [("Y028", 1, 17)]),
    ("a:\n\tb: 1\n", [("Y006", 2, 1)]),
    ("a:\n  b: 1\n\tc: 2\n", [("Y006", 3, 1)]),
    ("a: {b: 1,\n\tc: 2}\n", [("Y006", 2, 1)]),
    ("a:\n  - b: 1\n  c: 2\n", [("Y009", 3, 3)]),
    ("a:\n  - x\n  y\n  - z\n", [("Y009", 3, 3)]),
    ("a: 1\n  - b\n", [("Y027", 2, 3)]),
    ("a: - x\n", [("Y027", 1, 4)]),
    ("a:\n  b: 1\n\tc: 2\n  d: 3\n", [("Y006", 3, 1)]),
    ("n:\n  a:\n\tb: 1\n    c: 2\n", [("Y006", 3, 1)]),
    ("n:\n  - a: 1\n    \tb: 2\n    c: 3\n", [("Y006", 3, 1)]),
    ("n:\n  - a: 1\n\tb: 2\n", [("Y006", 3, 1)]),
    ("n:\n  a:\n    x: 1\nb:\n    x: 2\n  c:\n    x: 3\n", [("Y008", 4, 1)]),
    ("n:\n  a:\n    x: 1\nb:\n    x: 2\n  y: 3\n", [("Y008", 6, 3)]),
    ("n:\n  a:\n\u00a0\u00a0\u00a0\u00a0b: 1\n    c: 2\n", [("Y005", 3, 1)]),
    ("n:\n  - a: 1\n  -\u00a0a: 2\n", [("Y005", 3, 4)]),
    ("a: 1\nb:\u00a02\n", [("Y005", 2, 3)]),
    ('a: Hello."\n', [("Y032", 1, 10)]),
    ("a: *sighs* x\n", [("Y015", 1, 4)]),
    ("a: ? what\nb: 'x\n", [("Y015", 1, 4), ("Y010", 2, 4)]),
    ("a: @home\nb: 'x\n", [("Y015", 1, 4), ("Y010", 2, 4)]),
    ("a: [Sighs] Hello\nb: 1", [("Y015", 1, 4)]),
    ("a: [x, y\nb: 1\n", [("Y014", 1, 4)]),
    ("a: {b: c}}\n", [("Y014", 1, 10)]),
    ("a: *x\n", [("Y020", 1, 4)]),
    ("a: &x y\n", [("Y020", 1, 4)]),
    ("a: !!int 3\n", [("Y021", 1, 4)]),
    ("a:\nb: 1\n", [("Y018", 1, 1)]),
    ("a:\n- \n- x\n", [("Y018", 2, 2)]),
    ("? [a]\n: b\n", [("Y022", 1, 3)]),
    ("a: 1\n---\nb: 1\n", [("Y023", 2, 1)]),
    ("a: 1\n...\nb: 2\n", [("Y023", 3, 1)]),
    ('a: "x\\w"\n', [("Y016", 1, 6)]),
    ("a: ref #4471\n", [("Y026", 1, 8)]),
    ("# nothing\n", [("Y004", 1, 1)]),
    ("", [("Y004", 1, 1)]),
]


@pytest.mark.parametrize(("text", "expected"), SLIPS, ids=lambda value: repr(value)[:40])
def test_a_slip_is_named_at_its_place(text, expected):
    assert places(read_text(text, "f")) == expected


@pytest.mark.parametrize("text", ['a: 10\u00a0euro\nb: "\u00a0x"\n', 'a: She said "no"\nb: x\n', 'a: "x"\n'])
def test_spaces_and_quotes_that_are_meant_are_let_alone(text):
    assert codes(read_text(text, "f")) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: x\x00y\n", (1, 5)),
        ("a: 1\nb: x\u202ey\n", (2, 5)),
        ("a: x\u2066y\n", (1, 5)),
        ("a: x\x1b[31m\n", (1, 5)),
        ("a: x\u2028y\n", (1, 5)),
        ('a: "x\\u202ey"\n', (1, 6)),
        ('a: "x\\x1by"\n', (1, 6)),
        ('a: "x\\ey"\n', (1, 6)),
        ('a: "x\\ud800y"\n', (1, 6)),
        ('a: "é\\\\ \\u2067"\n', (1, 9)),
    ],
)
def test_characters_that_hide_something_are_refused_by_name(text, place):
    (problem,) = read_text(text, "f").problems
    assert (problem.code, (problem.line, problem.column)) == ("Y005", place)
    assert "U+" in problem.message
    assert problem.to_line().replace("\n", "").isprintable()


def test_lone_surrogates_in_bytes_are_not_utf8():
    assert codes(read_bytes(b"a: \xed\xa0\x80\n", "f")) == ["Y003"]


def test_a_file_of_another_encoding_says_where():
    assert places(read_bytes("a: 1\nb: é\n".encode("latin-1"), "f")) == [("Y003", 2, 4)]
    assert codes(read_bytes("a: 1\n".encode("utf-16"), "f")) == ["Y003"]


HOSTILE = {
    "an alias bomb": b"a: &a [x,x]\n" + b"".join(b"%c: &%c [*%c,*%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 122)),
    "deep flow lists": b"[" * 100_000,
    "deep flow groups": b"{a: " * 100_000,
    "deep dashes": b"- " * 100_000,
    "deep complex keys": b"? " * 100_000,
    "only NULs": b"\x00" * 100_000,
    "a list without end": b"[" + b"a," * 400_000,
    "a group without end": b"".join(b"k%d: v\n" % n for n in range(80_000)),
    "the same key again and again": b"k: v\n" * 150_000,
    "problems on every line": b"a: b: c\n" * 100_000,
    "tabs on every line": b"\ta: 1\n" * 100_000,
    "escapes without end": b'a: "' + b"\\u202e" * 150_000 + b'"',
    "quotes without end": b"'" * 500_005,
    "one long line of colons": b"a: " * 300_000,
    "one long line of hashes": b"a: x" + b" #y" * 300_000,
    "hyphens in a text": b"a: x\n" + b"  - y\n" * 150_000,
}


# A fifth of each is enough for a reader that goes back again and again to take minutes.
@pytest.mark.parametrize("parts", [5, pytest.param(1, marks=pytest.mark.slow)], ids=["fifth", "whole"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_handful_of_problems(name, parts):
    document = read_bytes(HOSTILE[name][: len(HOSTILE[name]) // parts], "f")
    assert 1 <= len(document.problems) <= MOST_PROBLEMS + 1


@pytest.mark.parametrize("begin", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf1", b"%PDF-1.7"])
def test_a_document_of_a_word_processor_is_said_to_be_one(begin):
    (problem,) = read_bytes(begin + b" format: 1\n\x00\xff", "f").problems
    assert (problem.code, problem.line) == ("Y031", 1)
    assert "word processor" in problem.message


def test_a_file_over_the_limit_is_one_problem():
    assert len(read_bytes(b"a: " + b"x" * MOST_BYTES, "f").problems) == 1


def test_a_file_of_10_mb_is_not_even_read_whole(tmp_path):
    path = tmp_path / "big.yaml"
    with path.open("wb") as stream:
        stream.truncate(10_000_000)
    assert codes(read_file(path)) == ["Y002"]


def test_what_is_no_plain_file_is_a_problem(tmp_path):
    assert codes(read_file(tmp_path)) == ["Y001"]
    assert codes(read_file(tmp_path / "missing.yaml")) == ["Y001"]
    assert codes(read_file(tmp_path / "nul\0.yaml")) == ["Y001"]


def test_a_file_that_is_not_there_is_said_in_words_that_have_a_translation(tmp_path):
    (problem,) = read_file(tmp_path / "gone.yaml").problems
    assert "there is no such file" in problem.message
    assert "dat bestand is er niet" in in_language(problem, "nl").message


def test_many_problems_end_with_how_many_are_left():
    document = read_text("".join(f"k: {n}\n" for n in range(150)), "f")
    assert codes(document)[:MOST_PROBLEMS] == ["Y019"] * MOST_PROBLEMS
    assert codes(document)[MOST_PROBLEMS] == "Y029"
    assert document.problems[MOST_PROBLEMS].severity == "error"


def test_many_warnings_are_no_error():
    warning = make(BY_NAME["missing-text"], "f", (1, 1), found="x", count=1)
    found = limited([replace(warning, line=line) for line in range(1, 150)])
    assert [problem.code for problem in found][-2:] == ["T003", "Y029"]
    assert {problem.severity for problem in found} == {"warning"}


def test_reading_can_stop_before_a_key(tmp_path):
    path = tmp_path / "f.yaml"
    path.write_text("a: 1\nnodes:\n  broken: [\n", encoding="utf-8")
    document = read_file(path, before="nodes")
    assert document.value == {"a": "1"}
    assert codes(document) == []


@examples(300)
@given(st.binary(max_size=300))
def test_random_bytes_never_raise(data):
    document = read_bytes(data, "f")
    assert all(problem.line >= 1 and problem.column >= 1 for problem in document.problems)


@examples(300)
@given(st.text(alphabet="ab:-[]{},\"'#&*!|>%@`? \n\t“\\", max_size=80))
def test_random_yaml_never_raises(text):
    document = read_text(text, "f")
    assert document.problems or isinstance(document.value, (dict, list, str))


def test_the_pure_parser_reads_the_same(monkeypatch):
    import yaml

    from sim.content import building

    rng = random.Random(5)
    texts = [text for text, _ in SLIPS if "\t" not in text]
    rng.shuffle(texts)
    c_parser = [places(read_text(text, "f")) for text in texts]
    monkeypatch.setattr(building, "Loader", yaml.SafeLoader)
    pure = [places(read_text(text, "f")) for text in texts]
    same = sum(a == b for a, b in zip(c_parser, pure, strict=True))
    assert all(pure), "the pure parser finds a problem wherever the C parser does"
    assert same >= len(texts) * 0.8, [t for t, a, b in zip(texts, c_parser, pure, strict=True) if a != b]
