"""The one door to Cool Head: `uv run run_sim.py` opens the game, `uv run run_sim.py --help` lists the rest."""

import sys

from sim.cli import main

if __name__ == "__main__":
    sys.exit(main())
