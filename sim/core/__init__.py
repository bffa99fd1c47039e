"""Floor 1, the pure core: what a call is, how it goes on, what it is worth.

No files, clock, threads, windows or randomness without a seed. Everything here is a value or a function of
values, so the game, plays, exploration, the team server and rescoring all share one truth.
"""
