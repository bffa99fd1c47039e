"""What came of a call."""
