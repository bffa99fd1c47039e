"""A shift: choosing it, what stands between its calls, and its end."""
