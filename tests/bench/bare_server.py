"""A FastAPI that stores what it is sent and does nothing else with it: what a team's server is measured beside.

One writer takes all that waits and commits it together, as durable as ours; nothing is judged, nobody is asked who they
are. `python bare_server.py DATABASE PORT` serves until it is ended.
"""

import asyncio
import json
import sqlite3
import sys
from queue import Empty, SimpleQueue
from threading import Thread

import uvicorn
from fastapi import FastAPI, Request

MOST_TOGETHER = 256


def stored_by(path, line):
    """Write what comes in the line, all that waits at once, and answer each when it is durable."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE attempts (uuid TEXT PRIMARY KEY, document TEXT)")
    while True:
        batch = [line.get()]
        try:
            while len(batch) < MOST_TOGETHER:
                batch.append(line.get_nowait())
        except Empty:
            pass
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT OR IGNORE INTO attempts VALUES (?, ?)", [row for row, _, _ in batch])
        connection.execute("COMMIT")
        batch[0][1].call_soon_threadsafe(answered, [future for _, _, future in batch])


def answered(futures):
    for future in futures:
        if not future.done():
            future.set_result(None)


def served(path):
    """The app."""
    line = SimpleQueue()
    Thread(target=stored_by, args=(path, line), daemon=True).start()
    app = FastAPI()

    @app.get("/api/hello")
    async def hello():
        return {}

    @app.put("/api/attempts/{uuid}", status_code=201)
    async def take(uuid: str, request: Request):
        document = json.dumps(await request.json(), sort_keys=True)
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        line.put(((uuid, document), loop, future))
        await future
        return {"uuid": uuid}

    return app


if __name__ == "__main__":
    uvicorn.run(served(sys.argv[1]), port=int(sys.argv[2]), log_level="warning")
