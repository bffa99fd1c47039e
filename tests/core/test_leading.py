"""Who led: from moves, flags and timing, the same for every call."""

from types import SimpleNamespace

import pytest

from sim.core.decision import QUIET
from sim.core.leading import FOLLOWING, LEADING, lead_of, who_led
from sim.core.moves import MOVES


def led(*moves, flags=(), **timing):
    choice = SimpleNamespace(moves=moves, flags=frozenset(flags))
    return who_led(SimpleNamespace(choice=choice, timing=QUIET._replace(**timing)))


@pytest.mark.parametrize(
    ("who", "turn"),
    [
        ("you", led("ask_open")),
        ("you", led("name_feeling", "own_action")),
        ("you", led("hold_line", flags=["pressure"])),
        ("you", led("limit", flags=["abuse"])),
        ("shared", led("listen")),
        ("shared", led("name_feeling", flags=["provocation"])),
        ("shared", led("own_action", "promise_too_much")),
        ("shared", led("ask_closed", silences=1)),
        ("shared", led("expect", interrupted=True)),
        ("caller", led("filler")),
        ("caller", led("concede", flags=["pressure"])),
        ("caller", led("validate", flags=["pressure"])),
        ("caller", led("listen", flags=["abuse"])),
        ("caller", led("listen", silences=1)),
        ("caller", led("argue", interrupted=True)),
        ("caller", led("dismiss")),
    ],
)
def test_who_led_follows_from_moves_flags_and_timing(who, turn):
    assert turn == who


def test_no_move_both_leads_and_follows_and_all_of_them_exist():
    assert not LEADING & FOLLOWING
    assert set(MOVES) >= LEADING | FOLLOWING


def test_the_lead_of_a_call_counts_each_turn_once():
    lead = lead_of(["you", "you", "shared", "caller", "you"])
    assert (lead, lead.turns) == ((3, 1, 1), 5)
