"""What somebody may take along (AVG 20): provided by the person, used by consent or contract, in a computer."""

from dataclasses import dataclass, field

from ..law import in_force
from ..ruling import parts
from .gathering import Record


@dataclass
class Portable:
    """The data to hand over by table, and what stays behind with the reason: place, column, code."""

    tables: dict[str, list[dict]] = field(default_factory=dict)
    left: list[tuple[str, str, str]] = field(default_factory=list)

    def reasons(self, code: str) -> int:
        """How many values stay behind for this reason."""
        return sum(reason == code for _, _, reason in self.left)


def portable(policy, law, records: list[Record]) -> Portable:
    """Each value weighed: in, out with a reason, or unknown where neither the policy nor the CRM tells the basis."""
    made = Portable()
    provided = {e["id"]: e for e in law.entries("rights", "provided") if in_force(e, law.on)}
    bases = set(law.entry("rights", "portability")["bases"])
    named = {p["id"]: p["basis"] for p in policy.rows("purposes")}
    by_field = {}
    for row in policy.rows("fields"):
        by_field.setdefault((row["table"], row["field"]), []).extend(parts(row["purposes"]))
    contact = [p for r in records if r.table == "contacts" for p in parts(r.values.get("purposes"))]
    for record in records:
        entry = provided.get(record.table)
        kept = {}
        for column, value in record.values.items():
            reason = _reason(record, column, entry)
            if not reason:
                purposes = by_field.get((record.table, column)) or contact
                if record.table == "consents":
                    purposes = [record.values["purpose"]] if "purpose" in record.values else purposes
                reason = _basis(purposes, named, bases)
            if reason:
                made.left.append((record.place, column, reason))
            else:
                kept[column] = value
        made.left += [(record.place, column, "unknown_column") for column in record.extra]
        if kept:
            made.tables.setdefault(record.table, []).append({"id": record.key, **kept})
    return made


def _reason(record: Record, column: str, entry: dict | None) -> str:
    """Why a value does not count as provided by the person, or nothing."""
    if entry is None or column not in entry["columns"]:
        return "not_provided"
    if "kinds" in entry and record.values.get("kind") not in entry["kinds"]:
        return "not_provided"
    source, obtained = record.values.get("details_source"), record.values.get("obtained")
    if record.table == "contacts" and obtained != "person":
        if obtained == "elsewhere" or (source and source not in entry["sources"]):
            return "from_elsewhere"
        if not source:
            return "unknown_source"
    return ""


def _basis(purposes: list[str], named: dict, bases: set[str]) -> str:
    """Why the basis keeps a value behind, or nothing; one purpose by consent or contract is enough."""
    found = {named.get(purpose) for purpose in purposes}
    if found & bases:
        return ""
    return "unknown_basis" if None in found or not found else "other_basis"
