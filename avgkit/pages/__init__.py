"""From a scan to pieces of a page: pure functions, every value escaped, only keys, counts, dates and codes.

A `Book` holds one scan in one language; each of its parts is a `Piece` of HTML that a notebook shows.
"""

import shlex
from collections import Counter
from pathlib import Path

from .. import charts, office, schema, texts, themes
from ..office import Cell
from ..sources import template
from . import blocks, holdings, inputs, named
from . import since as sinces
from .blocks import STATES
from .claims import ClaimsBook
from .planned import PlanBook
from .setting import Piece, Setting, paper, stylesheet

__all__ = ["Book", "ClaimsBook", "Piece", "PlanBook", "paper", "stylesheet"]

TOP = 5  # findings on the front page


class Book(Setting):
    """The readiness report of one scan in one language; `kept` says that the findings stand in files beside it.

    `since` is what changed since the last run (trends.Since); without it the page does not speak of it.
    """

    stem = "readiness-scan"  # the name of the files beside it

    def __init__(self, scan, lang: str = "nl", *, command: str = "", kept: bool = False, since=None):
        super().__init__(lang)
        self.since_last = since if since and (since.before or since.accepted or since.problems) else None
        self.scan = scan
        self.command, self.kept = command, kept
        self.files: list[str] = []  # what lies beside the page, by name
        rules = {rule.id: rule for rule in themes.checks()}
        self.many = blocks.many(scan)
        self.checks = [blocks.block(scan, rules[r.check], r, self.lang) for r in scan.results]
        sinces.marked(since, self.checks, self.lang)
        self.changes = texts.say("trends.page_title", self.lang)
        self.before = sinces.themes(since, self.lang)
        self.found = sorted((b for b in self.checks if b["violations"]), key=lambda b: (b["rank"], -b["violations"]))
        self.doubts = sorted((b for b in self.checks if b["unknown"]), key=lambda b: -b["unknown"])
        self.not_run = [b for b in self.checks if b["state"] == "not_run"]
        self.waiting = blocks.waiting(self.not_run, self.lang)
        self.themes = [self._theme(state) for state in sorted(scan.themes(), key=blocks.seriousness)]
        self.step = "" if scan.policy.tables else _step(command)
        self.bare = not any(b["total"] for b in self.checks)
        self.contacts = scan.crm.count("contacts")
        self.inputs = inputs.listed(scan, self.lang)
        self.read = [s for s in self.inputs if s["read"] and s["listed"]]
        self.unread = [s for s in self.inputs if not s["read"]]

    # ---------------------------------------------------------------- the pieces
    def masthead(self) -> Piece:
        """Title, organisation, day of the law, and what was read."""
        return self.piece("masthead.html")

    def contents(self) -> Piece:
        """The list of contents."""
        return self.piece("contents.html")

    def front(self) -> Piece:
        """What a manager reads in one minute."""
        of_themes = len(self.themes) > 1
        items = self.themes if of_themes else self.checks
        counts = Counter(item["state"] for item in items)
        counts["unknown"] = sum(item["unknown"] > 0 for item in items)
        # Which tables the others wait for, stands in the list of steps.
        reasons = Counter(b["reason"] for b in self.not_run if not b["missing"])
        values = {"unit": "theme" if of_themes else "check", "of": len(items), "counts": counts, "reasons": reasons}
        values |= {"waiting": len(self.not_run) - reasons.total(), "marked": "--policy" in shlex.split(self.command)}
        values |= {"next": holdings.steps(self.not_run, self.lang), "hours": sum(b["hours"] for b in self.found)}
        ranked = Counter(b["severity"] for b in sorted(self.found, key=lambda b: b["rank"]))
        values["severities"] = list(ranked.items())
        words = schema.tables("crm")
        values["later"] = [(words[name].words[self.lang], n) for name, n in self.scan.later().items()]
        values |= {
            name: sum(b[key] for b in self.found)
            for name, key in (("unseen", "unseen"), ("all_findings", "violations"))
        }
        front = self.piece("front.html", top=TOP, **values)
        # Where nothing could be judged, what the data hold is all there is to tell, so it comes first.
        return Piece(front.html + self._data().html) if self.bare else front

    def since(self) -> Piece:
        """What changed since the last run; nothing where there is none."""
        if self.since_last is None:
            return Piece("")
        told = sinces.told(self.since_last, {b["id"]: b["title"] for b in self.checks}, self.lang)
        return self.piece("since.html", told=told, since=self.since_last, words=self._words)

    def _words(self, key: str, **values) -> str:
        return texts.say(f"trends.{key}", self.lang, **values)

    def judged(self) -> Piece:
        """A page for each theme."""
        return Piece("\n".join(self.theme(theme["name"]).html for theme in self.themes))

    def theme(self, name: str) -> Piece:
        """The page of one theme: its figures, then its checks, each as the same block."""
        theme = next(t for t in self.themes if t["name"] == name)
        judged = [b for b in theme["blocks"] if b["total"]]
        # A figure in every theme would make a page of twelve themes heavy; there the bars of the front page do.
        overview = judged if self.many and len(judged) > 1 else []
        return self.piece("theme.html", theme=theme, charts=self._charts(theme), overview=overview)

    def unjudged(self) -> Piece:
        """What could not be told or was not judged, with the reasons counted."""
        return self.piece("unjudged.html")

    def data(self) -> Piece:
        """What was read, and what the data hold; nothing where the front page tells it already."""
        return Piece("") if self.bare else self._data()

    def _data(self) -> Piece:
        crm = self.scan.crm
        groups = [g for g in (holdings.groups(crm, c, self.lang) for c in holdings.GROUPED) if g]
        tables = [holdings.table(crm, name, self.lang) for name in crm.tables]
        values = {"chart": holdings.years(self.scan, self.lang), "fields": holdings.fields(crm, self.lang)}
        return self.piece("data.html", tables=tables, groups=groups, small=holdings.SMALL, **values)

    def method(self) -> Piece:
        """How this report was made, so that somebody can make it again."""
        law = self.scan.law
        articles = holdings.articles(law, {ref for b in self.checks for ref in b["refs"]}, self.lang)
        used = {ref for b in self.checks if b["state"] != "not_run" for ref in b["refs"]}
        facts = holdings.unverified(law, used, self.lang)
        record = holdings.record(self.scan, self.command, self.lang)
        return self.piece("method.html", record=record, articles=articles, facts=facts)

    def verified(self, path: str = "") -> Piece:
        """How good the recognisers are on these notes, from `avgkit verify-sample --marks`; and the accepted hits."""
        from ..recognisers.scores import shown
        from ..sources.verified import read_figures, sentences

        told = sentences(read_figures(path), self.lang) if path else []
        values = {"accepted": self.scan.crm.accepted, "notes": self.scan.crm.has("interactions")}
        return self.piece("verified.html", told=told, verify=self._verify, scores=shown(self.lang)[2], **values)

    def _verify(self, key: str, **values) -> str:
        return texts.say(f"verify.{key}", self.lang, **values)

    def names(self, out: str, days: str = "") -> None:
        """Write the page with names beside the report in `out`; `days`: after how many it must be gone."""
        page, title = f"{self.stem}.{self.lang}.html", texts.say(f"{self.part}.title", self.lang)
        named.NamesBook(self.named(), page, title, self.lang, days).write(out)

    def named(self) -> list[Piece]:
        """What the report leaves out: the person behind each number."""
        return named.people(self)

    # ---------------------------------------------------------------- the files beside the page
    def made(self) -> dict[str, bytes]:
        """The files beside the page by the ends of their names: the findings as a workbook."""
        from .found_files import workbook

        return {"xlsx": workbook(self)}

    def write(self, folder: str | Path) -> list[Path]:
        """Write the files into a folder, each named after the report and its language; nothing without a folder."""
        made = {f"{self.stem}.{self.lang}.{end}": content for end, content in self.made().items()} if folder else {}
        self.files = list(made)
        return [office.placed(Path(folder) / name, content) for name, content in made.items()]

    def marked(self, state: str, words: object) -> Cell:
        """A cell with words behind the shape of a state."""
        shapes = charts.tokens()["shape"]
        return Cell(f"{shapes.get(state, shapes['not_run'])} {words}", state if state in office.LOOKS else "muted")

    def state_cell(self, state: str) -> Cell:
        """A cell that says the state of a check."""
        return self.marked(state, texts.say(f"document.state_{state}", self.lang))

    # ---------------------------------------------------------------- what the pieces need
    def _theme(self, state) -> dict:
        own = [b for b in self.checks if b["theme"] == state.theme]
        own.sort(key=lambda b: (STATES.index(b["state"]), b["rank"], -b["violations"]))
        ok = state.items - state.violations - state.unknown
        return {
            "name": state.theme,
            "title": blocks.theme_words(state.theme, self.lang)["title"],
            "about": blocks.theme_words(state.theme, self.lang).get("about", ""),
            "since": self.before.get(state.theme, ""),
            "state": "nothing" if state.checks_done and not state.items else state.state.replace(" ", "_"),
            "total": state.items,
            "judged": any(b["total"] for b in own),
            "ok": ok,
            "violations": state.violations,
            "unknown": state.unknown,
            "sizes": charts.bar_sizes(ok, state.violations, state.unknown),
            "blocks": own,
            "idle": {name: [b for b in own if b["state"] == name] for name in ("not_run", "nothing")},
            "with_findings": sum(b["state"] == "finding" for b in own),
            "hours": sum(b["hours"] for b in own),
        }

    def _charts(self, theme: dict) -> list:
        done = [b for b in theme["blocks"] if b["state"] != "not_run"]
        over_time = holdings.messages(self.scan, [b for b in done if b["table"] == "messages"], self.lang)
        drawn = [over_time] if over_time else []
        if any(b["total"] for b in done) and not self.many:
            drawn.insert(0, charts.per_check(theme["name"], theme["title"], done, self.lang))
        return drawn


def _step(command: str) -> str:
    """The command with which an organisation begins to declare its policy, from the export of this report."""
    words = shlex.split(command)
    given = {name: words[words.index(name) + 1] for name in ("--crm", "--format") if name in words[:-1]}
    return template.step(given.get("--crm"), given.get("--format"))
