"""Translated texts laid over the file they translate. Logic lives in one file: a translation changes words only.

Texts stand under the same keys; the items of a list under their `id`, else under their number from 0.
"""

from typing import Any

# Fields that a translation can never change, and fields whose keys are ids that the writer chose.
LOGIC = frozenset(
    (
        "format", "id", "language", "family", "level", "minutes", "source", "start", "to", "when", "moves", "sets",
        "upholds", "breaks", "hold", "grade", "flags", "identity", "after", "weight", "any", "before", "only_if",
        "complete", "right", "twin_of", "triggers", "accept", "voice", "face", "anger_type",
    )
)  # fmt: skip
BY_ID = frozenset(("nodes", "options", "endings", "needs"))


def overlaid(base: Any, texts: Any, by_id: bool = False) -> Any:
    """The base with the texts that the translation has; what it lacks, or has too much, stays as in the base.

    `by_id`: the keys of this mapping are ids, so that a node may be called `start`.
    """
    if isinstance(base, str) and isinstance(texts, str):
        return texts or base
    if isinstance(base, dict) and isinstance(texts, dict):
        return {
            key: value
            if key in LOGIC and not by_id
            else overlaid(value, texts.get(key), by_id=key in BY_ID and not by_id)
            for key, value in base.items()
        }
    if isinstance(base, dict) and isinstance(texts, str) and isinstance(base.get("say"), str):
        return {**base, "say": texts or base["say"]}
    if isinstance(base, list) and isinstance(texts, (dict, list)):
        return [overlaid(value, _of_item(texts, value, number)) for number, value in enumerate(base)]
    return base


def _of_item(texts: dict[str, Any] | list[Any], item: Any, number: int) -> Any:
    if isinstance(texts, list):
        return texts[number] if number < len(texts) else None
    name = item.get("id") if isinstance(item, dict) else None
    return texts.get(name) if name in texts else texts.get(str(number))
