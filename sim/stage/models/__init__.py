"""Model calls: watching somebody else's call and finding the turn where it went wrong; a tour of the worst answers."""
