"""Every way that a call can go, with equal futures drawn once: what is reached, and how many calls there are.

The sketch (reach_sketch.py) says for each situation which moods go on how. Here every mood that a call really has is
followed, from the end: one mood is played to all its endings, and the range in which each comparison on the way comes
out the same is carried back. A later mood in that range is not played again. So the map is exact, and a scenario
with millions of calls has thousands of situations. Every situation is one that a call really reaches.

What is asked only of the caller's wording (variants) does not divide situations; watched nodes (reach_steps.py) are
the exception. `for_scores`: moods that a reply changes differently are told apart even where nothing asks.
"""

from collections import Counter
from dataclasses import dataclass, field

from sim.core.mood import Mood
from sim.core.reach.regions import ALL, Bounds, Box, everywhere, inside, narrow, narrow_back
from sim.core.reach.sketch import MOST_SITUATIONS, Edge, Graph, Situation
from sim.core.reach.steps import OVER, Asked, Offer, Piece, Steps
from sim.core.script import State
from sim.core.wording import draws

FALSE_SEEN, TRUE_SEEN = 1, 2
_ALL_GAUGES = 0b1111
_SHELF = 6
WALKS, LONGEST_WALK = 1_000, 60


@dataclass(slots=True)
class ReachMap(Graph):
    """All situations with what was asked there. Edges hold for every mood of theirs: they have no guard."""

    asked: Counter[Asked] = field(default_factory=Counter)  # bits FALSE_SEEN, TRUE_SEEN
    lines: set[tuple[int, int]] = field(default_factory=set)
    empty_menus: set[int] = field(default_factory=set)

    def seen(self, asked: Asked, answer: bool) -> None:
        """Note how a condition came out."""
        self.asked[asked] |= TRUE_SEEN if answer else FALSE_SEEN


def draw_map(steps: Steps, sketch: Graph, most: int = MOST_SITUATIONS, for_scores: bool = False) -> ReachMap:
    """The map of a scenario; where it would have more than `most` situations it stops and is not `complete`."""
    return _Explorer(steps, sketch, most, for_scores).run()


def say(noted: ReachMap, steps: Steps, state: State) -> None:
    """Note the caller's line in a state that a call reaches, and how the conditions on the way to it came out."""
    place = state.node
    for number, ask in enumerate(steps.lines[place]):
        answer = ask is None or ask(state, everywhere())
        if ask is not None:
            noted.seen(("line", place, number), answer)
        if answer:
            noted.lines.add((place, number))
            return


def wander(steps: Steps, sketch: Graph, noted: ReachMap, walks: int = WALKS) -> None:
    """Note what is said in so many random calls: most lines that a map happened not to meet are met at once."""
    opening = steps.script.opening()
    for walk in range(walks):
        kind, mood, words, facts = sketch.situations[0], opening.mood, opening.words, opening.facts
        for chance in draws(f"wander|{walk}", LONGEST_WALK):
            say(noted, steps, State(kind.state.node, mood, kind.state.used, words, facts, kind.state.visited))
            edges = list(kind.taken(mood))
            edge = edges[int(chance * len(edges))]
            if edge.target == OVER:
                break
            kind, mood = sketch.situations[edge.target], mood.changed(edge.piece.effect)
            words, facts = words | edge.piece.words, facts | edge.piece.facts


@dataclass(slots=True)
class _Visit:
    """A situation being explored: where it is on the sketch, its moods so far, the replies still to take."""

    kind: Situation
    situation: Situation
    mood: Mood
    words: int
    facts: int
    box: Box
    left: list[tuple[Piece, int]]


class _Explorer:
    def __init__(self, steps: Steps, sketch: Graph, most: int, for_scores: bool) -> None:
        self.steps, self.sketch, self.most, self.for_scores = steps, sketch, most, for_scores
        self.map = ReachMap(complete=sketch.complete)
        # What is known of a situation of the sketch, by a shelf of angers: of hundreds of ranges few need to be tried.
        self.known: dict[tuple[int, int], list[tuple[Bounds, int]]] = {}
        self.on_the_way: dict[tuple[int, Mood], int] = {}
        self.met: dict[int, Piece | Offer] = {}
        self.bands: dict[tuple[int, int], Box] = {}
        self.targets = [{id(edge.piece): edge.target for edge in situation.edges} for situation in sketch.situations]

    def run(self) -> ReachMap:
        """Depth first without recursion: a call may be longer than Python's stack."""
        opening = self.steps.script.opening()
        way = [self._enter(0, opening.mood, opening.words, opening.facts)]
        while way:
            visit = way[-1]
            if not visit.left:
                self._leave(visit)
                way.pop()
                continue
            piece, target = visit.left[-1]
            if target == OVER:
                visit.left.pop()
                self._close(visit, piece, OVER, ALL)
                continue
            mood = visit.mood.changed(piece.effect)
            found = self._find(target, mood)
            if found is not None:
                visit.left.pop()
                self._close(visit, piece, *found)
            elif len(self.map.situations) >= self.most:
                self.map.complete = False
                break
            else:
                way.append(self._enter(target, mood, visit.words | piece.words, visit.facts | piece.facts))
        for one in self.met.values():
            for asked, answer in one.answers:
                self.map.seen(asked, answer)
        return self.map

    def _find(self, kind: int, mood: Mood) -> tuple[int, Bounds] | None:
        anger, panic, trust, patience = mood
        for box, number in self.known.get((kind, anger // _SHELF), ()):
            # Written out: most of the time goes here.
            if (
                box[0] <= anger <= box[1]
                and box[4] <= trust <= box[5]
                and box[2] <= panic <= box[3]
                and box[6] <= patience <= box[7]
            ):
                return number, box
        waiting = self.on_the_way.get((kind, mood))
        if waiting is None:
            return None
        self.map.loops += 1
        return waiting, tuple(bound for gauge in mood for bound in (gauge, gauge))

    def _enter(self, number: int, mood: Mood, words: int, facts: int) -> _Visit:
        kind = self.sketch.situations[number]
        state = State(kind.state.node, mood, kind.state.used, words, facts, kind.state.visited)
        situation = Situation(len(self.map.situations), state, ALL)
        self.map.situations.append(situation)
        self.on_the_way[number, mood] = situation.number
        offer = next(offer for offer in kind.offers if inside(mood, offer.box))
        self.met[id(offer)] = offer
        if offer.empty:
            self.map.empty_menus.add(state.node)
        say(self.map, self.steps, state)
        targets = self.targets[number]
        left = []
        for pieces in reversed(offer.replies):
            for piece in pieces:
                if inside(mood, piece.before):
                    if id(piece) in targets:  # else the sketch was too large to be drawn whole
                        left.append((piece, targets[id(piece)]))
                    break
        return _Visit(kind, situation, mood, words, facts, list(offer.box), left)

    def _close(self, visit: _Visit, piece: Piece, target: int, beyond: Bounds) -> None:
        """A reply's end is known: note it, and keep the moods from which it comes out the same."""
        asked = narrow_back(visit.box, piece.after, beyond, piece.effect)
        self._narrow_alike(visit, piece, _ALL_GAUGES if self.for_scores else asked)
        visit.situation.edges.append(Edge(piece, target, ALL))
        self.met[id(piece)] = piece

    def _narrow_alike(self, visit: _Visit, piece: Piece, asked: int) -> None:
        """Keep the moods that the reply changes alike, in the gauges that anything asks for."""
        key = id(piece), asked
        bands = self.bands.get(key)
        if bands is None:
            bands = self.bands[key] = everywhere()
            state = visit.kind.state._replace(mood=visit.mood)
            gauges = [gauge for gauge in range(4) if asked >> gauge & 1]
            self.steps.effects.at(state, piece.option, bands, gauges)
        narrow(visit.box, bands)

    def _leave(self, visit: _Visit) -> None:
        kind, found = visit.kind.number, visit.situation
        del self.on_the_way[kind, visit.mood]
        found.box = tuple(visit.box)
        for shelf in range(found.box[0] // _SHELF, found.box[1] // _SHELF + 1):
            self.known.setdefault((kind, shelf), []).append((found.box, found.number))
        self.map.finished.append(found.number)
