"""Requests made from the API's own description, sense and nonsense: every answer is as described, none a fault."""

from contextlib import suppress

import pytest

schemathesis = pytest.importorskip("schemathesis")

from hypothesis import HealthCheck, given, settings  # noqa: E402  # after the skip
from hypothesis.errors import Unsatisfiable  # noqa: E402
from schemathesis import GenerationMode  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.team.classroom import Classroom, document  # noqa: E402

pytestmark = pytest.mark.slow
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
ENDLESS = {"/api/lead/events"}
EXAMPLES = 25


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """A server with somebody and something in it, and no limit to how often it is asked."""
    from sim.team.database import Database, sqlite_url
    from sim.team.limits import Limits, Rate

    free = Rate(1e9, 1e9)
    url = sqlite_url(tmp_path_factory.mktemp("described") / "a.db")
    with Database.open(url) as database, Classroom(database, limits=Limits(free, free, free)) as room:
        yield room


def fill(room):
    """Somebody with a call, the facilitator logged in: what a request did before is undone."""
    room.clean()
    trainee = room.join(room.session(), "Ann")
    trainee.send(document(1))
    return {**trainee.headers, **room.lead_headers}


def operations_of(room):
    described = schemathesis.openapi.from_dict(room.client.get("/api/openapi.json").json())
    return [found.ok() for found in described.get_all_operations()]


def ask(room, case, headers):
    asked = case.as_transport_kwargs(base_url="http://team.test", headers=headers)
    data = asked.pop("data", None)
    if data is not None:
        asked["content"] = data if isinstance(data, bytes | str) else str(data)
    asked.pop("cookies", None)
    case.validate_response(room.client.runner.run(room.client.http.request(**asked)), checks=CHECKS)


def asking(room, headers):
    def one(case):
        ask(room, case, headers)

    return one


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_as_it_is_described(crowded, mode):
    operations = operations_of(crowded)
    assert len(operations) > 20
    for operation in operations:
        if operation.path in ENDLESS:
            continue
        headers = fill(crowded)
        run = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        with suppress(Unsatisfiable):  # nothing can be wrong about a request that has no parts
            run(given(operation.as_strategy(mode))(asking(crowded, headers)))()
