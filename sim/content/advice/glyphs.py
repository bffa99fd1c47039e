"""Can what is written be drawn? The program's fonts have Latin letters and common signs; the rest would be boxes."""

from collections.abc import Iterator

from sim.content.advice.subject import Subject
from sim.content.characters import name_of
from sim.content.drawable import undrawable_in
from sim.content.problems import Problem
from sim.content.text_keys import texts_of


def undrawable(subject: Subject) -> Iterator[Problem]:
    """Texts with characters that the fonts lack: the first of each text is shown."""
    for source in texts_of(subject.document.value):
        if source.kind == "recording":
            continue
        found = list(undrawable_in(source.text))
        if found and not subject.document.find(source.way)[1].borrowed:
            place, character = found[0]
            shown = f"{character} ({name_of(character)})"
            yield subject.problem_inside("undrawable", source.way, place, found=shown, count=len(found))
