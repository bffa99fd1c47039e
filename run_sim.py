"""The one door to Cool Head: `uv run run_sim.py` opens the game, `uv run run_sim.py --help` lists the rest."""

import sys

if __name__ == "__main__":
    try:
        from sim.cli import main
    except KeyboardInterrupt:  # in the moment before main can catch it
        sys.exit(130)
    sys.exit(main())
