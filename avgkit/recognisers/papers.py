"""Numbers of identity documents, national numbers and dates of birth in a text."""

import re
from datetime import date

from .hits import Hit
from .lines import Line, cue, first, last, overlaps
from .numbers import NUMBER, passes
from .pages import context
from .terms import lexicon

_DOCUMENT = re.compile(r"(?<![\w+@-])[a-z]{2}[ .-]?(?:[a-z0-9][ .-]?){5}[a-z0-9][ .-]?\d(?![\w@-])")
_OTHER = re.compile(r"(?<![\w+@.,-])(?=[a-z0-9-]*\d)(?:[a-z]{1,3}[ -]?\d[a-z0-9]{4,8}|\d{9,10})(?![\w@]|[.,-]\d)")
_NATIONAL = re.compile(r"(?:bsn|sofi|burgerservice)\W?(?:nr|nummer)?\W{0,3}$")
_NEAR, _FAR = 18, 60

_SEP = r"\s?[-./]\s?"
_YEAR = r"(?:(?:18|19|20)\d\d|'?\d\d)"
_NUMERIC = re.compile(
    rf"(?<![\d.,/-])(\d{{1,2}})(?:{_SEP}|\s)(\d{{1,2}})(?:{_SEP}|\s)({_YEAR})(?![\d]|[./-]\d|\s\d\d\s\d\d)"
)
_ISO = re.compile(r"(?<![\d.,/-])((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_SOLID = re.compile(r"(?<![\d.,/-])(\d{2})(\d{2})((?:19|20)\d\d|\d\d)(?!\d)")


def documents(at: Line, taken: list[tuple[int, int]]) -> list[Hit]:
    """Numbers of passports, identity cards, driving licences and residence permits: a form, and a word near it."""
    hits, cues, others = [], cue("identifiers", "id_document", "cues"), cue("identifiers", "id_document", "others")
    seen = [*taken]
    for pattern in (_DOCUMENT, _OTHER):
        for found in pattern.finditer(at.low):
            if overlaps(*found.span(), seen) or sum(sign.isdigit() for sign in found[0]) < 1 + (pattern is _OTHER):
                continue
            if pattern is _DOCUMENT and re.search(r"[a-z]{4}", found[0]) and not at.text[found.start()].isupper():
                continue  # small letters that make up a word
            before, after = at.before(found.start(), _FAR), at.after(found.end(), 30)
            if pattern is _OTHER and _NATIONAL.search(before):
                continue  # 'zonder id (bsn 999990019)'
            near, other = last(cues, before), last(others, before)
            behind = first(cues, after)
            if other is not None and (near is None or other < near) and other < 25:
                continue
            form = pattern is _DOCUMENT and _dutch(found[0])
            if near is not None:
                sure = (0.93 if form else 0.65) if near <= _NEAR else (0.85 if form else 0.5)
            elif behind is not None and (form or behind < 6):
                sure = 0.8 if form else 0.5
            else:
                sure = 0.3 if form else 0.0
            if pattern is _OTHER and (near is None or near > _NEAR):
                sure = min(sure, 0.3)
            if sure:
                seen.append(found.span())
                reason = "form_and_word" if form and sure > 0.5 else "word" if sure >= 0.5 else "form"
                hits.append(Hit("id_document", *found.span(), sure, reason, "identiteitsbewijs"))
    return hits


def _dutch(text: str) -> bool:
    from stdnum.nl import identiteitskaartnummer

    number = re.sub(r"[ .-]", "", text).upper()
    # A letter O stands in no Dutch number, but whoever types one over may well write it for a zero.
    return identiteitskaartnummer.is_valid(number) or identiteitskaartnummer.is_valid(
        number[:2] + number[2:].replace("O", "0")
    )


def national_numbers(at: Line, taken: list[tuple[int, int]]) -> list[Hit]:
    """National numbers: nine digits, the eleven-test, and which word for a number stands nearest."""
    hits = []
    cues, others = cue("identifiers", "bsn", "cues"), cue("identifiers", "other_numbers", "words")
    for found in NUMBER.finditer(at.low):
        if overlaps(*found.span(), taken):
            continue
        before, after = at.before(found.start(), 60), at.after(found.end(), 30)
        near, other = last(cues, before), last(others, before)
        behind = first(cues, after)
        good = passes(re.sub(r"\D", "", found[0]))
        if other is not None and other <= 25 and (near is None or other < near):
            near, blocked = None, behind is None or behind > 4
        else:
            blocked = False
        if blocked:
            continue
        if near is not None or behind is not None:
            sure, reason = (0.97, "test_and_word") if good else (0.6, "test_fails")
        elif good:
            sure, reason = 0.4, "test_alone"
        else:
            continue
        hits.append(Hit("bsn", *found.span(), sure, reason, "bsn"))
    return hits


def births(at: Line, people: list[Hit]) -> list[Hit]:
    """Dates of birth: a date with a word for birth near it, or beside a person's name with a year that makes it one."""
    hits, days = [], _dates(at)
    cues, others = cue("identifiers", "birth", "cues"), cue("identifiers", "birth", "others")
    this_year = date.today().year
    for start, end, year in days:
        if year > this_year:
            continue
        before, after = at.before(start, 64), at.after(end, 22)
        if _of_an_animal(before):
            continue
        cut = max(
            (stop - (start - len(before)) for _, stop, _ in days if start - len(before) < stop <= start), default=0
        )
        before = before[cut:]
        near, other = last(cues, before), last(others, before)
        star = re.search(r"[*°]\s?$", before)
        behind = first(cues, after)
        if star or (near is not None and (other is None or near < other)):
            hits.append(_birth(start, end, 0.95 if star or near < 14 else 0.8 if near < 34 else 0.6, "word"))
        elif (
            behind is not None
            and behind < 12
            and other is None
            and not re.match(r"[^a-z]*(?:geb|verj)\w*\s*:?\s*\d", after)
        ):
            hits.append(_birth(start, end, 0.75, "word_after"))
        elif other is None and 1915 <= year <= this_year - 3 and _beside(at, start, end, people):
            hits.append(_birth(start, end, 0.7 if year <= this_year - 14 else 0.55, "beside_person"))
        elif re.search(r"(?:hij|zij|ze|ie|kl|klant|kind|zoon|dochter|baby) (?:is|komt) (?:er een )?van $", before):
            hits.append(_birth(start, end, 0.7, "is_of"))
        elif other is None and 1915 <= year <= this_year - 20:
            hits.append(_birth(start, end, 0.35, "old_date"))
    return hits


def _of_an_animal(before: str) -> bool:
    """Whether it is an animal that was born then: 'kat (geb. ...)'."""
    return any(word in context()["animal"] for word in re.findall(r"[a-z]+", before)[-4:])


def _birth(start: int, end: int, sure: float, reason: str) -> Hit:
    return Hit("birth_date", start, end, sure, reason, "geboortedatum")


def _beside(at: Line, start: int, end: int, people: list[Hit]) -> bool:
    """Whether a name stands at once before the date: (12-05-1961), ', 12-05-1961', 'is van 3-8-2012'."""
    for hit in people:
        between = at.low[hit.end : start] if hit.end <= start else None
        if between is not None and re.fullmatch(r"[\s,;:(/-]{0,4}(?:is van |van |uit |m |v |[mv], )?", between):
            return True
    return False


def _dates(at: Line) -> list[tuple[int, int, int]]:
    """(start, end, year) of everything that is a day with a year."""
    months = lexicon("identifiers")["months"]
    names = "|".join(sorted(months, key=len, reverse=True))
    written = re.compile(
        rf"(?<![\d.,/-])(\d{{1,2}})(?:e|de|ste|st|nd|rd|th)?[ .-]*(?:of )?({names})\b[ .,-]*({_YEAR})(?!\d)"
    )
    american = re.compile(rf"\b({names})\b[ .]*(\d{{1,2}})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)(?!\d)")
    found = []
    for pattern, order in ((_ISO, "ymd"), (_NUMERIC, "dmy"), (written, "dmy"), (american, "mdy"), (_SOLID, "dmy")):
        for match in pattern.finditer(at.low):
            part = dict(zip(order, match.groups(), strict=True))
            month = months.get(part["m"]) or int(part["m"])
            year = _full(part["y"])
            if pattern is _SOLID and not re.search(
                r"(?:geb[\w.]*|dob|gb|gbd|\*)[ .:]*(?:op )?$", at.before(match.start(), 16)
            ):
                continue
            if _is_day(year, month, int(part["d"])) and not overlaps(*match.span(), [f[:2] for f in found]):
                found.append((match.start(), match.end(), year))
    return sorted(found)


def _full(year: str) -> int:
    number = int(year.lstrip("'"))
    return number if number > 99 else number + (2000 if number <= date.today().year % 100 else 1900)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        try:
            date(year, day, month)  # the American order
        except ValueError:
            return False
    return True
