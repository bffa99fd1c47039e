"""The table of ratios: `uv run python tests/bench/run.py`.

Both sides of each row are measured in this run, on this machine, in turns.
Rows whose other side cannot be had are skipped and say so. Exit code 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable

import answering
import coverage
import decision
import exploring
import frames
import memory
import starting
from measure import Broken, Row, Unavailable, table

GROUPS: dict[str, Callable[[], list[Row]]] = {
    "decision": decision.rows,
    "start": starting.rows,
    "frames": frames.rows,
    "memory": memory.rows,
    "keys": frames.key_rows,
    "answers": answering.rows,
    "xray": exploring.rows,
    "coverage": coverage.rows,
}


def main() -> int:
    """Measure and print; 1 when a target was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=sorted(GROUPS), metavar="NAME", help=", ".join(GROUPS))
    parser.add_argument("--json", action="store_true", help="one JSON document instead of the table")
    given = parser.parse_args()
    rows: list[Row] = []
    for name, measure in GROUPS.items():
        if given.only and name not in given.only:
            continue
        began = time.perf_counter()
        try:
            rows += measure()
        except Unavailable as error:
            rows.append(Row(name, "", note=str(error)))
        except Broken as error:
            rows.append(Row(name, "", note=str(error), broken=True))
        print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    print(json.dumps([row.as_json() for row in rows], indent=1) if given.json else table(rows))
    if hasattr(os, "getloadavg"):
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", file=sys.stderr)
    return int(any(row.met is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
