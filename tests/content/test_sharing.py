"""Many files are shared out among processes: the same reports in the same order, and a dying process hides nothing."""

from pathlib import Path

import pytest

from sim.content.checking import check_paths
from sim.content.sharing import Work, shared_out
from tests.content.deadly_work import given_up, length_of

TEXT = (Path(__file__).parent / "four-afternoons.yaml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_two_processes_find_what_one_finds(tmp_path):
    for number in range(24):
        text = TEXT.replace("id: four-afternoons", f"id: call-{number:02}", 1)
        (tmp_path / f"call-{number:02}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "call-07.yaml").write_bytes(b"\xff")
    (tmp_path / "twin.yaml").write_text(TEXT.replace("id: four-afternoons", "id: call-09", 1), encoding="utf-8")
    alone = list(check_paths([tmp_path]))
    assert list(check_paths([tmp_path], workers=2)) == alone
    assert [problem.code for report in alone for problem in report.errors] == ["Y003", "F026"]


@pytest.mark.slow  # processes are begun anew again and again
def test_a_file_that_ends_its_process_hides_no_other():
    files = [Path(f"file-{number}") for number in range(8)]
    found = list(shared_out(Work(length_of, "file-6", given_up), files, workers=2))
    assert found == [(file.name, None if file.name == "file-6" else 6) for file in files]


def test_a_check_that_fails_on_one_file_goes_on_with_the_others(tmp_path, monkeypatch):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("format: 1\n", encoding="utf-8")

    def failing(document, name):
        raise RecursionError(name)

    monkeypatch.setattr("sim.content.checking.scenario_of", failing)
    reports = list(check_paths([tmp_path]))
    assert [[problem.code for problem in report.problems] for report in reports] == [["Y030"], ["Y030"]]
    assert "RecursionError" in reports[0].problems[0].message
