"""Names that lead nowhere: needs and flags that nothing sets or reads, milestones, cards, twins, files, looks."""

from collections.abc import Iterator
from pathlib import Path

from sim.content.advice.subject import Subject
from sim.content.problems import Problem
from sim.core.scenario import DIMENSIONS
from sim.core.soundness import conditions_of


def _set_names(subject: Subject) -> set[str]:
    scenario = subject.scenario
    found = {name for reply in subject.replies for name in reply.option.sets}
    return found | set(scenario.reveal.sets if scenario.reveal else ())


def _read_names(subject: Subject) -> set[str]:
    scenario = subject.scenario
    found = {name.name for _, condition in conditions_of(scenario) for name in condition.names()}
    for dimension in DIMENSIONS:
        found |= {name for milestone in scenario.milestones.of(dimension) for name in milestone.sets}
    return found


def needs_never_set(subject: Subject) -> Iterator[Problem]:
    """A need that no reply sets can never be met."""
    found = _set_names(subject)
    for need in subject.scenario.needs:
        if need not in found:
            yield subject.problem("need-never-set", ("needs", need), True, found=need)


def idle_flags(subject: Subject) -> Iterator[Problem]:
    """Flags that nothing sets, or that nothing asks for."""
    set_names, read_names = _set_names(subject), _read_names(subject)
    for flag in subject.scenario.flags:
        if flag in subject.scenario.needs:
            yield subject.problem("need-and-flag", ("flags", flag), True, found=flag)
        elif flag not in set_names:
            yield subject.problem("flag-never-set", ("flags", flag), True, found=flag)
        elif flag not in read_names:
            yield subject.problem("flag-never-read", ("flags", flag), True, found=flag)


def milestones_out_of_reach(subject: Subject) -> Iterator[Problem]:
    """A milestone by moves that no reply makes, or by names that nothing sets."""
    made = {move for reply in subject.replies for move in reply.option.moves}
    made |= {name for reply in subject.replies for name in reply.option.sets}
    for dimension in DIMENSIONS:
        for index, milestone in enumerate(subject.scenario.milestones.of(dimension)):
            ways = {*milestone.any, *milestone.sets}
            if ways and not ways & made:
                keys = ("milestones", dimension, index)
                yield subject.problem("milestone-out-of-reach", keys, found=milestone.id)


def identity(subject: Subject) -> Iterator[Problem]:
    """An identity that is required but never asked for; cards that wait for one that never comes."""
    scenario = subject.scenario
    asked = any("verify_id" in reply.option.moves for reply in subject.replies)
    if asked:
        return
    if scenario.identity == "required":
        yield subject.problem("identity-never-checked", ("identity",))
    for index, card in enumerate(scenario.desk):
        if card.after == "identity":
            yield subject.problem("card-never-shown", ("desk", index, "after"), found=card.title)


def same_titles(subject: Subject) -> Iterator[Problem]:
    """Two cards of the desk with one title: a play, and a trainee, cannot tell them apart."""
    seen: set[str] = set()
    for index, card in enumerate(subject.scenario.desk):
        if card.title in seen:
            yield subject.problem("same-title", ("desk", index, "title"), found=card.title)
        seen.add(card.title)


def twins(subject: Subject) -> Iterator[Problem]:
    """The call that this one is a twin of is another one, and it exists."""
    twin = subject.scenario.twin_of
    if twin is None:
        return
    if twin == subject.scenario.id:
        yield subject.problem("twin-of-itself", ("twin_of",), found=twin)
    elif subject.folder_has is not None and not subject.folder_has(twin):
        yield subject.problem("unknown-twin", ("twin_of",), found=twin)


def recordings(subject: Subject) -> Iterator[Problem]:
    """Sound files that the scenario names lie beside it."""
    folder = Path(subject.document.path).parent
    if not Path(subject.document.path).is_file():
        return  # a text that stands in no folder
    spoken = [*subject.caller_says(), *((reply.keys, reply.option) for reply in subject.replies)]
    for keys, said in spoken:
        borrowed = subject.document.find((*keys, "recording"))[1].borrowed  # its own file is told of it
        if said.recording and not borrowed and not _lies_in(folder, said.recording):
            yield subject.problem("recording-missing", (*keys, "recording"), found=said.recording)


def _lies_in(folder: Path, name: str) -> bool:
    """Whether it is a plain file there; a link that leads out of the folder is none."""
    path = folder / name
    try:
        return path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def face(subject: Subject) -> Iterator[Problem]:
    """Looks that can be drawn, as far as somebody who knows the drawing was handed in."""
    if subject.face is None:
        return
    for key, value in subject.scenario.caller.face.items():
        keys = ("caller", "face", key)
        if key not in subject.face.keys:
            yield subject.problem("unknown-face-key", keys, True, found=key, known=subject.face.keys)
        elif not subject.face.is_legal(key, value):
            yield subject.problem("bad-face-value", keys, found=value, key=key)
