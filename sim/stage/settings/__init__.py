"""Settings, keys and the first start."""
