"""Floor 3: the window. What screens are built from is in sim.stage.kit.

Importing this package keeps pygame from printing its greeting, which would spoil `--json`.
"""

import os

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
