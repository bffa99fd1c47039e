from sim.core.texts import Texts

ENTRIES = {
    "menu.title": "Calls",
    "greeting": "Hello {name}, this is {who}",
    "calls": {"one": "{count} call", "other": "{count} calls"},
    "left": {"zero": "none left", "one": "one left", "other": "{count} left"},
}


def test_a_key_gives_its_text():
    assert Texts("en", ENTRIES)("menu.title") == "Calls"


def test_fields_are_filled_in():
    assert Texts("en", ENTRIES)("greeting", name="Sam", who="Mr. Dekker") == "Hello Sam, this is Mr. Dekker"


def test_the_count_chooses_the_form():
    texts = Texts("en", ENTRIES)
    assert [texts("calls", count=n) for n in (0, 1, 2)] == ["0 calls", "1 call", "2 calls"]
    assert [texts("left", count=n) for n in (0, 1, 2)] == ["none left", "one left", "2 left"]


def test_a_missing_key_is_shown_and_noted():
    texts = Texts("en", ENTRIES)
    assert texts("menu.nothing") == "menu.nothing"
    assert texts.missing == {"menu.nothing"}


def test_a_missing_field_or_count_is_shown_and_noted():
    texts = Texts("en", ENTRIES)
    assert texts("greeting", name="Sam") == "Hello Sam, this is {who}"
    assert texts("calls") == "{count} calls"
    assert len(texts.missing) == 3


def test_braces_in_a_value_are_left_alone():
    assert Texts("en", ENTRIES)("greeting", name="{who}", who="x") == "Hello {who}, this is x"


def test_a_catalogue_can_be_compared_with_another():
    texts = Texts("en", ENTRIES)
    assert texts.fields("greeting") == {"name", "who"}
    assert texts.fields("left") == {"count"}
    assert texts.forms("calls") == {"one", "other"}
    assert texts.forms("greeting") == frozenset()
    assert texts.has("calls")
    assert not texts.has("call")
