"""How days are written: every style that is known, and that of a column, told apart by all its values or in doubt.

One knowledge for who tells of an export and who loads it. Nothing is guessed: 03-04-2024 is a day in April only where
another value shows so (31-12-2023); what can be read one way only is read.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

ISO, DMY, MDY, DMY2, MDY2 = "yyyy-mm-dd", "dd-mm-yyyy", "mm/dd/yyyy", "dd-mm-yy", "mm/dd/yy"
COMPACT, WORDS, SERIAL = "yyyymmdd", "d mmmm yyyy", "excel"
AMBIGUOUS, MIXED = "ambiguous", "mixed"
STYLES = (ISO, DMY, MDY, DMY2, MDY2, COMPACT, WORDS, SERIAL)
# Outside these years a date is a filler or a slip (0001-01-01, 9999-12-31): it says nothing about the record.
YEARS = (1900, 2199)
# Columns of days that have been: two figures of a year never mean a day to come (a birth in 28 was in 1928).
PAST = frozenset(("birth_date",))
# Where the time of day begins. A day holds no colon, so that an engine can split there before it knows the style.
CLOCK = r"[T ,]+\d{1,2}:[\s\S]*$"
ORDERS = {DMY: "dmy", DMY2: "dmy", MDY: "mdy", MDY2: "mdy"}
_ZERO = datetime(1899, 12, 30)  # day 0 of a spreadsheet, as it stands after the leap day that never was
_SERIALS = (3654, 73050)  # 1 January 1910 to 31 December 2099
_TIME = re.compile(
    r"[T ,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*(?:([AaPp])\.?[Mm]\.?)?\s*"
    r"(Z|UTC|[+-]\d{2}(?::?\d{2})?)?(?:\s*uur)?",
    re.ASCII,
)
_COLON = re.compile(CLOCK, re.ASCII)
_DOTTED = re.compile(r"[T ,]+\d{1,2}\.\d{2}(?:\.\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?(?:\s*uur)?$", re.ASCII)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_PARTS = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})", re.ASCII)
_SHORT_YEAR = re.compile(r"\D\d\d$", re.ASCII)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_SERIAL = re.compile(r"(\d{4,5})(?:[.,](\d{1,12}))?", re.ASCII)
_DAYS = (
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
    "monday tuesday wednesday thursday friday saturday sunday"
)
_SHORT = "ma di wo do vr za zo mon tue wed thu fri sat sun"
_MONTHS = {
    name: number
    for names in (
        "januari februari maart april mei juni juli augustus september oktober november december",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sept oct nov dec",
    )
    for number, name in enumerate(names.split(), 1)
}
_WEEKDAY = rf"(?:(?:{'|'.join(f'{_DAYS} {_SHORT}'.split())})\.?,?\s+)?"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WORDS = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:e|ste|de|st|nd|rd|th)?[\s.-]+({_MONTH})\.?,?[\s.-]+(\d{{4}}|\d{{2}})", re.I
)
_WORDS_US = re.compile(rf"{_WEEKDAY}({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.I)


@dataclass(frozen=True)
class Dates:
    """The style of a column, how many of its values are days, and how many in each style that some value shows."""

    style: str = ""
    days: int = 0
    styles: dict[str, int] = field(default_factory=dict)


def dates(counts: Mapping[str, int], serials: bool = False) -> Dates:
    """The style of these values (value: how often). `serials`: numbers count as days of a spreadsheet.

    Style `ambiguous`: each value can be read two ways, and no value shows which. `mixed`: the values show more than
    one style, so that a value that can be read two ways stays in doubt.
    """
    read = {value: ways for value in counts if (ways := reading(value, serials))}
    shown = order(read.values())
    seen, doubt = Counter(), Counter()
    for value, ways in read.items():
        style, _ = chosen(ways, shown)
        (seen if style else doubt)[style or AMBIGUOUS] += counts[value]
    found = {style: count for style, count in (seen + doubt).items() if count}
    style = "" if not found else next(iter(found)) if len(found) == 1 else MIXED
    return Dates(style, sum(found.values()), found)


def order(ways: Iterable[Mapping[str, date]]) -> str:
    """The order of day and month that the values show of which it is plain: dmy, mdy, both or '' (none shows it)."""
    found = {ORDERS.get(next(iter(one))) for one in ways if len(one) == 1} - {None}
    return "both" if len(found) > 1 else next(iter(found), "")


def chosen(ways: Mapping[str, date], shown: str) -> tuple[str, date | None]:
    """The style and the day of a value in a column that shows this order; ('', None) where it stays in doubt."""
    if shown in ("dmy", "mdy") and len(ways) > 1:
        return next((style, day) for style, day in ways.items() if ORDERS[style] == shown)
    if len(set(ways.values())) == 1:  # 05-05-2024 is the same day either way
        return next(iter(ways.items()))
    return "", None


def parted(value: str) -> tuple[str, str]:
    """A value as the text of its day and the text of its time of day, which may be empty."""
    text = value.strip()
    found = _COLON.search(text) or (None if _days(text) else _DOTTED.search(text))
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def clock(text: str) -> str | None:
    """The time of day behind a day, as ISO writes it: ' 14:05:00', with its zone if it has one; None for no time."""
    if not text:
        return ""
    if not (found := _TIME.fullmatch(text.rstrip())):
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[5]:
        hour = hour % 12 + (12 if found[5] in "Pp" else 0) if hour <= 12 else 99
    if hour > 23 or minute > 59 or second > 59:
        return None
    part = f".{found[4]}" if found[4] else ""
    return f" {hour:02}:{minute:02}:{second:02}{part}{found[6] or ''}"


def reading(value: str, serials: bool = False) -> dict[str, date]:
    """Every way in which a value can be read as a day: the day by style; empty when it is none."""
    if len(value) > 80 or not any(sign.isdigit() for sign in value):
        return {}
    day, time = parted(value)
    if len(value.strip()) > 60 or clock(time) is None:
        return {}
    if serials and not time and (at := serial(day)):
        return {SERIAL: at.date()}
    return _days(day)


def iso(value: str, shown: str = "", latest: date | None = None) -> str:
    """The value as ISO writes it, with its time of day if it has one; empty for what is no day or stays in doubt.

    `latest`: a year of two figures is of the century in which the day is not after this one.
    """
    said, time = parted(value)
    day = chosen(reading(value), shown)[1]
    if day and latest and day > latest and _SHORT_YEAR.search(said):
        day = day.replace(year=day.year - 100)
    return f"{day.isoformat()}{clock(time)}" if day else ""


def serial(text: str) -> datetime | None:
    """The moment that a number means as days of a spreadsheet; None for what is none. 45000,5 is noon."""
    found = _SERIAL.fullmatch(text.strip())
    if not found or not _SERIALS[0] <= int(found[1]) <= _SERIALS[1]:
        return None
    return _ZERO + timedelta(days=int(found[1]), seconds=round(float(f"0.{found[2] or 0}") * 86_400))


def _days(text: str) -> dict[str, date]:
    """The ways of a text without a time of day."""
    if found := _ISO.fullmatch(text):
        return _one(ISO, *map(int, found.groups()))
    if found := _PARTS.fullmatch(text):
        a, b, year = (int(part) for part in found.groups())
        long = len(found[3]) == 4
        year = year if long else _century(year)
        return _one(DMY if long else DMY2, year, b, a) | _one(MDY if long else MDY2, year, a, b)
    if found := _COMPACT.fullmatch(text):
        return _one(COMPACT, *map(int, found.groups()))
    if found := _WORDS.fullmatch(text):
        year = int(found[3]) if len(found[3]) == 4 else _century(int(found[3]))
        return _one(WORDS, year, _MONTHS[found[2].lower()], int(found[1]))
    if found := _WORDS_US.fullmatch(text):
        return _one(WORDS, int(found[3]), _MONTHS[found[1].lower()], int(found[2]))
    return {}


def _century(year: int) -> int:
    """Two figures as a year, as a spreadsheet reads them: up to 29 in this century."""
    return year + (2000 if year < 30 else 1900)


def _one(style: str, year: int, month: int, day: int) -> dict[str, date]:
    try:
        return {style: date(year, month, day)} if YEARS[0] <= year <= YEARS[1] else {}
    except ValueError:
        return {}
