"""The report that lays the claims of the article of 2018 beside the law of one day and of another."""

from collections import Counter
from datetime import date

from .. import texts
from ..law import load_law, usable_law
from . import holdings
from .blocks import capital
from .setting import Piece, Setting

_STATES = {"right": "ok", "partly": "arguable", "wrong": "finding"}


class ClaimsBook(Setting):
    """The pages of one comparison: the law of `on` beside that of `today`."""

    part = "claims"

    def __init__(self, on, today, lang: str = "nl", *, command: str = ""):
        super().__init__(lang)
        self.then, self.today, self.command = usable_law(on), usable_law(today), command
        ids = {entry["id"]: entry["number"] for entry in self.then.entries("claims")}
        self.rows = [self._row(id) for id in sorted(ids, key=ids.get)]

    def masthead(self) -> Piece:
        """Title and the two days."""
        facts = [self.say("about"), self.say("said_then", day=self._day(self.then.on))]
        return self.piece("claims-masthead.html", facts=[*facts, self.say("said_today", day=self._day(self.today.on))])

    def contents(self) -> Piece:
        """The list of contents."""
        return self.piece("plan-contents.html", names=["minute", "table", "changes", "method"])

    def front(self) -> Piece:
        """How many claims held on each of the days."""
        days = {"then": self._day(self.then.on), "today": self._day(self.today.on)}
        changed = sum(row["changed"] for row in self.rows)
        counts = {"total": texts.number(len(self.rows), self.lang), "changed": texts.number(changed, self.lang)}
        lead = self.say("lead", **counts, **days) if changed else self.say("lead_same", **days)
        return self.piece("claims-front.html", lead=lead, counts=[self._count(side) for side in ("then", "today")])

    def table(self) -> Piece:
        """The claims in three columns: the article, the law of the one day, and of the other."""
        return self.piece("claims-table.html", then=self._day(self.then.on), today=self._day(self.today.on))

    def changes(self) -> Piece:
        """What changed between the two days, in order of time."""
        first, last = sorted((self.then.on, self.today.on))
        ever = load_law(last).entries("claims")
        dated = sorted((e for e in ever if first < e["from"] <= last), key=lambda e: (e["from"], e["number"]))
        rows = [(self._day(e["from"]), e[self.lang]["claim"], e[self.lang]["law"], self._cited(e)) for e in dated]
        return self.piece("claims-changes.html", rows=rows)

    def method(self) -> Piece:
        """Sources, what was not checked, and how this was made."""
        used = [self._entry(law, row["id"]) for row in self.rows for law in (self.then, self.today)]
        names = dict.fromkeys(entry["source"] for entry in used)
        sources = [(self.today.sources[name][self.lang], self.today.sources[name]["reference"]) for name in names]
        notes = [(entry[self.lang]["claim"], entry["note"][self.lang]) for entry in used if not entry["verified"]]
        articles = holdings.articles(self.today, {ref for entry in used for ref in entry["articles"]}, self.lang)
        checked = self._day(max(entry["checked"] for entry in used))
        record = [
            (self.say("fact_knowledge"), self.today.version),
            (self.say("fact_command"), self.command or texts.NOTHING),
        ]
        values = {"sources": sources, "notes": list(dict.fromkeys(notes)), "articles": articles, "record": record}
        return self.piece("claims-method.html", limits=self.say("limits", checked=checked), **values)

    def _row(self, id: str) -> dict:
        then, today = self._entry(self.then, id), self._entry(self.today, id)
        sides = {side: self._side(entry) for side, entry in (("then", then), ("today", today))}
        changed = then["from"] != today["from"]
        return {"id": id, "number": then["number"], "claim": then[self.lang]["claim"], "changed": changed} | sides

    def _side(self, entry: dict) -> dict:
        """What the law of a day says of a claim, and whether the claim agrees with it."""
        words = capital(self.say(f"holds_{entry['holds']}"))
        told = {
            "state": _STATES[entry["holds"]],
            "holds": entry["holds"],
            "words": words,
            "law": entry[self.lang]["law"],
        }
        return told | {"articles": self._cited(entry), "verified": entry["verified"]}

    @staticmethod
    def _entry(law, id: str) -> dict:
        return law.entry("claims", id)

    def _cited(self, entry: dict) -> list[str]:
        return [texts.article(ref, self.lang) for ref in entry["articles"]]

    def _count(self, side: str) -> dict:
        held = Counter(row[side]["holds"] for row in self.rows)
        law = self.then if side == "then" else self.today
        return {"day": self._day(law.on), "held": [(_STATES[n], held[n], self.say(f"holds_{n}")) for n in _STATES]}

    def _day(self, value: date) -> str:
        return texts.day(value, self.lang)
