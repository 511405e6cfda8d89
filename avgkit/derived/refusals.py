"""Refusals: each refused request with what the law says of its ground (AVG 12, 15, 17(3), 20, 21; UAVG 41)."""

import narwhals as nw

from .. import schema
from .calendar import Calendar, bound, distinct
from .periods import unread

_FIT = {"kind": "VARCHAR", "refusal_ground": "VARCHAR", "fits": "BOOLEAN", "law_seen": "BOOLEAN"}
_RIGHT = {"kind": "VARCHAR", "refusable": "BOOLEAN", "by_basis": "BOOLEAN", "by_automated": "BOOLEAN"}
_COVERED = {"kind": "VARCHAR", "basis": "VARCHAR", "basis_fits": "BOOLEAN"}
_PETITION = "petition"


def refusals(crm, policy, law) -> nw.LazyFrame:
    """Every refusal up to law.on: does its ground belong to the right, does the right apply, and what can be done."""
    today = nw.lit(law.on)
    refused = (nw.col("outcome") == "refused") | (nw.col("outcome").is_null() & ~nw.col("refusal_ground").is_null())
    start = min(entry["from"] for entry in law.entries("rights"))
    received = nw.col("received_at").cast(nw.Date)
    frame = crm.requests.filter(
        # An answer of which the outcome is not written down may have been a no.
        refused.fill_null(False) | unread("outcome") | (nw.col("outcome").is_null() & ~nw.col("answered_at").is_null()),
        nw.col("answered_at").is_null() | (nw.col("answered_at") <= today),
        received.is_null() | ((received <= today) & (received >= nw.lit(start))),
    )
    frame = (
        frame.join(crm.bind(_fits(law), _FIT), on=["kind", "refusal_ground"], how="left")
        .join(crm.bind(_rights(law), _RIGHT), on="kind", how="left")
        .join(crm.bind(_covered(law), _COVERED), on=["kind", "basis"], how="left")
    )
    # Where a right exists only for some legal bases (and automated processing), 'not covered' must be true.
    manual = nw.when(nw.col("by_automated")).then(nw.col("automated")).otherwise(nw.lit(True))
    covered = nw.when(nw.col("by_basis")).then(nw.col("basis_fits") & manual).otherwise(nw.lit(False))
    return _with_remedy(crm, policy, law, frame.with_columns(covered=covered))


def _fits(law) -> list[dict]:
    """For each right and ground whether the one can be refused on the other."""
    entries = law.entries("rights", "ground")
    grounds = schema.tables("crm")["requests"].columns["refusal_ground"].values
    rows = []
    for right in law.entries("rights"):
        for ground in grounds:
            found = [e for e in entries if e.get("ground", e["id"]) == ground and right["id"] in e["rights"]]
            seen = all(e["verified"] for e in found)
            rows.append({"kind": right["id"], "refusal_ground": ground, "fits": bool(found), "law_seen": seen})
    return rows


def _rights(law) -> list[dict]:
    return [
        {
            "kind": right["id"],
            "refusable": right["refusable"],
            "by_basis": "bases" in right,
            "by_automated": right.get("automated", False),
        }
        for right in law.entries("rights")
    ]


def _covered(law) -> list[dict]:
    bases = schema.tables("crm")["requests"].columns["basis"].values
    return [
        {"kind": right["id"], "basis": basis, "basis_fits": basis in right["bases"]}
        for right in law.entries("rights")
        if "bases" in right
        for basis in bases
    ]


def _with_remedy(crm, policy, law, frame: nw.LazyFrame) -> nw.LazyFrame:
    """Beside each refusal the way to the court, and until when it is open (UAVG 34, 35)."""
    kind = policy.one("organisation")["kind"]
    remedy = next((e for e in law.entries("rights", "remedy") if kind in e["organisation_kinds"]), {"id": None})
    if remedy.get("period") != _PETITION:
        return frame.with_columns(remedy=nw.lit(remedy["id"], dtype=nw.String), court_until=nw.lit(None, dtype=nw.Date))
    calendar = Calendar(law)
    days = [row["answered_at"] for row in distinct(crm, frame, "answered_at")]
    ends = bound(crm, days, "answered_at", court_until=lambda day: calendar.end(_PETITION, day))
    return frame.join(ends, on="answered_at", how="left").with_columns(remedy=nw.lit(remedy["id"]))
