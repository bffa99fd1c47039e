"""Work beside the window: what came of it, what went wrong in a sentence, and faults of ours where they are told."""

import threading

import pytest

from sim.commands.errand import ThreadErrand
from sim.core.errors import InputError


def after(work):
    """An errand whose thread has ended."""
    errand = ThreadErrand(work, lambda error: f"Sorry: {error}")
    for thread in threading.enumerate():
        if thread.name == "errand":
            thread.join()
    return errand


def failing(error):
    def work():
        raise error

    return work


def test_what_came_of_it():
    assert after(lambda: 7).poll().value == 7


@pytest.mark.parametrize("error", [InputError("no such code"), OSError("no such code")])
def test_what_goes_wrong_is_a_sentence(error):
    assert after(failing(error)).poll().problem == "Sorry: no such code"


def test_a_fault_of_ours_comes_out_in_the_window_s_thread():
    with pytest.raises(ZeroDivisionError):
        after(lambda: 1 // 0).poll()
