"""The dry run of a clean-up: how many contacts of each category would go, stay or wait, before anything is erased."""

import narwhals as nw

from .calendar import earliest_start
from .keeping import end, keeping, terms

ACTIONS = ("erase", "erase_profile_keep_invoice", "anonymise", "hold", "unknown", "keep")


def cleanup(crm, policy, law) -> list[dict]:
    """Per category and action the number of contacts; `kept_since` = the earliest start that is still within the term.

    A category of None are the contacts without one. Rows come in order of category and of action (`ACTIONS`).
    """
    counts = keeping(crm, policy, law).group_by("category", "action").agg(contacts=nw.col("id").len())
    declared = terms(policy)
    rows = [
        {
            "category": row["category"],
            "action": row["action"],
            "contacts": row["contacts"],
            "kept_since": _kept_since(declared.get(row["category"]), law),
        }
        for row in crm.engine.arrow(counts).to_pylist()
    ]
    return sorted(rows, key=lambda row: (row["category"] or "~", ACTIONS.index(row["action"])))


def _kept_since(term: dict | None, law):
    return earliest_start(law.on, lambda day: end(term, day)) if term and term["ends"] else None
