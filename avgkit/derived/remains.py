"""Remains: what the CRM still holds of a person after erasure, and what of it a law or a dispute needs (AVG 17(3))."""

from functools import reduce
from operator import add

import narwhals as nw

from .. import schema
from .keeping import INVOICE, invoices
from .periods import unread

_NOTHING = nw.lit(0, dtype=nw.Int64)
_UNKNOWN = nw.lit(None, dtype=nw.Boolean)


def with_remains(crm, law, frame: nw.LazyFrame) -> nw.LazyFrame:
    """Beside each row with a `contact`: what is `left` that should be gone, `too_much`, `held`, and why it is `kept`.

    `left` counts personal details and notes; `too_much` is null where what is left may belong to an invoice.
    """
    frame = frame.join(_people(crm, law), on="contact", how="left")
    # Somebody who is not in the export any more has been erased.
    counts = {name: nw.col(name).fill_null(0).cast(nw.Int64) for name in ("profile", "billing", "notes")}
    flags = {name: nw.col(name).fill_null(False) for name in ("invoice", "doubtful", "hold_unread")}
    frame = frame.with_columns(**counts, **flags)
    billing = nw.when(nw.col("invoice")).then(_NOTHING).otherwise(nw.col("billing"))
    sure = nw.col("profile") + nw.col("notes") > 0
    held = nw.when(nw.col("hold_unread")).then(_UNKNOWN).otherwise(nw.col("hold").fill_null(False))
    return frame.with_columns(
        left=nw.col("profile") + nw.col("notes") + billing,
        too_much=sure | nw.when(~nw.col("doubtful") | (billing == 0)).then(billing > 0),
        held=nw.when(~nw.col("contact").is_null()).then(held),
        kept=nw.when(nw.col("hold").fill_null(False))
        .then(nw.lit("hold"))
        .when(nw.col("invoice"))
        .then(nw.lit("invoice"))
        .otherwise(nw.lit("none")),
    )


def _people(crm, law) -> nw.LazyFrame:
    """Per contact how much stands in the profile, among what an invoice needs, and in notes; and whether it has one."""
    personal = [c.name for c in schema.tables("crm")["contacts"].columns.values() if c.personal]
    entries = [entry for entry in law.entries("rights", "kept") if entry["period"] == INVOICE]
    on_invoice = {column for entry in entries for column in entry["columns"]}
    # What stands there but cannot be read still stands there.
    there = {name: (~nw.col(name).is_null() | unread(name)).fill_null(False).cast(nw.Int64) for name in personal}
    frame = crm.contacts.select(
        "hold",
        contact="id",
        hold_unread=unread("hold"),
        profile=reduce(add, [there[name] for name in personal if name not in on_invoice]),
        billing=reduce(add, [there[name] for name in personal if name in on_invoice]),
    )
    if not crm.has("interactions"):
        until = nw.lit(None, dtype=nw.Date)
        return frame.with_columns(
            notes=_NOTHING, invoice=nw.lit(False), doubtful=nw.lit(False), keep_invoice_until=until
        )
    billed = invoices(crm, law).filter(nw.col("keep_invoice_until") >= nw.lit(law.on))
    frame = frame.join(billed.select("contact", "keep_invoice_until", invoice=nw.lit(True)), on="contact", how="left")
    kind, at = nw.col("kind"), nw.col("at")
    # A moment of contact of which the kind, or the day of a purchase, cannot be told may be an invoice.
    maybe = kind.is_null() | ((kind == "purchase") & at.is_null())
    moments = crm.interactions.filter(~nw.col("contact").is_null()).select(
        "contact",
        notes=(~nw.col("note").is_null()).cast(nw.Int64),
        doubtful=maybe.fill_null(False).cast(nw.Int64),
    )
    moments = moments.group_by("contact").agg(nw.col("notes").sum(), nw.col("doubtful").max())
    return frame.join(moments.with_columns(doubtful=nw.col("doubtful") > 0), on="contact", how="left")
