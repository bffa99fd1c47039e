"""What the checks make of words, in English and in Dutch: promises, doing, apologies, feelings, facts, insults."""

import pytest

from sim.content.advice.figures import facts_in, values_in
from sim.content.advice.languages import RULES
from tests.content.calls import GOOD, changed, codes


def call(say, moves, language="en", caller="When does somebody come?", desk=""):
    text = changed(
        (f'say: "{GOOD}", moves: [own_action]', f'say: "{say}", moves: [{moves}]'),
        ("language: en", f"language: {language}"),
        ("When does somebody come?", caller),
    )
    if desk:
        text = text.replace("needs:", f'desk: [{{title: Card, text: "{desk}"}}]\nneeds:', 1)
    return text


def about(text, *wanted):
    return [code for code in codes(text) if code in wanted]


PROMISES = [
    ("en", "I can't promise the signal. You'll hear at nine.", False),
    ("en", "I don't know yet, and I promise nothing.", False),
    ("en", "There's no guarantee. Nadia rings you.", False),
    ("en", "Nobody can say that for sure.", False),
    ("en", "What is certain is the letter.", False),
    ("en", "I can't say when, but it will definitely come.", True),
    ("en", "I don't know yet. I promise it comes back.", True),
    ("en", "It's guaranteed to work.", True),
    ("en", "Rest assured, you'll hear.", True),
    ("nl", "Dat kan ik niet beloven. Samir belt u morgen.", False),
    ("nl", "Ik beloof niets wat ik niet weet.", False),
    ("nl", "Zeker weten doe ik het niet.", False),
    ("nl", "Wat zeker is: de brief gaat vandaag weg.", False),
    ("nl", "Ik weet het nog niet, maar ik beloof dat het goed komt.", True),
    ("nl", "Dat is gegarandeerd.", True),
    ("nl", "U krijgt het zeker weten terug.", True),
    ("de", "Das verspreche ich, definitely.", False),
]


@pytest.mark.parametrize(("language", "say", "found"), PROMISES)
def test_a_promise_where_something_is_uncertain(language, say, found):
    assert about(call(say, "expect", language), "L002") == (["L002"] if found else [])


DOING = [
    ("en", "I'll check this now and ring you before four.", True),
    ("en", "Let me look at all four visits.", True),
    ("en", "Leave that with me.", True),
    ("en", "Then I ring him while you listen.", True),
    ("en", "I’m sending it as we speak.", True),
    ("en", "I have booked it for you.", True),
    ("en", "I really understand that you want it.", False),
    ("en", "I see. That will be looked at.", False),
    ("en", "They should sort that out.", False),
    ("en", "It will be done, I hope.", False),
    ("nl", "Ik zoek dit nu uit en bel u vóór vier uur.", True),
    ("nl", "Dan bel ik u om vier uur.", True),
    ("nl", "Dat zet ik er nu bij.", True),
    ("nl", "Daar ga ik nu achteraan.", True),
    ("nl", "Laat dat aan mij over.", True),
    ("nl", "Ik heb het er net bij gezet.", True),
    ("nl", "Dan zal ik dat uitzoeken.", True),
    ("nl", "Dan zou ik ook boos zijn.", False),
    ("nl", "Ik begrijp dat u dat wilt.", False),
    ("nl", "Dat snap ik, het wordt bekeken.", False),
    ("nl", "Dat moeten zij oppakken.", False),
]


@pytest.mark.parametrize(("language", "say", "does"), DOING)
def test_doing_something_oneself_needs_somebody_who_does_it(language, say, does):
    assert about(call(say, "own_action", language), "L003") == ([] if does else ["L003"])


APOLOGIES = [
    ("en", "I'm sorry you waited four times because of us.", True),
    ("en", "I'm sorry about the shop: it was shut for nothing.", True),
    ("en", "Sorry for any inconvenience.", False),
    ("en", "I apologise, I'm truly sorry about all of this.", False),
    ("en", "I'm sorry that you feel that way about it.", False),
    ("nl", "Het spijt me dat u door ons vier keer voor niets thuisbleef.", True),
    ("nl", "Sorry dat de winkel daardoor dicht was.", True),
    ("nl", "Excuses voor het ongemak.", False),
    ("nl", "Het spijt me ontzettend dat dit zo gegaan is.", False),
]
CALLER = {"en": "Four afternoons with my shop shut. When?", "nl": "Vier middagen mijn winkel dicht. Wanneer?"}


@pytest.mark.parametrize(("language", "say", "specific"), APOLOGIES)
def test_an_apology_names_what_it_is_for(language, say, specific):
    text = call(say, "apologise", language, CALLER[language])
    assert about(text, "L004") == ([] if specific else ["L004"])


FEELINGS = [
    ("en", "Four afternoons for nobody. I'd be furious as well.", True),
    ("en", "No wonder: your shop was shut, and nobody came.", True),
    ("en", "I totally understand your frustration.", False),
    ("en", "That must be really very hard for you.", False),
    ("nl", "Vier middagen voor niets. Ik zou ook boos zijn.", True),
    ("nl", "Uw winkel dicht, en dan komt er niemand: om gek van te worden.", True),
    ("nl", "Ik snap helemaal dat dit vervelend is.", False),
]


@pytest.mark.parametrize(("language", "say", "specific"), FEELINGS)
def test_a_named_feeling_has_a_fact_of_this_case(language, say, specific):
    text = call(say, "name_feeling", language, CALLER[language])
    assert about(text, "L005") == ([] if specific else ["L005"])


FACTS = [
    ("en", "I'll book it for Thursday, 08:00 to 10:00.", "Free: Thursday 8-10.", []),
    ("en", "I'll book it for Thursday, eight to ten.", "Free: Thursday 08:00-10:00.", []),
    ("en", "I'll book it for Friday.", "Free: Thursday 8-10.", ["Q012"]),
    ("en", "I'll write down number 4471.", "Number 4471.", []),
    ("en", "I'll write down number 4472.", "Number 4471.", ["Q012"]),
    ("en", "I'll send it within ten working days.", "Within 10 working days.", []),
    ("en", "I'll send it within five working days.", "Within 10 working days.", ["Q012"]),
    ("en", "I'll refund 2,340 euro.", "Arrears: two thousand three hundred and forty.", []),
    ("en", "I'll refund a hundred and fifty.", "The bill is 150 euro.", []),
    ("en", "I'll ring you at nine, one thing first.", "Nothing.", []),
    ("en", "I'll ring you at four.", "Open until 16:00.", []),
    ("nl", "Ik geef u vijfentwintig euro.", "Hoogstens 25 euro.", []),
    ("nl", "Ik geef u honderdvijftig euro.", "Hoogstens 25 euro.", ["Q012"]),
    ("nl", "Ik plan het donderdag van acht tot tien.", "Vrij: donderdag 08.00-10.00 uur.", []),
    ("nl", "Ik plan het zaterdag.", "Vrij: donderdag.", ["Q012"]),
    ("nl", "Ik boek 4.300 euro terug.", "De rekening: vierduizend driehonderd euro.", []),
]


@pytest.mark.parametrize(("language", "say", "desk", "expected"), FACTS)
def test_facts_of_a_good_reply_stand_where_they_can_be_known(language, say, desk, expected):
    assert about(call(say, "own_action", language, desk=desk), "Q012") == expected


def test_a_hold_of_its_own_length_needs_no_card():
    text = call("I need thirty seconds to look.", "hold_announce")
    assert about(text, "Q012") == ["Q012"]
    assert about(text.replace("moves: [hold_announce]", "hold: 30, moves: [hold_announce]"), "Q012") == []


def test_facts_of_a_reply_that_gives_too_much_are_its_own():
    text = call(GOOD, "own_action").replace("Today, for sure.", "On Saturday, and 900 euro.")
    assert about(text, "Q012") == []


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("en", "twenty-five", {25}),
        ("en", "a hundred and fifty", {150}),
        ("en", "two thousand three hundred and forty", {2340}),
        ("en", "four and twenty", {4, 20}),
        ("en", "sixty-two and a half past three", {62, 3}),
        ("en", "0800-55 01 417", {800, 55, 1, 417}),
        ("en", "12:00-17:30", {12, 17, 30, 5}),
        ("en", "1.500,75", {1, 500, 75}),
        ("nl", "tweeëntwintig", {22, 10}),
        ("nl", "vijfduizend honderdtien", {5110}),
        ("nl", "tweehonderdvijfentwintig", {225}),
    ],
)
def test_numbers_are_read_in_words_and_figures(language, text, numbers):
    rules = RULES[language]
    found = {fact.value for fact in facts_in(text, rules)}
    assert found <= values_in([text], rules)
    assert found == {n for n in numbers if n in found}
    assert numbers <= values_in([text], rules)


INSULTS = [
    ("en", "You are a robot!", True),
    ("en", "What a bunch of clowns.", True),
    ("en", "It is late, and it rains.", False),
    ("nl", "Bent u een papegaai of zo?", True),
    ("nl", "Wat een sukkels.", True),
    ("nl", "Het is laat en het regent.", False),
]


@pytest.mark.parametrize(("language", "line", "insults"), INSULTS)
def test_a_line_of_abuse_insults_somebody(language, line, insults):
    text = changed(('caller: "When', f'flags: [abuse]\n    caller: "{line}"\n    silence: "When'))
    text = text.replace("language: en", f"language: {language}")
    assert about(text, "L008") == ([] if insults else ["L008"])


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("*sighs* When?", True),
        ("[sighs] When?", True),
        ("(sighs) When?", True),
        ("When? 2 * 3 is 6 * 1.", False),
        ("When (and I mean today, not some other day) does he come?", False),
    ],
)
def test_a_stage_direction_would_be_read_aloud(line, found):
    assert about(changed(("When does somebody come?", line)), "L009") == (["L009"] if found else [])


@pytest.mark.parametrize(
    ("words", "rate", "found"), [(47, 1.0, False), (49, 1.0, True), (40, 0.8, True), (60, 1.5, False)]
)
def test_a_line_must_be_over_in_fifteen_seconds(words, rate, found):
    text = changed(
        ("When does somebody come?", "come " * words),
        ("  start: {anger", f"  voice: {{rate: {rate}}}\n  start: {{anger"),
    )
    assert about(text, "L007") == (["L007"] if found else [])
