"""Two calls side by side, from where they part."""
