"""Proposes what an organisation may declare, from what stands in its CRM: names and codes only, nobody's data."""

import re
import tomllib
from functools import cache
from pathlib import Path

import narwhals as nw

from .. import schema
from ..frames import quote

MOST = 200  # values of one column that are proposed; with more it is no list of codes
SMALL = 5  # a value that stands in fewer records may be about somebody


def proposals(crm) -> dict[str, list[dict]]:
    """The rows that the Crm suggests for each table of the policy."""
    purposes = sorted({*_values(crm, "messages", "purpose", SMALL), *_values(crm, "consents", "purpose", SMALL)})
    return {
        "purposes": [{"id": purpose} for purpose in purposes],
        "fields": _fields(crm),
        "retention": [{"category": category} for category in _values(crm, "contacts", "category")],
        "matrix": _matrix(crm),
        "consent_forms": [{"wording": wording} for wording in _values(crm, "consents", "wording", SMALL)],
    }


@cache
def _page() -> dict:
    with open(Path(__file__).with_suffix(".toml"), "rb") as file:
        return tomllib.load(file)


def _fields(crm) -> list[dict]:
    """Each column that the export holds, with the category that it seems to belong to."""
    found = []
    for name in crm.tables:
        own = list(schema.tables("crm")[name].columns)
        filled = crm.engine.rows(f"SELECT {', '.join(f'count({quote(c)})' for c in own)} FROM {crm.stored(name)}")[0]
        read = {header.lower() for source in crm.sources if source.table == name for header in source.columns_read}
        held = [column for column, count in zip(own, filled, strict=True) if count or column in read]
        extra = [column for column in crm.exported.get(name, []) if not _strange(column)]
        found += [{"table": name, "field": column, "category": _category(name, column)} for column in held + extra]
    return found


def _strange(header: str) -> bool:
    """Whether a header may be somebody's data: a file without headers has a person in its first line."""
    return "@" in header or len(re.findall(r"\d", header)) > 5 or len(header) > 60 or header.startswith("column (")


def _category(table: str, column: str) -> str | None:
    """The category of a column: as known for our own columns, else by a word in its name."""
    own = _page()["own"]
    if f"{table}.{column}" in own or (column in schema.tables("crm")[table].columns and table in own):
        return own.get(f"{table}.{column}", own.get(table))
    lower = column.lower()
    return next((category for category, parts in _page()["words"].items() if any(p in lower for p in parts)), None)


def _values(crm, table: str, column: str, least: int = 1) -> list[str]:
    """The values of a column, without any that looks like a person; none when there are too many for a list."""
    if not crm.has(table):
        return []
    name = quote(column)
    query = (
        f"SELECT {name} FROM {crm.stored(table)} WHERE {name} IS NOT NULL AND length({name}) <= 60 "
        f"AND NOT regexp_matches({name}, '@|[0-9]{{6}}') GROUP BY 1 HAVING count(*) >= {least} ORDER BY 1 "
        f"LIMIT {MOST + 1}"
    )
    found = [row[0] for row in crm.engine.rows(query)]
    return found if len(found) <= MOST else []


def _matrix(crm) -> list[dict]:
    """Each role with what it was granted; a role without grants only by its name."""
    if not crm.has("users"):
        return []
    roles = _values(crm, "users", "role")
    granted = []
    if crm.has("grants"):
        users = crm.users.select(user="id", role="role")
        grants = crm.grants.join(users, on="user", how="inner").select("role", "category", "action").unique()
        grants = grants.filter(~nw.col("category").is_null() & ~nw.col("action").is_null()).sort(
            "role", "category", "action"
        )
        allowed = _values(crm, "grants", "category")
        granted = grants.collect("pyarrow").to_native().to_pylist()
        granted = [row for row in granted if row["role"] in roles and row["category"] in allowed]
    named = {row["role"] for row in granted}
    return granted + [{"role": role} for role in roles if role not in named]
