"""Supervision: which authority is competent, is an officer required, and was a data breach dealt with in time?

AVG 4(16), 4(23), 33, 34, 37, 55, 56, 60, 83. What is declared is judged in Python, incidents as a lazy frame.
"""

from datetime import timedelta

import narwhals as nw

from ..check import codes, explain, values, verdict
from ..derived.breaches import breaches, hours
from ..derived.establishments import standing
from ..derived.penalties import euros, faultless, maximum, method, named, start, tiers
from ..derived.periods import shown, unread
from ..ruling import either, ruled, ruling

_LEAD = ("cross_border", "lead_authority", "main_establishment", "concerned", "mechanism", "assumed")
_RANGE = ("method", "tier", "article")
_EUROS = ("maximum", "maximum_at_least", "fine_low", "fine_high")


def lead_authority(crm, policy, law):
    """The lead is the authority of the main or single establishment, for cross-border processing only (AVG 56(1)).

    A finding is a claim to another lead than follows; without a claim the answer is told and nothing is found.
    """
    found = standing(policy, law)
    evidence = {
        "cross_border": found["cross_border"],
        "lead_authority": None if found["doubts"] else found["lead"],
        "main_establishment": None if found["doubts"] else found["main"],
        "concerned": ";".join(found["concerned"]) or None,
        "mechanism": None if found["doubts"] else found["mechanism"],
        "assumed": found["assumed"] or None,
    }
    wrong = _wrong_claim(policy.one("organisation")["lead_authority"], found)
    doubts = [] if wrong else found["doubts"]
    row = {"key": "organisation", "violates": True if wrong else None if doubts else False}
    row["reasons"] = wrong or ";".join(doubts)
    types = {"cross_border": "BOOLEAN"} | dict.fromkeys(_LEAD[1:], "VARCHAR")
    return ruled(crm, [row | evidence], **types)


def _wrong_claim(claim: str | None, found: dict) -> str:
    """The code of what is wrong with the lead that the organisation names, or nothing."""
    if claim is None or (found["doubts"] and not found["countries"]):
        return ""
    unsure = {"unknown_establishments", "unknown_establishment_country"} & set(found["doubts"])
    if found["doubts"]:
        # Whichever establishment turns out to be the main one, it is none in a country where there is none.
        return "" if unsure or claim in found["countries"] else "lead_without_establishment"
    if found["lead"] == claim or (found["lead"] == "none" and found["concerned"] == [claim] and not found["outside"]):
        return ""
    return {
        "no_one_stop_shop": "lead_no_one_stop_shop",
        "public_task": "lead_public_task",
        "local": "lead_not_cross_border",
    }.get(found["mechanism"], "lead_elsewhere")


def officer_missing(crm, policy, law):
    """An officer is required of public bodies and where large-scale monitoring or special data are core (AVG 37(1))."""
    rulings = []
    for key, row in policy.keyed("organisation"):
        public = None if row["kind"] is None else row["kind"] == "public_body"
        triggers = {"public_body": public, "monitoring": row["core_monitoring"], "special_data": row["core_special"]}
        if row["judicial"]:  # a court in its judicial work is no public body here; what else it does must be said
            triggers = {code: bool(answer) and code != "public_body" for code, answer in triggers.items()}
        needed = either(*triggers.values())
        evidence = {
            "officer": {True: "required", False: "not_required", None: "unknown"}[needed],
            "because": ";".join(code for code, answer in triggers.items() if answer) or None,
            "told": {True: "told", False: "not_told", None: "not_stated"}[row["officer_told"]],
        }
        missing = {"officer_missing": row["officer"] is None, "officer_not_told": row["officer_told"] is False}
        missing["officer_not_told"] = missing["officer_not_told"] and not missing["officer_missing"]
        unsure = {f"trigger_{code}": None for code, answer in triggers.items() if answer is None}
        # With an officer in place it makes no difference whether one had to be there, unless the duty to tell fails.
        none_lacking = not any(missing.values())
        broken = missing if needed else unsure if needed is None and not none_lacking else {}
        rulings.append(ruling(key, broken, **evidence))
    return ruled(crm, rulings, officer="VARCHAR", because="VARCHAR", told="VARCHAR")


def breach_reported_late(crm, policy, law):
    """A breach is reported within 72 hours of awareness unless a risk is unlikely; a processor tells the controller.

    The organisation must show that a risk is unlikely (AVG 5(2)), so without an assessment the duty stands.
    """
    unlikely = shown("risk", "none") | (shown("encrypted", True) & shown("backup", True))
    frame = breaches(crm, law).with_columns(unlikely=unlikely, undue=_undue("done_controller_told_at", law))
    frame = frame.with_columns(late=_late(law))
    processor, late, report = nw.col("is_processor"), nw.col("late"), nw.col("done_reported_at")
    open_duty = nw.when(nw.col("unlikely")).then(nw.lit(False)).otherwise(late & ~nw.col("unlikely"))
    violates = nw.when(processor).then(nw.col("undue")).when(~processor).then(open_duty)
    reasoned = report & shown("delay_reasoned", True)
    finding = codes(
        controller_not_told=processor,
        not_reported=~processor & ~report,
        reported_late_reasoned=~processor & reasoned,
        reported_late=~processor & report & ~reasoned.fill_null(False),
        delay_without_reasons=~processor & report & ~nw.col("delay_reasoned"),
        risk_not_assessed=~processor & nw.col("risk").is_null() & ~unread("risk"),
    )
    why = explain(violates, finding, _why_unsure())
    duty = nw.when(processor).then(nw.lit("controller")).when(nw.col("unlikely")).then(nw.lit("not_required"))
    used = (
        nw.when(report & ~processor)
        .then(hours("reported_at", law))
        .when(processor)
        .then(hours("controller_told_at", law))
    )
    evidence = {name: nw.col(name) for name in ("aware_at", "kind", "risk")}
    shown_deadline = nw.when(~processor).then(nw.col("deadline"))
    evidence |= {"deadline": shown_deadline, "hours_used": used.cast(nw.Int64)}
    return verdict(frame, violates, why, **evidence, duty=duty.otherwise(nw.lit("authority")))


def _late(law) -> nw.Expr:
    """Whether the notice came after the deadline, or was not there when the day of the deadline was over."""
    over = nw.col("deadline").cast(nw.Date) < nw.lit(law.on)
    late = nw.when(nw.col("done_reported_at")).then(nw.col("reported_at") > nw.col("deadline"))
    late = late.when(~nw.col("done_reported_at")).then(over)
    # Unreadable: before the deadline is over nothing can be late.
    late = late.otherwise(nw.when(~over).then(nw.lit(False)))
    return nw.when(~_impossible()).then(late)


def _impossible() -> nw.Expr:
    """Dates that cannot be: reported before it was known, or known before it happened."""
    early = nw.col("reported_at") < nw.col("aware_at")
    return early.fill_null(False) | (nw.col("aware_at") < nw.col("happened_at")).fill_null(False)


def _undue(done: str, law, days: str = "told_within_days") -> nw.Expr:
    """Whether telling was unduly late. The law names no number; later than our own one nobody can tell from data."""
    allowed = values("supervision")[days]
    moment = nw.col(done.removeprefix("done_"))
    recent = nw.col("aware_at").cast(nw.Date) >= nw.lit(law.on - timedelta(days=allowed))
    soon = moment <= nw.col("aware_at").dt.offset_by(f"{24 * allowed}h")
    in_time = nw.when(nw.col(done)).then(nw.when(soon).then(nw.lit(False)))
    return in_time.when(~nw.col(done)).then(nw.when(~recent).then(nw.lit(True)))


def _why_unsure() -> nw.Expr:
    """Why it cannot be said whether a breach was reported in time."""
    processor = nw.col("is_processor")
    unread_cells = unread("risk") | unread("encrypted") | unread("backup") | unread("reported_at")
    return codes(
        unknown_role=processor.is_null(),
        unknown_aware=nw.col("aware_at").is_null(),
        unknown_breach_dates=~processor & _impossible(),
        unknown_undue_delay=processor & ~nw.col("aware_at").is_null() & ~nw.col("done_controller_told_at").is_null(),
        unread=(~processor & unread_cells) | (processor & unread("controller_told_at")),
    )


def breach_people_not_told(crm, policy, law):
    """At a high risk people are told without undue delay, unless an exception of AVG 34(3) is shown."""
    high = nw.when(unread("risk")).then(nw.lit(None, dtype=nw.Boolean)).otherwise(nw.col("risk") == "high")
    ours = ~nw.col("is_processor").fill_null(False)
    # Encryption keeps strangers from reading; it brings nothing back that went missing (EDPB 9/2022 par. 79).
    cured = shown("backup", True) | ~shown("kind", "unavailable")
    free = (shown("encrypted", True) & cured) | shown("risk_removed", True) | nw.col("done_public_notice_at")
    frame = breaches(crm, law).filter(ours & high.fill_null(True))
    told, aware = nw.col("done_told_people_at"), ~nw.col("aware_at").is_null()
    # Nobody told, and not recorded since when it is known: the organisation cannot show that it still has time.
    never = ~told & ~aware & ~unread("aware_at")
    undue = nw.when(never).then(nw.lit(True)).otherwise(_undue("done_told_people_at", law, "people_within_days"))
    frame = frame.with_columns(high=high, free=free, undue=undue)
    duty = nw.col("high") & ~nw.col("is_processor") & ~nw.col("free")
    violates = duty & nw.col("undue")
    unknown = codes(
        unknown_risk=nw.col("high").is_null(),
        unknown_role=nw.col("is_processor").is_null(),
        unknown_aware=~aware,
        unknown_undue_delay=nw.col("undue").is_null() & aware & ~told.is_null(),
        unread=nw.col("free").is_null() | told.is_null(),
    )
    why = explain(violates, nw.lit("people_not_told"), unknown)
    names = ("aware_at", "kind", "risk", "told_people_at")
    return verdict(frame, violates, why, **{name: nw.col(name) for name in names})


def breach_not_recorded(crm, policy, law):
    """Every breach is recorded, also one that need not be reported (AVG 33(5)); what is not shown is not there."""
    frame = breaches(crm, law).filter(~nw.col("is_processor").fill_null(False))
    lacking = ~shown("recorded", True)
    violates = nw.when(~nw.col("is_processor")).then(lacking).when(~lacking).then(nw.lit(False))
    unknown = codes(unknown_role=nw.col("is_processor").is_null(), unread=unread("recorded"))
    why = explain(violates, nw.lit("not_recorded"), unknown)
    return verdict(frame, violates, why, **{name: nw.col(name) for name in ("aware_at", "kind", "risk")})


def fine_range(crm, policy, law):
    """The starting range of a fine by EDPB Guidelines 04/2022: an estimate, never a finding, never a prediction."""
    organisation = policy.one("organisation")
    rulings = [_range(key, row, organisation, law) for key, row in policy.keyed("infringements")]
    return ruled(crm, rulings, **dict.fromkeys(_RANGE, "VARCHAR"), **dict.fromkeys(_EUROS, "BIGINT"))


def _range(key: str, row: dict, organisation: dict, law) -> dict:
    """The range of one infringement; the gravest of several articles decides (AVG 83(3))."""
    turnover, found = organisation["turnover"], tiers(row["article"], law)
    evidence = dict.fromkeys((*_RANGE, *_EUROS)) | {"article": named(row["article"])}
    usable = turnover is not None and turnover > 0
    repeated = bool(row["repeated"])
    if found:
        tier = max(found, key=lambda one: maximum(one, turnover if usable else 0, repeated))
        most = maximum(tier, turnover if usable else 0, repeated)
        # Without a turnover only the fixed amount is known, and the share of it may be more.
        evidence |= {"tier": tier["id"], "maximum" if usable else "maximum_at_least": euros(most)}
    if found and faultless(row, law):
        return ruling(key, {}, **evidence | {"method": "no_fault", "fine_low": 0, "fine_high": 0})
    if found and usable and "covers_telecom" in tier:
        return ruling(key, {}, **evidence | {"method": "acm"})
    how = evidence["method"] = method(organisation["kind"], law)
    if how == "ap_2023":  # no turnover or seriousness would help
        return ruling(key, {"government": None} | ({} if found else {"tier": None}), **evidence)
    doubts = {
        "tier": found is None,
        "turnover_not_positive": not usable and turnover is not None,
        "turnover": turnover is None,
        "method": how is None,
        "seriousness": row["seriousness"] is None,
    }
    doubts = {code: None for code, missing in doubts.items() if missing}
    if not doubts:
        evidence["fine_low"], evidence["fine_high"] = start(most, turnover, row["seriousness"], law)
    return ruling(key, doubts, **evidence)
