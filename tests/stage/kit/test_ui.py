"""Focus, keys, mouse and overlays, played on a small screen with real events."""

import pygame
import pytest

from sim.stage.kit import boxes, painting
from sim.stage.kit.buttons import Button, ReplyButton
from sim.stage.kit.cards import Text
from sim.stage.kit.controls import Choice, Slider, Switch
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import STAY, Next, Pop, Push
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.rows import Row
from sim.stage.kit.screen import Screen
from sim.stage.kit.scroll import ScrollPanel
from sim.stage.kit.textfield import TextField
from sim.stage.player import Player


class Form(Screen):
    """Two replies, two tools beside each other, a field; notes what was pressed."""

    def __init__(self):
        super().__init__()
        self.pressed = []
        self.one = ReplyButton(1, "First reply", lambda: self.note("one"), pygame.K_1)
        self.two = ReplyButton(2, "Second reply", lambda: self.note("two"), pygame.K_2)
        self.left = Button("Left", lambda: self.note("left"), hotkey=pygame.K_h)
        self.right = Button("Right", lambda: self.note("right"))
        self.field = TextField("Search", "Type here")
        self.ui.add(self.one, self.two, self.left, self.right, self.field)

    def note(self, what) -> Next:
        self.pressed.append(what)
        return STAY

    def layout(self, area, look):
        inner = boxes.inset(area, look.u(40))
        for widget, box in zip((self.one, self.two), boxes.stack(inner, [80, 80], 10), strict=True):
            widget.place(box)
        lower = boxes.cut_top(inner, 200)[1]
        for widget, box in zip((self.left, self.right), boxes.columns(boxes.cut_top(lower, 50)[0], 2, 10), strict=True):
            widget.place(box)
        self.field.place(boxes.cut_top(boxes.cut_top(lower, 70)[1], 50)[0])

    def key(self, key, mod):
        self.note(pygame.key.name(key))


@pytest.fixture
def player():
    return Player(Form())


def focus(player):
    return player.screen.ui.focus.label if player.screen.ui.focus else None


def test_tab_goes_through_everything_in_reading_order_and_round(player):
    seen = []
    for _ in range(6):
        player.key("tab")
        seen.append(focus(player))
    assert seen == ["First reply", "Second reply", "Left", "Right", "Search", "First reply"]


def test_shift_tab_goes_back(player):
    player.key("tab", pygame.KMOD_SHIFT)
    assert focus(player) == "Search"


@pytest.mark.parametrize(
    ("start", "arrow", "end"),
    [
        ("First reply", "down", "Second reply"),
        ("Second reply", "up", "First reply"),
        ("Second reply", "down", "Left"),
        ("Left", "right", "Right"),
        ("Right", "left", "Left"),
        ("Right", "down", "Search"),
        ("Left", "up", "Second reply"),
    ],
)
def test_arrows_go_to_the_nearest_neighbour(player, start, arrow, end):
    player.screen.ui.set_focus(player.find(start))
    player.key(arrow)
    assert focus(player) == end


@pytest.mark.parametrize("key", ["return", "space"])
def test_enter_and_space_press_what_has_the_focus(player, key):
    player.key("tab")
    player.key(key)
    assert player.screen.pressed == ["one"]


def test_a_hotkey_presses_from_anywhere(player):
    player.key("h")
    player.key("2")
    assert player.screen.pressed == ["left", "two"]


def test_a_hotkey_with_ctrl_or_alt_is_someone_elses(player):
    player.key("h", pygame.KMOD_CTRL)
    assert "left" not in player.screen.pressed


def test_a_key_that_no_widget_wants_reaches_the_screen(player):
    player.key("x")
    assert player.screen.pressed == ["x"]


def test_a_click_presses_when_the_button_is_let_go_inside(player):
    place = player.find("Left").rect.center
    player.mouse(pygame.MOUSEMOTION, place)
    player.mouse(pygame.MOUSEBUTTONDOWN, place)
    player.frame()
    assert player.screen.pressed == []
    assert player.screen.left.pressed
    player.mouse(pygame.MOUSEBUTTONUP, place)
    player.frame()
    assert player.screen.pressed == ["left"]


def test_sliding_off_before_letting_go_presses_nothing(player):
    player.mouse(pygame.MOUSEBUTTONDOWN, player.find("Left").rect.center)
    player.mouse(pygame.MOUSEMOTION, player.find("Right").rect.center)
    player.mouse(pygame.MOUSEBUTTONUP, player.find("Right").rect.center)
    player.frame()
    assert player.screen.pressed == []


def test_the_ring_is_shown_for_the_keyboard_and_not_for_the_mouse(player):
    player.click("Left")
    assert not player.screen.left.focused
    player.key("tab")
    assert player.screen.right.focused


def test_the_keyboard_is_told_in_words_what_has_the_focus(player):
    player.key("tab")
    assert player.spoken == ["1. First reply"]


def test_a_disabled_button_is_passed_over_and_does_nothing(player):
    player.screen.left.enabled = False
    player.key("h")
    player.click("Left")
    player.screen.ui.set_focus(player.screen.two)
    player.key("tab")
    assert player.screen.pressed == ["h"]
    assert focus(player) == "Right"


def test_a_guarded_reply_takes_no_key_that_was_meant_for_something_else(player):
    player.screen.one.guard(player.now + 0.4)
    player.key("1")
    assert player.screen.pressed == []
    player.wait(0.4)
    player.key("1")
    assert player.screen.pressed == ["one"]


def test_a_guarded_reply_does_not_take_the_focus_either(player):
    player.key("tab")
    player.key("tab")
    before = focus(player)
    player.screen.one.guard(player.now + 0.4)
    player.key("1")
    assert focus(player) == before != "First reply"


def test_a_key_that_is_hammered_at_a_guarded_reply_presses_it_only_after_a_rest(player):
    player.screen.one.guard(player.now + 0.4)
    for _ in range(20):
        player.key("1")
        player.wait(0.12)
    assert player.screen.pressed == []
    player.wait(0.4)
    player.key("1")
    assert player.screen.pressed == ["one"]


def press(player, kind, key):
    pygame.event.post(pygame.event.Event(kind, key=key, mod=0, unicode="", scancode=0))
    player.frame()


@pytest.mark.parametrize("key", [pygame.K_1, pygame.K_h, pygame.K_RETURN, pygame.K_SPACE])
def test_a_held_key_presses_once(player, key):
    player.screen.ui.set_focus(player.screen.two)
    for _ in range(5):
        press(player, pygame.KEYDOWN, key)
        player.wait(0.5)
    assert len(player.screen.pressed) == 1
    press(player, pygame.KEYUP, key)
    press(player, pygame.KEYDOWN, key)
    assert len(player.screen.pressed) == 2


def test_a_held_tab_goes_on_and_a_held_arrow_too(player):
    labels = []
    for key in (pygame.K_TAB, pygame.K_DOWN):
        for _ in range(3):
            press(player, pygame.KEYDOWN, key)
            labels.append(focus(player))
    assert labels[:3] == ["First reply", "Second reply", "Left"]
    assert len(set(labels)) > 3


def test_a_key_that_was_held_when_the_window_lost_the_keyboard_counts_anew(player):
    press(player, pygame.KEYDOWN, pygame.K_1)
    pygame.event.post(pygame.event.Event(pygame.WINDOWFOCUSLOST))
    press(player, pygame.KEYDOWN, pygame.K_1)
    assert player.screen.pressed == ["one", "one"]


@pytest.mark.painted
def test_shadows_are_drawn_anew_only_where_something_moved(player, monkeypatch):
    drawn = []
    monkeypatch.setattr(painting, "backdrop", lambda *given, made=painting.backdrop: drawn.append(1) or made(*given))
    ui = player.screen.ui
    ui.refresh()
    player.frame()
    before = len(drawn)
    ui.refresh()
    player.frame()
    assert len(drawn) == before
    next(widget for widget in ui.walk() if widget.elevation and widget.parent is None).visible = False
    player.frame()
    assert len(drawn) == before + 1


def test_a_hidden_widget_is_gone_for_keys_and_mouse(player):
    player.screen.left.visible = False
    player.key("h")
    assert player.screen.pressed == ["h"]
    assert not player.sees("Left")


def test_focus_survives_a_resize_and_a_new_theme(player):
    player.key("tab")
    player.resize((1600, 900))
    player.restyle(LookSettings(theme="paper", text=1.5))
    assert focus(player) == "First reply"
    assert player.screen.one.focused


# --- typing -----------------------------------------------------------------------------------------------------


def test_typing_goes_into_the_field_and_fires_no_hotkey(player):
    player.click("Search")
    player.type("hello 12")
    assert player.screen.field.text == "hello 12"
    assert player.screen.pressed == []


def test_the_letter_that_opened_the_field_is_not_typed_into_it(player):
    player.screen.left.on = lambda: player.screen.ui.set_focus(player.screen.field)
    player.type("hi")
    assert player.screen.field.text == "i"


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (["backspace"], "ab"),
        (["home", "delete"], "bc"),
        (["left", "left", "backspace"], "bc"),
        (["home", "right", "delete"], "ac"),
        (["end", "delete"], "abc"),
        (["home", "backspace"], "abc"),
    ],
)
def test_the_caret_moves_and_deletes(player, keys, left):
    player.click("Search")
    player.type("abc")
    for key in keys:
        player.key(key)
    assert player.screen.field.text == left


def test_text_is_put_where_the_caret_is(player):
    player.click("Search")
    player.type("ac")
    player.key("left")
    player.type("b")
    assert (player.screen.field.text, player.screen.field.caret) == ("abc", 2)


def test_a_field_takes_no_more_than_its_longest(player):
    player.screen.field.longest = 5
    player.click("Search")
    player.type("too long for it")
    assert player.screen.field.text == "too l"


def test_pasting_takes_the_clipboard_in_one_line(player, monkeypatch):
    monkeypatch.setattr("sim.stage.kit.textfield.clipboard_text", lambda: "two\nlines")
    player.click("Search")
    player.key("v", pygame.KMOD_CTRL)
    assert player.screen.field.text == "two lines"


def test_an_input_method_shows_what_it_composes_and_then_writes_it(player):
    player.click("Search")
    pygame.event.post(pygame.event.Event(pygame.TEXTEDITING, text="e´", start=0, length=2))
    player.frame()
    assert (player.screen.field.composing, player.screen.field.text) == ("e´", "")
    pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, text="é"))
    player.frame()
    assert (player.screen.field.composing, player.screen.field.text) == ("", "é")


def test_typed_text_and_caret_survive_a_resize(player):
    player.click("Search")
    player.type("hello")
    player.key("left")
    player.resize((1024, 600))
    player.type("!")
    assert player.screen.field.text == "hell!o"


def test_enter_in_a_field_without_a_use_for_it_goes_on_to_the_hotkeys(player):
    player.screen.right.hotkey = pygame.K_RETURN
    player.click("Search")
    player.key("return")
    assert player.screen.pressed == ["right"]
    player.screen.field.on = lambda: player.screen.note("searched")
    player.click("Search")
    player.key("return")
    assert player.screen.pressed == ["right", "searched"]


def test_leaving_the_window_lets_go_of_what_was_held(player):
    player.mouse(pygame.MOUSEBUTTONDOWN, player.find("Left").rect.center)
    pygame.event.post(pygame.event.Event(pygame.WINDOWFOCUSLOST))
    player.mouse(pygame.MOUSEBUTTONUP, player.find("Left").rect.center)
    player.frame()
    assert player.screen.pressed == []
    assert not player.screen.left.pressed


def test_tab_and_escape_leave_the_field(player):
    player.click("Search")
    player.key("tab")
    assert focus(player) == "First reply"


# --- overlays ---------------------------------------------------------------------------------------------------


def open_card(player, **options):
    card = Overlay("Policy", [Text("Five days.")], [Button("Understood", player.screen.ui.close)], **options)
    player.screen.ui.open(card)
    player.frame()
    return card


def test_an_overlay_catches_all_keys(player):
    open_card(player)
    player.key("1")
    player.key("h")
    assert "one" not in player.screen.pressed
    assert "left" not in player.screen.pressed
    assert player.labels() == ["Policy", "Policy", "Five days.", "Understood"]


def test_escape_closes_it_and_the_focus_is_where_it_was(player):
    player.key("tab")
    open_card(player)
    assert focus(player) == "Understood"
    player.key("escape")
    assert player.screen.ui.overlay is None
    assert focus(player) == "First reply"


def test_a_click_beside_it_closes_it(player):
    open_card(player)
    player.click_at((5, 5))
    assert player.screen.ui.overlay is None


def test_its_cross_and_its_button_close_it(player):
    for label in ("Understood", "Close"):
        open_card(player, close_label="Close")
        player.click(label)
        assert player.screen.ui.overlay is None


def test_closing_can_lead_somewhere(player):
    player.app.start(Form())
    open_card(player, on_close=Pop)
    player.key("escape")
    assert len(player.app.screens) == 1


def test_an_overlay_stays_open_over_a_resize(player):
    card = open_card(player)
    player.resize((1600, 900))
    assert player.screen.ui.overlay is card
    assert abs(card.rect.centerx - 800) <= 1


@pytest.mark.parametrize("text", [1.0, 2.0])
def test_a_long_overlay_stays_in_the_window_and_scrolls_to_its_end(player, text):
    player.restyle(LookSettings(text=text))
    lines = [Text(f"Rule {i}: say what you will do and by when, and do it.") for i in range(40)]
    card = Overlay("Policy", lines, close_label="Close")
    player.screen.ui.open(card)
    player.frame()
    assert player.app.surface.get_rect().contains(card.rect)
    player.key("end")
    assert card.panel.viewport.contains(lines[-1].rect)


# --- scrolling --------------------------------------------------------------------------------------------------


class Long(Screen):
    def __init__(self, buttons):
        super().__init__()
        make = Button if buttons else Text
        self.items = [make(f"Item {i}") for i in range(30)]
        self.panel = ScrollPanel("List")
        self.panel.fill(self.items)
        self.ui.add(self.panel)

    def layout(self, area, look):
        self.panel.arrange(boxes.inset(area, look.u(60)), look)


def seen(screen):
    return [item.label for item in screen.items if screen.panel.viewport.contains(item.rect)]


@pytest.mark.parametrize("key", ["page down", "down"])
def test_a_panel_of_text_scrolls_by_keys(key):
    player = Player(Long(buttons=False))
    player.key("tab")
    player.key(key)
    assert player.screen.panel.offset > 0


def test_home_and_end_go_to_its_ends():
    player = Player(Long(buttons=True))
    player.key("end")
    assert seen(player.screen)[-1] == "Item 29"
    player.key("home")
    assert seen(player.screen)[0] == "Item 0"


def test_the_wheel_scrolls_what_is_under_the_mouse():
    player = Player(Long(buttons=False))
    player.wheel("List", -3)
    assert player.screen.panel.offset > 0
    player.wheel("List", 9)
    assert player.screen.panel.offset == 0


def test_the_focus_scrolls_into_sight():
    player = Player(Long(buttons=True))
    player.key("tab", pygame.KMOD_SHIFT)
    assert focus(player) == "Item 29"
    assert "Item 29" in seen(player.screen)
    player.key("tab")
    assert "Item 0" in seen(player.screen)


def test_an_item_that_is_scrolled_away_cannot_be_clicked():
    player = Player(Long(buttons=True))
    assert player.screen.ui._at(player.screen.items[29].rect.center) is None


def test_where_a_panel_was_scrolled_to_survives_a_resize():
    player = Player(Long(buttons=False))
    player.key("end")
    player.resize((1600, 900))
    assert player.screen.panel.offset == player.screen.panel.furthest > 0


def test_a_panel_that_follows_stays_at_the_newest():
    player = Player(Long(buttons=False))
    player.screen.panel.follow = True
    player.key("end")
    player.screen.items = [*player.screen.items, Text("Newest")]
    player.screen.panel.fill(player.screen.items)
    player.frame()
    assert seen(player.screen)[-1] == "Newest"


@pytest.mark.painted
def test_where_more_is_hidden_the_text_fades_out_and_the_bar_stays():
    listing = Player(Long(buttons=True))
    panel, surface = listing.screen.panel, listing.app.surface
    listing.frame()
    look = listing.app.look
    below = panel.viewport.bottom - 1
    assert [up for _, up in panel.fades(look)] == [False]
    assert row_of(surface, panel, below) == {look.theme.panel}
    panel.scroll(panel.furthest // 2)
    assert [up for _, up in panel.fades(look)] == [True, False]
    panel.to_end()
    assert [up for _, up in panel.fades(look)] == [True]


def row_of(surface, panel, y):
    """The colours in one row of a list, beside its bar."""
    left, right = panel.viewport.x + 20, panel.viewport.right - 20
    return {tuple(surface.get_at((x, y)))[:3] for x in range(left, right)}


def test_what_stands_above_a_child_taller_than_the_view_stays_in_sight_while_its_beginning_is_seen():
    listing = Player(Long(buttons=True))
    panel = listing.screen.panel
    tall = Button("word " * 900)
    panel.fill([Text("What comes first"), tall, Button("Last")])
    listing.frame()
    listing.screen.ui.set_focus(tall)
    assert panel.offset == 0
    listing.screen.ui.set_focus(panel.children[2])
    listing.screen.ui.set_focus(tall)
    assert panel.viewport.top <= tall.rect.top < panel.viewport.centery


def test_a_number_brings_a_hidden_reply_into_sight_before_it_chooses_it():
    listing = Player(Long(buttons=True))
    chosen = []
    replies = [ReplyButton(i, f"Reply {i}", lambda: chosen.append(1) or STAY, pygame.K_0 + i) for i in range(1, 10)]
    for reply in replies:
        reply.must_be_seen = True
    listing.screen.panel.fill(replies)
    listing.frame()
    listing.key("9")
    assert (chosen, focus(listing), replies[8].in_sight) == ([], "Reply 9", True)
    listing.key("9")
    assert chosen == [1]
    listing.key("1")
    listing.key("1")
    assert chosen == [1, 1]


# --- controls ---------------------------------------------------------------------------------------------------


class Controls(Screen):
    def __init__(self):
        super().__init__()
        self.heard = []
        self.switch = Switch("Captions", True, ("Off", "On"), self.heard.append)
        self.slider = Slider("Volume", 0.5, lambda share: f"{share:.0%}", on_change=self.heard.append)
        self.choice = Choice("Colours", ("Dusk", "Paper", "Contrast"), 0, self.heard.append)
        self.ui.add(self.switch, self.slider, self.choice)

    def layout(self, area, look):
        parts = (self.switch, self.slider, self.choice)
        for widget, box in zip(parts, boxes.stack(area, [60, 80, 40], 10), strict=True):
            widget.place(box)


def test_a_switch_turns_over_and_says_so():
    player = Player(Controls())
    player.click("Captions")
    assert player.screen.heard == [False]
    assert player.screen.switch.spoken() == "Captions: Off"


def test_a_slider_moves_in_steps_by_arrows_and_goes_to_where_it_is_clicked():
    player = Player(Controls())
    player.screen.ui.set_focus(player.screen.slider)
    player.key("right")
    assert player.screen.slider.value == pytest.approx(0.6)
    player.key("end")
    assert player.screen.slider.words == "100%"
    bar = player.screen.slider._bar(player.app.look)
    player.click_at((bar.x, bar.centery))
    assert player.screen.slider.value == 0


def test_a_choice_is_made_by_arrows_and_by_clicking_a_value():
    player = Player(Controls())
    player.screen.ui.set_focus(player.screen.choice)
    for key in ("right", "right", "right", "left"):
        player.key(key)
    assert player.screen.choice.spoken() == "Colours: Paper"
    player.click_at(player.screen.choice._cells[2].center)
    assert player.screen.heard == [1, 2, 1, 2]


@pytest.mark.parametrize(("width", "rows"), [(900, [3]), (300, [2, 1]), (160, [1, 1, 1])])
def test_a_row_takes_as_many_lines_as_its_words_need(width, rows):
    row = Row([Button("Look it up"), Button("Breathe in"), Button("Hold on")])
    player = Player(Controls())
    player.screen.ui.add(row)
    row.place(pygame.Rect(0, 300, width, row.height_for(player.app.look, width)))
    tops = [child.rect.y for child in row.children]
    assert [tops.count(top) for top in dict.fromkeys(tops)] == rows
    assert all(child.fits(player.app.look) for child in row.children)
    assert all(row.rect.contains(child.rect) for child in row.children)


def test_push_and_pop_come_back_to_the_screen_as_it_was_left():
    form = Form()
    player = Player(form)
    form.left.on = lambda: Push(Long(buttons=False))
    player.click("Search")
    player.type("kept")
    player.click("Left")
    assert isinstance(player.screen, Long)
    player.app.carry_out(Pop())
    player.frame()
    assert player.screen is form
    assert form.field.text == "kept"
