"""The application: routes joined, guards before them, what runs beside them.

Board and exports add their routers in `routers`.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from sim.team import guards
from sim.team.api import exports, lead, people, seat
from sim.team.board import room, wall
from sim.team.board import routes as board
from sim.team.direct import Direct
from sim.team.server import Server, Wiring


def routers() -> tuple[APIRouter, ...]:
    """All routes, in order."""
    return (seat.router, lead.router, people.router, exports.router, board.api, room.api, board.router, wall.router)


def make_app(wiring: Wiring) -> FastAPI:
    """The application on what commands hand in. It owns what it starts, not the database."""
    server = Server(wiring)

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        beside = [asyncio.create_task(work) for work in (server.keep_house(), server.judges.get_ready())]
        yield
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        server.close()

    app = FastAPI(
        title="Cool Head: team sessions",
        version=wiring.program or "0",
        lifespan=running,
        docs_url=None,  # the documentation page of FastAPI fetches scripts from another host
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.server = server
    for router in routers():
        app.include_router(router)
    guards.install(app, server.words)
    app.add_middleware(Direct, put_attempt=seat.put_attempt, say_state=seat.state, words_for=server.words)
    app.add_middleware(guards.Guard, words_for=server.words)
    return app
