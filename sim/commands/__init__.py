"""Floor 4: what each command does, and how the floors below are joined for it."""

import os

# pygame greets on standard output, which belongs to the command's own result.
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
