"""The report of a search of loose files: one minute, each file, what was not read, what to do, the method."""

from datetime import date

from .. import texts
from . import Book
from .setting import Piece

FILES = 250  # lines in the table of files; the rest stands in shadow.json


class ShadowBook(Book):
    """The pages of one search; `reveal` shows where each file is, without it a file is its number."""

    part = "shadow"
    stem = "shadow-files"

    def __init__(self, search, lang: str = "nl", *, reveal: bool = False, command: str = "", kept: bool = False):
        super().__init__(search.scan, lang, command=command, kept=kept)
        self.search, self.places = search, reveal
        self.summary = search.summary
        self.files = [one for one in search.files if not one["container"]]
        self.lost = [one for one in search.files if one["unreadable"]]

    def masthead(self) -> Piece:
        """Title, organisation, what was searched and until when it may be kept."""
        from ..shadow import telling

        summary = self.summary
        facts = [
            self.say("fact_searched", day=self._day(summary["searched_on"])),
            telling.count(summary["files"], self.lang),
            self.say("fact_law", day=texts.day(self.scan.law_date, self.lang)),
            self.say("fact_expires", day=self._day(summary["expires_on"])),
        ]
        lost = telling.count(len(self.lost), self.lang)
        return self.piece("shadow-masthead.html", facts=facts, lost=lost)

    def contents(self) -> Piece:
        """The list of contents."""
        names = ["minute", "files", *(["unread-files"] if self.lost else []), "theme-shadow", "unjudged"]
        return self.piece("shadow-contents.html", names=[*names, "how", "method"])

    def front(self) -> Piece:
        """The answer in one minute."""
        from ..shadow import telling

        summary = self.summary
        hit = sum(any(f["violates"] for f in one["findings"]) for one in self.files)
        states = [
            ("finding", hit, "state_hit"),
            ("unknown", summary["personal"]["unknown"], "state_unknown"),
            ("not_run", summary["unreadable"], "state_unread"),
            ("ok", summary["personal"]["no"], "state_nobody"),
        ]
        said = {name: texts.number(summary[name], self.lang) for name in ("people_certain", "people_to_confirm")}
        erased = summary["erased"]
        known = bool(erased["recognisable"] or erased["hashes"])
        return self.piece(
            "shadow-front.html", states=states, said=said, erased=erased, known=known, hit=hit, count=telling.count
        )

    def table(self) -> Piece:
        """A line for each file, those with findings first; files without people are only counted."""
        rows = [one for one in self.files if one["personal"] != "no"]
        rows.sort(key=lambda one: (-sum(f["violates"] is True for f in one["findings"]), one["personal"], one["id"]))
        shown = [self._row(one) for one in rows[:FILES]]
        left = {"more": len(rows) - len(shown), "nobody": len(self.files) - len(rows)}
        return self.piece("shadow-files.html", rows=shown, total=len(rows), **left)

    def not_read(self) -> Piece:
        """What was not read, or not wholly, each with its reason."""
        if not self.lost:
            return Piece("")
        from ..shadow import telling

        rows = []
        for one in self.lost[:FILES]:
            told = list(dict.fromkeys(self._masked(line, one) for line in one["unread"]))
            if one["rows_unread"]:
                told.append(self.say("rows_unread", n=texts.number(one["rows_unread"], self.lang)))
            rows.append(
                {"id": one["id"], "place": one["path"], "kind": telling.kind(one["kind"], self.lang), "why": told}
            )
        return self.piece("shadow-unread.html", rows=rows, more=len(self.lost) - len(rows))

    def named(self) -> list[Piece]:
        """What the report leaves out: where each file is."""
        placed = type(self)(self.search, self.lang, reveal=True, kept=self.kept)
        return [placed.table(), placed.not_read()]

    def how(self) -> Piece:
        """How people were recognised, the bounds, the denominators, and what to arrange."""
        from ..shadow import telling

        duties = telling.notice_lines(self.lang)
        row = telling.register_row(self.summary["keep_days"], self.lang)
        limits = sorted({code for one in self.files for code in one["limits"]})
        return self.piece("shadow-how.html", duties=duties, row=row, limits=limits)

    def _masked(self, line: dict, one: dict) -> str:
        """The sentence about what was not read, with the number of the file where its name stood."""
        from ..shadow.telling import masked

        return line["sentence"] if self.places else masked(line["sentence"], one, line["place"])

    def _row(self, one: dict) -> dict:
        from ..shadow import telling

        findings = [f for f in one["findings"] if f["violates"]]
        missing = any(f["violates"] is None for f in one["findings"])
        notes = telling.refused(one, self.lang)
        if one["duplicate_of"]:
            notes.append(self.say("action_duplicate", id=one["duplicate_of"]))
        if one["near_copy"]:
            notes.append(self.say("action_near_copy", id=one["near_copy"]))
        if one["from_crm"]:
            notes.append(self.say("action_copy"))
        certain = sum(person["certain"] for person in one["people"])
        return {
            "id": one["id"],
            "place": one["path"],
            "state": "finding"
            if findings
            else "unknown"
            if missing or one["personal"] == "unknown"
            else "",  # people without a finding: no verdict
            "kind": telling.kind(one["kind"], self.lang),
            "rows": texts.NOTHING if one["rows"] is None else texts.number(one["rows"], self.lang),
            "certain": texts.number(certain, self.lang),
            "unsure": texts.number(len(one["people"]) - certain, self.lang),
            "special": [
                (texts.word(category, self.lang), how == "certain") for category, how in one["special"].items()
            ],
            "findings": [
                (
                    texts.word(";".join(f["reasons"]), self.lang),
                    [texts.article(a, self.lang) for a in f["articles"][:2]],
                )
                for f in findings
            ],
            "notes": notes,
            "personal": self.say("answer_unsure" if missing else f"answer_{one['personal']}"),
        }

    def _day(self, value: str) -> str:
        return texts.day(date.fromisoformat(value), self.lang)
