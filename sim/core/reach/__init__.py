"""Exact exploration: what can be reached, best and worst, the ideal call. Begin with exploring.py."""
