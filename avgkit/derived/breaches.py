"""Data breaches: every incident since the law applies, with what counts on the day of judging (AVG 33, 34)."""

from functools import reduce

import narwhals as nw

from .periods import unread

_MOMENT = nw.Datetime("us")
_LATER = ("reported_at", "told_people_at", "controller_told_at", "public_notice_at")
_UNKNOWN = nw.lit(None, dtype=nw.Boolean)
_TERM = "breach"


def breaches(crm, law) -> nw.LazyFrame:
    """Incidents known on law.on. `done_x`: whether x had happened by then; null when it stands there unreadable.

    `is_processor` is false when the role is empty: whoever keeps a CRM decides on it.
    """
    first = min(entry["from"] for entry in law.entries("periods") if entry["id"] == _TERM)
    aware = nw.col("aware_at")
    frame = crm.incidents.filter(aware.is_null() | (aware.cast(nw.Date) >= nw.lit(first)))
    frame = frame.filter(aware.is_null() | (aware.cast(nw.Date) <= nw.lit(law.on)))
    happened = nw.col("happened_at").cast(nw.Date)
    frame = frame.filter(~aware.is_null() | happened.is_null() | (happened <= nw.lit(law.on)))
    processor = nw.when(unread("role")).then(_UNKNOWN).otherwise((nw.col("role") == "processor").fill_null(False))
    return frame.with_columns(
        is_processor=processor,
        deadline=_deadline(law),
        **{f"done_{name}": _done(name, law) for name in _LATER},
    )


def _done(name: str, law) -> nw.Expr:
    """Whether it had happened by the end of the day of judging: nothing there is no, unreadable is unknown."""
    by_then = (nw.col(name).cast(nw.Date) <= nw.lit(law.on)).fill_null(False)
    return nw.when(unread(name)).then(_UNKNOWN).otherwise(by_then)


def _deadline(law) -> nw.Expr:
    """The end of the term for the authority: hours on a clock, so that nights, weekends and holidays count."""
    aware = nw.col("aware_at")
    chosen = nw.lit(None, dtype=_MOMENT)
    for entry in (e for e in law.entries("periods") if e["id"] == _TERM):
        parts = [aware.cast(nw.Date) >= nw.lit(entry["from"])]
        if "until" in entry:
            parts.append(aware.cast(nw.Date) <= nw.lit(entry["until"]))
        held = reduce(lambda a, b: a & b, parts)
        chosen = nw.when(held).then(aware.dt.offset_by(f"{entry['hours']}h")).otherwise(chosen)
    return chosen


def hours(until: str) -> nw.Expr:
    """Whole hours from awareness to that moment, begun hours counted."""
    minutes = (nw.col(until) - nw.col("aware_at")).dt.total_minutes()
    return (minutes + 59) // 60
