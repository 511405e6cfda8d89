"""When each measure can be done: hours laid one after another over working days, from a first day towards a target.

One pot of hours, one measure at a time. The hours that somebody names are a promise of the organisation as a whole; a
date that rests on people working side by side breaks when one of them is away, so the plan does not count on it.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil, floor

from .. import texts
from ..errors import AvgkitError

HOURS = 8  # a week, when nothing is said: one day a week
LEAST, MOST = Fraction(1, 10), 10_000  # hours a week: less gives no date within anybody's life, more is no firm
WEEK = 5  # working days
_NUMBER = r"\d{1,9}(\.\d{1,9})?"
FIRST, LAST = date(2018, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Terms:
    """What a plan is made with: first day, target (or none), hours a week."""

    start: date
    target: date | None
    hours_per_week: Fraction

    @property
    def per_day(self) -> Fraction:
        return self.hours_per_week / WEEK

    @property
    def capacity(self) -> Fraction | None:
        """The hours there are up to and including the target."""
        return None if self.target is None else working_days(self.start, self.target) * self.per_day

    def day_of(self, hours: Fraction, end: bool = False) -> date:
        """The working day on which the work stands at that hour; `end`: on which the hour before it was worked."""
        steps = hours / self.per_day
        return working_day(self.start, max(ceil(steps) - 1, 0) if end else floor(steps))


@dataclass(frozen=True)
class Slot:
    """The place of one measure: hours counted from the start, its days, whether it is ready in time."""

    begins: Fraction
    ends: Fraction
    start: date
    end: date
    fits: bool | None
    latest_start: date | None


def terms(start=None, target=None, hours_per_week=None, on: date | None = None) -> Terms:
    """The terms as typed values; refuses everything that is wrong with them at once. Without `start` it is `on`."""
    problems: list[str] = []
    first, last = _day(start, "start", problems), _day(target, "target", problems)
    hours = _hours(hours_per_week, problems)
    begin = first or on or date.today()
    if last and not problems and last < begin:
        said = {"target": texts.day(last), "start": texts.day(begin)}
        problems.append(texts.say("plan.target_before_start" if first else "plan.target_past", **said))
    if problems:
        raise AvgkitError(problems)
    return Terms(begin, last, hours)


def schedule(hours: list[Fraction], terms: Terms) -> list[Slot]:
    """A slot for each amount of hours, in this order, as early as it can be; with the latest start counted back."""
    room, total = terms.capacity, Fraction(0)
    ends = []
    for amount in hours:
        total += amount
        ends.append(total)
    ready = max((end for end in ends if room is None or end <= room), default=Fraction(0))
    slots = []
    for amount, end in zip(hours, ends, strict=True):
        begin = end - amount
        fits = None if room is None else end <= room
        latest = terms.day_of(begin + room - ready) if fits else None
        slots.append(Slot(begin, end, terms.day_of(begin), terms.day_of(end, end=True), fits, latest))
    return slots


def working_day(start: date, steps: int) -> date:
    """The working day so many steps after the first working day on or after `start`."""
    first = _forward(start)
    days = first.weekday() + steps
    return first + timedelta(days=days // WEEK * 7 + days % WEEK - first.weekday())


def working_days(first: date, last: date) -> int:
    """How many working days there are from the first up to and including the last day."""
    days = (last - first).days + 1
    weeks, rest = divmod(max(days, 0), 7)
    return weeks * WEEK + sum((first + timedelta(days=n)).weekday() < WEEK for n in range(rest))


def _forward(day: date) -> date:
    return day + timedelta(days=max(7 - day.weekday(), 0) if day.weekday() >= WEEK else 0)


def _day(value, name: str, problems: list[str]) -> date | None:
    if value is None or str(value).strip() == "":
        return None
    try:
        day = value.date() if isinstance(value, datetime) else value
        day = day if isinstance(day, date) else datetime.strptime(str(value).strip(), "%Y-%m-%d").date()
    except ValueError:
        problems.append(f"--{name}: {texts.say('errors.wrong_date', value=str(value)[:40])}")
        return None
    if not FIRST <= day <= LAST:
        problems.append(texts.say("plan.day_range", name=name, first=texts.day(FIRST), last=texts.day(LAST)))
        return None
    return day


def _hours(value, problems: list[str]) -> Fraction:
    """The hours a week: a number, or a text such as 7,5; within what anybody can mean."""
    if value is None or str(value).strip() == "":
        return Fraction(HOURS)
    text = str(value).strip().replace(",", ".")
    hours = Fraction(text) if re.fullmatch(_NUMBER, text) else Fraction(0)
    if not LEAST <= hours <= MOST:
        least, most = texts.number(float(LEAST)), texts.number(MOST)
        problems.append(texts.say("plan.hours_range", value=str(value)[:40], least=least, most=most))
        return Fraction(HOURS)
    return hours
