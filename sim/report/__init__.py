"""Values -> text, JSON and pages. Knows the core alone."""
