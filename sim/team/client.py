"""A trainee's side of the server: asks what the contract (sim.team) offers, over HTTP.

Every answer is one of three: what was asked for; `Refused`, which the server said in its own words; `Unreachable`,
where nobody answered who speaks for a session (no network, a proxy's page, a server that is just starting).
"""

import ssl
from time import monotonic
from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from sim.core.errors import CoolHeadError
from sim.team.shapes import AGAIN, Hello, Invitation, Joined, MySession, Sign, Taken, Together, Trouble

Shape = TypeVar("Shape", bound=BaseModel)
_PATIENCE = httpx.Timeout(10.0, connect=4.0)
_MOST_WAIT_S = 600
_NOT_MODIFIED = 304
_LONGEST_ANSWER_S, _PART = 30.0, 64 * 1024


class Refused(CoolHeadError):
    """The server said no. `retry`: it may be sent again; `wait_s`: not sooner than that."""

    def __init__(self, code: str, message: str, retry: bool, wait_s: float = 0.0) -> None:
        super().__init__(message)
        self.code, self.message, self.retry, self.wait_s = code, message, retry, wait_s


class Unreachable(CoolHeadError):
    """No server of a session answered; `reason` says what was found instead, for whoever looks."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooLarge(CoolHeadError):
    """An answer is longer than what was asked for can be; the rest of it was not read."""


class Server:
    """A session's server at an address. For one thread at a time; close it. Raises Refused and Unreachable."""

    def __init__(self, address: str, language: str = "en", transport: httpx.BaseTransport | None = None) -> None:
        # No proxy from the environment: the server is a neighbour. Certificates are those that the machine trusts.
        self._http = httpx.Client(
            base_url=address,
            transport=transport,
            timeout=_PATIENCE,
            trust_env=False,
            verify=ssl.create_default_context() if address.startswith("https:") else True,
            headers={"Accept-Language": language},
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def hello(self) -> Hello:
        """Who answers."""
        return self._ask(Hello, "GET", "/api/hello")

    def invitation(self, code: str) -> Invitation:
        """What a join screen shows before anything is sent."""
        return self._ask(Invitation, "GET", f"/api/join/{code}")

    def join(self, code: str, name: str) -> Joined:
        """Take a seat."""
        return self._ask(Joined, "POST", "/api/join", json={"code": code, "name": name})

    def session(self, token: str) -> MySession:
        """The session as this seat sees it."""
        return self._ask(MySession, "GET", "/api/session", token)

    def say(self, token: str, state: str, scenario: str = "") -> Sign:
        """A sign of life."""
        return self._ask(Sign, "POST", "/api/state", token, json={"state": state, "scenario": scenario})

    def send(self, token: str, uuid: str, document: str) -> Taken:
        """An attempt; durable there when this returns."""
        headers = {"Content-Type": "application/json"}
        return self._ask(Taken, "PUT", f"/api/attempts/{uuid}", token, content=document, headers=headers)

    def scenario(self, token: str, content_hash: str, most_bytes: int) -> bytes:
        """The text of a version of a scenario, unchecked. Raises TooLarge too."""
        # As it is: what was packed small may be larger than the memory.
        headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        until = monotonic() + _LONGEST_ANSWER_S
        try:
            with self._http.stream("GET", f"/api/scenarios/{content_hash}", headers=headers) as response:
                packed = response.headers.get("Content-Encoding", "identity") != "identity"
                if packed or not response.headers.get("Content-Type", "").startswith("application/json"):
                    raise Unreachable(f"{response.status_code}")
                said = bytearray()
                for part in response.iter_bytes(_PART):
                    said += part
                    if len(said) > most_bytes:
                        raise TooLarge
                    if monotonic() > until:
                        raise Unreachable("timeout")
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise Unreachable(str(error) or type(error).__name__) from error
        if not response.is_success:
            raise _error(response, bytes(said))
        return bytes(said)

    def together(self, token: str, tag: str = "") -> tuple[Together | None, str, float]:
        """What the room votes on, the tag of this answer, and in how many seconds to ask again. None where nothing has
        changed since the answer with `tag`.
        """
        headers = {"If-None-Match": tag} if tag else {}
        response = self._request("GET", "/api/together", token, params={"team": "false"}, headers=headers)
        again_s = _seconds(response, AGAIN)
        if response.status_code == _NOT_MODIFIED:
            return None, tag, again_s
        return _shaped(Together, response), response.headers.get("ETag", ""), again_s

    def vote(self, token: str, of_round: int, turn: int, option: str) -> None:
        """Vote, or vote otherwise, in the turn of the round that was seen."""
        said = {"round": of_round, "turn": turn, "option": option}
        self._request("POST", "/api/together/vote", token, json=said)

    def forget_me(self, token: str) -> None:
        """Delete all that the server has of this seat."""
        self._request("DELETE", "/api/me", token)

    def _ask(self, shape: type[Shape], method: str, path: str, token: str = "", **options: Any) -> Shape:
        return _shaped(shape, self._request(method, path, token, **options))

    def _request(self, method: str, path: str, token: str = "", **options: Any) -> httpx.Response:
        headers = {**options.pop("headers", {}), **({"Authorization": f"Bearer {token}"} if token else {})}
        try:
            response = self._http.request(method, path, headers=headers, **options)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise Unreachable(str(error) or type(error).__name__) from error
        unchanged = response.status_code == _NOT_MODIFIED and "If-None-Match" in headers
        if not response.is_success and not unchanged:
            raise _error(response, response.content)
        return response


def _shaped(shape: type[Shape], response: httpx.Response) -> Shape:
    try:
        return shape.model_validate_json(response.content)
    except ValidationError:
        asked = f"{response.request.method} {response.request.url.path}"
        raise Unreachable(f"{asked}: {response.status_code}") from None


def _error(response: httpx.Response, content: bytes) -> CoolHeadError:
    """What an answer that is no success means: only our own server can say no for good."""
    try:
        said = Trouble.model_validate_json(content)
    except ValidationError:
        return Unreachable(f"{response.status_code}")
    return Refused(said.code, said.message, said.retry, _wait(response))


def _wait(response: httpx.Response) -> float:
    return _seconds(response, "Retry-After")


def _seconds(response: httpx.Response, header: str) -> float:
    told = response.headers.get(header, "")
    return float(min(_MOST_WAIT_S, int(told))) if told.isascii() and told.isdigit() else 0.0
