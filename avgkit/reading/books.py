"""The only door to calamine: opens a workbook as rows of sheets, large ones in pieces; and the tables on them."""

import io
import os
import re
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .. import texts
from ..frames import unique
from . import cells, extras, older
from .contents import Limits, Opened, Sheet, Text, shown
from .delimited import headed
from .grids import Grid, tables
from .inside import fresh
from .unpacking import Package, Refused, repacked, unpacked

PIECE = 32_000_000  # bytes of a sheet that are read at once; a larger sheet is read in pieces
_TOLD = 6


_quiet = {"lock": threading.Lock(), "depth": 0, "stderr": -1}


@contextmanager
def silent():
    """Nothing is written to the screen by a library in Rust that stops in the middle: it would look like our error.

    Such a library writes past Python, so for that moment the stream of the whole process goes nowhere.
    """
    with _quiet["lock"]:
        _quiet["depth"] += 1
        if _quiet["depth"] == 1:
            try:
                _quiet["stderr"] = os.dup(2)
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, 2)
                os.close(nowhere)
            except OSError:  # a process without such a stream
                _quiet["stderr"] = -1
    try:
        yield
    finally:
        with _quiet["lock"]:
            _quiet["depth"] -= 1
            if not _quiet["depth"] and _quiet["stderr"] >= 0:
                os.dup2(_quiet["stderr"], 2)
                os.close(_quiet["stderr"])


def policy_book(path: Path) -> list[tuple[str, list[list], list[str]]]:
    """Every sheet of a workbook in which somebody declares something: name, rows, and cells without an outcome.

    Raises Refused when it is no workbook of Excel, locked, damaged or far too large for that; OSError.
    """
    file, unsolved = unpacked(path)
    with _opened(file) as book:
        read = {name: _sheet(book, name).to_python(skip_empty_area=False) for name in book.sheet_names}
    return [(name, rows, unsolved.get(name, [])) for name, rows in read.items()]


def _opened(file):
    """A workbook of calamine. Raises Refused: whatever the library says, the user needs the file."""
    import python_calamine

    try:
        with silent():
            return python_calamine.load_workbook(file)
    except BaseException as error:
        raise _refusal(error) from error


def _sheet(book, name: str):
    """One sheet of a workbook of calamine. Raises Refused."""
    try:
        with silent():
            return book.get_sheet_by_name(name)
    except BaseException as error:
        raise _refusal(error) from error


def _refusal(error: BaseException) -> BaseException:
    """What to raise for an error of calamine; a panic of it is a damaged file too, but a stop by the user is not."""
    if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
        return error
    return Refused("locked" if type(error).__name__ == "PasswordError" else "damaged")


class Book:
    """The sheets of a workbook: names, whether they are hidden, merged cells, and rows as often as asked."""

    def __init__(self, file, package: Package | None = None):
        self.file, self.package = file, package
        with self._sheets() as book:
            self.hidden = {s.name: "Hidden" in str(s.visible) for s in book.sheets_metadata}
            self.kinds = {s.name: str(s.typ).rpartition(".")[2] for s in book.sheets_metadata}

    def _sheets(self):
        return _opened(self.file)

    def large(self, name: str) -> str:
        """The part of a sheet that is to be read in pieces; empty when it can be read at once."""
        look = self.package.sheets.get(name) if self.package else None
        return look.part if look and look.plain and self.package.names[look.part] > PIECE else ""

    def merged(self, name: str) -> list:
        """Cells taken together in the top of a sheet, as ((row, column), (row, column)), the first is 0."""
        if part := self.large(name):
            end = b""
            for piece in self.package.stream(part):
                end = (end + piece)[-4_000_000:]
            found = re.findall(rb'<mergeCell ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"', end)[:10_000]
            return [extras.span(one.decode()) for one in found]
        with self._sheets() as book:
            return (_sheet(book, name).merged_cell_ranges or [])[:100_000]

    def rows(self, name: str) -> Iterator[tuple[int, list]]:
        """(line, cells as text) of every row of a sheet that is not blank; the first line is 1, as the sheet shows."""
        if not (part := self.large(name)):
            yield from _rows(self._sheets, name)
            return
        for piece in self._pieces(part):
            yield from _rows(lambda piece=piece: _opened(io.BytesIO(piece)), name)

    def _pieces(self, part: str) -> Iterator[bytes]:
        """Workbooks that each have some of the rows of one large sheet, and no other sheet."""
        sheets = {look.part for look in self.package.sheets.values()}
        small = {n: self.package.part(n) for n in self.package.names if _needed(n) and n not in sheets}
        above, held = b"", b""
        for piece in self.package.stream(part):
            seen = max(len(held) - 20, 0)  # the end may be cut in two
            held += piece
            if not above and (at := held.find(b"<sheetData>")) >= 0:
                above, held = held[: at + 11], held[at + 11 :]
                seen = 0
            end = held.find(b"</sheetData>", seen)
            if above and (len(held) > PIECE or end >= 0):
                cut = end if end >= 0 else held.rfind(b"</row>") + 6
                yield _packed(small | {part: above + held[:cut] + b"</sheetData></worksheet>"})
                held = held[cut:]
            if end >= 0:
                return


def _needed(name: str) -> bool:
    """Whether a part is needed to read the cells of a sheet."""
    return name.endswith((".rels", "[Content_Types].xml")) or name.lower() in (
        *("xl/workbook.xml", "xl/styles.xml", "xl/sharedstrings.xml"),
    )


def _packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as again:
        for name, content in parts.items():
            again.writestr(name, content)
    return made.getvalue()


def _rows(open_book, name: str) -> Iterator[tuple[int, list]]:
    with open_book() as book:
        sheet = _sheet(book, name)
        start = sheet.start
        if start is None:
            return
        left = [None] * start[1]
        # Rows come from the top of the sheet, cells from the first column that is filled.
        for line, row in enumerate(sheet.iter_rows(), 1):
            if line <= start[0]:
                continue
            told = [(c if c.strip() else None) if type(c) is str else cells.written(c) for c in row]
            if any(cell is not None for cell in told):
                yield line, left + told


# ---------------------------------------------------------------- a workbook as a file of tables
def read(opened: Opened, content: Path, limits: Limits, inner) -> None:
    """Fill `opened` from a workbook. `inner`: opens a file that stands in it."""
    package = None
    try:
        if opened.kind == "xls":
            seen = older.xls(content, limits.cells)
            book = Book(str(content))
        else:
            copy = fresh(opened, f".{opened.kind}")
            with open(copy, "w+b") as target:
                package = repacked(content, target, limits.unpacked, limits.cells, limits.ratio, limits.parts)
            package.file = str(copy)
            opened.unpacked += package.size
            seen = {"ods": older.ods, "xlsb": older.xlsb}.get(opened.kind, extras.seen)(package, limits.cells)
            book = Book(str(copy), package)
    except Refused as refused:
        opened.locked = opened.locked or refused.code == "locked"
        return opened.miss(refused.code, limit=texts.number(limits.unpacked), cells=texts.number(limits.cells))
    for name, kind in book.kinds.items():
        place = f"{opened.place} · {name}"
        if kind in ("ChartSheet", "Vba", "MacroSheet", "DialogSheet"):
            opened.note("macro_sheet" if kind == "MacroSheet" else "chart_sheet", place)
            if kind != "MacroSheet":
                continue
        try:
            _sheets(opened, book, name, place, seen)
        except Refused as refused:
            opened.miss(refused.code, place, limit="", cells="")
    extras.told(opened, package, seen, limits, inner)


def _sheets(opened: Opened, book: Book, name: str, place: str, seen: "extras.Seen") -> None:
    """The tables on one sheet."""
    merged = book.merged(name) or seen.merged.get(name, [])
    grids = tables(book.rows(name), merged)
    if not grids and book.hidden.get(name):
        return
    for number, grid in enumerate(grids, 1):
        where = place if len(grids) == 1 else texts.say("reading.table_place", place=place, number=number)
        sheet = Sheet(where, name, grid.headers, grid.header_row, 0, lambda limit: None, book.hidden.get(name, False))
        sheet.read = _reader(book, name, grid)
        sheet.rows = grid.count if grid.count is not None else sum(1 for _ in _records(book, name, grid))
        if sheet.hidden and number == 1:
            sheet.note("hidden_sheet")
        if not grid.header_row:
            sheet.note("no_header")
        if grid.total:
            sheet.note("total", line=grid.total)
        opened.texts += [Text(f"{place} · {line}", text) for line, text in grid.notes if text]
        above = sum(line < grid.header_row for line, _ in grid.notes)
        if above:
            sheet.note("rows_above", count=above, line=grid.header_row)
        if len(grid.notes) > above:
            sheet.note("rows_below", count=len(grid.notes) - above, line=grid.notes[above][0])
        _hidden(sheet, grid, seen, name)
        if not sheet.rows and grid.headers:
            opened.texts.append(Text(f"{place} · {grid.header_row}", " ".join(filter(None, grid.headers))))
        headed(sheet)
        opened.sheets.append(sheet)
    if len(grids) > 1:
        opened.note("several_tables", place, count=len(grids))


def _hidden(sheet: Sheet, grid: Grid, seen: "extras.Seen", name: str) -> None:
    """Name the hidden columns of a table, and count the hidden rows of its sheet; both are read."""
    names = unique(grid.headers)
    for first, last in seen.hidden_columns.get(name, []):
        sheet.hidden_columns += [n for n, c in zip(names, grid.columns, strict=True) if first <= c + 1 <= last]
    if sheet.hidden_columns:
        sheet.note("hidden_columns", names=", ".join(shown(one, 60) for one in sheet.hidden_columns[:12]))
    for code, counts in (("hidden_rows", seen.hidden_rows), ("error_cells", seen.errors)):
        if count := counts.get(name, 0):
            sheet.note(code, count=count)


def _records(book: Book, name: str, grid: Grid) -> Iterator[tuple[int, list]]:
    for line, row in book.rows(name):
        if line > grid.last:
            return
        if (mine := grid.row(line, row)) is not None:
            yield line, mine


def _reader(book: Book, name: str, grid: Grid):
    names = unique(grid.headers)

    def rows(limit: int | None):
        for given, pair in enumerate(_records(book, name, grid)):
            if limit is not None and given >= limit:
                return
            yield pair

    return lambda limit: cells.table(names, rows(limit))
