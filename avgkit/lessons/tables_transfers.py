"""The tables of the lesson on transfers, supervision and fines; every day and amount is printed from the law."""

from datetime import datetime

from .. import texts
from ..exercises import Page, Table
from ..judges import judge
from ..law import Law
from .tables_then_and_now import first_day

_FIRMS = (5_000_000, 60_000_000, 600_000_000)  # turnovers of invented firms: small, medium, large


def free(law: Law, lang: str) -> Page:
    """The countries of the EEA, and those of an adequacy decision, as they are on the day of the law."""
    groups = {"eu": [], "eea": [], "adequacy": [], "partly": []}
    for entry in law.entries("countries", "eea"):
        groups[entry["kind"]].append(entry)
    for entry in law.entries("countries", "adequacy"):
        groups["adequacy" if entry["scope"] == "all" else "partly"].append(entry)
    rows = []
    for name, entries in groups.items():
        held = {e["id"] for e in entries if e["from"] <= law.on <= e.get("until", law.on)}
        held = {code for code in held if len(code) == 2}  # an international organisation is no country
        rows.append((_say(f"group_{name}", lang), ", ".join(sorted(texts.country(code, lang) for code in held))))
    head = (_say("col_group", lang), _say("col_countries", lang))
    return Page(
        (Table(_say("caption_free", lang, day=texts.day(law.on, lang)), head, tuple(rows)), _say("free_note", lang)),
        lang,
    )


def clauses(law: Law, lang: str) -> Page:
    """Standard clauses and the assessment that comes with them, each with their days."""
    kinds = law.entries("mechanisms", "clauses")
    duty = [e for e in law.entries("mechanisms", "duty") if e["id"] == "tia"]
    note = _say("clauses_note", lang, day=texts.day(max(e["from"] for e in kinds), lang))
    return Page((*_dated([*kinds, *duty], law, lang, "caption_safeguards", lambda e: e[lang]), note), lang)


def breach_clock(law: Law, aware: str, lang: str) -> Page:
    """How long there is to report a breach, and what that means for one that became known at this moment."""
    facts = {"incidents.aware_at": aware, "incidents.risk": "risk", "incidents.reported_at": aware}
    ends = datetime.fromisoformat(judge("breach-reported-late", facts, on=law.on)[0]["evidence"]["deadline"])
    known = datetime.fromisoformat(aware)
    hours = law.entry("periods", "breach")["hours"]
    rows = tuple(
        (_say(f"clock_{name}", lang), value)
        for name, value in (
            ("hours", _say("clock_hours_value", lang, n=texts.number(hours, lang))),
            ("aware", _moment(known, lang)),
            ("deadline", _moment(ends, lang)),
        )
    )
    return Page((Table(_say("caption_clock", lang), (_say("col_what", lang), _say("col_when", lang)), rows),), lang)


def fines(law: Law, article: str, lang: str) -> Page:
    """What at most can be imposed, and where the calculation starts for one article."""
    return Page((_tiers(law, lang), _ranges(law, article, lang), _say("ranges_note", lang)), lang)


def _tiers(law: Law, lang: str) -> Table:
    entries = [e for e in law.entries("fines", "tier") if "until" not in e]
    rows = tuple(
        (texts.article(e["article"], lang), e[lang][:1].upper() + e[lang][1:], _covers(e, lang)) for e in entries
    )
    head = tuple(_say(f"col_{name}", lang) for name in ("where", "most", "covers"))
    return Table(_say("caption_tiers", lang), head, rows)


def _ranges(law: Law, article: str, lang: str) -> Table:
    """Firms of three sizes, by seriousness."""
    rows = []
    for turnover in _FIRMS:
        for serious in ("low", "high"):
            facts = {"infringements.article": article, "infringements.seriousness": serious}
            facts |= {"organisation.turnover": turnover, "organisation.kind": "commercial"}
            found = judge("fine-range", facts, on=law.on)[0]["evidence"]
            between = {side: texts.number(found[f"fine_{side}"], lang) for side in ("low", "high")}
            word = texts.word(serious, lang)
            rows.append((_euro(turnover, lang), word, _say("range", lang, **between), _euro(found["maximum"], lang)))
    head = tuple(_say(f"col_{name}", lang) for name in ("turnover", "seriousness", "start", "most"))
    caption = _say("caption_ranges", lang, article=texts.article(article, lang))
    return Table(caption, head, tuple(rows), frozenset({2, 3}))


def decisions(law: Law, lang: str, names: tuple[str, ...]) -> Page:
    """Decisions to learn from: what was imposed, and what was left of it."""
    rows, unseen = [], False
    chosen = (e for e in law.entries("fines", "decision") if e["id"] in names)
    for entry in sorted(chosen, key=lambda e: e.get("published", e["from"])):
        mark = "" if entry["verified"] else " *"
        unseen = unseen or bool(mark)
        left = _euro(entry["outcome"], lang) if "outcome" in entry else _say("unchanged", lang)
        amount = _euro(entry["amount"], lang) if entry["amount"] else _say("no_fine", lang)
        rows.append((str(entry.get("published", entry["from"]).year), entry[lang] + mark, amount, left))
    head = tuple(_say(f"col_{name}", lang) for name in ("year", "decision", "imposed", "left"))
    note = [_say("unseen", lang)] if unseen else []
    return Page((Table(_say("caption_decisions", lang), head, tuple(rows), frozenset({2, 3})), *note), lang)


def _dated(entries: list[dict], law: Law, lang: str, caption: str, words) -> list:
    """Entries of the law with their first and last day; what ended before the AVG began is left out."""
    rows, unseen = [], False
    for entry in sorted(entries, key=lambda e: e["from"]):
        if "until" in entry and entry["until"] < first_day(law):
            continue
        until = texts.day(entry["until"], lang) if "until" in entry else texts.say("lesson.until_now", lang)
        mark = "" if entry["verified"] else " *"
        unseen = unseen or bool(mark)
        # Knowledge begins with the AVG; what was there before has no first day of its own.
        began = texts.day(entry["from"], lang) if entry["from"] != first_day(law) else _say("before", lang)
        rows.append((began, until, words(entry) + mark))
    head = tuple(texts.say(f"lesson.col_{name}", lang) for name in ("from", "until", "rule"))
    note = [_say("unseen", lang)] if unseen else []
    return [Table(_say(caption, lang), head, tuple(rows)), *note]


def _covers(entry: dict, lang: str) -> str:
    named = [f"AVG {ref}" for ref in entry.get("covers", ())] + [f"Tw {ref}" for ref in entry.get("covers_telecom", ())]
    return ", ".join(texts.article(ref, lang) for ref in named)


def _euro(amount: int, lang: str) -> str:
    return _say("euro", lang, n=texts.number(amount, lang))


def _moment(value: datetime, lang: str) -> str:
    """A moment with its day of the week, because people count working days."""
    return f"{_say('weekdays', lang).split()[value.weekday()]} {texts.moment(value, lang)}"


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"lesson_transfers.{name}", lang, **values)
