"""The plan as a workbook: which sheets it has and what stands in them; `office` writes them."""

from pathlib import Path

from .. import office, texts
from ..errors import AvgkitError
from ..office.sheets import Sheet
from ..office.sheets import workbook as made

ENDING = ".xlsx"
_WIDTHS = {"number": 5, "title": 38, "kind": 13, "what": 60, "in_crm": 45, "why": 60, "articles": 24, "checks": 30}
_WIDTHS |= {"owner": 24, "latest": 14, "start": 12, "end": 12}
_COLUMNS = [
    "number",
    "title",
    "kind",
    "what",
    "in_crm",
    "why",
    "articles",
    "checks",
    "severity",
    "count",
    "of",
    "hours",
]
_COLUMNS += ["owner", "start", "end", "latest", "fits"]


def checked(path: str | Path | None) -> Path | None:
    """The path of a workbook; refuses a name that a spreadsheet would not open."""
    if path is not None and Path(path).suffix.lower() != ENDING:
        raise AvgkitError(texts.say("plan.wrong_ending", path=path))
    return Path(path) if path is not None else None


def write(plan, path: Path) -> Path:
    """Write the workbook beside its place and put it there, whole or not at all."""
    checked(path)
    return office.placed(path, workbook(plan))


def workbook(plan) -> bytes:
    """The workbook: the plan, what does not fit, maturity beside the figures, and what the plan rests on."""
    left = "left_open" if plan.met is None else "left_none"
    sheets = [_lines(plan, "sheet_plan", plan.lines), _lines(plan, "sheet_left", plan.left, left)]
    return made(_say(plan, "title"), plan.scan.law_date, [*sheets, _standing(plan), _method(plan)])


def _say(plan, key: str, **values) -> str:
    return texts.say(f"plan.{key}", plan.lang, **values)


def _lines(plan, name: str, lines: list, empty: str = "") -> Sheet:
    """A measure on each row."""
    head = [_say(plan, f"column_{c}") for c in _COLUMNS]
    widths = [_WIDTHS.get(c, 10) for c in _COLUMNS]
    rows = [_cells(plan, line) for line in lines]
    return Sheet(_say(plan, name), head, widths, rows, empty=_say(plan, empty) if empty else "")


def _cells(plan, line) -> list:
    m, s, lang = line.measure, line.slot, plan.lang
    fits = "" if s.fits is None else texts.show(s.fits, lang)
    articles = ", ".join(texts.article(ref, lang) for ref in m.articles)
    told = [m.title, _say(plan, f"kind_{m.kind}"), m.measure, m.measure_crm, m.reason, articles]
    told += [", ".join(m.checks), texts.word(m.severity, lang), m.count, m.items, float(m.hours), m.owner]
    return [line.number, *told, s.start, s.end, s.latest_start or "", fits]


def _standing(plan) -> Sheet:
    """Maturity: what is claimed beside what was counted."""
    names = ["theme", "level", "target", "counted", "of", "unknown", "ceiling", "outcome", "why"]
    rows = []
    for one in plan.standing:
        counted = [one.violations, one.items, one.unknown] if one.ceiling else ["", "", ""]
        claimed = [one.titles[plan.lang], one.level or "", one.target or ""]
        outcome = _say(plan, f"outcome_{one.outcome}")
        rows.append([*claimed, *counted, one.ceiling or "", outcome, one.sentence(plan.lang)])
    head = [_say(plan, f"column_{n}") for n in names]
    return Sheet(_say(plan, "sheet_standing"), head, [30, 8, 8, 12, 10, 14, 9, 30, 90], rows)


def _method(plan) -> Sheet:
    """The answer, the terms, and what the plan rests on."""
    none, told, terms = _say(plan, "fact_none"), plan.to_dict(), plan.terms
    facts = {
        "answer": plan.answer(),
        "organisation": plan.scan.organisation or none,
        "law_date": plan.scan.law_date,
    }
    facts |= {"start": terms.start, "target": terms.target or none, "hours_week": told["hours_per_week"]}
    room = none if told["hours_available"] is None else told["hours_available"]
    facts |= {"hours": told["hours"], "room": room, "first": plan.first_date, "fingerprint": told["fingerprint"]}
    rows = [[_say(plan, f"fact_{name}"), value] for name, value in facts.items()]
    rows += [[_say(plan, "fact_assumption"), text] for text in plan.assumptions()]
    return Sheet(_say(plan, "sheet_method"), [], [38, 100], rows)
