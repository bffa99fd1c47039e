"""Floor 3: the same call as text, for a screen reader, over ssh, in a pipe, or where there is no display."""
