"""A text as the recognisers of direct identifiers read it: signs made alike, and every place still known."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property

from .terms import lexicon

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\t\r", " "),
        **dict.fromkeys("‘’`´ʼ", "'"),
        **dict.fromkeys("“”", '"'),
        "\uff20": "@",
    }
)
_NOTHING = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


@dataclass(frozen=True)
class Line:
    """A text: `text` with alike signs, `low` in small letters without accents (as long), `at` the places in the origin.

    `at` is None while every sign stands where it stood.
    """

    text: str
    low: str
    at: list[int] | None
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text as it was given."""
        if self.at is None:
            return start, end
        return self.at[start], self.at[end - 1] + 1 if end > start else self.at[start]

    @cached_property
    def shouted(self) -> bool:
        """Whether nearly all letters are capitals, so that a capital says nothing."""
        letters = [sign for sign in self.text if sign.isalpha()]
        return len(letters) > 12 and sum(map(str.isupper, letters)) > 0.75 * len(letters)

    def before(self, start: int, signs: int) -> str:
        """So many signs before a place, in small letters."""
        return self.low[max(0, start - signs) : start]

    def after(self, end: int, signs: int) -> str:
        """So many signs after a place, in small letters."""
        return self.low[end : end + signs]


def line(text: str) -> Line:
    """The text made ready to be read."""
    plain = text.translate(_ALIKE)
    if plain.isascii():
        return Line(plain, plain.lower(), None, len(text))
    signs, at = [], []
    for place, sign in enumerate(plain):
        if _NOTHING.match(sign):
            continue
        if unicodedata.combining(sign) and signs:
            signs[-1] = unicodedata.normalize("NFC", signs[-1] + sign)[:1]
            continue
        signs.append(sign)
        at.append(place)
    low = "".join((unicodedata.normalize("NFD", sign)[0].lower() or sign)[0] for sign in signs)
    low = low.replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("ß", "s").replace("đ", "d")
    same = len(signs) == len(text)
    return Line("".join(signs), low, None if same else [*at], len(text))


@cache
def words(page: str, name: str) -> frozenset[str]:
    """The words of one entry of the lexicon."""
    value = lexicon(page)[name]
    return frozenset(value.split() if isinstance(value, str) else value)


@cache
def cue(page: str, part: str, name: str) -> re.Pattern:
    """What finds the terms of a part of the lexicon as whole words; digits and signs may follow at once."""
    terms = sorted(lexicon(page)[part][name] if part else lexicon(page)[name], key=len, reverse=True)
    written = [r"[\s.'-]{0,2}".join(re.escape(w).replace(r"\*", r"[a-z]*") for w in term.split()) for term in terms]
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(written)})(?![a-z])")


def last(pattern: re.Pattern, text: str) -> int | None:
    """How many signs before the end of the text the pattern was met for the last time."""
    ends = [found.end() for found in pattern.finditer(text)]
    return len(text) - max(ends) if ends else None


def first(pattern: re.Pattern, text: str) -> int | None:
    """How many signs after the beginning of the text the pattern is met."""
    found = pattern.search(text)
    return found.start() if found else None


def overlaps(start: int, end: int, spans) -> bool:
    """Whether a place meets one of those already taken."""
    return any(start < stop and begin < end for begin, stop in spans)
