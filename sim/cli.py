"""The command line: reads arguments, hands over to one function a command, turns errors into one clear message.

Exit codes: 0 fine, 1 findings or a play that missed its expectation, 2 wrong use or unreadable input. Errors go to
stderr; with --json one document goes to stdout and nothing else. No traceback ever reaches a user. What a command
needs is imported when it runs, so `check` works on a machine without display, sound or pygame.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from sim.commands.context import Context, UsageError
from sim.commands.faults import told
from sim.commands.team_options import add_team
from sim.content.problems import BrokenContent
from sim.content.texts import TextsError, languages, load
from sim.core.errors import CoolHeadError
from sim.core.texts import Texts

Command = Callable[[Context, argparse.Namespace], int]
FINE, FINDINGS, WRONG = 0, 1, 2
_GAME = "playing:game"
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    _whole_streams()
    _plain_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    context: Context | None = None
    try:
        options = _parser_in(_help_language(given)).parse_args(given) if given else _plain_start()
        with _context(options) as context:
            code = _command(options.command)(context, options)
            sys.stdout.flush()
            return code
    except UsageError as error:
        return _complain(str(error))
    except (CoolHeadError, TextsError) as error:
        return _complain(_in_words(error, context))
    except BrokenPipeError:
        # Whoever read our output has gone; what is left in the buffer has no reader either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        return _complain(f"{error.filename or ''}: {error.strerror or error}".lstrip(": "))
    except Exception as error:  # a fault of ours: told in one line, and all of it where it can be sent from
        return _complain(told(error, context))


def _plain_start() -> argparse.Namespace:
    """The game without a word: most starts. The parser of all commands need not be built for it."""
    return argparse.Namespace(command=_GAME)


def _complain(message: str) -> int:
    print(message, file=sys.stderr)
    return WRONG


def _in_words(error: Exception, context: Context | None) -> str:
    """An error of the results or of what was asked for, in the program's language; others say it themselves."""
    key = f"trouble.{getattr(error, 'code', '')}"
    if context is not None and isinstance(error, BrokenContent):
        errors = [problem for problem in error.problems if problem.severity == "error"]
        return "\n".join(map(context.line_of, errors)) or str(error)
    if context is None or not context.texts.has(key):
        return str(error)
    texts = context.texts
    data: dict[str, object] = getattr(error, "data", {})
    detail = f" ({data['reason']})" if "reason" in data else ""
    return f"{data['folder']}: {texts(key)}{detail}" if "folder" in data else texts(key, **data)


def _whole_streams() -> None:
    """A stream that was closed before the program began is an empty one: no file of ours may take its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            number = os.open(os.devnull, os.O_RDWR)  # the lowest that is free: the closed stream's own
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8"))


def _plain_streams() -> None:
    """Whatever the machine's code page, a character that it lacks never ends the program."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _help_language(arguments: list[str]) -> str:
    """Help comes in the language that --lang names, before the arguments are read."""
    for first, second in zip(arguments, [*arguments[1:], ""], strict=True):
        wanted = second if first == "--lang" else first.removeprefix("--lang=") if first.startswith("--lang=") else ""
        if wanted and wanted in languages():
            return wanted
    return "en"


class _Parser(argparse.ArgumentParser):
    """Wrong use is one line with a way on, not a page."""

    def error(self, message: str) -> None:  # type: ignore[override]  # argparse declares that it never returns
        raise UsageError(f"{self.prog}: {message} (see {self.prog} --help)")


@cache
def _parser_in(language: str) -> argparse.ArgumentParser:
    return parser(load(language))


def parser(texts: Texts) -> argparse.ArgumentParser:
    """The parser with every command; help texts come from the catalogue."""
    top: argparse.ArgumentParser = _Parser(
        prog="run_sim.py",
        description=texts("cli.about"),
        epilog=texts("cli.epilog"),
        parents=[_common(texts, "before")],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.set_defaults(command=_GAME)
    _option(top, texts, "--no-voice", action="store_true")
    commands = top.add_subparsers(title=texts("cli.commands"), metavar="COMMAND", parser_class=_Parser)
    after = _common(texts, "after")

    command = _maker(commands, after, texts, "cli")
    _add_playing(command, texts)
    _add_content(command, texts)
    _add_tools(command, texts)
    _add_results(command, texts)
    team = commands.add_parser("team", **_told(texts, "cli.team"))
    parts = team.add_subparsers(title=texts("cli.commands"), metavar="COMMAND", parser_class=_Parser, required=True)
    add_team(_maker(parts, after, texts, "cli.team"), texts)
    return top


def _maker(commands: Any, after: argparse.ArgumentParser, texts: Texts, group: str) -> Callable[..., Any]:
    """Makes parsers of commands, each with its help under `group` in the catalogue."""

    def command(name: str, function: str) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = commands.add_parser(name, parents=[after], **_told(texts, f"{group}.{name}"))
        sub.set_defaults(command=function)
        return sub

    return command


def _told(texts: Texts, key: str) -> dict[str, Any]:
    """What a command's help says."""
    return {
        "help": texts(f"{key}.help"),
        "description": texts(f"{key}.help"),
        "epilog": texts(f"{key}.example"),
        "formatter_class": argparse.RawDescriptionHelpFormatter,
    }


def _common(texts: Texts, place: str) -> _Parser:
    """The options that may stand before or after the command; kept apart, or one would hide the other."""
    common = _Parser(add_help=False)
    for name, options in (
        ("data", {"type": Path, "metavar": "DIR"}),
        ("scenarios", {"type": Path, "metavar": "DIR", "action": "append"}),
        ("lang", {"choices": languages(), "metavar": "LANG"}),
    ):
        common.add_argument(f"--{name}", dest=f"{name}_{place}", help=texts(f"cli.{name}"), **options)
    return common


def _context(options: argparse.Namespace) -> Context:
    """What the common options say: folders from both places, of the others the later one."""
    early, late = (
        [getattr(options, f"{name}_{place}", None) for name in ("data", "scenarios", "lang")]
        for place in ("before", "after")
    )
    return Context(late[0] or early[0], [*(early[1] or []), *(late[1] or [])], late[2] or early[2])


Adder = Callable[[str, str], argparse.ArgumentParser]


def _option(sub: argparse.ArgumentParser, texts: Texts, name: str, **options: Any) -> None:
    sub.add_argument(name, help=texts(f"cli.option.{name.strip('-').replace('-', '_')}"), **options)


def _json(sub: argparse.ArgumentParser, texts: Texts) -> None:
    _option(sub, texts, "--json", action="store_true")


def _add_playing(command: Adder, texts: Texts) -> None:
    play = command("play", "playing:play")
    _option(play, texts, "id", nargs="?", metavar="ID")
    _option(play, texts, "--terminal", action="store_true")
    _option(play, texts, "--seed", type=int, metavar="N")
    _option(play, texts, "--mode", choices=("practice", "exam"), default="practice")
    _option(play, texts, "--way", choices=("choose", "say_first", "typed"))
    # Without a default of its own, so that it may stand before the command too.
    _option(play, texts, "--no-voice", action="store_true", default=argparse.SUPPRESS)
    picture = command("screenshot", "windowed:screenshot")
    _option(picture, texts, "screen", metavar="SCREEN")
    picture.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE.png", help=texts("cli.option.output")
    )
    _option(picture, texts, "--size", default="1280x720", metavar="WxH")
    _option(picture, texts, "--scenario", metavar="ID")
    _option(picture, texts, "--theme", choices=("dusk", "paper", "contrast"), default="dusk")
    _option(picture, texts, "--text", type=float, default=1.0, metavar="FACTOR")


def _add_content(command: Adder, texts: Texts) -> None:
    _json(command("list", "content:list_scenarios"), texts)
    check = command("check", "checking:check")
    _option(check, texts, "path", nargs="*", type=Path, metavar="PATH")
    _option(check, texts, "--strict", action="store_true")
    _option(check, texts, "--watch", action="store_true")
    _json(check, texts)
    perform = command("perform", "perform:perform")
    _option(perform, texts, "play", nargs="+", type=Path, metavar="PLAY")
    _option(perform, texts, "--coverage", action="store_true")
    _json(perform, texts)
    schema = command("schema", "content:schema")
    _option(schema, texts, "kind", nargs="?", choices=("scenario", "play", "lexicon", "service"), default="scenario")


def _add_tools(command: Adder, texts: Texts) -> None:
    """What a trainer makes scenarios with."""
    new = command("new", "new:new")
    new.add_argument("id", metavar="ID", help=texts("cli.option.new_id"))
    _option(new, texts, "--family", choices=("angry", "panicked", "out_of_scope"), default="angry")
    new.add_argument("-o", "--output", type=Path, metavar="PATH", help=texts("cli.option.new_output"))
    preview = command("preview", "windowed:preview")
    preview.add_argument("path", metavar="PATH", help=texts("cli.option.preview_path"))
    _option(preview, texts, "--no-voice", action="store_true", default=argparse.SUPPRESS)
    record = command("record", "record:record")
    record.add_argument("id", metavar="ID|PATH", help=texts("cli.option.scenario_or_path"))
    record.add_argument(
        "-o", "--output", type=Path, required=True, metavar="PLAY", help=texts("cli.option.play_output")
    )
    _option(record, texts, "--seed", type=int, metavar="N")
    graph = command("graph", "graph:graph")
    graph.add_argument("id", metavar="ID|PATH", help=texts("cli.option.scenario_or_path"))
    graph.add_argument("-o", "--output", type=Path, metavar="FILE", help=texts("cli.option.graph_output"))
    xray = command("xray", "xray:xray")
    xray.add_argument("id", metavar="ID|PATH", help=texts("cli.option.scenario_or_path"))
    xray.add_argument("-o", "--output", type=Path, metavar="FILE.html", help=texts("cli.option.xray_output"))
    xray.add_argument("--replies", action="store_true", help=texts("cli.option.xray_replies"))
    _json(xray, texts)
    twee = command("import", "importing:import_twee")
    twee.add_argument("file", type=Path, metavar="FILE.twee", help=texts("cli.option.twee_file"))
    twee.add_argument("-o", "--output", type=Path, metavar="ID.yaml", help=texts("cli.option.import_output"))
    _json(twee, texts)
    translate = command("translate", "translate:translate")
    translate.add_argument("id", metavar="ID|PATH", help=texts("cli.option.scenario_or_path"))
    _option(translate, texts, "language", metavar="LANG")
    sheet = translate.add_mutually_exclusive_group()
    sheet.add_argument("--sheet", type=Path, metavar="FILE.xlsx", help=texts("cli.option.sheet"))
    sheet.add_argument("--take", type=Path, metavar="FILE.xlsx", help=texts("cli.option.take"))
    _option(translate, texts, "--yes", action="store_true")


def _add_results(command: Adder, texts: Texts) -> None:
    rescore = command("rescore", "results:rescore")
    _option(rescore, texts, "call", nargs="*", metavar="CALL_ID")
    _option(rescore, texts, "--all", action="store_true")
    _option(rescore, texts, "--certificate", metavar="CODE")
    _json(rescore, texts)
    standing = command("progress", "progress:progress")
    standing.add_argument("--trainee", metavar="NAME", help=texts("cli.option.trainee"))
    _json(standing, texts)
    sheet = command("certificate", "certificate:make")
    sheet.add_argument("--trainee", metavar="NAME", help=texts("cli.option.trainee"))
    sheet.add_argument("-o", "--output", type=Path, metavar="FILE.html", help=texts("cli.option.sheet_output"))
    _json(sheet, texts)
    report = command("report", "report:report")
    report.add_argument("--trainee", metavar="NAME", help=texts("cli.option.trainee"))
    _option(report, texts, "--team", action="store_true")
    _option(report, texts, "--aliases", action="store_true")
    report.add_argument("-o", "--output", type=Path, metavar="FILE", help=texts("cli.option.report_output"))
    _option(report, texts, "--separator", metavar="SIGN")
    _json(report, texts)
    mine = command("mine", "mine:mine")
    mine.add_argument("--trainee", metavar="NAME", help=texts("cli.option.mine_trainee"))
    which = mine.add_mutually_exclusive_group()
    which.add_argument("--export", type=Path, metavar="FILE", help=texts("cli.option.export"))
    which.add_argument("--delete", action="store_true", help=texts("cli.option.delete"))
    mine.add_argument("--yes", action="store_true", help=texts("cli.option.delete_yes"))
    _json(mine, texts)
    _json(command("doctor", "machine:doctor"), texts)


def _command(name: str) -> Command:
    """`module:function` in sim.commands; imported only now."""
    module, function = name.split(":")
    found: Command = getattr(import_module(f"sim.commands.{module}"), function)
    return found
