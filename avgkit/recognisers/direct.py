"""Direct identifiers in a text: what names, numbers or reaches a person. Each hit says how sure it is, and why."""

from dataclasses import replace

from .addresses import addresses
from .contacts import emails, ibans, phones
from .hits import Hit
from .lines import line, overlaps
from .names import names
from .papers import births, documents, national_numbers

_SURE = 0.5  # from here a hit keeps others off its place
_PART = 3_000  # signs that are read at a time, so that a book takes no more time for a page than a note does


def direct(text: str) -> list[Hit]:
    """Every direct identifier in a text, also the merely possible ones, in the order of the text."""
    hits, start = [], 0
    while start < len(text):
        stop = _end(text, start)
        found = _in_part(text[start:stop])
        hits += (replace(hit, start=hit.start + start, end=hit.end + start) for hit in found) if start else found
        start = stop
    return hits


def _end(text: str, start: int) -> int:
    """Where a part ends: at the last new line, end of a sentence or space that keeps it short."""
    if len(text) - start <= _PART:
        return len(text)
    least, most = start + _PART // 2, start + _PART
    for mark in ("\n", ". ", " "):
        if (place := text.rfind(mark, least, most)) >= 0:
            return place + len(mark)
    return most


def _in_part(text: str) -> list[Hit]:
    at = line(text)
    hits: list[Hit] = []

    def taken(*labels: str) -> list[tuple[int, int]]:
        return [(h.start, h.end) for h in hits if h.confidence >= _SURE and (not labels or h.label in labels)]

    hits += emails(at)
    if any(sign.isdigit() for sign in at.low):
        hits += [hit for hit in ibans(at)]
        hits += documents(at, taken())
        hits += national_numbers(at, taken())
        hits += phones(at, taken())
        hits += [hit for hit in addresses(at) if not overlaps(hit.start, hit.end, taken("iban", "email", "phone"))]
    people = names(at, taken("email", "address", "iban"))
    hits += people
    if any(sign.isdigit() for sign in at.low):
        hits += births(at, [hit for hit in people if hit.confidence >= _SURE])
    placed = (replace(hit, start=at.span(hit.start, hit.end)[0], end=at.span(hit.start, hit.end)[1]) for hit in hits)
    return sorted(placed, key=lambda hit: (hit.start, hit.label))


def cell(label: str, text: str) -> float:
    """How sure it is that a whole cell is that and nothing else: its confidence, or 0."""
    wanted = text.strip()
    found = [h for h in direct(wanted) if h.label == label and h.end - h.start >= len(wanted) - 1]
    return max((hit.confidence for hit in found), default=0.0)
