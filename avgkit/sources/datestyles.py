"""How the days in a column are written: one style, told apart by all its values, or said to be in doubt."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

ISO, DMY, MDY, DMY2, MDY2 = "yyyy-mm-dd", "dd-mm-yyyy", "mm/dd/yyyy", "dd-mm-yy", "mm/dd/yy"
COMPACT, WORDS, SERIAL = "yyyymmdd", "d mmmm yyyy", "excel"
AMBIGUOUS, MIXED = "ambiguous", "mixed"
STYLES = (ISO, DMY, MDY, DMY2, MDY2, COMPACT, WORDS, SERIAL)
_ZERO = date(1899, 12, 30)  # day 0 of a spreadsheet, as it stands after the leap day that never was
_SERIALS = (3654, 73050)  # 1 January 1910 to 31 December 2099
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?"
_ZONE = r"(?:Z|UTC|[+-]\d{2}:?\d{2})?"
_TIME = rf"(?:[T ,]+(?:{_CLOCK}\s*(?:[AaPp]\.?[Mm]\.?)?\s*{_ZONE}(?:\s*uur)?))?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.ASCII)
_PARTS = re.compile(rf"(\d{{1,2}})\s?[-/.]\s?(\d{{1,2}})\s?[-/.]\s?(\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_SERIAL = re.compile(r"\d{4,5}(?:[.,]\d+)?", re.ASCII)
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
    rf"{_WEEKDAY}(\d{{1,2}})(?:e|ste|de|st|nd|rd|th)?[\s-]+({_MONTH})\.?,?[\s-]+(\d{{4}}|\d{{2}}){_TIME}", re.I
)
_WORDS_US = re.compile(rf"{_WEEKDAY}({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}", re.I)


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
    seen, both, same = Counter(), Counter(), Counter()
    for value, count in counts.items():
        ways = reading(value, serials)
        styles = set(ways)
        if len(ways) == 1:
            seen[next(iter(styles))] += count
        elif len(set(ways.values())) == 1 and ways:  # 05-05-2024 is the same day either way
            same["|".join(sorted(styles))] += count
        elif ways:
            both["|".join(sorted(styles))] += count
    total = sum(seen.values()) + sum(both.values()) + sum(same.values())
    for pair, count in (both + same).items():
        shown = [style for style in pair.split("|") if seen[style]]
        if len(shown) == 1:
            seen[shown[0]] += count
        elif shown or pair in both:
            seen[AMBIGUOUS] += count
        else:
            seen[next(style for style in (DMY, DMY2) if style in pair)] += count
    found = {style: count for style, count in seen.items() if count}
    style = "" if not found else next(iter(found)) if len(found) == 1 else MIXED
    return Dates(style, total, found)


def reading(value: str, serials: bool = False) -> dict[str, date]:
    """Every way in which a value can be read as a day: the day by style; empty when it is none."""
    text = value.strip()
    if len(text) > 40 or not any(sign.isdigit() for sign in text):
        return {}
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
    if serials and _SERIAL.fullmatch(text):
        number = int(re.split("[.,]", text)[0])
        return {SERIAL: _ZERO + timedelta(days=number)} if _SERIALS[0] <= number <= _SERIALS[1] else {}
    return {}


def _century(year: int) -> int:
    """Two figures as a year, as a spreadsheet reads them: up to 29 in this century."""
    return year + (2000 if year < 30 else 1900)


def _one(style: str, year: int, month: int, day: int) -> dict[str, date]:
    try:
        return {style: date(year, month, day)}
    except ValueError:
        return {}
