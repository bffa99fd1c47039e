"""Where a preview's scenario comes from: a file that somebody is writing, read anew when it was saved.

The stage knows no files: sim.commands.preview reads them and hands over these values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from sim.core.log import DefaultLines
from sim.core.scenario import Scenario
from sim.stage.findings import Finding


@dataclass(frozen=True)
class Version:
    """The file as it was saved last: its scenario, unless it has errors, and all that the check found."""

    scenario: Scenario | None
    findings: Sequence[Finding] = ()
    defaults: DefaultLines = field(default_factory=DefaultLines)

    def of(self, severity: Literal["error", "warning"]) -> list[Finding]:
        """The errors, or the warnings."""
        return [finding for finding in self.findings if finding.severity == severity]


class Source(Protocol):
    """The file that is written. Asked every frame: it must cost next to nothing, and never raises."""

    @property
    def name(self) -> str:
        """The file's name."""

    def poll(self, now: float) -> Version | None:
        """A version that was not handed over yet; None when nothing is new. now: seconds of the app's clock. The same
        scenario may come again with more findings: looking for them takes longer than reading.
        """
