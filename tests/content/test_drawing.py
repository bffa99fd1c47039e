"""What a drawing shows, where it stands, and that nothing in a scenario can break it or keep it waiting."""

import base64
import hashlib
import random
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest

from sim.content.drawing.graph import drawing_of, mermaid
from sim.content.drawing.layers import crossings, layers_of, untangled
from sim.content.drawing.page import page
from sim.content.drawing.svg import Picture, plain_styles, svg
from sim.content.loading import load_file
from sim.content.texts import load
from sim.core.scenario import Scenario
from tests.shipped import SCENARIOS, each

TEXTS = {language: load(language) for language in ("en", "nl")}
START = {"anger": 10, "panic": 10, "trust": 10, "patience": 10}
NASTY = "end \"]; <script>alert(1)</script> 'x' `#quot;` %%{init}%% & \\ $(x) ünï 日本 \N{RIGHT-TO-LEFT MARK}"


def scenario(nodes, endings=("done",), text="Words.", **more):
    """A scenario of `{node: {option: (target, moves)}}`, or with `next` and `flags` among the options."""
    built = {}
    for name, parts in nodes.items():
        options = {
            key: {"say": text, "moves": part[1], **({"to": part[0]} if part[0] else {})}
            for key, part in parts.items()
            if key not in ("next", "flags")
        }
        rest = {key: parts[key] for key in ("next", "flags") if key in parts}
        built[name] = {"caller": text, "options": options, **rest}
    return Scenario.model_validate(
        {
            "format": 1,
            "id": "drawn",
            "language": "en",
            "title": text,
            "family": "angry",
            "level": 1,
            "minutes": 5,
            "about": text,
            "caller": {"name": text, "about": text, "start": START},
            "briefing": {"company": text, "role": text, "goal": text},
            "policy": [],
            "start": next(iter(nodes)),
            "nodes": built,
            "endings": {name: {"complete": True, "text": text} for name in endings},
            **more,
        }
    )


GOOD, BAD = ["summarise"], ["argue"]


def small():
    return scenario(
        {
            "one": {"a": ("two", GOOD), "b": ("done", BAD), "flags": ["key"]},
            "two": {
                "a": (None, GOOD),
                "b": (None, BAD),
                "next": [{"when": "anger >= 60", "to": "one"}, {"to": "done"}],
            },
            "lost": {"a": ("done", BAD), "b": ("nowhere", ["blame"]), "flags": ["abuse"]},
            "round": {"a": ("round", GOOD), "b": ("round", GOOD)},
            "stuck": {"a": ("done", GOOD), "b": (None, GOOD)},
        }
    )


def test_marks_say_what_is_wrong_with_a_node():
    marks = {name: set(node.badges) for name, node in drawing_of(small()).nodes.items()}
    assert marks == {
        "one": {"key"},
        "two": set(),
        "lost": {"unreachable", "no_good_way", "abuse"},
        "round": {"unreachable", "dead_end"},
        "stuck": {"unreachable", "dead_end"},
    }


def test_replies_with_the_same_way_share_a_line_and_say_when():
    edges = {(edge.source, edge.target): edge.labels for edge in drawing_of(small()).edges}
    assert edges["two", "one"] == ((("a", "b"), "anger >= 60", False),)
    assert edges["two", "done"] == ((("a", "b"), "", True),)
    assert edges["one", "two"] == ((("a",), "", False),)


def test_a_target_that_does_not_exist_is_drawn_as_missing():
    drawn = drawing_of(small())
    assert {name: ending.kind for name, ending in drawn.endings.items()} == {"done": "complete", "nowhere": "missing"}


@pytest.mark.parametrize(
    ("moves", "flags", "tone"),
    [
        (["summarise"], [], "good"),
        (["listen"], [], "flat"),
        (["listen"], ["hot"], "good"),
        (["argue"], [], "harm"),
        (["limit"], [], "harm"),
        (["limit"], ["abuse"], "good"),
        (["final_warning"], ["abuse"], "good"),
    ],
)
def test_a_reply_is_good_or_harmful_where_it_stands(moves, flags, tone):
    drawn = drawing_of(scenario({"one": {"a": ("done", moves), "b": ("done", GOOD), "flags": flags}}))
    assert drawn.nodes["one"].options[0].tone == tone


# -- layout -------------------------------------------------------------------------------------------------------


def test_layers_go_down_but_for_lines_that_lead_back():
    onward = {"a": ["b", "c"], "b": ["d"], "c": ["d", "a"], "d": ["b"], "lost": ["d", "more"]}
    layers = layers_of(["a", "b", "c", "d", "lost", "more"], onward, "a")
    assert layers == {"a": 0, "b": 1, "c": 1, "d": 2, "lost": 0, "more": 1}


def test_a_tangle_that_can_be_undone_is_undone():
    lines = [(0, 5), (1, 4), (2, 3), (3, 8), (4, 7), (5, 6)]
    rows = untangled([[0, 1, 2], [3, 4, 5], [6, 7, 8]], lines)
    downs = {piece: [b for a, b in lines if a == piece] for piece in range(9)}
    assert crossings(rows, downs) == 0


def boxes(picture):
    return [
        (piece.x - piece.size.width / 2, piece.y, piece.x + piece.size.width / 2, piece.y + piece.size.height)
        for piece in picture.layout.pieces
        if piece.kind != "bend"
    ]


def tangle(count, seed):
    chance = random.Random(seed)
    names = [f"n{number}" for number in range(count)]
    nodes = {}
    for number, name in enumerate(names):
        near = [names[min(count - 1, number + 1 + chance.randrange(6))], chance.choice(names), "done"]
        nodes[name] = {key: (chance.choice(near), chance.choice([GOOD, BAD])) for key in "abcd"}
    return scenario(nodes)


@pytest.mark.parametrize("source", [*each(SCENARIOS), *range(6)])
def test_nothing_overlaps_and_everything_is_inside(source):
    drawn = drawing_of(load_file(source) if isinstance(source, Path) else tangle(30, source))
    picture = Picture(drawn, TEXTS["en"])
    found = boxes(picture)
    for one, other in ((a, b) for at, a in enumerate(found) for b in found[at + 1 :]):
        assert one[2] <= other[0] + 0.01 or other[2] <= one[0] + 0.01 or one[3] <= other[1] or other[3] <= one[1]
    assert min(box[0] for box in found) >= 0
    assert max(box[2] for box in found) <= picture.layout.width
    for route in picture.layout.routes:
        assert all(below.layer == above.layer + 1 for above, below in pairwise(route))


def test_an_ending_that_many_share_is_drawn_near_each_of_them():
    nodes = {f"n{i}": {"a": (f"n{i + 1}" if i < 39 else "done", GOOD), "b": ("done", BAD)} for i in range(40)}
    layout = Picture(drawing_of(scenario(nodes)), TEXTS["en"]).layout
    assert sum(piece.kind == "ending" for piece in layout.pieces) == 40
    assert layout.width < 1_500


SHAPES = {
    "one ending": lambda n, i, k, r: "done" if k != "a" or i + 1 == n else f"n{i + 1}",
    "chain": lambda n, i, k, r: f"n{i + 1}" if i + 1 < n else "done",
    "loop": lambda n, i, k, r: f"n{(i + 1) % n}",
    "random": lambda n, i, k, r: r.choice([f"n{r.randrange(n)}", "done"]),
    "tree": lambda n, i, k, r: f"n{i * 5 + ord(k) - 96}" if i * 5 + ord(k) - 96 < n else "done",
    "complete": lambda n, i, k, r: None,
}


@pytest.mark.parametrize("count", [150, pytest.param(500, marks=pytest.mark.slow)])
@pytest.mark.parametrize("shape", SHAPES)
def test_hundreds_of_nodes_of_any_shape_are_drawn(shape, count):
    chance = random.Random(1)
    nodes = {f"n{i}": {k: (SHAPES[shape](count, i, k, chance), GOOD) for k in "abcde"} for i in range(count)}
    if shape == "complete":
        for i, parts in enumerate(nodes.values()):
            parts["next"] = [{"when": f"anger >= {j}", "to": f"n{i * 7 * j % count}"} for j in range(1, 12)] + [
                {"to": "done"}
            ]
    drawn = drawing_of(scenario(nodes))
    assert svg(drawn, TEXTS["en"]).count('class="name"') >= count
    assert mermaid(drawn, TEXTS["en"]).count("-->") == len(drawn.edges)


# -- what is written ----------------------------------------------------------------------------------------------


def nasty():
    nodes = {"one": {"a": ("end", GOOD), "b": ("graph", BAD)}, "end": {"a": ("done", GOOD), "b": ("one", BAD)}}
    return drawing_of(scenario(nodes, text=NASTY))


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("drawn", [lambda: drawing_of(load_file(SCENARIOS[0])), lambda: drawing_of(small()), nasty])
def test_the_svg_is_well_formed_and_asks_for_nothing(drawn, language):
    text = svg(drawn(), TEXTS[language])
    root = ET.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not re.search(r"<script|<image|href|url\(|@import|<foreignObject", text)
    assert "var(" not in text
    assert TEXTS[language].missing == set()


def test_colours_of_both_themes_are_filled_in():
    styles = plain_styles()
    assert "#F3EFE7" in styles.split("@media")[0]
    assert "#12202B" in styles.split("@media")[1]


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("drawn", [lambda: drawing_of(load_file(SCENARIOS[1])), lambda: drawing_of(small()), nasty])
def test_the_page_stands_alone_and_keeps_its_own_policy(drawn, language):
    text = page(drawn(), TEXTS[language])
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    for kind in ("style", "script"):
        (inside,) = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
        text = text.replace(inside, "")
    assert "default-src 'none'" in policy
    assert not re.search(r'\sstyle="|\son[a-z]+="|javascript:|src=|https?://', text)
    assert TEXTS[language].missing == set()


@pytest.mark.parametrize("drawn", [lambda: drawing_of(load_file(SCENARIOS[2])), lambda: drawing_of(small()), nasty])
def test_every_link_and_every_node_of_the_picture_leads_to_a_text(drawn):
    text = page(drawn(), TEXTS["en"])
    places = set(re.findall(r'<article id="([ne]\d+)"', text))
    asked = re.findall(r'href="#([^"]+)"', text) + re.findall(r'data-show="([^"]+)"', text)
    assert asked
    assert set(asked) <= places
    assert len(places) == text.count("<article")


def test_the_page_holds_every_text_of_the_scenario():
    found = load_file(SCENARIOS[0])
    text = page(drawing_of(found), TEXTS["en"]).replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")
    for node in found.nodes.values():
        for spoken in (*node.caller, *node.options.values()):
            assert all(words in text for words in spoken.wordings)
        assert all(option.because in text for option in node.options.values())


def test_mermaid_quotes_whatever_a_text_holds():
    text = mermaid(nasty(), TEXTS["en"])
    for line in text.splitlines():
        assert line.count('"') in (0, 2)
    assert "<script" not in text
    assert "%%{" not in text
    assert ";:::" not in text.replace("]):::", "")
