"""From a raw table of the engine to a table of the schema: typed columns, safe keys, and an account of what was not read."""

from . import schema, texts
from .casts import DUCK, cleaned, personal, typed
from .frames import Engine, literal, quote


def open_table(engine: Engine, table: schema.Table, raw: str, source, mapping, stored: dict) -> tuple[str, list[str]]:
    """Store the table under a new name; gives that name and the names of the exported columns beside the schema's."""
    raw_types = engine.columns(raw)
    row = "_row" if _has(engine, raw, "_row") else "(file_row_number + 1)"
    headers = dict(mapping.columns) if mapping else {name: name for name in table.columns if name in raw_types}
    fixed = mapping.fixed if mapping else {}
    used = set(headers.values())
    extra = [h for h in raw_types if h not in used and h not in table.columns]
    select, unread = [], []
    for column in table.columns.values():
        if column.name in headers:
            header = headers[column.name]
            value = typed(
                column,
                quote(header),
                raw_types[header],
                mapping.patterns if mapping else (),
                mapping.values.get(column.name) if mapping else None,
            )
            select.append(f"{value} AS {quote(column.name)}")
            if column.type not in ("key", "ref", "text", "codes"):
                text = cleaned(quote(header), raw_types[header])
                unread.append((column, f"{text} IS NOT NULL AND {value} IS NULL", f"{text} IS NOT NULL"))
        else:
            given = literal(fixed[column.name]) if column.name in fixed else "NULL"
            select.append(f"{given}::{DUCK[column.type]} AS {quote(column.name)}")
    marks = [f"CASE WHEN {bad} THEN {literal(f';{c.name};')} ELSE '' END" for c, bad, _ in unread]
    select.append(f"({' || '.join(marks) or repr('')}) AS unread")
    select += [f"{cleaned(quote(h), raw_types[h])} AS {quote(h)}" for h in extra]
    source.rows_read = engine.rows(f"SELECT count(*) FROM {raw}")[0][0]
    source.columns_read = sorted(used)
    source.columns_unused = extra
    _count_unread(engine, raw, row, unread, source, table.name)
    view = engine.fresh("typed")
    engine.run(f"CREATE TEMP VIEW {view} AS SELECT {', '.join(select)}, {row} AS _row FROM {raw}")
    name = engine.fresh(table.name)
    keys = _keys(engine, table, view, source, stored)
    # A Parquet file that needs no other keys stays a view on the file, so that a scan reads only the columns it uses.
    kind = "TABLE" if _has(engine, raw, "_row") or keys else "VIEW"
    replaced = f" REPLACE ({', '.join(f'{v} AS {quote(k)}' for k, (v, _) in keys.items())})" if keys else ""
    joins = " ".join(join for _, join in keys.values() if join)
    engine.run(f"CREATE TEMP {kind} {name} AS SELECT v.* EXCLUDE (_row){replaced} FROM {view} v {joins}")
    if kind == "TABLE" and _has(engine, raw, "_row"):
        engine.run(f"DROP VIEW {view}")
        engine.run(f"DROP TABLE {raw}")
    return name, extra


def _has(engine: Engine, raw: str, column: str) -> bool:
    return any(r[0] == column for r in engine.rows(f"DESCRIBE {raw}"))


def _where(source, table: str) -> str:
    return source.file or table


def _count_unread(engine: Engine, raw: str, row: str, unread: list, source, table: str) -> None:
    """Count, for each column, the values that cannot be read, and name the first record that has one."""
    if not unread:
        return
    parts = ", ".join(f"count(*) FILTER ({bad}), min({row}) FILTER ({bad})" for _, bad, _ in unread)
    found = engine.rows(f"SELECT {parts} FROM {raw}")[0]
    for (column, _, _), count, first in zip(unread, found[::2], found[1::2], strict=True):
        if count:
            source.values_unread[column.name] = count
            values = {"where": _where(source, table), "name": column.name, "count": count, "line": first}
            source.problems.append(texts.say("errors.values_unread", expected=column.expected(), **values))


def _keys(engine: Engine, table: schema.Table, view: str, source, stored: dict) -> dict[str, tuple[str, str]]:
    """What replaces the key and the references where a key is missing, double or itself personal: (value, join)."""
    changed = {}
    if table.key:
        key = quote(table.key)
        query = f"SELECT count(*), count({key}), count(DISTINCT {key}), count(*) FILTER ({personal(key)}) FROM {view}"
        rows, filled, distinct, named = engine.rows(query)[0]
        if filled < rows or distinct < filled or named:
            changed[table.key] = _safe_key(engine, table, view, named > 0)
            counts = {"missing": rows - filled, "double": filled - distinct, "personal": named}
            for kind, count in counts.items():
                if count:
                    values = {"where": _where(source, table.name), "count": count, "file": table.name}
                    source.problems.append(texts.say(f"errors.keys_{kind}", **values))
    for column in table.columns.values():
        if column.type == "ref":
            replaced = _safe_ref(engine, view, column, stored)
            if replaced:
                changed[column.name] = replaced
    return changed


def _safe_key(engine: Engine, table: schema.Table, view: str, named: bool) -> tuple[str, str]:
    """Missing: table#row; double: key#row; personal: table#row, with the old key remembered for the references."""
    key, base = quote(table.key), literal(table.name + "#")
    safe = f"CASE WHEN v.{key} IS NULL OR {personal(f'v.{key}')} THEN {base} || _row ELSE v.{key} END"
    if named:
        engine.run(
            f"CREATE TEMP TABLE IF NOT EXISTS map_{table.name} AS SELECT {key} AS old, {base} || min(_row) AS new "
            f"FROM {view} WHERE {personal(key)} GROUP BY 1"
        )
    join = (
        f"JOIN (SELECT _row AS n, row_number() OVER (PARTITION BY {key} ORDER BY _row) AS nth FROM {view}) d "
        f"ON d.n = v._row"
    )
    return f"CASE WHEN nth > 1 AND NOT {personal(f'v.{key}')} THEN v.{key} || '#' || _row ELSE {safe} END", join


def _safe_ref(engine: Engine, view: str, column: schema.Column, stored: dict) -> tuple[str, str] | None:
    """A reference that is itself personal follows the replaced key; without one it becomes a short hash."""
    name = quote(column.name)
    if not engine.rows(f"SELECT count(*) FROM {view} WHERE {personal(name)}")[0][0]:
        return None
    hashed = f"'?' || left(sha256(v.{name} || {literal(str(id(engine)))}), 8)"
    mapped = engine.rows(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = $name", {"name": f"map_{column.table}"}
    )
    if not mapped[0][0] or column.table not in stored:
        return f"CASE WHEN {personal(f'v.{name}')} THEN {hashed} ELSE v.{name} END", ""
    alias = f"m_{column.name}"
    value = f"CASE WHEN {personal(f'v.{name}')} THEN coalesce({alias}.new, {hashed}) ELSE v.{name} END"
    return value, f"LEFT JOIN map_{column.table} {alias} ON {alias}.old = v.{name}"
