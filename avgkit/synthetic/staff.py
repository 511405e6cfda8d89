"""The staff: users, the contacts they own, their grants, and what the access log says they did."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import pools
from .draft import MINUTE, Draft
from .people import days
from .policy import declared
from .strings import join, take

ROLES = ("sales", "repair", "marketing", "manager", "privacy officer", "admin")
_TEAMS = ("Verkoop", "Werkplaats", "Marketing", "Directie", "Privacy", "ICT")
_DEPARTMENTS = ("Commercie", "Service", "Staf")
_OF_TEAM = np.array([0, 1, 0, 2, 2, 2])  # the department of each team
_BRANCHES = ("hoofdvestiging", "winkel-alkmaar")
_SHARES = [0.42, 0.36, 0.1, 0.06, 0.03, 0.03]
_ACTIONS = ("view", "edit", "export", "delete")
_PEOPLE_PER_USER = 40
_VETERANS = 3  # the first users are there from the start, so that every moment has somebody who could have been at work


def users(draft: Draft) -> None:
    """The staff, first those who work here now and then those who have left."""
    rng, table = draft.rng("users"), draft["users"]
    active = max(len(ROLES), draft.people // _PEOPLE_PER_USER)
    left = max(1, active // 8)
    n = active + left
    role = np.searchsorted(np.cumsum(_SHARES), rng.random(n), side="right").clip(0, len(ROLES) - 1)
    role[: len(ROLES)] = np.arange(len(ROLES))
    span = (draft.until - np.datetime64("2016-02-01")).astype(int)
    joined = np.datetime64("2016-02-01") + days(np.floor(rng.random(n) * (span - 500)))
    joined[:_VETERANS] = np.datetime64("2015-03-02")
    gone = joined + days(180 + np.floor(rng.random(n) * ((draft.until - joined).astype(int) - 240).clip(1)))
    stays = np.arange(n) < active
    names, infixes, _, infix_of = pools.last_names()
    origin = rng.integers(0, 2, n)
    last = names.draw(rng, origin)
    first = take(pools.first_names().texts, pools.first_names().draw(rng, origin * 3 + rng.integers(0, 2, n)))
    infix = take(pa.array([f" {text}" for text in infixes.to_pylist()]), infix_of[last])
    full = join(first, pc.fill_null(infix, ""), " ", take(names.texts, last))
    table.pool("name", full)
    table.pool("role", ROLES)
    table.pool("team", _TEAMS)
    table.pool("department", _DEPARTMENTS)
    table.pool("branch", _BRANCHES)
    table.extend(
        n,
        name=np.arange(n),
        role=role,
        team=role,
        department=_OF_TEAM[role],
        branch=(role < 2) & (np.arange(n) % 3 == 2),  # one in three who sell or repair works in the shop
        active=stays,
        joined=joined,
        left=np.where(stays, np.datetime64("NaT", "D"), gone),
        kind=np.zeros(n),
    )
    draft.hidden["veterans"] = np.arange(_VETERANS)


def owners(draft: Draft) -> None:
    """Each contact has an owner among the sales, service and management staff who work here now."""
    rng, table = draft.rng("owners"), draft["users"]
    able = np.flatnonzero((table["active"] == 1) & (table["role"] <= 3))
    owner = able[rng.integers(0, len(able), draft.people)]
    draft["contacts"]["owner"][:] = np.where(draft.hidden["erased"], -1, owner)


def grants(draft: Draft) -> None:
    """What each present user may do: exactly what the matrix says for the role, reviewed within the last year."""
    rng, table = draft.rng("grants"), draft["users"]
    matrix = declared()["matrix"]
    categories = sorted({row["category"] for row in matrix})
    draft["grants"].pool("category", categories)
    draft["access_log"].pool("category", categories)
    for number, role in enumerate(ROLES):
        mine = [row for row in matrix if row["role"] == role]
        who = np.repeat(np.flatnonzero((table["active"] == 1) & (table["role"] == number)), len(mine))
        rows, times = len(who), len(who) // max(len(mine), 1)
        granted = table["joined"][who] + days(rng.integers(0, 10, rows))
        draft["grants"].extend(
            rows,
            user=who,
            category=np.tile([categories.index(row["category"]) for row in mine], times),
            action=np.tile([_ACTIONS.index(row["action"]) for row in mine], times),
            granted_at=granted,
            reviewed_at=np.maximum(granted, draft.until - days(20 + rng.integers(0, 300, rows))),
        )


def access_log(draft: Draft) -> None:
    """Who looked at what in the last year, in working hours and within the grants; exports are rare."""
    rng, given = draft.rng("access"), draft["grants"]
    n = 2 * draft.people
    action = given["action"]
    common, rare = np.flatnonzero(action < 2), np.flatnonzero(action == 2)
    export = rng.random(n) < 0.01
    grant = np.where(export, rare[rng.integers(0, len(rare), n)], common[rng.integers(0, len(common), n)])
    grant[0], export[0] = np.flatnonzero(action == 0)[0], False  # somebody always looked
    begin = np.maximum(given["granted_at"][grant], draft.until - days(365)) + days(1)
    begin += days((7 - _weekday(begin)) * (_weekday(begin) > 4))  # a first day at work is no Saturday or Sunday
    day = begin + days(np.floor(rng.random(n) * (draft.until - begin).astype(int).clip(1)))
    day = np.maximum(day - days((_weekday(day) - 4).clip(0)), begin)
    at = day.astype(MINUTE) + rng.integers(8 * 60, 17 * 60 + 30, n).astype("timedelta64[m]")
    present = np.searchsorted(draft["contacts"]["created_at"], at)
    about = np.floor(rng.random(n) * present).astype(np.int64)
    one = ~export & (present > 0)
    most = np.maximum(present, 2)
    draft["access_log"].extend(
        n,
        user=given["user"][grant],
        at=at,
        action=action[grant],
        category=given["category"][grant],
        contact=np.where(one, about, -1),
        records=np.where(export, 1 + np.floor(rng.random(n) * most * 0.6).astype(np.int64), 1),
    )


def _weekday(day: np.ndarray) -> np.ndarray:
    """0 = Monday, 6 = Sunday."""
    return (day.astype(np.int64) + 3) % 7
