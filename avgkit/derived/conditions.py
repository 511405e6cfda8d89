"""Conditions: each condition of valid consent as an expression, true when it fails, null when a fact is missing.

The same rules serve a consent that somebody gave and a form with which it is asked: both are frames with the columns
of consent_forms, with `how` (the act) and `explicit` (is explicit consent needed?). Values: knowledge/conditions.toml.
"""

import narwhals as nw

from .periods import any_of, holds

_NO = nw.lit(False)


def conditions(law, unlisted: nw.Expr = _NO) -> dict[str, nw.Expr]:
    """Each condition that hangs on the wording or the act; `unlisted`: whether the purpose is not in the wording."""
    col = nw.col
    rules = {entry["id"]: entry for entry in law.entries("conditions")}
    # Whoever suffers nothing by refusing keeps the service. An alternative is for the organisation to show.
    condition = nw.when(col("condition_for_service").is_null() & ~col("detriment")).then(_NO)
    condition = condition.otherwise(col("condition_for_service"))
    tied = condition & ~col("needed_for_service") & ~col("equivalent_alternative").fill_null(False)
    # A no to `separate` has no meaning for one purpose.
    several = nw.when(col("purposes").is_null() & ~col("separate")).then(nw.lit(True))
    several = several.otherwise(col("purposes").str.contains(";", literal=True))
    # Without a word on it, only an authority or an employer makes it doubtful whether people could refuse.
    equal = nw.when(~col("asker").is_in(rules["freely_given"]["unequal_askers"])).then(_NO)
    express = any_of([col("explicit"), *(col(name) for name in rules["explicit"]["needed_by"])])
    return {
        "freely_given": tied | col("detriment") | nw.coalesce(col("imbalance"), equal),
        "granular": several & ~col("separate"),
        "specific": unlisted | ~col("purposes_specific").fill_null(True),
        "informed": any_of(_untold(law).values()),
        "unambiguous": col("how").is_in(rules["unambiguous"]["acts"]),
        "distinguishable": ~col("distinguishable"),
        "withdrawable": ~col("withdrawal_as_easy"),
        "explicit": express & ~nw.coalesce(col("express_statement"), col("how").is_in(rules["explicit"]["acts"])),
    }


def _untold(law) -> dict[str, nw.Expr]:
    return {
        item["column"]: ~nw.col(item["column"]) & (nw.col(item["only_if"]) if "only_if" in item else nw.lit(True))
        for item in law.entries("conditions", "informed_item")
    }


def forms(crm, policy, law) -> tuple[nw.LazyFrame, dict[str, nw.Expr], dict[str, nw.Expr]]:
    """Every wording; each condition that it must meet, in the order of the law; and what people were not told.

    Both are columns of the frame, true when something is wrong: so each rule is worked out once.
    """
    needed = crm.bind(_explicit(policy), {"wording": "VARCHAR", "purpose_explicit": "BOOLEAN"})
    explicit = nw.coalesce(nw.col("explicit_needed"), nw.col("purpose_explicit"))
    frame = policy.on(crm, "consent_forms").join(needed, on="wording", how="left")
    frame = frame.with_columns(id=nw.col("wording"), how=nw.col("action"), explicit=explicit)
    failing = conditions(law) | {"demonstrable": ~nw.col("proof_kept"), "age": _asked_too_young(law)}
    failing = {entry["id"]: failing[entry["id"]] for entry in law.entries("conditions")}
    untold = _untold(law)
    frame = frame.with_columns(**{f"not_{name}": wrong for name, wrong in (failing | untold).items()})
    return frame, *({name: nw.col(f"not_{name}") for name in names} for names in (failing, untold))


def _explicit(policy) -> list[dict]:
    """Whether one of the purposes of a wording asks for explicit consent; None when that is not declared of all."""
    asked = {row["id"]: row["explicit"] for row in policy.rows("purposes")}
    found = []
    for form in policy.rows("consent_forms"):
        answers = [asked.get(purpose) for purpose in (form["purposes"] or "").split(";")]
        needed = True if True in answers else None if None in answers else False
        found.append({"wording": form["wording"], "purpose_explicit": needed})
    return found


def _asked_too_young(law) -> nw.Expr:
    """Whether a form asks people who cannot consent yet, without their representative (UAVG 5 as of law.on)."""
    bands = [entry for entry in law.entries("ages") if holds(entry, law.on) and "self" in entry["consent_by"]]
    limit = min(entry["from_age"] for entry in bands)
    young = nw.col("youngest_age") < nw.lit(limit)
    # The law asks no proof of age from everybody: a form that names no age is not meant for children.
    return nw.when(nw.col("youngest_age").is_null()).then(_NO).otherwise(young & ~nw.col("representative_asked"))
