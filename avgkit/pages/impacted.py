"""The report on impact: per activity whether a DPIA is needed and why; the privacy steps of the CRM beside evidence.

What is needed follows from the same table as the checks of the theme. A step that is claimed is held against what the
checks show in the CRM; which checks can show a step stands in knowledge/blueprint.toml.
"""

from .. import texts, themes
from ..derived.assessing import need
from ..ruling import parts
from .blocks import capital
from .documents import DocumentBook
from .setting import Piece

ORDER = ("required", "likely", "unknown", "not_required")
ACTIVITY_CHECKS = ("assessment-missing", "assessment-stale", "assessment-incomplete", "consultation-missing")


class ImpactBook(DocumentBook):
    """The pages on impact of one scan, with the pre-check as a Word form."""

    part, stem = "impact_report", "impact"

    def __init__(self, scan, lang: str = "nl", *, command: str = "", kept: bool = False):
        super().__init__(scan, lang, command=command, kept=kept)
        self.every = scan
        law = scan.law
        self.criteria = law.entries("assessment", "criteria")
        self.said = self._verdicts()
        own = [(key, row) for key, row in scan.policy.keyed("activities") if row["role"] != "processor"]
        self.for_others = len(scan.policy.rows("activities")) - len(own)
        self.activities = sorted(
            (self._activity(key, row) for key, row in own), key=lambda a: (ORDER.index(a["dpia"]), a["key"])
        )
        self.processes = [self._process(entry) for entry in law.entries("blueprint")]
        self.counts = {dpia: sum(a["dpia"] == dpia for a in self.activities) for dpia in ORDER}

    # ---------------------------------------------------------------- the pieces
    @staticmethod
    def chosen(rule) -> bool:
        """The checks of the theme."""
        return rule.theme == "impact"

    def sections(self) -> list[tuple[str, str]]:
        """The anchors and titles of the parts of the page, in order."""
        names = ["minute", *(["activities"] if self.activities else []), "blueprint", "measures"]
        return [(name, self.say(f"section_{name}")) for name in [*names, "theme-impact", "unjudged", "method"]]

    def made(self) -> dict[str, bytes]:
        """The pre-check as a Word form."""
        from .impact_word import content

        return {"docx": content(self)}

    def front(self) -> Piece:
        """What a manager reads in one minute."""
        missing = sum(any(v["state"] == "finding" for v in a["verdicts"]) for a in self.activities)
        steps = [step for process in self.processes for step in process["steps"]]
        outcomes = ("finding", "contradicted", "claimed", "shown", "unknown")
        counts = {state: sum(step["outcome"] == state for step in steps) for state in outcomes}
        return self.piece("impact-front.html", missing=missing, steps=counts, all_steps=len(steps))

    def needs(self) -> Piece:
        """Per activity which criteria count, which do not and which are not known, and what follows."""
        if not self.activities:
            return Piece("")
        rows = [
            (str(e["number"]), capital(e[self.lang]), texts.article(e["article"], self.lang)) for e in self.criteria
        ]
        cited = [texts.article(ref, self.lang) for ref in dict.fromkeys(e["article"] for e in self.criteria)]
        threshold = self.scan.law.entry("assessment", "likely", "threshold")[self.lang]
        return self.piece("impact-activities.html", criteria=rows, threshold=threshold, articles=cited)

    def blueprint(self) -> Piece:
        """Per process of the CRM its privacy steps: what is claimed, beside what the checks show."""
        return self.piece("impact-blueprint.html")

    def measures(self) -> Piece:
        """What is to be done: for each finding of the theme, and for each step that the CRM contradicts."""
        return self.piece("impact-measures.html", rows=self.to_do())

    def to_do(self) -> list[dict]:
        """The measures, those of the theme first."""
        rules = {rule.id: rule for rule in themes.checks()}
        ids = [b["id"] for b in self.found]
        ids += [
            e["check"] for p in self.processes for s in p["steps"] for e in s["evidence"] if e["state"] == "finding"
        ]
        results = {r.check: r for r in self.every.results}
        rows = []
        for check in dict.fromkeys(ids):
            rule, result = rules[check], results[check]
            rows.append(
                {
                    "title": rule.words("title", self.lang),
                    "share": texts.share(result.violations, result.items, self.lang),
                    "measure": rule.words("measure", self.lang),
                    "in_crm": rule.words("measure_crm", self.lang),
                    "articles": [texts.article(ref, self.lang) for ref in rule.articles[:2]],
                    "hours": rule.hours,
                }
            )
        return rows

    # ---------------------------------------------------------------- activities
    def _verdicts(self) -> dict[str, list[dict]]:
        """What the checks find or cannot tell, by the key of the activity or process."""
        found: dict[str, list[dict]] = {}
        for block in self.checks:
            if block["state"] == "not_run":
                continue
            for state in ("finding", "unknown"):
                for row in self.scan.findings(block["id"], unknown=state == "unknown").to_dict("records"):
                    told = {"check": block["id"], "title": block["title"], "state": state}
                    told |= {"reasons": texts.word(row["reasons"], self.lang), "codes": row["reasons"].split(";")}
                    found.setdefault(row["key"], []).append(told)
        return found

    def _activity(self, key: str, row: dict) -> dict:
        law = self.scan.law
        wanted = need(row, law, law.on)
        weighed = {entry["id"]: self._weighed(entry["id"], row, wanted) for entry in self.criteria}
        of = {state: [e for e in self.criteria if weighed[e["id"]] == state] for state in ("met", "not_met", "unknown")}
        return {
            "key": key,
            "name": row["name"] or key,
            "dpia": wanted.dpia,
            "weighed": weighed,
            "met": [f"{e['number']}. {e[self.lang]}" for e in of["met"]],
            "not_met": [str(e["number"]) for e in of["not_met"]],
            "unknown": [str(e["number"]) for e in of["unknown"]],
            "why": self._why(wanted),
            "day": texts.day(row["assessed_on"], self.lang) if row["assessed_on"] else "",
            "verdicts": [v for v in self.said.get(key, []) if v["check"] in ACTIVITY_CHECKS],
        }

    def _weighed(self, criterion: str, row: dict, wanted) -> str:
        """Whether a criterion counts for an activity, does not, or was not weighed."""
        if criterion in wanted.criteria:
            return "met"
        if row["criteria"] is not None or (criterion == "large_scale" and row["large_scale"] is False):
            return "not_met"
        return "not_met" if criterion == "sensitive_data" and parts(row["categories"]) else "unknown"

    def _why(self, wanted) -> list[tuple[str, str]]:
        """What the outcome rests on, each with its article."""
        law, lang = self.scan.law, self.lang
        kinds = {e["id"]: e for e in law.entries("assessment", "ap_list")}
        cases = {e["id"]: e for e in law.entries("assessment", "case")}
        told = [(self.say("case", letter=c, about=cases[c][lang]), cases[c]["article"]) for c in wanted.cases]
        told += [
            (self.say("kind", number=kinds[k]["number"], about=kinds[k][lang]), kinds[k]["article"])
            for k in wanted.kinds
        ]
        if not told and wanted.dpia == "unknown":
            told = [(texts.word(wanted.gap, lang), "AVG 35(1)")]
        elif not told:
            limit = law.entry("assessment", "likely", "threshold")
            number = texts.number(len(wanted.criteria), lang)
            told = [(self.say("count", n=number, limit=texts.number(limit["criteria"], lang)), limit["article"])]
        return [(words, texts.article(ref, lang)) for words, ref in told]

    # ---------------------------------------------------------------- the blueprint
    def _process(self, entry: dict) -> dict:
        """A process: its activities, and each of its steps with claim and evidence."""
        rows = [(key, row) for key, row in self.scan.policy.keyed("activities") if row["process"] == entry["id"]]
        steps = {step["id"]: step for step in self.scan.law.entries("blueprint", "step")}
        return {
            "id": entry["id"],
            "title": capital(entry[self.lang]),
            "article": texts.article(entry["article"], self.lang),
            "activities": [row["name"] or key for key, row in rows],
            "verdicts": [v for v in self.said.get(entry["id"], []) if v["check"] == "process-not-described"],
            "steps": [self._step(steps[name], rows) for name in entry["steps"]],
        }

    def _step(self, step: dict, rows: list) -> dict:
        """A step: in how many activities it is recorded, what the checks show of it, and what that says together."""
        claims = [self._claim(step["id"], row) for _, row in rows]
        evidence = [self._evidence(check) for check in step["checks"]]
        shown = [e["state"] for e in evidence]
        seen = next((s for s in ("finding", "unknown", "ok") if s in shown), "nothing")
        claimed = "none" if not claims else "no" if False in claims else "unknown" if None in claims else "yes"
        return {
            "title": capital(step[self.lang]),
            "article": texts.article(step["article"], self.lang),
            "claim": claimed,
            "yes": sum(claim is True for claim in claims),
            "of": len(claims),
            "evidence": evidence,
            "outcome": _outcome(claimed, seen),
        }

    def claim(self, step: dict) -> str:
        """In how many activities a step is recorded, in words."""
        if step["claim"] == "none" or (step["claim"] == "unknown" and not step["yes"]):
            return self.say(f"claim_{step['claim']}")
        numbers = {"n": texts.number(step["yes"], self.lang), "of": texts.number(step["of"], self.lang)}
        return self.say("claim", **numbers)

    def _claim(self, step: str, row: dict) -> bool | None:
        """Whether the register says that the activity has the step; None where it says nothing of steps."""
        there = parts(row["privacy_steps"])
        return step in there if there else None

    def _evidence(self, check: str) -> dict:
        result = next((r for r in self.every.results if r.check == check), None)
        title = themes.find(check).words("title", self.lang)
        if result is None or result.status != "done" or not result.items:
            return {"check": check, "title": title, "state": "nothing", "words": self.say("not_seen")}
        state = "finding" if result.violations else "unknown" if result.unknown else "ok"
        number = result.violations or result.unknown or result.items
        words = texts.share(number, result.items, self.lang) if state != "ok" else texts.number(number, self.lang)
        return {"check": check, "title": title, "state": state, "words": self.say(f"seen_{state}", share=words)}


def _outcome(claim: str, seen: str) -> str:
    """What claim and evidence say together; a claim alone is no evidence, and evidence alone is no record."""
    if claim == "no":
        return "finding"
    if seen == "finding":
        return "contradicted"
    if claim == "yes":
        return "shown" if seen == "ok" else "claimed"
    return "unknown"
