"""The end of a term of months: the same day number, else the last day of that month, then the next working day.

Regulation 1182/71 art. 3(2)(c) and 3(4). The days off come from knowledge/holidays.toml.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

import narwhals as nw

_SATURDAY = 5
_SHAPE = {"start_day": "DATE", "term_end": "DATE"}


def term_end(start: date, months: int, law) -> date:
    """The last day of a term of so many months that begins with an event on `start`."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    end = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    entries = law.entries("holidays")
    while end.weekday() >= _SATURDAY or end in _days_off(end.year, _frozen(entries)):
        end += timedelta(days=1)
    return end


def term_ends(crm, frame: nw.LazyFrame, day: str, months: int, law) -> nw.LazyFrame:
    """For each distinct day in this column of the frame, the end of the term: columns `start_day` and `term_end`."""
    starts = frame.select(start_day=nw.col(day)).filter(~nw.col("start_day").is_null()).unique()
    found = sorted(row["start_day"] for row in starts.collect("pyarrow").to_native().to_pylist())
    return crm.bind([{"start_day": start, "term_end": term_end(start, months, law)} for start in found], _SHAPE)


def _frozen(entries: list[dict]) -> tuple:
    """What fixes a day off, of each entry that counts."""
    names = ("from", "until", "month", "day", "easter", "if_sunday")
    return tuple(tuple(entry.get(name) for name in names) for entry in entries if entry["counts"])


@cache
def _days_off(year: int, entries: tuple) -> frozenset[date]:
    days = set()
    for first, last, month, day, easter, if_sunday in entries:
        found = date(year, month, day) if month else easter_sunday(year) + timedelta(days=easter)
        if if_sunday and found.weekday() == _SATURDAY + 1:
            found += timedelta(days=if_sunday)
        if first <= found <= (last or date.max):
            days.add(found)
    return frozenset(days)


@cache
def easter_sunday(year: int) -> date:
    """Easter Sunday by the Gregorian reckoning."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)
