"""The dry run of a clean-up: how many contacts of each category would go, stay or wait, before anything is erased."""

from datetime import date, timedelta

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


def holds(crm, policy, law) -> list[dict]:
    """Every contact that is held for a dispute or investigation: key, category, deadline, and whether that has passed.

    `overdue` is None where the end of the term is not known. First those whose term is over, then by deadline and key.
    """
    held = keeping(crm, policy, law).filter(nw.col("held")).select("id", "category", "deadline", "overdue")
    rows = crm.engine.arrow(held).to_pylist()
    return sorted(rows, key=lambda r: (r["overdue"] is not True, r["deadline"] or date.max, r["id"]))


def coming(crm, policy, law, until: date) -> list[dict]:
    """Contacts whose term runs out up to and including `until`: per category and first day overdue their number.

    Those that are held, and those that the schedule keeps after their term, are not among them.
    """
    goes = ~nw.col("held").fill_null(False) & ~(nw.col("after") == "keep").fill_null(False)
    frame = keeping(crm, policy, law).filter(~nw.col("overdue") & ~nw.col("deadline").is_null() & goes)
    frame = frame.filter(nw.col("deadline") < nw.lit(until))
    counts = frame.group_by("category", "deadline").agg(contacts=nw.col("id").len())
    rows = [
        {"category": row["category"], "day": row["deadline"] + timedelta(days=1), "contacts": row["contacts"]}
        for row in crm.engine.arrow(counts).to_pylist()
    ]
    return sorted(rows, key=lambda row: (row["day"], row["category"] or "~"))


def staying(crm, policy, law) -> dict[str, int]:
    """Of the contacts that stay: how many are within their term, and of how many it has not begun (still customers)."""
    stays = keeping(crm, policy, law).filter(nw.col("action") == "keep")
    begun = stays.select("id", begun=~nw.col("deadline").is_null()).group_by("begun").agg(n=nw.col("id").len())
    found = {row["begun"]: row["n"] for row in crm.engine.arrow(begun).to_pylist()}
    return {"within_period": found.get(True, 0), "still_customer": found.get(False, 0)}


def _kept_since(term: dict | None, law):
    return earliest_start(law.on, lambda day: end(term, day)) if term and term["ends"] else None
