"""The check of files and folders: what each file is, warnings that are accepted, nothing hides the rest."""

import json
from pathlib import Path

import pytest

from sim.content.checking import check_file, check_paths, kind_of

EXAMPLE = Path(__file__).parent / "four-afternoons.yaml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
# The example of the format is short, so that what it shows is seen: as a call it is too plain to be fair.
ADVICE = ["Q007", "Q008", "Q009", "Q012"]
ACCEPT = "".join(f"  - {{code: {code}, reason: It shows the format.}}\n" for code in ADVICE)
QUIET = TEXT.replace("format: 1\n", f"format: 1\naccept:\n{ACCEPT}", 1)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.yaml", "scenario"),
        ("a.nl.yaml", "translation"),
        ("service.yaml", "service"),
        ("service.nl.yaml", "service"),
        ("lexicon.en.yaml", "lexicon"),
        ("lexicon.yaml", "lexicon"),
        ("plays/a-ideal.yaml", "play"),
        ("plays/a.nl.yaml", "play"),
        ("nl.yaml", "scenario"),
    ],
)
def test_what_a_file_is_follows_from_its_name_and_folder(name, kind):
    assert kind_of(Path("scenarios") / name) == kind


def folder(tmp_path, **files):
    for name, text in files.items():
        path = tmp_path / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_example_of_the_format_has_no_error_and_is_told_why_it_is_no_fair_call():
    report = check_file(EXAMPLE)
    assert (report.kind, report.errors, report.accepted) == ("scenario", (), ())
    assert sorted({problem.code for problem in report.problems}) == ADVICE


def test_one_broken_file_hides_no_other(tmp_path):
    (tmp_path / "bad.yaml").write_bytes(b"\xff\xfe")
    (tmp_path / "four-afternoons.yaml").write_text(QUIET, encoding="utf-8")
    (tmp_path / "worse.yaml").write_text("a: [", encoding="utf-8")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.yaml").write_text("a: [", encoding="utf-8")
    found = {Path(report.path).name: [p.code for p in report.problems] for report in check_paths([tmp_path])}
    assert found == {"bad.yaml": ["Y003"], "four-afternoons.yaml": [], "worse.yaml": ["Y014"]}


def test_a_missing_path_is_a_problem(tmp_path):
    (report,) = check_paths([tmp_path / "nothing.yaml"])
    assert [problem.code for problem in report.errors] == ["Y001"]


def test_a_file_named_twice_is_checked_once():
    assert len(list(check_paths([EXAMPLE, EXAMPLE]))) == 1


def test_an_accepted_warning_is_kept_with_its_reason(tmp_path):
    text = TEXT.replace(", because: The summary shows that she was heard; the question finds the need.", "")
    text = text.replace("format: 1\n", f"format: 1\naccept:\n  - {{code: Q001, reason: A draft.}}\n{ACCEPT}", 1)
    report = check_file(folder(tmp_path, **{"four-afternoons_yaml": text}) / "four-afternoons.yaml")
    assert report.problems == ()
    assert ("Q001", "A draft.") in [(problem.code, reason) for problem, reason in report.accepted]


def test_an_error_cannot_be_accepted(tmp_path):
    text = TEXT.replace("to: story", "to: nowhere", 1)
    text = text.replace("format: 1\n", "format: 1\naccept: [{code: S001, reason: Soon.}]\n", 1)
    report = check_file(folder(tmp_path, **{"four-afternoons_yaml": text}) / "four-afternoons.yaml")
    assert [problem.code for problem in report.errors] == ["S001"]


def test_a_translation_beside_its_scenario_is_fine(tmp_path):
    folder(
        tmp_path,
        **{
            "four-afternoons_yaml": QUIET,
            "four-afternoons_nl_yaml": "format: 1\nid: four-afternoons\nlanguage: nl\ntitle: Vier middagen\n"
            "accept: [{code: T003, reason: A start.}, {code: T004, reason: A start.}]\n",
            "service_yaml": "format: 1\npurpose: Help.\nnorms: [{id: own-it, text: Yours.}]\n",
            "service_nl_yaml": "format: 1\nlanguage: nl\npurpose: Hulp.\nnorms: {own-it: {text: Van jou.}}\n",
            "lexicon_en_yaml": "format: 1\nlanguage: en\nentries: [{id: c, phrase: x, kind: encouraged}]\n",
            "plays__four_yaml": "format: 1\nscenario: four-afternoons\nsteps: [{reply: a}]\n",
        },
    )
    reports = list(check_paths([tmp_path]))
    assert [problem.to_line() for report in reports for problem in report.problems] == []
    assert sorted(report.kind for report in reports) == [
        "lexicon", "play", "scenario", "service", "service", "translation",
    ]  # fmt: skip


def test_a_play_outside_of_a_plays_folder_is_known_by_its_steps(tmp_path):
    folder(
        tmp_path, **{"four-afternoons_yaml": TEXT, "p_yaml": "format: 1\nscenario: four-afternoons\nsteps: [wait]\n"}
    )
    report = check_file(tmp_path / "p.yaml")
    assert report.kind == "play"
    assert [problem.code for problem in report.problems] == ["P002"]


def test_a_problem_is_one_line_for_people_and_plain_json_for_programs(tmp_path):
    path = folder(tmp_path, **{"x_yaml": "a: b: c\n"}) / "x.yaml"
    (problem,) = check_file(path).problems
    place, hint = problem.to_line().split("\n")
    assert place == f"{path}:1:5: Y007 There is a colon inside unquoted text."
    assert hint == '    Put the text in quotes: a: "...".'
    keys = ["code", "severity", "path", "line", "column", "message", "hint"]
    assert list(json.loads(json.dumps(problem.to_json()))) == keys


def test_a_file_name_that_is_no_utf8_can_still_be_printed(tmp_path):
    path = tmp_path / "bad\udcff.yaml"
    path.write_text("a: b: c\n", encoding="utf-8")
    (report,) = check_paths([tmp_path])
    for problem in report.problems:
        problem.to_line().encode("utf-8")
        json.dumps(problem.to_json(), ensure_ascii=False).encode("utf-8")
