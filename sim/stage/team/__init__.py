"""Team sessions in the window: joining one, how it stands, its calls."""
