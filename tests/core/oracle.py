"""The oracle: the prototype of the scoring model, written a second time and in another way, to compare with.

It came before the project and was brought up to the model's page where that differs (halves round towards zero,
ground keeps its relief of anger, three more moves, weights of detours). It reads a scenario's plain
dictionaries, shares no code with sim.core, and knows nothing of speed.
"""

RELATIONAL = {"name_feeling", "validate", "apologise", "sorry_generic", "listen", "grovel"}
HEARING = {"name_feeling", "validate", "listen", "summarise", "apologise"}

DELTA = {
    "listen": (-8, -2, 4, 2), "summarise": (-6, -3, 6, 3), "ask_open": (-2, 0, 3, -1), "ask_closed": (0, -2, 2, -1),
    "name_feeling": (-10, -6, 6, 2), "validate": (-8, -4, 5, 0), "apologise": (-10, -2, 5, 2),
    "sorry_generic": (-2, 0, 0, -1), "grovel": (0, 0, -4, 0), "own_action": (-6, -6, 8, 5),
    "alternative": (-8, -6, 8, 5), "explain_why": (-2, 0, 4, 0), "hold_line": (3, 0, 3, -1),
    "stonewall": (10, 6, -8, -8), "expect": (-1, -4, 6, 1), "verify_id": (0, 0, 1, -2), "limit": (-6, 0, 2, 0),
    "warm_transfer": (-4, -6, 6, 4), "cold_transfer": (10, 6, -10, -8), "confirm_next": (-3, -5, 6, 2),
    "ground": (-2, -14, 5, 2), "one_step": (0, -10, 5, 2), "persist": (0, -12, 3, 0), "safety": (0, -6, 6, 2),
    "hold_announce": (0, -2, 2, 6), "filler": (2, 3, -2, -4), "dismiss": (10, 6, -10, -8), "minimise": (8, 5, -6, -3),
    "calm_down": (14, 8, -6, -4), "blame": (15, 4, -10, -5), "argue": (12, 4, -6, -5), "sarcasm": (20, 4, -15, -8),
    "jargon": (2, 8, -3, -4), "promise_too_much": (-8, -8, 3, 4), "concede": (-15, -6, 2, 4),
    "disclose": (-2, 0, -2, 0), "vague": (0, -2, -2, -2), "advise_unasked": (3, 0, -3, -2),
    "hang_up": (20, 20, -20, -20), "premature": (4, 2, -2, -2), "final_warning": (-4, 0, 1, 0),
    "end_by_policy": (0, 0, 0, 0), "escalate_ok": (-6, -4, 4, 4),
}  # fmt: skip

FIXED = {
    "summarise": (1, 1, 0), "hold_announce": (0, 1, 0), "expect": (0, 1, 2), "warm_transfer": (0, 2, 1),
    "confirm_next": (0, 2, 1), "cold_transfer": (0, -2, 0), "dismiss": (0, -2, 0), "minimise": (-1, -1, 0),
    "calm_down": (-2, -1, 0), "blame": (-2, -2, 0), "argue": (-2, -1, 0), "sarcasm": (-2, -2, -1),
    "promise_too_much": (0, 0, -2), "concede": (0, 0, -2), "disclose": (0, 0, -2), "vague": (0, -1, -1),
    "advise_unasked": (0, -1, 0), "premature": (0, -1, 0), "hang_up": (-2, -2, 0), "stonewall": (-1, -2, 1),
    "grovel": (-1, -1, -1),
}  # fmt: skip


class Oracle:
    """Walks one scenario and tells, turn by turn, what the model's page says."""

    def __init__(self, scenario):
        self.scenario = scenario
        start = scenario["caller"]["start"]
        self.mood = {key: int(start[key]) for key in ("anger", "panic", "trust", "patience")}
        self.count, self.visited = {}, set()
        self.heard = self.verified = self.limited = self.warned = self.burned = False
        self.instrumental = scenario["caller"].get("anger_type") == "instrumental"
        self.node_id = scenario["start"]
        self.reached = {}

    @property
    def node(self):
        return self.scenario["nodes"][self.node_id]

    def flag(self, name):
        return name in self.node.get("flags", [])

    def grade(self, move):  # noqa: PLR0912  # one branch a row of the page, so that it can be read beside it
        used, hot, panic = self.count.get(move, 0), self.flag("hot"), self.flag("panic")
        unheard_hot = hot and not self.heard
        third = min(used, 2)
        if move in FIXED:
            return FIXED[move]
        if move == "listen":
            return (1 if hot and used < 2 else 0, 0, 0)
        if move == "ask_open":
            return (-1, -1, 0) if panic else (0, 1, 0)
        if move in ("ask_closed", "one_step"):
            return (1, 1, 0) if panic else (0, 1, 0)
        if move == "name_feeling":
            return ((2, 0, 0), (0, 0, 0), (-1, -1, 0))[third]
        if move == "validate":
            first = (0, -1, 0) if self.flag("key") else (1, 0, 0)
            return (first, (0, -1, 0), (-1, -1, 0))[third]
        if move == "apologise":
            return ((1, 2, 0), (0, 0, 0), (-1, -1, 0))[third]
        if move == "sorry_generic":
            return ((0, 0, 0), (0, -1, 0), (-1, -1, 0))[third]
        if move == "filler":
            first = (0, -1, 0) if self.flag("key") else (0, 0, 0)
            return (first, (0, -1, 0), (-1, -2, 0))[third]
        if move == "own_action":
            return (1 if panic else 0, 2, 0)
        if move == "alternative":
            return (0, 1 if unheard_hot else 2, 1)
        if move == "explain_why":
            return (-1, 0, 1) if unheard_hot else (0, 0, 2)
        if move == "hold_line":
            return (2, 0, 2) if self.flag("pressure") else (0, 0, 1)
        if move == "verify_id":
            needed = self.scenario.get("identity") == "required" and not self.verified
            return (-1 if unheard_hot else 0, 0, 2 if needed else 0)
        if move == "limit":
            return (2, 0, 2) if self.flag("abuse") else (-2, -1, 0)
        if move == "final_warning":
            return (1, 0, 2) if self.flag("abuse") and self.limited else (-2, -1, -1)
        if move == "end_by_policy":
            return (1, 0, 2) if self.flag("abuse") and self.warned else (-2, -2, 0)
        if move == "escalate_ok":
            return (0, 2, 2) if self.flag("escalate") else (-1, -1, 0)
        if move == "safety":
            return (1, 2, 2) if self.flag("safety") else (0, 0, -1)
        if move == "ground":
            return (2, 1, 0) if panic else (-1, 0, 0) if hot else (0, 0, 0)
        if move == "persist":
            return (2, 1, 0) if panic else (0, 0, 0)
        if move == "jargon":
            return (-1 if panic else 0, -1, 0)
        raise KeyError(move)

    def grades(self, option):
        columns = zip(*(self.grade(move) for move in option["moves"]), strict=True)
        calm, ownership, policy = (min(c) if min(c) <= -1 else max(c) for c in columns)
        fire = self.flag("provocation") or self.flag("pressure")
        if fire and calm == 0 and min(ownership, policy) >= 0 and max(ownership, policy) >= 1:
            calm = 1
        return calm, ownership, policy

    def weights(self, grades):
        everyone = [self.grades(option) for option in self.node["options"].values()]
        heavy = 2 if self.flag("key") else 1
        own_fire = (self.flag("detour") and self.burned) or self.node_id in self.visited
        spread = [max(g[d] for g in everyone) - min(g[d] for g in everyone) for d in range(3)]
        return tuple(heavy if spread[d] >= 1 and not (own_fire and grades[d] >= 0) else 0 for d in range(3))

    def delta(self, move):  # noqa: PLR0912  # as above
        anger, panic, trust, patience = DELTA[move]
        used, mood = self.count.get(move, 0), self.mood
        if move in RELATIONAL and used == 1:
            anger, panic, trust = int(anger / 2), int(panic / 2), int(trust / 2)
        elif move in RELATIONAL and used == 2:
            anger, panic, trust = 0, 0, 0
        elif move in RELATIONAL and used >= 3:
            anger, panic, trust = 4, 0, -2
        if move in ("own_action", "alternative") and mood["anger"] >= 60 and not self.heard:
            anger, panic, trust = int(anger / 2), int(panic / 2), int(trust / 2)
        if move == "explain_why" and mood["anger"] >= 60 and not self.heard:
            anger = 5
        if move == "verify_id" and mood["anger"] >= 65 and not self.heard:
            anger = 4
        if self.instrumental:
            changed = {"hold_line": -5, "concede": -3, "grovel": 6, "limit": -10, "final_warning": -8}
            anger = changed.get(move, anger)
        if move in ("limit", "final_warning") and not self.flag("abuse"):
            anger = 10
        if move == "ground" and mood["panic"] < 50:
            panic, anger = 0, 6 if mood["anger"] >= 50 else anger
        if move == "ask_open" and mood["panic"] >= 60:
            panic = 4
        if move == "ask_closed" and mood["panic"] >= 60:
            panic = -6
        if move in ("explain_why", "jargon") and mood["panic"] >= 70:
            panic += 4
        if move == "escalate_ok" and not self.flag("escalate"):
            anger, panic, trust, patience = 4, 2, -4, -4
        loops = mood["panic"] >= int(self.scenario["triggers"]["loop"])
        if loops and move not in ("ask_closed", "one_step", "ground", "persist"):
            panic = max(panic, 0)
        return anger, panic, trust, patience

    def take(self, option_id, turn):
        """One reply: returns its grades, weights and the mood after it."""
        option = self.node["options"][option_id]
        grades = self.grades(option)
        weights = self.weights(grades)
        total = [sum(part) for part in zip(*(self.delta(move) for move in option["moves"]), strict=True)]
        for key, change in zip(("anger", "panic", "trust", "patience"), total, strict=True):
            self.mood[key] = max(0, min(100, self.mood[key] + max(-20, min(20, change))))
        self._note_milestones(option, grades, turn)
        self.visited.add(self.node_id)
        for move in option["moves"]:
            self.count[move] = self.count.get(move, 0) + 1
        self.heard |= bool(HEARING & set(option["moves"]))
        self.verified |= "verify_id" in option["moves"]
        self.limited |= "limit" in option["moves"]
        self.warned |= "final_warning" in option["moves"]
        self.burned |= grades[0] <= -1
        self.node_id = option.get("to") or self._next()
        leaves = self.mood["anger"] >= int(self.scenario["triggers"]["leave"]) or self.mood["patience"] == 0
        if self.node_id in self.scenario["nodes"] and leaves:
            self.node_id = "caller_hung_up"
        return grades, weights, tuple(self.mood.values())

    def _next(self):
        for way in self.node["next"]:
            if "when" not in way:
                return way["to"]
            gauge, _, number = way["when"].split()
            if self.mood[gauge] >= int(number):
                return way["to"]
        raise AssertionError("the last way has no condition")

    def _note_milestones(self, option, grades, turn):
        for place, dimension in enumerate(("calm", "ownership", "policy")):
            for milestone in self.scenario["milestones"].get(dimension, []):
                key = (dimension, milestone["id"])
                if key in self.reached:
                    continue
                wanted = set(milestone.get("any", [])) & set(option["moves"])
                wanted |= set(milestone.get("sets", [])) & set(option.get("sets", []))
                if wanted and grades[place] >= 0:
                    self.reached[key] = turn
                elif set(milestone.get("before", [])) & set(option["moves"]):
                    self.reached[key] = 0
