"""Judges beside the event loop: each document its own verdict, whatever happens to those before and beside it."""

import asyncio
import json
import multiprocessing
import os
import signal

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.attempt import Refusal, canonical
from sim.team import judging
from sim.team.judging import Judged, Judges
from tests.examples import examples
from tests.team.classroom import FIRST, document, scenario

WAITING = 20  # more than one judge takes at once


def texts_asked(asked):
    async def text_of(content_hash):
        asked.append(content_hash)
        known = scenario(FIRST)
        return known.model_dump_json(exclude={"accept"}) if content_hash == known.content_hash() else None

    return text_of


def documents(count):
    return [document(number).encode("ascii") for number in range(1, count + 1)]


def uuids(found):
    return [one.uuid if isinstance(one, Judged) else one for one in found]


def judged(work, processes=0, asked=None):
    """What `work(judges)` comes to; the judges are ended after it. `asked`: gets the scenarios they asked for."""

    async def run():
        judges = Judges(texts_asked([] if asked is None else asked), processes)
        try:
            return await work(judges)
        finally:
            judges.close()

    return asyncio.run(run())


def test_many_at_once_get_each_their_own_verdict_and_what_is_no_call_its_reason():
    raws = documents(WAITING)
    raws[3] = b"{}"

    async def work(judges):
        return await asyncio.gather(*(judges.verdict(raw) for raw in raws))

    found = judged(work)
    assert isinstance(found[3], Refusal)
    assert uuids(found[4:]) == [json.loads(raw)["uuid"] for raw in raws[4:]]


def test_a_scenario_is_asked_for_where_it_is_not_known_and_refused_where_nobody_has_it(monkeypatch):
    monkeypatch.setattr(judging, "_scenes", {})
    asked = []

    async def work(judges):
        foreign = json.loads(document(1)) | {"scenario_hash": "0" * 64}
        told = [await judges.verdict(raw) for raw in (*documents(2), json.dumps(foreign).encode())]
        return uuids(told[:2]), told[2]

    known, foreign = judged(work, asked=asked)
    assert known == [json.loads(raw)["uuid"] for raw in documents(2)]
    assert asked == [scenario(FIRST).content_hash(), "0" * 64]
    assert foreign == Refusal("unknown_scenario", "0" * 12)


def test_what_breaks_is_told_to_those_who_waited_for_it_and_the_next_are_judged(monkeypatch):
    whole = judging.judge_all

    def breaks(asked):
        raise MemoryError if any(raw == b"break" for raw, _ in asked) else OSError

    async def work(judges):
        monkeypatch.setattr(judging, "judge_all", breaks)
        first = await asyncio.gather(*(judges.verdict(b"break") for _ in range(WAITING)), return_exceptions=True)
        monkeypatch.setattr(judging, "judge_all", whole)
        return first, await asyncio.gather(*(judges.verdict(raw) for raw in documents(WAITING)))

    first, then = judged(work)
    assert {type(one) for one in first} == {MemoryError}
    assert uuids(then) == [json.loads(raw)["uuid"] for raw in documents(WAITING)]


def test_who_goes_while_waiting_takes_nobodys_verdict_along():
    async def work(judges):
        waiting = [asyncio.ensure_future(judges.verdict(raw)) for raw in documents(WAITING)]
        await asyncio.sleep(0)
        for gone in waiting[::2]:
            gone.cancel()
        return await asyncio.gather(*waiting[1::2])

    assert uuids(judged(work)) == [json.loads(raw)["uuid"] for raw in documents(WAITING)[1::2]]


@pytest.mark.slow  # processes of its own
@pytest.mark.parametrize("processes", [1, 2])
def test_when_a_judge_is_killed_with_documents_in_hand_and_others_waiting_all_are_judged(processes):
    before = set(multiprocessing.active_children())

    async def work(judges):
        await judges.get_ready()
        killed = sorted(child.pid for child in set(multiprocessing.active_children()) - before)
        for pid in killed:
            os.kill(pid, signal.SIGSTOP)  # so that what it was given is surely in its hands
        waiting = [asyncio.ensure_future(judges.verdict(raw)) for raw in documents(WAITING)]
        await asyncio.sleep(0)
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        found = await asyncio.gather(*waiting)
        again = await asyncio.gather(*(judges.verdict(raw) for raw in documents(WAITING)))
        return found, again, killed

    found, again, killed = judged(work, processes)
    assert killed
    assert uuids(found) == uuids(again) == [json.loads(raw)["uuid"] for raw in documents(WAITING)]


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(
    ["\x7f", "\b\x1f", '"\\/', "één"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


@examples(400)
@given(values)
def test_judges_spell_a_document_as_everybody_does(data):
    """Its digest says whether a document that comes again is the same."""
    assert judging.spelt(orjson.loads(json.dumps(data))) == canonical(data)
