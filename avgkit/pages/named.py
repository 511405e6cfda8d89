"""The page with names of a report: a file of its own beside the masked ones, with a warning and the day to erase it.

It holds only what the report itself leaves out: the person behind each number, or the place of each loose file.
"""

import os
from datetime import date, timedelta
from pathlib import Path

from .. import schema, texts
from ..errors import AvgkitError
from .setting import Piece, Setting, paper, raw, stylesheet

MOST = 250  # names for each check; how many more there are is told


def days(given: str = "") -> int:
    """After how many days the page must be gone; empty means as long as the results of a search of loose files."""
    from ..shadow.results import KEEP_DAYS

    try:
        number = int(str(given).strip() or KEEP_DAYS)
    except ValueError:
        number = 0
    if not 1 <= number <= 366:
        raise AvgkitError(texts.say("named.wrong_days", value=str(given)[:80]))
    return number


def beside(page: str, lang: str) -> str:
    """The file name of the page with names beside this page of a report: x.nl.html gives x.nl.met-namen.html."""
    return f"{page.removesuffix('.html')}.{texts.say('named.ending', lang)}.html"


class NamesBook(Setting):
    """The page with names of one report; `parts`: pieces that show what that report leaves out, `page`: its file."""

    part = "named"

    def __init__(self, parts: list[Piece], page: str, title: str, lang: str, keep: str = ""):
        super().__init__(lang)
        self.parts, self.page, self.title = parts, page, title
        self.days = days(keep)
        self.until = date.today() + timedelta(days=self.days)

    def html(self) -> str:
        """The whole page: it asks nothing of any other place, and no search engine may list it."""
        body = self.piece("named-page.html").html + "".join(part.html for part in self.parts)
        words = {"title": self.say("title", title=self.title), "lang": self.lang, "skip": self.say("skip")}
        erase = self.say("erase", day=texts.day(self.until, self.lang))
        style = stylesheet() + paper(words["title"], erase)  # each sheet of paper says when it must be gone
        return self.bare("named-frame.html", style=raw(style), body=raw(body), **words)

    def write(self, out: str | Path) -> Path:
        """The page as a file in `out` that only its maker may read, on a system that knows such rights."""
        path = Path(out) / beside(self.page, self.lang)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(self.html())
        return path


def people(book) -> list[Piece]:
    """For each check of a report on a scan: the person behind each number, findings before what is not to be told."""
    parts = []
    for block in sorted(book.checks, key=lambda one: (one["rank"], -one["violations"])):
        for unknown, total in ((False, block["violations"]), (True, block["unknown"])):
            names = of_check(book.scan, block, unknown) if total else {}
            if names:
                more = total - len(names)
                parts.append(book.piece("named-check.html", b=block, names=names, unknown=unknown, more=max(more, 0)))
    return parts


def of_check(scan, block: dict, unknown: bool) -> dict[str, str]:
    """The name behind each number of a check, at most `MOST`; empty where no record is of a person."""
    found = scan.findings(block["id"], limit=MOST, unknown=unknown)
    names = names_of(scan.crm, block["table"], list(found["key"]))
    return {key: name for key, name in names.items() if name}


def names_of(crm, table: str, keys: list[str]) -> dict[str, str]:
    """The person behind each record of a table of the Crm."""
    of = {key: key for key in keys}
    known = schema.tables("crm").get(table)
    if known is None or (table != "contacts" and "contact" not in known.columns) or not crm.has("contacts"):
        return {}  # what is declared, or kept of the CRM itself, is nobody's record
    if table != "contacts":
        frame = crm.frame(table, columns=[known.key, "contact"], keys=keys)
        of = {key: contact for key, contact in frame.itertuples(index=False) if isinstance(contact, str)}
    parts = ["id", "first_name", "infix", "last_name"]
    rows = crm.frame("contacts", columns=parts, keys=sorted(set(of.values()))).itertuples(index=False)
    full = {row[0]: " ".join(part for part in row[1:] if isinstance(part, str)) for row in rows}
    return {key: full.get(contact, "") for key, contact in of.items()}
