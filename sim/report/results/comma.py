"""Results as CSV that a spreadsheet opens as it is meant: numbers are numbers, and no text is ever a formula.

A text that would begin a formula gets an apostrophe before it; so does what follows a separator, a quote or a line
break inside it, for whoever opens the file with another separator. `unguarded` takes the apostrophes out again. UTF-8
with a mark at its start, without which Excel takes it for something else.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO

from sim.core.results import ResultRow
from sim.report.results.columns import CALLS, Cell, Words, titles

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
SEPARATORS = (",", ";", "\t")
# At the start, or after what another reader may take for the start of a cell.
_START = r'(?<![^,;|"\t\r\n])'
_FORMULA = r"(?=[=+\-@\t\r＝＋－＠])"
_DANGER = re.compile(rf"{_START}([ \xa0]*'*){_FORMULA}")
_GUARDED = re.compile(rf"{_START}([ \xa0]*'*)'{_FORMULA}")


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return _DANGER.sub(r"\1'", text)


def unguarded(text: str) -> str:
    """The text as it was."""
    return _GUARDED.sub(r"\1", text)


def table(rows: Iterable[Sequence[Cell]], words: Words, separator: str = "") -> str:
    """Rows as CSV, the first of them titles. Texts are quoted, numbers are not."""
    target = StringIO()
    target.write(MARK)
    between = separator or words.texts("report.separator.comma")
    writer = csv.writer(target, delimiter=between, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_written(cell, words) for cell in row])
    return target.getvalue()


def _written(cell: Cell, words: Words) -> str | int:
    match cell:
        case None:
            return ""
        case bool():
            return words.texts("report.yes_word" if cell else "report.no_word")
        case int():
            return cell
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M:%S}"
    return guarded(cell)


def calls_csv(rows: Iterable[ResultRow], words: Words, separator: str = "") -> str:
    """A line a call, in the order given. `separator`: one of SEPARATORS, else the language's."""
    lines = ([column.of(row, words) for column in CALLS] for row in rows)
    return table([titles(words.texts, CALLS), *lines], words, separator)
