"""What holds for every address of the server, also those that are added later; docs/security.md says what is there."""

import re
import ssl
import subprocess
from base64 import urlsafe_b64decode
from collections import Counter
from pathlib import Path

import pytest

from sim.team import serving, tokens
from sim.team.guards import MOST_HAND_IN_BYTES
from tests.team.classroom import Classroom, document

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "security.md"
OPEN = {  # who has neither a token nor a password may ask these
    ("GET", "/api/hello"),
    ("GET", "/api/join/{code}"),
    ("POST", "/api/join"),
    ("POST", "/api/lead/login"),
}
# The requirements of OWASP ASVS 5.0.0, level 1.
LEVEL_1 = [
    "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.3.1", "1.3.2", "1.5.1", "2.1.1", "2.2.1", "2.2.2", "2.3.1",
    "3.2.1", "3.2.2", "3.3.1", "3.4.1", "3.4.2", "3.5.1", "3.5.2", "3.5.3", "4.1.1", "4.4.1", "5.2.1", "5.2.2",
    "5.3.1", "5.3.2", "6.1.1", "6.2.1", "6.2.2", "6.2.3", "6.2.4", "6.2.5", "6.2.6", "6.2.7", "6.2.8", "6.3.1",
    "6.3.2", "6.4.1", "6.4.2", "7.2.1", "7.2.2", "7.2.3", "7.2.4", "7.4.1", "7.4.2", "8.1.1", "8.2.1", "8.2.2",
    "8.3.1", "9.1.1", "9.1.2", "9.1.3", "9.2.1", "10.4.1", "10.4.2", "10.4.3", "10.4.4", "10.4.5", "11.3.1",
    "11.3.2", "11.4.1", "12.1.1", "12.2.1", "12.2.2", "13.4.1", "14.2.1", "14.3.1", "15.1.1", "15.2.1", "15.3.1",
]  # fmt: skip


def addresses(room):
    """(method, path, path filled in) of every address in the description."""
    described = room.client.get("/api/openapi.json").json()["paths"]
    filling = {"uuid": "0" * 8 + "-0000-4000-8000-" + "0" * 12, "kind": "csv", "code": "ABC234"}
    for path, methods in described.items():
        for method in methods:
            yield method.upper(), path, re.sub(r"{(\w+)}", lambda part: filling.get(part[1], "1"), path)


def without_cookies(room, method, path, **more):
    room.client.http.cookies.clear()
    return room.client.request(method, path, **more)


def test_who_shows_nothing_gets_nothing(room):
    asked = list(addresses(room))
    assert len(asked) > 30
    for method, path, filled in asked:
        if (method, path) not in OPEN:
            answer = without_cookies(room, method, filled, json={})
            assert (answer.status_code, answer.json()["code"] in ("no_token", "not_logged_in")) == (401, True), path


@pytest.mark.slow
def test_a_trainees_token_leads_nobody_and_a_facilitators_cookie_is_no_trainee(room):
    trainee = room.join(room.session(), "Ann")
    known = [one for one in addresses(room) if one[:2] not in OPEN]
    for method, path, filled in known:
        if not path.startswith("/api/lead/"):
            answer = room.client.request(method, filled, json={}, headers=room.lead_headers)
            assert answer.json()["code"] == "no_token", path
    for method, path, filled in known:
        if path.startswith("/api/lead/"):
            answer = without_cookies(room, method, filled, json={}, headers=trainee.headers)
            assert answer.json()["code"] == "not_logged_in", path


@pytest.mark.slow
def test_nothing_is_changed_by_a_page_of_another_site_or_without_the_sign(room):
    for method, path, filled in addresses(room):
        if path.startswith("/api/lead/") and method != "GET" and path != "/api/lead/login":
            assert room.client.request(method, filled, json={}).json()["code"] == "csrf", path
            foreign = {**room.lead_headers, "Origin": "http://evil.example"}
            assert room.client.request(method, filled, json={}, headers=foreign).json()["code"] == "other_site", path


def test_no_address_takes_more_than_its_measure_nor_lets_another_site_read(room):
    too_much = b"x" * (MOST_HAND_IN_BYTES + 1)
    for method, path, filled in addresses(room):
        headers = {**room.lead_headers, "Origin": "http://evil.example"}
        if method == "GET":
            answer = without_cookies(room, method, filled, headers=headers)
        else:
            answer = without_cookies(room, method, filled, content=too_much, headers=headers)
            assert answer.status_code == 413, path
        assert not [name for name in answer.headers if name.startswith("access-control-")], path
        assert answer.headers["cache-control"] == "no-store", path
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"], path
        assert answer.headers["content-type"].partition(";")[0] in ("application/json",), path


@pytest.mark.slow
def test_over_tls_the_cookie_is_for_tls_and_this_host_alone(database):
    with Classroom(database, secure=True) as room:
        said = room.client.post("https://team.test/api/lead/login", json={"password": "correct-horse-battery"})
        kept = room.client.get("https://team.test/look?language=nl&theme=dark").headers.get_list("set-cookie")
        assert 'lang="nl" data-theme="dark"' in room.client.get("https://team.test/join").text
    assert [cookie.partition("=")[0] for cookie in kept] == ["__Host-language", "__Host-theme"]
    assert all("Secure" in cookie and "Path=/" in cookie and "Domain" not in cookie for cookie in kept)
    cookie = said.headers["set-cookie"]
    assert cookie.startswith("__Host-lead=")
    for flag in ("HttpOnly", "Secure", "Path=/", "SameSite=strict"):
        assert flag in cookie
    assert "Domain" not in cookie
    assert said.headers["strict-transport-security"] == "max-age=31536000"


def test_without_tls_nothing_promises_it(room):
    assert "strict-transport-security" not in room.client.get("/api/hello").headers


def test_tokens_have_128_bits_and_no_habits():
    drawn = [tokens.new_token() for _ in range(2000)]
    assert len(set(drawn)) == len(drawn)
    assert {len(token) for token in drawn} == {22}  # 16 bytes in base64
    bits = Counter()
    for token in drawn:
        value = int.from_bytes(urlsafe_b64decode(token + "=="))
        bits.update(place for place in range(128) if value >> place & 1)
    assert all(800 < bits[place] < 1200 for place in range(128))  # nine standard deviations


def test_a_first_password_and_a_join_code_are_drawn_from_enough():
    passwords = {tokens.new_password() for _ in range(200)}
    assert len(passwords) == 200
    assert all(len(password) == 19 for password in passwords)
    assert len(tokens.CODE_LETTERS) ** tokens.CODE_LENGTH > 10**9
    assert len(set(tokens.CODE_LETTERS)) == 32


def test_what_a_trainee_may_see_never_has_anothers_name_or_calls(room):
    session = room.session()
    ann, bob = room.join(session, "Ann Onymous"), room.join(session, "Bob Other")
    ann.send(document(1))
    for path in ("/api/session", "/api/me", "/api/together", f"/api/join/{session['code']}"):
        assert "Onymous" not in bob.get(path).text, path
    assert bob.send(document(1)).json()["code"] == "foreign"


@pytest.mark.slow  # openssl
def test_old_versions_of_tls_are_not_spoken(tmp_path, monkeypatch):
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made, "-days", "1", "-subj", "/CN=localhost"], check=True, capture_output=True)
    seen = []

    def instead(server, sockets):
        server.config.load()
        seen.append(server.config)

    monkeypatch.setattr(serving.uvicorn.Server, "run", instead)
    with serving.listen(serving.Place(0)) as listening:
        serving.run(serving.FastAPI(), listening, serving.Tls(certificate, key))
    (config,) = seen
    assert config.ssl.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert (config.access_log, config.proxy_headers, config.server_header) == (False, False, False)


# --- the page ----------------------------------------------------------------------------------------------------


def test_the_page_has_every_requirement_of_level_1_once():
    rows = re.findall(r"^\| ((?:\d+\.\d+\.\d+[, ]*)+)\|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(" ".join(rows).replace(",", " ").split()) == sorted(LEVEL_1)


def test_every_file_and_test_that_the_page_names_is_there():
    text = DOCUMENT.read_text(encoding="utf-8")
    named = re.findall(r"`((?:sim|tests|docs)/[\w/]+\.\w+|test_\w+\.py)`", text)
    assert len(named) > 10
    for name in named:
        assert (ROOT / name if "/" in name else ROOT / "tests" / "team" / name).is_file(), name
    for target in re.findall(r"\]\(([\w.-]+\.md)\)", text):
        assert (DOCUMENT.parent / target).is_file(), target
