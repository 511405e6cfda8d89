"""What the documents that are handed on have in common: chosen checks, the files beside the page, the to-do list."""

from dataclasses import replace

from .. import texts
from ..office.sheets import Sheet
from ..themes import find
from . import Book, holdings
from .setting import Piece


class DocumentBook(Book):
    """A report on some of the checks of a scan, which also gives a workbook and a Word file.

    `part` is the name of its phrases, `stem` that of its files, and `chosen` says which checks belong to it.
    """

    stem = ""

    def __init__(self, scan, lang: str = "nl", *, command: str = "", kept: bool = False):
        own = [result for result in scan.results if self.chosen(find(result.check))]
        super().__init__(replace(scan, results=own), lang, command=command, kept=kept)
        self.results = {result.check: result for result in own}

    @staticmethod
    def chosen(rule) -> bool:
        """Whether a check belongs to this document."""
        raise NotImplementedError

    def sections(self) -> list[tuple[str, str]]:
        """The anchors and titles of the parts of the page, in order."""
        raise NotImplementedError

    def masthead(self) -> Piece:
        """Title, organisation, day of the law, and the files beside the page."""
        return self.piece("document-masthead.html")

    def contents(self) -> Piece:
        """The list of contents."""
        return self.piece("document-contents.html", sections=self.sections())

    def acts(self) -> Piece:
        """What to do: each measure with its hours and who, the most serious first."""
        return self.piece("document-acts.html")

    def workbook(self) -> bytes:
        """The workbook that belongs to this page."""
        raise NotImplementedError

    def word(self) -> bytes:
        """The Word file that belongs to this page."""
        raise NotImplementedError

    def made(self) -> dict[str, bytes]:
        """The files beside the page by the ends of their names."""
        return {"xlsx": self.workbook(), "docx": self.word()}

    def theme(self, name: str) -> Piece:
        """The finding blocks of a theme; the to-do list already holds the counts that a figure would draw."""
        return self.piece("theme.html", theme=next(t for t in self.themes if t["name"] == name), charts=[], overview=[])

    # ---------------------------------------------------------------- what the files share
    def several(self, key: str, count: int) -> str:
        """A phrase for one and for another number."""
        return self.say(f"{key}_{'one' if count == 1 else 'more'}", n=texts.number(count, self.lang))

    def hours_words(self) -> str:
        """How much work all findings are together, in a sentence."""
        hours = sum(b["hours"] for b in self.found)
        name = f"report.hours_together_{'one' if hours == 1 else 'more'}"
        return texts.say(name, self.lang, n=texts.number(hours, self.lang))

    def act_rows(self) -> tuple[list[str], list[list]]:
        """The head and the rows of the list of what to do."""
        names = ("what", "do", "who", "hours", "severity", "share", "articles")
        rows = [
            [
                b["title"],
                b["measure"],
                b["who"],
                b["hours"],
                b["severity"],
                b["finding_share"],
                ", ".join(b["articles"]),
            ]
            for b in self.found
        ]
        return [texts.say(f"document.act_{name}", self.lang) for name in names], rows

    def end(self, doc) -> None:
        """The last chapters of a Word file: what could not be judged, and the method."""
        say = lambda key: texts.say(f"report.{key}", self.lang)  # noqa: E731
        doc.heading(say("unjudged"))
        if self.doubts or self.not_run:
            doc.bullets([self.marked("unknown", f"{b['title']}: {b['unknown_share']}") for b in self.doubts])
            doc.bullets([self.marked("not_run", f"{b['title']}: {b['reason']}") for b in self.not_run])
        else:
            doc.paragraph(say("unjudged_none"))
        doc.heading(say("method"))
        doc.bullets(limits(self.lang))
        doc.table([], [list(pair) for pair in facts(self)], [3, 7])


def facts(book) -> list[tuple[str, str]]:
    """How a document was made: law, versions, command, and every file that was read."""
    told = list(holdings.record(book.scan, book.command, book.lang))
    for one in book.inputs:
        if one["listed"]:
            read = {name: texts.number(one[f"rows_{name}"], book.lang) for name in ("read", "unread")}
            told.append((one["place"], texts.say("document.read", book.lang, **read, hash=one["sha256"][:16])))
    return told


def limits(lang: str) -> list[str]:
    """What a reader must know before using the document."""
    names = ("no_advice", "judges_data", "unknown_stays", "hours_are_estimate", "masked")
    return [texts.say(f"report.{name}", lang) for name in names]


def checks_sheet(book) -> Sheet:
    """A line for each check: what it asks, and how many of how many."""
    names = ("check", "state", "violations", "unknown", "items", "severity", "articles", "rule")
    rows = []
    for b in book.checks:
        counts = [b["violations"], b["unknown"], b["total"]] if b["state"] != "not_run" else [None] * 3
        row = [b["title"], book.state_cell(b["state"]), *counts, b["severity"], ", ".join(b["articles"]), b["rule"]]
        rows.append(row)
    head = [texts.say(f"document.head_{name}", book.lang) for name in names]
    return Sheet(texts.say("document.sheet_checks", book.lang), head, [38, 20, 10, 10, 10, 12, 26, 80], rows)


def method_sheet(book, title: str) -> Sheet:
    """How a workbook was made, and what it cannot tell."""
    rows = [[title, book.scan.organisation], *map(list, facts(book))]
    rows += [["", line] for line in (*book.cut_words(), *limits(book.lang))]
    return Sheet(texts.say("document.sheet_method", book.lang), [], [38, 110], rows)
