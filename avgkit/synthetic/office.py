"""The office: users, their grants and the access log, rights requests and incidents."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import pools
from .choices import between, working
from .draft import DAY, MINUTE, Draft
from .people import FORMER, days
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


_REQUESTS = ("access", "rectification", "erasure", "restriction", "portability", "objection", "objection_marketing")
DONE, REFUSED, OPEN = range(3)
_ERASURE, _OBJECTION_MARKETING = 2, 6
_REASONS = ("nog nodig voor de boekhouding (fiscale bewaarplicht)", "identiteit niet vastgesteld na herhaalde vraag")


def erased(draft: Draft) -> None:
    """Former customers who asked to be forgotten: the record stays as an empty shell."""
    rng, table = draft.rng("erased"), draft["contacts"]
    able = (table["category"] == FORMER) & ~draft.hidden["reserved"]
    gone = able & (rng.random(draft.people) < 0.05)
    if able.any() and not gone.any():  # somebody always was; who left first has had an answer by now
        gone[np.flatnonzero(able)[np.argmin(table["customer_until"][able])]] = True
    draft.hidden["erased"] = gone
    for column in table.schema.columns.values():
        if column.personal:
            table[column.name][gone] = np.datetime64("NaT") if column.type == "day" else -1


def requests(draft: Draft) -> None:
    """Rights requests, answered in time; those who object to direct marketing get nothing more."""
    rng, table = draft.rng("requests"), draft["contacts"]
    draft["requests"].pool("reason", _REASONS)
    stop = np.flatnonzero(draft.hidden["asked_stop"])
    _ask(draft, rng, stop, draft.hidden["stop"][stop], np.full(len(stop), _OBJECTION_MARKETING))
    gone = np.flatnonzero(draft.hidden["erased"])
    ended = table["customer_until"][gone].astype(MINUTE)
    _ask(draft, rng, gone, working(ended + days(1), rng), np.full(len(gone), _ERASURE))
    able = ~draft.hidden["erased"] & ~draft.hidden["reserved"] & ~draft.hidden["asked_stop"]
    able &= table["created_at"] < draft.until.astype(MINUTE) - days(12)
    rows = np.flatnonzero(able & (rng.random(draft.people) < 0.018))
    start = np.maximum(table["created_at"][rows], draft.rules.first_day.astype(MINUTE)) + days(3)
    at = working(between(rng, start, draft.until.astype(MINUTE) - days(3)), rng)
    at = np.maximum(at, table["created_at"][rows] + days(1))
    _ask(draft, rng, rows, at, rng.choice(6, len(rows), p=[0.35, 0.3, 0.15, 0.05, 0.05, 0.1]))


def _ask(draft: Draft, rng, rows: np.ndarray, at: np.ndarray, kind: np.ndarray) -> None:
    n = len(rows)
    day = at.astype(DAY)
    longer = (rng.random(n) < 0.08) & (kind < _ERASURE)
    told = day + days(rng.integers(5, 25, n))
    answered = day + days(np.where(longer, rng.integers(35, 80, n), rng.integers(1, 25, n)))
    waiting = answered >= draft.until
    kept = (kind == _ERASURE) & ~draft.hidden["erased"][rows]
    draft["requests"].extend(
        n,
        contact=rows,
        kind=kind,
        received_at=at,
        extended_at=np.where(longer & (told < draft.until), told, np.datetime64("NaT", "D")),
        answered_at=np.where(waiting, np.datetime64("NaT", "D"), answered),
        outcome=np.where(waiting, OPEN, np.where(kept, REFUSED, DONE)),
        reason=np.where(kept & ~waiting, rng.integers(0, len(_REASONS), n), -1),
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
