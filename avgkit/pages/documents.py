"""What the documents that are handed on have in common: chosen checks, the files beside the page, the to-do list."""

from dataclasses import replace
from pathlib import Path

from .. import office, texts
from ..office import Cell
from ..office.sheets import Sheet
from ..themes import find
from . import Book, holdings, inputs
from .setting import Piece

LOOKS = {"finding": "finding", "ok": "ok", "unknown": "unknown"}


class DocumentBook(Book):
    """A report on some of the checks of a scan, which also gives a workbook and a Word file.

    `part` is the name of its phrases, `stem` that of its files, and `chosen` says which checks belong to it.
    """

    stem = ""

    def __init__(self, scan, lang: str = "nl", *, command: str = "", kept: bool = False):
        own = [result for result in scan.results if self.chosen(find(result.check))]
        super().__init__(replace(scan, results=own), lang, command=command, kept=kept)
        self.files: list[str] = []
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
        return self.piece("document-acts.html", hours=sum(b["hours"] for b in self.found))

    def workbook(self) -> bytes:
        """The workbook that belongs to this page."""
        raise NotImplementedError

    def word(self) -> bytes:
        """The Word file that belongs to this page."""
        raise NotImplementedError

    def write(self, folder: str | Path) -> list[Path]:
        """Write the workbook and the Word file into a folder; nothing when there is none."""
        if not folder:
            return []
        made = {f"{self.stem}.{self.lang}.xlsx": self.workbook(), f"{self.stem}.{self.lang}.docx": self.word()}
        self.files = list(made)
        return [office.placed(Path(folder) / name, content) for name, content in made.items()]

    # ---------------------------------------------------------------- what the files share
    def marked(self, state: str, words: object) -> Cell:
        """Words behind the shape of a state."""
        return Cell(f"{self.shape(state)} {words}", LOOKS.get(state, "muted"))

    def shape(self, state: str) -> str:
        """The shape of a state."""
        from .. import charts

        shapes = charts.tokens()["shape"]
        return shapes.get(state, shapes["not_run"])

    def todo(self) -> tuple[list[str], list[list]]:
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
        return [texts.say(f"document.todo_{name}", self.lang) for name in names], rows

    def checks_sheet(self) -> Sheet:
        """A line for each check: what it asks, and how many of how many."""
        names = ("check", "state", "violations", "unknown", "items", "severity", "articles", "rule")
        rows = [
            [
                b["title"],
                self.marked(b["state"], texts.say(f"document.state_{b['state']}", self.lang)),
                *([b["violations"], b["unknown"], b["total"]] if b["state"] != "not_run" else [None] * 3),
                b["severity"],
                ", ".join(b["articles"]),
                b["rule"],
            ]
            for b in self.checks
        ]
        head = [texts.say(f"document.head_{name}", self.lang) for name in names]
        return Sheet(texts.say("document.sheet_checks", self.lang), head, [38, 20, 10, 10, 10, 12, 26, 80], rows)

    def facts(self) -> list[tuple[str, str]]:
        """How the document was made: law, versions, command, and every file that was read."""
        told = list(holdings.record(self.scan, self.command, self.lang))
        for one in inputs.listed(self.scan, self.lang):
            if one["listed"]:
                read = {"read": texts.number(one["rows_read"], self.lang)}
                read |= {"unread": texts.number(one["rows_unread"], self.lang), "hash": one["sha256"][:16]}
                told.append((one["place"], texts.say("document.read", self.lang, **read)))
        return told

    def limits(self) -> list[str]:
        """What a reader must know before using the document."""
        names = ("no_advice", "judges_data", "unknown_stays", "masked")
        return [texts.say(f"report.{name}", self.lang) for name in names]

    def method_sheet(self) -> Sheet:
        """How the workbook was made, and what it cannot tell."""
        rows = [[self.say("title"), self.scan.organisation], *map(list, self.facts())]
        rows += [["", line] for line in self.limits()]
        return Sheet(texts.say("document.sheet_method", self.lang), [], [38, 110], rows)

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
        doc.bullets(self.limits())
        doc.table([], [list(pair) for pair in self.facts()], [3, 7])
