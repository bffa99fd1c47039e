"""`translate`: writes or refreshes the translation beside a scenario; the review sheet, out and in again."""

import re
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from sim.commands.context import Context, UsageError
from sim.commands.found import scenario_path, told
from sim.content.files import kind_of
from sim.content.problems import BrokenContent, printable
from sim.content.reading import read_file
from sim.content.scenarios import scenario_of
from sim.content.sheets import Difference, differences, read_sheet, write_sheet
from sim.content.translating import Change, draft, taken
from sim.content.translation_file import Draft, rendered, translation_from
from sim.content.writing import write_whole


def translate(context: Context, options: Namespace) -> int:
    """Bring ID.LANG.yaml up to date, or write its review sheet, or take one in."""
    path = scenario_path(context, options.id)
    target, now = _as_it_stands(context, path, options.language)
    if options.sheet is not None:
        _check_kind(context, options.sheet)
        write_whole(options.sheet, write_sheet(now, context.texts))
        context.out(context.texts("tools.translate.sheet", path=printable(options.sheet), count=len(now.lines)))
        return 0
    if options.take is not None:
        with told(context):
            changes = _asked(context, options, now)
        if changes is None:
            return 1
        now = taken(now, changes)
    write_whole(target, rendered(now, context.texts))
    _tell(context, target, now)
    return 0


def _as_it_stands(context: Context, path: Path, language: str) -> tuple[Path, Draft]:
    """The translation's file, and what it will hold. Raises UsageError or BrokenContent."""
    if kind_of(path) == "service":
        copy = path.with_name(f"service.{language}.yaml")
        raise UsageError(context.texts("tools.translate.service", path=printable(path), copy=printable(copy.name)))
    document = read_file(path)
    reading = scenario_of(document, path.name)
    if reading.scenario is None:
        raise BrokenContent(str(path), reading.problems)
    if not re.fullmatch("[a-z]{2}", language) or language == reading.scenario.language:
        own = reading.scenario.language
        raise UsageError(context.texts("tools.translate.language", language=printable(language), own=own))
    target = path.with_name(f"{path.stem}.{language}.yaml")
    kept = translation_from(read_file(target), reading.scenario.language) if target.exists() else None
    return target, draft(document.value, language, kept)


def _check_kind(context: Context, path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise UsageError(context.texts("tools.translate.kind", path=printable(path)))


def _tell(context: Context, target: Path, now: Draft) -> None:
    texts = context.texts
    parts = [
        texts("tools.translate.texts", count=len(now.lines)),
        texts("tools.translate.missing", count=now.count("missing")),
        texts("tools.translate.stale", count=now.count("stale")),
    ]
    if now.removed:
        parts.append(texts("tools.translate.removed", count=len(now.removed)))
    context.out(f"{printable(target)}: {', '.join(parts)}")


def _asked(context: Context, options: Namespace, now: Draft) -> list[Change] | None:
    """The changes of a sheet that are taken; None when there is nobody to ask."""
    texts = context.texts
    if not options.take.exists():
        raise UsageError(texts("tools.no_file", path=printable(options.take)))
    rows = read_sheet(options.take, now.language)
    found, strange = differences(now, rows)
    if 2 * len(strange) > len(rows):  # taking the few that fit by chance would spoil the translation
        count, path = len(strange), printable(options.take)
        raise UsageError(texts("tools.translate.other_sheet", path=path, count=count, all=len(rows)))
    for row in strange:
        context.complain(texts("tools.translate.strange", row=row.number, name=printable(row.key)[:80]))
    if not found:
        context.out(texts("tools.translate.same"))
        return []
    live = sys.stdin.isatty()
    changes: list[Change] = []
    for place, difference in enumerate(found, 1):
        _show(context, difference, f"{place}/{len(found)}")
        if options.yes or (live and _yes(context)):
            changes.append(difference.change)
    if not (options.yes or live):
        context.complain(texts("tools.translate.nobody", count=len(found)))
        return None
    context.out(texts("tools.translate.taken", count=len(changes)))
    return changes


def _show(context: Context, difference: Difference, place: str) -> None:
    texts, change, line = context.texts, difference.change, difference.line
    context.out(f"\n{place}  {change.key}")
    rows: list[tuple[str, Any]] = [("source", line.source.text)]
    if difference.source_changed:
        rows.append(("was", change.source))
    if change.text != line.text:
        rows += [
            ("now", line.text or texts("tools.translate.nothing")),
            ("new", change.text or texts("tools.translate.nothing")),
        ]
    if change.notes is not None:
        rows.append(
            ("comment", " / ".join(note.lstrip("# ") for note in change.notes) or texts("tools.translate.nothing"))
        )
    for name, text in rows:
        context.out(f"  {texts(f'tools.translate.row.{name}')}: {printable(text)}")


def _yes(context: Context) -> bool:
    while True:
        context.out(context.texts("tools.translate.take"))
        answer = sys.stdin.readline()
        if not answer:
            return False
        word = answer.strip().lower()
        if word in ("y", "yes", "j", "ja"):
            return True
        if word in ("n", "no", "nee"):
            return False
