"""The screens for the ear: read aloud by the program, shown to a screen reader."""
