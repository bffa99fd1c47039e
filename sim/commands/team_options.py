"""The command line of `team`: its subcommands and their options. Nothing of the server is imported for it."""

import argparse
from pathlib import Path
from typing import Any, Protocol

from sim.core.texts import Texts

_HERE = "127.0.0.1"  # at the usual port


class Maker(Protocol):
    """Makes the parser of a subcommand, with its help."""

    def __call__(self, name: str, function: str) -> argparse.ArgumentParser:
        """`function`: module:function in sim.commands."""


def add_team(command: Maker, texts: Texts) -> None:
    """All subcommands of `team`. `command` makes `team NAME`."""

    def option(sub: argparse.ArgumentParser, name: str, **options: Any) -> None:
        sub.add_argument(name, help=texts(f"cli.option.{name.strip('-').replace('-', '_')}"), **options)

    serve = command("serve", "team:serve")
    demo = command("demo", "team_demo:demo")
    for sub in (serve, demo):
        option(sub, "--lan", action="store_true")
        option(sub, "--port", type=int, metavar="N")
        option(sub, "--database", metavar="URL")
        option(sub, "--tls-cert", type=Path, metavar="FILE.pem")
        option(sub, "--tls-key", type=Path, metavar="FILE.pem")
        option(sub, "--password", action="store_true")
        option(sub, "--workers", type=int, metavar="N")
    option(demo, "--fill-only", action="store_true")
    board = command("board", "team:board")
    board.add_argument("address", nargs="?", default=_HERE, metavar="ADDRESS", help=texts("cli.option.board_address"))
    purge = command("purge", "team:purge")
    option(purge, "--database", metavar="URL")
    option(purge, "--code", metavar="CODE")
    export = command("export", "team_exports:export")
    export.add_argument("--code", metavar="CODE", help=texts("cli.option.export_session"))
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help=texts("cli.option.export_output"))
    option(export, "--push", metavar="URL")
    option(export, "--database", metavar="URL")
    roster = command("roster", "team_exports:roster")
    roster.add_argument("file", type=Path, metavar="FILE", help=texts("cli.option.roster_file"))
    option(roster, "--import", action="store_true", dest="do_import")
    roster.add_argument("--code", metavar="CODE", help=texts("cli.option.export_session"))
    option(roster, "--database", metavar="URL")
    join = command("join", "team_client:join")
    join.add_argument("address", metavar="ADDRESS", help=texts("cli.option.join_address"))
    join.add_argument("join_code", nargs="?", metavar="CODE", help=texts("cli.option.join_code"))
    join.add_argument("--name", metavar="NAME", help=texts("cli.option.join_name"))
    hand_in = command("hand-in", "team_client:hand_in")
    hand_in.add_argument("call", nargs="*", metavar="CALL_ID", help=texts("cli.option.hand_in_call"))
    hand_in.add_argument("--trainee", metavar="NAME", help=texts("cli.option.hand_in_trainee"))
    hand_in.add_argument("-o", "--output", type=Path, metavar="FILE", help=texts("cli.option.hand_in_output"))
