"""What is named like a person and is none: a firm, a thing, an animal, a street."""

import re

from .lines import Line, words
from .naming import Piece

_FIRM = re.compile(
    r"(?:bedrijf|handel|winkel|bakkerij|praktijk|kantoor|bureau|school|vereniging|stichting|groep|zaak|makerij|fabriek|kliniek|centrum|makelaardij|salon|servicepunt|dealer|techniek|straat)$"
)
_STREET = re.compile(
    r"(?:straat|laan|weg|plein|gracht|kade|singel|dreef|steeg|plantsoen|pad|dijk|hof|park|brug|tunnel|kerk|school|huis|stichting|markt|cup|dal)$"
)


def named_like_firm(piece: Piece) -> bool:
    """Whether a word says what kind of firm it is: bakkerij, installatiebedrijf."""
    return piece.low in words("names", "organisations") or (piece.kind == "capital" and bool(_FIRM.search(piece.low)))


def of_a_firm(at: Line, before: Piece | None, first: Piece, run: list[Piece], after: Piece | None) -> bool:
    """Whether a firm, thing or animal is named here: by the word before, or by a word of the name itself."""
    for piece in run[1:]:
        if piece.kind == "capital" and (piece.low in words("names", "firms") or _FIRM.search(piece.low)):
            return True
    if len(run) > 1 and run[0].low in words("names", "organisations") | words("names", "things"):
        return True
    if at.low[run[-1].end : run[-1].end + 3] == "'s " and after is not None and after.capital:
        return True  # Anna's Bloemen
    if before is None or not re.fullmatch(r"[ ]{0,2}['\"]?|\. ?", at.text[before.end : first.start]):
        return False
    return before.low in words("names", "organisations") | words("names", "things") or bool(_FIRM.search(before.low))


def firm_after(at: Line, run: list[Piece], after: Piece | None) -> bool:
    """Whether what stands after it makes it the name of a firm: BV, & Zonen, Bouw."""
    tail = at.low[run[-1].end : run[-1].end + 24]
    if re.match(
        r" ?(?:& ?|en )(?:zn|zonen|zoon|co|dochters?|partners|associates)\b| ?(?:b\.?v|n\.?v|v\.?o\.?f)\b\.?(?!\w)",
        tail,
    ):
        return True
    if after is None or at.text[run[-1].end : after.start] != " ":
        return False
    return (
        after.low in words("names", "firms")
        and (after.capital or after.low in ("bv", "nv", "vof", "holding", "cup", "bokaal"))
        and after.low not in words("names", "verbs")
    )


def street(at: Line, run: list[Piece], after: Piece | None) -> bool:
    """Whether it is the name of a street or building."""
    last = run[-1].low
    if (
        len(last) > 7
        and re.search(r"(?:straat|laan|plein|gracht|kade|singel|dreef|steeg|plantsoen|stichting|school)$", last)
        and run[-1].kind not in ("surname", "ordinary")
    ):
        return True
    if after is not None and at.text[run[-1].end : after.start] in (" ", "-") and after.capital:
        return bool(_STREET.search(after.low)) and after.kind not in ("surname", "ordinary")
    return False
