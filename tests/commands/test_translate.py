"""`translate` as a trainer meets it."""

from pathlib import Path

import pytest

from sim.content.loading import load_file
from sim.content.xlsx import read_rows

SHIPPED = Path(__file__).parents[2] / "scenarios" / "four-afternoons.yaml"


@pytest.fixture
def scenario(tmp_path):
    path = tmp_path / "our-call.yaml"
    path.write_text(
        SHIPPED.read_text(encoding="utf-8").replace("id: four-afternoons", "id: our-call"), encoding="utf-8"
    )
    return path


@pytest.mark.slow
def test_a_translation_is_begun_filled_in_and_used(tool, scenario):
    code, out, err = tool("translate", scenario, "nl")
    target = scenario.with_name("our-call.nl.yaml")
    assert (code, err) == (0, "")
    assert f"{target}: " in out
    assert "missing" in out
    target.write_text(
        target.read_text(encoding="utf-8").replace('title: ""', 'title: "Vier middagen"', 1), encoding="utf-8"
    )
    assert tool("translate", scenario, "nl")[0] == 0
    assert load_file(scenario, "nl").title == "Vier middagen"
    assert load_file(scenario, "nl").about == load_file(scenario).about


def test_a_scenario_is_found_by_its_id_too(tool, scenario):
    assert tool("translate", "our-call", "nl", "--scenarios", scenario.parent)[0] == 0
    assert scenario.with_name("our-call.nl.yaml").is_file()


@pytest.mark.slow
def test_the_review_sheet_goes_out_and_in(tool, scenario, tmp_path):
    import xlsxwriter

    assert tool("translate", scenario, "nl", "--sheet", "review.xlsx")[0] == 0
    assert not scenario.with_name("our-call.nl.yaml").exists()
    rows = read_rows(tmp_path / "review.xlsx")
    with xlsxwriter.Workbook(tmp_path / "back.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["key", "kind", "source", "translation", "comment"])
        sheet.write_row(1, 0, [rows[1].cells[0], "", rows[1].cells[2], "Vier middagen", ""])
        sheet.write_row(2, 0, [rows[2].cells[0], "", rows[2].cells[2], "Vier bezoeken.", "let op"])
    code, out, err = tool("translate", scenario, "nl", "--take", "back.xlsx")
    assert code == 1
    assert "Vier middagen" in out
    assert "nothing was taken" in err
    code, out, _ = tool("translate", scenario, "nl", "--take", "back.xlsx", typed=["what?", "y", "n"])
    assert (code, load_file(scenario, "nl").title) == (0, "Vier middagen")
    assert load_file(scenario, "nl").about == load_file(scenario).about
    code, out, _ = tool("translate", scenario, "nl", "--take", "back.xlsx", "--yes")
    assert (code, load_file(scenario, "nl").about) == (0, "Vier bezoeken.")
    assert "# let op" in scenario.with_name("our-call.nl.yaml").read_text(encoding="utf-8")
    assert "nothing new" in tool("translate", scenario, "nl", "--take", "back.xlsx")[1]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["no-such-call", "nl"], "no-such-call"),
        (["none.yaml", "nl"], "none.yaml"),
        (["our-call.yaml", "en"], "en"),
        (["our-call.yaml", "../x"], "../x"),
        (["our-call.yaml", "NL"], "NL"),
        ([str(SHIPPED.with_name("service.yaml")), "nl"], "copy it to service.nl.yaml"),
        (["our-call.yaml", "nl", "--sheet", "a.ods"], "a.ods"),
        (["our-call.yaml", "nl", "--take", "none.xlsx"], "none.xlsx"),
        (["our-call.yaml", "nl", "--take", "our-call.yaml"], "our-call.yaml"),
        (["our-call.yaml", "nl", "--take", "."], "."),
        (["our-call.yaml", "nl", "--sheet", "no/such/a.xlsx"], "no/such/a.xlsx"),
        (["our-call.yaml", "nl", "--sheet", "a.xlsx", "--take", "b.xlsx"], "--sheet"),
    ],
)
def test_wrong_use_is_one_clear_message(tool, scenario, arguments, word):
    code, out, err = tool("translate", *arguments)
    assert (code, out) == (2, "")
    assert word in err
    assert len(err.strip().splitlines()) == 1


def test_a_translation_that_is_not_understood_is_left_alone(tool, scenario):
    target = scenario.with_name("our-call.nl.yaml")
    target.write_text("title: [\n", encoding="utf-8")
    code, _, err = tool("translate", scenario, "nl")
    assert code == 2
    assert f"{target}:" in err
    assert target.read_text(encoding="utf-8") == "title: [\n"


def test_help_has_an_example(tool, capsys):
    with pytest.raises(SystemExit):
        tool("translate", "--help")
    assert "run_sim.py translate four-afternoons nl" in capsys.readouterr().out


def sheet_of(tmp_path, header, rows):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "back.xlsx") as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["key", "kind", "source", header, "comment"], *rows]):
            sheet.write_row(number, 0, row)
    return "back.xlsx"


@pytest.mark.parametrize(
    ("header", "rows", "said"),
    [
        ("translation (de)", [["title", "", "", "Vier Nachmittage", ""]], "into de, not into nl"),
        ("translation (nl)", [["title", "", "", "X", ""], ["a.b", "", "", "Y", ""], ["c", "", "", "Z", ""]], "2 of 3"),
    ],
)
def test_a_sheet_of_another_language_or_call_spoils_nothing(tool, scenario, tmp_path, header, rows, said):
    code, _, err = tool("translate", scenario, "nl", "--take", sheet_of(tmp_path, header, rows), "--yes")
    assert code == 2
    assert said in err
    assert "nothing was taken" in err
    assert not scenario.with_name("our-call.nl.yaml").exists()


def test_a_sheet_that_is_not_there_is_said_in_the_language_of_the_program(tool, scenario):
    _, _, err = tool("translate", scenario, "nl", "--take", "gone.xlsx", "--lang", "nl")
    assert err == "gone.xlsx: dat bestand is er niet\n"
