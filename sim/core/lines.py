"""What the caller says in a call, and how the replies are worded and ordered: by the script and the call's seed alone.

Nothing here changes a call; sim.core.call asks, and keeps what was said.
"""

from collections.abc import Sequence

from sim.core import scenario as sc
from sim.core.decision import Step
from sim.core.events import Utterance
from sim.core.log import DefaultLines, OfferedReply
from sim.core.mood import Mood
from sim.core.script import Reading, Script, ScriptNode, State
from sim.core.wording import draw, shuffled, words_in


class Lines:
    """The lines of one call. `defaults`: what callers say where the scenario gives no words."""

    def __init__(self, script: Script, seed: int, defaults: DefaultLines) -> None:
        self.script, self.seed, self.defaults = script, seed, defaults

    def at(self, state: State) -> Utterance:
        """What the caller says at the node of a state."""
        node = self.script.nodes[state.node]
        place = _variant(node, state)
        line = node.caller[place][1]
        text = self._wording(line, f"{node.id}|caller{place}|{state.visited >> state.node & 1}")
        return Utterance(text, "line", node.id, state.mood, line.recording)

    def reaction(self, node: ScriptNode, step: Step, interrupted: bool) -> Utterance | None:
        """What the caller says after a decision at a node, in one breath; None when the call just ends."""
        turn, scenario = step.turn, self.script.scenario
        parts: list[str] = []
        if interrupted:
            parts.append(self._drawn(node.node.lines.interrupted, self.defaults.interrupted, f"{node.id}|interrupted"))
        if step.ended:
            if step.goes_to == sc.CALLER_HUNG_UP:
                parts.append(self._drawn(None, self.defaults.leaving, "leaving"))
            text = " ".join(part for part in parts if part)
            return Utterance(text, "leaving", node.id, turn.after) if text else None
        if turn.revealed and scenario.reveal:
            parts.append(self._wording(scenario.reveal, "reveal"))
        line = self.at(step.state)
        if turn.after.panic >= scenario.triggers.loop:
            lines = self.script.nodes[step.state.node].node.lines
            parts.append(self._drawn(lines.loop, self.defaults.loop, f"{line.node}|loop"))
        parts = [part for part in parts if part]
        if not parts:
            return line
        return line._replace(text=" ".join([*parts, line.text]), recording=None)

    def aside(self, node: ScriptNode, kind: str, mood: Mood, before: int) -> Utterance | None:
        """What the caller says at a special moment of a node, one of DefaultLines' fields; None without words for it.

        `before`: how often such a moment came in this turn, so that the same words need not come again.
        """
        own = node.node.silence if kind == "silence" else getattr(node.node.lines, kind, None)
        text = self._drawn(own, getattr(self.defaults, kind), f"{node.id}|{kind}|{before}")
        recording = own.recording if own is not None else None
        return Utterance(text, kind, node.id, mood, recording) if text else None

    def replies(self, node: ScriptNode, visit: int, offered: Sequence[str]) -> tuple[OfferedReply, ...]:
        """The replies of a node as they stand on screen. `visit`: how many turns were played there before."""
        key, options = f"{node.id}|{visit}", node.node.options
        return tuple(
            OfferedReply(name, self._wording(options[name], f"{key}|{name}")) for name in self._in_order(key, offered)
        )

    def words(self, state: State, visit: int, offered: tuple[str, ...]) -> int:
        """How many words the trainee has to read at the node of a state: the caller's line and the replies offered.

        Only the scenario's own words count: what callers say by default may change with the program.
        """
        node = self.script.nodes[state.node]
        place = _variant(node, state)
        reading = node.readings.get((place, offered))
        if reading is None:
            reading = node.readings[place, offered] = _reading(node, place, offered)
        words, caller, replies = reading
        if caller:
            words += caller[draw(self.seed, f"{node.id}|caller{place}|{state.visited >> state.node & 1}", len(caller))]
        for name, counts in replies:
            words += counts[draw(self.seed, f"{node.id}|{visit}|{name}", len(counts))]
        return words

    def _in_order(self, key: str, offered: Sequence[str]) -> Sequence[str]:
        return shuffled(self.seed, key, offered)

    def _drawn(self, own: sc.Spoken | None, default: tuple[str, ...], key: str) -> str:
        if own is not None:
            return self._wording(own, key)
        return default[draw(self.seed, key, len(default))]

    def _wording(self, spoken: sc.Spoken, key: str) -> str:
        wordings = spoken.wordings
        return wordings[draw(self.seed, key, len(wordings))] if len(wordings) > 1 else wordings[0]


def _variant(node: ScriptNode, state: State) -> int:
    """Which variant of the caller's line holds. The last has no condition (soundness), so one always does."""
    return next(place for place, (test, _) in enumerate(node.caller) if test is None or test(state))


def _reading(node: ScriptNode, place: int, offered: tuple[str, ...]) -> Reading:
    def counts(spoken: sc.Spoken) -> tuple[int, ...]:
        return tuple(map(words_in, spoken.wordings))

    line = counts(node.caller[place][1])
    replies = [(name, counts(node.node.options[name])) for name in offered]
    drawn = tuple((name, found) for name, found in replies if len(set(found)) > 1)
    always = sum(found[0] for _, found in replies if len(set(found)) == 1)
    same = len(set(line)) == 1
    return Reading(always + (line[0] if same else 0), () if same else line, drawn)


def words_between(node: ScriptNode, offered: tuple[str, ...]) -> tuple[int, int]:
    """The fewest and the most words that Lines.words may say at a node, whatever the seed, the visit and the mood."""
    lines = [words_in(text) for _, line in node.caller for text in line.wordings]
    replies = [[words_in(text) for text in node.node.options[name].wordings] for name in offered]
    return min(lines) + sum(map(min, replies)), max(lines) + sum(map(max, replies))
