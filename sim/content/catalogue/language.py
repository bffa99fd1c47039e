"""L: how replies and lines are worded, by the rules of each language. All of it can be accepted."""

from sim.content.problems import Kind

LANGUAGE = (
    Kind(
        "L001", "discouraged-phrase", "warning",
        "A reply that counts as good says what the lexicon advises against.",
        "Reply `{name}` counts as good, but says \"{found}\"{move}.",
        "Say it another way, or tag the reply with its move. {better}",
        "l001-discouraged-phrase/l001-discouraged-phrase.yaml",
    ),
    Kind(
        "L002", "promise-in-expect", "warning",
        "A reply with the move expect, which says what is uncertain, promises something.",
        "Reply `{name}` says what is uncertain, and promises in the same breath: {found}.",
        "Say what is certain, who decides the rest, and when the caller hears.",
        "l002-promise-in-expect.yaml",
    ),
    Kind(
        "L003", "action-without-doing", "warning",
        "A reply with the move own_action does not say what I do.",
        "Reply `{found}` has the move own_action, but no \"I\" that does something.",
        "Say what you do and when: I ring them now. Or take the move off.",
        "l003-action-without-doing.yaml",
    ),
    Kind(
        "L004", "apology-without-fact", "warning",
        "A reply with the move apologise names nothing of this case; sorry_generic is the move for that.",
        "Reply `{found}` apologises for nothing in particular.",
        "Say what it cost this caller, or make the move sorry_generic.",
        "l004-apology-without-fact.yaml",
    ),
    Kind(
        "L005", "feeling-without-fact", "warning",
        "A reply with the move name_feeling has no fact of this case, so that it would fit any call.",
        "Reply `{found}` has the move name_feeling, but no fact of this case.",
        "Say what the feeling comes from, in the caller's own facts; or make the move validate.",
        "l005-feeling-without-fact.yaml",
    ),
    Kind(
        "L006", "reply-too-long", "warning",
        "A reply has more than 30 words, more than can be said in one breath.",
        "Reply `{found}` has {count} words; 30 are the most.",
        "Keep what the caller needs now.",
        "l006-reply-too-long.yaml",
    ),
    Kind(
        "L007", "line-too-long", "warning",
        "A caller's line takes more than 15 seconds to say.",
        "Saying this takes about {seconds} seconds; 15 are the most.",
        "Split it over two nodes, or leave the half to the silence line.",
        "l007-line-too-long.yaml",
    ),
    Kind(
        "L008", "line-without-insult", "warning",
        "A line of a node with the flag abuse insults nobody, so that a boundary would be out of place.",
        "This node has the flag abuse, but the line insults nobody.",
        "Every variant of the line must be an insult to the trainee.",
        "l008-line-without-insult.yaml",
    ),
    Kind(
        "L009", "stage-direction", "warning",
        "A spoken text holds a direction in brackets or asterisks, which would be read aloud.",
        "{found} would be read aloud.",
        "Say it by the words alone: the voice follows the caller's mood.",
        "l009-stage-direction.yaml",
    ),
    Kind(
        "L010", "undrawable", "warning",
        "A text holds a character that the program's fonts do not have: it would be shown as a box.",
        "{found} cannot be drawn and would be a box ({count} such in this text).",
        "Write it in Latin letters, or leave it out. Accents, dashes, quotes, arrows and the euro sign can be drawn.",
        "l010-undrawable.yaml",
    ),
)  # fmt: skip
