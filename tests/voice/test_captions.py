import pytest

from sim.voice.captions import aligned_words, estimated_words, revealed, silent_seconds

TEXT = 'Four weeks — and "nothing", 4471! Well?'


@pytest.mark.parametrize("text", [TEXT, "One", "  spaces   around  ", "Één euro, oké? 😀 ja…", "x" * 300])
def test_words_are_in_order_and_the_whole_text_is_shown_at_the_end(text):
    words = estimated_words(text, 3.0)
    assert [word.start for word in words] == sorted(word.start for word in words)
    assert revealed(words, 3.0) == len(text)


def test_nothing_is_shown_before_the_first_word_and_whole_words_after():
    words = aligned_words("Where is it?", 2.0, [(0.2, 0), (0.8, 6), (1.1, 9)])
    assert [revealed(words, t) for t in (0.0, 0.2, 0.79, 0.8, 5.0)] == [0, 5, 5, 8, 12]


def test_an_event_inside_a_word_belongs_to_it_and_the_first_one_counts():
    words = aligned_words("I paid 4471 euro.", 3.0, [(0.0, 0), (0.2, 2), (0.5, 7), (0.9, 8), (1.4, 8), (2.0, 12)])
    assert [word.start for word in words] == [0.0, 0.2, 0.5, 2.0]


def test_a_word_that_is_not_spoken_stands_between_its_neighbours():
    words = aligned_words("Well — no.", 2.0, [(0.1, 0), (1.0, 7)])
    assert 0.1 < words[1].start < 1.0


def test_times_never_run_backwards_and_odd_offsets_do_no_harm():
    words = aligned_words("One two three", 2.0, [(0.5, 0), (0.1, 4), (9.0, 99)])
    assert [word.start for word in words][:2] == [0.5, 0.5]
    assert words[1].start <= words[2].start <= 2.0


def test_a_pause_follows_a_comma_and_a_longer_one_a_sentence():
    def second_word(text):
        return estimated_words(text, 2.0)[1].start

    assert second_word("yes then") < second_word("yes, then") < second_word("yes. then")


def test_an_empty_text_has_no_words():
    assert estimated_words("", 1.0) == ()
    assert revealed((), 1.0) == 0


def test_without_sound_a_line_takes_as_long_as_speaking_it_would():
    assert silent_seconds("one " * 165, "en", 165) == pytest.approx(60 * 0.86)
    assert silent_seconds("een " * 165, "nl", 165) == pytest.approx(60 * 0.97)
    assert silent_seconds("", "en") > 0
