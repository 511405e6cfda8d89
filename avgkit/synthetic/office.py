"""The office: users, their grants and the access log, loose files and incidents."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import pools
from .choices import working
from .draft import MINUTE, Draft
from .people import days
from .policy import declared
from .strings import join, take

ROLES = ("sales", "service", "marketing", "manager", "privacy officer", "admin")
_TEAMS = ("Verkoop", "Werkplaats", "Marketing", "Directie", "Privacy", "ICT")
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
    table.extend(
        n,
        name=np.arange(n),
        role=role,
        team=role,
        active=stays,
        joined=joined,
        left=np.where(stays, np.datetime64("NaT", "D"), gone),
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
    begin = np.maximum(given["granted_at"][grant], draft.until - days(365)) + days(1)
    day = begin + days(np.floor(rng.random(n) * (draft.until - begin).astype(int).clip(1)))
    weekend = (day.astype(np.int64) + 3) % 7 - 4
    day = np.maximum(day - days(weekend.clip(0)), begin)
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


_FILES = (
    ("bellijst_{season}_{year}.xlsx", "first_name;last_name;phone;mobile", True),
    ("nieuwsbrief_adressen_{year}.csv", "first_name;last_name;email", True),
    ("klanten_{place}_{year}.xlsx", "last_name;street;postal_code;city;email", True),
    ("deelnemers_tocht_{year}.xlsx", "first_name;last_name;email;birth_date", False),
    ("leveranciers_{year}.xlsx", "company;last_name;email;phone", True),
    ("voorraad_{place}_{year}.xlsx", "article;stock;price", False),
    ("reparaties_open_{season}_{year}.xlsx", "last_name;mobile;job", True),
    ("zakelijk_prospects_{year}.xlsx", "company;last_name;job_title;email", True),
)


def files(draft: Draft) -> None:
    """The loose files that turned up: lists on drives, laptops and in mailboxes, some of them copied from the CRM."""
    rng, staff = draft.rng("files"), draft["users"]
    n = 4 + draft.people // 100
    kind = rng.integers(0, len(_FILES), n)
    active = np.flatnonzero(staff["active"] == 1)
    owner = active[rng.integers(0, len(active), n)]
    day = np.maximum(draft.until - days(rng.integers(5, 700, n)), staff["joined"][owner] + days(5))
    seasons, cities = ("winter", "lente", "zomer", "herfst"), ("alkmaar", "denhelder", "hoorn")
    season, city = rng.integers(0, 4, n), rng.integers(0, 3, n)
    draft["files"].pool("columns", dict.fromkeys(columns for _, columns, _ in _FILES))
    lists = list(dict.fromkeys(columns for _, columns, _ in _FILES))
    names = [
        _FILES[k][0].format(season=seasons[s], year=when.year, place=cities[c])
        for k, s, c, when in zip(kind, season, city, day.tolist(), strict=True)
    ]
    draft["files"].pool("name", names)
    draft["files"].extend(
        n,
        name=np.arange(n),
        owner=owner,
        place=rng.choice(4, n, p=[0.45, 0.2, 0.2, 0.15]),
        modified_at=day.astype(MINUTE) + rng.integers(8 * 60, 18 * 60, n).astype("timedelta64[m]"),
        rows=rng.integers(6, max(20, min(draft.people, 5000)), n),
        columns=np.array([lists.index(_FILES[k][1]) for k in kind]),
        from_crm=np.array([_FILES[k][2] for k in kind]),
    )


def incidents(draft: Draft) -> None:
    """Data breaches: reported within three days where there is a risk, people told where the risk is high."""
    rng = draft.rng("incidents")
    n = 3 + draft.people // 400
    span = (draft.until - draft.rules.first_day).astype(int) - 20
    day = draft.rules.first_day + days(8 + np.floor(rng.random(n) * span))
    happened = working(day.astype(MINUTE), rng)
    aware = happened + rng.integers(10, 9 * 1440, n).astype("timedelta64[m]")
    aware = np.minimum(aware, draft.until.astype(MINUTE) - days(5))
    happened = np.minimum(happened, aware)
    risk = rng.choice(3, n, p=[0.4, 0.45, 0.15])
    reported = aware + rng.integers(120, 60 * 60, n).astype("timedelta64[m]")
    told = reported + rng.integers(60, 2 * 1440, n).astype("timedelta64[m]")
    nowhere = np.datetime64("NaT", "m")
    draft["incidents"].extend(
        n,
        kind=rng.integers(0, 5, n),
        happened_at=happened,
        aware_at=aware,
        people=1 + np.floor(draft.people * rng.random(n) ** 5 * 0.5).astype(np.int64),
        risk=risk,
        reported_at=np.where(risk > 0, reported, nowhere),
        told_people_at=np.where(risk > 1, told, nowhere),
        when=happened,
    )
