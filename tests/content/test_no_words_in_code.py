"""What a person reads stands in assets/text, in every language: the program's own rooms hold no words of their own."""

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SIM = Path(__file__).resolve().parents[2] / "sim"
ROOMS = ("stage", "console", "commands", "report", "cli.py")
# What looks like words and is none, or is for people who build the program. A file alone: all of it.
ALLOWED = {
    "stage/guard.py": "pip uninstall",
    "stage/kit/theme.py": "tokens of colours",
    "commands/machine.py": "commands that mend a machine",
    "commands/pictures.py": "a picture of a problem breaks a file",
    "commands/reference.py": "the reference of the format is in English",
    "stage/aloud/screen_reader.py": "the program's own name",
    "commands/team_picture.py": "the name of who is in the picture",
    "report/results/statements.py": "names of xAPI",
}
_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKUP = re.compile(r"</?\w[^<>]*(>|$)|^[^<>]*\">")


def sentences(source: str) -> list[str]:
    """The literals in a module that read like words for people: two words with a space, or one with a capital."""
    return [text for text in texts_of(ast.parse(source)) if reads_like_words(text)]


def texts_of(node: ast.AST) -> Iterator[str]:
    """What is written in a tree, but for what nobody reads."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    unread = not_read(node)
    for child in ast.iter_child_nodes(node):
        if child not in unread:
            yield from texts_of(child)


def not_read(node: ast.AST) -> list[ast.AST]:
    """What of a node nobody reads: docstrings, annotations, names, errors of Python's own (mistakes made here)."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return [node.value]
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name))) if hasattr(builtins, name):
            return [node.exc]
        case ast.Assign(targets=[ast.Name(id="__all__")]) | ast.Subscript():
            return [node.value if isinstance(node, ast.Assign) else node.slice]
        case ast.FunctionDef() if node.returns is not None:
            return [node.returns]
        case ast.arg(annotation=ast.expr()) | ast.AnnAssign():
            return [node.annotation]
        case ast.Call(func=ast.Name(id="cast" | "TypeVar")):
            return [node.args[0]]
    return []


def reads_like_words(text: str) -> bool:
    plain = _MARKUP.sub(" ", text).strip()
    words = _WORD.findall(plain)
    return (len(words) > 1 and " " in plain) or bool(re.fullmatch(r"[A-Z][a-z]{2,}[.!?:]?", plain))


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_has_words_of_its_own(room):
    files = [SIM / room] if room.endswith(".py") else sorted((SIM / room).rglob("*.py"))
    found = {}
    for file in files:
        name = file.relative_to(SIM).as_posix()
        said = sentences(file.read_text(encoding="utf-8")) if name not in ALLOWED else []
        if said:
            found[name] = said
    assert found == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('Button("Hang up", on)', ["Hang up"]),
        ('Button("Close")', ["Close"]),
        ('f"{name} is calling"', ["is calling"]),
        ('"""Says nothing to anybody."""', []),
        ('say("call.hang_up")', []),
        ('f"<li class=\\"a b\\">{x}</li>"', []),
        ('raise ValueError("for who builds it")', []),
        ('raise UsageError("said to who uses it")', ["said to who uses it"]),
        ('def f(game: "Game") -> "Screen": pass', []),
        ('MODE = "look_up"', []),
    ],
)
def test_words_are_told_from_what_is_none(code, found):
    assert [text.strip() for text in sentences(code)] == found


def test_what_is_allowed_is_still_there():
    assert [name for name in ALLOWED if not sentences((SIM / name).read_text(encoding="utf-8"))] == []
