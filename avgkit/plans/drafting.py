"""From what a scan found to what has to be done: measures, each with its reason, hours, owner and articles.

A finding asks for the measure of its check; what cannot be told asks to be found out; what did not run asks for data.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from textwrap import shorten

from .. import schema, texts
from ..check import SEVERITIES
from ..themes import find

KINDS = ("fix", "find_out", "supply", "repeat")
# Estimates of our own for what has no hours in the header of a check; the plan says so among its assumptions.
FIND_OUT = Fraction(1, 4)  # of the hours of the measure
SUPPLY = Fraction(2)  # hours for each table that is missing
REPEAT = Fraction(1)  # hours to have a check run again that stopped halfway
_REASONS = 3  # of the unknown: spelled out


@dataclass(frozen=True)
class Measure:
    """Something to do: which checks and articles it rests on, how many records of how many, and how urgent it is."""

    kind: str
    checks: tuple[str, ...]
    theme: str
    title: str
    measure: str
    measure_crm: str
    reason: str
    articles: tuple[str, ...]
    severity: str
    count: int
    items: int
    hours: Fraction
    owner: str
    owner_from: str
    urgency: int

    @property
    def order(self) -> tuple:
        """Most serious first; what is known before what must be found out; then number, urgency in law, and name."""
        rank = SEVERITIES.index(self.severity), KINDS.index(self.kind)
        return (*rank, -self.count, self.urgency, self.hours, self.checks)


def measures(scan, lang: str) -> list[Measure]:
    """All that a scan gives to do, in the order of a plan."""
    found = []
    for result in scan.results:
        if result.status == "done" and result.violations:
            found.append(_fix(scan, result, lang))
        if result.status == "done" and result.unknown:
            found.append(_find_out(scan, result, lang))
        if result.status not in ("done", "not run"):
            found.append(_repeat(scan, result, lang))
    return sorted(found + _supplies(scan, lang), key=lambda m: m.order)


def _fix(scan, result, lang: str) -> Measure:
    check = find(result.check)
    rank = urgency(scan.law, check.articles)
    reason = _say(lang, "reason_fix", rule=check.words("rule", lang), share=_share(result.violations, result, lang))
    reason += " " + _say(lang, "reason_weight", severity=texts.word(check.severity, lang))
    if rank["title"]:
        reason += f" {rank['title'][lang][:1].upper()}{rank['title'][lang][1:]}."
    said = {"title": check.words("title", lang), "measure": check.words("measure", lang), "reason": reason}
    return _of(scan, check, "fix", result.violations, result.items, Fraction(str(check.hours)), lang, **said)


def _find_out(scan, result, lang: str) -> Measure:
    check = find(result.check)
    reasons = list(scan.reasons(result.check, unknown=True))[:_REASONS]
    why = "; ".join(texts.word(code, lang) for code in reasons) or texts.NOTHING
    hours = max(Fraction(1), Fraction(ceil(2 * FIND_OUT * Fraction(str(check.hours))), 2))
    said = {
        "title": _say(lang, "title_find_out", title=check.words("title", lang)),
        "measure": _say(lang, "measure_find_out", reasons=why),
        "reason": _say(lang, "reason_find_out", share=_share(result.unknown, result, lang)),
    }
    return _of(scan, check, "find_out", result.unknown, result.items, hours, lang, **said)


def _repeat(scan, result, lang: str) -> Measure:
    check = find(result.check)
    said = {
        "title": _say(lang, "title_repeat", title=check.words("title", lang)),
        "measure": _say(lang, "measure_repeat"),
        "reason": _say(lang, "reason_repeat", reason=result.reason),
    }
    return _of(scan, check, "repeat", 0, 0, REPEAT, lang, **said)


def _of(scan, check, kind: str, count: int, items: int, hours: Fraction, lang: str, **said: str) -> Measure:
    """A measure about one check."""
    owner, source = _owner(scan, check, kind, lang)
    crm = check.words("measure_crm", lang) if kind == "fix" else ""
    return Measure(
        kind, (check.id,), check.theme, said["title"], said["measure"], crm, said["reason"], check.articles,
        check.severity, count, items, hours, owner, source, urgency(scan.law, check.articles)["rank"],
    )  # fmt: skip


def _supplies(scan, lang: str) -> list[Measure]:
    """What was not judged because data are missing: a measure for each table, with all checks that wait for it."""
    blocked: dict[str, list] = {}
    for result in scan.results:
        if result.status == "not run":
            check = find(result.check)
            for need in check.missing(scan.crm, scan.policy):
                blocked.setdefault(need, []).append(check)
    return [_supply(scan, need, checks, lang) for need, checks in blocked.items()]


def _supply(scan, need: str, checks: list, lang: str) -> Measure:
    table = _table(need, lang)
    said = {"n": texts.number(len(checks), lang), "table": table, "titles": "; ".join(_titles(checks, lang))}
    articles = tuple(dict.fromkeys(ref for check in checks for ref in check.articles))
    return Measure(
        "supply", tuple(check.id for check in checks), checks[0].theme, _say(lang, "title_supply", table=table),
        _say(lang, "measure_supply", table=table), "", _say(lang, "reason_supply", **said), articles,
        min((check.severity for check in checks), key=SEVERITIES.index), len(checks), len(scan.results),
        SUPPLY, _say(lang, "owner_supply"), "plan", urgency(scan.law, articles)["rank"],
    )  # fmt: skip


def _titles(checks: list, lang: str) -> list[str]:
    return [check.words("title", lang) for check in checks]


def _table(need: str, lang: str) -> str:
    side, name = need.split(".")
    return f"{schema.tables(side)[name].words[lang]} ({name})"


def _owner(scan, check, kind: str, lang: str) -> tuple[str, str]:
    """Who does it: the owner that the policy names for the activities that the records belong to, else the check's."""
    owners = _owners(scan, check, kind == "find_out") if kind in ("fix", "find_out") else []
    if owners:
        return ", ".join(owners), "policy"
    return check.words("who", lang), "check"


def _owners(scan, check, unknown: bool) -> list[str]:
    rows = [row for row in scan.policy.rows("activities") if row["owner"]]
    if not rows:
        return []
    column = "key" if check.table == "activities" else "activity"
    named = set(scan.values(check.id, column, unknown))
    purposes = set(scan.values(check.id, "purpose", unknown))
    mine = [r for r in rows if r["id"] in named or purposes & set((r["purposes"] or "").split(";"))]
    return sorted({shorten(row["owner"], 60, placeholder=" …") for row in mine})


def urgency(law, articles) -> dict:
    """The most urgent of the lists of the law in which one of these articles stands; what stands in none comes last."""
    ranked = sorted(law.entries("urgency"), key=lambda entry: entry["rank"])
    for entry in ranked:
        if any(_covers(above, ref) for above in entry["covers"] for ref in articles):
            return {"rank": entry["rank"], "title": {lang: entry[lang]["title"] for lang in texts.LANGUAGES}}
    return {"rank": len(ranked) + 1, "title": None}


def _covers(above: str, ref: str) -> bool:
    """Whether an article is this one or a part of it: AVG 5 covers AVG 5(2), not AVG 55."""
    return ref == above or ref.startswith(f"{above}(")


def _share(count: int, result, lang: str) -> str:
    return texts.share(count, result.items, lang)


def _say(lang: str, key: str, **values) -> str:
    return texts.say(f"plan.{key}", lang, **values)
