"""The house: which floor may know which. The rules are in README's map; this test holds them."""

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SIM = ROOT / "sim"

# What each part may import besides itself and the standard library.
MAY_IMPORT = {
    "core": {"pydantic", "pydantic_core", "transitions"},
    "content": {"sim.core", "yaml", "pydantic", "pydantic_core", "xlsxwriter"},
    "store": {"sim.core"},
    "report": {"sim.core", "jinja2", "markupsafe", "xlsxwriter"},
    "stage": {"sim.core", "pygame"},
    "voice": {"sim.core", "pyttsx3", "espeakng_loader"},
    "console": {"sim.core"},
    "team": {
        "sim.core",
        "alembic",
        "argon2",
        "fastapi",
        "httpx",
        "jinja2",
        "pydantic",
        "orjson",
        "segno",
        "sqlalchemy",
        "starlette",
        "uvicorn",
    },
    "commands": {"sim", "platformdirs", "pygame"},
    "cli": {"sim.commands", "sim.content", "sim.core"},
}
NOT_IN_CORE = {"time", "datetime", "random", "os", "io", "pathlib", "sys", "threading", "socket", "logging"}
NOT_IN_CORE |= {"subprocess", "asyncio", "secrets", "multiprocessing"}
# Rooms of the stage know the kit, the faces and what lies on the stage itself; and besides these:
ROOMS_KNOW = {
    "kit": set(),
    "face": set(),
    "compare": {"debrief"},
    "models": {"call", "debrief"},
    "preview": {"call"},
    "settings": {"aloud"},
    "shift": {"briefing", "call"},
    "team": {"call", "debrief", "models"},
}
HEAVY = {"sim.stage", "sim.team", "sim.voice", "pygame"}  # only inside the commands that need them


def modules():
    return sorted(path for path in SIM.rglob("*.py"))


def part_of(path):
    return path.relative_to(SIM).parts[0].removesuffix(".py")


# Read line by line, where a tree of each file takes a second; no line holds two statements (ruff), and none of a
# docstring may look like an import.
IMPORT = re.compile(
    r"^ *(?:from +(\S+) +import +(.*?)|import +([\w.]+(?: as \w+)?(?:, *[\w.]+(?: as \w+)?)*)) *(?:#.*)?$", re.MULTILINE
)


@cache
def imports(path):
    """(name, line) of everything imported."""
    text, found = path.read_text(encoding="utf-8"), []
    for statement in IMPORT.finditer(text):
        line = text.count("\n", 0, statement.start()) + 1
        package, names, modules = statement.groups()
        if modules:
            known = [module.split()[0] for module in modules.split(",")]
        else:
            assert not package.startswith("."), f"{path}:{line}: imports name their package in full"
            assert package != "sim" or "(" not in names, f"{path}:{line}: rooms are imported in one line"
            known = [f"sim.{name.split()[0]}" for name in names.split(",")] if package == "sim" else [package]
        found.extend((name, line) for name in known)
    return found


def test_imports_are_found_wherever_they_stand(tmp_path):
    path = tmp_path / "module.py"
    nested = "import os, sys as s\nif os:\n    from sim import core, store as x  # so\n    from a.b import (\n    c)\n"
    path.write_text(f'{nested}"""From one import to the next."""\n', encoding="utf-8")
    assert imports(path) == [("os", 1), ("sys", 1), ("sim.core", 3), ("sim.store", 3), ("a.b", 4)]


def allowed(name, part):
    if name.split(".")[0] in sys.stdlib_module_names:
        return part != "core" or name.split(".")[0] not in NOT_IN_CORE
    if name == f"sim.{part}" or name.startswith(f"sim.{part}."):
        return True
    return any(name == known or name.startswith(f"{known}.") for known in MAY_IMPORT[part])


def test_imports_only_go_down():
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules()
        for name, line in imports(path)
        if path != SIM / "__init__.py" and not allowed(name, part_of(path))
    ]
    assert not wrong, "\n".join(wrong)


def test_a_room_of_the_stage_knows_few_others():
    stage = SIM / "stage"
    rooms = {path.name for path in stage.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    wrong = []
    for path in stage.rglob("*.py"):
        room = path.relative_to(stage).parts[0]
        known = {room, "kit", *ROOMS_KNOW.get(room, ())} | (set() if room == "kit" else {"face"})
        for name, line in imports(path) if room in rooms else ():
            other = name.removeprefix("sim.stage.").split(".")[0] if name.startswith("sim.stage.") else ""
            if other in rooms - known:
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["cli.py", "commands/context.py", "commands/content.py", "commands/results.py"])
def test_commands_without_a_window_never_load_one(name):
    heavy = [module for module, _ in imports(SIM / name) if any(f"{module}.".startswith(f"{h}.") for h in HEAVY)]
    assert not heavy


def test_transitions_is_known_to_one_module_alone():
    users = [path.name for path in modules() if any(name.startswith("transitions") for name, _ in imports(path))]
    assert users == ["phases.py"]


def test_every_public_function_of_the_core_says_what_it_is_for():
    silent = []
    for path in sorted((SIM / "core").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if ast.get_docstring(tree) is None:
            silent.append(path.name)
        for node in tree.body:
            named = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if named and ast.get_docstring(node) is None:
                silent.append(f"{path.name}: {node.name}")
    assert not silent
