"""Everything that a text holds: special categories by words in their context, and data that name a person."""

import re

from .hits import BELIEVED, Hit
from .special import special

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.])(?:\+31|0031|0)[ -]?[1-9](?:[ -]?\d){8}(?!\d)")


def recognise(text: str, scope: frozenset[str] = frozenset(), least: float = BELIEVED) -> list[Hit]:
    """The hits in a text from that confidence up, in the order of the text; `scope` as in `found`."""
    hits = special(text, scope)
    hits += [Hit("email", m.start(), m.end(), 0.95, "form", "contact") for m in _MAIL.finditer(text)]
    hits += [Hit("phone", m.start(), m.end(), 0.9, "form", "contact") for m in _PHONE.finditer(text)]
    return sorted((hit for hit in hits if hit.confidence >= least), key=lambda hit: (hit.start, hit.label))
