"""Client and server killed at random points, the network cut, clocks wrong: every call that closed is there, once.

Forty kills here, or as many as COOL_HEAD_KILLS says; tests/bench/team_kills.py prints the numbers of a thousand.
"""

import os

import pytest

from tests.team.kills import trial

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("COOL_HEAD_KILLS", "40"))


def test_every_call_that_closed_is_on_the_board_once_whatever_was_killed(tmp_path):
    found = trial(tmp_path, KILLS)
    assert (found.lost, found.doubled, found.foreign, found.refused, found.broken) == (0, 0, 0, 0, 0)
    assert found.closed == found.there > KILLS / 4
    assert found.acknowledged
