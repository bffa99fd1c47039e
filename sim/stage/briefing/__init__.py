"""What comes before the phone rings: the briefing and the moment to notice."""
