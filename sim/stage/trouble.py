"""What a screen does when the program refuses: it says why in a card, and stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sim.core.errors import CoolHeadError
from sim.core.recording import RecordError
from sim.stage.kit.buttons import Button
from sim.stage.kit.cards import Text
from sim.stage.kit.outcome import STAY, Next
from sim.stage.kit.overlay import Overlay

if TYPE_CHECKING:
    from sim.core.texts import Texts
    from sim.stage.findings import Finding
    from sim.stage.kit.ui import UI


def attempt(ui: UI, texts: Texts, act: Callable[[], Next]) -> Next:
    """Do it; what the program cannot do is told over the screen."""
    try:
        return act()
    except RecordError as error:
        return _tell(ui, texts, texts(f"trouble.{error.code}"))
    except CoolHeadError as error:
        findings = getattr(error, "problems", ())  # of a file that cannot be played
        return tell_findings(ui, texts, findings) if findings else _tell(ui, texts, str(error))


def tell_findings(ui: UI, texts: Texts, findings: Sequence[Finding], look_again: Button | None = None) -> Next:
    """Say what must be mended in files that cannot be played."""
    from sim.stage.findings import findings_overlay  # noqa: PLC0415  # the menu is seen sooner without it

    count = len({finding.path for finding in findings})
    done = Button(texts("common.close"), ui.close, "plain" if look_again else "primary")
    buttons = [*([look_again] if look_again else []), done]
    ui.open(findings_overlay(texts, texts("menu.findings.title", count=count), findings, list(buttons)))
    return STAY


def _tell(ui: UI, texts: Texts, what: str) -> Next:
    done = Button(texts("common.close"), ui.close, "primary")
    ui.open(Overlay(texts("menu.trouble"), [Text(what)], [done], close_label=texts("common.close")))
    return STAY
