"""Why something is declined: a code, what it means over HTTP, and whether it may be sent again later."""

from typing import Any, NamedTuple

from sim.core.errors import CoolHeadError


class Meaning(NamedTuple):
    """`retry`: keep it and send it again later; otherwise it will never be taken."""

    status: int
    retry: bool = False


# The sentences are in assets/text/team.*.yaml under team.refused; a test holds that both have the same codes.
MEANINGS: dict[str, Meaning] = {
    # who asks
    "no_token": Meaning(401),
    "unknown_token": Meaning(401),
    "not_logged_in": Meaning(401),
    "wrong_password": Meaning(401),
    "csrf": Meaning(403),
    "other_site": Meaning(403),
    # joining
    "no_such_code": Meaning(404),
    "name_needed": Meaning(422),
    "bad_name": Meaning(422),
    "name_taken": Meaning(409),
    "session_full": Meaning(409),
    "session_over": Meaning(409),
    # the session's rules
    "seat_removed": Meaning(410),
    "session_expired": Meaning(410),
    "session_paused": Meaning(409, retry=True),
    "session_closed": Meaning(409, retry=True),
    "not_in_session": Meaning(409),
    "attempts_used": Meaning(409),
    # what was sent
    "not_an_attempt": Meaning(422),
    "other_uuid": Meaning(422),
    "unknown_event": Meaning(422),
    "private": Meaning(422),
    "unknown_scenario": Meaning(422),
    "model": Meaning(422),
    "branch": Meaning(422),
    "option": Meaning(422),
    "order": Meaning(422),
    "unfinished": Meaning(422),
    "time": Meaning(409, retry=True),  # the server's clock may have been put back: an hour later it holds
    "foreign": Meaning(409),
    "altered": Meaning(409),
    "not_a_hand_in": Meaning(422),
    "other_session": Meaning(409),
    "weak_password": Meaning(422),
    "no_scenarios": Meaning(422),
    "promised": Meaning(409),
    "vote_over": Meaning(409),
    # a roster
    "not_a_roster": Meaning(422),
    "roster_line": Meaning(422),
    "roster_columns": Meaning(422),
    "roster_empty": Meaning(422),
    "roster_long": Meaning(422),
    # in general
    "not_valid": Meaning(422),
    "not_found": Meaning(404),
    "not_allowed": Meaning(405),
    "too_large": Meaning(413),
    "too_fast": Meaning(429, retry=True),
    "busy": Meaning(503, retry=True),
    "fault": Meaning(500, retry=True),
}


class Declined(CoolHeadError):
    """Something that the server does not do. `fields` fill the sentence; `wait_s`: when to come again, if known."""

    def __init__(self, code: str, wait_s: int = 0, **fields: Any) -> None:
        super().__init__(code)
        self.code, self.wait_s, self.fields = code, wait_s, fields

    @property
    def meaning(self) -> Meaning:
        """What it means over HTTP."""
        return MEANINGS[self.code]
