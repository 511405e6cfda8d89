"""Everything that a text holds: special categories by words in their context, and data that name a person."""

from .direct import direct
from .hits import BELIEVED, Hit
from .notes import _patterns
from .terms import folded

_LABEL = {
    **{"gezondheid": "health", "godsdienst": "religion_belief", "levensovertuiging": "religion_belief"},
    **{"politiek": "political", "vakbond": "trade_union", "ras_etniciteit": "ethnicity", "genetisch": "genetic"},
    **{"seksuele_gerichtheid": "sex_life_orientation", "seksueel_leven": "sex_life_orientation"},
    **{"biometrisch": "biometric", "strafrechtelijk": "criminal"},
}


def recognise(text: str, scope: frozenset[str] = frozenset(), least: float = BELIEVED) -> list[Hit]:
    """The hits in a text from that confidence up, in the order of the text; `scope` as in `found`."""
    plain, hits = folded(text), []
    for category, (certain, possible, never) in _patterns(scope).items():
        rest = never.sub(lambda m: "…" * len(m[0]), plain)
        for pattern, confidence in ((certain, 0.9), (possible, 0.4)):
            hits += [
                Hit(_LABEL[category], m.start(), m.end(), confidence, "word", category) for m in pattern.finditer(rest)
            ]
    hits += direct(text)
    return sorted((hit for hit in hits if hit.confidence >= least), key=lambda hit: (hit.start, hit.label))
