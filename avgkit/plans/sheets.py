"""The plan as a workbook, and the only door to XlsxWriter: every text is written as text, so nothing in it can run."""

import io
import os
from datetime import datetime, time
from pathlib import Path

from .. import texts, whole
from ..errors import AvgkitError
from ..tables import why

ENDING = ".xlsx"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet might run
_LONGEST = 32_000  # characters: a cell holds no more
# Nothing becomes a formula, link or number because it looks like one.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDTHS = {"number": 5, "title": 38, "kind": 13, "what": 60, "in_crm": 45, "why": 60, "articles": 24, "checks": 30}
_WIDTHS |= {"owner": 24, "latest": 14, "start": 12, "end": 12}


def checked(path: str | Path | None) -> Path | None:
    """The path of a workbook; refuses a name that a spreadsheet would not open."""
    if path is not None and Path(path).suffix.lower() != ENDING:
        raise AvgkitError(texts.say("plan.wrong_ending", path=path))
    return Path(path) if path is not None else None


def write(plan, path: Path) -> Path:
    """Write the workbook beside its place and put it there, whole or not at all."""
    checked(path)
    work = whole.beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(21, "")
        work.write_bytes(workbook(plan))
        os.replace(work, path)
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", path=path, reason=why(error))) from None
    finally:
        work.unlink(missing_ok=True)
    return path


def workbook(plan) -> bytes:
    """The workbook: the plan, what does not fit, maturity beside the figures, and what the plan rests on."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"created": datetime.combine(plan.scan.law_date, time()), "title": _say(plan, "title")})
    pages = _Pages(book, plan)
    pages.lines("sheet_plan", plan.lines)
    pages.lines("sheet_left", plan.left, "left_open" if plan.met is None else "left_none")
    pages.standing()
    pages.method()
    book.close()
    return out.getvalue()


def _say(plan, key: str, **values) -> str:
    return texts.say(f"plan.{key}", plan.lang, **values)


class _Pages:
    """The sheets of one workbook, with the few forms that its cells have."""

    def __init__(self, book, plan):
        self.book, self.plan = book, plan
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.words = book.add_format({"text_wrap": True, "valign": "top"})
        # A text that begins like a formula carries the mark that a spreadsheet keeps when somebody edits the cell.
        self.marked = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.count = book.add_format({"num_format": "#,##0.##", "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})

    def lines(self, name: str, lines: list, empty: str = "") -> None:
        """A measure on each row."""
        plan = self.plan
        columns = (
            "number title kind what in_crm why articles checks severity count of hours owner start end latest fits"
        )
        columns = columns.split()
        sheet = self._sheet(name, [_say(plan, f"column_{c}") for c in columns], [_WIDTHS.get(c, 10) for c in columns])
        for row, line in enumerate(lines, 1):
            self._row(sheet, row, self._cells(line))
        if not lines and empty:
            self._row(sheet, 1, ["", _say(plan, empty)])
        if lines:
            sheet.autofilter(0, 0, len(lines), len(columns) - 1)

    def _cells(self, line) -> list:
        m, s, lang = line.measure, line.slot, self.plan.lang
        fits = "" if s.fits is None else texts.show(s.fits, lang)
        articles = ", ".join(texts.article(ref, lang) for ref in m.articles)
        told = [m.title, _say(self.plan, f"kind_{m.kind}"), m.measure, m.measure_crm, m.reason, articles]
        told += [", ".join(m.checks), texts.word(m.severity, lang), m.count, m.items, float(m.hours), m.owner]
        return [line.number, *told, s.start, s.end, s.latest_start or "", fits]

    def standing(self) -> None:
        """Maturity: what is claimed beside what was counted."""
        plan = self.plan
        names = ["theme", "level", "target", "counted", "of", "unknown", "ceiling", "outcome", "why"]
        sheet = self._sheet(
            "sheet_standing", [_say(plan, f"column_{n}") for n in names], [30, 8, 8, 12, 10, 14, 9, 30, 90]
        )
        for row, one in enumerate(plan.standing, 1):
            counted = [one.violations, one.items, one.unknown] if one.ceiling else ["", "", ""]
            outcome = _say(plan, f"outcome_{one.outcome}")
            claimed = [one.titles[plan.lang], one.level or "", one.target or ""]
            self._row(sheet, row, [*claimed, *counted, one.ceiling or "", outcome, one.sentence(plan.lang)])

    def method(self) -> None:
        """The answer, the terms, and what the plan rests on."""
        plan, none = self.plan, _say(self.plan, "fact_none")
        told, terms = plan.to_dict(), plan.terms
        facts = {
            "answer": plan.answer(),
            "organisation": plan.scan.organisation or none,
            "law_date": plan.scan.law_date,
        }
        facts |= {"start": terms.start, "target": terms.target or none, "hours_week": told["hours_per_week"]}
        room = none if told["hours_available"] is None else told["hours_available"]
        facts |= {"hours": told["hours"], "room": room, "first": plan.first_date, "fingerprint": told["fingerprint"]}
        sheet = self._sheet("sheet_method", None, [38, 100])
        rows = [[_say(plan, f"fact_{name}"), value] for name, value in facts.items()]
        rows += [[_say(plan, "fact_assumption"), text] for text in plan.assumptions()]
        for row, cells in enumerate(rows):
            self._row(sheet, row, cells)

    def _sheet(self, name: str, head: list[str] | None, widths: list[int]):
        sheet = self.book.add_worksheet(_say(self.plan, name))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        if head:
            for column, words in enumerate(head):
                sheet.write_string(0, column, words, self.head)
            sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _row(self, sheet, row: int, cells: list) -> None:
        """Each cell by its own type; a text only ever as text."""
        for column, value in enumerate(cells):
            if isinstance(value, str):
                text = value[:_LONGEST]
                sheet.write_string(row, column, text, self.marked if text.startswith(_FORMULA) else self.words)
            elif isinstance(value, int | float):
                sheet.write_number(row, column, value, self.count)
            else:
                sheet.write_datetime(row, column, datetime.combine(value, time()), self.day)
