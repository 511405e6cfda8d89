"""Retention: nothing is kept longer than the organisation's own period, and no period is shorter than the law asks.

AVG 5(1)(e), 13(2)(a), 17(1)(a), 17(3)(b), 25, 30(1)(f); AWR 52(4) and other acts. A period that is longer than
customary, while no rule says so, is never a finding: it is arguable.
"""

from datetime import date

import narwhals as nw

from .. import schema
from ..check import codes, explain, verdict
from ..derived.calendar import month_end, week_end, year_end
from ..derived.keeping import end, keeping, norms, starts, terms
from ..ruling import ruled, ruling

_BY_YEAR = "end_of_year"  # a period that is declared to start on 1 January after the year
_BY_YEAR_END = "year_end"
_YEAR = 12
_DECLARED = {"category": "VARCHAR", "months": "BIGINT", "weeks": "BIGINT"}
_MINIMUM = _DECLARED | {"statute": "VARCHAR", "minimum_months": "BIGINT", "kind": "VARCHAR"}
_NORM = _DECLARED | {"norm": "VARCHAR", "norm_months": "BIGINT", "norm_weeks": "BIGINT", "kind": "VARCHAR"}


def retention_overdue(crm, policy, law):
    """A contact goes after the period of its category, unless a dispute or a law needs it (AVG 5(1)(e), 17(1)(a)).

    The tax duty keeps the invoice, not the profile (AVG 17(3)(b)): the profile is still overdue.
    """
    columns = starts()
    unknown = codes(
        unknown_contact_category=nw.col("category").is_null(),
        unknown_period=~nw.col("category").is_null() & ~nw.col("has_term"),
        unknown_start_event=nw.col("has_term") & ~nw.col("start").is_in(columns),
        unknown_start=nw.col("start").is_in(columns) & nw.col("overdue").is_null(),
        unknown_legal_hold=nw.col("held").is_null(),
        unknown_after=nw.col("overdue") & (nw.col("after") == "keep"),
    )
    violates = nw.col("violates")
    shown = ("category", "start", "started", "months", "weeks", "deadline", "action", "keep_invoice_until")
    evidence = {name: nw.col(name) for name in shown}
    return verdict(keeping(crm, policy, law), violates, explain(violates, nw.lit("overdue"), unknown), **evidence)


def category_without_period(crm, policy, law):
    """Each category of contacts has a period, or criteria where there can be no fixed one (AVG 5(1)(e), 13(2)(a))."""
    declared = terms(policy)
    rulings = [
        ruling(key, {"no_period": _no_period(declared.get(key))}, category=key, contacts=number)
        for key, number in _categories(crm, law, declared).items()
    ]
    if not rulings and not policy.tables and crm.count("contacts"):
        # Nothing is declared and no category recorded: then all contacts together are one without a period.
        rulings = [ruling("contacts", {"no_period": True}, category=None, contacts=crm.count("contacts"))]
    return ruled(crm, rulings, category="VARCHAR", contacts="BIGINT")


def _no_period(term: dict | None) -> bool | None:
    """Whether there is no period; null when what is declared cannot be one (below nothing, or two at once)."""
    if term is None:
        return True
    if term["months"] is None and term["weeks"] is None:
        return term["criteria"] is None
    return None if not term["ends"] else False


def _categories(crm, law, declared) -> dict[str, int]:
    """Every category that is declared or occurs among the contacts, with the number of contacts."""
    frame = crm.contacts.filter(nw.col("created_at").is_null() | (nw.col("created_at").cast(nw.Date) <= nw.lit(law.on)))
    counts = frame.filter(~nw.col("category").is_null()).group_by("category").agg(n=nw.col("id").len())
    found = {row["category"]: row["n"] for row in crm.engine.arrow(counts).to_pylist()}
    return {key: found.get(key, 0) for key in sorted({*found, *(key for key in declared if key)})}


def period_without_reason(crm, policy, law):
    """A period says why it is needed and with which event it starts (AVG 5(1)(e), 5(2), 25, 30(1)(f))."""
    rulings, columns, declared = [], starts(), terms(policy)
    contacts = schema.tables("crm")["contacts"].columns["category"].values
    for key, row in policy.keyed("retention"):
        broken = {"no_reason": not row["reason"], "no_start": not row["start"] and not row["criteria"]}
        # A start that a contact does not show may be a good one, but nobody sees when the period of a contact begins.
        hidden = row["category"] in contacts and row["start"] and declared[key]["start"] not in columns
        broken["start_event"] = None if hidden else False
        rulings.append(ruling(key, broken, **_declared(row)))
    return ruled(crm, rulings, **_DECLARED)


def period_below_statutory(crm, policy, law):
    """What an act orders to be kept is kept at least so long (AWR 52(4), BW 2:10(3), Wet OB, Wwft, URLB, BW 7:454)."""
    rulings = []
    for key, row in policy.keyed("retention"):
        entries = [e for e in norms(law, row["category"]) if e["kind"] == "statutory"]
        if not entries:
            continue
        entry = max(entries, key=lambda e: e["months"])
        until = _until(row, entry, entry["months"])
        below = _compare(row, law, lambda last, least: last < least, entry["months"])
        if until and (row["erased_on"] or below is None):  # one file: what matters is whether it went too early
            below = bool(row["erased_on"]) and row["erased_on"] <= until
        evidence = {
            "keep_until": until,
            "statute": entry["article"],
            "minimum_months": entry["months"],
            "kind": entry["kind"],
        }
        evidence |= _declared(row) | {"end_rule": entry["end_rule"]}
        rulings.append(ruling(key, {"below_statutory": below}, law_seen=entry["verified"], **evidence))
    return ruled(crm, rulings, **_MINIMUM, end_rule="VARCHAR", keep_until="DATE", law_seen="BOOLEAN")


def _until(row: dict, entry: dict, months: int | None, weeks: int | None = None) -> date | None:
    """The last day of the period of an entry in one case, of which the event that starts it is told."""
    if row["event_on"] is None:
        return None
    if entry["end_rule"] == _BY_YEAR_END and "years" in entry:
        return year_end(row["event_on"], entry["years"])
    return week_end(row["event_on"], weeks) if months is None else month_end(row["event_on"], months)


def period_beyond_norm(crm, policy, law):
    """A period is not longer than an act allows or a norm of the sector; beyond what is customary it is arguable.

    Longer than an act orders asks for a purpose of its own (AVG 5(1)(e)).
    """
    rulings = []
    for key, row in policy.keyed("retention"):
        judged = [_beyond(row, entry, law) for entry in norms(law, row["category"])]
        for broken, evidence in judged[:1]:
            rulings.append(ruling(key, broken, **_declared(row), **evidence))
    return ruled(crm, rulings, **_NORM, norm_until="DATE", law_seen="BOOLEAN")


def _beyond(row: dict, entry: dict, law) -> tuple[dict, dict]:
    """Whether the declared period is longer than this entry of the law or of practice, and what that says."""
    months, weeks = entry.get("maximum_months", entry.get("months")), entry.get("weeks")
    if entry["kind"] == "sector":
        if row["with_consent"] and "with_consent_months" in entry:
            months, weeks = entry["with_consent_months"], None
        elif row["weeks"] is None:  # a schedule in whole months cannot say it more precisely
            months, weeks = entry["whole_months"], None
        code = "beyond_sector_norm"
    elif entry["kind"] == "customary":
        code = "beyond_customary"
    else:
        code = "beyond_maximum" if "maximum_months" in entry else "longer_without_purpose"
    until = _until(row, entry, months, weeks)
    if entry["kind"] == "statutory" and entry["end_rule"] == _BY_YEAR_END and row["start"] != _BY_YEAR:
        months += _YEAR  # who counts from the day itself needs up to a year more to reach 31 December
    longer = _compare(row, law, lambda last, most: last > most, months, weeks)
    if until and longer is None:
        longer = (row["erased_on"] or law.on) > until
    if longer and (code == "beyond_customary" or (code == "longer_without_purpose" and row["reason"])):
        longer = None  # no rule says so, or a reason is given: whether it is good enough is arguable
    evidence = {
        "norm": entry["id"],
        "norm_until": until,
        "norm_months": months,
        "norm_weeks": weeks,
        "kind": entry["kind"],
    }
    return {code: longer}, evidence | {"law_seen": entry["verified"]}


def _declared(row: dict) -> dict:
    return {column: row[column] for column in _DECLARED}


def _compare(row: dict, law, differs, months: int | None, weeks: int | None = None) -> bool | None:
    """Compare the declared period with another one by the day on which both would end; null when it cannot be told."""
    length = [row[unit] for unit in ("months", "weeks") if row[unit] is not None]
    if len(length) != 1 or length[0] < 0:
        return None
    other = week_end(law.on, weeks) if months is None else month_end(law.on, months)
    return differs(end(row, law.on), other)
