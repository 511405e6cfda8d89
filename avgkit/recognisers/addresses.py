"""Addresses in a text: a street with a number, with what follows it; a street alone only with a postcode."""

import re
from functools import cache

from .hits import Hit
from .lines import Line, cue, last, overlaps, words

_WORD = r"[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_]))*"
_NUMBER = r"(?:nr\.?|no\.?|nummer|huisnr\.?|huisnummer|#)?\s?(\d{1,4})"
_ADDITION = (
    r"(?:\s?-\s?(?:\d{1,4}|[ivx]{1,4}|[a-z]{1,2})|/\d{1,3}"
    r"|\s?(?:bis|ter|hs|huis|boven|beneden|rood|zwart|i{1,3}v?|iv|vi?|[a-h])|[a-z])?(?![\w])"
)
_POSTCODE = re.compile(r"(?<![\w-])[1-9]\d{3}\s?(?!sa|sd|ss)[a-z]{2}(?![\w])", re.I)
_AFTER_STREET = re.compile(rf"[\s,]{{0,2}}{_NUMBER}({_ADDITION})(?!\d)", re.I)
_RANGE = re.compile(r"\s?(?:[-–]\s?\d|[:.,]\d|/\d)")
_NEAR = 120  # signs before a postcode in which its street is looked for
_OLD = re.compile(
    r"\b(?:Oude|Nieuwe|Lange|Korte|Hoge|Lage|Grote|Kleine|Groot|Voor|Achter|Noord|Zuid|Oost|West) [A-Z][a-z]{2,}(?= \d)"
)
_ENGLISH = r"(?<![\w.,-])\d{1,4}[a-z]?\s(?:[A-Z][a-z]+\s){1,3}(?:"


def addresses(at: Line) -> list[Hit]:
    """Streets with a number, and postcodes with a number or a street."""
    hits, taken = [], []
    codes = [m.span() for m in _POSTCODE.finditer(at.text) if at.shouted or m[0][-2:].isupper() or _small_code(at, m)]
    for start, end, sure in _streets(at):
        if overlaps(start, end, taken):
            continue
        number = _AFTER_STREET.match(at.text, end)
        if number and any(number.start(1) == begin for begin, _ in codes):
            number = None  # the figures are those of a postcode
        stop = number.end() if number else end
        code = next((span for span in codes if 0 <= span[0] - stop <= 3), None)
        if number and not code and _counted(at, number):
            number, stop = None, end
        if number and number[1].startswith("0"):
            continue
        if not number and not code:
            continue
        if code:
            confidence, reason, stop = (
                (0.97, "street_number_code", code[1]) if number else (0.7, "street_code", code[1])
            )
        else:
            confidence, reason = sure, "street_number"
        taken.append((start, stop))
        hits.append(Hit("address", start, stop, confidence, reason, "adres"))
    for start, end in codes:
        if re.search(r"postbus|pb|antwoordnummer", at.before(start, 24)) or overlaps(start, end, taken):
            continue
        number = re.match(rf"[\s,]{{0,2}}{_NUMBER}(?!\d)(?![.,/-]\d)", at.low[end:]) or None
        near = max(0, start - _NEAR)
        before = re.search(rf"((?:{_WORD}\s){{1,4}}\d{{1,4}}\s?{_ADDITION})[\s,]{{0,3}}$", at.text[near:start], re.I)
        if before and not number:
            hits.append(Hit("address", near + before.start(1), end, 0.85, "number_code", "adres"))
        elif number:
            hits.append(Hit("address", start, end + number.end(), 0.75, "code_number", "adres"))
        else:
            number = re.search(r"(?:huisn\w*\.?|nr\.?|nummer)[ :]{0,2}\d{1,4}\D{0,14}$", at.before(start, 30))
            sure, reason = (0.7, "number_code") if number else (0.4, "code")
            hits.append(Hit("address", start, end, sure, reason, "adres"))
    return hits


def _small_code(at: Line, found: re.Match) -> bool:
    """A postcode in small letters: its letters are no word, and a number or a street stands before it."""
    return found[0][-2:].lower() not in (
        "en",
        "in",
        "is",
        "op",
        "om",
        "te",
        "af",
        "de",
        "er",
        "ex",
        "of",
        "al",
        "kg",
        "km",
        "st",
        "cm",
        "mm",
        "wh",
        "kw",
    )


def _streets(at: Line) -> list[tuple[int, int, float]]:
    """(start, end, confidence with a number) of what is named as a street."""
    found = []
    for token in re.finditer(_WORD, at.text):
        low = at.low[token.start() : token.end()]
        capital = token[0][0].isupper()
        if low in words("addresses", "not_streets") and not _composed(at, token):
            continue
        near = _cue(at, token.start())
        if _ends(low, "ends"):
            found.append((_begin(at, token), token.end(), 0.95 if capital else 0.8))
        elif low in words("addresses", "ends") | words("addresses", "ends_weak"):
            start = _begin(at, token)
            if start < token.start() and capital:
                found.append((start, token.end(), 0.85))
        elif _ends(low, "ends_weak") and (capital or near):
            found.append((_begin(at, token), token.end(), (0.9 if near else 0.75) if capital else 0.6))
    found += [(m.start(), m.end(), 0.85) for m in _kinds().finditer(at.text)]
    found += [
        (m.start(), m.end(), 0.75)
        for m in _irregular().finditer(at.low)
        if at.text[m.start()].isupper()
        or at.text[m.end() - 1 :][:1].isupper()
        or at.text[m.start() : m.end()].istitle()
    ]
    found += [(m.start(), m.end(), 0.75) for m in _OLD.finditer(at.text)]
    found += [(m.start(), m.end(), 0.8) for m in _abbreviated().finditer(at.low)]
    for match in _english().finditer(at.text):
        found.append((match.start(), match.end(), 0.0))
    for match in _named().finditer(at.text):
        town = re.match(r" \d{1,4}\s?[a-zA-Z]?[ ,]{1,2}([a-z-]+)", at.low[match.end() :])
        if (_cue(at, match.start()) or (town and town[1] in words("addresses", "towns"))) and not _common(
            at.low[match.start() : match.end()]
        ):
            found.append((match.start(), match.end(), 0.65))
    return [one for one in sorted(found) if one[2]]


def _ends(low: str, name: str) -> bool:
    return low.endswith(_tails(name)) and any(
        low.endswith(end) and len(low) >= len(end) + 3 for end in words("addresses", name)
    )


@cache
def _tails(name: str) -> tuple[str, ...]:
    return tuple(words("addresses", name))


def _composed(at: Line, token: re.Match) -> bool:
    """Whether a capital word stands before: Nieuwe Gracht, Lange Dijk."""
    return token[0][0].isupper() and _begin(at, token) < token.start()


def _begin(at: Line, token: re.Match) -> int:
    """Where the name of a street begins: with the capital words and joints before its last word."""
    start = token.start()
    if not token[0][0].isupper() or at.shouted:
        return start
    for _ in range(4):
        before = re.search(
            rf"(?:(?<=\s)|^)({_WORD}\.?)\s(?:(?:van|van de|van der|van den|de|den|der|te|ten|ter|op|aan)\s)?$",
            at.text[max(0, start - 60) : start],
        )
        if not before or not before[1][0].isupper() or _common(before[1].lower()):
            break
        start = max(0, start - 60) + before.start(1)
    return start


def _common(low: str) -> bool:
    return any(
        word in words("names", "common") | words("people", "titles") | words("addresses", "units")
        for word in low.replace(".", "").split()
    )


def _cue(at: Line, start: int) -> bool:
    near = last(cue("addresses", "", "cues"), at.before(start, 26))
    return near is not None and near <= 16


def _counted(at: Line, number: re.Match) -> bool:
    """Whether the number counts, measures, tells the time or is the day of a date."""
    if _RANGE.match(at.text, number.end()) and not re.match(r"\s?[-–]\s?\d{1,3}(?!\d|[-/.])", at.text[number.end() :]):
        return True
    if "," in at.text[number.start() : number.start(1)] and re.match(r" [a-z]{3,}", at.text[number.end() :]):
        return True  # 'ggz-instelling in Ermelo, 14 daken'
    after = re.match(r"\s?([a-z%€²]+[23]?)", at.low[number.end() :])
    unit = re.match(r"\s?\d+\s?([a-z]+)\b", at.low[number.start(1) :])
    return bool(
        (after and after[1] in words("addresses", "units"))
        or (unit and unit[1] in words("addresses", "units") and len(unit[1]) > 1 and unit[1] not in ("bis", "hs"))
    )


@cache
def _kinds() -> re.Pattern:
    kinds = "|".join(f"{w.title()}|{w}" for w in words("addresses", "kinds"))
    joints = "|".join(sorted(map(re.escape, words("addresses", "joints")), key=len, reverse=True))
    return re.compile(rf"\b(?:{kinds}) (?:(?:{joints}) ){{0,3}}(?:[A-Z][\w'-]+(?: [A-Z][\w'-]+)?|19\d\d)(?= ?\d|,? \d)")


@cache
def _irregular() -> re.Pattern:
    names = "|".join(sorted(map(re.escape, words("addresses", "irregular")), key=len, reverse=True))
    return re.compile(rf"(?<![\w'])(?:{names})(?=,? \d)")


@cache
def _abbreviated() -> re.Pattern:
    return re.compile(
        r"(?<!\w)(?:[a-z'-]+ ){0,2}[a-z-]{3,}(?:str|ln|pln|sngl|wg|gr|dr)\.(?= ?\d)|(?<!\w)[a-z-]{4,}(?:str|pln)(?= \d)"
    )


@cache
def _english() -> re.Pattern:
    return re.compile(_ENGLISH + "|".join(w.title() for w in words("addresses", "english")) + r")\b")


@cache
def _named() -> re.Pattern:
    """A capital name with a number, which only a word for an address makes a street."""
    name = r"(?:[A-Z][a-zé'-]+ ){0,2}(?:(?:de|den|het|der|van|aan|op) ){0,2}[A-Z][a-zé'-]{2,}"
    return re.compile(rf"(?<![\w.]){name}(?= \d{{1,4}}(?:\s?[a-zA-Z]{{0,3}})?(?:[\s,.;)]|$))")
