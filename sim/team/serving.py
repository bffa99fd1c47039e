"""A server at an address: where it is reached, its QR, and uvicorn around the application until somebody ends it."""

import errno
import gc
import io
import logging
import os
import signal
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import NamedTuple

import segno
import uvicorn
from fastapi import FastAPI

DEFAULT_PORT = 8765
_LOOPBACK, _EVERYWHERE = "127.0.0.1", "0.0.0.0"
_ELSEWHERE = ("192.0.2.1", 9)  # an address for documentation: nothing is sent, only the way out is looked up
_GRACE_S = 3
_SWITCH_S = 0.0005
_MOST_LOG = 1_000_000


class Tls(NamedTuple):
    """Files of a certificate and its key."""

    certificate: Path
    key: Path


class Place(NamedTuple):
    """Where to listen."""

    port: int = DEFAULT_PORT
    lan: bool = False
    tls: Tls | None = None


def listen(place: Place) -> socket.socket:
    """The socket to listen on, so that a port that is taken is known before anything starts. Raises OSError."""
    if not 0 <= place.port < 1 << 16:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    listening = socket.create_server((_EVERYWHERE if place.lan else _LOOPBACK, place.port), backlog=512)
    # The event loop does it only for sockets that it made itself. Without it the second half of each answer waits 40 ms
    # for a sign that the first has come.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def check_tls(tls: Tls) -> None:
    """Raises OSError or ssl.SSLError (an OSError too) where the files cannot be used."""
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(tls.certificate, tls.key)


def address(place: Place, port: int) -> str:
    """The address to tell others."""
    scheme = "https" if place.tls else "http"
    return f"{scheme}://{_own_address() if place.lan else _LOOPBACK}:{port}"


def _own_address() -> str:
    """The address of this computer in its network; without a network the computer itself."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
            return str(probe.getsockname()[0])
        except OSError:
            return _LOOPBACK


def join_link(base: str, code: str) -> str:
    """What the QR says: where to join, and the code."""
    return f"{base}/join?code={code}"


def qr(text: str, encoding: str) -> str:
    """A QR for the terminal; empty where the terminal's encoding has no blocks to draw it with."""
    drawn = io.StringIO()
    segno.make(text, error="m").terminal(drawn, compact=True)
    try:
        drawn.getvalue().encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ""
    return drawn.getvalue()


def log_to(file: Path) -> logging.Handler:
    """What goes wrong is written to a file that stays small. No addresses of those who ask are written anywhere."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(file, maxBytes=_MOST_LOG, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in ("sim.team", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.WARNING)
        logger.addHandler(handler)
        logger.propagate = False
    return handler


class _Server(uvicorn.Server):
    """Uvicorn waits for whoever is connected; those who only listen to changes are let go first."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        app = self.config.app
        assert isinstance(app, FastAPI)
        app.state.server.changes.close()
        await super().shutdown(sockets)


@contextmanager
def _prompt() -> Iterator[None]:
    """Without what keeps a server from answering at once: a writer's thread that holds on to the interpreter for 5 ms,
    and a collection of garbage that goes through everything ever imported, for 100 ms.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_S)
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        sys.setswitchinterval(before)


def run(app: FastAPI, listening: socket.socket, tls: Tls | None, begun: Callable[[], None] | None = None) -> None:
    """Serve until Ctrl+C or a friendly kill; returns when all who asked have their answers."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE_S,
        timeout_keep_alive=30,
        ssl_certfile=tls.certificate if tls else None,
        ssl_keyfile=tls.key if tls else None,
    )
    server = _Server(config)
    before = None
    if threading.current_thread() is threading.main_thread():
        # Uvicorn ends in order and then repeats the signal: here both kinds only mean that it is over.
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    if begun is not None:
        begun()
    try:
        with _prompt():
            server.run(sockets=[listening])
    except KeyboardInterrupt:
        return
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)
        listening.close()
