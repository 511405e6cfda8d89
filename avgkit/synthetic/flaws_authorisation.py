"""Flaws of the theme authorisation: accounts, rights and lines of the log that do not fit the matrix.

They concern users, so they are planted beside the contacts; how many of them grows as the flaws of contacts do.
"""

from math import sqrt

import numpy as np

from .draft import DAY, MINUTE, Draft
from .flaws import Found, wide
from .people import days
from .staff import ROLES

_PEOPLE = 300
_LARGE = 280  # contacts: nine tenths of them are more than what the organisation calls large
_STOPPED = 31  # days without a line of somebody who looked
_EARLIER = 35  # whole weeks, so that a working day stays one
_ADDED = ("Noor Verweij", "Sem Kuipers", "Lotte Brands", "Daan Hoekstra", "Fenna Mulder")


def _times(draft: Draft) -> int:
    return max(1, int(sqrt(draft.people * draft.dense / _PEOPLE)))


def _staff(draft: Draft, role: str) -> np.ndarray:
    """The users with this role who work here now."""
    users = draft["users"]
    return np.flatnonzero((users["active"] == 1) & (users["role"] == ROLES.index(role)))


def _moment(draft: Draft, rng, hour: int = 11, weekday: int = 2) -> np.datetime64:
    """A moment in the last year but not in the last weeks, on this day of the week (0 = Monday) at about this hour."""
    day = draft.until - days(int(rng.integers(60, 300)))
    day -= days(((int(day.astype(int)) + 3) % 7 - weekday) % 7)
    return day.astype(MINUTE) + np.timedelta64(60 * hour + int(rng.integers(1, 50)), "m")


def _line(draft: Draft, user: int, at, action: str, category: str, records: int = 1) -> int:
    return draft["access_log"].append(user=user, at=at, action=action, category=category, records=records)


def _colleague(draft: Draft, rng, nth: int, role: str, /, **other) -> int:
    """A user who is added, with an account of their own that is active."""
    joined = draft.until - days(int(rng.integers(900, 1500)))
    team, department = ("Werkplaats", "Service") if role == "repair" else ("Verkoop", "Commercie")
    usual = {
        "name": _ADDED[nth % len(_ADDED)],
        "role": role,
        "team": team,
        "department": department,
        "kind": "personal",
    }
    return draft["users"].append(**(usual | {"active": True, "joined": joined} | other))


def _grant(draft: Draft, user: int, category: str, action: str) -> int:
    """A right that was given some years ago and reviewed in time."""
    given, reviewed = draft.until - days(700), draft.until - days(150)
    values = {"category": category, "action": action, "granted_at": given, "reviewed_at": reviewed}
    return draft["grants"].append(user=user, **values)


@wide("leavers")
def leavers(draft: Draft) -> list[Found]:
    """Somebody left: the account stayed open and was used, or only the rights stayed."""
    rng, found = draft.rng("leavers"), []
    for nth in range(_times(draft)):
        left = draft.until - days(int(rng.integers(320, 420)))
        user = _colleague(draft, rng, 2 * nth, "sales", left=left)
        found += [("leaver-still-active", "users", user)]
        line = _line(draft, user, _moment(draft, rng), "view", "contact")
        found += [("access-after-leaving", "access_log", line)]
        user = _colleague(draft, rng, 2 * nth + 1, "repair", left=left, active=False)
        _grant(draft, user, "adres", "view")
        found += [("leaver-still-active", "users", user)]
    return found


@wide("shared-account")
def shared_account(draft: Draft) -> list[Found]:
    """The counter of the workshop logs in with one account."""
    rng = draft.rng("shared account")
    name = "Balie werkplaats"
    user = _colleague(draft, rng, 0, "repair", name=name, kind="shared")
    return [("shared-account", "users", user)]


@wide("rights-outside-the-matrix")
def rights_outside_the_matrix(draft: Draft) -> list[Found]:
    """A salesperson may export addresses, and did; others keep rights that nobody has looked at for years."""
    rng, found = draft.rng("rights"), []
    sales, grants = _staff(draft, "sales"), draft["grants"]
    old = np.flatnonzero(grants["granted_at"] < draft.until - days(900))
    for row in rng.permutation(old)[: _times(draft)]:
        seen = np.maximum(grants["granted_at"][row], draft.until - days(int(rng.integers(500, 800))))
        grants.set(int(row), reviewed_at=seen if rng.random() < 0.5 else None)
        found.append(("grant-unreviewed", "grants", int(row)))
    for nth in range(_times(draft)):
        user = int(sales[nth % len(sales)])
        if nth < len(sales):
            found.append(("grant-outside-matrix", "grants", _grant(draft, user, "adres", "export")))
        if draft.people < _LARGE:
            continue
        line = _line(draft, user, _moment(draft, rng), "export", "adres", draft.people * 9 // 10)
        found += [("access-outside-role", "access_log", line), ("bulk-export", "access_log", line)]
    return found


@wide("lines-outside-the-role")
def lines_outside_the_role(draft: Draft) -> list[Found]:
    """Changes by somebody who may only look, a look at health data, and work at night or on a Sunday."""
    rng, found = draft.rng("lines"), []
    for _ in range(_times(draft)):
        manager, mechanic = int(rng.choice(_staff(draft, "manager"))), int(rng.choice(_staff(draft, "repair")))
        line = _line(draft, manager, _moment(draft, rng), "edit", "notities")
        found.append(("access-outside-role", "access_log", line))
        line = _line(draft, mechanic, _moment(draft, rng), "view", "gezondheid")
        found += [("access-outside-role", "access_log", line), ("special-data-viewed", "access_log", line)]
        for at in (_moment(draft, rng, 22), _moment(draft, rng, 14, 6)):
            found.append(("access-at-odd-hours", "access_log", _line(draft, mechanic, at, "view", "adres")))
    return found


@wide("matrix")
def matrix(draft: Draft) -> list[Found]:
    """A right without a reason, and an export that most roles may make."""
    row = {"role": "repair", "category": "bedrijf", "action": "view", "reason": None}
    draft.policy["matrix"] += [row, row | {"role": "sales", "category": "berichten"}]
    found = [("matrix-without-reason", "policy", key) for key in ("repair/bedrijf/view", "sales/berichten/view")]
    for role in ("sales", "repair"):
        row = {"role": role, "category": "contact", "action": "export", "reason": "lijsten voor onderweg"}
        draft.policy["matrix"].append(row)
    able = [r["role"] for r in draft.policy["matrix"] if (r["category"], r["action"]) == ("contact", "export")]
    return found + [("matrix-too-broad", "policy", f"{role}/contact/export") for role in able]


@wide("log-without-reads")
def log_without_reads(draft: Draft) -> list[Found]:
    """Since an update, a month ago, the log no longer says who looked; what was looked at before is still there."""
    table = draft["access_log"]
    views, since = table["action"] == 0, draft.until - days(_STOPPED)
    late = table["at"].astype(DAY) >= since
    if (late & ~views).sum() < 5:
        return []
    rows = np.flatnonzero(late & views)
    earlier = table["at"][rows] - days(_EARLIER)
    created = draft["contacts"]["created_at"][table["contact"][rows].clip(0)]
    table.set(rows, at=earlier)
    table["when"][rows] = earlier
    table.set(rows[created > earlier], contact=None)
    return [("log-without-reads", "policy", "organisation")]
