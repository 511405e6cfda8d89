"""Fields: which columns the CRM really holds and how often each is filled, counted in one pass over each table."""

import narwhals as nw

from .. import opening, schema
from ..check import values
from ..recognisers import categories, category_of_head

_STATS = {"table": "VARCHAR", "field": "VARCHAR", "rows": "BIGINT", "filled": "BIGINT", "unreadable": "BIGINT"}


def field_stats(crm) -> nw.LazyFrame:
    """Each column with at least one value, read or not: rows of its table, values read, values that were not read."""
    return crm.derived("field_stats", lambda: crm.bind(_stats(crm), _STATS))


def held(crm) -> dict[str, dict]:
    """The columns that the CRM holds, by `table/field`."""
    rows = field_stats(crm).collect("pyarrow").to_native().to_pylist()
    return {f"{row['table']}/{row['field']}": row for row in rows}


def by_nature(crm) -> dict[str, tuple[str, str, str]]:
    """The exported columns beside ours that hold special or criminal data, or a national number: by `table/field` the
    table, the column and the category. What an export said of its columns counts; else the words of the header."""
    found, asked = {}, set(categories())
    for table, columns in crm.exported.items():
        for number, column in enumerate(columns, 1):
            said = crm.natures[table].get(column) if table in crm.natures else category_of_head(column)[0]
            if said in asked:
                found[f"{table}/{opening.shown(column, number)}"] = (table, column, said)
    return found


def usual(crm) -> dict[str, str]:
    """The category of data that each column holds by its nature, by `table/field`."""
    return values("register")["categories"] | {key: category for key, (_, _, category) in by_nature(crm).items()}


def _stats(crm) -> list[dict]:
    unread = {source.table: source.values_unread for source in crm.sources}
    found = []
    for name, table in schema.tables("crm").items():
        if not crm.has(name) or name in values("minimisation")["tables_beside"]:
            continue
        # Keys and references say which record a row belongs to; what is known of that person stands in the others.
        columns = [c.name for c in table.columns.values() if c.type not in ("key", "ref")]
        beside = {column: key.partition("/")[2] for key, (table, column, _) in by_nature(crm).items() if table == name}
        columns += beside
        counts = getattr(crm, name).select(
            nw.len().alias("all_rows"), *[nw.col(column).count().alias(f"n_{column}") for column in columns]
        )
        row = counts.collect("pyarrow").to_native().to_pylist()[0]
        for column in columns:
            filled, dark = row[f"n_{column}"], unread.get(name, {}).get(column, 0)
            if filled or dark:
                numbers = {"rows": row["all_rows"], "filled": filled, "unreadable": dark}
                found.append({"table": name, "field": beside.get(column, column), **numbers})
    return found
