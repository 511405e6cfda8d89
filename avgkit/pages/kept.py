"""The report on retention: the schedule beside law and norm, what is overdue, and a dry run of the clean-up.

Every verdict is that of a check of the theme; what a clean-up would do comes from the same table as the check on
overdue contacts, so that page, workbook and scan cannot disagree. Nothing is erased.
"""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from .. import charts, schema, texts
from ..derived import keeping
from ..derived.calendar import month_end
from ..derived.cleanup import ACTIONS, cleanup, coming, holds, staying
from ..derived.deadlines import unanswered
from . import holdings, terms
from .blocks import capital
from .documents import DocumentBook
from .setting import Piece

OVERDUE = "retention-overdue"
SCHEDULE = ("category-without-period", "period-without-reason", "period-below-statutory", "period-beyond-norm")
GO = ("erase", "erase_profile_keep_invoice", "anonymise")  # what a clean-up would do, with those that must go
MONTHS = 12  # months ahead in which somebody can plan
AGES = (3, 12, 24)  # months after the last day, between which overdue contacts are counted
LISTED = 20  # held contacts that the page lists; the workbook has them all


class KeptBook(DocumentBook):
    """The pages on retention of one scan, with the clean-up list as a workbook."""

    part, stem = "retention_report", "retention"

    def __init__(self, scan, lang: str = "nl", *, command: str = "", kept: bool = False):
        super().__init__(scan, lang, command=command, kept=kept)
        self.whole, self.result = scan, self.results.get(OVERDUE)
        self.judged = self.result is not None and self.result.status == "done" and self.result.items > 0
        self.rows = self._categories() if self.judged else []
        self.total = {name: sum(row[name] for row in self.rows) for name in ("contacts", *ACTIONS)}
        self.go = sum(self.total[action] for action in GO)
        self.schedule_rows = self._schedule()
        self.overdue = self._overdue() if self.judged else []
        self.held = holds(scan.crm, scan.policy, scan.law) if self.judged else []
        self.months = self._months() if self.judged else []

    # ---------------------------------------------------------------- the pieces
    @staticmethod
    def chosen(rule) -> bool:
        """The checks of the theme."""
        return rule.theme == "retention"

    def sections(self) -> list[tuple[str, str]]:
        """The anchors and titles of the parts of the page, in order."""
        parts = ["overdue", "run", "holds", "coming"] if self.judged else []
        names = ["minute", "schedule", *parts, "theme-retention", "unjudged", "method"]
        return [(name, self.say(f"section_{name}")) for name in names]

    def front(self) -> Piece:
        """What a manager reads in one minute."""
        state = "not_run" if not self.judged else "finding" if self.go else "unknown" if self.total["unknown"] else "ok"
        wrong = sum(any(v["state"] == "finding" for v in row["verdicts"]) for row in self.schedule_rows)
        values = {"state": state, "wrong": wrong, "ahead": sum(row["contacts"] for row in self.months)}
        values["waiting"] = sum(bool(row["requests"]) for row in self.overdue)
        values["reason"] = self.result.reason if self.result is not None else ""
        return self.piece("retention-front.html", **values)

    def schedule(self) -> Piece:
        """The schedule as declared, each category beside what law and norm say, with the verdicts of the checks."""
        return self.piece("retention-schedule.html", missing=not self.scan.policy.rows("retention"))

    def late(self) -> Piece:
        """What is overdue per category, and for how long."""
        return self.piece("retention-overdue.html", chart=self._chart()) if self.judged else Piece("")

    def dry_run(self) -> Piece:
        """What a clean-up would do in each category, and why; and the contacts that are held."""
        if not self.judged:
            return Piece("")
        reasons = [(texts.word(code, self.lang), count) for code, count in self._doubts().items()]
        stays = staying(self.whole.crm, self.whole.policy, self.scan.law)
        values = {"stays": stays, "reasons": reasons, "used": [a for a in ACTIONS if self.total[a] or a in ("erase",)]}
        return self.piece("retention-run.html", listed=LISTED, **values)

    def ahead(self) -> Piece:
        """In which month how many more become overdue."""
        return self.piece("retention-coming.html", rows=self.planned()) if self.judged else Piece("")

    def made(self) -> dict[str, bytes]:
        """The clean-up list as a workbook."""
        from .kept_sheets import content

        return {"xlsx": content(self)}

    # ---------------------------------------------------------------- what the pieces show
    def category(self, code: str | None) -> str:
        """A category as people call it; contacts without one are named as that."""
        return capital(texts.word(code, self.lang)) if code else self.say("no_category")

    def count(self, count: int) -> str:
        """A number of contacts that are in order, unless they are too few to show."""
        return holdings.small(count, self.lang)

    def percent(self, part: int, whole: int) -> str:
        """A share as a percentage."""
        return texts.percent(part, whole, self.lang)

    def shown_rows(self) -> list[dict]:
        """The categories of the dry run; those of fewer than five contacts stand together in one row at the end."""
        counts = {row["category"]: row["contacts"] for row in self.rows}
        kept, hidden, _ = holdings.shown_groups(counts)
        rows = [row | {"title": self.category(row["category"])} for row in self.rows if row["category"] in kept]
        if hidden:
            apart = [row for row in self.rows if row["category"] in hidden]
            number = texts.number(len(hidden), self.lang)
            title = texts.say("report.small_groups", self.lang, n=number)
            rows.append({name: sum(row[name] for row in apart) for name in ("contacts", *ACTIONS)} | {"title": title})
        return rows

    def period(self, row: dict) -> str:
        """A declared period in words; criteria where there is no fixed period."""
        length = [terms.months(row["months"], self.lang)] if row["months"] is not None else []
        length += [terms.weeks(row["weeks"], self.lang)] if row["weeks"] is not None else []
        return (
            self.say("both", a=length[0], b=length[1]) if len(length) == 2 else "".join(length) or self.say("no_period")
        )

    def _categories(self) -> list[dict]:
        found: dict[str | None, dict] = {}
        for row in cleanup(self.whole.crm, self.whole.policy, self.scan.law):
            of = found.setdefault(
                row["category"], {"category": row["category"], "contacts": 0, **dict.fromkeys(ACTIONS, 0)}
            )
            of[row["action"]] += row["contacts"]
            of["contacts"] += row["contacts"]
        go = lambda row: sum(row[action] for action in GO)  # noqa: E731
        return sorted(found.values(), key=lambda row: (-go(row), -row["contacts"], row["category"] or "~"))

    def _schedule(self) -> list[dict]:
        """Each row that is declared, and each category of the contacts that is not."""
        law, told = self.scan.law, self._verdicts()
        declared = [(key, dict(row)) for key, row in self.scan.policy.keyed("retention")]
        absent = [key for key in told if key not in {key for key, _ in declared}]
        empty = dict.fromkeys(schema.tables("policy")["retention"].columns)
        declared += [(key, empty | {"category": None if key == "contacts" else key}) for key in absent]
        return [
            {
                "title": self.category(row["category"]),
                "declared": key not in absent,
                "period": self.period(row) if row["criteria"] is None or row["months"] is not None else row["criteria"],
                "start": texts.word(row["start"], self.lang) if row["start"] else "",
                "reason": row["reason"] or texts.NOTHING,
                "after": texts.word(row["after"] or "erase", self.lang) if key not in absent else texts.NOTHING,
                "norms": [self._norm(entry) for entry in keeping.norms(law, row["category"])],
                "verdicts": told.get(key, []),
            }
            for key, row in declared
        ]

    def _norm(self, entry: dict) -> dict:
        return {
            "about": terms.about(entry, self.lang),
            "length": terms.length(entry, self.lang),
            "start": terms.start(entry, self.lang),
            "place": terms.place(entry, self.lang),
            "kind": texts.word(entry["kind"], self.lang),
        }

    def _verdicts(self) -> dict[str, list[dict]]:
        """What the checks of the schedule find or cannot tell, by the key of the row."""
        found: dict[str, list[dict]] = {}
        for block in self.checks:
            if block["id"] not in SCHEDULE or block["state"] == "not_run":
                continue
            for state in ("finding", "unknown"):
                for row in self.scan.findings(block["id"], unknown=state == "unknown").to_dict("records"):
                    words = texts.word(row["reasons"], self.lang)
                    told = {"check": block["id"], "title": block["title"], "state": state, "reasons": words}
                    found.setdefault(row["key"], []).append(told)
        return found

    def _overdue(self) -> list[dict]:
        """Every contact that a clean-up would take, from the findings of the check; with the requests that wait."""
        waiting: dict[str, list[str]] = {}
        for row in unanswered(self.whole.crm, self.whole.policy, self.scan.law):
            waiting.setdefault(row["contact"], []).append(row["id"])
        rows = self.scan.findings(OVERDUE).to_dict("records") if self.result.violations else []
        named = ("key", "category", "action", "start", "started", "deadline", "keep_invoice_until", "reasons")
        return [{name: _known(row[name]) for name in named} | {"requests": waiting.get(row["key"], [])} for row in rows]

    def _doubts(self) -> dict[str, int]:
        return self.scan.reasons(OVERDUE, unknown=True) if self.result.unknown else {}

    def unknown(self, limit: int | None = None) -> list[dict]:
        """Every contact of which the check cannot tell whether it is overdue, with the codes of its reasons."""
        rows = (
            self.scan.findings(OVERDUE, unknown=True).to_dict("records") if self.judged and self.result.unknown else []
        )
        return [{name: _known(row[name]) for name in ("key", "category", "start", "reasons")} for row in rows]

    def _chart(self):
        """How long ago the last day of each overdue contact was."""
        if not self.overdue:
            return None
        on, edges = self.scan.law_date, [month_end(self.scan.law_date, -months) for months in AGES]
        counts = Counter(sum(row["deadline"] < edge for edge in edges) for row in self.overdue)
        bounds = [(self.say("age_first", months=AGES[0]))]
        bounds += [self.say("age_between", low=low, high=high) for low, high in pairwise(AGES)]
        bounds += [self.say("age_last", months=AGES[-1])]
        rows = [(label, counts[place]) for place, label in enumerate(bounds)]
        caption = self.say("ages_caption", day=texts.day(on, self.lang))
        return charts.bars(rows, caption, self.lang, what=self.say("column_age"), state="finding")

    def _months(self) -> list[dict]:
        """The month of the law's day and those after it, each with how many become overdue in it."""
        on = self.scan.law_date
        starts = [_month(on, ahead) for ahead in range(MONTHS + 1)]
        rows = coming(self.whole.crm, self.whole.policy, self.scan.law, starts[-1] - timedelta(days=1))
        counts = Counter()
        for row in rows:
            counts[(row["day"].year, row["day"].month)] += row["contacts"]
        return [{"first": max(day, on), "contacts": counts[(day.year, day.month)]} for day in starts[:-1]]

    def planned(self) -> list[tuple[str, str]]:
        """The months in words; a month with fewer than five contacts is not shown apart."""
        names = {row["first"]: row["contacts"] for row in self.months}
        shown, _, _ = holdings.shown_groups({day: count for day, count in names.items() if count})
        few = texts.say("report.fewer", self.lang, n=holdings.SMALL)
        hidden = self.say("not_apart") if any(c >= holdings.SMALL and d not in shown for d, c in names.items()) else few
        return [
            (self.month(day), texts.number(count, self.lang) if day in shown or not count else hidden)
            for day, count in names.items()
        ]

    def month(self, day: date) -> str:
        """A month by its name; that of the law's day from that day on."""
        name = capital(texts.day(day, self.lang).partition(" ")[2])
        return self.say("rest_of_month", month=name) if day == self.scan.law_date and day.day > 1 else name


def _month(day: date, ahead: int) -> date:
    """The first day of the month that lies so many months ahead."""
    place = day.year * 12 + day.month - 1 + ahead
    return date(place // 12, place % 12 + 1, 1)


def _known(value):
    """A value of a finding; None where there is none, and a day where pandas has a moment."""
    if value is None or value != value:
        return None
    return value.date() if hasattr(value, "to_pydatetime") else value
