"""Files: of each loose file what it holds, whether it is a copy, and what the register and the grounds say of it.

What a file holds follows from the heads of its columns, the categories and the people found in it. Files that hold
alike are judged once, in Python, and joined back.
"""

import narwhals as nw

from ..recognisers import category_of_head
from ..ruling import either, parts
from .grounds import broken, categories, category_of, regime_of
from .periods import unread

_ALIKE = ("columns", "categories", "activity")
_KEYS = {f"{name}_key": "VARCHAR" for name in _ALIKE}
_FOUND = {
    "named": "BOOLEAN",  # whether it shows people
    "odd": "BOOLEAN",  # a category that nobody knows
    "special": "VARCHAR",
    "bare": "VARCHAR",
    "unclear": "VARCHAR",
    "activity_known": "BOOLEAN",
    "registered": "BOOLEAN",
    "with_purposes": "BOOLEAN",
    "for_marketing": "BOOLEAN",
    "beyond": "VARCHAR",
}


def files(crm, policy, law) -> nw.LazyFrame:
    """Every file up to law.on with what it holds and what covers it, kept for the scan."""
    return crm.derived("files", lambda: _files(crm, policy, law), policy, law)


def _files(crm, policy, law) -> nw.LazyFrame:
    own = crm.files.with_columns(**{f"{name}_key": nw.col(name).fill_null("") for name in _ALIKE})
    rows = crm.engine.arrow(own.select(*_KEYS).unique()).to_pylist()
    frame = own.join(crm.bind(_judged(rows, policy, law), _KEYS | _FOUND), on=list(_KEYS), how="left")
    copied, changed = nw.col("copied_at"), nw.col("modified_at")
    late = nw.when(copied.is_null() | (changed > copied).fill_null(False)).then(changed).otherwise(copied)
    # Of what stands there but cannot be read, nobody knows whether it was later.
    latest = nw.when(~(unread("copied_at") | unread("modified_at"))).then(late)
    first = nw.when(copied.is_null()).then(changed).otherwise(copied)
    unknown = nw.lit(None, dtype=nw.Boolean)
    copy = nw.when(unread("from_crm")).then(unknown).when(nw.col("from_crm").is_null()).then(~copied.is_null())
    frame = frame.with_columns(
        as_of=latest,
        copy=copy.otherwise(nw.col("from_crm")),
        is_marketing=nw.when(unread("marketing"))
        .then(unknown)
        .when(nw.col("marketing").is_null())
        .then(nw.col("for_marketing"))
        .otherwise(nw.col("marketing")),
    ).filter(first.is_null() | (first.cast(nw.Date) <= nw.lit(law.on)))
    shows = (nw.col("copy") & nw.lit(True)).fill_null(False) | ~nw.col("people").is_null()
    personal = nw.when(unread("rows")).then(unknown).when((nw.col("rows") == 0).fill_null(False)).then(nw.lit(False))
    personal = personal.when(shows).then(nw.lit(True)).otherwise(nw.col("named"))
    return frame.with_columns(personal=personal).select(
        *("id", "place", "rows", "people", "activity", "copied_at", "as_of", "copy", "personal", "is_marketing"),
        *[name for name in _FOUND if name != "for_marketing"],
    )


def _judged(rows: list[dict], policy, law) -> list[dict]:
    """What every sort of file holds, and what covers it."""
    known = categories(law)
    grounds = {id: _ground(id, known, policy, law) for id in known if regime_of(id, known) != "ordinary"}
    activities = {str(name).lower(): row for row in policy.rows("activities") for name in (row["name"], row["id"])}
    purposes = {row["id"]: row for row in policy.rows("purposes")}
    judged = []
    for row in rows:
        holds, named, odd = _contents(row["columns_key"], row["categories_key"], known)
        special = [id for id in grounds if id in holds]
        activity = activities.get(row["activity_key"].lower()) if row["activity_key"] else None
        registered = activity is not None and activity["registered"] is not False
        covered = parts(activity["categories"]) if activity else []
        judged.append(
            row
            | {
                "named": named,
                "odd": odd,
                "special": ";".join(special),
                "bare": ";".join(id for id in special if grounds[id] is False),
                "unclear": ";".join(id for id in special if grounds[id] is None),
                "activity_known": activity is not None,
                "registered": registered,
                "with_purposes": bool(registered and parts(activity["purposes"])),
                "for_marketing": _marketing(activity, purposes),
                "beyond": ";".join(sorted(holds - set(covered))) if covered else "",
            }
        )
    return judged


def _contents(columns: str, found: str, known: dict) -> tuple[set[str], bool | None, bool]:
    """The categories in a file, whether it shows people (None: not known), and whether one of them is unknown."""
    heads = [category_of_head(head) for head in parts(columns)]
    told = {name: category_of(name, known) for name in parts(found)}
    holds = {category for category, _ in heads if category} | {category for category in told.values() if category}
    odd = None in told.values()
    if any(shows for _, shows in heads) or any(told.values()):
        return holds, True, odd
    plain = bool(heads) and not odd and all(category is not None for category, _ in heads)
    return holds, False if plain else None, odd


def _ground(category: str, known: dict, policy, law) -> bool | None:
    """Whether a ground that holds is recorded for this category in some field."""
    regime, answers = regime_of(category, known), []
    for row in policy.rows("fields"):
        told = category_of(row["category"], known)
        if told == category or (regime == "national_number" and regime_of(told, known) == regime):
            conditions = broken(row, regime, policy, law)
            unsure = None if None in conditions.values() else True
            answers.append(False if any(conditions.values()) else unsure)
    return either(*answers)


def _marketing(activity: dict | None, purposes: dict) -> bool | None:
    """Whether an activity serves direct marketing; None when that is not declared."""
    served = [purposes.get(id) for id in parts(activity["purposes"])] if activity else []
    return either(*(row and row["direct_marketing"] for row in served)) if served else None
