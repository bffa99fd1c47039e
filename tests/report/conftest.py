"""Reports are shown of the core's small scenarios."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "core"))
