"""Team sessions: a server on the facilitator's computer, clients in the game, a board in the browser.

This docstring is the contract between server, client, board and exports. What is here stays as it is; what is added
later has a default.

    Whose module is whose
    sim/core/attempt.py      what an attempt is, its canonical text, its replay            (server; pure, shared by all)
    wording.py               reasons as sentences: refusal(texts, code), from texts handed in              (server)
    shapes.py                the JSON shapes below as pydantic models, for server and client                (server)
    hand_in.py               the hand-in file: to_text, from_text                                   (server; shared)
    tokens.py                join codes, seat tokens, their digests                                         (server)
    tables.py, migrations/   the tables below; Alembic steps that run at every start                        (server)
    database.py, writing.py  Database: `await read(f)`, `await write(f)`, f(connection); the one writer         (server)
    storing.py, ledger.py    attempts that wait are stored together, one commit for all; what was done      (server)
    passwords.py, limits.py  the facilitator's login; how often something may be done                       (server)
    moments.py, names.py     time as integers; what may be a name, and when two are the same                (server)
    judging.py               document -> judged attempt or a reason; in processes of its own                (server)
    sessions.py, seats.py    what a facilitator, what a trainee does: functions of (connection, ...)        (server)
    presence.py              signs of life, many in one statement                                      (server)
    reading.py               a session as values: people, attempts with `number` and `counted`             (server)
    changes.py               what changed, for the event stream                                             (server)
    app.py, guards.py        the application; limits, headers, errors, tokens, cookies                      (server)
    server.py, direct.py     what the routes share; the most frequent requests, straight to their handlers  (server)
    api/seat.py, api/lead.py the routes below                                                               (server)
    serving.py               address, QR, uvicorn                                                           (server)
    client.py, client_link.py     talking to the server; what somebody types to join                        (client)
    client_sender.py         sends what waits (sim/store/outbox.py); client_courier.py: its thread           (client)
    client_seats.py          the seats of this computer's people, in a file of their own                    (client)
    client_versions.py       fetching the versions of scenarios that a session has and this computer lacks  (client)
    board/                   pages, statistics, play together: routes.py, and for trainees room.py           (board)
    client_together.py       a trainee's side of playing together: asking and voting; client_voter.py: its thread
    exporting.py             a session as plain results; who writes them to files is handed in (Wiring)    (exports)
    simulated.py             trainees who are played by archetypes: for the demo and for load               (server)
    roster.py, xapi_push.py  lists of people; statements on their way to a store; routes: api/exports.py   (exports)
Routers are joined in app.py (`routers()`). Text comes from texts
that commands hand in (Wiring in app.py: `texts[language]`, a callable by key; parts team, board, exports, ...).
Whatever is imported heavily (fastapi, sqlalchemy) is imported by sim.team modules only, and those by commands only
inside functions. The clients, shapes.py, hand_in.py and tokens.py import neither fastapi nor sqlalchemy.

    An attempt: canonical JSON (sim.core.attempt), at most 256 kB and 5,000 events
    {"uuid", "scenario", "scenario_hash", "language", "setup": {every field of sim.core.log.Setup}, "program",
     "started_at": "2026-11-22T03:37:00Z", "events": [sim.core.events.to_json, ...]}
What the trainee felt, noted or typed in their own words stays at home: without_private(events) empties it, the server
refuses documents that have it. The call must be over. A client's own scores are never sent, never read.

    Errors: always JSON {"code", "message", "retry"}
`code` is one of those in assets/text/team.*.yaml under team.refused; `message` the sentence in the language of
Accept-Language; `retry` true: keep it and send it again later (paused, closed, busy, too_fast with a Retry-After
header); false: it will never be taken. 401 no or unknown token; 403; 404; 409 against the session's rules; 410 seat
removed or session expired; 413 too large; 422 not what it should be; 429 too fast.

    Trainee: header `Authorization: Bearer TOKEN` (but for join)
    GET    /api/hello                 {"program", "model", "notice_version", "server": "cool-head"}, no token
    GET    /api/join/CODE             {"code", "title", "language", "names": "names|aliases", "notice_version",
                                       "notice": [sentences], "keep_days"}: for the join screen, no token
    POST   /api/join                  {"code", "name": "" or up to 60 characters} -> 201 {"token", "seat": Seat,
                                       "session": Session}. A name that a facilitator entered or let back in gets its
                                       own seat (200); a name that is taken is refused (name_taken). With aliases and
                                       no name the server gives one. Coming back is done with the token.
    GET    /api/session               {"session": Session, "seat": Seat, "scenarios": [SessionScenario], "together":
                                       bool}; SessionScenario: {"id", "hash", "title", "family", "level", "minutes",
                                       "language", "attempts_used", "attempts_left": null|n}
    GET    /api/scenarios/HASH        the scenario as JSON (Scenario.model_validate_json): for a client without it,
                                       which takes it only where its content hash is HASH; also of earlier versions
    PUT    /api/attempts/UUID         an attempt -> 201 (new) or 200 (was there already) {"uuid", "scenario",
                                       "scores": {"calm", "ownership", "policy"}, "passed", "distinction", "ending",
                                       "complete", "number": n or 0, "counts": bool, "false_start": bool,
                                       "attempts_left"}
    POST   /api/state                 {"state": "idle|in_call", "scenario": id or ""} -> {"session_state", "version"};
                                       at every change, and every 20 s as a sign of life
    GET    /api/me                    all that is kept of this seat (a download); DELETE /api/me deletes it -> 204
    GET    /api/together              shapes.Together: the question that the room votes on, and after it the spread and
                                       what each reply does; ?team=false with If-None-Match is a cheap 304.
                                       again_s and the header X-Again: in how many seconds to ask again
    POST   /api/together/vote {"turn", "option", "round": of the question, or 0} -> 204
Session: {"id", "code", "title", "language", "state": "open|paused|closed", "names", "board", "ranking",
"attempts_allowed": 0 (any number) or n, "counts": "best|last|first", "keep_days", "keep_until", "notice_version",
"version"}. Seat: {"id", "ref" (uuid), "number" (1, 2, ... in the session), "name"}. Moments are ISO 8601 in UTC.

    Facilitator: cookie `lead` (over TLS `__Host-lead`; HttpOnly, SameSite=Strict); all but GET: header `X-CSRF-Token`
    POST   /api/lead/login {"password"} -> {"csrf"} and the cookie; POST /api/lead/logout; POST /api/lead/password
    GET    /api/lead/me                    {"csrf", "program", "addresses": [...]}
    GET    /api/lead/catalogue             scenarios that a session may have (by language)
    GET    /api/lead/sessions              list; POST creates {"title", "language", "scenarios": [ids; none: all],
                                           "attempts_allowed", "counts", "names", "board", "ranking", "keep_days"}
    GET    /api/lead/sessions/ID           {"session", "scenarios", "seats": [LeadSeat], "attempts": [LeadAttempt]}
    PATCH  /api/lead/sessions/ID           any of the fields of create, and "state"
                                           but, once somebody joined: no names for aliases, no longer keep_days
    DELETE /api/lead/sessions/ID           with all its attempts
    POST   /api/lead/sessions/ID/seats {"name"}         a seat that waits for its trainee
    PATCH  /api/lead/seats/ID {"name"}                  rename; {"extra": {scenario: n}} attempts beyond those allowed;
                                                        {"let_in": true} the next to join with this name gets the seat
    DELETE /api/lead/seats/ID                           remove: its attempts stay, marked by `removed`; its token ends
    PATCH  /api/lead/attempts/UUID {"voided", "reason"} kept and marked, never erased
    POST   /api/lead/sessions/ID/hand-in                body: a hand-in file, up to 5 MB -> {"taken", "known",
                                                        "refused", "attempts": [{"uuid", "status", "code", "message"}]}
    GET    /api/lead/sessions/ID/export.csv|xlsx|html|json                 a download; written down in the audit
    POST   /api/lead/sessions/ID/roster                 body: a list of names -> {"new", "known", "twice", "imported"};
                                                        nothing is changed without ?import=true
    GET    /api/lead/sessions/ID/audit                  who did what when
    GET    /api/lead/events?session=ID                  server-sent events, below
LeadSeat: Seat and {"state", "scenario", "connected", "seen_at", "joined_at", "joined": bool, "removed", "extra"}.
LeadAttempt: {"uuid", "seat", "scenario", "hash", "mode", "way", "scores", "passed", "distinction", "ending",
"complete", "turns", "lasted_ms", "false_start", "voided", "void_reason", "number", "counts", "handed_in",
"arrived_at"}.
Of those that are neither voided nor false starts `number` counts 1, 2, ... by arrival for a seat and a scenario, and
the session's rule says which one `counts`; the others have number 0. With aliases a LeadAttempt has no scores, and
passed, distinction, complete and counts are false: what a single call was worth is the trainee's own.

    Events: `event: change`, `data: {"version": n, "kinds": ["session"|"seat"|"state"|"attempt"|"together"]}`
At the start one with all kinds; after it whoever listens fetches what it shows. A comment line every 15 s.

    Hand-in file (hand_in.py): UTF-8 JSON, name ending .coolhead.json
    {"kind": "cool-head attempts", "version": 1, "code": join code or "", "seat": seat ref or "", "name", "attempts":
     [attempts as above]}. The seat is found by ref, else by a call of it that is there already, else by name; else
    a new one is made, if any of it holds.

    Tables (tables.py); moments are integers, ms since 1970 in UTC
    sessions, scenarios (the text of each version, by hash), session_scenarios, seats, names (seat -> name: the only
    place of names), attempts, rounds and votes (play together), settings (password), lead_logins, audit (no names)

Tokens: 128 bits, base64url; the database has their SHA-256 only. Join code: 6 of ABCDEFGHJKLMNPQRSTUVWXYZ23456789,
case and spaces do not matter. QR and link: ADDRESS/join?code=CODE, nothing else.
"""
