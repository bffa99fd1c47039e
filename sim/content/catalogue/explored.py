"""X: what `xray` finds by looking at every call and by letting simulated trainees play.

Its sentences, with their figures, are in assets/text/xray.*.yaml: they speak the reader's language. These rows say what
a code means, whether it can be accepted, and what to do in general.
"""

from sim.content.problems import Kind, Severity


def _kind(number: int, name: str, severity: Severity, meaning: str, hint: str) -> Kind:
    # What is too large is no small file.
    example = f"x{number:03}-{name}.yaml" if number > 1 else ""
    return Kind(f"X{number:03}", name, severity, meaning, "", hint, example)


EXPLORED = (
    _kind(
        1, "too-large", "warning",
        "The scenario is too large to be looked at whole; figures are bounds.",
        "Set fewer flags and needs that are asked for much later, or let ways join again.",
    ),
    _kind(
        2, "node-never-reached", "warning",
        "No call can come to this node, whatever the trainee replies.",
        "Let a reply or a `next` lead here that can hold, or delete the node.",
    ),
    _kind(
        3, "reply-never-offered", "warning",
        "No call is ever offered this reply.",
        "Loosen its `when`, or delete the reply.",
    ),
    _kind(
        4, "line-never-said", "warning",
        "The caller never says this variant of the line.",
        "Loosen its `when`, move it above the variant that hides it, or delete it.",
    ),
    _kind(
        5, "ending-never-reached", "warning",
        "No call can come to this ending.",
        "Let a reply or a `next` lead to it that can hold, or delete the ending.",
    ),
    _kind(
        6, "menu-empty", "warning",
        "A call can come to this node when no reply's `when` holds; then all are offered.",
        "Give one reply no `when`, or one that holds when the others do not.",
    ),
    _kind(
        7, "no-way-out", "error",
        "A call can come to where no reply ever leads to an ending.",
        "Give one reply there a way to an ending that needs no condition.",
    ),
    _kind(
        8, "never-complete", "error",
        "No ending that can be reached is complete, so nobody can pass.",
        "Set `complete: true` for the ending of a good call, and let a reply lead there.",
    ),
    _kind(
        9, "never-true", "warning",
        "A condition never holds when a call asks it.",
        "Delete what it guards, or change the figure or the name in it.",
    ),
    _kind(
        10, "always-true", "warning",
        "A condition holds whenever a call asks it, so it decides nothing.",
        "Delete the condition and what stands after it, or change the figure or the name in it.",
    ),
    _kind(
        11, "never-rated", "error",
        "No turn weighs in one of the three scores, so it is never rated and nobody can pass.",
        "At five nodes or more, offer replies whose moves differ in this score.",
    ),
    _kind(
        12, "band-missed", "warning",
        "A simulated trainee scores or passes more, or less, than a fair call lets it.",
        "See which replies it takes and what they earn; the advice names those to look at first.",
    ),
    _kind(
        13, "better-costs", "warning",
        "Too often a reply that is graded better makes the score of the whole call lower.",
        "Look at where the better reply leads, and at what only the other one sets or finds.",
    ),
)  # fmt: skip
EXPLORED_BY_CODE: dict[str, Kind] = {kind.code: kind for kind in EXPLORED}
