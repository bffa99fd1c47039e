"""The callers to choose from."""
