"""Do the words bear out the move they are tagged with?

Three moves are worth most, and only when they are specific: doing something oneself needs an "I" that does something;
an apology and a named feeling need a fact of this very case. A fact is a number or day, or a word of some weight that
the caller, the briefing's goal, the desk, the policy or the needs have too.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from sim.content.advice.figures import facts_in
from sim.content.advice.languages import RULES
from sim.content.advice.patterns import has_pattern
from sim.content.advice.rules import Rules
from sim.content.advice.subject import Subject
from sim.content.problems import Problem
from sim.core.lexicon import Word, words_of

_SHORTEST_STEM = 4


def tags(subject: Subject) -> Iterator[Problem]:
    """Replies whose words are too general for their moves."""
    rules = RULES.get(subject.scenario.language)
    if rules is None:
        return
    case = case_stems(subject, rules)
    for reply in subject.replies:
        made = reply.option.moves
        for keys, text in subject.wordings(reply.keys, reply.option):
            words = words_of(text)
            if "own_action" in made and not _acts(words, rules):
                yield subject.problem("action-without-doing", keys, found=reply.name)
            if "apologise" in made and not _has_fact(text, words, case, rules):
                yield subject.problem("apology-without-fact", keys, found=reply.name)
            if "name_feeling" in made and not _has_fact(text, words, case, rules):
                yield subject.problem("feeling-without-fact", keys, found=reply.name)


def _acts(words: Sequence[Word], rules: Rules) -> bool:
    """Whether somebody says "I" with a verb that does something."""
    if has_pattern(words, rules.mine_phrases):
        return True
    return any(word.plain in rules.mine and _does_something(words, place, rules) for place, word in enumerate(words))


def _does_something(words: Sequence[Word], place: int, rules: Rules) -> bool:
    """Whether the verb of this "I" is one of doing: the word before it (dan bel ik u) or the next that counts."""
    before = words[place - 1].plain if rules.verb_before and place else ""
    if before and before not in rules.aside:
        return before not in rules.no_doing
    after = next((word.plain for word in words[place + 1 : place + 6] if word.plain not in rules.aside), "")
    return bool(after) and after not in rules.no_doing


def _has_fact(text: str, words: Sequence[Word], case: frozenset[str], rules: Rules) -> bool:
    """Whether something of this very case stands in the text."""
    if any(_stem(word.plain) in case for word in words if word.plain not in rules.empty):
        return True
    return any(fact.firm for fact in facts_in(text, rules)) or any(
        word.plain in rules.numbers and rules.numbers[word.plain] > 1 for word in words
    )


def case_stems(subject: Subject, rules: Rules) -> frozenset[str]:
    """The beginnings of all words that belong to this case: what the caller says, the briefing, the desk, the needs."""
    scenario = subject.scenario
    texts = [scenario.about, scenario.caller.about, scenario.briefing.goal, *scenario.needs.values()]
    texts += [f"{card.title} {card.text}" for card in scenario.desk]
    texts += [policy.rule for policy in scenario.policy]
    texts += [text for _, spoken in subject.caller_says() for text in spoken.wordings]
    return _stems(tuple(texts), rules.language)


@lru_cache(maxsize=8)
def _stems(texts: tuple[str, ...], language: str) -> frozenset[str]:
    rules = RULES[language]
    words = (word.plain for text in texts for word in words_of(text))
    return frozenset(_stem(word) for word in words if len(word) >= _SHORTEST_STEM and word not in rules.empty)


def _stem(word: str) -> str:
    """Enough of a word to know its family: afternoon and afternoons, wait and waited."""
    return word[: max(_SHORTEST_STEM, len(word) * 2 // 3)] if len(word) > _SHORTEST_STEM else word
