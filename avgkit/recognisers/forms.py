"""The one normal form of an e-mail address, a number, a postcode and a day: how values are compared, wherever they are.

Each function takes a value as somebody wrote it and gives its normal form, or an empty text when it is no such value.
Whether a value was also written well (its zero not lost, nothing around it) is what `values` tells.
"""

import re
from datetime import date
from functools import cache

from .. import datestyles
from .numbers import passes
from .terms import lexicon

_MAIL = re.compile(r"[^\s@<>()\[\],;:\"]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,63}", re.ASCII)
_AROUND = re.compile(r"^\s*tel\.?:?\s*|\(0\)|\.0$|\s*(?:x|ext|tst)\.?\s*\d{1,5}\s*$", re.ASCII | re.IGNORECASE)
_PLUS = re.compile(r"[^\d+]*\+")
# What is dialled in the Netherlands: ten figures, a service number of eight or eleven, a machine's number of twelve.
_DIALLED = re.compile(r"0[1-9]\d{8}|0[89]00\d{4}(?:\d{3})?|097\d{9}", re.ASCII)
_WITHOUT_ZERO = re.compile(r"[1-8]\d{8}", re.ASCII)  # 09 is for machines and services, which have other lengths
_DUTCH = re.compile(r"310*([1-9]\d{4,10})", re.ASCII)
_IBAN = re.compile(r"[A-Z]{2}\d\d[A-Z0-9]{11,30}", re.ASCII)
_BSN = re.compile(r"\d{8,9}", re.ASCII)
_POSTCODE = re.compile(r"[1-9]\d{3}[a-z]{2}", re.ASCII)
_DAY = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])", re.ASCII)


def email(value: str | None) -> str:
    """The address in small letters, also out of `Name <address>`."""
    found = _MAIL.search(value.lower()) if value and "@" in value else None
    return found[0] if found else ""


def shared_by_name(address: str) -> bool:
    """Whether an address is by its own words the mailbox of more than one person: info@, administratie@."""
    local = re.split(r"[+.\-_\d]", address.partition("@")[0])[0]
    return local in _mailboxes()


@cache
def _mailboxes() -> frozenset[str]:
    return frozenset(lexicon("people")["mailboxes"])


def phone(value: str | None) -> str:
    """The number as +31612345678.

    A number without a country is Dutch; nine digits are a Dutch number that lost its zero in a spreadsheet.
    """
    if not value:
        return ""
    text = _AROUND.sub("", value.strip())
    digits = re.sub(r"[^0-9]", "", text)
    if digits.startswith("00"):
        digits = digits[2:]
    elif _PLUS.match(text):
        pass
    elif _DIALLED.fullmatch(digits):
        return f"+31{digits[1:]}"
    elif without_zero(digits):
        return f"+31{digits}"
    elif not re.fullmatch(r"310?[1-9]\d{8}", digits):  # the country's code of which the plus is lost
        return ""
    if found := _DUTCH.fullmatch(digits):
        return f"+31{found[1]}"
    return _abroad(digits) if not digits.startswith("31") else ""


def without_zero(digits: str) -> bool:
    """Whether these are the nine figures of a Dutch telephone number whose leading zero is lost."""
    return _WITHOUT_ZERO.fullmatch(digits) is not None


def _abroad(digits: str) -> str:
    """A number with the code of another country: possible there, and without a zero that only its own country dials."""
    import phonenumbers

    number = dialled(f"+{digits}") if 7 <= len(digits) <= 17 else None
    if number is None or not phonenumbers.is_possible_number(number):
        return ""
    said = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return said if len(said) > 7 else ""  # what is left without zeros may be too short to be dialled


def dialled(text: str):
    """The text as phonenumbers reads it when it is dialled in the Netherlands; None when it cannot be a number."""
    import phonenumbers

    try:
        return phonenumbers.parse(text.replace("(0)", ""), "NL")
    except phonenumbers.NumberParseException:
        return None


def iban(value: str | None) -> str:
    """The account number without spaces, when its check digits are right and its country writes them so."""
    text = re.sub(r"[\s.-]", "", value).upper() if value else ""
    if not _IBAN.fullmatch(text):
        return ""
    from stdnum import iban

    return text if iban.is_valid(text, check_country=False) else ""


def bsn(value: str | None) -> str:
    """Nine digits that pass the eleven-test, a lost leading zero put back."""
    digits = re.sub(r"[\s.-]", "", re.sub(r"\.0$", "", value.strip())) if value else ""
    if not _BSN.fullmatch(digits):
        return ""
    digits = digits.zfill(9)
    return digits if passes(digits) else ""


def day(value: str | None) -> str:
    """A day of birth as 1980-02-01, in whatever style it was written; of two ways to read it the day before the month.

    A year of two figures is of the century in which the day has been.
    """
    text = value.strip() if value else ""
    return text if _DAY.fullmatch(text) else datestyles.iso(text, "dmy", date.today())[:10] if text else ""


def postcode(value: str | None) -> str:
    """A postcode as 1234ab, another country's in small letters without spaces; it has three figures in a row."""
    text = re.sub(r"\s", "", value).lower() if value else ""
    return text if re.search(r"\d{3}", text) else ""


def dutch_postcode(value: str | None) -> bool:
    """Whether the value is a Dutch postcode: four figures and two letters."""
    return _POSTCODE.fullmatch(postcode(value)) is not None


def key(value: str | None) -> str:
    """A customer number as it is compared; 123.0 of a spreadsheet is 123."""
    return re.sub(r"\.0$", "", value.strip()).casefold() if value else ""
