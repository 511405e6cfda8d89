"""Impact assessment and design: was the DPIA made where one is needed, in time and whole, and does each process have
its privacy steps?

AVG 25, 35, 36; WP248; the list of the Dutch authority. The need for a DPIA is judged by the law of the day it hangs on.
"""

from datetime import timedelta

from ..derived.assessing import Need, assessed, begun, latest, need, officer_missed
from ..ruling import parts, ruled, ruling

_NEED = dict.fromkeys(("dpia", "criteria", "criteria_numbers", "ap_list", "article_35_3", "warning"), "VARCHAR")
_WANTED = ("required", "likely")


def assessment_missing(crm, policy, law):
    """A DPIA is there before the processing starts where a high risk is likely (AVG 35(1), (3), (4))."""
    rows = [_missing(key, row, policy, law) for key, row in _own(policy)]
    return ruled(crm, rows, **_NEED, count="BIGINT", assessed_on="DATE", started_on="DATE")


def _own(policy) -> list[tuple[str, dict]]:
    """The activities of which the organisation is the controller: articles 35 and 36 bind the controller."""
    return [(key, row) for key, row in policy.keyed("activities") if row["role"] != "processor"]


def _missing(key: str, row: dict, policy, law) -> dict:
    wanted = need(row, law, law.on)
    broken, gap = _late(row, law) if assessed(row, law) else _absent(row, wanted, policy, law)
    return {
        "key": key,
        "violates": True if broken else None if gap else False,
        "reasons": broken or gap or "",
        "assessed_on": row["assessed_on"],
        "started_on": row["started_on"],
        **_shown(wanted),
    }


def _shown(wanted: Need) -> dict:
    """What says whether a DPIA is needed."""
    single = wanted.dpia == "not_required" and len(wanted.criteria) == 1
    return {
        "dpia": wanted.dpia,
        "criteria": _list(wanted.criteria),
        "criteria_numbers": _list(wanted.numbers),
        "count": len(wanted.criteria),
        "ap_list": _list(wanted.kinds),
        "article_35_3": _list(wanted.cases),
        "warning": "one_can_suffice" if single else None,
    }


def _list(values) -> str | None:
    return ";".join(values) or None


def _absent(row: dict, wanted: Need, policy, law) -> tuple[str | None, str | None]:
    """What is wrong, or not known, of an activity without a DPIA."""
    first = law.articles["AVG 35(1)"]["from"]
    if wanted.dpia == "not_required" or not begun(row, law):
        return None, None
    if wanted.dpia == "unknown":
        return None, wanted.gap
    if wanted.dpia == "likely" and row["no_assessment_reason"]:
        return ("officer_not_asked", None) if officer_missed(row, policy) else (None, None)
    # What ran before the AVG applied needs a DPIA once its risk changes.
    if row["started_on"] and row["started_on"] < first and not (row["changed_on"] and row["changed_on"] >= first):
        return None, "unknown_changed_since"
    return "no_assessment", None


def _late(row: dict, law) -> tuple[str | None, str | None]:
    """What is wrong, or not known, of the day of the DPIA: it comes before the start, by the law of that day."""
    start = row["started_on"]
    if start is None or row["assessed_on"] <= start or start < law.articles["AVG 35(1)"]["from"]:
        return None, None
    then = need(row, law, start)
    return ("assessed_late", None) if then.dpia in _WANTED else (None, then.gap and "unknown_assessed_late")


def assessment_stale(crm, policy, law):
    """The DPIA is reviewed when the risk or the way of working changes (AVG 35(11))."""
    rows = []
    for key, row in _assessments(policy, law):
        last, changed = latest(law, assessed(row, law), row["reviewed_on"]), latest(law, row["changed_on"])
        # No change recorded says something only if somebody has looked since.
        looked = changed or latest(law, row["reviewed_on"], row["checked_on"])
        stale = changed > last if changed else False if looked else None
        rows.append(ruling(key, {"changed_after": stale}, last=last, changed_on=changed))
    return ruled(crm, rows, last="DATE", changed_on="DATE")


def _assessments(policy, law) -> list[tuple[str, dict]]:
    """The activities with a DPIA, except those for which none was needed."""
    rows = [(key, row) for key, row in _own(policy) if assessed(row, law)]
    return [(key, row) for key, row in rows if need(row, law, law.on).dpia != "not_required"]


def assessment_incomplete(crm, policy, law):
    """A DPIA describes, weighs necessity, names risks and measures, with the advice of the DPO (AVG 35(2), 35(7))."""
    wanted = law.entries("assessment", "parts")
    rows = []
    for key, row in _assessments(policy, law):
        there = parts(row["assessment_parts"])
        broken = {part["reason"]: part["id"] not in there for part in wanted} if there else {"parts": None}
        broken["officer_not_asked"] = officer_missed(row, policy)
        rows.append(ruling(key, broken, parts=_list(there), assessed_on=row["assessed_on"]))
    return ruled(crm, rows, parts="VARCHAR", assessed_on="DATE")


def consultation_missing(crm, policy, law):
    """Where the risk stays high the authority is consulted before the processing starts (AVG 36(1))."""
    term = law.entry("assessment", "consultation", "term")
    rows = []
    for key, row in _own(policy):
        high = None if row["residual_risk"] is None else row["residual_risk"] == "high"
        asked = latest(law, row["consulted_on"])
        if high is None and not (assessed(row, law) and need(row, law, law.on).dpia in _WANTED):
            continue
        start = row["started_on"]
        broken = {"no_consultation": high and asked is None and begun(row, law)} if high else {"residual_risk": high}
        broken["consulted_late"] = bool(high and asked and start and asked > start)
        until = asked and asked + timedelta(weeks=term["weeks"])
        longest = until and until + timedelta(weeks=term["extension_weeks"])
        shown = {"residual_risk": row["residual_risk"], "consulted_on": asked, "started_on": start}
        rows.append(ruling(key, broken, **shown, advice_until=until, advice_longest=longest))
    days = dict.fromkeys(("consulted_on", "started_on", "advice_until", "advice_longest"), "DATE")
    return ruled(crm, rows, residual_risk="VARCHAR", **days)


def blueprint_step_missing(crm, policy, law):
    """A process of the CRM has the privacy steps that belong to it (AVG 25(1))."""
    blueprint = {entry["id"]: entry["steps"] for entry in law.entries("blueprint")}
    rows = []
    for key, row in policy.keyed("activities"):
        if row["process"] in blueprint:
            there = parts(row["privacy_steps"])
            broken = {step: step not in there for step in blueprint[row["process"]]} if there else {"steps": None}
            rows.append(ruling(key, broken, process=row["process"], present=_list(s for s in there if s != "none")))
    return ruled(crm, rows, process="VARCHAR", present="VARCHAR")


def process_not_described(crm, policy, law):
    """Each process of the CRM blueprint is described as an activity of its own (AVG 25(1))."""
    described = {row["process"] for row in policy.rows("activities")}
    rows = []
    for entry in law.entries("blueprint"):
        missing = entry["id"] not in described
        # An activity of which the process is not known may be the one that is sought.
        missing = None if missing and None in described else missing
        rows.append(ruling(entry["id"], {"process_missing": missing}, process=entry["id"]))
    return ruled(crm, rows, process="VARCHAR")
