"""Flaws of the theme register: gaps and drift in the register, and people who were told too late."""

from datetime import date
from math import sqrt

import numpy as np

from .draft import DAY, Draft
from .flaws import Found, wide
from .people import FORM, days

PART, DUTY, LATE = "activity-incomplete", "register-duty", "notice-late"
OUT, OLD = "data-not-in-register", "register-not-in-data"
_AGE = 60  # days: a contact recorded so long ago should have been told
_FULL = 300


def _declared(check: str, *keys: str) -> list[Found]:
    return [(check, "policy", key) for key in keys]


def _activity(draft: Draft, name: str) -> dict:
    return next(row for row in draft.policy["activities"] if row["id"] == name)


@wide("register-with-gaps")
def register_with_gaps(draft: Draft) -> list[Found]:
    """An entry without recipients and measures, an activity that nobody entered, and drift on both sides."""
    _activity(draft, "inkoop").update(recipients=None, measures=None)
    draft.policy["activities"].append(
        {
            "id": "fotos-fietstochten",
            "name": "Foto's van fietstochten",
            "purposes": "events",
            "subjects": "klant;prospect",
            "categories": "naam;contact",
            "recipients": "geen",
            "retention": "tot een jaar na de tocht",
            "measures": "map alleen voor marketing",
            "owner": "hoofd marketing",
            "registered": False,
            "occasional": False,
            "likely_risk": False,
            "process": "other",
            "criteria": "none",
            "ap_list": "none",
            "article_35_3": "none",
            "large_scale": False,
            "systematic": False,
            "started_on": date(2018, 6, 1),
        }
    )
    mailing = _activity(draft, "direct-marketing")
    mailing["purposes"] = ";".join(p for p in mailing["purposes"].split(";") if p != "customer_offers")
    mailing["categories"] += ";burgerlijke_staat"
    return [
        *_declared(PART, "inkoop"),
        *_declared(DUTY, "fotos-fietstochten"),
        *_declared(OUT, "purpose/customer_offers"),
        *_declared(OLD, "category/burgerlijke_staat"),
    ]


@wide("told-too-late")
def told_too_late(draft: Draft) -> list[Found]:
    """Some gave their data and were never told; others were told weeks later, or long after a list was bought."""
    rng, table = draft.rng("told too late"), draft["contacts"]
    day = table["created_at"].astype(DAY)
    able = (day > draft.rules.first_day) & (day < draft.until - days(_AGE)) & ~draft.hidden["reserved"]
    able &= (table["details_source"] == FORM) & (table["last_name"] >= 0) & (table["obtained"] < 0)
    each = max(1, int(sqrt(draft.people * draft.dense / _FULL)))
    rows = rng.permutation(np.flatnonzero(able))[: 3 * each]
    never, late, bought = rows[::3], rows[1::3], rows[2::3]
    table.set(never, informed_at=None)
    table["informed_at"][late] = table["created_at"][late] + days(rng.integers(2, 30, len(late)))
    table.set(bought, obtained="elsewhere")
    table["informed_at"][bought] = table["created_at"][bought] + days(rng.integers(40, _AGE, len(bought)))
    return [(LATE, "contacts", int(row)) for row in rows]
