"""Data breaches: every incident since the law applies, with what counts on the day of judging (AVG 33, 34)."""

from datetime import date, datetime, timedelta
from functools import cache, reduce
from zoneinfo import ZoneInfo

import narwhals as nw

from .periods import unread

_FIRST_YEAR = 2018
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
        end = aware.dt.offset_by(f"{entry['hours']}h")
        back, on = _clock_changed("aware_at", end, law)
        end = nw.when(back).then(end.dt.offset_by("-1h")).when(on).then(end.dt.offset_by("1h")).otherwise(end)
        chosen = nw.when(held).then(end).otherwise(chosen)
    return chosen


def hours(until: str, law) -> nw.Expr:
    """Whole hours from awareness to that moment, begun hours counted."""
    minutes = (nw.col(until) - nw.col("aware_at")).dt.total_minutes()
    back, on = _clock_changed("aware_at", nw.col(until), law)
    minutes = nw.when(back).then(minutes + 60).when(on).then(minutes - 60).otherwise(minutes)
    return (minutes + 59) // 60


def _clock_changed(start: str, end: nw.Expr, law) -> tuple[nw.Expr, nw.Expr]:
    """Whether between two moments in Dutch time the clock went back (only), or on (only): an hour more, or less."""
    changes = [change for year in range(_FIRST_YEAR, law.on.year + 1) for change in _changes(year)]

    def between(shift: int) -> nw.Expr:
        hits = [
            _before(nw.col(start), day, hour) & ~_before(end, day, hour) for day, hour, by in changes if by == shift
        ]
        return reduce(lambda a, b: a | b, hits)

    back, on = between(-1), between(1)
    return back & ~on, on & ~back


def _before(moment: nw.Expr, day: date, hour: int) -> nw.Expr:
    """Whether a moment lies before that hour of that day; of an hour that comes twice the first is meant."""
    that = moment.cast(nw.Date)
    return (that < nw.lit(day)) | ((that == nw.lit(day)) & (moment.dt.hour() < hour))


@cache
def _changes(year: int) -> tuple[tuple[date, int, int], ...]:
    """The days on which the Dutch clock changes: the day, the hour from which the new time shows, and by how much."""
    zone, found = ZoneInfo("Europe/Amsterdam"), []
    for number in range(1, 366):
        day = date(year, 1, 1) + timedelta(days=number)
        before, after = (datetime(d.year, d.month, d.day, tzinfo=zone).utcoffset() for d in (day, day + timedelta(1)))
        if before != after:
            found.append((day, 2, 1) if after > before else (day, 3, -1))
    return tuple(found)
