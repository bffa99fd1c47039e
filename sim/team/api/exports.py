"""What a facilitator's page downloads and uploads: results as files, a roster."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from sim.team import roster, shapes
from sim.team.api.common import Login, Number, TheServer, chosen, errors
from sim.team.exporting import MEDIA_TYPES, export_of, file_name, write_down
from sim.team.trouble import Declined

router = APIRouter(prefix="/api/lead", tags=["facilitator"])
Kind = Literal["csv", "xlsx", "html", "json"]
_STATEMENTS = {"type": "array", "items": {"type": "object"}}
_FILES: dict[str, Any] = {
    kind.partition(";")[0]: {"schema": _STATEMENTS if "json" in kind else {"type": "string", "format": "binary"}}
    for kind in MEDIA_TYPES.values()
}


@router.get(
    "/sessions/{session_id}/export.{kind}",
    response_class=Response,
    responses={**errors(401, 404), 200: {"description": "The file", "content": _FILES}},
)
async def export(request: Request, session_id: Number, kind: Kind, login: Login, server: TheServer) -> Response:
    """A session's results as a file: CSV, a workbook, a page to print, xAPI statements."""
    exporter = server.wiring.exporters.get(kind)
    if exporter is None:
        raise Declined("not_found")
    words = server.wiring.texts.get(chosen(request, server, "language")) or server.words(request.headers)
    found = await server.database.read(lambda connection: export_of(connection, session_id, words))
    data = await server.in_thread(exporter, found, words.language)
    await server.database.write(lambda connection: write_down(connection, session_id, kind, server.now()))
    name = file_name(found, kind, server.now())
    return Response(
        data, media_type=MEDIA_TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@router.post(
    "/sessions/{session_id}/roster",
    response_model=shapes.RosterReport,
    responses=errors(401, 403, 404, 410),
    openapi_extra={"requestBody": {"required": True, "content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def take_in(
    request: Request,
    session_id: Number,
    login: Login,
    server: TheServer,
    do: Annotated[bool, Query(alias="import")] = False,
) -> dict[str, Any]:
    """A list of people: what it would change; with `import` it is done."""
    data = await request.body()
    texts = [server.words(request.headers), *server.wiring.texts.values()]
    people = await server.in_thread(roster.read, data, texts, server.wiring.unguard)
    if do:
        found = await server.database.write(
            lambda connection: roster.take_in(connection, session_id, people, server.now())
        )
        server.changes.publish(session_id, "seat")
    else:
        found = await server.database.read(lambda connection: roster.compare(connection, session_id, people))
    return {"new": found.new, "known": found.known, "twice": people.twice, "imported": do}
