"""Fines: in which tier an article falls, its legal maximum, and the starting range of EDPB Guidelines 04/2022."""

import re
from decimal import ROUND_HALF_UP, Decimal

from .periods import holds

_SPLIT = re.compile(r"[;,]|\ben\b|\band\b|\bjo\b", re.IGNORECASE)
_TELECOM = re.compile(r"\btw\b|telecom", re.IGNORECASE)
_NATIONAL = re.compile(r"\buavg\b|uitvoeringswet|implementation act", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+(?:\.\d+)?[a-z]?)\s*(?:\((\d+)\)|,?\s*lid\s*(\d+))?", re.IGNORECASE)


def tiers(article: str | None, law) -> list[dict] | None:
    """The tier of each article in the text, or None when one of them is in no tier that we know."""
    pieces = _pieces(article)
    found = [_tier(piece, article, law) for piece in pieces]
    return None if not found or None in found else found


def _pieces(article: str | None) -> list[str]:
    # A paragraph that stands after a comma (`art. 32, lid 1`) belongs to its article.
    text = re.sub(r",\s*(?=lid\b|onder\b|par)", " ", article or "", flags=re.IGNORECASE)
    return [piece for piece in _SPLIT.split(text) if piece.strip()]


def named(article: str | None) -> str | None:
    """The article as a number, such as 5(1)(c), if there is one in the text."""
    match = _NUMBER.search(article or "")
    if not match:
        return None
    part = re.match(r"\s*(\([a-z]\))", article[match.end() :])
    return match[1] + (f"({match[2] or match[3]})" if match[2] or match[3] else "") + (part[1] if part else "")


def _tier(piece: str, whole: str, law) -> dict | None:
    match = _NUMBER.search(piece)
    entries = [entry for entry in law.entries("fines", "tier") if holds(entry, law.on)]
    if not match:
        return None
    number, paragraph = match[1].lower(), match[2] or match[3]
    if _TELECOM.search(piece) or "." in number or _TELECOM.search(whole):
        return next((e for e in entries if number in e.get("covers_telecom", ())), None)
    if _NATIONAL.search(piece):
        return next((e for e in entries if number in e.get("covers_national", ())), None)
    exact = f"{number}({paragraph})" if paragraph else number
    return (
        next((e for e in entries if e["id"] == exact), None)
        or next((e for e in entries if exact in e.get("covers", ())), None)
        or next((e for e in entries if any(_within(number, part) for part in e.get("covers", ()))), None)
    )


def _within(number: str, part: str) -> bool:
    """Whether an article falls in `part`: an article or a range of articles."""
    low, _, high = part.partition("-")
    if not (number.isdecimal() and low.isdecimal() and (high or low).isdecimal()):
        return False
    return int(low) <= int(number) <= int(high or low)


def maximum(tier: dict, turnover: int, repeated: bool = False) -> Decimal:
    """The legal maximum: the fixed amount, or the share of turnover if that is more; more on repetition (Tw 15.4)."""
    most = max(Decimal(tier["static"]), Decimal(turnover) * Decimal(str(tier["percent"])) / 100)
    return most * tier.get("repeat_factor", 1) if repeated else most


def faultless(row: dict, law) -> bool:
    """Whether no fine can follow because there was neither intent nor negligence (C-807/21)."""
    return row["fault"] is False and any(holds(entry, law.on) for entry in law.entries("fines", "fault"))


def method(kind: str | None, law) -> str | None:
    """The method by which the authority sets a fine on this kind of organisation; not said = an undertaking."""
    entries = [e for e in law.entries("fines", "method") if holds(e, law.on)]
    return next((e["id"] for e in entries if (kind or "commercial") in e["organisation_kinds"]), None)


def start(most: Decimal, turnover: int, seriousness: str, law) -> tuple[int, int]:
    """The lowest and highest starting amount: share by seriousness times share by turnover, of the maximum."""
    serious = law.entry("fines", seriousness, "seriousness")
    rows = [e for e in law.entries("fines", "turnover") if holds(e, law.on)]
    row = next(e for e in rows if e["over"] < turnover <= e.get("up_to", turnover))
    return tuple(
        euros(most * Decimal(str(serious[end])) / 100 * Decimal(str(row[end])) / 100) for end in ("low", "high")
    )


def euros(amount: Decimal) -> int:
    """Whole euros."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
