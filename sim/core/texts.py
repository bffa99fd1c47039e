"""Texts of the program in one language: `texts("menu.title")`, with fields and plural forms.

An entry is text with {name} places, or the forms of a plural ("one", "other", perhaps "zero") chosen by the field
`count`. A key that is missing is shown as the key itself and noted in `missing`; nothing here raises.
"""

import re
from collections.abc import Mapping

Entry = str | Mapping[str, str]
PLURAL_FORMS = frozenset({"zero", "one", "other"})
_FIELD = re.compile(r"\{(\w+)\}")


class Texts:
    """The catalogue of one language; entries are flat, with dotted keys."""

    def __init__(self, language: str, entries: Mapping[str, Entry]) -> None:
        self.language = language
        self._entries = dict(entries)
        self.missing: set[str] = set()

    def __call__(self, key: str, /, **fields: object) -> str:
        """The text of a key with its fields filled in; `count` also chooses the plural form."""
        entry = self._entries.get(key)
        if entry is None:
            self.missing.add(key)
            return key
        if not isinstance(entry, str):
            entry = self._plural(key, entry, fields.get("count"))
        return _FIELD.sub(lambda found: self._field(key, found[1], fields), entry)

    def _plural(self, key: str, forms: Mapping[str, str], count: object) -> str:
        if count == 0 and "zero" in forms:
            return forms["zero"]
        form = "one" if count == 1 and "one" in forms else "other"
        if form not in forms or count is None:
            self.missing.add(f"{key} (count)")
        return forms.get(form, key)

    def _field(self, key: str, name: str, fields: Mapping[str, object]) -> str:
        if name not in fields:
            self.missing.add(f"{key} {{{name}}}")
            return f"{{{name}}}"
        return str(fields[name])

    def has(self, key: str) -> bool:
        """Whether the catalogue has this key."""
        return key in self._entries

    @property
    def keys(self) -> frozenset[str]:
        """All keys."""
        return frozenset(self._entries)

    def fields(self, key: str) -> frozenset[str]:
        """The names of the fields an entry uses, over all its plural forms."""
        entry = self._entries.get(key, "")
        forms = [entry] if isinstance(entry, str) else list(entry.values())
        return frozenset(name for form in forms for name in _FIELD.findall(form))

    def forms(self, key: str) -> frozenset[str]:
        """The plural forms of an entry; none for plain text."""
        entry = self._entries.get(key, "")
        return frozenset() if isinstance(entry, str) else frozenset(entry)
