"""The board's pages: templates, what they may show of a language and a theme, files that belong to them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sim.core.kinds import DIMENSIONS
from sim.team.api.common import chosen
from sim.team.board.figures import FEW, band
from sim.team.server import Server
from sim.team.wording import Words

WEB_FOLDER = Path(__file__).resolve().parents[3] / "assets" / "web" / "board"
FILES = {"board.css": "text/css", "board.js": "text/javascript", "join.js": "text/javascript"}
THEMES = ("auto", "dark", "light")


@lru_cache(1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(WEB_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.globals.update(dimensions=DIMENSIONS, band=band, few=FEW)
    return environment


def words_of(request: Request, server: Server) -> Words:
    """The texts in the language that was chosen on a page, else in one that the browser asks for."""
    return server.wiring.texts.get(chosen(request, server, "language")) or server.words(request.headers)


def page(request: Request, server: Server, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page, or a part of one."""
    words = words_of(request, server)
    theme = chosen(request, server, "theme")
    text = (
        _environment()
        .get_template(template)
        .render(
            t=words,
            language=words.language,
            languages=sorted(server.wiring.texts),
            theme=theme if theme in THEMES else "auto",
            themes=THEMES,
            here=request.url.path,
            program=server.wiring.program,
            **values,
        )
    )
    return HTMLResponse(text, status, {"Cache-Control": "no-store"})
