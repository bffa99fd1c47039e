"""The commands on results: rescore."""

import json
from argparse import Namespace
from typing import Any

from sim.commands.content import dump
from sim.commands.context import Context, UsageError
from sim.commands.journal import rebuilt, version_of
from sim.content.library import UnknownScenario
from sim.core.moves import MODEL_VERSION
from sim.core.scoring import score, to_json
from sim.store.errors import CallUnreadable, UnknownCall
from sim.store.journal import Journal
from sim.store.records import StoredCall, result_of


def rescore(context: Context, options: Namespace) -> int:
    """Compute stored calls again from their journal alone; 1 when one differs."""
    texts = context.texts
    if options.certificate is not None:
        from sim.commands.certificate import verify

        return verify(context, options)
    if not options.call and not options.all:
        raise UsageError(texts("cli.rescore.which"))
    with Journal.open(context.data, read_only=True) as journal:
        ids = [call.id for call in journal.calls()] if options.all else options.call
        answers = [_compared(context, journal, call_id) for call_id in ids]
    if options.json:
        dump(context, answers)
    elif not answers:
        context.out(texts("cli.rescore.none"))
    else:
        for answer in answers:
            key = {True: "same", False: "differs", None: "unknown"}[answer["same"]]
            context.out(texts(f"cli.rescore.{key}", call=answer["call"], reason=answer["reason"]))
    return 1 if any(answer["same"] is False for answer in answers) else 0


def _compared(context: Context, journal: Journal, call_id: str) -> dict[str, Any]:
    try:
        stored = journal.load(call_id)
    except UnknownCall:
        raise UsageError(context.texts("cli.rescore.no_such", call=call_id)) from None
    except CallUnreadable as error:
        return {"call": call_id, "stored": None, "recomputed": None, "same": False, "reason": str(error)}
    recomputed, same, reason = judged(context, stored)
    return {
        "call": call_id,
        "scenario": stored.header.scenario_id,
        "stored": result_of(stored.result_json).get("scores"),
        "recomputed": json.loads(recomputed)["scores"] if recomputed else None,
        "same": same,
        "reason": reason,
    }


def judged(context: Context, stored: StoredCall) -> tuple[str | None, bool | None, str]:
    """The result computed again, whether it is the same (None: cannot be told), and why not."""
    texts = context.texts
    if not stored.intact:
        return None, False, texts("cli.rescore.chain", place=stored.broken_at)
    scenario = version_of(context, stored.header)
    if scenario is None:
        try:
            context.library.find(stored.header.scenario_id)
            key = "scenario_changed"
        except UnknownScenario:
            key = "scenario_gone"
        return None, None, texts(f"cli.rescore.{key}", scenario=stored.header.scenario_id)
    if stored.header.setup.model != MODEL_VERSION:
        return None, None, texts("cli.rescore.old_model", model=stored.header.setup.model)
    call = rebuilt(scenario, stored)
    if call is None:
        return None, False, texts("cli.rescore.impossible")
    recomputed = to_json(score(scenario, call.log()))
    if stored.status == "open":
        return recomputed, None, texts("cli.rescore.still_open")
    if stored.status == "abandoned" and stored.result_json is None:
        return recomputed, None, texts("cli.rescore.no_score")
    if recomputed != stored.result_json:
        return recomputed, False, texts("cli.rescore.score")
    return recomputed, True, ""
