"""What the values of a column show by themselves: shares of values that pass a test, styles, and harm done to them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from .. import texts
from ..casts import NO, YES
from ..datestyles import Dates, dates
from ..recognisers import values as one
from ..recognisers.people import is_infix
from ..recognisers.terms import folded, lexicon

DOUBTED = 3  # from this many values on, content can speak against a header
_INITIALS = re.compile(r"(?:[A-Z][a-z]{0,2}[. -]+){1,8}[A-Z]?\.?|[A-Z]{1,5}\.?")
_STREET = re.compile(
    r".*(?:straat|laan|weg|plein|dreef|hof|pad|kade|gracht|singel|steeg|erf|dijk|markt|plantsoen|park|baan|str\.?|street"
    r"|road|lane|avenue|rue .*)(?:\s+\d+.*)?"
)
_HOUSE = re.compile(r"\d{1,5}\s?[-/]?\s?[A-Za-z0-9]{0,4}(?:\s?(?:hs|bis|huis|I{1,3}))?")
_URL = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:nl|com|org|eu|net|be|example)(?:/\S*)?", re.I)
_IP = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F:]*::?[0-9a-fA-F:]{4,}")
_E_NOTATION = re.compile(r"[+-]?\d(?:[.,]\d+)?[eE]\+\d{1,3}", re.ASCII)
_DECIMAL = re.compile(r"\d{5,}[.,]0{1,2}", re.ASCII)
_COMMA = re.compile(r"-?(?:€\s?)?\d{1,3}(?:\.\d{3})*,\d{1,4}|-?\d+,\d{1,4}", re.ASCII)
_ERROR = re.compile(r"#(?:N/?[AB]|VERW!|WAARDE!|NAAM\?|DEEL/0!|REF!|VALUE!|NAME\?|DIV/0!|GETAL!|NUM!|LEEG!|NULL!|#+)")
_GARBLED = re.compile("Ã[\u0080-\u00bf©«¨¶¼¯³ºª±]|â€|Â[\u00a0-\u00bf]|\ufffd")
_GENDER = frozenset(
    "m v f x o man vrouw male female mannelijk vrouwelijk onbekend anders unknown other dhr mevr mw mr mrs ms heer "
    "mevrouw de_heer non-binair".replace("_", " ").split(" ")
) | {"de heer"}
_SOFT = ("first_name", "street", "initials", "house_number", "gender", "infix", "country", "number", "yes_no")


@dataclass(frozen=True)
class Content:
    """One column: how many values are filled, the share that passes each test, the style of its days, the harm."""

    filled: int = 0
    shares: dict[str, float] = field(default_factory=dict)
    dates: Dates = field(default_factory=Dates)
    serials: Dates = field(default_factory=Dates)
    harm: dict[str, int] = field(default_factory=dict)

    def share(self, test: str) -> float:
        """The share of the filled values that passes the test (0 when nothing is filled)."""
        return self.shares.get(test, 0.0)

    @property
    def clear(self) -> str:
        """What the values clearly are, whatever the header says; empty when they could be anything."""
        if self.filled < DOUBTED:
            return ""
        for test, least in (("email", 0.8), ("iban", 0.8), ("postal_code", 0.9), ("date", 0.9), ("url", 0.8)):
            if self.share(test) >= least:
                return test
        # One in eleven numbers passes by chance, so that ten in a row are no chance.
        if self.share("bsn") >= 0.9 and self.filled >= 10:
            return "bsn"
        return "mobile" if self.share("mobile") >= 0.9 else "phone" if self.share("phone") >= 0.8 else ""

    def agrees(self, test: str) -> float:
        """How far the values agree with the meaning of this test; numbers that a spreadsheet harmed count as well."""
        extra = {"phone": ("no_zero",), "mobile": ("mobile_no_zero",), "bsn": ("bsn_no_zero",)}
        found = self.share(test) + sum(self.share(name) for name in extra.get(test, ()))
        if test == "postal_code":
            found += self.share("figures")
        if test == "date" and not self.dates.days:
            found = self.serials.days / self.filled if self.filled else 0.0
        harmed = (self.harm.get("decimal", 0) + self.harm.get("e_notation", 0)) / (self.filled or 1)
        return min(1.0, found + (harmed if test in ("phone", "mobile", "bsn", "iban") else 0.0))

    @property
    def style(self) -> str:
        """The style of the days of this column; empty when it holds none."""
        return self.dates.style or self.serials.style


def soft(test: str) -> bool:
    """Whether a test can only speak for a meaning: a name that is in no list is a name all the same."""
    return test in _SOFT


def content(values: Iterable[str | None]) -> Content:
    """What these values show; empty ones do not count."""
    counts = Counter(text for value in values if value is not None and (text := str(value).strip()[:2000]))
    filled = sum(counts.values())
    if not filled:
        return Content()
    kinds = {sign: {v: c for v, c in counts.items() if may(v)} for sign, may in _MAY.items()}
    shares = {}
    for name, (sign, test) in _tests().items():
        if passed := sum(count for value, count in kinds[sign].items() if test(value)):
            shares[name] = passed / filled
    days = dates(kinds[_FIGURE])
    if days.days:
        shares["date"] = days.days / filled
    serials = dates(kinds[_FIGURE], serials=True) if not days.days else Dates()
    # Numbers are days of a spreadsheet only in a column that holds nothing else.
    serials = serials if serials.days == filled else Dates()
    harm = {name: n for name, test in _HARM.items() if (n := sum(c for v, c in kinds[_ANY].items() if test(v)))}
    if shares.get("infix", 0) >= 0.8 and any(value.islower() for value in counts):
        shares.pop("country", None)  # `de` is a particle in a column where `van` and `van der` stand as well
    elif shares.get("country", 0) >= 0.8:
        shares.pop("infix", None)
    return Content(filled, shares, days, serials, harm)


_HARM: dict[str, Callable[[str], object]] = {
    "e_notation": _E_NOTATION.fullmatch,
    "decimal": _DECIMAL.fullmatch,
    "error": _ERROR.fullmatch,
    "garbled": _GARBLED.search,
}


# Which values a test is tried on: most columns are over and done with by one look at their signs.
_ANY, _AT, _FIGURE, _WORD, _DOT = "any", "at", "figure", "word", "dot"
_MAY: dict[str, Callable[[str], object]] = {
    _ANY: lambda v: len(v) <= 200,
    _AT: lambda v: "@" in v,
    _FIGURE: re.compile(r"[^\d]{0,80}\d.{0,80}", re.ASCII).fullmatch,
    _WORD: re.compile(r"[^\d@]{1,60}").fullmatch,
    _DOT: lambda v: "." in v and len(v) <= 300,
}


@cache
def _tests() -> dict[str, tuple[str, Callable[[str], object]]]:
    names = frozenset(map(folded, lexicon("columns")["first_names"]))
    places = frozenset(texts.countries())
    return {
        "email": (_AT, one.is_email),
        "phone": (_FIGURE, one.is_phone),
        "mobile": (_FIGURE, lambda v: one.is_mobile(v) and one.is_phone(v)),
        "no_zero": (_FIGURE, one.phone_without_zero),
        "mobile_no_zero": (_FIGURE, lambda v: one.is_mobile(v) and not one.is_phone(v)),
        "iban": (_FIGURE, one.is_iban),
        "bsn": (_FIGURE, one.is_bsn),
        "bsn_no_zero": (_FIGURE, one.bsn_without_zero),
        "postal_code": (_FIGURE, one.is_postal_code),
        "figures": (_FIGURE, re.compile(r"(?:[A-Z]{1,2}-)?\d{4,5}", re.ASCII).fullmatch),
        "yes_no": (_ANY, lambda v: v.lower() in YES or v.lower() in NO),
        "gender": (_WORD, lambda v: v.lower().rstrip(".") in _GENDER),
        "country": (_WORD, lambda v: v.lower() in places),
        "infix": (_WORD, is_infix),
        "first_name": (_WORD, lambda v: folded(v.split()[0]).split("-")[0] in names),
        "initials": (_WORD, _INITIALS.fullmatch),
        "street": (_ANY, lambda v: _STREET.fullmatch(v.lower())),
        "house_number": (_FIGURE, _HOUSE.fullmatch),
        "url": (_DOT, _URL.fullmatch),
        "ip": (_FIGURE, _IP.fullmatch),
        "comma": (_FIGURE, _COMMA.fullmatch),
    }
