"""The report of a plan: the answer first, then the measures in time, maturity beside the figures, and the method."""

from .. import charts, texts
from . import holdings, inputs
from .blocks import capital
from .setting import Piece, Setting


class PlanBook(Setting):
    """The pages of one plan; `xlsx`: the name of the workbook that lies beside the report."""

    part = "plan"

    def __init__(self, plan, *, command: str = "", xlsx: str = ""):
        super().__init__(plan.lang)
        self.plan, self.scan, self.command, self.xlsx = plan, plan.scan, command, xlsx
        self.inputs = inputs.listed(self.scan, self.lang)
        self.rows = [self._row(line) for line in plan.lines]

    def masthead(self) -> Piece:
        """Title, organisation, and the terms of the plan."""
        facts = [self.say(f"said_{name}", value=value) for name, value in self._terms()]
        return self.piece("plan-masthead.html", facts=facts)

    def contents(self) -> Piece:
        """The list of contents."""
        names = ["answer", *(["lines", "details"] if self.rows else []), "standing", "assumptions", "method"]
        return self.piece("plan-contents.html", names=names)

    def answer(self) -> Piece:
        """Whether the date can be met, with the figure of the measures in time."""
        return self.piece("plan-answer.html", chart=self._chart())

    def lines(self) -> Piece:
        """The measures in order: one table, then each with its reason."""
        return self.piece("plan-lines.html") if self.rows else Piece("")

    def standing(self) -> Piece:
        """What the organisation says of itself beside what the scan counts."""
        law, lang = self.scan.law, self.lang
        of = {
            kind: [self._standing(s) for s in self.plan.standing if s.kind == kind] for kind in ("theme", "principle")
        }
        rule = [(capital(line[lang]["title"]), str(line["level"])) for line in law.entries("maturity", "ceiling")]
        principles = {entry["id"]: entry[lang]["title"] for entry in law.entries("maturity")}
        additions = law.entries("maturity", "addition")
        named = "; ".join(f"{a[lang]['title']} ({principles[a['principle']]})" for a in additions)
        levels = [(str(e["number"]), e[lang]["title"], e[lang]["about"]) for e in law.entries("maturity", "level")]
        return self.piece("plan-standing.html", of=of, rule=rule, additions=named, levels=levels)

    def method(self) -> Piece:
        """What the plan rests on, and how it was made."""
        law, refs = self.scan.law, {ref for line in self.plan.lines for ref in line.measure.articles}
        values = {
            "articles": holdings.articles(law, refs, self.lang),
            "facts": holdings.unverified(law, refs, self.lang),
        }
        assumed = self.piece("plan-assumptions.html").html
        record = holdings.record(self.scan, self.command, self.lang)
        return Piece(assumed + self.piece("method.html", record=record, **values).html)

    def _terms(self) -> list[tuple[str, str]]:
        plan, terms = self.plan, self.plan.terms
        day = lambda value: texts.day(value, self.lang)  # noqa: E731
        told = [("law_date", day(self.scan.law_date)), ("start", day(terms.start))]
        told += [("target", day(terms.target))] if terms.target else []
        return [*told, ("hours_week", plan.hours_words(terms.hours_per_week))]

    def _row(self, line) -> dict:
        m, s, lang = line.measure, line.slot, self.lang
        day = lambda value: texts.day(value, lang) if value else texts.NOTHING  # noqa: E731
        counted = self.say("of_count", count=texts.number(m.count, lang), items=texts.number(m.items, lang))
        return {
            "number": line.number,
            "title": m.title,
            "kind": self.say(f"kind_{m.kind}"),
            "measure": m.measure,
            "in_crm": m.measure_crm,
            "reason": m.reason,
            "articles": [texts.article(ref, lang) for ref in m.articles],
            "checks": list(m.checks),
            "severity": texts.say(f"report.severity_{m.severity}", lang),
            "count": counted if m.items else texts.NOTHING,
            "hours": texts.number(float(m.hours), lang),
            "hours_words": self.plan.hours_words(m.hours),
            "owner": m.owner,
            "by_policy": m.owner_from == "policy",
            "start": day(s.start),
            "end": day(s.end),
            "latest": day(s.latest_start),
            "fits": s.fits,
        }

    def _standing(self, one) -> dict:
        return {
            "title": capital(one.titles[self.lang]),
            "level": one.level or texts.NOTHING,
            "target": one.target or texts.NOTHING,
            "ceiling": one.ceiling or texts.NOTHING,
            "outcome": one.outcome,
            "outcome_words": self.say(f"outcome_{one.outcome}"),
            "sentence": one.sentence(self.lang),
        }

    def _chart(self):
        if not self.plan.lines:
            return None
        rows = [
            {
                "title": f"{line.number}. {line.measure.title}",
                "hours": self.plan.hours_words(line.measure.hours),
                "start": line.slot.start,
                "end": line.slot.end,
                "fits": line.slot.fits,
            }
            for line in self.plan.lines
        ]
        return charts.over_days(rows, self.plan.terms.start, self.plan.terms.target, self.lang)
