"""What is wrong with a scenario's file, shown so that it can be mended: place, sentence, hint.

The stage knows no files: whoever reads them hands over these values.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, Protocol

from sim.stage.kit.cards import Text
from sim.stage.kit.look import BODY, LABEL, LABEL_STRONG
from sim.stage.kit.overlay import Overlay
from sim.stage.kit.page import Stack

if TYPE_CHECKING:
    from sim.core.texts import Texts
    from sim.stage.kit.widget import Widget

MOST_SHOWN = 20  # who mends twenty looks again


class Finding(Protocol):
    """Something that the check found: see sim.content.problems.Problem, which has this shape."""

    @property
    def code(self) -> str: ...
    @property
    def severity(self) -> Literal["error", "warning"]: ...
    @property
    def path(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def message(self) -> str: ...
    @property
    def hint(self) -> str: ...


def place_words(finding: Finding) -> str:
    """Where a finding is, as `check` prints it, and its code."""
    return f"{PurePath(finding.path).name}:{finding.line}:{finding.column} {finding.code}"


def finding_rows(finding: Finding) -> list[Widget]:
    """A finding: its place, what is wrong, and what was probably meant."""
    bad = finding.severity == "error"
    rows: list[Widget] = [
        Text(place_words(finding), LABEL_STRONG, "bad" if bad else "warn", "cross" if bad else "info"),
        Text(finding.message, BODY),
    ]
    return [*rows, Text(finding.hint, LABEL, "muted")] if finding.hint else rows


def findings_overlay(texts: Texts, title: str, findings: Sequence[Finding], buttons: list[Widget]) -> Overlay:
    """What must be mended before a file can be played, with where those files are."""
    errors = [finding for finding in findings if finding.severity == "error"] or list(findings)
    folders = dict.fromkeys(str(PurePath(finding.path).parent) for finding in errors)
    rows: list[Widget] = [Stack(finding_rows(finding), gap=3) for finding in errors[:MOST_SHOWN]]
    if len(errors) > MOST_SHOWN:
        rows.append(Text(texts("preview.more", count=len(errors) - MOST_SHOWN), LABEL, "muted"))
    lead = Text(texts("menu.findings.lead", folders=", ".join(folders)), tone="muted")
    overlay = Overlay(title, [lead, *rows], buttons, close_label=texts("common.close"), width=720)
    overlay.panel.gap = 13
    return overlay
