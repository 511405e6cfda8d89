"""Special categories, criminal data and national numbers: is what lifts the ban, or permits the use, recorded?

AVG 9, 10, 87; UAVG 22-33, 46. Three regimes, in fields and in notes. What is held is judged by the law of the day.
"""

import narwhals as nw

from ..check import codes, explain, verdict
from ..derived.fields import by_nature
from ..derived.grounds import BY_NATURE, broken, categories, category_of, covers, regime_of
from ..derived.periods import any_of
from ..derived.text_hits import text_hits
from ..ruling import ruled, ruling

_FIELD = dict.fromkeys(("regime", "category", "ground"), "VARCHAR") | {"law_seen": "BOOLEAN"}
_UNREADABLE = "\ufffd"  # what stands in a text for a character that could not be read


def special_field_without_exception(crm, policy, law):
    """A field of special, criminal or national-number data has a ground of its own regime, and a basis of AVG 6(1)."""
    known, rows = categories(law), {}
    for key, row in policy.keyed("fields"):
        rows.setdefault(key, []).append(row)
    natures = {key: (*key.split("/"), category) for key, category in BY_NATURE.items()} | by_nature(crm)
    for key, (table, column, category) in natures.items():
        if key not in rows and _filled(crm, table, column):
            rows[key] = [dict.fromkeys(("purposes", "ground", "law")) | {"category": category}]
    judged = [_field(key, row, known, policy, law) for key, some in rows.items() for row in some]
    return ruled(crm, [one for one in judged if one], **_FIELD)


def _field(key: str, row: dict, known: dict, policy, law) -> dict | None:
    """The verdict on one declared field; an ordinary category needs no exception."""
    category = BY_NATURE.get(key) or category_of(row["category"], known)
    regime = regime_of(category, known)
    if regime == "ordinary":
        return ruling(key, {}, regime=regime, category=category, ground=row["ground"], law_seen=True)
    if regime is None:
        return ruling(key, {"category": None}, regime=None, category=None, ground=row["ground"], law_seen=None)
    seen = known[category]["verified"]
    conditions = broken(row, regime, policy, law)
    return ruling(key, conditions, regime=regime, category=category, ground=row["ground"], law_seen=seen)


def _filled(crm, table: str, column: str) -> bool:
    """Whether the CRM holds anything in this column."""
    if not crm.has(table):
        return False
    frame = getattr(crm, table).filter(~nw.col(column).is_null()).select(column).head(1)
    return crm.engine.arrow(frame).num_rows > 0


def special_in_note(crm, policy, law):
    """A note holds no special category of data unless an exception to the ban is recorded for it (AVG 9)."""
    return _in_note(crm, policy, law, "special")


def criminal_in_note(crm, policy, law):
    """A note holds no criminal data unless a ground of UAVG 32 or 33 is recorded for it (AVG 10)."""
    return _in_note(crm, policy, law, "criminal")


def national_number_in_note(crm, policy, law):
    """A note holds no national number unless a law prescribes its use (AVG 87; UAVG 46)."""
    return _in_note(crm, policy, law, "national_number")


def _in_note(crm, policy, law, regime: str):
    """Notes with data of this regime: a finding when they are surely there and no ground is recorded for them."""
    hits = text_hits(crm, law)
    names = [name for name in hits.collect_schema().names() if name != "id"]
    names = [name for name in names if regime_of(name, categories(law)) == regime]
    grounds = {name: covers(name, policy, law) for name in names}
    frame = (
        crm.interactions.filter(~nw.col("note").is_null())
        .filter(nw.col("at").is_null() | (nw.col("at").cast(nw.Date) <= nw.lit(law.on)))
        .select("id", "at", garbled=nw.col("note").str.contains(_UNREADABLE, literal=True))
        .join(hits.select("id", *names), on="id", how="left")
    )
    bare = any_of([nw.col(name) for name in names if grounds[name] is False] or [nw.lit(False)]).fill_null(False)
    unclear = any_of([nw.col(name) for name in names if grounds[name] is None] or [nw.lit(False)]).fill_null(False)
    maybe = any_of([~nw.col(name) for name in names if grounds[name] is not True] or [nw.lit(False)]).fill_null(False)
    frame = frame.with_columns(bare=bare, unclear=unclear, maybe=maybe)
    doubt = nw.col("garbled") | nw.col("unclear") | nw.col("maybe")
    violates = nw.when(nw.col("bare")).then(nw.lit(True)).when(~doubt).then(nw.lit(False))
    unknown = codes(unknown_note=nw.col("garbled"), unknown_ground=nw.col("unclear"), unknown_meaning=nw.col("maybe"))
    why = explain(violates, nw.lit(f"{regime}_without_ground"), unknown)
    return verdict(frame, violates, why, at=nw.col("at"), **_named(names))


def _named(names: list[str]) -> dict[str, nw.Expr]:
    """The categories that are certain in a note, and those that are only possible, as codes."""
    certain = codes(**{name: nw.col(name) for name in names})
    possible = codes(**{name: ~nw.col(name) for name in names})
    return {
        name: nw.when(value != "").then(value.str.replace_all(";$", ""))
        for name, value in (("categories", certain), ("possible", possible))
    }
