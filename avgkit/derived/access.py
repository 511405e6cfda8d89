"""Access: each right and each line of the log beside the user's role and what the matrix says of it.

Roles and categories are compared without regard to capitals and spaces at the ends: a matrix is typed by people.
"""

from datetime import date

import narwhals as nw

from .calendar import earliest_start, month_end
from .periods import unread

_MATRIX = {"role_key": "VARCHAR", "category_key": "VARCHAR", "action": "VARCHAR", "reasoned": "BOOLEAN"}
_LOGGED = ("id", "user", "at", "action", "category", "records", "unread")
_GRANTED = ("id", "user", "category", "action", "granted_at", "reviewed_at", "unread")


def grants(crm, policy, law) -> nw.LazyFrame:
    """Every right that was given on or before law.on."""
    given = nw.col("granted_at")
    frame = crm.grants.filter(given.is_null() | (given <= nw.lit(law.on))).select(*_GRANTED)
    return _placed(crm, policy, law, frame)


def log(crm, policy, law) -> nw.LazyFrame:
    """Every line of the access log up to law.on, kept for the scan."""
    return crm.derived("access", lambda: _log(crm, policy, law), policy, law)


def _log(crm, policy, law) -> nw.LazyFrame:
    return _placed(crm, policy, law, logged(crm, law).select(*_LOGGED))


def logged(crm, law) -> nw.LazyFrame:
    """The lines of the access log up to law.on as they stand there."""
    at = nw.col("at")
    return crm.access_log.filter(at.is_null() | (at.cast(nw.Date) <= nw.lit(law.on)))


def _placed(crm, policy, law, frame: nw.LazyFrame) -> nw.LazyFrame:
    """The rows with the user, `allowed` (whether the matrix has role, category and action) and the category's regime.

    `allowed` is null when the user, the role, the category or the action is not known.
    """
    users = crm.users.select(
        user="id",
        role="role",
        role_key=_key("role"),
        user_kind="kind",
        kind_unread=unread("kind"),
        left="left",
        left_unread=unread("left"),
        is_known=nw.lit(True),
    )
    rows = rights(policy)
    roles = [{"role_key": role, "has_role": True} for role in sorted({row["role_key"] for row in rows})]
    regimes = {entry["id"]: entry["regime"] for entry in law.entries("categories")}
    kinds = [{"category_key": key, "regime": regime} for key, regime in regimes.items()]
    given = nw.col("has_role").fill_null(False)
    known = ~nw.col("role_key").is_null() & ~nw.col("category_key").is_null() & ~nw.col("action").is_null()
    absent = ~nw.col("role_key").is_null() & ~given
    return (
        frame.join(users, on="user", how="left")
        .with_columns(category_key=_key("category"), is_known=nw.col("is_known").fill_null(False))
        .join(crm.bind(rows, _MATRIX), on=["role_key", "category_key", "action"], how="left")
        .join(crm.bind(roles, {"role_key": "VARCHAR", "has_role": "BOOLEAN"}), on="role_key", how="left")
        .join(crm.bind(kinds, {"category_key": "VARCHAR", "regime": "VARCHAR"}), on="category_key", how="left")
        .with_columns(
            role_absent=absent,
            allowed=nw.when(absent)
            .then(nw.lit(False))
            .when(known)
            .then(~nw.col("reasoned").is_null())
            .otherwise(nw.lit(None, dtype=nw.Boolean)),
        )
    )


def _key(column: str) -> nw.Expr:
    return nw.col(column).str.strip_chars().str.to_lowercase()


def rights(policy) -> list[dict]:
    """What the matrix gives: each role, category and action once, and whether a reason stands with it."""
    found: dict[tuple, bool] = {}
    for row in policy.rows("matrix"):
        if row["role"] and row["category"] and row["action"]:
            key = (row["role"].strip().lower(), row["category"].strip().lower(), row["action"])
            found[key] = found.get(key, False) or bool(row["reason"])
    return [
        {"role_key": role, "category_key": category, "action": action, "reasoned": reasoned}
        for (role, category, action), reasoned in found.items()
    ]


def unused(crm, policy, law) -> list[dict]:
    """What the matrix gives and nobody has: role_key, category_key and action, in the order of the matrix."""
    names = ["role_key", "category_key", "action"]
    given = grants(crm, policy, law).filter(nw.col("allowed")).select(*names).unique()
    had = {tuple(row[n] for n in names) for row in given.collect("pyarrow").to_native().to_pylist()}
    return [right for right in rights(policy) if tuple(right[n] for n in names) not in had]


def first_in_term(on: date, months: int) -> date:
    """The earliest day from which a term of so many calendar months has not ended before `on`."""
    return earliest_start(on, lambda start: month_end(start, months))
