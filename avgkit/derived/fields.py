"""Fields: which columns the CRM really holds and how often each is filled, counted in one pass over each table."""

import narwhals as nw

from .. import schema
from ..check import values

_STATS = {"table": "VARCHAR", "field": "VARCHAR", "rows": "BIGINT", "filled": "BIGINT", "unreadable": "BIGINT"}


def field_stats(crm) -> nw.LazyFrame:
    """Each column with at least one value, read or not: rows of its table, values read, values that were not read."""
    return crm.derived("field_stats", lambda: crm.bind(_stats(crm), _STATS))


def held(crm) -> dict[str, dict]:
    """The columns that the CRM holds, by `table/field`."""
    rows = field_stats(crm).collect("pyarrow").to_native().to_pylist()
    return {f"{row['table']}/{row['field']}": row for row in rows}


def _stats(crm) -> list[dict]:
    unread = {source.table: source.values_unread for source in crm.sources}
    found = []
    for name, table in schema.tables("crm").items():
        if not crm.has(name) or name in values("minimisation")["tables_beside"]:
            continue
        # Keys and references say which record a row belongs to; what is known of that person stands in the others.
        columns = [c.name for c in table.columns.values() if c.type not in ("key", "ref")]
        counts = getattr(crm, name).select(
            nw.len().alias("all_rows"), *[nw.col(column).count().alias(f"n_{column}") for column in columns]
        )
        row = counts.collect("pyarrow").to_native().to_pylist()[0]
        for column in columns:
            filled, dark = row[f"n_{column}"], unread.get(name, {}).get(column, 0)
            if filled or dark:
                numbers = {"rows": row["all_rows"], "filled": filled, "unreadable": dark}
                found.append({"table": name, "field": column, **numbers})
    return found
