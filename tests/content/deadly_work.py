"""Work that can end its process, in a module of its own: every new process reads it, and what it imports."""

import os


def length_of(file, around):
    if file.name == around:
        os._exit(3)
    return file.name, len(file.name)


def given_up(file):
    return file.name, None
