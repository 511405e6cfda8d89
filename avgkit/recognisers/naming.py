"""The words of a text as pieces of a name: what each may be, and how they run together."""

import re
from dataclasses import dataclass
from functools import cache

from .lines import Line, words

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_]))*")
_GAP = re.compile(r" ?|\.? ?|\. ?|/")
_LIKE = (
    "stra",
    "sma",
    "ema",
    "inga",
    "enga",
    "huizen",
    "veld",
    "kamp",
    "mans",
    "sen",
    "ssen",
    "ink",
    "berg",
    "hoven",
    "sema",
    "burg",
    "laar",
    "meijer",
    "meier",
    "huis",
    "horst",
    "broek",
    "wijk",
    "kerk",
    "beek",
    "dijk",
    "ski",
    "ska",
    "oglu",
    "vic",
    "ova",
)


@dataclass(frozen=True)
class Piece:
    """A word: its place, its form, and the kind of piece of a name that it may be.

    `kind`: title soft particle initial first weak surname ordinary capital none. `capital`: written with one.
    `opens`: it stands at the beginning of a sentence or line.
    """

    start: int
    end: int
    low: str
    capital: bool
    dot: bool
    opens: bool
    kind: str
    acronym: bool = False


def pieces(at: Line) -> list[Piece]:
    """The words of a text, in order."""
    found = []
    for token in _WORD.finditer(at.text):
        start, end = token.span()
        low = at.low[start:end]
        if low.endswith("'s"):
            end, low = end - 2, low[:-2]
        capital = at.text[start].isupper() and not at.shouted
        written = at.text[start:end]
        # Letters that are no word: KPN, BRCA-gen, GroenLinks; but McKenzie, DeVries and a name in capitals may be.
        acronym = capital and bool(re.match(r"[^\W\d_a-z]{2,}(?:-|$)|(?!Mc|Mac|De|Van|O'|D')[A-Z][a-z]+[A-Z]", written))
        dot = at.text[end : end + 1] == "."
        before = at.text[max(0, start - 12) : start].rstrip(" \"'([*-")
        opens = not before or before[-1] in ".!?:\n"
        if before.endswith(".") and found and found[-1].kind in ("initial", "title", "soft"):
            opens = False
        found.append(Piece(start, end, low, capital, dot, opens, _kind(low, capital, acronym, dot), acronym))
    return found


def _kind(low: str, capital: bool, acronym: bool, dot: bool) -> str:
    dotted = f"{low}." if dot else low
    if dot and len(low) == 1 and low not in ("v", "d", "t"):
        return "initial"
    if low in words("names", "soft") and not (acronym and low in ("ing", "mr", "dr", "ir", "ms", "bc")):
        return "soft"
    if low in _titles() or dotted in _titles():
        return "title"
    if low in ("v", "d", "t") and not capital:
        return "particle"
    if capital and (
        len(low) == 1 or (dot and low in ("th", "ch", "chr", "ph", "fr", "joh", "jac", "wilh", "st", "ij", "hk", "jan"))
    ):
        return "initial"
    if low in _particles():
        return "particle"
    plain = low.split("-")[0] if "-" in low else low
    for name, kind in (("weak", "weak"), ("first", "first"), ("ordinary", "ordinary"), ("surnames", "surname")):
        if low in words("names", name):
            return kind
        if (
            plain != low
            and plain in words("names", name)
            and name in ("first", "surnames")
            and (capital or len(plain) > 3)
        ):
            return kind
    if low in words("names", "common"):
        return "none"
    if capital and not acronym and len(low) > 2:
        return "capital"
    return "none"


@cache
def _particles() -> frozenset[str]:
    return words("people", "particles") | words("people", "shortened") | words("names", "particles")


@cache
def _titles() -> frozenset[str]:
    return words("people", "titles") | words("names", "titles")


def joined(at: Line, one: Piece, two: Piece) -> bool:
    """Whether two words may be of one name: at most a space or a dot of an initial stands between them."""
    between = at.text[one.end : two.start]
    if between in (" ", "", "-", "  ") or (between == "/" and one.low == "v" and two.low == "d"):
        return True
    return between in (".", ". ", ".-", ".  ") and (
        one.kind in ("initial", "title", "soft") or one.low in ("v", "d", "vd", "vdr")
    )


def surname_like(low: str) -> bool:
    """Whether a word that nobody knows ends as Dutch surnames do."""
    return len(low) > 5 and low.endswith(_LIKE)


@cache
def both(low: str) -> tuple[bool, bool]:
    """Whether a word may be a first name, and a surname."""
    first = low in words("names", "first") or low in words("names", "weak")
    return first, low in words("names", "surnames") or low in words("names", "ordinary")
