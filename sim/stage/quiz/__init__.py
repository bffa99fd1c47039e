"""The quiz on the rules of a call."""
