import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.errors import InputError
from sim.store import settings as store
from sim.store.errors import FolderReadOnly
from sim.store.settings import LoadedSettings, Settings, load_settings, save_settings
from tests.store.playing import unwritable

CHANGED = Settings(
    language="nl",
    trainee="Noor",
    theme="paper",
    text_scale=1.5,
    access=200,
    timers=False,
    voice_command=("piper", "-m", "{voice}"),
    keys={"breathe": "space"},
    framebuffer_acceleration=False,
    unknown={"from_next_year": [1, {"a": None}]},
)


def test_settings_that_nobody_made_are_the_usual_ones(tmp_path):
    assert load_settings(tmp_path / "none") == LoadedSettings(Settings())


def test_settings_come_back_as_they_were_saved(tmp_path):
    save_settings(tmp_path / "new", CHANGED)
    assert load_settings(tmp_path / "new") == LoadedSettings(CHANGED)


def test_every_setting_has_its_rule():
    assert set(store._RULES) == {field.name for field in fields(Settings)} - {"unknown"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text_scale", 9),
        ("text_scale", "1.5"),
        ("text_scale", float("nan")),
        ("text_scale", True),
        ("access", 120),
        ("access", 100.0),
        ("timers", 1),
        ("theme", ""),
        ("theme", None),
        ("theme", "half \ud83d"),
        ("trainee", "  "),
        ("trainee", "x" * 201),
        ("voice_command", "piper"),
        ("voice_command", []),
        ("voice_command", [1]),
        ("keys", ["a"]),
        ("keys", {"a": 1}),
        ("volume_cap", -0.1),
    ],
)
def test_a_value_that_does_not_fit_falls_back_alone_and_is_named(tmp_path, name, value):
    (tmp_path / "settings.json").write_text(json.dumps({"font": "opendyslexic", name: value}), "utf-8")
    found = load_settings(tmp_path)
    assert found.bad == (name,)
    assert found.settings == Settings(font="opendyslexic")
    with pytest.raises(InputError):
        replace(Settings(), **{name: value})


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"a":' * 5000])
def test_a_broken_file_is_set_aside_and_never_lost(tmp_path, content):
    for number in (1, 2):
        (tmp_path / "settings.json").write_bytes(content)
        aside = tmp_path / f"settings.json.broken-{number}"
        assert load_settings(tmp_path) == LoadedSettings(Settings(), unreadable=True, set_aside=aside)
        assert aside.read_bytes() == content
    assert load_settings(tmp_path) == LoadedSettings(Settings())


def test_a_file_that_an_editor_saved_with_a_byte_order_mark_is_read(tmp_path):
    (tmp_path / "settings.json").write_text('{"theme": "paper"}', "utf-8-sig")
    assert load_settings(tmp_path).settings.theme == "paper"


def test_a_read_only_folder_is_read_and_says_so_when_written(open_folder):
    save_settings(open_folder, CHANGED)
    with unwritable(open_folder):
        assert load_settings(open_folder).settings == CHANGED
        with pytest.raises(FolderReadOnly):
            save_settings(open_folder, Settings())
    assert load_settings(open_folder).settings == CHANGED


def test_a_broken_file_in_a_read_only_folder_is_told_of_and_left_there(open_folder):
    (open_folder / "settings.json").write_text("{")
    with unwritable(open_folder):
        assert load_settings(open_folder) == LoadedSettings(Settings(), unreadable=True)


def test_a_failed_write_leaves_the_old_settings_and_no_litter(tmp_path, monkeypatch):
    save_settings(tmp_path, CHANGED)

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(store.StoreError) as caught:
        save_settings(tmp_path, Settings())
    assert caught.value.code == "disk_full"
    assert load_settings(tmp_path).settings == CHANGED
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(sorted(store._RULES)) | st.text(), JSON, max_size=6))
def test_no_file_of_settings_stops_the_program(values):
    found = store._from_values(values)
    assert set(found.bad) <= set(values)


@pytest.mark.parametrize(("old", "new"), [(True, "auto"), (False, "none")])
def test_hints_of_an_early_version_are_understood(tmp_path, old, new):
    (tmp_path / "settings.json").write_text(json.dumps({"hints": old}), encoding="utf-8")
    loaded = load_settings(tmp_path)
    assert (loaded.settings.hints, loaded.bad) == (new, ())
