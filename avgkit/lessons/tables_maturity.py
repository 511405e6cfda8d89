"""The tables and the figure of the lesson on maturity: levels, what is claimed beside what is counted, and the plan."""

from .. import charts, texts
from ..charts import Chart
from ..exercises import Page, Table
from ..law import Law
from ..plans import Plan
from ..themes import THEMES

_SHAPES = {"contradicted": "▲", "fits": "●", "not_claimed": "◇", "not_measured": "◇"}


def levels(law: Law, lang: str) -> Page:
    """The levels of the model, and from which one on there must be something to show."""
    entries = sorted(law.entries("maturity", "level"), key=lambda e: e["number"])
    asked = {True: texts.say("errors.yes", lang), False: texts.say("errors.no", lang)}
    rows = tuple((str(e["number"]), e[lang]["title"], e[lang]["about"], asked[e["evidence"]]) for e in entries)
    head = tuple(_say(f"col_{name}", lang) for name in ("level", "name", "about", "evidence"))
    return Page((Table(_say("caption_levels", lang), head, rows),), lang)


def standing(plan: Plan) -> Page:
    """For each theme: the level that the firm claims, and the highest that the counts of the scan allow."""
    lang, rows = plan.lang, []
    for one in (standing for standing in plan.standing if standing.kind == "theme"):
        said = [texts.say("lesson.none_level", lang) if n is None else str(n) for n in (one.level, one.ceiling)]
        outcome = f"{_SHAPES[one.outcome]} {texts.say(f'plan.outcome_{one.outcome}', lang)}"
        counted = texts.share(one.violations, one.items, lang)
        rows.append((one.titles[lang], said[0], counted, said[1], outcome))
    head = tuple(_say(f"col_{name}", lang) for name in ("theme", "claimed", "findings", "ceiling", "outcome"))
    return Page((Table(_say("caption_standing", lang), head, tuple(rows)), _say("standing_note", lang)), lang)


def answer(plan: Plan) -> Page:
    """Whether the date can be met, in the words of the plan."""
    return Page((plan.answer(),), plan.lang)


def first_lines(plan: Plan, most: int = 10) -> Page:
    """The first measures of the plan, with who does them and when; what comes after is counted."""
    lang, rows = plan.lang, []
    for line in plan.lines[:most]:
        days = (texts.day(line.slot.start, lang), texts.day(line.slot.end, lang))
        hours = plan.hours_words(line.measure.hours)
        rows.append((str(line.number), line.measure.title, hours, line.measure.owner, *days))
    head = tuple(_say(f"col_{name}", lang) for name in ("number", "measure", "hours", "who", "start", "ready"))
    shown = {"n": texts.number(len(rows), lang), "of": texts.number(len(plan.lines), lang)}
    return Page((Table(_say("caption_lines", lang, **shown), head, tuple(rows), frozenset({2})),), lang)


def gantt(plan: Plan) -> Chart:
    """The measures as bars over the days, against the day on which all must be ready."""
    rows = [
        {"title": f"{line.number}. {line.measure.title}", "hours": plan.hours_words(line.measure.hours)}
        | {"start": line.slot.start, "end": line.slot.end, "fits": line.slot.fits}
        for line in plan.lines
    ]
    return charts.over_days(rows, plan.terms.start, plan.terms.target, plan.lang)


def paper(lang: str) -> Page:
    """An empty form to copy onto paper: nothing of the reader's own organisation is typed or kept here."""
    blank = _say("blank", lang)
    rows = tuple((texts.word(theme, lang), blank, blank, blank, blank) for theme in THEMES)
    head = tuple(_say(f"col_{name}", lang) for name in ("theme", "now", "shown_by", "target", "next_step"))
    return Page((Table(_say("caption_paper", lang), head, rows),), lang)


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"lesson_maturity.{name}", lang, **values)
