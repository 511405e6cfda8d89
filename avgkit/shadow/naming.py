"""A name in parts, in any usual order; how alike two names are, and whether they contradict each other."""

import re
from dataclasses import dataclass
from functools import cache

from ..recognisers.people import names_too, particles, titles
from ..recognisers.terms import folded


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
def _joints() -> frozenset[str]:
    """The particles as `_tokens` writes them."""
    return frozenset(word.replace("ij", "y") for word in particles())


@cache
def _titles() -> frozenset[str]:
    return frozenset(word.replace("ij", "y") for word in titles())


def name(full: str | None = "", first: str | None = "", infix: str | None = "", last: str | None = "") -> Name | None:
    """A name from its parts or from one text, in any usual order ('Jansen, P. de'); None without a surname."""
    if last and last.strip():
        surname = _tokens(last)
        before = [word for word in _tokens(infix or "")]
        if "," in last:
            before += [word for word in surname if word in _joints()]
        else:
            while len(surname) > 1 and surname[0] in _joints():
                before.append(surname.pop(0))
        surname = [word for word in surname if word not in _joints()] or surname
        given = [word for word in _tokens(first or "", initials=True) if word not in _titles()]
        return _made(surname, given, before)
    return _parsed(full or "")


def _parsed(text: str) -> Name | None:
    if "," in text:
        left, _, right = text.partition(",")
        given = _plain(_tokens(right, initials=True))
        surname = _tokens(left)
        before = [word for n, word in enumerate(given) if word in _joints() and (n or word not in names_too())]
        given = [word for word in given if word not in before]
        before += [word for word in surname if word in _joints()]
        return _made([word for word in surname if word not in before] or surname, given, before)
    words = _plain(_tokens(text, initials=True))
    at = [n for n, word in enumerate(words[:-1]) if word in _joints() and (n or word not in names_too())]
    if not words:
        return None
    if len(words) > 1 and len(words[-1]) == 1 and len(words[0]) > 1:  # Jansen P., Jansen de P.
        tail = len(words) - 1
        while tail > 1 and len(words[tail - 1]) == 1:
            tail -= 1
        surname = [word for word in words[:tail] if word not in _joints()]
        return _made(surname, words[tail:], [word for word in words[:tail] if word in _joints()])
    if at:
        first = at[0]
        last = first
        while last + 2 < len(words) and words[last + 1] in _joints():
            last += 1
        surname = [word for word in words[last + 1 :] if word not in _joints()] or words[-1:]
        return _made(surname, words[:first], words[first : last + 1])
    return _made(words[-1:], words[:-1], []) if len(words) <= 5 else None


def _plain(words: list[str]) -> list[str]:
    """The words without the titles before the name."""
    while words and (words[0] in _titles() or words[:2] == ["de", "heer"]):
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


def conflict(one: Name, other: Name) -> bool:
    """Whether first names or particles contradict each other; what is missing contradicts nothing."""
    if one.infix and other.infix and _letters(one.infix) != _letters(other.infix):
        return True
    if not one.given or not other.given:
        return False
    if one.full and other.full:
        first, second = (n.given.split(" ", 1)[0] for n in (one, other))
        return first != second
    return one.initial != other.initial


def _letters(infix: str) -> str:
    """Particles without what is written or left out at will: v.d. is van de or van der."""
    return infix.replace(" ", "").replace("'", "")[:1]


def somebody_else(one: Name, other: Name) -> bool:
    """Whether two names are of two people: another surname, or another first name beside the same surname."""
    from rapidfuzz import fuzz

    surnames = fuzz.ratio(one.surname, other.surname)
    if surnames < 70:
        return not (one.surname in other.surname or other.surname in one.surname)
    if not one.given or not other.given:
        return False
    if one.initial == other.initial:
        return one.full and other.full and fuzz.ratio(one.given, other.given) < 50
    return fuzz.ratio(one.given, other.given) < 70


def likeness(one: Name, other: Name) -> float:
    """How alike two names are, from 0 to 100: the surnames by rapidfuzz's ratio for 70 %, first names for 30 %.

    An initial against a whole name that begins with it counts 90; particles that differ take off 5.
    """
    from rapidfuzz import fuzz

    first, second = one.given, other.given
    if one.full and other.full:
        given = fuzz.ratio(first, second)
    else:
        given = 100.0 if first == second else 90.0 if first[:1] == second[:1] else 0.0
    less = 5 if one.infix and other.infix and _letters(one.infix) != _letters(other.infix) else 0
    return round(0.7 * fuzz.ratio(one.surname, other.surname) + 0.3 * given - less, 1)
