"""One file of texts as YAML: every scalar is text, and no key may come twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from sim.content.problems import TextsError

_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Reader(_Base):  # type: ignore[misc]
    """Every scalar is text, and no key may come twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"the key {key.value} is given twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def tree_of(path: Path) -> dict[str, Any]:
    """The keys and texts of a file. Raises TextsError."""
    try:
        with path.open(encoding="utf-8") as file:
            tree = yaml.load(file, Loader=_Reader)
    except (OSError, UnicodeError, yaml.YAMLError) as problem:
        raise TextsError(f"{path}: {problem}") from problem
    if not isinstance(tree, dict):
        raise TextsError(f"{path}: expected keys and texts")
    return tree
