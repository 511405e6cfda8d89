"""Looks through workbooks of other makes before they are read: ods, xlsb and xls; each can say that it is endless."""

import struct
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from . import xmls
from .extras import Seen, beside
from .looking import letters
from .unpacking import Package, Refused

_OLD_CELLS = 40_000_000  # cells of all sheets of an xls, from the first to the last filled one
_OUTCOMES = {"value", "string-value", "date-value", "boolean-value", "time-value"}
# Records of an xls that hold a cell: row and column first.
_XLS_CELLS = {0x0002, 0x0003, 0x0004, 0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00D6, 0x00FD}


# ---------------------------------------------------------------- ods
def ods(package: Package, cells: int) -> Seen:
    """What a look through the cells of an ods shows. Raises Refused when repeated cells would fill the memory."""
    look = _Ods(cells)
    parser = xmls.parser(look.start, look.end, look.text)
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise Refused("locked")
    try:
        for piece in package.stream("content.xml"):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, KeyError):
        raise Refused("damaged") from None
    return look.seen


class _Ods:
    """One pass over content.xml: how far cells go, comments, text boxes, what is hidden, taken together or unsolved."""

    def __init__(self, cells: int):
        self.seen, self.cells, self.sheet = Seen(), cells, ""
        self.row = self.column = self.wide = self.letters = 0
        self.note, self.depth, self.here, self.repeat, self.again = [], 0, "", 1, 1
        self.formula = self.full = False

    def start(self, name: str, given: dict) -> None:
        given = {key.rpartition(":")[2]: value for key, value in given.items()}
        name = name.rpartition(":")[2]
        if name == "table" and "name" in given:
            self.sheet, self.row, self.column, self.wide = given["name"], 0, 0, 0
            self.seen.hidden_columns[self.sheet] = []
        elif name == "table-column":
            times = _times(given.get("number-columns-repeated"))
            if given.get("visibility", "visible") != "visible":
                self.seen.hidden_columns[self.sheet].append((self.column + 1, self.column + times))
            self.column += times
        elif name == "table-row":
            self.column, self.again = 0, _times(given.get("number-rows-repeated"))
            if given.get("visibility", "visible") != "visible":
                self.seen.hidden_rows[self.sheet] = self.seen.hidden_rows.get(self.sheet, 0) + self.again
        elif name in ("table-cell", "covered-table-cell"):
            self._cell(given)
        elif name in ("annotation", "custom-shape", "text-box", "caption"):
            self.depth += 1
            self.here = f"{letters(self.column + 1)}{self.row + 1}" if name == "annotation" else ""
        elif self.depth and name == "p" and self.note:
            self.note.append("\n")

    def _cell(self, given: dict) -> None:
        self.repeat = _times(given.get("number-columns-repeated"))
        self.formula = "formula" in given
        self.full = "value-type" in given
        wide, high = _times(given.get("number-columns-spanned")), _times(given.get("number-rows-spanned"))
        merged = self.seen.merged.setdefault(self.sheet, [])
        if (wide > 1 or high > 1) and len(merged) < 10_000:
            merged.append(((self.row, self.column), (self.row + high - 1, self.column + wide - 1)))
        if self.formula and not _OUTCOMES & given.keys() and given.get("value-type", "") != "string":
            count, cells = self.seen.unsolved.get(self.sheet, (0, []))
            here = f"{letters(self.column + 1)}{self.row + 1}"
            self.seen.unsolved[self.sheet] = (count + 1, cells if len(cells) > 5 else [*cells, here])
        self.letters = sum(map(len, given.values()))
        if self.full:
            self._far()

    def _far(self) -> None:
        self.wide = max(self.wide, self.column + self.repeat)
        if (self.row + self.again) * self.wide > self.cells:
            raise Refused("too_large")

    def text(self, said: str) -> None:
        if self.depth:
            self.note.append(said)
        elif self.repeat * self.again > 1:
            self.letters += len(said)
            if self.letters * self.repeat * self.again > 200_000_000:
                raise Refused("too_large")

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("annotation", "custom-shape", "text-box", "caption") and self.depth:
            self.depth -= 1
            if not self.depth:
                if said := "".join(self.note).strip():
                    self.seen.cells.append((self.sheet, self.here, said))
                self.note = []
        elif name in ("table-cell", "covered-table-cell"):
            self.column += self.repeat
            self.repeat = 1
        elif name == "table-row":
            self.row += self.again
            self.again = 1


def _times(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 10 else 1


# ---------------------------------------------------------------- xlsb
def xlsb(package: Package, cells: int) -> Seen:
    """What a look through an xlsb shows. Raises Refused when a cell stands so far away that it fills the memory."""
    found = Seen(cells=beside(package))
    for name in package.names:
        low = name.lower()
        if low.startswith("xl/worksheets/") and low.endswith(".bin"):
            row = rows = columns = 0
            for kind, content in _records(package.part(name)):
                if kind == 0 and len(content) >= 4:
                    row = int.from_bytes(content[:4], "little")
                elif 1 <= kind <= 11 and len(content) >= 4:
                    rows, columns = max(rows, row + 1), max(columns, int.from_bytes(content[:4], "little") + 1)
                    if rows * columns > cells:
                        raise Refused("too_large")
        elif "/comments" in low and low.endswith(".bin"):
            for kind, content in _records(package.part(name)):
                if kind == 637 and len(content) > 5:  # the text of a comment: flags, length, letters of two bytes
                    size = int.from_bytes(content[1:5], "little")
                    found.cells.append(("", "", content[5 : 5 + 2 * size].decode("utf-16-le", "replace")))
    return found


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part of an xlsb; a record that is cut off ends it."""
    at = 0
    while at < len(content):
        kind, at = content[at], at + 1
        if kind & 0x80 and at < len(content):
            kind, at = (kind & 0x7F) | (content[at] & 0x7F) << 7, at + 1
        size = shift = 0
        for _ in range(4):
            if at >= len(content):
                return
            byte, at = content[at], at + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, content[at : at + size]
        at += size


# ---------------------------------------------------------------- xls
def xls(path: Path, cells: int) -> Seen:
    """What a look through an xls shows. Raises Refused when it is damaged, locked or endless."""
    import olefile

    try:
        with olefile.OleFileIO(str(path)) as ole:
            stream = "Workbook" if ole.exists("Workbook") else "Book"
            content = ole.openstream(stream).read()
            macros = ole.exists("_VBA_PROJECT_CUR")
    except Exception:  # a damaged file; olefile raises what it meets
        raise Refused("damaged") from None
    look = _Xls(cells)
    look.seen.macros = macros
    at = 0
    while at + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, at)
        look.record(at, kind, content[at + 4 : at + 4 + size])
        at += 4 + size
    return look.seen


def locked(path: Path) -> bool:
    """Whether an xls is locked with a password."""
    import olefile

    try:
        with olefile.OleFileIO(str(path)) as ole:
            start = ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read(65_536)
    except Exception:  # a damaged file; that is told when it is read
        return False
    at = 0
    for _ in range(200):
        if at + 4 > len(start):
            break
        kind, size = struct.unpack_from("<HH", start, at)
        if kind == 0x002F:
            return True
        at += 4 + size
    return False


class _Xls:
    """One pass over the records of an xls."""

    def __init__(self, cells: int):
        self.seen, self.most, self.names, self.sheet = Seen(), min(cells, _OLD_CELLS), {}, ""
        self.rows = self.columns = self.before = 0
        self.waiting = 0  # letters of a comment or text box that come in the next record
        self.said = ""

    def record(self, at: int, kind: int, content: bytes) -> None:
        if kind == 0x002F:
            raise Refused("locked")
        if kind == 0x0085 and len(content) > 8:
            self.names[int.from_bytes(content[:4], "little")] = _short(content[6:])
        elif kind in (0x0809, 0x0409, 0x0209):
            self.sheet = self.names.get(at, self.sheet)
            self.before += self.rows * self.columns
            self.rows = self.columns = 0
        elif kind in _XLS_CELLS and len(content) >= 4:
            row, column = struct.unpack_from("<HH", content)
            if kind == 0x00BD and len(content) >= 6:
                column = int.from_bytes(content[-2:], "little")
            self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
            if self.before + self.rows * self.columns > self.most:
                raise Refused("too_large")
            if kind == 0x0205 and len(content) >= 8 and content[7] == 1:
                self.seen.errors[self.sheet] = self.seen.errors.get(self.sheet, 0) + 1
        elif kind == 0x007D and len(content) >= 10 and content[8] & 1:
            first, last = struct.unpack_from("<HH", content)
            self.seen.hidden_columns.setdefault(self.sheet, []).append((first + 1, last + 1))
        elif kind == 0x0208 and len(content) >= 14 and content[12] & 0x20:
            self.seen.hidden_rows[self.sheet] = self.seen.hidden_rows.get(self.sheet, 0) + 1
        elif kind == 0x01B6 and len(content) >= 12:
            self.waiting, self.said = int.from_bytes(content[10:12], "little"), ""
        elif kind == 0x003C and self.waiting and content:
            self._letters(content)

    def _letters(self, content: bytes) -> None:
        """The letters of a comment or a text box, in one record or more."""
        said = content[1:].decode("utf-16-le" if content[0] & 1 else "latin-1", "replace")[: self.waiting]
        self.said += said
        self.waiting -= len(said)
        if self.waiting <= 0:
            self.seen.cells.append((self.sheet, "", self.said.strip() or " "))
            self.waiting = 0


def _short(content: bytes) -> str:
    """The name of a sheet: its length, how its letters are written, its letters."""
    if len(content) < 2:
        return ""
    size, wide = content[0], content[1] & 1
    return content[2 : 2 + size * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")
