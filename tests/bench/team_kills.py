"""Kills client and server of a team session at random points, N times (1,000), and prints what is left of the calls.

uv run python tests/bench/team_kills.py [N] [SEED]
"""

import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else every start compiles the whole program anew
os.environ["PYTHONPYCACHEPREFIX"] = str(ROOT / ".pytest_cache" / "compiled")


def main():
    """Run it; 1 where anything was lost or doubled."""
    from tests.team.kills import trial

    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with tempfile.TemporaryDirectory() as folder:
        found = trial(Path(folder), kills, seed)
    for name, value in asdict(found).items():
        print(f"{name:14}", value if not isinstance(value, float) else round(value, 1))
    return int(bool(found.lost or found.doubled or found.foreign or found.broken))


if __name__ == "__main__":
    raise SystemExit(main())
