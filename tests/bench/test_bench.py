"""The table can be made; what it says about speed is for whoever runs it, not for a test."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).with_name("run.py")


@pytest.mark.slow
def test_a_row_says_what_was_measured_beside_what_and_whether_it_will_do():
    done = subprocess.run(
        [sys.executable, str(RUN), "--only", "keys", "--json"], capture_output=True, text=True, timeout=120, check=False
    )
    rows = json.loads(done.stdout)
    assert [row["note"] for row in rows] == [""] * len(rows)
    assert [row["name"].partition(":")[0] for row in rows] == ["key to picture"] * len(rows)
    assert all(row["ratio"] == row["ours"] / row["theirs"] for row in rows)
    assert done.returncode == int(any(row["met"] is False for row in rows))
