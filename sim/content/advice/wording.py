"""How replies and lines are worded: phrases to avoid, promises where something is uncertain, lengths, facts."""

import re
from collections.abc import Iterator

from sim.content.advice.figures import facts_in, values_in
from sim.content.advice.grades import is_good
from sim.content.advice.languages import RULES
from sim.content.advice.patterns import has_word, places_of, sentences
from sim.content.advice.rules import Rules
from sim.content.advice.subject import Reply, Subject
from sim.content.problems import Problem
from sim.core.lexicon import Found, words_of

MOST_WORDS = 30
MOST_SECONDS = 15
_RATE = 165  # words a minute of a voice in an even mood (VOICE.md), and how much longer its words take
_STRETCH = {"en": 0.86, "nl": 0.97}
_STAGE = re.compile(r"\*\w[^*\n]{0,40}\*|\[[^\]\n]{1,40}\]|<[^>\n]{1,40}>|\((?:\w+ ?){1,3}\)")


def _rules(subject: Subject) -> Rules | None:
    return RULES.get(subject.scenario.language)


def discouraged_phrases(subject: Subject) -> Iterator[Problem]:
    """What the lexicon advises against, in a reply that counts as good and does not carry the phrase's move."""
    if subject.lexicon is None:
        return
    for reply in subject.replies:
        for keys, text in subject.wordings(reply.keys, reply.option):
            for found in subject.lexicon.find(text):
                if _out_of_place(found, reply) and is_good(subject, reply):
                    entry = found.entry
                    figures = {"found": text[found.start : found.end], "name": reply.name}
                    figures["move"] = f" ({entry.move})" if entry.move else ""
                    figures["better"] = f"Better: {entry.better}" if entry.better else ""
                    yield subject.problem_inside("discouraged-phrase", keys, found.start, **figures)


def _out_of_place(found: Found, reply: Reply) -> bool:
    entry = found.entry
    return entry.kind == "discouraged" and (entry.move is None or entry.move not in reply.option.moves)


def promises(subject: Subject) -> Iterator[Problem]:
    """A reply that says what is uncertain does not promise in the same breath; `I can't promise` is fine."""
    rules = _rules(subject)
    for reply in subject.replies if rules else ():
        if "expect" not in reply.option.moves:
            continue
        for keys, text in subject.wordings(reply.keys, reply.option):
            for start, end in _promises_in(text, rules):
                yield subject.problem_inside("promise-in-expect", keys, start, found=text[start:end], name=reply.name)


def _promises_in(text: str, rules: Rules | None) -> Iterator[tuple[int, int]]:
    if rules is None:
        return
    for words in sentences(text, rules.turns):
        if not any(word.plain in rules.negations for word in words):
            yield from places_of(words, rules.promises)


def lengths(subject: Subject) -> Iterator[Problem]:
    """Replies that can be said in one breath, lines that are over before the trainee's mind wanders."""
    for reply in subject.replies:
        for keys, text in subject.wordings(reply.keys, reply.option):
            count = len(text.split())
            if count > MOST_WORDS:
                yield subject.problem("reply-too-long", keys, found=reply.name, count=count)
    voice = subject.scenario.caller.voice
    stretch = _STRETCH.get(subject.scenario.language, 1.0)
    for keys, spoken in subject.caller_says():
        for way, text in subject.wordings(keys, spoken):
            seconds = len(text.split()) / (_RATE * voice.rate) * 60 * stretch
            if seconds > MOST_SECONDS:
                yield subject.problem("line-too-long", way, seconds=round(seconds))


def stage_directions(subject: Subject) -> Iterator[Problem]:
    """What stands in brackets or between asterisks would be read aloud."""
    spoken = [*subject.caller_says(), *((reply.keys, reply.option) for reply in subject.replies)]
    for keys, said in spoken:
        for way, text in subject.wordings(keys, said):
            match = _STAGE.search(text)
            if match:
                yield subject.problem_inside("stage-direction", way, match.start(), found=match[0])


def insults(subject: Subject) -> Iterator[Problem]:
    """Every line of an abuse node insults whoever hears it: no `you` and no insult means that it probably does not."""
    rules = _rules(subject)
    if rules is None:
        return
    for node_id, node in subject.scenario.nodes.items():
        for index, line in enumerate(node.caller if "abuse" in node.flags else ()):
            for keys, text in subject.wordings(("nodes", node_id, "caller", index), line):
                words = words_of(text)
                if not any(word.plain in rules.you or has_word(word, rules.insults) for word in words):
                    yield subject.problem("line-without-insult", keys)


def facts_at_hand(subject: Subject) -> Iterator[Problem]:
    """Numbers, amounts, times and days of a good reply stand where the trainee can have them from."""
    rules = _rules(subject)
    if rules is None:
        return
    known = values_in(_knowledge(subject), rules)
    for reply in subject.replies:
        if reply.option.breaks or not is_good(subject, reply):
            continue
        held = {reply.option.hold or 0, (reply.option.hold or 0) // 60}
        for keys, text in subject.wordings(reply.keys, reply.option):
            new = [fact for fact in facts_in(text, rules) if fact.firm and fact.value not in known | held]
            if new:
                shown = ", ".join(dict.fromkeys(text[fact.start : fact.end] for fact in new))
                yield subject.problem_inside("fact-not-at-hand", keys, new[0].start, found=shown, name=reply.name)


def _knowledge(subject: Subject) -> Iterator[str]:
    """Every text that a trainee has seen or heard, or can look up."""
    scenario = subject.scenario
    briefing = scenario.briefing
    yield from (scenario.about, scenario.caller.about, briefing.company, briefing.role, briefing.goal, *briefing.notes)
    for policy in scenario.policy:
        yield from (policy.rule, policy.why or "", policy.instead or "")
    for card in scenario.desk:
        yield from (card.title, card.text)
    for _, spoken in subject.caller_says():
        yield from spoken.wordings
