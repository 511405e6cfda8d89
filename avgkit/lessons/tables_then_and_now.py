"""The tables of the lesson on then and now: the claims of the article beside the law, and one case on several days."""

from datetime import date, timedelta

from .. import texts
from ..exercises import Page, Table
from ..judges import judge
from ..law import Law
from ..pages import ClaimsBook

_SHAPES = {True: "is_finding", False: "is_clear", None: "is_unknown"}
_HELD = {"right": "●", "partly": "◐", "wrong": "▲"}
_DAY = "@on"  # stands for the day of judging in the facts of a case


def first_day(law: Law) -> date:
    """The first day for which the claims were laid beside the law: the day on which the AVG began to apply."""
    return min(entry["from"] for entry in law.entries("claims"))


def days_of_change(law: Law, name: str, table: str | None, ident: str) -> list[date]:
    """For each change in a rule of the law: the last day of the old one and the first day of the new one."""
    entries = [entry for entry in law.entries(name, table) if entry["id"] == ident]
    starts = {entry["from"] for entry in entries if entry["from"] > first_day(law)}
    ends = {entry["until"] + timedelta(days=1) for entry in entries if entry.get("until", date.min) >= first_day(law)}
    return sorted({day for change in starts | ends for day in (change - timedelta(days=1), change)})


def counts(law: Law, lang: str, only: list[str] | None = None) -> Page:
    """How many claims (or of these claims) held on the first day of the AVG, and how many hold now."""
    book, rows = _book(law, lang), []
    chosen = [row for row in book.rows if only is None or row["id"] in only]
    for state in _HELD:
        held = [sum(row[side]["holds"] == state for row in chosen) for side in ("then", "today")]
        rows.append((_held(state, lang), *(texts.number(n, lang) for n in held)))
    days = [texts.day(one.on, lang) for one in (book.then, book.today)]
    caption = _say("caption_counts", lang, n=texts.number(len(chosen), lang))
    return Page((Table(caption, (_say("col_held", lang), *days), tuple(rows), frozenset({1, 2})),), lang)


def said(law: Law, lang: str, only: list[str]) -> Page:
    """Some claims of the article without any verdict, to think about first."""
    rows = tuple(
        (texts.number(row["number"], lang), row["claim"]) for row in _book(law, lang).rows if row["id"] in only
    )
    head = (_say("col_number", lang), _say("col_claim", lang))
    return Page((Table(_say("caption_claims", lang, n=len(rows)), head, rows),), lang)


def claims(law: Law, lang: str, only: list[str] | None = None) -> Page:
    """The claims with the verdict of then and of now; `only` names some, which get what the law says now."""
    book, rows = _book(law, lang), []
    for row in book.rows:
        if only is None or row["id"] in only:
            told = (row["today"]["law"],) if only else ()
            held = (_held(row[side]["holds"], lang) for side in ("then", "today"))
            rows.append((texts.number(row["number"], lang), row["claim"], *held, *told))
    days = [texts.day(one.on, lang) for one in (book.then, book.today)]
    head = (_say("col_number", lang), _say("col_claim", lang), *days, *((_say("col_law", lang),) if only else ()))
    return Page((Table(_say("caption_claims", lang, n=len(rows)), head, tuple(rows)),), lang)


def changes(law: Law, lang: str, most: int = 6) -> Page:
    """What changed last in the law of the claims, in the order of time."""
    dated = sorted((e for e in law.entries("claims") if e["from"] > first_day(law)), key=lambda e: e["from"])
    rows = tuple(
        (texts.day(e["from"], lang), e[lang]["claim"], e[lang]["law"], _articles(e["articles"], lang))
        for e in dated[-most:]
    )
    head = tuple(_say(f"col_{name}", lang) for name in ("since", "claim", "law", "articles"))
    return Page((Table(_say("caption_changes", lang, n=len(rows), of=len(dated)), head, rows),), lang)


def on_days(check_id: str, facts: dict, days: list[date], lang: str, told: tuple[str, ...], caption: str) -> Page:
    """One case judged on several days by the check itself; `told`: the evidence that explains what is in order."""
    rows = []
    for day in days:
        case = {name: day.isoformat() if value == _DAY else value for name, value in facts.items()}
        answer = judge(check_id, case, on=day)[0]
        evidence = ";".join(str(answer["evidence"][name]) for name in told if answer["evidence"].get(name))
        why = texts.places(";".join(answer["reasons"]) or evidence, lang)
        rows.append((texts.day(day, lang), texts.say(f"lesson.{_SHAPES[answer['violates']]}", lang), why))
    head = tuple(texts.say(f"lesson.col_{name}", lang) for name in ("day", "verdict", "why"))
    return Page((Table(_say(caption, lang), head, tuple(rows)),), lang)


def _book(law: Law, lang: str) -> ClaimsBook:
    return ClaimsBook(first_day(law).isoformat(), law.on.isoformat(), lang)


def _held(state: str, lang: str) -> str:
    return f"{_HELD[state]} {texts.say(f'claims.holds_{state}', lang)}"


def _articles(refs: list[str], lang: str) -> str:
    return ", ".join(texts.article(ref, lang) for ref in refs)


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"lesson_then_and_now.{name}", lang, **values)
