"""What the trainee chose, as screens ask for it: settings, looks, keys, language, and where they are kept."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Any

from sim.commands.context import Context
from sim.content import texts as catalogue
from sim.core.texts import Texts
from sim.stage.kit.fonts import FAMILIES
from sim.stage.kit.keys import Keys, sound_keys
from sim.stage.kit.look import LookSettings
from sim.stage.kit.outcome import Next, Reword
from sim.stage.kit.theme import THEMES
from sim.store.errors import StoreError
from sim.store.settings import Settings, save_settings

_LOOK = {"theme": "theme", "family": "font", "text": "text_scale", "scale": "scale", "line_spacing": "line_spacing",
         "letter_spacing": "letter_spacing", "reduced_motion": "reduced_motion"}  # fmt: skip


class Chosen:
    """The settings of one data folder while the program runs; each change counts and is kept at once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.settings = usable_settings(context)
        self.texts: Texts = context.texts

    def look_settings(self) -> LookSettings:
        """The trainee's looks."""
        return LookSettings(**{look: getattr(self.settings, name) for look, name in _LOOK.items()})

    def keep_look(self, settings: LookSettings) -> None:
        """Keep changed looks at once."""
        self.keep_all({name: getattr(settings, look) for look, name in _LOOK.items()})

    @property
    def keys(self) -> Keys:
        """Which key does what."""
        return Keys(self.settings.keys, self.texts)

    def keep_keys(self, keys: Keys) -> None:
        """Keep changed keys at once."""
        self.keep_all({"keys": dict(keys.changed)})

    def setting(self, name: str) -> Any:
        """The value of a setting."""
        return getattr(self.settings, name)

    def keep(self, name: str, value: Any) -> None:
        """Change a setting and keep it at once; what cannot be kept still counts until the program ends."""
        self.keep_all({name: value})
        self.took(name)

    def took(self, name: str) -> None:
        """A setting has changed: for who has something open that follows it."""

    def change_language(self, language: str) -> Next:
        """Speak another language from now on."""
        self.keep("language", language)
        self.texts = catalogue.load(language)
        return Reword(self.keys)

    @property
    def data_folder(self) -> str:
        """Where results and settings are."""
        return str(self.context.data.absolute())

    def open_data_folder(self) -> bool:
        """Show that folder in the system's own window."""
        from sim.commands.desktop import show_folder

        return show_folder(self.context.data)

    def copy_text(self, text: str) -> bool:
        """Put text on the clipboard."""
        from sim.stage.kit.textfield import put_on_clipboard

        return put_on_clipboard(text)

    def keep_all(self, values: dict[str, Any]) -> None:
        """Change settings and keep them; the menu says once that they could not be kept."""
        self.settings = replace(self.settings, **values)
        try:
            save_settings(self.context.data, self.settings)
        except StoreError:
            unkept: tuple[str, dict[str, object]] = ("trouble.settings_unkept", {"folder": self.context.data})
            if unkept not in self.context.told:
                self.context.told.append(unkept)

    def notices(self) -> Sequence[str]:
        """What became of the trainee's data, in the present language."""
        return [self.texts(key, **values) for key, values in self.context.told]

    def dismiss_notices(self) -> None:
        """The trainee has read them."""
        self.context.told.clear()


def usable_settings(context: Context) -> Settings:
    """The settings, without a theme, a font or keys that this version cannot use."""
    settings = context.settings
    known: dict[str, Container[str]] = {"theme": THEMES, "font": FAMILIES}
    strange = [name for name, names in known.items() if getattr(settings, name) not in names]
    keys, bad_keys = sound_keys(settings.keys)
    told = [*strange, *(f"keys.{action}" for action in bad_keys)]
    if told:
        context.tell("trouble.settings_bad", names=", ".join(told), folder=context.data)
    usual: dict[str, Any] = {name: getattr(Settings(), name) for name in strange}
    return replace(settings, keys=keys, **usual)
