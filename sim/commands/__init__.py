"""Floor 4: what each command does, and how the floors below are joined for it."""
