"""The terms of the lexicon as regular expressions: one that finds them, and one that may meet any of them."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache

from .. import paths

# What may stand between the words of a term; written out, because engines differ in what \s and \W mean.
BETWEEN = "[ \t\r\n\u00a0'’.-]{1,2}"


@cache
def lexicon(name: str) -> dict:
    """One page of the lexicon."""
    with open(paths.LEXICON / f"{name}.toml", "rb") as file:
        return tomllib.load(file)


def folded(text: str) -> str:
    """The text in small letters without accents; every sign stays one sign, so that places stay what they were."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).translate(_FOLDED)


class _Folded(dict):
    """Each sign as one sign in small letters without its accent, worked out when it is first met."""

    def __missing__(self, sign: int) -> str:
        plain = unicodedata.normalize("NFD", chr(sign))[0].lower()
        self[sign] = plain[0]
        return plain[0]


_FOLDED = _Folded()


def compiled(terms: Iterable[str]) -> re.Pattern:
    """What finds each of these terms as whole words in a folded text; without terms it finds nothing."""
    written = sorted({_written(folded(term)) for term in terms}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)" if written else r"(?!)")


def _written(term: str) -> str:
    """A term as it may be written: * is any letters, a space also a hyphen or another sign between words."""
    words = [re.escape(word).replace(r"\*", r"\w*") for word in term.split()]
    return BETWEEN.join(words)


def stems(terms: Iterable[str]) -> list[str]:
    """The beginnings by which a text may hold one of the terms, written as anybody's regular expression.

    Each ends before the first accent or sign, because an engine does not know how that was written; none begins with
    another one, which would be looked for in vain.
    """
    found: list[str] = []
    for term in sorted({re.match(r"\*?[ ]?([a-z0-9]+(?: [a-z0-9]+)*)", t.lower())[1] for t in terms}):
        if not any(term.startswith(shorter) for shorter in found):
            found.append(term)
    return [stem.replace(" ", BETWEEN) for stem in found]
