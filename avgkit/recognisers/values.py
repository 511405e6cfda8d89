"""Whether one value of a table is an address, a number of a telephone, a bank or a person: yes or no, with its harm.

Told by form and by the number's own test, never by whether somebody has it: an invented number may be one as well.
"""

import re
from functools import lru_cache

_MAIL = re.compile(r"[^\s@<>,;:\"()\[\]]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,63}", re.ASCII)
_LETTERS_MAIL = re.compile(r"(?:mailto:)?\s*(?:[^<>@]*<)?\s*([^\s<>]+@[^\s<>]+?)\s*>?\s*", re.ASCII)
_PHONE = re.compile(r"(?:tel\.?:?\s*)?\+?[\d\s()./-]{7,24}(?:\s*(?:x|ext|tst)\.?\s*\d{1,5})?", re.ASCII | re.IGNORECASE)
_DAY = re.compile(r"(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})", re.ASCII)
_POSTAL = re.compile(r"[1-9]\d{3} ?[A-Za-z]{2}", re.ASCII)


def is_email(value: str) -> bool:
    """Whether the value is one e-mail address, also as `Name <address>` or mailto:."""
    found = _LETTERS_MAIL.fullmatch(value.strip()) if "@" in value else None
    return bool(found) and len(value) <= 320 and _MAIL.fullmatch(found[1]) is not None


@lru_cache(maxsize=8192)
def is_phone(value: str, region: str = "NL") -> bool:
    """Whether the value is a telephone number that is possible: with a code of a country, or as that region dials it.

    A number whose leading zero is lost is none here; see `phone_without_zero`.
    """
    text = value.strip()
    if not _PHONE.fullmatch(text) or _DAY.fullmatch(text):
        return False
    figures = re.sub(r"\D", "", text)
    if not (text.startswith(("+", "00", "(+", "(00")) or figures.startswith("0")):
        return False
    import phonenumbers

    try:
        number = phonenumbers.parse("+" + figures[2:] if figures.startswith("00") else text, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)


def is_mobile(value: str) -> bool:
    """Whether the value is a Dutch mobile number (06, +31 6), or one whose leading zero is lost."""
    figures = re.sub(r"\D", "", re.sub(r"\(0\)", "", value))
    return bool(re.fullmatch(r"(?:(?:00)?31|0)?6\d{8}", figures)) and (is_phone(value) or phone_without_zero(value))


def phone_without_zero(value: str) -> bool:
    """Whether the value is nine figures of a Dutch telephone number whose leading zero is lost."""
    return bool(re.fullmatch(r"[1-9]\d{8}", re.sub(r"[\s-]", "", value)))


def is_iban(value: str) -> bool:
    """Whether the value is a bank account of which the check digits are right."""
    from stdnum import iban

    text = re.sub(r"[\s.-]", "", value).upper()
    return bool(re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", text)) and iban.is_valid(text, check_country=False)


def is_bsn(value: str) -> bool:
    """Whether the value is nine figures that pass the eleven-test (as does 9.1 % of all numbers of nine figures)."""
    from stdnum.nl import bsn

    figures = re.sub(r"[\s.-]", "", value)
    return bool(re.fullmatch(r"\d{9}", figures)) and figures != "000000000" and bsn.is_valid(figures)


def bsn_without_zero(value: str) -> bool:
    """Whether the value is eight figures that pass the eleven-test once a lost zero is put before them."""
    figures = value.strip()
    return bool(re.fullmatch(r"[1-9]\d{7}", figures)) and is_bsn("0" + figures)


def is_postal_code(value: str) -> bool:
    """Whether the value is a Dutch postcode: four figures and two letters."""
    return _POSTAL.fullmatch(value.strip()) is not None
