"""The small tables of a lesson: always text, so that everybody can read them; a bar only repeats a number."""

from datetime import timedelta

import narwhals as nw

from .. import texts
from ..exercises import Page, Table
from ..judges import judge
from ..themes import find

# A sales call to an own customer about a product like the one bought before: facts as `judge` takes them.
CUSTOMER_CALL = {
    "messages.channel": "phone",
    "messages.similar_own": True,
    "messages.optout_offered": True,
    "contacts.kind": "natural",
    "contacts.customer_since": "2024-03-01",
    "contacts.details_source": "sale",
    "contacts.optout_at_collection": True,
}
_SHAPES = {True: "is_finding", False: "is_clear", None: "is_unknown"}


def opened(crm, law, lang: str) -> Page:
    """What there is to practise on, counted, and the day of the law."""
    counts = {name: texts.number(crm.count(name), lang) for name in ("contacts", "messages", "consents")}
    return Page((_say("opened", lang, day=texts.day(law.on, lang), **counts),), lang)


def contacts(crm, lang: str, limit: int = 6) -> Page:
    """Some contacts, evenly spread over the table, without anything that says who they are."""
    columns = ("id", "category", "kind", "customer_since")
    rows = crm.contacts.select(*columns).sort("id").collect("pyarrow").rows()
    rows = [rows[place * len(rows) // limit] for place in range(limit)] if len(rows) > limit else rows
    caption = _say("caption_contacts", lang, n=len(rows), of=texts.number(crm.count("contacts"), lang))
    head = tuple(_say(f"col_{name}", lang) for name in columns)
    return Page((Table(caption, head, tuple(_cells(row, lang) for row in rows)),), lang)


def bars(crm, table: str, column: str, lang: str) -> Page:
    """How many records have each code, the most frequent first: number, share and a bar."""
    counted = getattr(crm, table).group_by(column).agg(n=nw.len()).collect("pyarrow").rows()
    counted = sorted(counted, key=lambda row: (-row[1], str(row[0])))
    total = sum(n for _, n in counted)
    rows = tuple((_word(code, lang), texts.number(n, lang), texts.percent(n, total, lang)) for code, n in counted)
    head = (_say(f"col_{column}", lang), _say("col_count", lang), _say("col_share", lang))
    drawn = tuple(n / counted[0][1] for _, n in counted)
    return Page((Table(_say(f"caption_{table}_{column}", lang), head, rows, frozenset({1, 2}), drawn),), lang)


def articles(law, refs: list[str], lang: str) -> Page:
    """The articles with their titles, as the law's own page gives them for the day of the law."""
    rows = tuple((texts.article(ref, lang), law.articles[ref][lang]) for ref in refs)
    head = (_say("col_article", lang), _say("col_about", lang))
    return Page((Table(_say("caption_articles", lang), head, rows),), lang)


def history(law, rule: str, lang: str) -> Page:
    """How one rule for messages changed: from when until when, in the words of the law's own page."""
    entries = sorted((e for e in law.entries("marketing") if e["id"] == rule), key=lambda e: e["from"])
    rows = []
    for entry in entries:
        until = texts.day(entry["until"], lang) if "until" in entry else _say("until_now", lang)
        unseen = "" if entry["verified"] else " *"
        rows.append((texts.day(entry["from"], lang), until, entry[lang]["rule"] + unseen))
    head = tuple(_say(f"col_{name}", lang) for name in ("from", "until", "rule"))
    title = entries[-1][lang]["title"]
    note = [] if all(e["verified"] for e in entries) else [_say("unseen", lang)]
    return Page((Table(title[:1].upper() + title[1:], head, tuple(rows)), *note), lang)


def last_days(law, exception: str) -> list:
    """The last day on which an exception held, and the day after it."""
    ends = [entry["until"] for entry in law.entries("marketing", "exception") if entry["id"] == exception]
    return [max(ends), max(ends) + timedelta(days=1)]


def on_days(check_id: str, facts: dict, days: list, lang: str) -> Page:
    """One case judged on several days by the check itself, each day under its own law."""
    rows = []
    for day in days:
        answer = judge(check_id, {**facts, "messages.sent_at": day}, on=day)[0]
        why = ";".join(answer["reasons"]) or str(answer["evidence"].get("basis", ""))
        rows.append((texts.day(day, lang), _say(_SHAPES[answer["violates"]], lang), texts.word(why, lang)))
    head = tuple(_say(f"col_{name}", lang) for name in ("day", "verdict", "why"))
    return Page((Table(_say("caption_days", lang), head, tuple(rows)),), lang)


def in_short(check_id: str, facts: dict, moment: str | None, days: list, lang: str) -> str:
    """The verdict on one case on several days in one line; `moment` is the fact that holds the day, if there is one."""
    verdicts = [judge(check_id, facts | ({moment: day} if moment else {}), on=day)[0]["violates"] for day in days]
    told = [f"{texts.day(day, lang)} {_say(_SHAPES[v], lang)}" for day, v in zip(days, verdicts, strict=True)]
    return _say("in_short", lang, days="; ".join(told))


def results(scan, lang: str) -> Page:
    """What each check found in the whole CRM, beside how many records it judged."""
    done = [result for result in scan.results if result.status == "done"]
    counts = [(find(r.check).words("title", lang), r.items, r.violations) for r in done]
    rows = tuple((title, texts.number(items, lang), texts.number(found, lang)) for title, items, found in counts)
    head = tuple(_say(f"col_{name}", lang) for name in ("check", "judged", "findings"))
    return Page((Table(_say("caption_scan", lang), head, rows, frozenset({1, 2})),), lang)


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"lesson.{name}", lang, **values)


def _word(value: object, lang: str) -> str:
    return _say("none", lang) if value is None else texts.show(value, lang)


def _cells(row: tuple, lang: str) -> tuple[str, ...]:
    return tuple(texts.day(v, lang) if hasattr(v, "year") else texts.show(v, lang) for v in row)
