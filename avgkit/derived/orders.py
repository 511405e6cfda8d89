"""Orders of courts and authorities of third countries, each with what the law says of disclosing on it (AVG 48).

An agreement can supply legal basis and ground at once; without one, both are needed. The organisation shows them:
what is not recorded is not there, what cannot be read is unknown.
"""

import narwhals as nw

from .periods import first_days, holds, period, unread

_PLACE = {"country": "VARCHAR", "period": "BIGINT", "eea": "BOOLEAN", "adequate": "BOOLEAN", "covered": "BOOLEAN"}


def orders(crm, law) -> nw.LazyFrame:
    """Every order up to law.on: third country, disclosed, agreement, has_basis, has_ground, may, told."""
    rule = law.entry("mechanisms", "foreign_order", "orders")
    boundaries = sorted({*law.periods("countries", "eea"), *law.periods("countries", "adequacy")})
    day = nw.coalesce(nw.col("disclosed_at"), nw.col("received_at"))
    return (
        crm.orders.filter(nw.col("received_at").is_null() | (nw.col("received_at") <= nw.lit(law.on)))
        .with_columns(day=day)
        .filter(nw.col("disclosed_at").is_null() | (nw.col("day") >= nw.lit(rule["from"])))
        .with_columns(period=period(nw.col("day"), boundaries))
        .join(crm.bind(_places(law, boundaries), _PLACE), on=["country", "period"], how="left")
        .filter(~nw.col("eea").fill_null(False))
        .with_columns(
            outside=_readable("country", nw.lit(True)),
            disclosed=_disclosed(law, rule["from"]),
            agreement=_agreement(),
            role=_readable("role", nw.col("role").fill_null("controller")),
        )
        .with_columns(has_basis=_basis(rule["union_law"]), has_ground=_ground(), told=_told())
        .with_columns(may=nw.col("agreement") | (nw.col("has_basis") & nw.col("has_ground")))
    )


def _places(law, boundaries) -> list[dict]:
    """Each country in each stretch of the law: in the EEA, under a decision, and under one that covers everybody."""
    rows = []
    eea, decisions = law.entries("countries", "eea"), law.entries("countries", "adequacy")
    for number, day in first_days(boundaries):
        inside = {entry["id"] for entry in eea if holds(entry, day)}
        scopes = {entry["id"]: entry["scope"] for entry in decisions if holds(entry, day)}
        rows += [
            {
                "country": country,
                "period": number,
                "eea": country in inside,
                "adequate": country in scopes,
                "covered": scopes.get(country) == "all",
            }
            for country in sorted(inside | set(scopes))
        ]
    return rows


def _readable(column: str, value: nw.Expr) -> nw.Expr:
    """The value, or null when what stands in the column cannot be read."""
    return nw.when(~unread(column)).then(value)


def _disclosed(law, first) -> nw.Expr:
    """Whether data were disclosed by now; a day of disclosure beside another outcome contradicts itself."""
    outcome, at = nw.col("outcome"), nw.col("disclosed_at")
    dated = _readable("disclosed_at", ~at.is_null())
    by_day = nw.when(dated).then(nw.lit(True))
    not_by_day = nw.when(~dated).then(nw.lit(False))
    said = nw.when(outcome == "disclosed").then(_readable("disclosed_at", nw.lit(True))).otherwise(not_by_day)
    told = nw.when(outcome.is_null()).then(by_day).otherwise(said)
    told = nw.when(at > nw.lit(law.on)).then(nw.lit(False)).otherwise(told)
    # Received before the law applied and disclosed nobody knows when: that may have been before it too.
    before = at.is_null() & told & (nw.col("received_at") < nw.lit(first))
    told = nw.when(~before.fill_null(False)).then(told)
    return _readable("outcome", _readable("received_at", told))  # an order of another day may be none of ours


def _agreement() -> nw.Expr:
    """Whether the order rests on an international agreement; whoever names one as the ground says so."""
    named = (nw.col("ground") == "agreement") & nw.col("agreement").is_null()
    return _readable("agreement", nw.when(named).then(nw.lit(True)).otherwise(nw.col("agreement")))


def _basis(of_union: list[str]) -> nw.Expr:
    """Whether there is a legal basis; a legal duty or public task must be one of the EU or a Member State."""
    basis = nw.col("basis")
    own = nw.when(basis.is_in(of_union)).then(nw.col("union_law") | nw.col("agreement")).otherwise(nw.lit(True))
    return _readable("basis", nw.when(basis.is_null()).then(nw.lit(False)).otherwise(own))


def _ground() -> nw.Expr:
    """Whether there is a ground of chapter V; a decision for part of a country may not cover its authorities."""
    ground = nw.col("ground")
    known = ~nw.col("country").is_null()
    decision = nw.when(nw.col("covered").fill_null(False)).then(nw.lit(True))
    decision = nw.when(known & ~nw.col("adequate").fill_null(False)).then(nw.lit(False)).otherwise(decision)
    other = nw.when(ground == "agreement").then(nw.col("agreement")).otherwise(ground != "none")
    kinds = nw.when(ground == "adequacy").then(decision).otherwise(other)
    return _readable("ground", nw.when(ground.is_null()).then(nw.lit(False)).otherwise(kinds))


def _told() -> nw.Expr:
    """Whether a processor told the controller before it disclosed; a controller need not."""
    told, at = nw.col("controller_told_at"), nw.col("disclosed_at")
    before = nw.when(told.is_null()).then(nw.lit(False)).otherwise(told <= at)
    return (
        nw.when(nw.col("role") == "controller")
        .then(nw.lit(True))
        .otherwise(nw.when(nw.col("role") == "processor").then(_readable("controller_told_at", before)))
    )
