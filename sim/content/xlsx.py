"""Reads the texts of a workbook's first sheet, whoever made it, in bounded time and memory.

A workbook is a ZIP archive of XML. Nothing is unpacked to disk; a part is read up to a limit whatever its header says;
XML with a DOCTYPE is refused before any entity could be declared; formulas count as the text that they last showed.
"""

import re
import struct
import zlib
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from sim.content.trouble import Trouble
from sim.content.writing import without_unwanted

MOST_BYTES, MOST_PART_BYTES = 20_000_000, 40_000_000
MOST_ROWS, MOST_COLUMNS, MOST_TEXT = 20_000, 50, 32_767
MOST_DEPTH = 64
_UNREADABLE = (BadZipFile, zlib.error, struct.error, expat.ExpatError, EOFError, LookupError, RuntimeError, ValueError)
_CHUNK = 65_536
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Row(NamedTuple):
    """A row of a sheet: its number from 1 and its texts by column from 0."""

    number: int
    cells: dict[int, str]


def read_rows(path: Path) -> list[Row]:
    """The rows of the first sheet that hold any text. Raises Trouble or OSError."""
    if path.exists() and not path.is_file():
        raise Trouble("not_a_file", path=path)
    if path.stat().st_size > MOST_BYTES:
        raise Trouble("sheet_too_big", path=path)
    try:
        with ZipFile(path) as archive:
            return _rows(archive)
    except _UNREADABLE as error:
        raise Trouble("no_sheet", path=path) from error


def _rows(archive: ZipFile) -> list[Row]:
    names = set(archive.namelist())
    shared: list[str] = []
    if "xl/sharedStrings.xml" in names:
        strings = _SharedStrings()
        _parse(archive, "xl/sharedStrings.xml", strings)
        shared = strings.found
    sheet = _Sheet(shared)
    _parse(archive, _first_sheet(archive, names), sheet)
    return [row for row in sheet.rows if row.cells]


def _first_sheet(archive: ZipFile, names: set[str]) -> str:
    usual = "xl/worksheets/sheet1.xml"
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return usual
    book, links = _Attributes("sheet"), _Attributes("Relationship")
    _parse(archive, "xl/workbook.xml", book)
    _parse(archive, "xl/_rels/workbook.xml.rels", links)
    wanted = next((sheet.get("id") for sheet in book.found), None)
    target = next((link.get("Target", "") for link in links.found if link.get("Id") == wanted), "")
    path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return path if path in names else usual


class _Handler:
    """What a parser tells; names come without their prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


def _parse(archive: ZipFile, name: str, handler: _Handler) -> None:
    """Hand one part of the archive to a handler, piece by piece."""
    if archive.getinfo(name).compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Trouble("sheet_not_plain")  # no office program packs in another way
    parser = expat.ParserCreate()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise Trouble("sheet_not_plain")
        handler.start(_local(tag), {_local(key): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(_local(tag))

    def refuse(*_: object) -> None:
        raise Trouble("sheet_not_plain")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    read = 0
    with archive.open(name) as stream:
        while piece := stream.read(_CHUNK):
            read += len(piece)
            if read > MOST_PART_BYTES:
                raise Trouble("sheet_not_plain")
            parser.Parse(piece, False)
    parser.Parse(b"", True)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Attributes(_Handler):
    """The attributes of every element of one name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[dict[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self.name and len(self.found) < MOST_ROWS:
            self.found.append(attributes)


class _Words(_Handler):
    """Collects the words of texts; what is written beside them for pronunciation is left out."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.size = 0
        self.inside = False
        self.aside = 0

    def begin(self) -> None:
        self.words, self.size, self.inside = [], 0, False

    def taken(self) -> str:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(self.words))
        return without_unwanted(text[:MOST_TEXT])

    def text(self, data: str) -> None:
        if self.inside and not self.aside and self.size < MOST_TEXT:
            self.words.append(data)
            self.size += len(data)


class _SharedStrings(_Words):
    """The table of texts that cells point into."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.begin()
        self.aside += name == "rPh"
        self.inside = name == "t"

    def end(self, name: str) -> None:
        self.inside = False
        self.aside -= name == "rPh"
        if name == "si":
            if len(self.found) >= MOST_ROWS * 8:
                raise Trouble("sheet_too_big")
            self.found.append(self.taken())


class _Sheet(_Words):
    """The rows of a sheet."""

    def __init__(self, shared: list[str]) -> None:
        super().__init__()
        self.shared = shared
        self.rows: list[Row] = []
        self.column = 0
        self.kind = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._begin_row(attributes.get("r", ""))
        elif name == "c":
            self._begin_cell(attributes)
        self.aside += name == "rPh"
        self.inside = name in ("t", "v")

    def _begin_row(self, written: str) -> None:
        if len(self.rows) >= MOST_ROWS:
            raise Trouble("sheet_too_big")
        after = self.rows[-1].number + 1 if self.rows else 1
        self.rows.append(Row(int(written) if written.isascii() and written.isdigit() else after, {}))
        self.column = -1

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = _PLACE.fullmatch(attributes.get("r", ""))
        self.column = _column(place[1]) if place else self.column + 1
        self.kind = attributes.get("t", "")
        self.begin()

    def end(self, name: str) -> None:
        self.inside = False
        self.aside -= name == "rPh"
        if name == "c" and self.rows and self.column < MOST_COLUMNS:
            text = self._shown()
            if text:
                self.rows[-1].cells[self.column] = text

    def _shown(self) -> str:
        text = self.taken()
        if self.kind != "s":
            return text
        place = int(text) if text.isascii() and text.isdigit() else -1
        return self.shared[place] if 0 <= place < len(self.shared) else ""


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
