"""Keeping: each contact with the period of its category, the last day it may be kept, and what is to be done then.

The check on overdue contacts and the dry run of a clean-up read this same table, so they cannot disagree.
"""

from datetime import date

import narwhals as nw

from .. import schema
from .calendar import bound, distinct, month_end, week_end, year_end
from .periods import unread

_UNKNOWN = nw.lit(None, dtype=nw.Boolean)
_TERM = {"category": "VARCHAR", "start": "VARCHAR", "months": "BIGINT", "weeks": "BIGINT", "after": "VARCHAR"}
_ENDS = {"category": "VARCHAR", "started": "DATE", "deadline": "DATE"}
INVOICE = "tax_records"  # the term in knowledge/periods.toml for which an invoice stays


def starts() -> list[str]:
    """The columns of a contact from which a period can run."""
    columns = schema.tables("crm")["contacts"].columns.values()
    return [c.name for c in columns if c.type in ("day", "moment") and not c.personal]


def terms(policy) -> dict[str, dict]:
    """The declared period by category; `ends` is false where no term can be computed from it."""
    found: dict[str, dict] = {}
    for row in policy.rows("retention"):
        start = (row["start"] or "").strip().lower().removeprefix("contacts.")
        length = [row[unit] for unit in ("months", "weeks") if row[unit] is not None]
        term = row | {"start": start, "ends": len(length) == 1 and length[0] >= 0}
        # Two rows that say different things about one category say nothing.
        double = row["category"] in found and found[row["category"]] != term
        found[row["category"]] = term | ({"ends": False} if double else {})
    return found


def norms(law, category: str | None) -> list[dict]:
    """What law and practice say of how long this category is kept, on the day of judging."""
    found = [e for e in law.entries("periods", "retention") if category in e["categories"]]
    return [entry for entry in found if lasts(entry) and norm_holds(entry, law)]


def lasts(entry: dict) -> bool:
    """Whether an entry of the law gives a length that a period can be held against."""
    return bool({"months", "weeks"} & set(entry))


def norm_holds(entry: dict, law) -> bool:
    """Whether an entry on keeping still holds on the day of judging."""
    return "until" not in entry or law.on <= entry["until"]


def end(term: dict, day: date) -> date:
    """The last day on which something may be kept that started on this day."""
    return week_end(day, term["weeks"]) if term["months"] is None else month_end(day, term["months"])


def keeping(crm, policy, law) -> nw.LazyFrame:
    """Every contact up to law.on with term, start, deadline, `overdue`, `violates` and `action`, kept for the scan."""
    return crm.derived("keeping", lambda: _keeping(crm, policy, law), policy, law)


def _keeping(crm, policy, law) -> nw.LazyFrame:
    declared, columns = terms(policy), starts()
    days = {name: nw.col(name).cast(nw.Date) for name in columns}
    frame = crm.contacts.select("id", "category", "hold", "unread", **days)
    frame = frame.filter(nw.col("created_at").is_null() | (nw.col("created_at") <= nw.lit(law.on)))
    rows = [term for term in declared.values() if term["ends"]]
    frame = frame.join(crm.bind(rows, _TERM), on="category", how="left").with_columns(
        started=nw.coalesce(*[nw.when(nw.col("start") == name).then(nw.col(name)) for name in columns]),
        has_term=~nw.col("months").is_null() | ~nw.col("weeks").is_null(),
    )
    ends = [
        row | {"deadline": end(declared[row["category"]], row["started"])}
        for row in distinct(crm, frame, "category", "started")
        if row["category"] in declared and declared[row["category"]]["ends"]
    ]
    frame = frame.join(crm.bind(ends, _ENDS), on=["category", "started"], how="left")
    return _judged(_invoices(crm, law, frame), law)


def invoices(crm, law) -> nw.LazyFrame:
    """Per contact with a purchase the last day on which the law asks its invoice (AWR 52(4))."""
    bought = crm.interactions.filter((nw.col("kind") == "purchase") & (nw.col("at").cast(nw.Date) <= nw.lit(law.on)))
    bought = bought.filter(~nw.col("contact").is_null()).group_by("contact").agg(nw.col("at").max())
    bought = bought.select("contact", bought=nw.col("at").cast(nw.Date))
    entry = law.entry("periods", INVOICE, "retention")
    days = [row["bought"] for row in distinct(crm, bought, "bought")]
    ends = bound(crm, days, "bought", keep_invoice_until=lambda day: year_end(day, entry["years"]))
    return bought.join(ends, on="bought", how="left").select("contact", "keep_invoice_until")


def _invoices(crm, law, frame: nw.LazyFrame) -> nw.LazyFrame:
    """Beside each contact the last day on which the law asks its invoice, while that day has not passed."""
    if not crm.has("interactions"):
        return frame.with_columns(keep_invoice_until=nw.lit(None, dtype=nw.Date))
    needed = invoices(crm, law).filter(nw.col("keep_invoice_until") >= nw.lit(law.on))
    return frame.join(needed.rename({"contact": "id"}), on="id", how="left")


def _judged(frame: nw.LazyFrame, law) -> nw.LazyFrame:
    """Whether the term is over, whether the contact must stay for a dispute, and what a clean-up would do."""
    # A period that runs from the end of the relation has not begun for whoever is still a customer.
    running = (nw.col("start") == "customer_until") & (nw.col("category") == "customer") & nw.col("started").is_null()
    running = running & ~unread("customer_until")
    frame = frame.with_columns(
        overdue=nw.when(~nw.col("deadline").is_null())
        .then(nw.col("deadline") < nw.lit(law.on))
        .when(running)
        .then(nw.lit(False)),
        held=nw.when(unread("hold")).then(_UNKNOWN).otherwise(nw.col("hold").fill_null(False)),
    )
    # Whether data may stay after their term, for an archive or for research, cannot be told from a CRM.
    must_go = nw.when(nw.col("after") == "keep").then(_UNKNOWN).otherwise(nw.lit(True))
    frame = frame.with_columns(violates=nw.col("overdue") & ~nw.col("held") & must_go)
    return frame.with_columns(action=_action())


def _action() -> nw.Expr:
    action = {
        "hold": nw.col("held") & nw.col("overdue").fill_null(True),
        "unknown": nw.col("violates").is_null(),
        "keep": ~nw.col("violates"),
        "erase_profile_keep_invoice": ~nw.col("keep_invoice_until").is_null(),
        "anonymise": nw.col("after") == "anonymise",
    }
    found = nw.lit("erase")
    for name, when in reversed(action.items()):
        found = nw.when(when.fill_null(False)).then(nw.lit(name)).otherwise(found)
    return found
