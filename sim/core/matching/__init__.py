"""Reads a typed reply as one of the replies that are offered, or says that it is unsure.

    words.py     a text as words that can be compared: case, marks, contractions, numbers, endings, what means the same
    phrases.py   the lexicon's phrases as people type them
    matcher.py   a scenario made ready: a text against the replies of a node, and the harm that its words add

Pure and deterministic: the same text, node and vocabulary give the same answer on any machine. A score never depends on
it: what it read is confirmed by the trainee and kept in the reply's event.
"""
