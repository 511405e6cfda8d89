"""Whether one value of a table is an address, a number of a telephone, a bank or a person: yes or no, with its harm.

What has no normal form (`forms`) is none; beyond that these ask that it was written well. Told by form and by the
number's own test, never by whether somebody has it: an invented number may be one as well.
"""

import re
from functools import lru_cache

from . import forms

_ONE_MAIL = re.compile(r"(?:mailto:)?\s*(?:[^<>@]*<)?\s*([^\s<>]+@[^\s<>]+?)\s*>?\s*", re.ASCII | re.IGNORECASE)
_PHONE = re.compile(r"(?:tel\.?:?\s*)?\+?[\d\s()./-]{7,24}(?:\s*(?:x|ext|tst)\.?\s*\d{1,5})?", re.ASCII | re.IGNORECASE)
_WITH_ZERO = re.compile(r"\D{0,8}(?:\+|0)", re.ASCII)
_DAY = re.compile(r"(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})", re.ASCII)


def is_email(value: str) -> bool:
    """Whether the value is one e-mail address, also as `Name <address>` or mailto:."""
    found = _ONE_MAIL.fullmatch(value.strip()) if "@" in value else None
    return bool(found) and len(value) <= 320 and forms.email(found[1]) == found[1].lower()


@lru_cache(maxsize=8192)
def is_phone(value: str) -> bool:
    """Whether the value is a telephone number: with a code of a country, or as it is dialled in the Netherlands.

    A number whose leading zero is lost is none here; see `phone_without_zero`.
    """
    text = value.strip()
    well = _PHONE.fullmatch(text) and _WITH_ZERO.match(text) and not _DAY.fullmatch(text)
    return bool(well) and forms.phone(text) != ""


def is_mobile(value: str) -> bool:
    """Whether the value is a Dutch mobile number (06, +31 6), or one whose leading zero is lost."""
    mobile = re.fullmatch(r"\+316\d{8}", forms.phone(value))
    return bool(mobile) and (is_phone(value) or phone_without_zero(value))


def phone_without_zero(value: str) -> bool:
    """Whether the value is nine figures of a Dutch telephone number whose leading zero is lost."""
    return forms.without_zero(re.sub(r"[\s-]", "", value))


def is_iban(value: str) -> bool:
    """Whether the value is a bank account of which the check digits are right."""
    return forms.iban(value) != ""


def is_bsn(value: str) -> bool:
    """Whether the value is nine figures that pass the eleven-test (as does 9.1 % of all numbers of nine figures)."""
    return bool(re.fullmatch(r"(?:[0-9][\s.-]*){9}", value.strip())) and forms.bsn(value) != ""


def bsn_without_zero(value: str) -> bool:
    """Whether the value is eight figures that pass the eleven-test once a lost zero is put before them."""
    return bool(re.fullmatch(r"\s*[1-9][0-9]{7}\s*", value)) and forms.bsn(value) != ""


def is_postal_code(value: str) -> bool:
    """Whether the value is a Dutch postcode: four figures and two letters."""
    return forms.dutch_postcode(value)
