"""The tables of the lesson on rights: an inbox with running clocks, terms, days and grounds, all from the law."""

from datetime import date, timedelta

from .. import texts
from ..derived.calendar import Calendar, month_end
from ..exercises import Page, Table
from ..judges import judge
from ..law import Law

# An invented inbox: how many days ago a request came in, what it asks, and what was done about it how many days later.
_INBOX = (
    (3, "access", {}),
    (11, "objection_marketing", {}),
    (16, "erasure", {}),
    (27, "access", {}),
    (30, "rectification", {}),
    (47, "access", {"extended_at": 12, "extension_reasoned": True, "complex": True}),
    (47, "access", {"extended_at": 12, "extension_reasoned": False, "complex": True}),
    (52, "erasure", {}),
)
_DAYS = ((2026, 6, 10), (2026, 1, 31), (2026, 8, 31), (2026, 3, 5), (2026, 4, 23))
_UNITS = ("months", "weeks")


def inbox(law: Law, lang: str) -> Page:
    """Open requests on the day of the law: the last day as the check itself computes it, and how much time is left."""
    facts = [_request(number, law.on, *one) for number, one in enumerate(_INBOX, 1)]
    answers = judge("request-overdue", facts, on=law.on)
    rows = []
    for one, answer in zip(facts, answers, strict=True):
        received = date.fromisoformat(one["requests.received_at"])
        last = date.fromisoformat(answer["evidence"]["deadline"])
        told = _say("announced" if "requests.extended_at" in one else "not_announced", lang)
        cells = (texts.word(one["requests.kind"], lang), texts.day(received, lang), told, texts.day(last, lang))
        rows.append((one["key"], *cells, _left((last - law.on).days, lang)))
    head = tuple(_say(f"col_{name}", lang) for name in ("request", "kind", "received", "extension", "last", "left"))
    caption = _say("caption_inbox", lang, day=texts.day(law.on, lang))
    return Page((Table(caption, head, tuple(rows)),), lang)


def _request(number: int, today: date, ago: int, kind: str, more: dict) -> dict:
    """The facts of one open request, as `judge` wants them."""
    received = today - timedelta(days=ago)
    days = {name: received + timedelta(days=n) for name, n in more.items() if not isinstance(n, bool)}
    facts = {"kind": kind, "received_at": received, "outcome": "open", "complex": False} | more | days
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
    return {f"requests.{name}": value for name, value in told.items()} | {"key": f"P{number}"}


def _left(days: int, lang: str) -> str:
    """How many days there still are, or how many too late it is."""
    name = "today" if days == 0 else "left" if days > 0 else "late"
    return _say(f"{name}_one" if abs(days) == 1 else name, lang, n=abs(days))


def terms(law: Law, ids: list[str], lang: str) -> Page:
    """How long somebody has, from which day it counts, how much can be added, and the article; all from the law."""
    entries = [law.entry("periods", name) for name in ids]
    rows = tuple(
        (
            entry[lang] + ("" if entry["verified"] else " *"),
            _length(entry, "", lang),
            _length(entry, "extension_", lang) or _say("no_extension", lang),
            _say(f"start_{entry['start']}", lang),
            texts.article(entry["article"], lang),
        )
        for entry in entries
    )
    head = tuple(_say(f"col_{name}", lang) for name in ("what", "term", "more", "start", "article"))
    note = [] if all(entry["verified"] for entry in entries) else [_say("unseen", lang)]
    return Page((Table(_say("caption_terms", lang), head, rows), *note), lang)


def _length(entry: dict, before: str, lang: str) -> str:
    """A term in its own unit: months are never turned into days."""
    told = [(unit, entry[f"{before}{unit}"]) for unit in _UNITS if f"{before}{unit}" in entry]
    return ", ".join(_say(f"{unit}_one" if n == 1 else unit, lang, n=texts.number(n, lang)) for unit, n in told)


def last_days(law: Law, lang: str) -> Page:
    """Where the term for an answer ends for some days of receipt, without and with an extension, and why there."""
    calendar, months = Calendar(law), law.entry("periods", "answer")["months"]
    rows = []
    for day in (date(*numbers) for numbers in _DAYS):
        plain, last = month_end(day, months), calendar.end("answer", day)
        why = ["shorter_month"] if plain.day != day.day else []
        why += ["no_working_day"] if last != plain else []
        told = ", ".join(_say(name, lang) for name in why or ["same_number"])
        rows.append(
            (texts.day(day, lang), texts.day(last, lang), told, texts.day(calendar.end("answer", day, True), lang))
        )
    head = tuple(_say(f"col_{name}", lang) for name in ("received", "last", "why", "last_extended"))
    return Page((Table(_say("caption_days", lang), head, tuple(rows)), _say("days_note", lang)), lang)


def grounds(law: Law, lang: str) -> Page:
    """The grounds of refusal that the law knows, with the rights for which each of them counts."""
    entries = law.entries("rights", "ground")
    every, rows, seen = {right for entry in entries for right in entry["rights"]}, [], True
    for entry in entries:
        whose = ", ".join(texts.word(right, lang) for right in entry["rights"])
        whose = _say("every_right", lang) if set(entry["rights"]) == every else whose
        seen = seen and entry["verified"]
        mark = "" if entry["verified"] else " *"
        rows.append((entry[lang] + mark, whose, texts.article(entry["article"], lang)))
    head = tuple(_say(f"col_{name}", lang) for name in ("ground", "rights", "article"))
    note = [] if seen else [_say("unseen", lang)]
    return Page((Table(_say("caption_grounds", lang), head, tuple(rows)), _say("absolute", lang), *note), lang)


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"lesson_rights.{name}", lang, **values)
