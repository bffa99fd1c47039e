"""Rosters: what spreadsheets write is read, shown first, taken in once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.cli import main
from sim.commands.team_files import unguard
from sim.content.texts import languages, load
from sim.core.results import ResultRow
from sim.report.results.columns import Words
from sim.report.results.comma import calls_csv
from sim.team import names as people
from sim.team import roster
from sim.team.trouble import Declined
from tests.examples import examples
from tests.team.classroom import document

TEXTS = [load(language) for language in languages()]


def read(data):
    return roster.read(data if isinstance(data, bytes) else data.encode(), TEXTS, unguard())


@pytest.mark.parametrize("data", [
    "Ann\nRenée",
    "Ann\r\nRenée\r\n\r\n",
    b"\xef\xbb\xbfAnn\nRen\xc3\xa9e",
    b"Ann\r\nRen\xe9e",
    "Nr\tNaam\r\n1\tAnn\r\n2\tRenée\r\n".encode("utf-16"),
    "name\nAnn\nRenée",
    "Nr;Naam;Afdeling\r\n1;Ann;x\r\n2;Renée;",
    "nr\tFull_Name\n1\tAnn\n2\tRenée",
    'sep=;\n"Naam";"x"\n"Ann";"a;b"\n"Renée";"c"',
    "id,Deelnemer\n7,Ann\n8,\"Renée\"\n9,\n",
    "Renée,,\nAnn,,".replace("Renée", "Ann", 1).replace("\nAnn", "\nRenée"),
])  # fmt: skip
def test_names_are_read_from_what_spreadsheets_write(data):
    assert read(data).names == ("Ann", "Renée")


def test_parts_of_a_name_are_put_together_in_the_order_of_names():
    found = read("Achternaam;Voornaam;Tussenvoegsel\nMeer;Renée;van der\nBos;Piet;")
    assert found.names == ("Renée van der Meer", "Piet Bos")


def test_who_stands_in_a_list_twice_gets_one_seat_and_is_named():
    assert read("name\nJan Bos\nAnn\njan  bos") == roster.Roster(("Jan Bos", "Ann"), ("jan bos",))


@pytest.mark.parametrize(("data", "code", "where"), [
    ("", "roster_empty", {}),
    ("name\n\n", "roster_empty", {}),
    ("Ann;Amsterdam\nBo;Breda", "roster_columns", {}),
    ("nr;name\n1;Ann\n\n2;" + "x" * 61, "roster_line", {"line": 4, "column": 2}),
    ("Ann\nB\u202eo", "roster_line", {"line": 2, "column": 1}),
    (b"Ann\nBo\x00", "not_a_roster", {"line": 2}),
    ('name\n"Ann\nBo', "not_a_roster", {"line": 2}),
    (b"PK\x03\x04\x00\x00", "not_a_roster", {"line": 1}),
    ('{\n  "attempts": [\n    "Ann"\n  ]\n}\n', "not_a_roster", {"line": 1}),
    ("<!doctype html>\n<p>Ann</p>", "not_a_roster", {"line": 1}),
    ("\n".join(f"p{n}" for n in range(roster.MOST_PEOPLE + 1)), "roster_long", {}),
])  # fmt: skip
def test_what_is_no_list_of_names_is_refused_with_its_line(data, code, where):
    with pytest.raises(Declined) as refused:
        read(data)
    assert refused.value.code == code
    assert where.items() <= refused.value.fields.items()


def is_name(text):
    try:
        return bool(people.clean(text)) and people.clean(text) == text
    except Declined:
        return False


NAMES = st.text(st.sampled_from("=+-@'\";,|aBé ＝\u200d1") | st.characters(), min_size=1, max_size=20).filter(is_name)


@given(
    st.lists(NAMES, min_size=1, max_size=5, unique_by=people.key_of), st.sampled_from(TEXTS), st.sampled_from(";,\t")
)
@examples(150)
def test_names_in_our_own_export_come_back_as_they_were(found, texts, separator):
    rows = [
        ResultRow(str(n), name, "a", "A", "upset", "practice", 1, "2026-11-22T10:00:00Z", None, 1, 2, 3,
                  False, True, "en", "choose", 1)
        for n, name in enumerate([*found, found[0]])
    ]  # fmt: skip
    assert read(calls_csv(rows, Words(texts), separator)) == roster.Roster(tuple(found))


@given(st.binary(max_size=60) | st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass")))
@examples(150)
def test_whatever_is_sent_is_read_or_refused(data):
    try:
        found = read(data).names
    except Declined as refusal:
        found, code = (), refusal.code
    else:
        code = "other"
    assert all(is_name(name) for name in found)
    assert TEXTS[0].has(f"team.refused.{code}")


# --- in a session -------------------------------------------------------------------------------------------------


def send(room, session, text, take_in=False):
    address = f"/api/lead/sessions/{session['id']}/roster"
    return room.client.post(
        address, content=text, params={"import": "true"} if take_in else {}, headers=room.lead_headers
    )


def test_a_list_is_shown_first_taken_in_then_and_twice_changes_nothing(room):
    session = room.session()
    room.join(session, "Ann")
    shown = send(room, session, "name\nann\nBo\nCy").json()
    assert shown == {"new": ["Bo", "Cy"], "known": ["ann"], "twice": [], "imported": False}
    assert [seat["name"] for seat in room.shown(session)["seats"]] == ["Ann"]
    assert send(room, session, "name\nann\nBo\nCy", take_in=True).json()["imported"]
    before = room.shown(session)
    assert [(seat["name"], seat["joined"]) for seat in before["seats"]] == [("Ann", True), ("Bo", False), ("Cy", False)]
    assert send(room, session, "name\nann\nBo\nCy", take_in=True).json()["new"] == []
    assert room.shown(session) == before


def test_who_joins_with_a_name_of_the_list_gets_that_seat(room):
    session = room.session()
    send(room, session, "Bo", take_in=True)
    (seat,) = room.shown(session)["seats"]
    assert room.ask_to_join(session["code"], " BO ").json()["seat"]["id"] == seat["id"]


def test_our_own_download_is_a_roster(room):
    session = room.session()
    for number, name in enumerate(("=Ann", "Bø;b"), 1):
        room.join(session, name).send(document(number))
    data = room.client.get(f"/api/lead/sessions/{session['id']}/export.csv", headers=room.lead_headers).content
    assert send(room, session, data).json() == {"new": [], "known": ["=Ann", "Bø;b"], "twice": [], "imported": False}
    assert send(room, room.session(), data, take_in=True).json()["new"] == ["=Ann", "Bø;b"]


def test_a_list_is_taken_in_as_a_whole_or_not_at_all(room):
    session = room.session()
    answer = send(room, session, "name\nAnn\nB\u202eo", take_in=True)
    assert answer.status_code == 422
    assert "Line 3, column 1" in answer.json()["message"]
    assert room.shown(session)["seats"] == []


def test_a_list_needs_the_facilitator_and_their_own_page(room):
    session = room.session()
    address = f"/api/lead/sessions/{session['id']}/roster?import=true"
    assert room.client.post(address, content="Ann").json()["code"] == "csrf"
    assert send(room, {"id": 999_999}, "Ann", take_in=True).json()["code"] == "not_found"


def test_the_same_list_at_once_from_two_pages_makes_each_seat_once(room):
    session = room.session()
    address = f"/api/lead/sessions/{session['id']}/roster?import=true"
    ask = ("POST", address, {"content": "name\nAnn\nBo", "headers": room.lead_headers})
    answers = [answer.json() for answer in room.client.at_once([ask] * 4)]
    assert sorted(len(answer["new"]) for answer in answers) == [0, 0, 0, 2]
    assert [seat["name"] for seat in room.shown(session)["seats"]] == ["Ann", "Bo"]


@pytest.mark.slow
def test_the_command_shows_first_and_takes_in_with_import(room, capsys, tmp_path):
    if room.database.is_postgres:
        pytest.skip("the same command, another URL")
    session = room.session()
    path = tmp_path / "people.csv"
    path.write_bytes(b"Naam\r\nRen\xe9e\r\n")
    common = ["--database", str(room.database._write_engine.url), "--lang", "en", "--data", str(tmp_path)]
    assert main(["team", "roster", str(path), *common]) == 0
    assert "1 person would be added: Renée" in capsys.readouterr().out
    assert room.shown(session)["seats"] == []
    assert main(["team", "roster", str(path), "--import", *common]) == 0
    assert main(["team", "roster", str(path), "--import", *common]) == 0
    assert "Nobody was added" in capsys.readouterr().out
    assert [seat["name"] for seat in room.shown(session)["seats"]] == ["Renée"]
    assert main(["team", "roster", str(tmp_path / "none.csv"), *common]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'none.csv'}: there is no such file\n"
