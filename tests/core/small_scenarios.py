"""Scenarios for tests, as the reader hands them over: plain dictionaries in which every value is text."""

from copy import deepcopy

from hypothesis import strategies as st

from sim.core.moves import MOVES
from sim.core.scenario import Scenario

FLAGS = ("hot", "panic", "provocation", "pressure", "abuse", "key", "safety", "detour", "interruptible", "escalate")

BASE = {
    "format": "1", "id": "a-call", "language": "en", "title": "A call", "family": "angry", "level": "1", "minutes": "5",
    "about": "A caller wants something.", "identity": "required",
    "caller": {
        "name": "Ann", "about": "A caller.",
        "start": {"anger": "60", "panic": "20", "trust": "30", "patience": "60"},
    },
    "briefing": {"company": "Firm", "role": "Agent", "goal": "A good close."},
    "policy": [{"id": "limit", "rule": "At most 25 euro."}],
    "desk": [
        {"title": "Prices", "text": "A visit costs nothing."},
        {"title": "File", "text": "Four visits.", "after": "identity"},
    ],
    "needs": {"need_found": "She has an interview.", "need_met": "A router."},
    "flags": {"promised": "The trainee promised something."},
    "milestones": {
        "calm": [{"id": "heard", "any": ["name_feeling", "listen"], "before": ["explain_why"], "why": "Heard first."}],
        "ownership": [{"id": "found", "sets": ["need_found"], "why": "The need was found."}],
        "policy": [{"id": "why", "any": ["explain_why"], "why": "The rule had a reason."}],
    },
    "start": "opening",
    "nodes": {
        "opening": {
            "flags": ["hot", "provocation"],
            "caller": "Nobody came! Again!",
            "silence": "Hello?",
            "options": {
                "feel": {"say": "Four days for nothing.", "moves": ["name_feeling", "listen"], "because": "Named."},
                "rule": {"say": "Those are the rules.", "moves": ["stonewall"]},
                "give": {"say": "You get it all back.", "moves": ["concede"], "breaks": "limit", "sets": ["promised"]},
            },
            "next": [{"when": "anger >= 68", "to": "insult"}, {"to": "rule"}],
        },
        "insult": {
            "flags": ["hot", "provocation", "abuse", "detour"],
            "caller": "You useless clown.",
            "options": {
                "limit": {"say": "Not while you call me names.", "moves": ["limit"], "to": "insult"},
                "warn": {"say": "Once more and I end this call.", "moves": ["final_warning"], "to": "insult"},
                "go": {"say": "Shall we go on?", "moves": ["ask_closed"], "to": "rule"},
            },
        },
        "rule": {
            "flags": ["pressure", "key"],
            "caller": [{"when": "promised", "say": "So where is it, my money?"}, {"say": "I want it all back."}],
            "options": {
                "why": {"say": "25 is the limit, for everyone alike.", "moves": ["explain_why", "alternative"],
                        "upholds": "limit", "sets": ["need_found", "need_met"], "to": "close"},
                "wait": {"say": "I need half a minute.", "moves": ["hold_announce"], "hold": "20", "to": "close"},
                "no": {"say": "No.", "moves": ["stonewall"], "to": "close"},
            },
        },
        "close": {
            "caller": "And now?",
            "options": {
                "next": {"say": "Thursday at eight. I ring you.", "moves": ["confirm_next", "expect"], "to": "settled"},
                "bye": {"say": "Goodbye.", "moves": ["filler"], "to": "dropped"},
            },
        },
    },
    "endings": {"settled": {"complete": "true", "text": "She knows."}, "dropped": {"complete": "false", "text": "No."}},
}  # fmt: skip


def small(change=None):
    """The small scenario, after `change(data)` altered its dictionary."""
    data = deepcopy(BASE)
    if change is not None:
        change(data)
    return Scenario.model_validate(data)


def _when(names):
    gauge = st.builds("{} {} {}".format, st.sampled_from(["anger", "panic", "trust", "patience"]),
                      st.sampled_from([">=", "<", "=="]), st.integers(0, 100))  # fmt: skip
    word = st.sampled_from(["heard", "identity", "abuse", *names])
    part = st.one_of(gauge, word, word.map("not {}".format))
    return st.lists(part, min_size=1, max_size=3).map(" and ".join)


@st.composite
def scenarios(draw):
    """Any sound scenario: random nodes, flags, moves, conditions, loops and endings."""
    data = deepcopy(BASE)
    node_ids = [f"n{i}" for i in range(draw(st.integers(1, 5)))]
    targets = st.sampled_from([*node_ids, "settled", "dropped"])
    names = ["need_found", "need_met", "promised"]
    data["caller"]["start"] = {key: str(draw(st.integers(0, 100))) for key in ("anger", "panic", "trust", "patience")}
    data["caller"]["anger_type"] = draw(st.sampled_from(["emotional", "instrumental"]))
    data["identity"] = draw(st.sampled_from(["required", "none"]))
    data["start"] = node_ids[0]
    if draw(st.booleans()):
        data["reveal"] = {"say": "I have an interview.", "sets": ["need_found"]}
    data["nodes"] = {name: draw(nodes_leading_to(targets, names)) for name in node_ids}
    return Scenario.model_validate(data)


@st.composite
def nodes_leading_to(draw, targets, names):
    """A node with random flags, moves and conditions."""
    options = {}
    for name in "abcd"[: draw(st.integers(2, 4))]:
        option = {"say": f"Reply {name}.", "to": draw(targets)}
        option["moves"] = draw(st.lists(st.sampled_from(sorted(MOVES)), min_size=0, max_size=3, unique=True))
        option["sets"] = draw(st.lists(st.sampled_from(names), max_size=1))
        if draw(st.integers(0, 4)) == 0:
            option["when"] = draw(_when(names))
        if draw(st.integers(0, 5)) == 0:
            option["hold"] = "20"
        options[name] = option
    caller = [{"when": draw(_when(names)), "say": "One way."}] if draw(st.booleans()) else []
    flags = draw(st.lists(st.sampled_from(FLAGS), max_size=4, unique=True))
    return {"flags": flags, "caller": [*caller, {"say": "Another way."}], "options": options}
