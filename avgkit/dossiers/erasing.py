"""The plan of an erasure: per record delete, anonymise or keep, with the ground of AVG 17(3) and the last day.

The verdicts come from the tables that the checks use: retention, holds, and the invoices that the tax duty keeps.
"""

from dataclasses import replace
from datetime import date

from .. import schema
from ..derived.calendar import year_end
from ..derived.keeping import INVOICE, end, keeping, terms
from .gathering import Loose, Record
from .plans import MUST_GO, Line, rows_of

_CHOICE_AGAINST = ("withdrawn", "objected", "refused")


def erasing(crm, policy, law, records: list[Record], files: list[Loose], keys: list[str]) -> list[Line]:
    """A line for each record, and for each loose file that surely holds the person."""
    held = rows_of(crm, keeping(crm, policy, law), "id", keys)
    maybe = any(r.table == "interactions" and _may_be_invoice(r) for r in records)
    given = _Given(law, terms(policy), held, _invoice_columns(law), maybe)
    given.marketing = {row["id"]: row["direct_marketing"] for row in policy.rows("purposes")}
    lines = [_line(record, given) for record in records]
    if any(line.table == "contacts" and line.action in MUST_GO for line in lines):
        # A choice that names the contact only by its number stops nothing once the address is gone.
        lines = [replace(n, also=[*n.also, "needs_address"]) if n.reason == "suppression" else n for n in lines]
    return lines + [_loose(file, given) for file in files]


def _loose(file: Loose, given: "_Given") -> Line:
    """A loose file is cleaned, unless it may be needed for a dispute: then a person looks at it first."""
    if given.hold is False:
        return Line("shadow", file.id, "clean_file", "loose_copy", "AVG 17(1)")
    return Line("shadow", file.id, "unknown", "hold" if given.hold else "hold_unread", "AVG 17(3)(e)")


def running(values: dict, law) -> bool:
    """Whether a contact with these values is a customer still, so that a contract may need some of the data."""
    return values.get("category") == "customer" and values.get("customer_until", law.on) >= law.on


class _Given:
    """What the plan rests on: the law, the declared periods, holds and invoices per contact."""

    def __init__(self, law, declared: dict, held: dict, invoice: list[str], maybe: bool):
        self.marketing: dict = {}
        self.law, self.declared, self.held, self.invoice, self.maybe = law, declared, held, invoice, maybe
        states = [row["held"] for row in held.values()]
        self.hold = True if True in states else None if None in states else False
        self.tax = law.entry("periods", INVOICE, "retention")
        self.kept = next(e for e in law.entries("rights", "kept") if e["period"] == INVOICE)


def _invoice_columns(law) -> list[str]:
    entries = [entry for entry in law.entries("rights", "kept") if entry["period"] == INVOICE]
    return [column for entry in entries for column in entry["columns"]]


def _line(record: Record, given: _Given) -> Line:
    if given.hold is not False:
        # For a dispute everything stays that may be needed; what that is, a person must say.
        action, reason = ("keep", "hold") if given.hold else ("unknown", "hold_unread")
        return Line(record.table, record.key, action, reason, "AVG 17(3)(e)")
    return _OF_TABLE.get(record.table, _other)(record, given)


def _contact(record: Record, given: _Given) -> Line:
    row = given.held.get(record.key, {})
    runs = running(record.values, given.law)
    also = ["overdue"] if row.get("violates") else []
    until = row.get("keep_invoice_until")
    table = schema.tables("crm")["contacts"]
    if until is not None or given.maybe:
        # A moment of contact that may be an invoice keeps what an invoice needs, until somebody has looked.
        stays = set(given.invoice)
        goes = [name for name in record.values if table.columns[name].personal and name not in stays]
        goes += [name for name in record.unread if name in table.columns and table.columns[name].personal]
        goes += list(record.extra)
        columns = sorted(set(goes) - stays)
        reason = "maybe_invoice" if until is None else "invoice"
        also += ["running"] if runs else []
        return Line("contacts", record.key, "keep_part", reason, given.kept["article"], until, columns, also)
    if runs:
        return Line("contacts", record.key, "unknown", "running", "AVG 17(1)", None, [], also)
    term = given.declared.get(row.get("category"))
    after = (term or {}).get("after")
    action = "anonymise" if after == "anonymise" else "delete"
    if after == "keep":
        return Line("contacts", record.key, "unknown", "declared_keep", "AVG 17(3)(d)", None, [], also)
    return Line("contacts", record.key, action, "no_ground", "AVG 17(1)", None, [], also)


def _may_be_invoice(record: Record) -> bool:
    """Whether the kind of a moment of contact, or the day of a purchase, cannot be told."""
    kind = record.values.get("kind")
    return kind is None or (kind == "purchase" and record.values.get("at") is None)


def _interaction(record: Record, given: _Given) -> Line:
    kind, at = record.values.get("kind"), record.values.get("at")
    note = ["note"] if "note" in record.values or "note" in record.unread else []
    if _may_be_invoice(record):
        return Line(record.table, record.key, "unknown", "maybe_invoice", given.kept["article"], None, note)
    if kind == "purchase":
        until = year_end(at.date(), given.tax["years"])
        if until >= given.law.on:
            goes = note + list(record.extra)
            action = "keep_part" if goes else "keep"
            return Line(record.table, record.key, action, "invoice", given.kept["article"], until, goes)
        return Line(record.table, record.key, "delete", "invoice_over", "AVG 17(1)")
    if kind == "complaint":
        return _by_policy(record, given, "complaint", at)
    return Line(record.table, record.key, "delete", "no_ground", "AVG 17(1)")


def _consent(record: Record, given: _Given) -> Line:
    if record.values.get("event") in _CHOICE_AGAINST:
        # Only a choice against direct marketing belongs on the suppression list; of another use it is proof at most.
        if given.marketing.get(record.values.get("purpose")) is not False:
            return Line(record.table, record.key, "keep", "suppression", "AVG 21(3)", None)
        return _by_policy(record, given, "consent_proof", record.values.get("at"), "AVG 7(1)")
    # The use ends with the erasure, so the period ends no later than counted from that day.
    line = _by_policy(record, given, "consent_proof", given.law.on, "AVG 7(1)")
    return replace(line, also=["from_today"]) if line.until else line


def _request(record: Record, given: _Given) -> Line:
    day = record.values.get("answered_at")
    if record.values.get("kind") == "objection_marketing":
        return Line(record.table, record.key, "keep", "suppression", "AVG 21(3)", None)
    line = _by_policy(record, given, "request_file", day, "AVG 5(2)")
    return replace(line, also=["from_answer"]) if line.action == "keep" and not line.until else line


def _by_policy(record: Record, given: _Given, category: str, day, article: str = "AVG 17(3)(e)") -> Line:
    """What the policy keeps for a time of its own: only where it says so, and until a day when that can be computed."""
    term = given.declared.get(category)
    if term is None:
        return Line(record.table, record.key, "unknown", "policy_silent", article)
    if not term["ends"]:
        return Line(record.table, record.key, "unknown", "period_open", article)
    start = day.date() if hasattr(day, "date") else day if isinstance(day, date) else None
    until = end(term, start) if start else None
    if until and until < given.law.on:
        return Line(record.table, record.key, "delete", "period_over", "AVG 17(1)")
    return Line(record.table, record.key, "keep", category, article, until)


def _file(record: Record, given: _Given) -> Line:
    return Line(record.table, record.key, "clean_file", "loose_copy", "AVG 17(1)")


def _log(record: Record, given: _Given) -> Line:
    return Line(record.table, record.key, "unknown", "log", "AVG 5(2)")


def _other(record: Record, given: _Given) -> Line:
    return Line(record.table, record.key, "delete", "no_ground", "AVG 17(1)")


_OF_TABLE = {
    **{"contacts": _contact, "interactions": _interaction, "consents": _consent, "requests": _request},
    **{"files": _file, "access_log": _log},
}
