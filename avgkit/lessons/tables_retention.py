"""The tables of the lesson on retention: terms of law and custom, the firm's schedule, last days, and a trial run."""

from datetime import date

import narwhals as nw

from .. import schema, texts
from ..derived.calendar import month_end, year_end
from ..derived.keeping import INVOICE, lasts, norm_holds
from ..exercises import Page, Table
from ..pages import terms
from ..themes import find

_ACTIONS = ("keep", "erase", "anonymise", "erase_profile_keep_invoice", "hold", "unknown")


def periods(law, kinds: list[str], lang: str, invoice_of: str | None = None) -> Page:
    """What acts (statutory), sectors or custom say of how long data are kept, as the law's own page has it.

    With `invoice_of` (a day) it also says until when the law asks for an invoice of that day.
    """
    blocks: list = []
    for kind in kinds:
        entries = [
            e for e in law.entries("periods", "retention") if e["kind"] == kind and lasts(e) and norm_holds(e, law)
        ]
        rows = tuple(
            (terms.about(e, lang), terms.length(e, lang), terms.start(e, lang), terms.place(e, lang)) for e in entries
        )
        head = tuple(_say(f"head_{name}", lang) for name in ("data", "length", "start", "place"))
        notes = [_say(f"note_{kind}", lang)] if any(not entry["verified"] for entry in entries) else []
        blocks += [Table(_say(f"caption_{kind}", lang), head, rows), *notes]
    return Page((*blocks, *([_invoice(law, invoice_of, lang)] if invoice_of else [])), lang)


def reckoning(policy, law, examples: list[tuple[str, int]], lang: str) -> Page:
    """How a period in calendar months counts, and the firm's own schedule with the reference date above it."""
    starts = [(date.fromisoformat(day), months) for day, months in examples]
    counted = tuple(
        (texts.day(day, lang), terms.months(months, lang), texts.day(month_end(day, months), lang))
        for day, months in starts
    )
    head = tuple(_say(f"head_{name}", lang) for name in ("begin", "length", "last"))
    counting = Table(_say("caption_counting", lang), head, counted)
    of_contacts = schema.tables("crm")["contacts"].columns["category"].values
    rows = tuple(
        (texts.word(row["category"], lang), terms.months(row["months"], lang), texts.word(row["start"], lang))
        for row in policy.rows("retention")
        if row["category"] in of_contacts and row["months"] is not None
    )
    head = tuple(_say(f"head_{name}", lang) for name in ("category", "length", "start"))
    return Page((counting, Table(_say("caption_schedule", lang, day=texts.day(law.on, lang)), head, rows)), lang)


def _invoice(law, day: str, lang: str) -> str:
    """Until when the law asks for an invoice of this day; the profile follows a period of its own."""
    entry, start = law.entry("periods", INVOICE, "retention"), date.fromisoformat(day)
    until = texts.day(year_end(start, entry["years"]), lang)
    article = texts.article(entry["article"], lang)
    return _say("invoice", lang, day=texts.day(start, lang), until=until, article=article)


def trial_run(crm, policy, law, lang: str) -> Page:
    """What a clean-up would do today, counted; it is the same verdict as that of the check, and it erases nothing."""
    judged = find("retention-overdue").verdict(crm, policy, law).group_by("action").agg(n=nw.len())
    counts = dict(judged.collect("pyarrow").rows())
    total = sum(counts.values())
    rows = tuple(
        (texts.word(action, lang), texts.number(counts[action], lang), texts.percent(counts[action], total, lang))
        for action in _ACTIONS
        if action in counts
    )
    head = tuple(_say(f"head_{name}", lang) for name in ("action", "contacts", "share"))
    caption = _say("caption_trial_run", lang, n=texts.number(total, lang), day=texts.day(law.on, lang))
    return Page((Table(caption, head, rows, frozenset({1, 2})),), lang)


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"lesson_retention.{name}", lang, **values)
