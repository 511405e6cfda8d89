"""Everything that a text holds: special categories by words in their context, and data that name a person."""

from .direct import direct
from .hits import BELIEVED, Hit
from .special import special


def recognise(text: str, scope: frozenset[str] = frozenset(), least: float = BELIEVED) -> list[Hit]:
    """The hits in a text from that confidence up, in the order of the text; `scope` as in `found`."""
    hits = special(text, scope) + direct(text)
    return sorted((hit for hit in hits if hit.confidence >= least), key=lambda hit: (hit.start, hit.label))
