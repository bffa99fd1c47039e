"""What the system's screen readers are shown, and what they may do: with a made-up AccessKit, nothing installed."""

import threading

import pygame
import pytest

from sim.stage.aloud.access_tree import NEWS, WINDOW, Numbers, snapshot
from sim.stage.aloud.screen_reader import ASKED, GRACE, ScreenReader, connect
from sim.stage.kit import boxes
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Text
from sim.stage.kit.controls import Choice, Slider, Switch
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.screen import Screen
from sim.stage.kit.textfield import TextField
from tests.stage.patient import PatientPlayer


class Names:
    """Any name is itself: roles, actions, states."""

    def __getattr__(self, name):
        return name


class Node:
    def __init__(self, role):
        self.role, self.said, self.actions = role, {}, []

    def add_action(self, action):
        self.actions.append(action)

    def __getattr__(self, name):
        if not name.startswith("set_"):
            raise AttributeError(name)
        return lambda *value: self.said.__setitem__(name[4:], value[0] if value else True)


class Update:
    def __init__(self, focus):
        self.focus, self.nodes, self.tree = focus, [], None


class Adapter:
    def __init__(self, *handlers):
        self.activated, self.asked, self.deactivated = handlers
        self.updates, self.focus = [], []

    def update_if_active(self, factory):
        self.updates.append(factory())

    def update_window_focus_state(self, focused):
        self.focus.append(focused)


class Kit:
    Role = Action = Live = Toggled = Names()
    Node, TreeUpdate = Node, Update

    class Tree:
        def __init__(self, root):
            self.root = root

    class Rect(tuple):
        def __new__(cls, *corners):
            return super().__new__(cls, corners)

    class unix:  # noqa: N801
        Adapter = Adapter


class Request:
    def __init__(self, action, target, data=None):
        self.action, self.target, self.data = action, target, data


class Small(Screen):
    name = "small"

    def __init__(self):
        super().__init__()
        self.pressed = 0
        self.words = Text("Every change is kept at once.")
        self.go = Button("Go on", self._go, hotkey="breathe")
        self.sound = Switch("Sound", False, ("off", "on"))
        self.size = Choice("Size", ("100%", "125%"), 0)
        self.loud = Slider("Volume", 0.5, lambda share: f"{round(share * 100)}%")
        self.search = TextField("Search", "a word")
        self.ui.add(self.words, self.go, self.sound, self.size, self.loud, self.search)

    def _go(self):
        self.pressed += 1

    def layout(self, area, look):
        for widget in self.ui.layers[0].widgets:
            row, area = boxes.cut_top(area, look.u(60))
            widget.place(row)


@pytest.fixture
def player(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    player = PatientPlayer(Small())
    player.app.screen_reader = ScreenReader(Kit, "Cool Head")
    return player


def looked_at(player):
    """Somebody begins to look, on a thread of AccessKit's; gives the adapter when the whole screen was sent."""
    adapter = player.app.screen_reader._adapter
    first = []
    thread = threading.Thread(target=lambda: first.append(adapter.activated()))
    thread.start()
    thread.join()
    assert [number for number, _ in first[0].nodes] == [WINDOW]
    player.wait(2 * GRACE)
    return adapter


def sent(adapter):
    """The nodes of the last update, by label or value."""
    nodes = adapter.updates[-1].nodes
    return {node.said.get("label") or node.said.get("value", ""): (number, node) for number, node in nodes}


def test_nothing_is_sent_while_nobody_looks(player):
    player.key("tab")
    player.wait(1.0)
    adapter = player.app.screen_reader._adapter
    assert (adapter.updates, adapter.focus) == ([], [])


def test_who_looks_gets_the_whole_screen_and_then_only_what_changes(player):
    adapter = looked_at(player)
    assert len(adapter.updates) == 1
    nodes = sent(adapter)
    assert {name: node.role for name, (_, node) in nodes.items() if name} == {
        "Cool Head": "WINDOW", "Every change is kept at once.": "LABEL", "Go on": "BUTTON", "Sound": "SWITCH",
        "Size": "SPIN_BUTTON", "Volume": "SLIDER", "Search": "TEXT_INPUT",
    }  # fmt: skip
    player.wait(1.0)
    assert len(adapter.updates) == 1
    player.screen.sound.value = True
    player.wait(0.3)
    assert [node.said["toggled"] for _, node in adapter.updates[-1].nodes] == ["TRUE"]


def test_the_focus_is_sent_with_its_screen(player):
    adapter = looked_at(player)
    player.key("tab")
    player.wait(0.3)
    assert adapter.updates[-1].focus == player.app.screen_reader._numbers.of(player.screen.go)
    assert adapter.updates[-1].nodes == []


def test_values_and_states_are_told(player):
    nodes = sent(looked_at(player))
    assert nodes["Size"][1].said["value"] == "100%"
    assert nodes["Volume"][1].said["numeric_value"] == 0.5
    assert nodes["Go on"][1].said["keyboard_shortcut"] == "B"
    assert nodes["Go on"][1].actions == ["FOCUS", "CLICK"]


def ask(player, adapter, action, widget, data=None):
    number = player.app.screen_reader._numbers.of(widget)
    before = player.screen.pressed
    thread = threading.Thread(target=lambda: adapter.asked(Request(action, number, data)))
    thread.start()
    thread.join()
    assert before == player.screen.pressed  # the thread only posts
    player.frame()


def test_a_screen_reader_presses_sets_and_focuses_what_it_names(player):
    adapter, screen = looked_at(player), player.screen
    ask(player, adapter, "CLICK", screen.go)
    ask(player, adapter, "CLICK", screen.sound)
    ask(player, adapter, "INCREMENT", screen.size)
    ask(player, adapter, "DECREMENT", screen.loud)
    ask(player, adapter, "SET_VALUE", screen.search, ("value", "cake"))
    assert (screen.pressed, screen.sound.value, screen.size.index, screen.loud.value) == (1, True, 1, 0.4)
    assert screen.search.text == "cake"
    ask(player, adapter, "FOCUS", screen.go)
    assert screen.ui.focus is screen.go


def test_what_is_covered_or_gone_cannot_be_pressed(player):
    adapter, screen = looked_at(player), player.screen
    screen.ui.open(Overlay("Policy", [Text("No later time.")], close_label="Close"))
    player.wait(0.3)
    nodes = sent(adapter)
    assert nodes["Policy"][1].role == "DIALOG"
    assert nodes["Policy"][1].said["modal"] is True
    root = next(node for number, node in adapter.updates[-1].nodes if number == WINDOW)
    assert root.said["children"] == [NEWS, nodes["Policy"][0]]
    ask(player, adapter, "CLICK", screen.go)
    pygame.event.post(pygame.event.Event(ASKED, action="CLICK", target=4711, value=""))
    player.frame()
    assert screen.pressed == 0


def test_numbers_stay_while_a_thing_is_there_and_are_not_given_twice(player):
    numbers, ui = Numbers(), player.screen.ui
    first = snapshot(ui, numbers)
    assert list(snapshot(ui, numbers).leaves) == list(first.leaves)
    gone = numbers.of(player.screen.go)
    ui.remove(player.screen.go)
    snapshot(ui, numbers)
    assert numbers.widget(gone) is None
    assert numbers.of(player.screen.go) > max(first.leaves)


def test_news_are_told_in_a_live_line(player):
    adapter = looked_at(player)
    player.screen.words.announced = lambda: ("The caller is on hold.",)
    player.wait(0.3)
    ((number, node),) = [pair for pair in adapter.updates[-1].nodes if pair[0] == NEWS]
    assert (node.said["value"], node.said["live"]) == ("The caller is on hold.", "POLITE")


def test_after_a_pause_of_looking_everything_is_sent_again(player):
    adapter = looked_at(player)
    adapter.deactivated()
    player.key("tab")
    player.wait(0.5)
    assert len(adapter.updates) == 1
    looked_at(player)
    assert "Search" in sent(adapter)


def test_without_a_real_window_or_without_accesskit_nobody_is_connected(player, monkeypatch):
    assert connect("Cool Head") is None
    monkeypatch.setattr(
        "sim.stage.aloud.screen_reader.import_module", lambda name: (_ for _ in ()).throw(ImportError(name))
    )
    monkeypatch.setattr(pygame.display, "get_driver", lambda: "x11")
    assert connect("Cool Head") is None
