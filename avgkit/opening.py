"""From a raw table of the engine to one of the schema: typed columns, safe keys, an account of what was not read."""

import re
import secrets

from . import dates, schema, texts
from .casts import DUCK, cleaned, personal, typed
from .frames import Engine, literal, quote, unique


def open_table(engine: Engine, table: schema.Table, raw: str, source, mapping, stored: dict) -> tuple[str, list[str]]:
    """Store the table under a new name; gives that name and the names of the exported columns beside the schema's."""
    raw_types = engine.columns(raw)
    headers = dict(mapping.columns) if mapping else recognised(table, raw_types)
    raw, styled = _settled(engine, table, raw, headers, raw_types, source, mapping)
    select, unread = _columns(table, headers, raw_types, mapping)
    marks = [f"CASE WHEN {bad} THEN {literal(f';{c.name};')} ELSE '' END" for c, bad in unread]
    marks += [_doubt(name, headers, raw_types) for name in mapping.doubt if name in headers] if mapping else []
    select.append(f"({' || '.join(marks) or repr('')}) AS unread")
    extra = [header for header in raw_types if header not in headers.values()]
    names = unique(extra, (*table.columns, "unread", "_row"))
    select += [f"{cleaned(quote(h), raw_types[h])} AS {quote(name)}" for h, name in zip(extra, names, strict=True)]
    source.rows_read = engine.rows(f"SELECT count(*) FROM {raw}")[0][0]
    source.columns_read = sorted(set(headers.values()))
    # A header that is there twice, or that nobody wrote, is told elsewhere.
    strange = [header for header in extra if not re.search(r" \(\d+\)$", header)]
    if strange and not mapping and (lacking := [name for name in table.columns if name not in headers]):
        strange = ", ".join(shown(header, list(raw_types).index(header) + 1) for header in strange[:12])
        said = {"where": where(source, table.name), "names": strange, "missing": ", ".join(lacking)}
        source.problems.append(texts.say("errors.columns_strange", **said))
    source.columns_unused = [shown(header, list(raw_types).index(header) + 1) for header in extra]
    _count_unread(engine, raw, unread, source, table.name, mapping)
    _tell_doubts(styled, source, table.name, mapping)
    view = engine.fresh("typed")
    engine.run(f"CREATE TEMP VIEW {view} AS SELECT {', '.join(select)}, _row FROM {raw}")
    name = engine.fresh(table.name)
    keys = _keys(engine, table, view, source, stored)
    # A Parquet file that needs no other keys stays a view on the file, so that a scan reads only the columns it uses.
    kind = "VIEW" if raw in engine.views and not keys else "TABLE"
    replaced = f" REPLACE ({', '.join(f'{v} AS {quote(k)}' for k, (v, _) in keys.items())})" if keys else ""
    joins = " ".join(join for _, join in keys.values() if join)
    engine.run(f"CREATE TEMP {kind} {name} AS SELECT v.* EXCLUDE (_row){replaced} FROM {view} v {joins}")
    if kind == "TABLE":
        engine.run(f"DROP VIEW {view}")
        engine.run(f"DROP {'VIEW' if raw in engine.views else 'TABLE'} {raw}")
    return name, names


def recognised(table: schema.Table, headers) -> dict[str, str]:
    """The header of each column of the schema that is there; capitals make no difference."""
    found = {header.strip().lower(): header for header in reversed(list(headers))}
    return {name: name if name in headers else found[name] for name in table.columns if name in found}


def _settled(engine: Engine, table: schema.Table, raw: str, headers: dict, raw_types: dict, source, mapping):
    """The table with its days as ISO, where a file holds them as texts; a frame in memory says it by its types."""
    days = [c.name for c in table.columns.values() if c.type in ("day", "moment") and c.name in headers]
    days = [name for name in days if raw_types[headers[name]] == "VARCHAR"] if source.file else []
    patterns = {name: mapping.ways(name)[0] for name in days} if mapping else {}
    order = mapping.order if mapping else ""
    return dates.settled(engine, raw, {name: headers[name] for name in days}, order, patterns)


def _doubt(name: str, headers: dict, raw_types: dict) -> str:
    """The mark of a value that was read and proves nothing."""
    there = f"{cleaned(quote(headers[name]), raw_types[headers[name]])} IS NOT NULL"
    return f"CASE WHEN {there} THEN {literal(f';{name};')} ELSE '' END"


def _tell_doubts(styled: dict[str, dates.Style], source, table: str, mapping) -> None:
    """Say of which values day and month cannot be told apart; one value alone shows no style to doubt."""
    for name, style in styled.items():
        if style.doubtful > 1:
            said = {"where": where(source, table), "name": _head(name, mapping), "line": style.first}
            source.problems.append(counted("errors.days_doubtful", style.doubtful, **said))


def _columns(table: schema.Table, headers: dict, raw_types: dict, mapping) -> tuple[list[str], list]:
    """What to select for each column of the schema; and the condition under which a value of it is unreadable."""
    select, unread = [], []
    for column in table.columns.values():
        if column.name not in headers:
            fixed = mapping.fixed.get(column.name) if mapping else None
            given = "NULL" if fixed is None else literal(fixed)
            select.append(f"{given}::{DUCK[column.type]} AS {quote(column.name)}")
            continue
        header = headers[column.name]
        if mapping and column.name in mapping.doubt:
            select.append(f"NULL::{DUCK[column.type]} AS {quote(column.name)}")
            continue
        ways = mapping.ways(column.name) if mapping else ((), None)
        value = typed(column, quote(header), raw_types[header], *ways)
        select.append(f"{value} AS {quote(column.name)}")
        if column.type not in ("key", "ref", "text", "codes"):
            unread.append((column, f"{cleaned(quote(header), raw_types[header])} IS NOT NULL AND {value} IS NULL"))
    return select, unread


def shown(header: str, number: int) -> str:
    """A header as a report may show it: a file without headers has a person in its first line."""
    nameless = re.fullmatch(r"column \(\d+\)", header) or "@" in header or len(re.findall(r"\d", header)) > 5
    return texts.say("errors.nameless_column", number=number) if nameless or len(header) > 60 else header


def where(source, table: str) -> str:
    """The place to name in a problem: the file, or else the table."""
    return source.file or table


def counted(key: str, count: int, **values) -> str:
    """The sentence about so many records, or the one about a single record (`key_one`)."""
    return texts.say(f"{key}_one" if count == 1 else key, count=texts.number(count), **values)


def _count_unread(engine: Engine, raw: str, unread: list, source, table: str, mapping) -> None:
    """Count, for each column, the values that cannot be read, and name the first record that has one."""
    if not unread:
        return
    parts = ", ".join(f"count(*) FILTER ({bad}), min(_row) FILTER ({bad})" for _, bad in unread)
    found = engine.rows(f"SELECT {parts} FROM {raw}")[0]
    for (column, _), count, first in zip(unread, found[::2], found[1::2], strict=True):
        if count:
            source.values_unread[column.name] = count
            asked = mapping and column.name in mapping.flags
            expected = texts.say("errors.expect_flag") if asked else column.expected()
            said = {"name": _head(column.name, mapping), "line": first, "expected": expected}
            said["where"] = where(source, table)
            source.problems.append(counted("errors.values_unread", count, **said))


def _head(column: str, mapping) -> str:
    """A column as the user knows it."""
    return mapping.told.get(column, column) if mapping else column


def _keys(engine: Engine, table: schema.Table, view: str, source, stored: dict) -> dict[str, tuple[str, str]]:
    """What replaces the key and the references where a key is missing, double or itself personal: (value, join)."""
    changed = {}
    if table.key:
        key = quote(table.key)
        query = f"SELECT count(*), count({key}), count(DISTINCT {key}), count(*) FILTER ({personal(key)}) FROM {view}"
        rows, filled, distinct, named = engine.rows(query)[0]
        shared = f"SELECT {key}, count(*) AS n FROM {view} WHERE {key} IS NOT NULL GROUP BY 1 HAVING count(*) > 1"
        doubled = engine.rows(f"SELECT coalesce(sum(n), 0) FROM ({shared})")[0][0] if distinct < filled else 0
        if filled < rows or distinct < filled or named:
            changed[table.key] = _safe_key(engine, table, view, named > 0)
            counts = {"missing": rows - filled, "double": int(doubled), "personal": named}
            for kind, count in counts.items():
                if count:
                    said = {"where": where(source, table.name), "file": table.name}
                    source.problems.append(counted(f"errors.keys_{kind}", count, **said))
    for column in table.columns.values():
        if column.type == "ref":
            replaced = _safe_ref(engine, view, column, stored)
            if replaced:
                changed[column.name] = replaced
    return changed


def _safe_key(engine: Engine, table: schema.Table, view: str, named: bool) -> tuple[str, str]:
    """Missing: table#row; shared: key#row; personal: table#row, with the old key remembered for the references.

    Every row that shares its key is renamed, the first too: a reference to it may mean any of them, so it means none.
    """
    key, base = quote(table.key), literal(table.name + "#")
    safe = f"CASE WHEN v.{key} IS NULL OR {personal(f'v.{key}')} THEN {base} || _row ELSE v.{key} END"
    if named:
        engine.run(
            f"CREATE TEMP TABLE IF NOT EXISTS map_{table.name} AS SELECT {key} AS old, {base} || min(_row) AS new "
            f"FROM {view} WHERE {personal(key)} GROUP BY 1"
        )
    join = f"JOIN (SELECT _row AS n, count(*) OVER (PARTITION BY {key}) AS same FROM {view}) d ON d.n = v._row"
    shared = f"same > 1 AND v.{key} IS NOT NULL AND NOT {personal(f'v.{key}')}"
    return (
        f"CASE WHEN {shared} THEN v.{key} || '#' || _row ELSE {safe} END",
        join,
    )


def _safe_ref(engine: Engine, view: str, column: schema.Column, stored: dict) -> tuple[str, str] | None:
    """A reference that is itself personal follows the replaced key; without one it becomes a short keyed hash."""
    name = quote(column.name)
    if not engine.rows(f"SELECT count(*) FROM {view} WHERE {personal(name)}")[0][0]:
        return None
    # The key of the hash lives as long as this engine: nobody can look up an e-mail address by hashing it again.
    engine.salt = engine.salt or secrets.token_hex(16)
    hashed = f"'?' || left(sha256(v.{name} || {literal(engine.salt)}), 12)"
    mapped = engine.rows(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = $name", {"name": f"map_{column.table}"}
    )
    if not mapped[0][0] or column.table not in stored:
        return f"CASE WHEN {personal(f'v.{name}')} THEN {hashed} ELSE v.{name} END", ""
    alias = f"m_{column.name}"
    value = f"CASE WHEN {personal(f'v.{name}')} THEN coalesce({alias}.new, {hashed}) ELSE v.{name} END"
    return value, f"LEFT JOIN map_{column.table} {alias} ON {alias}.old = v.{name}"
