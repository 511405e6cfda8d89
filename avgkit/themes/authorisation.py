"""Authorisation and access: who may do what, why, and does the log agree?

AVG 5(1)(f), 24, 25, 29, 32(1)(b), 32(4). The AVG asks no matrix by name; it asks that access follows the work and that
the organisation can show it. The rights and the log are judged by today's roles and today's matrix.
"""

from datetime import timedelta

import narwhals as nw

from ..check import codes, explain, values, verdict
from ..derived.access import first_in_term, grants, log, logged, rights
from ..derived.periods import unread
from ..ruling import ruled, ruling

_LINE = ("at", "role", "category", "action")
_UNKNOWN = nw.lit(None, dtype=nw.Boolean)


def matrix_without_reason(crm, policy, law):
    """Each right in the matrix says which work needs it; without that nobody can show it is needed (AVG 5(2), 25)."""
    empty = values("authorisation")["empty_words"]
    rulings = []
    for key, row in policy.keyed("matrix"):
        reason = (row["reason"] or "").strip()
        hollow = reason.lower().strip(" .") in empty
        rulings.append(ruling(key, {"reason": not reason if not (reason and hollow) else None}, **_right(row)))
    return ruled(crm, rulings, **_RIGHT)


_RIGHT = {"role": "VARCHAR", "category": "VARCHAR", "action": "VARCHAR"}


def _right(row: dict) -> dict:
    return {name: row[name] for name in _RIGHT}


def matrix_too_broad(crm, policy, law):
    """Access is limited to what the work needs, by default (AVG 25(2)); from where it is broad is our own choice."""
    own, given = values("authorisation"), rights(policy)
    regimes = {entry["id"]: entry["regime"] for entry in law.entries("categories")}
    roles, categories = ({right[name] for right in given} for name in ("role_key", "category_key"))
    rulings = []
    for key, row in policy.keyed("matrix"):
        role, category = (str(row[name] or "").strip().lower() for name in ("role", "category"))
        mine = {right["category_key"] for right in given if right["role_key"] == role}
        peers = {right["role_key"] for right in given if right["category_key"] == category}
        doing = {r["role_key"] for r in given if r["category_key"] == category and r["action"] == row["action"]}
        many = len(roles) >= own["many_roles"] and len(doing) > own["most_roles"] * len(roles)
        special = regimes.get(category, "ordinary") != "ordinary"
        wild = {role, category} & set(own["everything"])
        broken = {
            "everything": bool(wild),
            "all_categories": len(categories) >= own["many_categories"] and mine == categories,
            "export_to_many": many and row["action"] == "export",
            "delete_to_many": many and row["action"] == "delete",
            "special_to_many": special and len(peers) > own["special_roles"],
            "category": None if category not in regimes and not wild else False,
        }
        rulings.append(ruling(key, broken, **_right(row)))
    return ruled(crm, rulings, **_RIGHT)


def grant_outside_matrix(crm, policy, law):
    """A right that somebody has stands in the matrix for that person's role (AVG 32(4))."""
    return _outside(grants(crm, policy, law), ("role", "category", "action", "granted_at"))


def access_outside_role(crm, policy, law):
    """What is done with data stands in the matrix for the role of whoever did it (AVG 29, 32(4))."""
    return _outside(log(crm, policy, law), _LINE)


def _outside(frame, names):
    """The verdict on rows that the matrix should have; a role that the matrix does not name has no rights in it."""
    violates = ~nw.col("allowed")
    finding = codes(role_not_in_matrix=nw.col("role_absent"), not_in_matrix=~nw.col("role_absent"))
    why = explain(violates, finding, _who_and_what())
    return verdict(frame, violates, why, **_evidence(names))


def _who_and_what() -> nw.Expr:
    """What is not known of a row: the user, the role, the category or the action."""
    return codes(
        unknown_user=~nw.col("is_known"),
        unknown_role=nw.col("is_known") & nw.col("role_key").is_null(),
        unknown_category=nw.col("category_key").is_null(),
        unknown_action=nw.col("action").is_null(),
    )


def _evidence(names) -> dict:
    return {name: nw.col(name) for name in names}


def grant_unreviewed(crm, policy, law):
    """Rights are looked through from time to time; how often the organisation says, else we do (AVG 24(1), 32)."""
    months = policy.one("organisation")["review_months"]
    months = values("authorisation")["review_months"] if months is None else months
    sound = nw.lit(0 < months <= 600)
    limit = nw.lit(first_in_term(law.on, months if 0 < months <= 600 else 1))
    given, reviewed = nw.col("granted_at"), nw.col("reviewed_at")
    reviewed = nw.when(reviewed <= nw.lit(law.on)).then(reviewed)
    recent = (given >= limit).fill_null(False) | (reviewed >= limit).fill_null(False)
    dark = unread("reviewed_at") | unread("granted_at") | (given.is_null() & reviewed.is_null())
    violates = nw.when(~sound).then(_UNKNOWN).when(recent).then(nw.lit(False)).when(~dark).then(nw.lit(True))
    unknown = codes(
        unknown_review_months=~sound,
        unknown_dates=given.is_null() & reviewed.is_null(),
        unread=unread("reviewed_at") | unread("granted_at"),
    )
    finding = codes(never_reviewed=reviewed.is_null(), review_overdue=~reviewed.is_null())
    names = ("role", "category", "action", "granted_at", "reviewed_at")
    return verdict(grants(crm, policy, law), violates, explain(violates, finding, unknown), **_evidence(names))


def leaver_still_active(crm, policy, law):
    """After somebody's last day the account is closed and the rights are gone (AVG 32(1)(b))."""
    left = nw.col("left")
    frame = crm.users.filter((~left.is_null() & (left < nw.lit(law.on))) | unread("left"))
    if crm.has("grants"):
        given = nw.col("granted_at")
        kept = crm.grants.filter(given.is_null() | (given <= nw.lit(law.on))).select(id="user", granted=nw.lit(True))
        frame = frame.join(kept.filter(~nw.col("id").is_null()).unique(), on="id", how="left")
    else:
        frame = frame.with_columns(granted=nw.lit(False))
    frame = frame.with_columns(granted=nw.col("granted").fill_null(False))
    violates = nw.when(~left.is_null()).then(nw.col("active") | nw.col("granted"))
    violates = violates.when(~nw.col("active") & ~nw.col("granted")).then(nw.lit(False))
    finding = codes(still_active=nw.col("active"), still_granted=nw.col("granted"))
    unknown = codes(unknown_left=left.is_null(), unknown_active=~left.is_null() & nw.col("active").is_null())
    return verdict(frame, violates, explain(violates, finding, unknown), left=left, role=nw.col("role"))


def shared_account(crm, policy, law):
    """An account belongs to one person, or nobody can show who did what (AVG 5(1)(f), 32(1)(b))."""
    kind, active = nw.col("kind"), nw.col("active")
    shared = kind == "shared"
    # An account of which it does not say whether it is in use stands in the list, so it is.
    violates = nw.when(~active).then(nw.lit(False)).when(~(unread("active") & shared)).then(shared)
    unknown = codes(unknown_account_kind=kind.is_null(), unknown_active=~kind.is_null())
    why = explain(violates, nw.lit("shared_account"), unknown)
    return verdict(crm.users, violates, why, role=nw.col("role"), kind=kind)


def bulk_export(crm, policy, law):
    """A large export is a copy outside the CRM: the matrix must give it to the role, with a reason (AVG 25(2), 32).

    Large is what the organisation calls large, else our own number. An export that the matrix gives is no finding.
    """
    most = policy.one("organisation")["bulk_records"]
    most = values("authorisation")["bulk_records"] if most is None or most < 1 else most
    action, records = nw.col("action"), nw.col("records")
    export = (action == "export").fill_null(False)
    maybe = action.is_null() & (records >= most).fill_null(False)
    frame = log(crm, policy, law).filter((export & (records >= most).fill_null(True)) | maybe)
    sound = nw.col("allowed") & nw.when(nw.col("allowed")).then(nw.col("reasoned")).otherwise(nw.lit(True))
    violates = nw.when(export).then(nw.when(sound).then(nw.lit(False)).when(~records.is_null()).then(~sound))
    finding = codes(
        export_not_granted=~nw.col("allowed"), export_without_reason=nw.col("allowed") & ~nw.col("reasoned")
    )
    unknown = nw.concat_str([_who_and_what(), codes(unknown_records=records.is_null())])
    why = explain(violates, finding, unknown)
    return verdict(frame, violates, why, **_evidence(_LINE), records=records)


def access_after_leaving(crm, policy, law):
    """Nobody uses an account after the last day at work (AVG 5(1)(f), 32(1)(b))."""
    left, at = nw.col("left"), nw.col("at")
    frame = log(crm, policy, law).filter(~left.is_null() | nw.col("left_unread").fill_null(False) | ~nw.col("is_known"))
    violates = at.cast(nw.Date) > left
    unknown = codes(
        unknown_user=~nw.col("is_known"),
        unknown_left=nw.col("is_known") & left.is_null(),
        unknown_access_moment=at.is_null(),
    )
    why = explain(violates, nw.lit("after_leaving"), unknown)
    return verdict(frame, violates, why, **_evidence(_LINE), left=left)


def access_at_odd_hours(crm, policy, law):
    """Access outside working hours is worth a look; it is no infringement by itself (AVG 32(1)(b))."""
    own, organisation = values("authorisation"), policy.one("organisation")
    begin, end = (own[n] if organisation[n] is None else organisation[n] for n in ("work_from", "work_until"))
    sound = nw.lit(0 <= begin < end <= 24)
    at = nw.col("at")
    minute = at.dt.hour().cast(nw.Int64) * 60 + at.dt.minute().cast(nw.Int64)
    # A log that keeps days only says midnight everywhere.
    early = nw.when(sound & (minute > 0)).then((minute < begin * 60) | (minute >= end * 60))
    weekend = at.dt.weekday().is_in(own["weekend"])
    person = (nw.col("user_kind") != "service").fill_null(True)
    frame = log(crm, policy, law).filter(person).with_columns(weekend=weekend, outside_hours=early)
    odd = nw.col("weekend") | nw.col("outside_hours")
    dark = nw.col("kind_unread").fill_null(False)  # perhaps the account of a system
    violates = nw.when(~(dark & odd)).then(odd)
    unknown = codes(
        unknown_account_kind=dark,
        unknown_access_moment=at.is_null(),
        unknown_work_hours=~at.is_null() & ~sound,
        unknown_hour=sound & (minute == 0),
    )
    finding = codes(weekend=nw.col("weekend"), outside_hours=nw.col("outside_hours"))
    return verdict(frame, violates, explain(violates, finding, unknown), **_evidence(_LINE))


def special_data_viewed(crm, policy, law):
    """Special categories, criminal data and national numbers are seen only by roles that the matrix names for them."""
    regime, category = nw.col("regime"), nw.col("category_key")
    frame = log(crm, policy, law).filter(regime.is_null() | (regime != "ordinary"))
    violates = nw.when(~regime.is_null()).then(~nw.col("allowed"))
    finding = codes(role_not_in_matrix=nw.col("role_absent"), not_in_matrix=~nw.col("role_absent"))
    stranger = codes(unknown_category_kind=regime.is_null() & ~category.is_null())
    unknown = nw.concat_str([_who_and_what(), stranger])
    return verdict(frame, violates, explain(violates, finding, unknown), **_evidence(_LINE), regime=regime)


def log_without_reads(crm, policy, law):
    """Without lines on who looked, the organisation cannot show who saw the data (AVG 5(2), 32(1)(b)).

    A log that holds changes and no reads is a finding; so is one in which the reads stopped some time ago.
    """
    own, action = values("authorisation"), nw.col("action")
    recent = (nw.col("at").cast(nw.Date) > nw.lit(law.on - timedelta(days=own["reads_within_days"]))).fill_null(False)
    marks = {"reads": action == "view", "others": action != "view", "doubtful": action.is_null()}
    marks |= {"late_reads": (action == "view") & recent, "late_others": (action != "view") & recent}
    marks["late_doubtful"] = recent & (action.is_null()) | nw.col("at").is_null()
    counts = logged(crm, law).select(**{n: m.fill_null(False).cast(nw.Int64).sum() for n, m in marks.items()})
    row = {name: value or 0 for name, value in crm.engine.arrow(counts).to_pylist()[0].items()}
    none = None if row["doubtful"] and not row["reads"] else not row["reads"] and bool(row["others"])
    busy = row["late_others"] >= own["reads_beside_events"]
    stopped = bool(row["reads"]) and busy and not row["late_reads"]
    broken = {
        "no_reads": none,
        "reads_stopped": None if stopped and row["late_doubtful"] else stopped,
        "events": None if not any(row[name] for name in ("reads", "others", "doubtful")) else False,
    }
    evidence = {"reads": row["reads"], "others": row["others"]}
    return ruled(crm, [ruling("organisation", broken, **evidence)], reads="BIGINT", others="BIGINT")
