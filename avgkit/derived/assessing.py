"""Whether an activity needs an impact assessment (DPIA) by the law of a day, and why (AVG 35; WP248; Dutch list)."""

from dataclasses import dataclass, replace
from datetime import date

from ..law import in_force
from ..ruling import both, either, parts

_SENSITIVE = ("special", "criminal")


@dataclass(frozen=True)
class Need:
    """required, likely, not_required or unknown; the criteria of WP248, kinds of the AP list and cases that count."""

    dpia: str
    criteria: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    gap: str | None = None


def need(row: dict, law, day: date) -> Need:
    """What the law of `day` asks of this activity."""
    sensitive = _sensitive(row, law)
    kinds, scale_known = _kinds(row, law, day)
    cases, case_b_known = _cases(row, sensitive)
    declared = set(parts(row["criteria"])) - {"none"}
    # What a kind of the list stands for is told where the organisation did not weigh the criteria itself.
    by_kind = {code for kind in kinds for code in kind["criteria"]}
    found = (declared or by_kind) | ({"large_scale"} if row["large_scale"] else set())
    found |= {"sensitive_data"} if sensitive else set()
    order = [entry for entry in law.entries("assessment", "criteria") if entry["id"] in found]
    shown = Need(
        "unknown",
        tuple(entry["id"] for entry in order),
        tuple(str(entry["number"]) for entry in order),
        tuple(kind["id"] for kind in kinds),
        tuple(cases),
    )
    if kinds or cases:
        return replace(shown, dpia="required")
    allowed = law.entry("assessment", "practitioner", "threshold")["allowed"]
    if row["individual_professional"] and found <= set(allowed):
        return replace(shown, dpia="not_required")
    if len(found) >= law.entry("assessment", "likely", "threshold")["criteria"]:
        return replace(shown, dpia="likely")
    if not scale_known or not case_b_known:
        return replace(shown, gap="unknown_scale")
    # Each kind of the list and each case of 35(3) stands for several criteria: whoever has at most one has none.
    return replace(shown, gap="unknown_criteria") if row["criteria"] is None else replace(shown, dpia="not_required")


def _sensitive(row: dict, law) -> bool:
    """Whether the activity holds special or criminal data."""
    regimes = {entry["id"]: entry["regime"] for entry in law.entries("categories")}
    return any(regimes.get(category) in _SENSITIVE for category in parts(row["categories"]))


def _kinds(row: dict, law, day: date) -> tuple[list[dict], bool]:
    """The kinds of the Dutch list that count on this day, and whether it is known of every kind named."""
    named = parts(row["ap_list"])
    listed = [e for e in law.entries("assessment", "ap_list") if e["id"] in named and in_force(e, day)]
    answers = [(entry, _on_scale(entry["needs"], row)) for entry in listed]
    return [entry for entry, answer in answers if answer], all(answer is not None for _, answer in answers)


def _on_scale(needs: str, row: dict) -> bool | None:
    """Whether the activity has the scale at which a kind of the list counts."""
    named = set(parts(row["criteria"]))
    large = True if "large_scale" in named else row["large_scale"]
    systematic = True if "systematic_monitoring" in named else row["systematic"]
    return {"none": True, "large_scale": large, "systematic": systematic}.get(needs, either(large, systematic))


def _cases(row: dict, sensitive: bool) -> tuple[list[str], bool]:
    """The cases of 35(3), and whether it is known if special or criminal data make one."""
    named = [case for case in parts(row["article_35_3"]) if case != "none"]
    large = True if "large_scale" in parts(row["criteria"]) else row["large_scale"]
    large = False if large is None and (row["article_35_3"] or row["criteria"]) else large
    by_data = both(sensitive, large)
    return sorted({*named, *(["b"] if by_data else [])}), by_data is not None


def assessed(row: dict, law) -> date | None:
    """The day of the assessment, when it is there on the day of judging."""
    return row["assessed_on"] if row["assessed_on"] and row["assessed_on"] <= law.on else None


def begun(row: dict, law) -> bool:
    """Whether the processing has begun; without a day it has."""
    return row["started_on"] is None or row["started_on"] <= law.on


def officer_missed(row: dict, policy) -> bool:
    """Whether there is a data protection officer whose advice was not sought; without an officer nobody is asked."""
    if row["officer_advice"]:
        return False
    if not policy.rows("organisation"):
        return row["officer_advice"] is False
    return bool(policy.one("organisation")["officer"])


def latest(law, *days: date | None) -> date | None:
    """The last of these days that the day of judging has reached."""
    return max((day for day in days if day and day <= law.on), default=None)
