"""The special categories of personal data, and criminal data, that a text says of somebody."""

import re
from dataclasses import replace

from .hits import Hit
from .matching import matches, words_of
from .places import Borders
from .terms import folded
from .weighing import weigh

LEAST = 0.05  # what is worth less is not told at all
INHERITED = 0.4  # what is left of a disease that somebody carries, or of a word that is denied just before
INHERITS = 0.6  # from here a genetic hit says that the disease beside it is one that is inherited
_OF = re.compile(r"\W*(?:voor|van|op|for|of)\W+(?:\w+\W+)?")  # 'aanleg voor' a disease
BESIDE, DENIED = 3, 60  # signs between two hits within which they are seen together
_ENDS = frozenset(",;:.!?\n")  # between these nothing is denied any more
_CARRIED = ("drager", "draag", "aanleg", "mutatie", "carr")
MANY = ("health", "criminal")  # of these somebody may well have another than the one that is denied


def special(text: str, scope: frozenset[str] = frozenset()) -> list[Hit]:
    """The hits of special and criminal data in a text, in its order; of hits over each other only the surest.

    `scope`: which kinds of data the law of the day names besides (the ids of [[scope]] in the lexicon).
    """
    words, places = words_of(folded(text))
    met = matches(words)
    if not met:
        return []
    best: dict[tuple[str, int], Hit] = {}
    borders = Borders(words)
    for match in met:
        start, end = places[match.first][0], places[match.end - 1][1]
        value, reasons = weigh(borders.place(match), scope, text[start : start + 1].isupper())
        if value < LEAST:
            continue
        term = match.term
        hit = Hit(term.label, start, end, value, ";".join(f"word_{reason}" for reason in reasons), term.category)
        key = (term.category, match.end)
        if key not in best or best[key].confidence < value:
            best[key] = hit
    hits = _apart(sorted(best.values(), key=lambda hit: (-hit.confidence, hit.start - hit.end)))
    return [_seen_together(hit, hits, text) for hit in hits]


def _seen_together(hit: Hit, hits: list[Hit], text: str) -> Hit:
    """A hit in the light of the others: a carrier of a disease is not ill, what is denied is not said again."""
    for other in hits:
        close = hit.start < other.end + BESIDE and other.start < hit.end + BESIDE
        close = close or bool(_OF.fullmatch(text, other.end, hit.start))
        words = text[other.start : other.end].lower() if other.label == "genetic" else ""
        carried = close and hit.label == "health" and any(word in words for word in _CARRIED)
        if carried and other.confidence >= INHERITS:
            return replace(hit, confidence=round(hit.confidence * INHERITED, 3), reason=f"{hit.reason};word_inherited")
        apart = _ENDS.isdisjoint(text[other.end : hit.start])
        denied = apart and other.label == hit.label and "negated" in other.reason and 0 < hit.start - other.end < DENIED
        if denied and hit.label not in MANY and "negated" not in hit.reason:
            return replace(hit, confidence=round(hit.confidence * INHERITED, 3), reason=f"{hit.reason};word_denied")
    return hit


def _apart(hits: list[Hit]) -> list[Hit]:
    """Hits of a category that do not stand over each other, the surest first chosen."""
    kept: list[Hit] = []
    for hit in hits:
        if not any(hit.category == one.category and hit.start < one.end and one.start < hit.end for one in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.start, hit.label))
