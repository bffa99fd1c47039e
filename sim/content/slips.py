"""The commonest slips of a trainer: from the YAML parser's complaint to what was probably meant.

The parser says where it lost the thread, in its own words. Those words differ a little between PyYAML's two parsers,
so a slip is recognised by parts of them, by the line itself, and by the last quoted text (a forgotten quote shows
only where the next one "closes" it).
"""

import re
from typing import Any, NamedTuple

import yaml

_KEY = re.compile(r"^(\s*(?:- )*)([A-Za-z0-9_\"'-]+):(?:\s|$)")
_SPECIAL = "@`%&*!|>,"
_SMART_START = re.compile(r"(?::|-|\[|,)\s+([“”„‟‘‚‛«»])")
_GROUP = re.compile(r"^\s*[A-Za-z0-9_\"'-]+:\s*(?:#.*)?$")
_COLON = re.compile(r":(?:\s|$)")


class Slip(NamedTuple):
    """A kind of the catalogue, its place and figures, and the text with the slip taken out where that is safe."""

    name: str
    place: tuple[int, int]
    figures: dict[str, Any]
    mended: str | None = None


class _Case(NamedTuple):
    words: str  # what the parser says, context and problem in one
    lines: list[str]
    at: tuple[int, int]  # line and column from 0 where it stopped
    since: tuple[int, int] | None  # where what it was reading began
    quoted: Any

    @property
    def line(self) -> str:
        return self.line_at(self.at[0])

    def line_at(self, number: int) -> str:
        # The parser may count a line after the last one.
        return self.lines[number] if number < len(self.lines) else ""


def diagnose(error: yaml.YAMLError, lines: list[str], last_quoted: Any) -> Slip:
    """What was probably meant. `lines`: the text; `last_quoted`: the event of the last quoted text before."""
    case = _case(error, lines, last_quoted)
    for look in (_tab, _quote, _escape, _start, _second_document, _colon, _smart, _bracket, _dash, _no_colon, _indent):
        slip = look(case)
        if slip:
            return slip
    return _slip(case, "not-yaml", case.at, found=case.words)


def _case(error: yaml.YAMLError, lines: list[str], last_quoted: Any) -> _Case:
    mark, since = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    words = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or ''}".strip()
    mark = mark or since
    at = (mark.line, mark.column) if mark else (0, 0)
    return _Case(words, lines, at, (since.line, since.column) if since else None, last_quoted)


def _slip(case: _Case, name: str, at: tuple[int, int], mended: str | None = None, **figures: Any) -> Slip:
    # The parser may stop after the last line: the place shown is one that exists.
    line = min(at[0], len(case.lines) - 1)
    return Slip(name, (line + 1, at[1] + 1 if line == at[0] else 1), figures, mended)


def _tab(case: _Case) -> Slip | None:
    line = case.line
    blank = line[: len(line) - len(line.lstrip())]
    if "\t" in blank and case.at[1] <= len(blank):
        return _slip(case, "tab-indent", (case.at[0], 0), _with_line(case, _spaces_for(case, blank) + line.lstrip()))
    if "\t" in line[case.at[1] : case.at[1] + 1] and "cannot start any token" in case.words:
        return _slip(case, "tab-indent", case.at)
    return None


def _spaces_for(case: _Case, blank: str) -> str:
    """As many spaces as the lines around a tab have, so that the tab is the only problem; else two for each tab."""
    number = case.at[0]
    above = next((line for line in reversed(case.lines[:number]) if _says(line)), "")
    below = next((line for line in case.lines[number + 1 :] if _says(line)), "")
    opens = above.split(" #")[0].rstrip().endswith(":")
    deep = _depth(above) + (2 if above.lstrip().startswith("- ") else 0)
    if not below and not opens:
        return " " * deep
    if below and not below.startswith("\t") and (_depth(below) == deep or (opens and _depth(below) > deep)):
        return " " * _depth(below)
    return blank.replace("\t", "  ")


def _quote(case: _Case) -> Slip | None:
    if "quoted scalar" in case.words and ("end of stream" in case.words or "document" in case.words) and case.since:
        return _slip(case, "unclosed-quote", case.since)
    if case.quoted is None:
        return None
    start, end = case.quoted.start_mark, case.quoted.end_mark
    if (end.line, end.column) > case.at or end.line != case.at[0]:
        return None
    between = case.line[end.column : case.at[1]]
    if between.strip() or ("not allowed" in case.words and case.line[case.at[1] : case.at[1] + 1] != ":"):
        return None
    if start.line != end.line:
        return _slip(case, "unclosed-quote", (start.line, start.column))
    if case.line[case.at[1] : case.at[1] + 1] in ("]", "}", ""):
        return None
    return _slip(case, "text-after-quote", case.at, _value_replaced(case))


def _escape(case: _Case) -> Slip | None:
    if "unknown escape" in case.words or ("escape sequence" in case.words and "hexdecimal" in case.words):
        return _slip(case, "unknown-escape", case.at)
    if "Unicode character escape" in case.words:
        start = max(case.at[1] - 2, 0)
        digits = case.line[case.at[1] : case.at[1] + 8]
        return _slip(case, "forbidden-character", (case.at[0], start), found=f"U+{digits[:4].upper()} SURROGATE")
    return None


def _start(case: _Case) -> Slip | None:
    place = case.at
    if "mapping keys are not allowed" in case.words and case.line[place[1] : place[1] + 1] == "?":
        return _slip(case, "special-start", place, _value_replaced(case), found="?")
    if "cannot start any token" not in case.words and "directive" not in case.words:
        scanned = ("alias", "anchor", "tag", "block scalar", "node content")
        if not any(word in case.words for word in scanned):
            return None
        place = case.since or case.at
    line = case.line_at(place[0])
    sign = line[place[1] : place[1] + 1]
    if sign and sign in _SPECIAL:
        return _slip(case, "special-start", place, _value_replaced(case, place[0]), found=sign)
    return None


def _second_document(case: _Case) -> Slip | None:
    if "document start" not in case.words:
        return None
    before = [line for line in case.lines[: case.at[0]] if line.strip()]
    if any(line.startswith("...") for line in before):
        return _slip(case, "second-document", case.at)
    if case.line.startswith(("]", "}")):
        return _slip(case, "unclosed-bracket", case.at, found=case.line[0])
    return _slip(case, "wrong-indent", case.at)


def _colon(case: _Case) -> Slip | None:
    """`say: Well: hello`, in a line of its own or between braces."""
    here = case.line[case.at[1] : case.at[1] + 1]
    if here != ":" or _SMART_START.search(case.line):
        return None
    if "mapping values" in case.words:
        before = case.line[: case.at[1]]
        if _COLON.search(before):
            key = _KEY.match(case.line)
            return _slip(case, "colon-in-text", case.at, _value_replaced(case), key=key[2] if key else "say")
        return _indent_or_no_colon(case)
    if "flow" in case.words and case.since and case.since[0] == case.at[0]:
        key = re.search(r"([A-Za-z_]+):[^:]*$", case.line[: case.at[1]])
        return _slip(case, "colon-in-text", case.at, _value_replaced(case), key=key[1] if key else "say")
    return None


def _indent_or_no_colon(case: _Case) -> Slip:
    """A key was read as the going on of the line above: that line lacks its colon, or this one is too far in."""
    number = case.at[0]
    while number and not case.lines[number - 1].split("#")[0].strip():
        number -= 1
    above = case.lines[number - 1] if number else ""
    if above and not _COLON.search(above) and not above.lstrip().startswith("- "):
        return _slip(case, "missing-colon", (number - 1, len(above) - len(above.lstrip())))
    line = case.line
    return _slip(case, "wrong-indent", (case.at[0], len(line) - len(line.lstrip())))


def _smart(case: _Case) -> Slip | None:
    match = _SMART_START.search(case.line)
    if match:
        return _slip(case, "smart-quote", (case.at[0], match.start(1)), _value_replaced(case), found=match[1])
    return None


def _bracket(case: _Case) -> Slip | None:
    sign = case.line[case.at[1] : case.at[1] + 1]
    if "flow" in case.words and case.since:
        line, column = case.line_at(case.since[0]), case.since[1]
        if line[column : column + 1] not in ("[", "{"):  # the file ends right after the bracket
            number = max((n for n, text in enumerate(case.lines) if text.strip()), default=0)
            text = case.lines[number]
            column = max(text.rfind("["), text.rfind("{"), 0)
            return _slip(case, "unclosed-bracket", (number, column), found=text[column : column + 1])
        return _slip(case, "unclosed-bracket", case.since, found=line[column])
    if sign and sign in "]}":
        return _slip(case, "unclosed-bracket", case.at, found=sign)
    before = case.line[: case.at[1]].rstrip()
    if before.endswith(("]", "}")) and "key" in case.words:  # say: [Sighs] Hello
        sign = "[" if before[-1] == "]" else "{"
        key = _KEY.match(case.line)
        column = case.line.find(sign, key.end(2)) if key else case.at[1]
        return _slip(case, "special-start", (case.at[0], column), _value_replaced(case), found=sign)
    return None


def _dash(case: _Case) -> Slip | None:
    if "block collection" in case.words or "'-' indicator" in case.words:
        return _slip(case, "missing-dash", case.at)
    if "sequence entries" in case.words:
        return _slip(case, "dash-in-text", case.at)
    return None


def _no_colon(case: _Case) -> Slip | None:
    if "could not find expected ':'" not in case.words:
        return None
    place = case.since or case.at
    line = case.line_at(place[0])
    above = next((text for text in reversed(case.lines[: place[0]]) if text.strip()), "")
    depth = len(line) - len(line.lstrip())
    if above.lstrip().startswith("- ") and len(above) - len(above.lstrip()) == depth:
        return _slip(case, "missing-dash", place)
    return _slip(case, "missing-colon", place)


def _indent(case: _Case) -> Slip | None:
    if "block mapping" in case.words or "block end" in case.words:
        return _slip(case, "wrong-indent", _too_far_left(case) or case.at)
    return None


def _too_far_left(case: _Case) -> tuple[int, int] | None:
    """A group's name above that lost its spaces: the parser only sees that the next group of its kind is further in.

    Only where the line that it stopped at and one above the suspect are alike: names of groups, equally far in.
    """
    number, depth = case.at[0], _depth(case.line)
    below = _group(case, number)
    suspect = next((n for n in range(number - 1, -1, -1) if _says(case.lines[n]) and _depth(case.lines[n]) < depth), -1)
    if below is None or suspect < 0 or _group(case, suspect) != below:
        return None
    left = _depth(case.lines[suspect])
    for other in range(suspect - 1, -1, -1):
        if _says(case.lines[other]) and _depth(case.lines[other]) <= left:
            return None
        if _depth(case.lines[other]) == depth and _group(case, other) == below:
            return suspect, left
    return None


def _group(case: _Case, number: int) -> int | None:
    """How far in the lines of the group begin that this line names; None where it names none."""
    if not _GROUP.match(case.line_at(number)):
        return None
    return next((_depth(line) for line in case.lines[number + 1 :] if _says(line)), None)


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _with_line(case: _Case, line: str) -> str:
    return "\n".join((*case.lines[: case.at[0]], line, *case.lines[case.at[0] + 1 :]))


def _value_replaced(case: _Case, number: int | None = None) -> str | None:
    """The text with this line's value replaced by a quoted one, where the line is a key with a value of its own."""
    place = case.at[0] if number is None else number
    line = case.line_at(place)
    match = _KEY.match(line)
    if not match:
        return None
    mended = f'{line[: match.end(2)]}: "-"'
    return "\n".join((*case.lines[:place], mended, *case.lines[place + 1 :]))
