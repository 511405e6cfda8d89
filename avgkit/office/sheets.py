"""Workbooks, the door to XlsxWriter: typed sheets in which every text is text, so nothing in them can run."""

import io
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time

from .. import charts
from . import clean, look_of, value_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet might run
_LONGEST = 32_000  # characters: a cell holds no more
_ROWS = 1_000_000  # a sheet holds little more
_NAME = 31  # characters in the name of a sheet
# Nothing becomes a formula, link or number because it looks like one.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_A4 = 9


@dataclass
class Sheet:
    """One sheet: its name, the heads of the columns (none: no head row), their widths in characters, and the rows.

    `marked`: columns whose head stands out, by number; the words of the head say why. `empty`: what a sheet without
    rows says, in the second column. A cell is a text, number, day, moment, Cell or None (left blank).
    """

    name: str
    head: list[str] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    rows: list[list] = field(default_factory=list)
    marked: frozenset = frozenset()
    empty: str = ""


def workbook(title: str, day: date, sheets: list[Sheet]) -> bytes:
    """The bytes of a workbook that bears this day as the day on which it was made."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"created": datetime.combine(day, time()), "title": clean(title)})
    forms = _Forms(book)
    taken: set[str] = set()
    for sheet in sheets:
        _draw(book.add_worksheet(_free(sheet.name, taken)), sheet, forms)
    book.close()
    return out.getvalue()


def _free(name: str, taken: set[str]) -> str:
    """A name that a spreadsheet takes: without its own signs, not too long, not given before."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", clean(name)).strip(" '")[:_NAME] or "-"
    number, given = 1, plain
    while given.lower() in taken:
        number += 1
        given = f"{plain[: _NAME - len(str(number)) - 1]} {number}"
    taken.add(given.lower())
    return given


_TYPES = {"words": {"text_wrap": True}, "count": {"num_format": "#,##0.##"}}
_TYPES |= {"day": {"num_format": "yyyy-mm-dd", "align": "left"}}
_TYPES |= {"moment": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"}}
# A text that begins like a formula carries the mark that a spreadsheet keeps when somebody edits the cell.
_TYPES |= {"marked": {"text_wrap": True, "quote_prefix": True}, "head": {"text_wrap": True, "bold": True}}


class _Forms:
    """The forms of the cells of one workbook, each made when it is first asked for."""

    def __init__(self, book):
        self.book, self.made = book, {}
        light = charts.tokens()["light"]
        self.looks = {name: {"font_color": light[name]} for name in ("finding", "ok", "unknown", "muted")}
        self.looks |= {"": {}, "strong": {"bold": True}}
        self.looks["plain_head"] = {"bottom": 1, "bg_color": light["surface"], "font_color": light["text"]}
        self.looks["marked_head"] = {"bottom": 2, "bg_color": light["accent"], "font_color": light["bg"]}

    def __call__(self, kind: str, look: str = ""):
        if (kind, look) not in self.made:
            form = {"valign": "top"} | _TYPES[kind] | self.looks[look]
            self.made[kind, look] = self.book.add_format(form)
        return self.made[kind, look]


def _draw(page, sheet: Sheet, forms: _Forms) -> None:
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    first = 0
    if sheet.head:
        first = 1
        for column, words in enumerate(sheet.head):
            page.write_string(
                0, column, clean(words), forms("head", f"{'marked' if column in sheet.marked else 'plain'}_head")
            )
        page.freeze_panes(1, 1 if len(sheet.head) > 6 else 0)
        page.repeat_rows(0)
    for row, cells in enumerate(sheet.rows[:_ROWS], first):
        for column, cell in enumerate(cells):
            _write(page, row, column, cell, forms)
    if sheet.rows and sheet.head:
        page.autofilter(0, 0, min(len(sheet.rows), _ROWS), len(sheet.head) - 1)
    elif sheet.empty:
        _write(page, first, 1 if len(sheet.widths) > 1 else 0, sheet.empty, forms)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&R&P / &N")


def _write(page, row: int, column: int, cell, forms: _Forms) -> None:
    """One cell by its own type; a text only ever as text."""
    value, look = value_of(cell), look_of(cell)
    if value is None or value == "":
        return
    if isinstance(value, bool) or not isinstance(value, int | float | date):
        text = str(value)
        kind = "marked" if text.startswith(_FORMULA) else "words"
        page.write_string(row, column, clean(text)[:_LONGEST], forms(kind, look))
    elif isinstance(value, datetime):
        page.write_datetime(row, column, value.replace(tzinfo=None), forms("moment", look))
    elif isinstance(value, date):
        page.write_datetime(row, column, datetime.combine(value, time()), forms("day", look))
    else:
        page.write_number(row, column, value, forms("count", look))
