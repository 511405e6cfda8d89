"""Flaws of the theme supervision: a wrong lead authority, an officer nobody knows of, breaches left as they were."""

import numpy as np

from .draft import MINUTE, Draft
from .flaws import Found, wide
from .people import days

LATE, PEOPLE, RECORD = "breach-reported-late", "breach-people-not-told", "breach-not-recorded"


def _incident(draft: Draft, ago: int, /, **other) -> int:
    """An incident of a working day so many days ago, in order but for what is said; hours count from awareness."""
    day = draft.until - days(ago)
    day -= days(max((int(day.astype(int)) + 3) % 7 - 4, 0))
    happened = day.astype(MINUTE) + np.timedelta64(9 * 60 + 40, "m")
    aware = happened + np.timedelta64(5 * 60 + 17, "m")
    usual = {"kind": "wrong_recipient", "people": 12, "risk": "risk", "role": "controller", "recorded": True}
    usual |= {"encrypted": False, "backup": True, "happened_at": happened, "aware_at": aware, "reported_at": 20}
    values = usual | other
    for name in ("reported_at", "told_people_at"):
        if values.get(name) is not None:
            values[name] = aware + np.timedelta64(60 * values[name], "m")
    return draft["incidents"].append(when=happened, **values)


@wide("breaches")
def breaches(draft: Draft) -> list[Found]:
    """Reported after a long weekend, not reported at all, people not told, and a small one that nobody wrote down."""
    late = _incident(draft, 210, reported_at=91, delay_reasoned=True)
    silent = _incident(draft, 120, reported_at=None, kind="stolen_file", people=40)
    untold = _incident(draft, 330, risk="high", kind="hacked_account", people=25, recorded=None)
    small = _incident(draft, 60, risk="none", reported_at=None, people=1, recorded=False)
    found = [(LATE, "incidents", late), (LATE, "incidents", silent), (PEOPLE, "incidents", untold)]
    return [*found, (RECORD, "incidents", untold), (RECORD, "incidents", small)]


@wide("lead-authority")
def lead_authority(draft: Draft) -> list[Found]:
    """The organisation calls the authority of its largest market its lead, though there is no establishment there."""
    draft.policy["organisation"][0]["lead_authority"] = "DE"
    return [("lead-authority", "policy", "organisation")]


@wide("officer")
def officer(draft: Draft) -> list[Found]:
    """Following people became a core activity, and nobody told the authority who the officer is."""
    draft.policy["organisation"][0] |= {"core_monitoring": True, "officer_told": False}
    return [("officer-missing", "policy", "organisation")]
