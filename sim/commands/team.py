"""The commands of a team's server: serve, board, purge."""

import errno
import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from sim.commands.context import Context, UsageError
from sim.commands.journal import VERSION
from sim.commands.team_ground import LibraryCatalogue, folder_of, opened, team_texts

if TYPE_CHECKING:
    from sim.team.database import Database
    from sim.team.server import Wiring
    from sim.team.serving import Place

_MOST_WORKERS, _USUAL_WORKERS = 32, 4
_NO_PORT = {errno.EADDRINUSE: "used", errno.EINVAL: "number", errno.EACCES: "reserved"}


def serve(context: Context, options: Namespace) -> int:
    """Run a server until it is ended."""
    with opened(context, options) as database:
        return serve_on(context, options, database)


def serve_on(context: Context, options: Namespace, database: "Database") -> int:
    """Run a server on a database: say where it is reached and with which code, then answer until Ctrl+C."""
    from sim.team.app import make_app
    from sim.team.serving import address, log_to, run

    place = _place(context, options)
    listening = _listening(context, place)
    base = address(place, listening.getsockname()[1])
    log = log_to(folder_of(context) / "server.log")
    try:
        _password(context, database, bool(options.password))
        _forget(database)
        wiring = wiring_of(context, database, base, place.tls is not None, _workers(options))
        _first_session(context, wiring)
        run(make_app(wiring), listening, place.tls, lambda: _say(context, place, base, database))
    finally:
        listening.close()
        log.close()
    context.out(context.texts("team.serve.ended", place=database.place if options.database else folder_of(context)))
    return 0


def wiring_of(context: Context, database: "Database", base: str, secure: bool, workers: int) -> "Wiring":
    """What the application gets from us."""
    from sim.commands.team_files import exporters, unguard
    from sim.team.server import Wiring

    return Wiring(
        database=database,
        catalogue=LibraryCatalogue(context),
        texts=team_texts(),
        program=VERSION,
        addresses=(base,),
        secure=secure,
        processes=workers,
        exporters=exporters(),
        unguard=unguard(),
    )


def _workers(options: Namespace) -> int:
    """Playing a call again costs more than all else that is done with it: one for each processor, four for a class."""
    if options.workers is not None:
        return max(0, min(_MOST_WORKERS, int(options.workers)))
    return min(_USUAL_WORKERS, os.cpu_count() or 1)


def _place(context: Context, options: Namespace) -> "Place":
    from sim.team.serving import DEFAULT_PORT, Place, Tls, check_tls

    texts = context.texts
    if (options.tls_cert is None) != (options.tls_key is None):
        raise UsageError(texts("team.serve.tls_both"))
    tls = Tls(options.tls_cert, options.tls_key) if options.tls_cert is not None else None
    if tls is not None:
        try:
            check_tls(tls)
        except OSError as error:  # what is wrong with a certificate is an OSError too
            raise UsageError(texts("team.serve.tls_bad", reason=error)) from None
    return Place(DEFAULT_PORT if options.port is None else options.port, options.lan, tls)


def _listening(context: Context, place: "Place") -> Any:
    from sim.team.serving import listen

    try:
        return listen(place)
    except OSError as error:
        other = place.port + 1 if 0 < place.port < 65535 else 8766
        said = {"port": place.port, "reason": _why_not(context, error), "other": other}
        raise UsageError(context.texts("team.serve.port_taken", **said)) from None


def _why_not(context: Context, error: OSError) -> str:
    """Why a port cannot be listened on; in the machine's words, which are always English, only where it is rare."""
    known = _NO_PORT.get(error.errno or 0)
    if known is not None:
        return context.texts(f"team.serve.port.{known}")
    return os.strerror(error.errno) if error.errno else str(error)  # without the address that Python adds


def _password(context: Context, database: "Database", asked: bool) -> None:
    """The first start makes a password and says it once; --password asks for another."""
    from sim.team import passwords
    from sim.team.moments import now_ms
    from sim.team.tokens import new_password
    from sim.team.trouble import Declined
    from sim.team.wording import declined

    with database.reading() as connection:
        known = passwords.kept_hash(connection) is not None
    if known and not asked:
        return
    password = _typed(context) if asked else new_password()
    try:
        hashed = passwords.hashed(passwords.PasswordHasher(), password)
    except Declined as error:
        raise UsageError(declined(context.texts, error)) from None
    with database.writing() as connection:
        passwords.keep(connection, hashed, now_ms())
    key = "team.serve.password_set" if asked else "team.serve.password"
    context.out(context.texts(key, password=password))


def _typed(context: Context) -> str:
    """A password that nobody sees; from a pipe, its first line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    return getpass(context.texts("team.serve.new_password"))


def _first_session(context: Context, wiring: "Wiring") -> None:
    """A server that never had a session gets one, with every call in the program's language, ready to join."""
    from sim.team import sessions
    from sim.team.moments import now_ms
    from sim.team.shapes import NewSession

    with wiring.database.reading() as connection:
        if sessions.all_sessions(connection):
            return
    wanted = NewSession(title=context.texts("team.session_title"), language=context.language)
    played = sessions.chosen(wiring.catalogue, context.language, ())
    with wiring.database.writing() as connection:
        sessions.create(connection, wanted, played, now_ms())


def _say(context: Context, place: "Place", base: str, database: "Database") -> None:
    """Where it is, who can reach it, how to join."""
    from sim.team import sessions
    from sim.team.serving import join_link, qr

    texts = context.texts
    with database.reading() as connection:
        current = [one for one in sessions.all_sessions(connection) if one["state"] != "closed"]
    context.out(texts("team.serve.board", address=base))
    context.out(texts("team.serve.join", address=base))
    if current:
        context.out(texts("team.serve.code", code=current[0]["code"], title=current[0]["title"]))
        context.out(qr(join_link(base, current[0]["code"]), sys.stdout.encoding or "ascii"))
    else:
        context.out(texts("team.serve.no_session"))
    key = ("lan_tls" if place.tls else "lan") if place.lan else "loopback"
    context.out(texts(f"team.serve.{key}"))
    context.out(texts("team.serve.end"))
    sys.stdout.flush()


def _forget(database: "Database") -> None:
    """A session whose time was over while no server ran is closed before anybody is told of it."""
    from sim.team import sessions
    from sim.team.moments import now_ms

    with database.writing() as connection:
        gone = sessions.forget(connection, now_ms())
    if gone:
        database.scrub_now()


def board(context: Context, options: Namespace) -> int:
    """Open the board of a server that runs in a browser."""
    import webbrowser

    from sim.commands import seats
    from sim.core.errors import CoolHeadError
    from sim.team.client_link import read_link

    say = context.texts
    address = read_link(options.address).address
    if not address:
        raise UsageError(say("join.bad_address"))
    try:
        with seats.connector(context.language)(address) as server:
            server.hello()
    except (CoolHeadError, OSError) as error:
        raise UsageError(seats.reason_of(error, say)) from None
    context.out(say("team.serve.board", address=address))
    if not webbrowser.open(f"{address}/"):
        context.out(say("team.serve.no_browser"))
    return 0


def purge(context: Context, options: Namespace) -> int:
    """Delete names whose time is over, or a session with all that is in it."""
    from sim.team import sessions
    from sim.team.moments import now_ms
    from sim.team.tokens import read_code
    from sim.team.trouble import Declined

    texts = context.texts
    with opened(context, options) as database:
        with database.writing() as connection:
            if options.code is None:
                said = texts("team.purge.names", count=sessions.forget(connection, now_ms()))
            else:
                try:
                    session = sessions.of_code(connection, read_code(options.code))
                except Declined:
                    raise UsageError(texts("team.purge.no_session", code=options.code)) from None
                sessions.remove(connection, session["id"], now_ms())
                said = texts("team.purge.session", code=session["code"])
        swept = database.scrub_now()
    context.out(said)
    if not swept:
        context.out(texts("team.purge.unswept"))
    return 0
