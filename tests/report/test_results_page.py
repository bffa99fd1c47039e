"""The page of results: it stands alone, says what it shows, and tells nobody more than was asked for."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from sim.content.texts import load
from sim.core.results import people_of, veiled
from sim.report.results.page import WEB_FOLDER, page, score_cell
from sim.report.results.values import Ready
from tests.report.result_rows import results, row

VOID = {"meta", "line", "path", "link", "br", "img", "input"}
ROWS = [
    row(1, (20, 40, 55)),
    row(2, (84, 85, 100)),
    row(3, (70, 71, None), scenario="the-cot", title="The cot", family="panicked", attempt=1),
    row(4, (70, 71, 72), attempt=0),
    row(5, (70, 71, 72), family="", scenario="gone", title="A call & <more>", mode="exam"),
]
TEAM = [
    row(number, (50 + number, 60, 70), person=person, scenario=scenario, title=scenario)
    for number, (person, scenario) in enumerate(
        [("Zoë", "a"), ("Ada", "a"), ("Bas", "a"), ("Ada", "b"), ("Bas", "b"), ("Zoë", "a"), ("", "a"), ("Ada", "a")], 1
    )
]


class Looked(HTMLParser):
    """The tags of a page; fails where one is not closed in its place."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.ids, self.cells = [], [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))


@pytest.fixture(scope="module", params=["en", "nl"])
def texts(request):
    return load(request.param)


@pytest.fixture(
    scope="module", params=["person", "team", "veiled", "nothing", "one call"], ids=lambda name: name.replace(" ", "-")
)
def html(request, texts):
    ready = {"Ada": Ready(False, ("No <exam> yet.",))}
    shown = {
        "person": lambda: results(ROWS, ready=ready),
        "team": lambda: results(TEAM, None, ready=ready),
        "veiled": lambda: results(veiled(TEAM, lambda name: f"P{len(name)}"), None, veiled=True),
        "nothing": lambda: results([]),
        "one call": lambda: results(ROWS[:1]),
    }
    return page(shown[request.param](), texts)


def test_the_page_stands_alone_and_allows_nothing_but_its_own_style(html, texts):
    assert not texts.missing
    assert not re.search(r"https?://|<script|<link|<img|src=|@import|url\(|style=", html)
    style = html.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]
    assert policy.startswith("default-src 'none';")
    assert f"style-src 'sha256-{digest}'" in policy


def test_the_page_is_whole_and_says_what_its_tables_and_pictures_are(html):
    looked = Looked(html)
    assert len(looked.ids) == len(set(looked.ids))
    names = [tag for tag, _ in looked.tags]
    assert names.count("h1") == 1
    assert names.count("caption") == names.count("table")
    assert all("scope" in given for tag, given in looked.tags if tag == "th")
    pictures = [given for tag, given in looked.tags if tag == "svg"]
    for given in pictures:
        assert given["role"] == "img"
        assert set(given["aria-labelledby"].split()) <= set(looked.ids)
    for _tag, given in looked.tags:
        if given.get("class") == "wide":
            assert given["tabindex"] == "0"
            assert given["aria-label"]


def test_the_notice_stands_on_every_page_twice(html, texts):
    assert html.count(texts("report.notice")) == 2


def test_what_stands_in_a_journal_is_text_and_nothing_else():
    html = page(results([row(1, title="<b>&", person="x")], person="<script>alert(1)</script>"), load("en"))
    assert "<script" not in html
    assert "Results of &lt;script&gt;" in html
    assert "&lt;b&gt;&amp;" in html


def test_a_person_sees_dates_marks_and_reasons():
    html = page(results(ROWS, ready={"Ada": Ready(False, ("No exam yet.",))}), load("nl"))
    assert "1 sep 2026 tot en met 5 sep 2026" in html
    assert "teruggespoeld" in html
    assert "No exam yet." in html
    assert html.count("<svg") == 3
    assert html.count("<circle") == 4 + 4 + 3
    assert "A call &amp; &lt;more&gt;" in html


def test_a_team_stands_in_alphabetical_order_whatever_the_scores():
    html = page(results(TEAM, None), load("en"))
    listed = html.partition('id="people"')[2]
    assert re.findall(r'<tr><th scope="row">([^<]*)</th>', listed) == ["Ada", "Bas", "Zoë", "(no name)"]
    assert html.count("<svg") == 3


def test_without_names_there_are_no_people_and_no_small_groups():
    names = people_of(TEAM)
    html = page(results(veiled(TEAM, lambda name: f"Person {names.index(name)}"), None, veiled=True), load("en"))
    assert "Person" not in html
    for name in ("Ada", "Bas", "Zoë"):
        assert name not in html
    assert '<th scope="row">a</th>' in html
    assert '<th scope="row">b</th>' not in html


@pytest.mark.parametrize(
    ("value", "band"), [(0, 0), (39, 0), (40, 1), (55, 2), (69, 2), (70, 3), (84, 3), (85, 4), (100, 4), (None, -1)]
)
def test_a_pass_begins_a_shade_of_its_own(value, band):
    assert score_cell(load("en"), value).band == band


def colours(css):
    return dict(re.findall(r"--(\w+): (#[0-9A-F]{6})", css))


def light(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True], ids=["paper", "dusk"])
def test_figures_can_be_read_on_every_shade(dark):
    found = {}
    for name in ("palette.css", "results.css"):
        day, _, night = (WEB_FOLDER / name).read_text(encoding="utf-8").partition("@media (prefers-color-scheme: dark)")
        found |= colours(night.partition("} }")[0] if dark else day)
    text = light(found["text"])
    for band in range(5):
        ground = light(found[f"b{band}"])
        assert (max(text, ground) + 0.05) / (min(text, ground) + 0.05) >= 4.5


def test_dates_are_those_of_the_readers_calendar_in_summer_as_in_winter():
    zone = ZoneInfo("Europe/Amsterdam")
    rows = [row(1, started="2026-07-05T22:30:00.000Z"), row(2, started="2026-12-05T23:30:00.000Z")]
    html = page(results(rows, zone=zone), load("en"))
    assert "6 Jul 2026, 00:30" in html
    assert "6 Dec 2026, 00:30" in html
    assert "Times: UTC+01:00." in html
    assert "Times: local time." in page(results(rows, zone=None), load("en"))
