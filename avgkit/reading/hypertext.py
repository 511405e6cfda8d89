"""Reads the tables of a page that was saved as a workbook: many old systems export a page and call it .xls."""

from html.parser import HTMLParser
from pathlib import Path

from ..frames import unique
from . import cells, encodings
from .contents import Limits, Opened, Sheet, Text
from .delimited import headed
from .grids import tables

_WIDEST = 1_000  # columns over which one cell may spread


def read(opened: Opened, content: Path, limits: Limits, copy: Path) -> bool:
    """Fill `opened` with the tables of a page; False when it has none, so that it is read as a document."""
    opened.encoding, _ = encodings.found(content)
    if opened.size > limits.text * 10:
        return False
    encodings.copied(content, opened.encoding, copy)
    page = _Page(limits.cells)
    page.feed(copy.read_text(encoding="utf-8"))
    page.close()
    page.finish()
    for number, rows in enumerate(page.tables, 1):
        for grid in tables(rows, []):
            place = opened.place if len(page.tables) == 1 else f"{opened.place} · {number}"
            kept = [(line, mine) for line, row in rows if (mine := grid.row(line, row)) is not None]
            names = unique(grid.headers)
            sheet = Sheet(place, "", grid.headers, grid.header_row, len(kept), _reader(names, kept))
            headed(sheet)
            opened.texts += [Text(f"{place} · {line}", said) for line, said in grid.notes if said]
            opened.sheets.append(sheet)
    if opened.sheets:
        if page.full:
            opened.miss("too_large", limit="", cells=limits.cells)
        if beside := " ".join(" ".join(page.beside).split()):
            opened.texts.append(Text(opened.place, beside[: limits.text]))
    return bool(opened.sheets)


def _reader(names: list[str], kept: list):
    return lambda limit: cells.table(names, kept[:limit])


class _Page(HTMLParser):
    """The rows of each table of a page; a table in a cell is text of that cell."""

    def __init__(self, most: int):
        super().__init__(convert_charrefs=True)
        self.tables: list[list[tuple[int, list]]] = []
        self.beside: list[str] = []
        self.most, self.count, self.depth, self.full = most, 0, 0, False
        self.row: list | None = None
        self.cell: list | None = None
        self.wide, self.line, self.silent = 1, 0, 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in ("script", "style"):
            self.silent += 1
        elif tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.tables.append([])
                self.line = 0
        elif self.depth == 1 and tag == "tr":
            self._end_row()
            self.row = []
        elif self.depth == 1 and tag in ("td", "th"):
            self._end_cell()
            self.row = [] if self.row is None else self.row
            spread = dict(attrs).get("colspan") or ""
            self.cell, self.wide = [], min(int(spread), _WIDEST) if spread.isascii() and spread.isdigit() else 1
        elif tag in ("br", "p", "div") and self.cell is not None:
            self.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style") and self.silent:
            self.silent -= 1
        elif tag == "table" and self.depth:
            if self.depth == 1:
                self._end_row()
            self.depth -= 1
        elif self.depth == 1 and tag == "tr":
            self._end_row()
        elif self.depth == 1 and tag in ("td", "th"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        (self.beside if self.cell is None else self.cell).append(data)

    def finish(self) -> None:
        """What was still open at the end of the page."""
        self._end_row()

    def _end_cell(self) -> None:
        if self.cell is not None and self.row is not None:
            said = " ".join("".join(self.cell).split())
            self.row += [cells.written(said), *[None] * (self.wide - 1)]
        self.cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self.row is not None and self.tables:
            self.line += 1
            self.count += len(self.row)
            self.full = self.full or self.count > self.most
            if not self.full:
                self.tables[-1].append((self.line, self.row))
        self.row = None
