"""The page of results in a real browser: nothing is asked of anywhere, nothing sticks out, it prints."""

import re
from pathlib import Path

import pytest

from sim.content.texts import load
from sim.report.results.page import page
from sim.report.results.values import Ready
from tests.from_npm import installed
from tests.report.result_rows import results, row

AXE = "4.14.1"
CHROMIUM = Path("/usr/bin/chromium")
SCENARIOS = (("angry", "Four afternoons"), ("panicked", "The cot"), ("out_of_scope", "A call with a much longer name"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="chromium is not installed"),
    # The driver's own event loop, at its end.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


def many(person):
    """Thirty calls of a person over three scenarios."""
    for number in range(1, 31):
        family, title = SCENARIOS[number % 3]
        scores = (40 + 2 * number % 60, 30 + number, 100 - number)
        yield row(number, scores, person=person, family=family, title=title, scenario=title.lower().replace(" ", "-"))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    ready = {"Ada": Ready(False, ("Angry caller: no exam call yet",))}
    team = [one for person in ("Ada", "Bas", "Cor") for one in many(person)]
    pages = {
        "person.en": page(results(list(many("Ada")), ready=ready), load("en")),
        "person.nl": page(results(list(many("Ada")), ready=ready), load("nl")),
        "team.nl": page(results(team, None, ready=ready), load("nl")),
        "nothing.en": page(results([]), load("en")),
    }
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.mark.parametrize("name", ["person.en", "person.nl", "team.nl", "nothing.en"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_browser_has_nothing_to_complain_of(browser, files, name, width, scheme):
    opened = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked, said = [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    address = (files / f"{name}.html").as_uri()
    opened.goto(address)
    assert asked == [address]
    assert said == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    ground = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(18, 32, 43)" if scheme == "dark" else "rgb(243, 239, 231)")
    opened.close()


@pytest.mark.parametrize("name", ["person.en", "team.nl", "nothing.en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_rules_of_wcag_are_kept(browser, files, name, scheme):
    rules = installed("axe-core", AXE) / "axe.min.js"
    # Only to bring the checker in: the page itself admits no script.
    around = browser.new_context(bypass_csp=True, color_scheme=scheme)
    opened = around.new_page()
    opened.goto((files / f"{name}.html").as_uri())
    opened.evaluate(rules.read_text(encoding="utf-8"))
    wanted = "['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']"
    found = opened.evaluate(f"axe.run(document, {{runOnly: {wanted}}})")
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert len(found["passes"]) > 15
    around.close()


def test_it_prints_light_on_a4_even_where_the_screen_is_dark(browser, files):
    opened = browser.new_page(color_scheme="dark")
    opened.goto((files / "person.en.html").as_uri())
    printed = opened.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 3
    opened.emulate_media(media="print", color_scheme="dark")
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    opened.close()
