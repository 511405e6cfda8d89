"""Drift: what the register names beside what the CRM holds and the other declarations name, item by item.

An item is `category/<key>`, `purpose/<key>`, `recipient/<key>`, `subject/<category>` or `term/<category>`.
"""

from dataclasses import dataclass

import narwhals as nw

from ..ruling import parts
from .fields import held, usual
from .periods import holds

# Where purposes stand in the data: table and column, the moment, and whether the cell holds several.
_PURPOSES = (("messages", "purpose", "sent_at"), ("consents", "purpose", "at"), ("contacts", "purposes", "created_at"))


@dataclass(frozen=True)
class Register:
    """What the registered activities name, all together."""

    purposes: set[str]
    categories: set[str]
    recipients: set[str]
    subjects: set[str]
    ids: set[str]
    terms: bool  # whether an activity names terms in its own words


def registered(policy) -> list[tuple[str, dict]]:
    """The activities that stand in the register; one that does not say so stands in it."""
    return [(key, row) for key, row in policy.keyed("activities") if row["registered"] is not False]


def register(policy) -> Register:
    """The register as sets of names."""
    rows = registered(policy)

    def named(column: str) -> set[str]:
        return {part for _, row in rows for part in parts(row[column])}

    return Register(
        purposes=named("purposes"),
        categories=named("categories"),
        recipients={part.lower() for part in named("recipients")},
        subjects={part.lower() for part in named("subjects")},
        ids={key for key, _ in rows},
        terms=any(row["retention"] for _, row in rows),
    )


def categories(crm, policy) -> dict[str, str]:
    """Each category of data that is held or declared as a field, with where it was found first."""
    declared, own = dict(policy.keyed("fields")), usual(crm)
    found: dict[str, str] = {}
    for _, row in sorted(declared.items()):
        if row["category"]:
            found.setdefault(row["category"], "declared")
    for key, row in sorted(held(crm).items()):
        category = own.get(key) if key not in declared and row["filled"] else None
        if category:
            found.setdefault(category, "held")
    return found


def purposes(crm, policy, law) -> dict[str, str]:
    """Each purpose that is used in the data or declared, with where it was found first."""
    found = {row["id"]: "declared" for row in policy.rows("purposes")}
    for _, row in policy.keyed("fields"):
        for purpose in parts(row["purposes"]):
            found.setdefault(purpose, "declared")
    return found | dict.fromkeys(used(crm, law), "used")


def used(crm, law) -> set[str]:
    """The purposes that stand in messages, choices and contacts up to law.on: distinct cells, counted in the engine."""
    found = set()
    for table, column, moment in _PURPOSES:
        if crm.has(table):
            when = nw.col(moment)
            frame = getattr(crm, table).filter(when.is_null() | (when.cast(nw.Date) <= nw.lit(law.on)))
            for row in frame.select(column).unique().collect("pyarrow").to_native().to_pylist():
                found |= set(parts(row[column]))
    return found


def people(crm, law) -> set[str]:
    """The categories of contacts that the CRM holds on law.on."""
    if not crm.has("contacts"):
        return set()
    when = nw.col("created_at")
    frame = crm.contacts.filter(when.is_null() | (when.cast(nw.Date) <= nw.lit(law.on))).select("category").unique()
    return {row["category"] for row in frame.collect("pyarrow").to_native().to_pylist() if row["category"]}


def names_of(category: str, law) -> set[str]:
    """The ways in which a register may name this category of contacts."""
    rows = [e for e in law.entries("subjects") if category in e.get("crm_categories", ()) and holds(e, law.on)]
    words = {word.lower() for row in rows for word in (row["id"], row["nl"], row["en"], *row["fideslang"])}
    return words | {category} | {row["id"].replace("_", "-") for row in rows}


def all_names(law) -> set[str]:
    """Every way of naming a category of data subjects that we know."""
    return {w.lower() for e in law.entries("subjects") for w in (e["id"], e["nl"], e["en"], *e["fideslang"])}


def passed_on(crm) -> set[str]:
    """To whom data were disclosed, as requests name them."""
    if not crm.has("requests"):
        return set()
    rows = crm.requests.select("recipients").unique().collect("pyarrow").to_native().to_pylist()
    return {part for row in rows for part in parts(row["recipients"])} - {"none"}


def processor_names(row: dict) -> set[str]:
    """The ways in which a register may name this processor."""
    return {row[column].lower() for column in ("id", "name", "service") if row[column]}
