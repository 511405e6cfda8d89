"""Flaws of the theme impact: DPIAs missing, late, stale or incomplete, and processes without their privacy steps."""

from .draft import Draft
from .flaws import Found, wide
from .people import days

MISSING, STALE, INCOMPLETE = "assessment-missing", "assessment-stale", "assessment-incomplete"
CONSULTATION, STEP, PROCESS = "consultation-missing", "blueprint-step-missing", "process-not-described"
_PROFILE, _EXPORT = "klantprofiel", "exports"
_PROCESSES = (
    "lead_intake",
    "opt_in",
    "leaving",
)  # the other processes have more than one activity once flaws are planted

# Activities like one that is in order: the check, the one they are like, their name, and what is different. A number is
# a count of days before the last day.
_ACTIVITIES = (
    (MISSING, _PROFILE, "leadscore", "Kansrijke leads aanwijzen", {"started_on": 300, "assessed_on": None}),
    (
        MISSING,
        _PROFILE,
        "adresverrijking",
        "Adressen aanvullen uit gekochte bestanden",
        {"criteria": "matching_combining;innovative_use", "ap_list": "none", "started_on": 380, "assessed_on": 310},
    ),
    (
        STALE,
        _PROFILE,
        "klantwaarde",
        "Klantwaarde berekenen",
        {"started_on": 380, "assessed_on": 400, "changed_on": 120},
    ),
    (
        INCOMPLETE,
        _PROFILE,
        "wijkprofiel",
        "Aanbod per wijk",
        {"started_on": 350, "assessed_on": 360, "assessment_parts": "a;b;d"},
    ),
    (
        CONSULTATION,
        _PROFILE,
        "leasetoets",
        "Toets voor fietslease",
        {"started_on": 200, "assessed_on": 260, "residual_risk": "high"},
    ),
    (
        STEP,
        _EXPORT,
        "export-beurs",
        "Lijsten voor de beurs",
        {"privacy_steps": "step_access;step_minimal;step_recipient"},
    ),
)


@wide("activities-without-thought")
def activities(draft: Draft) -> list[Found]:
    """Activities that began without the care they ask for; each has one thing wrong."""
    found, rows = [], draft.policy["activities"]
    for check, like, key, name, values in _ACTIVITIES:
        row = next(dict(row) for row in rows if row["id"] == like) | {"id": key, "name": name}
        if like == _PROFILE:
            row |= {"changed_on": None, "reviewed_on": None}
        row |= {column: _day(draft, value) for column, value in values.items()}
        if like == _PROFILE and row["changed_on"] is None and row["assessed_on"]:
            row["reviewed_on"] = _day(draft, 100)
        rows.append(row)
        found.append((check, "policy", key))
    return found


def _day(draft: Draft, value):
    return (draft.until - days(value)).item() if isinstance(value, int) else value


@wide("process-forgotten")
def process_forgotten(draft: Draft) -> list[Found]:
    """One process of the CRM that nobody describes: its activity says nothing of it."""
    process = str(draft.rng("process forgotten").choice(_PROCESSES))
    for row in draft.policy["activities"]:
        if row.get("process") == process:
            row["process"] = "other"
    return [(PROCESS, "policy", process)]
