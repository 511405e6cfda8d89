"""Text hits: for each note the categories of special, criminal or national number that the recognisers find in it.

The engine picks the notes in which anything may be found with a few regular expressions; only those are read in Python.
"""

import narwhals as nw

from ..recognisers import categories, found, prefilters
from .periods import holds

TYPES = {"id": "VARCHAR"} | {category: "BOOLEAN" for category in categories()}


def text_hits(crm, law) -> nw.LazyFrame:
    """Per interaction (id) a column for each category: True = certain, False = only possible, null = not found."""
    return crm.derived("text_hits", lambda: _text_hits(crm, law), law)


def _text_hits(crm, law) -> nw.LazyFrame:
    scope = frozenset(entry["id"] for entry in law.entries("grounds", "criminal_scope") if holds(entry, law.on))
    met = nw.any_horizontal(*(nw.col("note").str.contains(one) for one in prefilters()), ignore_nulls=True)
    maybe = crm.interactions.filter(met).select("id", "note")
    rows = []
    for batch in crm.engine.arrow(maybe).to_batches():
        for key, note in zip(batch["id"].to_pylist(), batch["note"].to_pylist(), strict=True):
            hits = found(note, scope)
            if crm.accepted is not None:  # what a person looked at and accepted as false, until its day
                hits = crm.accepted.rest(note, hits)
            if hits:
                rows.append({"id": key, **hits})
    return crm.bind(rows, TYPES)
