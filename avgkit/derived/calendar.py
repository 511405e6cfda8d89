"""The calendar: where a term of months, weeks or years ends (Regulation 1182/71), the Dutch holidays, and ends by day.

Ends are computed in Python, once for each distinct day that occurs, and bound to the Crm's engine as a small table.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache

import narwhals as nw
from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

_ONE = timedelta(days=1)


def month_end(day: date, months: int) -> date:
    """The day on which so many months after `day` end: the same day number, or the last day of a shorter month."""
    try:
        return day + relativedelta(months=months)
    except (ValueError, OverflowError):  # beyond the calendar: for ever
        return date.max


def week_end(day: date, weeks: int) -> date:
    """The day on which so many weeks after `day` end."""
    try:
        return day + timedelta(weeks=weeks)
    except OverflowError:
        return date.max


def year_end(day: date, years: int) -> date:
    """The last day of a term that starts on 1 January after `day`: 31 December so many years later."""
    return date(min(day.year + years, date.max.year), 12, 31)


def earliest_start(day: date, end: Callable[[date], date]) -> date:
    """The earliest start whose end is not before `day`: what started before it has ended; `end` never goes back."""
    low, high = 1, day.toordinal()
    while low < high:
        middle = (low + high) // 2
        if end(date.fromordinal(middle)) < day:
            low = middle + 1
        else:
            high = middle
    return date.fromordinal(low)


class Calendar:
    """The working days of the Netherlands, and the ends of the terms in knowledge/periods.toml, by one law."""

    def __init__(self, law):
        self._days = law.entries("holidays")
        self._terms = law.entries("periods")
        self._named = cache(self._holidays)

    def holidays(self, year: int) -> frozenset[date]:
        """The holidays of a year that count."""
        return frozenset(self._named(year))

    def _holidays(self, year: int) -> dict[date, str]:
        """The holidays of a year that count, each with its id."""
        found = {}
        for entry in self._days:
            if not entry["counts"]:
                continue
            if "easter" in entry:
                day = easter(year) + timedelta(days=entry["easter"])
            else:
                day = date(year, entry["month"], entry["day"])
                if day.isoweekday() == 7:
                    day += timedelta(days=entry.get("if_sunday", 0))
            found.setdefault(day, entry["id"])
        return found

    def name(self, day: date) -> str:
        """The id of the holiday that this day is; empty when it is none."""
        return self._named(day.year).get(day, "")

    def is_working(self, day: date) -> bool:
        """Whether the day is no Saturday, Sunday or holiday."""
        return day.isoweekday() < 6 and day not in self._named(day.year)

    def working(self, day: date) -> date:
        """This day, or the first working day after it."""
        while not self.is_working(day):
            day += _ONE
        return day

    def end(self, term: str, day: date, extended: bool = False, stopped: int = 0) -> date | None:
        """The last day of a term that the event of `day` starts; null where the law of that day has no such term.

        `extended`: with its extension, from the same start. `stopped`: how many days the clock stood still.
        """
        entry = self._entry(term, day)
        if entry is None:
            return None
        more = {unit: entry.get(f"extension_{unit}", 0) if extended else 0 for unit in ("months", "weeks")}
        last = month_end(day, entry.get("months", 0) + more["months"])
        last = week_end(last, entry.get("weeks", 0) + more["weeks"])
        return self.working(last + timedelta(days=stopped))

    def _entry(self, term: str, day: date) -> dict | None:
        found = [e for e in self._terms if e["id"] == term and e["from"] <= day <= e.get("until", date.max)]
        if found and found[0]["end_rule"] != "working_day":
            raise ValueError(f"{term} does not end on a working day")
        return found[0] if found else None


def distinct(crm, frame: nw.LazyFrame, *columns: str) -> list[dict]:
    """The distinct values of these columns that occur together, none of them null."""
    frame = frame.select(*columns).filter(*[~nw.col(name).is_null() for name in columns])
    return crm.engine.arrow(frame.unique()).to_pylist()


def bound(crm, days: Iterable[date], name: str = "day", **ends: Callable[[date], date | None]) -> nw.LazyFrame:
    """A small table on the Crm's engine: each day once, in column `name`, beside it the end that each function gives.

    Example: `bound(crm, days, notice_by=lambda day: month_end(day, 1))` has the columns `day` and `notice_by`.
    """
    rows = [{name: day, **{end: find(day) for end, find in ends.items()}} for day in sorted(set(days))]
    return crm.bind(rows, dict.fromkeys((name, *ends), "DATE"))


def number(day: nw.Expr) -> nw.Expr:
    """The number of a day in the calendar, so that days can be subtracted on every engine; 1 = 1 January of year 1."""
    year = day.dt.year().cast(nw.Int64) - 1
    return year * 365 + year // 4 - year // 100 + year // 400 + day.dt.ordinal_day().cast(nw.Int64)
