"""E-mail addresses, bank accounts and telephone numbers in a text."""

import re

from . import forms
from .hits import Hit
from .lines import Line, cue, first, last, overlaps
from .terms import lexicon

_TLD = r"(?:example|[a-z]{2,10})"
_MAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]{0,80}\w\+?@(?:[\w-]+\.)+[a-z][\w-]+", re.I)
_LOOSE = re.compile(r"(?<![\w.+-])\w[\w.+-]{0,80} ?@ ?[\w-]+(?:\s?[.,]\s?|\.)[a-z]{2,10}\b", re.I)
_BARE = re.compile(r"(?<![\w.+-])\w[\w.+-]{1,80}@[a-z][\w-]{2,}", re.I)
_DOT = r"\s{0,4}(?:\.|\bpunt\b|\bdot\b|[(\[{]\s*(?:punt|dot|\.)\s*[)\]}])\s{0,4}"
_AT = r"\s{0,4}(?:[(\[{<]\s*(?:at|apenstaart(?:je)?|@)\s*[)\]}>]|\b(?:at|apenstaart(?:je)?|apestaart(?:je)?)\b)\s{0,4}"
# With a space beside it: without one it is a part of the word, and a row of them could be read in endless ways.
_JOINT = r"(?:[ ](?:underscore|streepje|_)[ ]?|(?:underscore|streepje|_)[ ])"
_SPOKEN = re.compile(
    rf"(?<!\w)\w[\w+-]{{0,63}}(?:(?:{_DOT}|{_JOINT})\w[\w+-]{{0,63}}){{0,6}}{_AT}(?:[\w-]{{1,63}}{_DOT}){{1,6}}{_TLD}\b"
)
_SIGN = re.compile(_AT)
_NO_NAME = re.compile(
    r"(?:look|meet|arriv|order|bought|is|was|available|here|see|check|us|me|stay|room|him|her|it)\w* at"
)
_MAILWORD = re.compile(r"(?<![a-z])(?:e-?mail\w*|mail\w*|gemaild|@)")

_IBAN = re.compile(r"(?<![a-z0-9])[a-z]{2}[ .-]?\d{2}(?:[ .-]{0,2}[a-z0-9]){10,31}")
_PHONE = re.compile(
    r"(?<![\w€$#])(?<!\d[.,/-])(?:\+|00|\(\+|\(0|0|\+\()\s?\d(?:[ ./()-]{0,3}\d){5,14}(?![\w]|[.,/-]\d)"
)
_LOCAL = re.compile(r"(?<![\w.,/+-])[1-9]\d{1,2}[ .-]?\d{2}[ .-]?\d{2}(?![\w]|[.,/-]\d)")
_SAID = re.compile(r"\bnul[ -]?zes[ ,.-]*(?:\d[ .-]{0,2}){8}(?!\d)")
_NAKED = re.compile(
    r"(?<![\w.,/+-])6[ .-]?(?:\d[ .-]?){7}\d(?![\w]|[.,/-]\d)|(?<![\w.,/+-])31[ -]?6(?:[ -]?\d){8}(?!\d)"
)
_DAY = re.compile(r"\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d\d(?:\s|$)")


def emails(at: Line) -> list[Hit]:
    """E-mail addresses as written, with (at) for the sign, or spelled out."""
    hits, taken = [], []

    def add(pattern: re.Pattern, text: str, confidence: float, reason: str) -> None:
        for found in pattern.finditer(text):
            if not overlaps(*found.span(), taken):
                taken.append(found.span())
                hits.append(Hit("email", *found.span(), confidence, reason, "contact"))

    if "@" in at.low:
        add(_MAIL, at.text, 0.98, "form")
        add(_LOOSE, at.text, 0.7, "loose_form")
        add(_BARE, at.text, 0.6, "without_ending")
    for found in _SPOKEN.finditer(at.low) if _SIGN.search(at.low) else ():
        if overlaps(*found.span(), taken):
            continue
        said = re.search(r"[(\[{<]|apes?n?staart|punt|dot", found[0])
        near = _MAILWORD.search(at.before(found.start(), 30))
        english = _NO_NAME.match(found[0])
        if said or near or not english:
            taken.append(found.span())
            hits.append(
                Hit(
                    "email",
                    *found.span(),
                    0.9 if said and near else 0.8 if said or near else 0.55,
                    "spelled_out",
                    "contact",
                )
            )
    return hits


def ibans(at: Line) -> list[Hit]:
    """Bank accounts: the check digits decide; where they fail, the form and the words near it."""
    hits, lengths = [], lexicon("identifiers")["iban_lengths"]
    for found in _IBAN.finditer(at.low):
        country = found[0][:2].upper()
        if country not in lengths:
            continue
        places = [n for n, sign in enumerate(found[0]) if sign.isalnum()]
        whole = lengths[country]
        near = last(cue("identifiers", "iban", "cues"), at.before(found.start(), 40))
        if len(places) >= whole:
            end = places[whole - 1] + 1
            number = re.sub(r"[^a-z0-9]", "", found[0][:end]).upper()
            if forms.iban(number):
                hits.append(Hit("iban", found.start(), found.start() + end, 0.98, "check_digits", "bankrekening"))
                continue
            form = country != "NL" or re.fullmatch(r"NL\d\d[A-Z]{4}\d{10}", number)
            if form and (near is not None or country == "NL"):
                sure = 0.7 if near is not None else 0.6
                hits.append(Hit("iban", found.start(), found.start() + end, sure, "check_fails", "bankrekening"))
        elif near is not None and len(places) >= whole - 2 and re.match(r"nl\W?\d\d\W?[a-z]{4}\W?\d", found[0]):
            hits.append(Hit("iban", *found.span(), 0.55, "too_short", "bankrekening"))
    return hits


def phones(at: Line, taken: list[tuple[int, int]]) -> list[Hit]:
    """Telephone numbers: valid ones, and those that are only written as one, with the words near them."""
    hits, seen = [], [*taken]

    def add(found: re.Match, confidence: float, reason: str) -> None:
        start, end = found.span()
        while end > start and at.text[end - 1] in " .-/(":
            end -= 1
        if confidence and not overlaps(start, end, seen):
            seen.append((start, end))
            hits.append(Hit("phone", start, end, confidence, reason, "contact"))

    for found in _PHONE.finditer(at.low):
        add(found, *_judged(at, found))
    for found in _SAID.finditer(at.low):
        add(found, 0.85, "spelled_out")
    for pattern in (_NAKED, _LOCAL):
        for found in pattern.finditer(at.low):
            near, other = _near(at, found)
            if near is not None and near <= 15 and other is None:
                add(found, 0.6 if pattern is _NAKED else 0.55, "part_with_word")
    return hits


def _near(at: Line, found: re.Match) -> tuple[int | None, int | None]:
    """How near the last word for a telephone stands, and that for another number when it stands nearer."""
    before, after = at.before(found.start(), 30), at.after(found.end(), 14)
    near = last(cue("identifiers", "phone", "cues"), before)
    other = last(cue("identifiers", "other_numbers", "words"), before)
    if near is None and first(cue("identifiers", "phone", "cues"), after) is not None:
        near = 14
    if other is None or (near is not None and near < other):
        return near, None
    gap = before[len(before) - other :].lstrip(" .:#")
    known = at.low[found.start() : found.end()].startswith("06") and re.search(r"\D", found[0].strip())
    far = len(re.findall(r"[a-z]{2,}", re.sub(r"(?<![a-z])(?:nr|no|nummer|numm?|code|van|is)(?![a-z])", "", gap)))
    return near, None if far > (0 if known else 2) or re.search(r"[,;.]\s", gap) else other


def _judged(at: Line, found: re.Match) -> tuple[float, str]:
    digits = re.sub(r"\D", "", found[0])
    near, other = _near(at, found)
    abroad = found[0].lstrip("(").startswith(("+", "00"))
    bare = not re.search(r"\D", found[0].strip())
    if other is not None or (_DAY.match(found[0] + " ") and near is None) or re.match(r"\d{4}-\d\d-\d\d", found[0]):
        return 0.0, ""
    kind = _kind(found[0])
    if kind == "valid" and (abroad or len(digits) == 10):
        sure = 0.9 if near is not None or not bare or digits.startswith("06") else 0.75
        return min(0.98, sure + 0.05 * (near is not None)), "valid"
    if digits.startswith("0000"):
        return 0.0, ""
    dutch = (len(digits) == 10 and digits[1] != "0") or re.match(r"(?:0031|31)\(?0?[1-9]\d{8}$", digits)
    if dutch or (kind == "possible" and abroad):
        if re.match(r"0[89]00", digits):
            return (0.6 if near is not None else 0.4), "service_number"
        if bare and not digits.startswith("06") and near is None:
            return 0.5, "possible_bare"
        return (0.8 if near is not None else 0.65), "possible"
    if near is not None and 9 <= len(digits) <= 12:
        return 0.55, "called_so"
    if digits.startswith("06") and 9 <= len(digits) <= 11 and not bare:
        return 0.5, "mobile_miswritten"
    return 0.0, ""


def _kind(text: str) -> str:
    import phonenumbers

    number = forms.dialled(text)
    if number is None:
        return ""
    if phonenumbers.is_valid_number(number):
        return "valid"
    return "possible" if phonenumbers.is_possible_number(number) else ""
