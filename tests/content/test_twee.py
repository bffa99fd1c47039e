"""A Twine story becomes a valid scenario that plays, and everything else is listed with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.content.performing import perform
from sim.content.plays import play_of
from sim.content.reading import read_text
from sim.content.scenarios import scenario_from_text
from sim.content.texts import load
from sim.content.trouble import Trouble
from sim.content.twee import MOST_LOST, all_lost, read_twee, story_from
from sim.content.twee_scenario import scenario_from_story
from tests.examples import examples

TEXTS = {language: load(language) for language in ("en", "nl")}


def imported(text, language="en"):
    story = story_from(text)
    made = scenario_from_story(story, "a-story", language, TEXTS[language])
    reading = scenario_from_text(made.text, "a-story.yaml")
    assert reading.problems == ()
    return reading.scenario, [(one.line, one.code, one.found) for one in made.lost]


def one(body, form=""):
    """The passage Start with this body."""
    data = f':: StoryData\n{{"format": "{form}"}}\n' if form else ""
    (passage,) = [p for p in story_from(f"{data}:: Start\n{body}\n").passages if p.name == "Start"]
    return passage


STORY = """:: StoryTitle
The late parcel

:: StoryData
{"ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC", "format": "Harlowe", "start": "Ring ring"}

:: Ring ring [hot provocation blue] {"position":"600,400"}
Where is my //parcel//?
[[I am sorry.->Calm]]
[[Calm<-Calm down.]]
[[Not us.|Gone]]

:: Calm
Well?
[[I'll look.->Found]]

:: Found
She knows.

:: Gone [incomplete]
She hangs up.
"""


def test_a_story_becomes_a_scenario():
    scenario, lost = imported(STORY)
    assert (scenario.title, scenario.start, list(scenario.nodes)) == (
        "The late parcel",
        "Ring_ring",
        ["Ring_ring", "Calm"],
    )
    first = scenario.nodes["Ring_ring"]
    assert (first.flags, first.caller[0].say) == (("hot", "provocation"), "Where is my parcel?")
    assert [(o.say, o.to) for o in first.options.values()] == [
        ("I am sorry.", "Calm"),
        ("Calm down.", "Calm"),
        ("Not us.", "Gone"),
    ]
    assert {name: ending.complete for name, ending in scenario.endings.items()} == {"Found": True, "Gone": False}
    assert [(line, code) for line, code, _ in lost] == [(7, "tag"), (13, "one_reply")]


def test_an_imported_story_plays():
    scenario, _ = imported(STORY)
    steps = "steps: [{reply: a}, {reply: b}]\nexpect: {ending: Found, path: [Ring_ring, Calm]}"
    play = f"format: 1\nscenario: a-story\n{steps}\n"
    assert perform(play_of(read_text(play, "x")), scenario).ok


@pytest.mark.parametrize(
    ("link", "words", "target"),
    [
        ("[[Go]]", "Go", "Go"),
        ("[[words->target]]", "words", "target"),
        ("[[target<-words]]", "words", "target"),
        ("[[words|target]]", "words", "target"),
        ("[[a->b->c]]", "a->b", "c"),
        ("[[  two   words -> the  place ]]", "two words", "the place"),
        ("[[''bold'' words->x]]", "bold words", "x"),
        ("[[words|x][$a to 1]]", "words", "x"),
        ("[[->x]]", "x", "x"),
    ],
)
def test_every_form_of_link_is_read(link, words, target):
    (found,) = one(link).links
    assert (found.words, found.target) == (words, target)


@pytest.mark.parametrize(
    ("form", "body", "words", "codes"),
    [
        ("SugarCube", "<<if $a>>Yes<<else>>No<</if>>!", "YesNo!", ["macro", "macro"]),
        ("SugarCube", "(if: it) stays", "(if: it) stays", []),
        ("Harlowe", "(if: $a is 1)[Yes](else:)[No]!", "YesNo!", ["macro", "macro"]),
        ("Harlowe", "(set: $a to ')')A [note] B", "A [note] B", ["macro"]),
        ("Harlowe", "(if: true)[a [[b->c]] d]", "a d", ["macro"]),
        ("", "(set: $a to 1)Hello (well: not quite)", "Hello (well: not quite)", ["macro"]),
        ("Snowman", "<% var a %>Hello", "Hello", ["macro"]),
        ("Chapbook", "a: 1\n--\nHello {a}\n[if x]\nthere", "Hello there", ["macro", "macro", "macro"]),
        ("", "Hello <!-- note --> there /* too */ /% me %/", "Hello there", ["comment"] * 3),
        ("", "<b>Hello</b><br>there", "Hello there", ["markup"]),
        ("", "''a'' //b// **c** http://x.y/z", "a b c http://x.y/z", []),
        ("", "Dear $name, that is $5", "Dear $name, that is $5", ["variable"]),
        ("", "* one\n* two - three", "one two - three", []),
        ("", "<<open (if: [[never closed", "<<open (if: [[never closed", []),
        ("", "1 < 2 > 1 [x] (y)", "1 < 2 > 1 [x] (y)", []),
    ],
)  # fmt: skip
def test_what_a_scenario_has_no_place_for_is_taken_out_and_listed(form, body, words, codes):
    passage = one(body, form)
    assert (passage.words, [lost.code for lost in passage.lost]) == (words, codes)


def test_lines_are_those_of_the_file():
    body = "Hello\n\n<<set $a to 1>>\n\n[[x->nowhere]] <<b>>\n"
    _, lost = imported(f":: Start [odd]\n{body}:: Start\n:: S [script]\nx\n")
    assert [(line, code) for line, code, _ in lost] == [
        (1, "one_reply"),
        (1, "tag"),
        (4, "macro"),
        (6, "macro"),
        (6, "no_passage"),
        (7, "same_name"),
        (8, "program"),
    ]


def test_names_become_ids_that_are_free():
    names = ["Où est-ce ?", "ou est ce", "日本", "you hung up"]
    links = " ".join(f"[[{number}->{name}]]" for number, name in enumerate(names))
    scenario, _ = imported("\n:: ".join([f":: Start\n{links}", *names]))
    assert list(scenario.endings) == ["Ou_est_ce", "ou_est_ce_2", "passage", "you_hung_up_2"]


def test_more_than_five_replies_are_listed_and_the_same_one_counts_once():
    scenario, lost = imported(
        ":: Start\n" + "".join(f"[[r{n}->e]]\n" for n in (1, 1, 2, 3, 4, 5, 6, 7)) + ":: e\nEnd.\n"
    )
    assert [option.say for option in scenario.nodes["Start"].options.values()] == ["r1", "r2", "r3", "r4", "r5"]
    assert [(line, code) for line, code, _ in lost] == [(8, "sixth_reply"), (9, "sixth_reply")]


@pytest.mark.parametrize(
    "text", [":: Start\n", ":: Start\n[[Start]]\n", ":: ending\n[[a->ending]]", ":: A\n[[b->B]]\n:: B\n[[a->A]]\n"]
)
@pytest.mark.parametrize("language", TEXTS)
def test_the_smallest_stories_are_scenarios_too(text, language):
    scenario, _ = imported(text, language)
    assert scenario.language == language
    assert TEXTS[language].missing == set()


def test_names_may_hold_brackets_behind_a_backslash():
    (passage,) = story_from(":: a \\[b\\] \\{c\\} \\\\ [hot] {}\n").passages
    assert (passage.name, passage.tags) == ("a [b] {c} \\", ("hot",))


def test_a_story_of_too_many_nodes_is_refused():
    text = "".join(f":: n{n}\n[[a->n{n + 1}]]\n" for n in range(501))
    with pytest.raises(Trouble, match="too_many_passages"):
        imported(text)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_passages"),
        (b"just text", "no_passages"),
        (b":: a\n\xff", "twee_not_utf8"),
        (b":: a\n" + b"x" * 1_000_001, "twee_too_big"),
    ],
)
def test_what_is_no_story_is_said_to_be_none(tmp_path, data, code):
    path = tmp_path / "a.twee"
    path.write_bytes(data)
    with pytest.raises(Trouble) as trouble:
        read_twee(path)
    assert trouble.value.code == code


def test_control_and_direction_characters_are_taken_out():
    scenario, lost = imported(":: Start\nHe\x1bllo \u202eyou\n[[a->b]]\n:: b\nEnd\n")
    assert scenario.nodes["Start"].caller[0].say == "Hello you"
    assert (2, "characters", "") in lost


HOSTILE = {
    "macros": ("<<", 200_000),
    "links": ("[[", 200_000),
    "harlowe": ("(if:", 150_000),
    "hooks": ("(if: 1)[", 60_000),
    "tags": ("<a ", 200_000),
    "slashes": ("//", 200_000),
    "quotes": ("''a", 200_000),
    "brackets": ("[", 300_000),
    "dollars": ("$a ", 200_000),
    "comments": ("<!--", 200_000),
    "heads": ("\n::x", 100_000),
    "one head": ("[a", 200_000, "\n:: "),
    "data": ("[", 400_000, "\n:: StoryData\n"),
}


# A tenth is enough for a reader that goes back again and again to take minutes.
@pytest.mark.parametrize("share", [0.1, pytest.param(1.0, marks=pytest.mark.slow)], ids=["tenth", "whole"])
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_stories_are_read_at_once_and_list_little(kind, share):
    part, times, *before = HOSTILE[kind]
    story = story_from(f":: Start\n{''.join(before)}{part * int(times * share)}\n")
    assert len(list(all_lost(story))) <= MOST_LOST + 1


PARTS = [
    "::",
    "[[",
    "]]",
    "->",
    "<-",
    "|",
    "a",
    "b",
    "<<",
    ">>",
    "(if:",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\\",
    "$x",
    "''",
    "<b>",
    "é",
    '"',
    "#",
    "'",
]
SIGNS = st.sampled_from([*PARTS, " ", "\n", "\x00", "\u202e", ":: a\n"])


@examples(150)
@given(st.lists(SIGNS, max_size=60))
def test_any_story_is_a_valid_scenario(signs):
    imported(":: Start\n" + "".join(signs))
