"""The forms in which identifiers are compared: one way to write an e-mail address, a number, a day, a Dutch name."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from .. import paths
from ..recognisers.terms import folded

_MAIL = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[a-z]{2,}")
_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ].*)?$|(\d\d?)[-/. ](\d\d?)[-/. ](\d{4}|\d\d)$")
_POSTCODE = re.compile(r"([1-9]\d{3})\s?([a-z]{2})$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts, folded to small letters without accents: `given` may be initials, `surname` has no particles."""

    surname: str
    given: str = ""
    infix: str = ""

    @property
    def full(self) -> bool:
        """Whether a whole first name is there, not only initials."""
        return len(self.given.split(" ", 1)[0]) > 1

    @property
    def initial(self) -> str:
        return self.given[:1]


@cache
def _words() -> dict:
    with open(paths.LEXICON / "people.toml", "rb") as file:
        words = tomllib.load(file)
    return {key: frozenset(words[key]) for key in ("particles", "titles", "mailboxes")}


def email(value: str | None) -> str:
    """The address in small letters; empty when it is none."""
    found = _MAIL.search((value or "").lower())
    return found[0].rstrip(".") if found else ""


def shared_by_name(address: str) -> bool:
    """Whether an address is by its own words the mailbox of more than one person: info@, administratie@."""
    local = re.split(r"[+.\-_\d]", address.partition("@")[0])[0]
    return local in _words()["mailboxes"]


def phone(value: str | None) -> str:
    """The number as +31612345678; empty when it cannot be one.

    A number without a country is Dutch; nine digits are a Dutch number that lost its zero in a spreadsheet.
    """
    text = re.sub(r"\(0\)", "", value or "")
    text = re.sub(r"\.0$", "", text.strip())
    digits = re.sub(r"\D", "", text)
    if text.lstrip("( ").startswith("+"):
        number = digits
    elif digits.startswith("00"):
        number = digits[2:]
    elif digits.startswith("0"):
        number = f"31{digits[1:]}" if len(digits) == 10 else ""
    elif len(digits) == 9 and digits[0] in "1234567":
        number = f"31{digits}"
    elif len(digits) == 11 and digits.startswith("31"):
        number = digits
    else:
        number = ""
    number = f"31{number[3:]}" if number.startswith("310") else number
    return f"+{number}" if 8 <= len(number) <= 15 else ""


def iban(value: str | None) -> str:
    """The account number without spaces, when its check digits fit; else empty."""
    text = re.sub(r"[\s.-]", "", value or "").upper()
    if not re.fullmatch(r"[A-Z]{2}\d\d[A-Z0-9]{11,30}", text):
        return ""
    turned = "".join(str(int(sign, 36)) for sign in text[4:] + text[:4])
    return text if int(turned) % 97 == 1 else ""


def bsn(value: str | None) -> str:
    """Nine digits that pass the eleven-test, a lost leading zero put back; else empty."""
    digits = re.sub(r"[\s.-]", "", re.sub(r"\.0$", "", (value or "").strip()))
    if not digits.isdecimal() or not 8 <= len(digits) <= 9:
        return ""
    digits = digits.zfill(9)
    total = sum(int(digit) * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return digits if total % 11 == 0 and digits != "000000000" else ""


def day(value: str | None) -> str:
    """A day of birth as 1980-02-01; empty when it cannot be read as one. Day before month when the year stands last.

    A year of two figures is of the century in which the day has been.
    """
    found = _DAY.match((value or "").strip())
    if not found:
        return ""
    year, month, number = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    if not (1 <= int(month) <= 12 and 1 <= int(number) <= 31):
        return ""
    said = f"{int(month):02}-{int(number):02}"
    if len(year) == 2:
        year = f"20{year}" if f"20{year}-{said}" <= date.today().isoformat() else f"19{year}"
    return f"{year}-{said}"


def postcode(value: str | None) -> str:
    """A Dutch postcode as 1234ab; another country's in small letters without spaces."""
    text = (value or "").strip().lower()
    found = _POSTCODE.match(text)
    return f"{found[1]}{found[2]}" if found else re.sub(r"\s", "", text) if re.search(r"\d{3}", text) else ""


def key(value: str | None) -> str:
    """A customer number as it is compared; 123.0 of a spreadsheet is 123."""
    return re.sub(r"\.0$", "", (value or "").strip()).casefold()


def name(full: str | None = "", first: str | None = "", infix: str | None = "", last: str | None = "") -> Name | None:
    """A name from its parts or from one text, in any usual order ('Jansen, P. de'); None without a surname."""
    if last and last.strip():
        surname = _tokens(last)
        before = [word for word in _tokens(infix or "")]
        if "," in last:
            before += [word for word in surname if word in _words()["particles"]]
        else:
            while len(surname) > 1 and surname[0] in _words()["particles"]:
                before.append(surname.pop(0))
        surname = [word for word in surname if word not in _words()["particles"]] or surname
        given = [word for word in _tokens(first or "", initials=True) if word not in _words()["titles"]]
        return _made(surname, given, before)
    return _parsed(full or "")


def _parsed(text: str) -> Name | None:
    particles = _words()["particles"]
    if "," in text:
        left, _, right = text.partition(",")
        given = _plain(_tokens(right, initials=True))
        surname = _tokens(left)
        before = [word for word in given + surname if word in particles]
        return _made([w for w in surname if w not in particles], [w for w in given if w not in particles], before)
    words = _plain(_tokens(text, initials=True))
    at = [number for number, word in enumerate(words) if word in particles]
    if not words:
        return None
    if len(words) > 1 and len(words[-1]) == 1 and len(words[0]) > 1:  # Jansen P., Jansen de P.
        tail = len(words) - 1
        while tail > 1 and len(words[tail - 1]) == 1:
            tail -= 1
        surname = [word for word in words[:tail] if word not in particles]
        return _made(surname, words[tail:], [word for word in words[:tail] if word in particles])
    if at:
        first = at[0]
        last = first
        while last + 1 < len(words) and words[last + 1] in particles:
            last += 1
        surname = [word for word in words[last + 1 :] if word not in particles]
        return _made(surname, words[:first], words[first : last + 1])
    return _made(words[-1:], words[:-1], []) if len(words) <= 5 else None


def _plain(words: list[str]) -> list[str]:
    """The words without the titles before the name."""
    while words and (words[0] in _words()["titles"] or words[:2] == ["de", "heer"]):
        words = words[2:] if words[0] == "de" else words[1:]
    return words


def _made(surname: list[str], given: list[str], infix: list[str]) -> Name | None:
    joined = "".join(surname)
    return Name(joined, " ".join(given), " ".join(infix)) if len(joined) > 1 and not joined.isdigit() else None


def _tokens(text: str, initials: bool = False) -> list[str]:
    """The words of a name; J.P. and JP. are two initials."""
    plain = folded(text).replace("’", "'").replace("ij", "y")
    plain = re.sub(r"(?<![a-z])v\s?[./]\s?d\.?(?![a-z])", "van der ", plain)
    if initials:
        plain = re.sub(r"(?<![a-z])([a-z])\.", r"\1 ", plain)
    return re.findall(r"'t|'s|[a-z0-9]+", plain)
