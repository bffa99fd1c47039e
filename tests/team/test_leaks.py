"""What must not be left over, or written down anywhere: names that were deleted, tokens, addresses, sounds."""

import json
import logging
import re

import httpx
import pytest
from sqlalchemy import select, text

from sim.cli import main
from sim.team.moments import DAY_MS
from sim.team.tables import metadata, names, settings
from tests.team.classroom import Classroom, document
from tests.team.real_server import RealServer

NAME, OTHER = "Zwartepoort-Æ", "Wittebrood"
SECRETS = ("Zwartepoort", "zwartepoort", "wartepoort-")


@pytest.fixture
def own(database, database_url, tmp_path):
    """A server on a database of its own, with somebody in a session who sent a call and was renamed, and another."""
    with Classroom(database) as room:
        room.folder, room.url = tmp_path, database_url
        room.login()
        room.made = room.session(keep_days=1)
        room.ann = room.join(room.made, NAME)
        room.ann.send(document(1))
        room.lead("PATCH", f"/api/lead/seats/{room.ann.joined['seat']['id']}", {"name": f"{NAME} {NAME}"})
        void = {"voided": True, "reason": f"{NAME} was called away"}
        room.lead("PATCH", f"/api/lead/attempts/{json.loads(document(1))['uuid']}", void)
        room.bob = room.join(room.made, OTHER)
        yield room


def traces(own, texts=SECRETS):
    """Where any of these texts stands: in any file of SQLite; on PostgreSQL in any row, and in the file of names."""
    kept = {path.name: path.read_bytes() for path in sorted(own.folder.rglob("*")) if path.is_file()}
    if own.database.is_postgres:
        kept = rows_of(own.database) | {"the file of names": file_of_names(own.database)}
    codes = ("utf-8", "utf-16-le")
    return [(name, one) for name, data in kept.items() for one in texts for code in codes if one.encode(code) in data]


def rows_of(database):
    """What stands in each table, as bytes."""
    with database.reading() as connection:
        return {
            table.name: "\n".join(str(row) for row in connection.execute(table.select())).encode()
            for table in metadata.sorted_tables
        }


def file_of_names(database):
    """The bytes of PostgreSQL's own file, where the tests may read it: what was deleted must not be among them."""
    with database.writing() as connection:
        if not connection.execute(text("SELECT usesuper FROM pg_user WHERE usename = current_user")).scalar():
            return b""
        connection.execute(text("CHECKPOINT"))
        return bytes(connection.execute(text("SELECT pg_read_binary_file(pg_relation_filepath('names'))")).scalar())


@pytest.mark.slow
def test_a_name_is_in_the_files_before_it_is_deleted(own):
    assert traces(own)  # else the tests below would find nothing anywhere


@pytest.mark.slow
def test_when_names_are_due_no_byte_of_them_is_left_while_the_server_runs_on(own):
    own.clock.now += 2 * DAY_MS
    own.client.runner.run(own.app.state.server.tidy())
    assert traces(own, (*SECRETS, OTHER)) == []
    own.login()
    shown = own.shown(own.made)
    assert [seat["name"] for seat in shown["seats"]] == ["", ""]
    assert [attempt["void_reason"] for attempt in shown["attempts"]] == [""]


@pytest.mark.slow
def test_a_backup_that_began_before_keeps_no_name_in_the_file(own):
    if not own.database.is_postgres:
        pytest.skip("the next test is that of SQLite")
    with own.database.reading() as other:
        other.execution_options(isolation_level="REPEATABLE READ").execute(select(settings.c.key)).all()
        own.lead("DELETE", f"/api/lead/sessions/{own.made['id']}")
        assert traces(own, (*SECRETS, OTHER)) == []


@pytest.mark.slow
def test_what_a_reader_keeps_from_being_swept_is_swept_later(own, monkeypatch):
    monkeypatch.setattr("sim.team.database._SWEEP_WAITS_MS", 20)
    own.lead("PATCH", f"/api/lead/seats/{own.bob.joined['seat']['id']}", {"name": OTHER * 2})
    with own.database.reading() as reader:
        reader.execute(select(names)).all()
        own.lead("DELETE", f"/api/lead/sessions/{own.made['id']}")
        assert traces(own, (*SECRETS, OTHER))
    own.client.runner.run(own.app.state.server.tidy())
    assert traces(own, (*SECRETS, OTHER)) == []


@pytest.mark.slow
def test_who_deletes_their_data_leaves_nothing_and_others_stay(own):
    assert own.client.request("DELETE", "/api/me", headers=own.ann.headers).status_code == 204
    assert traces(own) == []
    assert own.bob.get("/api/me").json()["seat"]["name"] == OTHER


@pytest.mark.slow
def test_a_session_that_is_deleted_leaves_no_name(own):
    own.lead("DELETE", f"/api/lead/sessions/{own.made['id']}")
    assert traces(own, (*SECRETS, OTHER)) == []


@pytest.mark.slow
def test_a_purge_from_the_command_line_leaves_no_name(own, capsys):
    arguments = ["--code", own.made["code"], "--database", own.url, "--lang", "en", "--data", str(own.folder)]
    assert main(["team", "purge", *arguments]) == 0
    out, err = capsys.readouterr()
    assert traces(own, (*SECRETS, OTHER)) == []
    assert NAME not in out + err


@pytest.mark.slow
def test_the_database_has_digests_of_tokens_only_and_no_place_for_addresses_or_sounds(own):
    tokens = [own.ann.joined["token"], own.bob.joined["token"], own.client.http.cookies["lead"]]
    assert traces(own, tokens) == []
    columns = {column.name for table in metadata.tables.values() for column in table.columns}
    forbidden = re.compile(r"(^|_)(ip|address|host|mail|email|agent|audio|sound|voice|phone)(_|$)")
    assert not [name for name in columns if forbidden.search(name)]


@pytest.mark.slow
def test_names_stand_in_their_own_table_and_nowhere_else(own):
    with own.database.reading() as connection:
        for table in metadata.sorted_tables:
            rows = [list(map(str, row)) for row in connection.execute(table.select())]
            found = any(OTHER in value for row in rows for value in row)
            assert found == (table.name == "names"), table.name


@pytest.mark.slow
def test_what_somebody_downloads_of_themselves_has_all_of_theirs_and_nothing_of_others(own):
    mine = own.ann.get("/api/me")
    assert mine.json()["seat"]["name"] == f"{NAME} {NAME}"
    assert mine.json()["attempts"][0]["document"]["uuid"] == json.loads(document(1))["uuid"]
    assert OTHER not in mine.text
    assert own.ann.joined["token"] not in mine.text


@pytest.mark.slow
def test_no_log_says_a_name_a_token_or_an_address(own, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    own.ann.send("{}", json.loads(document(1))["uuid"])
    own.ann.get("/api/session")
    own.ask_to_join(own.made["code"], NAME)
    own.client.get("/api/session", headers={"Authorization": "Bearer wrong-token-of-mine"})

    def broken(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr("sim.team.seats.my_data", broken)
    assert own.ann.get("/api/me").status_code == 500
    assert "the disk is full" in caplog.text
    for secret in (*SECRETS, own.ann.joined["token"], "wrong-token-of-mine", "127.0.0.1", own.made["code"]):
        assert secret not in caplog.text


@pytest.mark.slow  # a real process
def test_a_real_server_prints_and_logs_nothing_of_those_who_ask(tmp_path):
    with RealServer(tmp_path) as server:
        joined = httpx.post(f"{server.base}/api/join", json={"code": server.code, "name": NAME}).json()
        headers = {"Authorization": f"Bearer {joined['token']}"}
        assert httpx.get(f"{server.base}/api/me", headers=headers).status_code == 200
        assert httpx.get(f"{server.base}/nothing?token={joined['token']}").status_code == 404
        server.end()
        printed = server.printed()
    logs = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "team").glob("*.log*"))
    for secret in (*SECRETS, joined["token"], "/api/"):
        assert secret not in printed + logs
    assert "127.0.0.1" not in logs
