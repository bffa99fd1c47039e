"""The certificate's page: what stands on it, and that it prints on one sheet."""

import re

import pytest

from sim.content.texts import languages, load
from sim.core.kinds import FAMILIES
from sim.report.certificate import Sheet, SheetCall, page

LONG = "Een tamelijk lange titel van een gesprek dat iemand zelf heeft gemaakt"


def sheet(texts, name="Ada", title="Four afternoons"):
    calls = [
        SheetCall(texts(f"progress.ready.family.{family}"), title, "28 september 2026", (100, 88, None))
        for family in FAMILIES
    ]
    return Sheet(name, "28 september 2026", "ER5B-27R7-TKES-KYHF", 1, calls)


@pytest.mark.parametrize("language", languages())
def test_all_words_are_there_in_each_language_and_nothing_is_left_open(language):
    texts = load(language)
    found = page(sheet(texts), texts)
    assert texts.missing == set()
    assert "{{" not in found
    assert "{%" not in found
    assert found.count("ER5B-27R7-TKES-KYHF") == 2
    assert re.findall(r'<td class="figure">(.*?)</td>', found)[:3] == ["100", "88", "–"]


@pytest.mark.slow
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_on_one_sheet_however_long_names_and_titles_are(language, paper, tmp_path):
    browsers = pytest.importorskip("playwright.sync_api")
    texts = load(language)
    name = "Maria-Magdalena Wilhelmina van Oudenbosch-Dampierre tot Westerschouwen"
    path = tmp_path / "sheet.html"
    path.write_text(page(sheet(texts, name, LONG), texts), encoding="utf-8")
    with browsers.sync_playwright() as run:
        browser = run.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        view = browser.new_page()
        view.goto(path.as_uri())
        printed = view.pdf(format=paper)
        browser.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
