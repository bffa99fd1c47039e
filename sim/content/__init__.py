"""Floor 2: text to core. Scenarios, plays, translations and drawings; nothing here knows a window or a result."""
