"""The trainer's reference as pages: the format's keys and the moves, from the models and tables that decide.

`uv run python -m sim.commands.reference` writes them into docs/; nothing in them is written by hand twice.
"""
