"""Scenarios of which a session has another version than the shipped one, and a shelf in memory."""

import json
from contextlib import contextmanager

from sim.core.scenario import Scenario
from sim.team.client_versions import NotTaken
from tests.team.classroom import FIRST, Shelf, scenario


def other_version(name=FIRST, language="en", words="We do this otherwise here."):
    """The shipped scenario with one reply changed."""
    data = json.loads(scenario(name, language).model_dump_json())
    replies = data["nodes"][data["start"]]["options"]
    next(iter(replies.values())).update(say=words, either=[])
    return Scenario.model_validate_json(json.dumps(data))


@contextmanager
def offering(monkeypatch, *played):
    """What facilitators may put into sessions is this from now on."""
    by_name = {(one.id, one.language): one for one in played}
    with monkeypatch.context() as patch:
        same = ("id", "title", "family", "level", "minutes", "language")
        patch.setattr(
            Shelf,
            "offered",
            lambda shelf, language: [
                {name: getattr(one, name) for name in same} for one in played if one.language == language
            ],
        )
        patch.setattr(Shelf, "load", lambda shelf, name, language: by_name.get((name, language)))
        yield


class MemoryShelf:
    """What was taken, by hash; `full` says why nothing can be."""

    def __init__(self, *here):
        self.here, self.taken, self.full, self.looked = set(here), {}, "", []

    def has(self, wanted):
        self.looked.append(wanted.hash)
        return wanted.hash in self.here or wanted.hash in self.taken

    def take(self, wanted, text):
        if self.full:
            raise NotTaken(self.full)
        self.taken[wanted.hash] = Scenario.model_validate_json(text)
