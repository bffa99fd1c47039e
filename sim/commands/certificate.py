"""The certificate: whether somebody is ready, the page to print, and whether a check code still holds.

Nothing that was kept is trusted: the calls are computed again from their journals, and so is the code.
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sim.commands.content import dump
from sim.commands.context import Context, UsageError
from sim.commands.practice import date_of, date_words, played, seen, today
from sim.content.problems import nearest, printable
from sim.content.writing import write_whole
from sim.core.kinds import DIMENSIONS
from sim.core.moves import MODEL_VERSION
from sim.core.practice.certificate import Certificate, Proof, certificate, check_code, read_code
from sim.core.practice.readiness import Readiness, readiness
from sim.core.practice.words import missing_words, to_tell
from sim.core.texts import Texts
from sim.report.certificate import Sheet, SheetCall, page
from sim.store.errors import CallUnreadable, UnknownCall
from sim.store.journal import Journal
from sim.store.kept import Kept

KIND = "certificate"


@dataclass(frozen=True)
class Checked:
    """A call that a certificate rests on, computed again. `same`: None where it cannot be told."""

    call: str
    scenario: str
    same: bool | None
    reason: str
    proof: Proof | None = None


def ready_now(context: Context, journal: Journal, trainee: str | None, day: int) -> Readiness:
    """How far somebody is on a day, by all that the journal has of them."""
    calls = [call for call in journal.calls() if call.trainee == trainee]
    return readiness(played(calls, context.library, seen(journal, trainee)), day)


def checked(context: Context, journal: Journal, ids: Sequence[str]) -> list[Checked]:
    """Calls computed again."""
    return [_checked(context, journal, name) for name in ids]


def _checked(context: Context, journal: Journal, name: str) -> Checked:
    from sim.commands.results import judged

    try:
        stored = journal.load(name)
    except UnknownCall:
        return Checked(name, "", False, context.texts("cli.rescore.no_such", call=name))
    except CallUnreadable as error:
        return Checked(name, "", False, str(error))
    recomputed, same, reason = judged(context, stored)
    header = stored.header
    if recomputed is None:
        return Checked(name, header.scenario_id, same, reason)
    calm, ownership, policy = (json.loads(recomputed)["scores"][dimension] for dimension in DIMENSIONS)
    proof = Proof(name, header.scenario_hash, stored.head, (calm, ownership, policy))
    return Checked(name, header.scenario_id, same, reason, proof)


def issue(context: Context, journal: Journal, trainee: str | None, day: int) -> tuple[Certificate | None, str]:
    """The certificate of somebody who is ready; else None, and which call stands in the way where one does.

    A writable journal keeps what it rests on; the same calls give the same certificate with its first date.
    """
    found = ready_now(context, journal, trainee, day)
    if not found.ready:
        return None, ""
    results = checked(context, journal, [call.id for call in found.calls])
    bad = next((one for one in results if one.same is not True), None)
    if bad is not None:
        return None, context.texts("cli.rescore.certificate.call", call=bad.call, reason=bad.reason)
    made = certificate(found, {one.call: one.proof for one in results if one.proof is not None}, day)
    if made is None:
        return None, ""
    for kept in journal.kept(trainee, KIND):
        if kept.data.get("code") == made.code:
            return Certificate(int(kept.data["day"]), made.calls, made.code, made.model), ""
    data = {"code": made.code, "calls": [call.id for call in made.calls], "day": day, "model": made.model}
    journal.keep(Kept(KIND, data, trainee))
    return made, ""


def sheet_page(context: Context, made: Certificate, trainee: str | None, texts: Texts) -> str:
    """The page to print, in the language of these texts."""
    library = context.library
    titles = {one.id: library.shown_in(one, texts.language).title for one in library.scenarios}
    calls = [
        SheetCall(
            texts(f"progress.ready.family.{call.family}"),
            titles.get(call.scenario, call.scenario),
            date_words(texts, call.day),
            call.scores,
        )
        for call in made.calls
    ]
    return page(Sheet(trainee or "", date_words(texts, made.day), made.code, made.model, calls), texts)


# --- the command ------------------------------------------------------------------------------------------------


def make(context: Context, options: Namespace) -> int:
    """`certificate`: write the page, or say what is still missing; 1 where something is."""
    from sim.commands.playing import playing_journal
    from sim.commands.report import no_such, whose

    texts, trainee, day = context.texts, whose(context, options) or None, today()
    if options.output is not None and options.output.suffix.lower() != ".html":
        raise UsageError(texts("cli.certificate.html", path=printable(options.output)))
    with Journal.open(context.data, read_only=True) as journal:
        if options.trainee is not None and trainee not in journal.people():
            raise UsageError(no_such(texts, options.trainee, journal.people()))
        found = ready_now(context, journal, trainee, day)
    made, trouble = issue(context, playing_journal(context), trainee, day) if found.ready else (None, "")
    if options.json:
        dump(context, _json(found, made, trouble))
    elif made is None:
        unprovable = texts("progress.certificate.unprovable", reason=trouble) if trouble else ""
        context.out(unprovable or _missing(context, found, day))
    else:
        context.out(texts("cli.certificate.ready", code=made.code))
    if made is not None and options.output is not None:
        write_whole(options.output, sheet_page(context, made, trainee, texts))
        if not options.json:
            context.out(texts("cli.certificate.written", path=printable(options.output)))
    return 0 if made is not None else 1


def _missing(context: Context, found: Readiness, day: int) -> str:
    texts, library = context.texts, context.library
    titles = {one.id: library.shown_in(one, texts.language).title for one in library.scenarios}
    lines = [missing_words(texts, one, titles, day) for one in to_tell(found)]
    return "\n".join([texts("cli.certificate.not_ready"), *(f"- {line}" for line in lines)])


def _json(found: Readiness, made: Certificate | None, trouble: str) -> dict[str, Any]:
    return {
        "ready": found.ready,
        "code": made.code if made is not None else None,
        "model": MODEL_VERSION,
        "calls": [call.id for call in found.calls],
        "missing": [
            {"code": one.code, "family": one.family, "call": one.call.id if one.call is not None else None}
            for one in found.missing
        ],
        "problem": trouble,
    }


# --- whether a code holds ---------------------------------------------------------------------------------------


def verify(context: Context, options: Namespace) -> int:
    """`rescore --certificate CODE`: 0 where the code holds, else 1."""
    with Journal.open(context.data, read_only=True) as journal:
        answer = _verified(context, journal, options.certificate)
    if options.json:
        dump(context, answer)
        return 0 if answer["holds"] else 1
    texts, code = context.texts, printable(answer["code"])
    if answer["holds"]:
        name = printable(answer["trainee"] or texts("cli.rescore.certificate.nobody"))
        when = date_words(texts, _day(answer["date"]))
        context.out(texts("cli.rescore.certificate.holds", code=code, name=name, date=when, model=answer["model"]))
        return 0
    context.out(texts("cli.rescore.certificate.fails", code=code, reason=answer["reason"]))
    return 1


def _day(text: str) -> int:
    return (date.fromisoformat(text) - date_of(0)).days


def _verified(context: Context, journal: Journal, typed: str) -> dict[str, Any]:
    """The answer of `rescore --certificate --json`."""
    texts, code = context.texts, read_code(typed)
    if code is None:
        return _answer(typed, texts("cli.rescore.certificate.mistyped"))
    known = {
        str(thing.data.get("code")): thing for name in (None, *journal.people()) for thing in journal.kept(name, KIND)
    }
    thing = known.get(code)
    if thing is None:
        near = nearest(code, list(known))
        key = "near" if near else "unknown"
        return _answer(code, texts(f"cli.rescore.certificate.{key}", **({"code": near} if near else {})))
    ids, day = _rests_on(thing.data)
    results = checked(context, journal, ids)
    proofs = [one.proof for one in results if one.proof is not None]
    reason = _reason(context, results)
    if not reason and check_code(proofs) != code:
        reason = texts("cli.rescore.certificate.changed")
    if not reason and not _made_ready(context, journal, thing, set(ids), day):
        reason = texts("cli.rescore.certificate.rule")
    calls = [{"call": one.call, "scenario": one.scenario, "same": one.same, "reason": one.reason} for one in results]
    return _answer(code, reason) | {
        "trainee": thing.trainee,
        "date": date_of(day).isoformat(),
        "model": thing.data.get("model"),
        "calls": calls,
    }


def _answer(code: str, reason: str) -> dict[str, Any]:
    return {
        "code": code,
        "holds": not reason,
        "reason": reason,
        "trainee": None,
        "date": None,
        "model": None,
        "calls": [],
    }


def _rests_on(data: Mapping[str, Any]) -> tuple[list[str], int]:
    """The calls and the day of a kept certificate; nothing is sure about the types of a damaged one."""
    calls, day = data.get("calls"), data.get("day")
    names = [str(name) for name in calls] if isinstance(calls, list) else []
    return names, day if type(day) is int and abs(day) < 10**6 else 0


def _reason(context: Context, results: Sequence[Checked]) -> str:
    bad = next((one for one in results if one.same is not True), None)
    return context.texts("cli.rescore.certificate.call", call=bad.call, reason=bad.reason) if bad is not None else ""


def _made_ready(context: Context, journal: Journal, thing: Kept, ids: set[str], day: int) -> bool:
    """Whether somebody was ready by these calls when the certificate was made."""
    calls = [call for call in journal.calls() if call.trainee == thing.trainee and call.started_at <= thing.at]
    then = readiness(played(calls, context.library, seen(journal, thing.trainee)), day)
    return then.ready and {call.id for call in then.calls} == ids
