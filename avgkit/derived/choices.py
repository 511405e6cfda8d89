"""Choices: each consent event with what the law says of it (proof, conditions of validity, age).

Burden of proof: AVG 7(1) lays it on the controller. What is missing counts against the consent; what stands in the
export but cannot be read makes it unknown.
"""

import narwhals as nw

from ..check import codes
from .ages import adult, age_on
from .conditions import conditions
from .periods import any_of, first_days, holds, period, unread

PROOF = ("contact", "at", "how", "wording", "purpose", "channel")


def choices(crm, policy, law) -> nw.LazyFrame:
    """Every consent event up to law.on with proof, conditions, age band and validity, kept for the scan."""
    return crm.derived("choices", lambda: _choices(crm, policy, law), policy, law)


def _choices(crm, policy, law) -> nw.LazyFrame:
    boundaries, grown = law.periods("ages"), adult(law)
    people = crm.contacts.select("id", "birth_date", is_known=nw.lit(True))
    frame = (
        crm.consents.filter(nw.col("at").is_null() | (nw.col("at").cast(nw.Date) <= nw.lit(law.on)))
        .select("id", "contact", "at", "purpose", "channel", "event", "how", "wording", "given_by", "unread")
        .join(people.rename({"id": "contact"}), on="contact", how="left")
        .with_columns(period=period(nw.col("at"), boundaries), age=age_on("at", grown))
        .join(crm.bind(_bands(law, boundaries, grown), _BAND), on=["period", "age"], how="left")
        .join(policy.on(crm, "consent_forms").with_columns(form=nw.lit(True)), on="wording", how="left")
        .join(crm.bind(_listed(policy), _LISTED), on=["wording", "purpose"], how="left")
        .join(policy.on(crm, "purposes").select("explicit", "minor_help", purpose="id"), on="purpose", how="left")
    )
    # What the wording itself says about it counts too; where it says nothing the purpose decides.
    asked = nw.col("explicit") | nw.col("explicit_needed").fill_null(False)
    frame = frame.with_columns(explicit=nw.coalesce(asked, nw.col("explicit_needed")), **_of_age(law))
    return _judged(frame, law)


def _of_age(law) -> dict[str, nw.Expr]:
    """Who may choose alone, with free help and advice to minors apart: there the ages do not count (UAVG 5(6))."""
    entry = law.entry("ages", "help_services", "exception")
    since = entry["from"] if entry else None
    helped = nw.col("minor_help").fill_null(False) & (nw.col("at").cast(nw.Date) >= nw.lit(since)).fill_null(False)
    alone = nw.lit(True)
    return {
        name: nw.when(helped).then(alone).otherwise(nw.col(name)) for name in ("self_consents", "self_withdraws")
    } | {name: nw.when(helped).then(nw.lit("self")).otherwise(nw.col(name)) for name in ("consent_by", "withdrawal_by")}


_BAND = {
    "period": "BIGINT",
    "age": "BIGINT",
    "self_consents": "BOOLEAN",
    "self_withdraws": "BOOLEAN",
    "seen": "BOOLEAN",
    "consent_by": "VARCHAR",
    "withdrawal_by": "VARCHAR",
    "rights_by": "VARCHAR",
}
_LISTED = {"wording": "VARCHAR", "purpose": "VARCHAR", "listed": "BOOLEAN"}


def _bands(law, boundaries, grown: int) -> list[dict]:
    """Who may consent, withdraw and exercise rights at each age, for each stretch of the law."""
    rows = []
    for number, day in first_days(boundaries):
        for entry in law.entries("ages"):
            if holds(entry, day):
                rows += [
                    {
                        "period": number,
                        "age": age,
                        "self_consents": "self" in entry["consent_by"],
                        "self_withdraws": "self" in entry["withdrawal_by"],
                        "seen": "withdrawal_by" not in entry.get("unseen", ()),
                        **{act: ";".join(entry[act]) for act in ("consent_by", "withdrawal_by", "rights_by")},
                    }
                    for age in range(entry["from_age"], min(entry.get("to_age", grown), grown) + 1)
                ]
    return rows


def _listed(policy) -> list[dict]:
    """Each purpose that stands in each wording."""
    return [
        {"wording": form["wording"], "purpose": purpose, "listed": True}
        for form in policy.rows("consent_forms")
        for purpose in (form["purposes"] or "").split(";")
        if purpose
    ]


def _judged(frame: nw.LazyFrame, law) -> nw.LazyFrame:
    """Proof, conditions and age of each event as three-valued columns, and `invalid` as their sum."""
    listed = nw.when(~nw.col("purposes").is_null() & ~nw.col("purpose").is_null()).then(nw.col("listed").is_null())
    failing = conditions(law, unlisted=listed)
    frame = frame.with_columns(
        missing=codes(**{f"missing_{c}": nw.col(c).is_null() & ~unread(c) for c in PROOF}),
        # Somebody who is not in the export: a person stands there, but nobody can tell who.
        unreadable=any_of([nw.col(c).is_null() & unread(c) for c in PROOF])
        | (~nw.col("contact").is_null() & nw.col("is_known").is_null()),
        fails=codes(**failing),
        doubts=codes(
            **{f"unknown_{name}": fails.is_null() & ~nw.col("form").is_null() for name, fails in failing.items()}
        ),
        condition_fails=any_of(failing.values()),
        own=nw.when(nw.col("given_by") == "representative")
        .then(nw.lit(False))
        .when(unread("given_by"))
        .then(nw.lit(None, dtype=nw.Boolean))
        .otherwise(nw.lit(True)),
    )
    unknown = nw.lit(None, dtype=nw.Boolean)
    without = nw.when(nw.col("missing") != "").then(nw.lit(True)).when(~nw.col("unreadable")).then(nw.lit(False))
    frame = frame.with_columns(
        without_proof=without.otherwise(unknown),
        # A minor's own consent; somebody whose age is not known is unknown here.
        minor_alone=nw.when(nw.col("self_consents"))
        .then(nw.lit(False))
        .otherwise(~nw.col("self_consents") & nw.col("own")),
        own_withdrawal=((nw.col("event") == "withdrawn") & (nw.col("given_by") == "self")).fill_null(False),
    )
    frame = frame.with_columns(
        # A withdrawal has no effect only when it is known that this person could not withdraw (UAVG 5); where the text
        # of that time was not seen, nobody can tell.
        void=nw.col("own_withdrawal") & ~nw.col("self_withdraws") & nw.col("seen"),
        doubtful=(nw.col("own_withdrawal") & ~nw.col("self_withdraws") & ~nw.col("seen")).fill_null(False),
    )
    # An age that is not known leaves a consent standing: the law asks no proof of age from everybody.
    return frame.with_columns(
        invalid=nw.col("without_proof")
        | nw.col("condition_fails")
        | nw.when(nw.col("self_consents").is_null()).then(nw.lit(False)).otherwise(nw.col("minor_alone"))
    )
