"""The screen of a live call and its parts."""
