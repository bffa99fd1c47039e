"""Typed texts are read as the reply that is meant, or not at all."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.commands.typing import reads
from sim.content.around import Around
from sim.content.library import SHIPPED, Library
from sim.core.matching.matcher import Matcher
from sim.core.moves import HARMFUL
from tests.bench.typed import measured
from tests.examples import examples

LANGUAGES = ("en", "nl")
ALWAYS = "four-afternoons"
LIBRARY = Library()


def lexicon(language):
    return Around().lexicon(SHIPPED / "any.yaml", language)


def scenario_and_read(language, scenario_id=ALWAYS, cache={}):  # noqa: B006 - made once for all tests
    key = language, scenario_id
    if key not in cache:
        scenario = LIBRARY.load(scenario_id, language)
        cache[key] = scenario, reads(scenario, lexicon(language))
    return cache[key]


def nodes(language):
    scenario, read = scenario_and_read(language)
    for node_id, node in scenario.nodes.items():
        yield node_id, node, tuple(node.options), read


EVERY = [
    pytest.param(path.id, id=path.id, marks=() if path.id == ALWAYS else pytest.mark.slow) for path in LIBRARY.scenarios
]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scenario_id", EVERY)
def test_every_wording_and_paraphrase_is_read_as_its_own_reply_and_adds_nothing(scenario_id, language):
    scenario, read = scenario_and_read(language, scenario_id)
    wrong = [
        (node_id, name, text)
        for node_id, node in scenario.nodes.items()
        for name, option in node.options.items()
        for text in (*option.wordings, *option.paraphrases)
        if (reading := read(node_id, tuple(node.options), text)).option != name or reading.added
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_order_of_the_replies_does_not_matter(language):
    for node_id, node, names, read in nodes(language):
        text = next(iter(node.options.values())).wordings[0].lower() + " eh"
        found = {read(node_id, order, text) for order in list(permutations(names))[:6]}
        assert len(found) == 1


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_replies_strung_together_are_never_sure(language):
    sure = total = 0
    for node_id, node, names, read in nodes(language):
        for one, other in permutations(node.options.values(), 2):
            total += 1
            sure += bool(read(node_id, names, f"{one.wordings[0]} {other.wordings[0]}"[:300]).option)
    assert sure <= total // 100


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_of_the_lexicon_alone_are_no_reply_and_make_none_surer(language):
    good = [entry.phrase for entry in lexicon(language).lexicon.entries if entry.kind == "encouraged"]
    for node_id, node, names, read in nodes(language):
        assert not read(node_id, names, ". ".join(good[:12])[:300]).option
        for place, option in enumerate(node.options.values()):
            text = option.wordings[0].lower() + " eh"
            plain = read(node_id, names, text)
            decked = read(node_id, names, ". ".join([text, *good[place * 5 : place * 5 + 5]])[:300])
            assert decked.option in ("", plain.option)


# The plain case: what can and what cannot be done.
@pytest.mark.parametrize(
    ("node", "text", "turned"),
    [
        ("close", "He'll be there this time, hand on heart.", "He will not be there this time, hand on heart."),
        ("again", "A manager works to exactly the same limit", "A manager doesn't work to exactly the same limit"),
        ("insult", "I do want to get you a visit. I won't be called a monkey, though.",
         "I don't want to get you a visit. I want to be called a monkey, though."),
        ("side", "I'll correct it now. I'm sorry, four afternoons for one letter.",
         "I'll never correct it. I'm not sorry, four afternoons for one letter."),
    ],
)  # fmt: skip
def test_a_denial_turns_a_reply_into_none(node, text, turned):
    scenario, read = scenario_and_read("en")
    names = tuple(scenario.nodes[node].options)
    meant = read(node, names, text).option
    assert meant
    assert read(node, names, turned).option != meant


def test_what_can_and_what_cannot_be_refunded_are_never_swapped():
    scenario = LIBRARY.load(ALWAYS, "en")
    node = scenario.nodes["again"]
    can, cannot = list(node.options)[:2]
    say = {can: "I can refund you the whole visit.", cannot: "I can't refund you the whole visit."}
    options = {name: node.options[name].model_copy(update={"say": text, "either": (), "paraphrases": ()})
               for name, text in say.items()}  # fmt: skip
    changed = {**scenario.nodes, "again": node.model_copy(update={"options": options})}
    read = reads(scenario.model_copy(update={"nodes": changed}), lexicon("en"))
    for text in ("i can refund u the whole visit", "yes i can refund the visit"):
        assert read("again", (can, cannot), text).option in ("", can)
    for text in ("i can not refund u the whole visit", "sorry i cant refund the visit", "I cannot refund the visit"):
        assert read("again", (can, cannot), text).option in ("", cannot)
    assert read("again", (can, cannot), "i can refund u the whole visit").option == can
    assert read("again", (can, cannot), "i can not refund u the whole visit").option == cannot


@pytest.mark.parametrize(
    ("language", "text", "moves"),
    [
        ("en", "You really must calm down. What happened today?", ("calm_down",)),
        ("en", "It's not our department, I promise you it will be fine.", ("dismiss", "promise_too_much")),
        ("en", "You don't have to calm down, tell me what happened today.", ()),
        ("en", "dont worry about it, whatll happen today", ("minimise",)),
        ("en", "CALM DOWN", ("calm_down",)),
        ("en", "Please be calm. Down here we can help.", ()),
        ("nl", "ik begrijp je frustratie, wat ging er mis", ("filler",)),
        ("nl", "Rustig nou maar, wat ging er vandaag mis?", ("calm_down",)),
        ("nl", "Wat ging er vandaag mis?", ()),
    ],
)
def test_harmful_phrases_are_added_as_their_moves(language, text, moves):
    scenario, read = scenario_and_read(language)
    added = read("opening", tuple(scenario.nodes["opening"].options), text).added
    assert added == moves
    assert set(added) <= HARMFUL


@given(text=st.text(max_size=300))
@examples(60)
def test_any_text_is_read_the_same_every_time_and_breaks_nothing(text):
    scenario, read = scenario_and_read("en")
    names = tuple(scenario.nodes["opening"].options)
    first = read("opening", names, text)
    again = Matcher(scenario, read.__self__.reader, lexicon("en").lexicon).read("opening", names, text)
    assert first == again
    assert {candidate.option for candidate in first.ranked} == set(names)
    assert all(0 <= candidate.nearness <= 1000 for candidate in first.ranked)


@pytest.mark.parametrize("text", ["", "   ", "!?", "12", "ok", "eh", "x" * 300, "\U0001f600"])
def test_nothing_much_is_unsure(text):
    scenario, read = scenario_and_read("en")
    assert read("opening", tuple(scenario.nodes["opening"].options), text).option == ""


def test_held_out_texts_are_read_as_well_as_the_readme_says():
    for language, counts in measured().items():
        assert counts["first"] / counts["fit"] >= 0.95, language
        assert counts["fit sure"] / counts["fit"] >= 0.80, language
        assert counts["wrong"] / counts["texts"] <= 0.04, language
