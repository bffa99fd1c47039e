"""A trainer's file in the game."""
