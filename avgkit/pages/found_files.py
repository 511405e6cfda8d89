"""The findings of a scan as a workbook: every check with its counts, and the first findings of each by key."""

from .. import texts, themes
from ..office.sheets import Sheet
from ..office.sheets import workbook as made
from . import blocks
from .documents import method_sheet

ROWS = 200  # findings of one check, and as many that could not be judged; the rest stands in the findings folder
_CHECKS = ("theme", "check", "state", "violations", "unknown", "items", "severity", "hours", "who")
_CHECKS += ("articles", "measure", "in_crm", "rule", "why_not", "id")
_WIDTHS = {"theme": 24, "check": 38, "state": 20, "severity": 11, "who": 28, "articles": 24, "measure": 60}
_WIDTHS |= {"in_crm": 50, "rule": 60, "why_not": 40, "id": 28}
_FOUND = ("theme", "check", "key", "outcome", "day", "reasons", "sentence")


def workbook(book) -> bytes:
    """The workbook of a readiness scan: all checks, the first findings of each, and the method."""
    sheets = [_checks(book), _findings(book), method_sheet(book, texts.say("report.title", book.lang))]
    return made(texts.say("report.title", book.lang), book.scan.law_date, sheets)


def _say(book, key: str, **values) -> str:
    return texts.say(f"document.{key}", book.lang, **values)


def _checks(book) -> Sheet:
    """A line for each check, the most serious first."""
    rows = []
    for b in sorted(book.checks, key=lambda b: (blocks.STATES.index(b["state"]), b["rank"], -b["violations"], b["id"])):
        counts = [b["violations"], b["unknown"], b["total"]] if b["state"] != "not_run" else [None] * 3
        told = [blocks.theme_words(b["theme"], book.lang)["title"], b["title"], book.state_cell(b["state"]), *counts]
        told += [b["severity"], b["hours"] or None, b["who"], ", ".join(b["articles"])]
        rows.append([*told, b["measure"], b["measure_crm"], b["rule"], b["reason"], b["id"]])
    head = [_say(book, f"head_{name}") for name in _CHECKS]
    return Sheet(_say(book, "sheet_checks"), head, [_WIDTHS.get(name, 10) for name in _CHECKS], rows)


def _findings(book) -> Sheet:
    """The first findings of each check, and the first that could not be judged; then how many more there are."""
    rows = []
    for b in book.checks:
        for unknown in (False, True):
            total = b["unknown" if unknown else "violations"]
            if total:
                rows += _records(book, b, unknown)
            if total > ROWS:
                left = texts.number(total - ROWS, book.lang)
                theme = blocks.theme_words(b["theme"], book.lang)["title"]
                rows.append([theme, b["title"], None, None, None, None, _say(book, "more", n=left, file=b["file"])])
    head = [_say(book, f"head_{name}") for name in _FOUND]
    empty = texts.say("report.no_findings", book.lang)
    return Sheet(_say(book, "sheet_findings"), head, [24, 38, 22, 18, 14, 50, 80], rows, empty=empty)


def _records(book, b: dict, unknown: bool) -> list[list]:
    rule = themes.find(b["id"])
    part = "unknown" if unknown else "finding"
    theme, outcome = blocks.theme_words(b["theme"], book.lang)["title"], book.state_cell(part)
    found = book.scan.first(b["id"], ROWS, unknown)
    told = []
    for record in (blocks.named(book.scan, one, book.lang) for one in found):
        sentence = rule.sentence(part, record, book.lang)
        why = texts.word(record["reasons"], book.lang)
        told.append([theme, b["title"], record["key"], outcome, blocks.first_day(record), why, sentence])
    return told
