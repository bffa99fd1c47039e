"""A fault of the program itself: one line for who sees it, the whole of it in a file for who mends it."""

from pathlib import Path

from sim.commands.context import Context
from sim.content.texts import load

REPORT_NAME = "cool-head-fault.txt"


def told(error: Exception, context: Context | None) -> str:
    """What broke, and the file that says where: in the data folder, else among the temporary files."""
    import tempfile
    import traceback

    texts = load("en") if context is None else context.texts
    report = "".join(traceback.format_exception(error))
    for folder in [*([] if context is None else [context.data]), Path(tempfile.gettempdir())]:
        path = folder / REPORT_NAME
        try:
            path.write_text(report, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return texts("cli.fault", kind=type(error).__name__, path=path)
    return report
