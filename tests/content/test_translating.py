"""A translation is brought up to date, and nothing that a translator wrote is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.content.problems import BrokenContent
from sim.content.reading import read_file, read_text
from sim.content.text_keys import text_hash, written
from sim.content.texts import load
from sim.content.translating import Change, draft, taken
from sim.content.translation_file import rendered, translation_from
from sim.content.translations import overlaid
from tests.examples import examples
from tests.shipped import SCENARIOS, each

TEXTS = load("en")
BASE = """
id: small
language: en
title: Small
about: A small call.
desk: [{title: Visits, text: Four.}, {title: Router, text: Three.}]
nodes:
  opening:
    caller: [{when: anger >= 60, say: Fourth time!}, {say: Fourth time.}]
    options: {a: {say: Tell me., because: Good.}, b: {say: Number?, because: Early.}}
"""


def base(*changes):
    text = BASE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read_text(text, "small.yaml").value


def refreshed(values, text=None):
    """The draft and the text of the file after `translate`."""
    kept = translation_from(read_text(text, "small.nl.yaml"), "en") if text is not None else None
    now = draft(values, "nl", kept)
    return now, rendered(now, TEXTS)


def filled(text, **translations):
    """As a translator fills in: the text under the comment with these words."""
    lines = text.split("\n")
    for words, translation in translations.items():
        shown = f"# en: {words.replace('_', ' ')}"
        place = next(
            n for n, line in enumerate(lines) if line.strip() in (shown, f"{shown}.", f"{shown}!", f"{shown}?")
        )
        while lines[place].lstrip().startswith("#"):
            place += 1
        lines[place] = f'{lines[place].split(":")[0]}: "{translation}"'
    return "\n".join(lines)


def translations(text):
    return {
        line.source.key: line.text for line in draft(base(), "nl", translation_from(read_text(text, "x"), "en")).lines
    }


def test_a_new_file_shows_every_text_above_its_empty_place():
    now, text = refreshed(base())
    assert now.count("missing") == len(now.lines) == 12
    assert "    # en: Tell me.\n" in text
    assert "# en: Fourth time!" in text
    assert read_text(text, "x").problems == ()
    assert "source:" not in text


@pytest.mark.slow
@pytest.mark.parametrize("path", each(SCENARIOS))
def test_writing_what_was_read_changes_nothing(path):
    value = read_file(path).value
    first = draft(value, "nl")
    first = taken(
        first, [Change(line.source.key, f'NL {n} "{line.source.text}"') for n, line in enumerate(first.lines)]
    )
    text = rendered(first, TEXTS)
    document = read_text(text, "x.nl.yaml")
    assert document.problems == ()
    again = draft(value, "nl", translation_from(document, "en"))
    assert again == first
    assert rendered(again, TEXTS) == text
    assert overlaid(value, document.value)["nodes"].keys() == value["nodes"].keys()
    assert overlaid(value, document.value)["title"].startswith("NL 0")


def test_a_translation_stays_and_its_source_is_remembered():
    _, text = refreshed(base())
    now, text = refreshed(base(), filled(text, Small="Klein"))
    assert (now.count("fresh"), now.count("missing")) == (1, 11)
    assert f'  title: "{text_hash("Small")}"' in text
    assert 'title: "Klein"' in text


def translated():
    """A file in which everything is translated."""
    now, _ = refreshed(base())
    return rendered(taken(now, [Change(line.source.key, f"nl {line.source.text}") for line in now.lines]), TEXTS)


def test_a_changed_source_marks_its_text_stale_and_shows_what_it_was():
    now, text = refreshed(base(("Tell me", "Do tell me")), translated())
    assert (now.count("stale"), now.count("fresh")) == (1, 11)
    assert "# stale: the source changed [" in text
    assert "# was: Tell me.\n" in text
    assert "# en: Do tell me.\n" in text
    assert '"nl Tell me."' in text
    assert f'options.a.say: "{text_hash("Tell me.")}"' in text


def test_a_stale_text_stays_stale_until_its_translator_looked_at_it():
    changed = base(("Tell me", "Do tell me"))
    _, text = refreshed(changed, translated())
    now, again = refreshed(changed, text)
    assert (now.count("stale"), again) == (1, text)


@pytest.mark.parametrize(
    "work",
    [
        lambda text: text.replace('"nl Tell me."', '"Vertel eens."'),
        lambda text: "\n".join(line for line in text.split("\n") if "# stale" not in line),
        lambda text: "\n".join(line for line in text.split("\n") if "options.a.say:" not in line),
    ],
    ids=["changed the text", "deleted the mark", "deleted the hash"],
)
def test_a_translator_settles_a_stale_text(work):
    changed = base(("Tell me", "Do tell me"))
    _, text = refreshed(changed, translated())
    now, text = refreshed(changed, work(text))
    assert now.count("stale") == 0
    assert "# stale" not in text
    assert "# was" not in text
    assert f'options.a.say: "{text_hash("Do tell me.")}"' in text


def test_a_text_that_changes_twice_still_shows_from_what_it_was_translated():
    _, text = refreshed(base(("Tell me", "Do tell me")), translated())
    _, text = refreshed(base(("Tell me", "Please tell me")), text)
    assert "# was: Tell me.\n" in text


def test_a_text_follows_its_words_to_another_key():
    renamed = base(
        ("opening:", "start:"),
        ("{title: Visits, text: Four.}, {title: Router, text: Three.}", "{title: Router, text: Three.}"),
    )
    now, text = refreshed(renamed, translated())
    found = {line.source.key: (line.text, line.state) for line in now.lines}
    assert found["nodes.start.options.a.say"] == ("nl Tell me.", "fresh")
    assert found["desk.0.title"] == ("nl Router", "fresh")
    assert [one.text for one in now.removed] == ["nl Visits", "nl Four."]
    assert "#- desk.0.title " in text


def test_what_is_removed_is_kept_as_a_comment_and_comes_back():
    without = base((", b: {say: Number?, because: Early.}", ""))
    now, text = refreshed(without, translated())
    assert {one.text for one in now.removed} == {"nl Number?", "nl Early."}
    assert f'#- nodes.opening.options.b.say {text_hash("Number?")} "nl Number?"' in text
    assert refreshed(without, text)[1] == text
    now, text = refreshed(base(), text)
    assert (now.count("fresh"), now.removed) == (12, ())
    assert "#- " not in text


def test_a_text_that_comes_back_with_other_words_is_stale():
    _, text = refreshed(base((", b: {say: Number?, because: Early.}", "")), translated())
    now, _ = refreshed(base(("Number?", "Your number?")), text)
    (stale,) = [line for line in now.lines if line.state == "stale"]
    assert (stale.source.key, stale.text) == ("nodes.opening.options.b.say", "nl Number?")


def test_the_translators_own_comments_stay_where_they_are():
    text = translated()
    text = "# Ann translates this\n" + text.replace('title: "nl Small"', '# shorter?\ntitle: "nl Small"  # ask Bo', 1)
    text = text.replace("      a:\n", "      # the good one\n      a:\n", 1) + "# the end\n"
    _, text = refreshed(base(), text)
    lines = text.split("\n")
    assert lines[0] == "# Ann translates this"
    place = lines.index('title: "nl Small"')
    assert lines[place - 3 : place] == ["# shorter?", "# ask Bo", "# en: Small"]
    assert lines[lines.index("        # the good one") + 1] == "        # en: Tell me."
    assert lines[-2] == "# the end"
    assert refreshed(base(), text)[1] == text


def test_comments_of_a_removed_text_go_and_come_with_it():
    text = translated().replace("# en: Number?", "# a nasty one\n        # en: Number?")
    _, text = refreshed(base((", b: {say: Number?, because: Early.}", "")), text)
    assert "#-   # a nasty one" in text
    _, text = refreshed(base(), text)
    assert "        # a nasty one\n        # en: Number?" in text


def test_keys_that_the_scenario_cannot_use_are_kept_as_comments_too():
    now, text = refreshed(base(), "title: Klein\nmoves: [x]\nnodes: {opening: {flags: [hot]}}\n")
    assert {one.key for one in now.removed} == {"moves.0", "nodes.opening.flags.0"}
    assert refreshed(base(), text)[0].removed == now.removed


@pytest.mark.parametrize("text", ["", "- a\n", "a: [", "a: b\na: c\n", "a: *b\n", "just words"])
def test_a_file_that_is_not_understood_is_refused_and_stays(text):
    with pytest.raises(BrokenContent):
        translation_from(read_text(text, "small.nl.yaml"), "en")


def test_any_words_survive_the_file():
    hard = [
        'say "no"',
        "a: b # c",
        "- dash",
        "multi\nline\ttext",
        "{x}",
        "'",
        "\\",
        "ünï ☎ 日本",
        "#- x",
        "yes",
        "  edge ",
    ]
    now = taken(draft(base(), "nl"), [])
    changes = [Change(line.source.key, hard[n % len(hard)]) for n, line in enumerate(now.lines)]
    now = taken(now, changes)
    again = draft(base(), "nl", translation_from(read_text(rendered(now, TEXTS), "x"), "en"))
    assert [line.text for line in again.lines] == [change.text for change in changes]


def test_warnings_that_the_translator_stands_by_stay():
    text = translated().replace(
        "\ntitle:", '\naccept: [{code: L001, reason: "So \\"praat\\" men hier: #1."}]\ntitle:', 1
    )
    _, text = refreshed(base(), text)
    value = read_text(text, "x").value
    assert value["accept"] == [{"code": "L001", "reason": 'So "praat" men hier: #1.'}]
    assert refreshed(base(), text)[1] == text


EDITS = st.lists(st.tuples(st.integers(0, 11), st.sampled_from(["reword", "drop", "rename"])), max_size=5)
FILLED = st.lists(st.tuples(st.integers(0, 11), st.sampled_from(["Ja", "x # y", 'z "q"', "- d", "é\n"])), max_size=8)


@examples(60)
@given(st.lists(st.tuples(EDITS, FILLED), min_size=1, max_size=4))
def test_whatever_is_edited_no_translated_text_is_ever_lost(rounds):
    values, text = base(), None
    for edits, filled_in in rounds:
        for number, kind in edits:
            edit(values, number, kind)
        before = read_back(text)
        now, _ = refreshed(values, text)
        assert before == sorted([line.text for line in now.lines if line.text] + [one.text for one in now.removed])
        changes = [Change(now.lines[n % len(now.lines)].source.key, new) for n, new in filled_in if now.lines]
        now = taken(now, changes)
        text = rendered(now, TEXTS)
        assert refreshed(values, text)[1] == text


def read_back(text):
    """Every translated text that a file holds, also those at its end."""
    if text is None:
        return []
    document = read_text(text, "x")
    kept = translation_from(document, "en")
    return sorted([found for _, found in written(document.value) if found] + [one.text for one in kept.removed])


def edit(values, number, kind):
    """Change a scenario as its writer might."""
    nodes = values["nodes"]
    if kind == "rename":
        values["nodes"] = {f"{name}{number}"[:20]: node for name, node in nodes.items()}
    elif kind == "drop" and values["desk"]:
        values["desk"].pop(number % len(values["desk"]))
    else:
        values["title"] = f"Small {number % 3}"


def test_ids_that_look_like_other_things_stay_ids():
    values = read_text(
        "id: s\nlanguage: en\nnodes: {no: {caller: x}, '010': {caller: y}, '-': {caller: z}}\n", "s"
    ).value
    now = taken(draft(values, "nl"), [Change(f"nodes.{name}.caller", name) for name in ("no", "010", "-")])
    text = rendered(now, TEXTS)
    assert '"no":' in text
    assert draft(values, "nl", translation_from(read_text(text, "x"), "en")) == now
