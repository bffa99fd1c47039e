"""What the JSON Schema says beyond the models: meanings of fixed words, hints for wrong values, starters to fill in.

English like the keys of the format and the problem catalogue. The meanings of keys stand with the models themselves.
"""

from typing import Any

KINDS_OF_FILE = {
    "scenario": "A call that can be practised.",
    "play": "A call written down: it tests a scenario, documents it, and is performed by `run_sim.py perform`.",
    "lexicon": "Phrases to use and to avoid, each tied to a move.",
    "service": "The service card: what every call is for, and what everybody who answers does.",
}

# By definition and key: what each of the fixed words means.
MEANINGS: dict[tuple[str, str], dict[str, str]] = {
    ("Scenario", "family"): {
        "angry": "the caller is angry",
        "panicked": "the caller is in panic",
        "out_of_scope": "the caller asks for something that is not this service's job",
    },
    ("Scenario", "identity"): {
        "required": "the identity must be verified before account details are given",
        "none": "nothing in this call needs it",
    },
    ("Caller", "anger_type"): {
        "emotional": "real feeling: being heard brings it down",
        "instrumental": "used as a tool: kind words do nothing, a calm boundary does",
    },
    ("CallerVoice", "sex"): {"female": "a woman's voice", "male": "a man's voice"},
    ("DeskCard", "after"): {"identity": "hidden until the identity is verified"},
    ("Entry", "kind"): {"encouraged": "a phrase that helps", "discouraged": "a phrase that harms"},
    ("PlayStep", "timers"): {"on": "time is judged from here on", "off": "time is not judged from here on"},
    ("PlayStep", "hang_up"): {"yes": "the trainee hangs up; the bare word hang_up says the same"},
}

NO_MOVE = "There is no such move. Ask for completion (Ctrl+Space): each move comes with what it is worth."
NO_CHOICE = "Not one of the words that are known here: {words}."
TEXT = "A text belongs here; put it in quotes if it holds a colon, a bracket or a #."
WHOLE = "A whole number belongs here{range}, in figures."
NUMBER = "A number belongs here{range}, in figures, with a point for decimals, such as 0.9."
RANGE = " ({least} to {most})"
AT_LEAST = " ({least} or more)"
TRUE_OR_FALSE = "true or false belongs here."
LIST = "A list belongs here: [like, this], or each entry on a line of its own that starts with a dash."
CONDITION = "Not a condition. Such as: anger >= 60 and not heard"
FORMAT = "This program knows format 1."

RECORDING = "A sound file in the scenario's own folder: its name ends in .ogg or .wav."

# By the beginning of a pattern: what the value must look like.
PATTERNS = {
    "^[A-Za-z0-9_-]": "An id has letters, digits, - and _ only, and no blanks: such as first-demand.",
    "^[A-Za-z0-9_][": "A scenario's id is its file's name without .yaml: letters, digits, - and _.",
    "^[a-z]{2}$": "A language is two small letters, such as en or nl.",
    "^[A-Z]": "A code of a warning, such as Q004.",
}

CONDITION_MEANING = (
    "A condition: anger, panic, trust or patience compared with a whole number, such as `anger >= 60`; `heard`, "
    "`identity`, `abuse`; any need or flag by its name; joined by `and`, `or`, `not` and ( )."
)

_REPLY = {"say": '"$2"', "moves": "[$3]", "to": "$4", "because": "$5"}
_NODE = {"caller": '"$2"', "options": {"a": {"say": '"$3"', "moves": "[$4]", "to": "$5", "because": "$6"}}}

# By definition and key: (label, what it is, keys to fill in) offered where the key has its value.
SNIPPETS: dict[tuple[str, str], tuple[str, str, Any]] = {
    ("Node", "options"): ("a reply", "a reply with its words, its moves and where it leads", {"${1:a}": _REPLY}),
    ("Scenario", "nodes"): ("a node", "a turn of the call with its first reply", {"${1:id}": _NODE}),
    ("Scenario", "endings"): (
        "an ending",
        "a way in which the call may end",
        {"${1:id}": {"complete": "${2:true}", "text": "$3"}},
    ),
}
FIRST_MOVE = {"label": "[ ]", "description": "the moves of this reply, one to three; the first to choose from"}
