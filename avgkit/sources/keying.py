"""Keys for the rows of an export with one line for each person, and for the colleagues who own them: never a name."""

from ..casts import personal
from ..frames import Engine, literal, quote
from ..opening import counted
from ..tables import Crm, Mapping

_KEY, _OWNER = "→ key", quote("→ owner")
OURS = (_KEY, "→ owner")  # the columns that stand here beside those of the export


def keyed(engine: Engine, parts: list) -> None:
    """Give each row a key: its own where that is there, of one row only and nobody's name; else its file and line."""
    several = len(parts) > 1
    for part in parts:
        part.own = f"regexp_replace({part.text('id')}, '^(\\d+)\\.0$', '\\1')"
        part.good = f"({part.own} IS NOT NULL AND NOT {personal(part.own)})"
    taken = " UNION ALL ".join(f"SELECT DISTINCT {p.own} AS own, {n} AS n FROM {p.raw}" for n, p in enumerate(parts))
    clash = engine.fresh("clash")
    engine.run(
        f"CREATE TEMP TABLE {clash} AS SELECT own FROM ({taken}) WHERE own IS NOT NULL GROUP BY 1 HAVING count(*) > 1"
    )
    for part in parts:
        stem = part.stem if several else "contacts"
        base, name = literal(stem), engine.fresh("keyed")
        shared = f"count(*) OVER (PARTITION BY {part.own}) > 1"
        elsewhere = f"{part.own} IN (SELECT own FROM {clash})"
        engine.run(
            f"CREATE TEMP TABLE {name} AS SELECT *, CASE WHEN NOT {part.good} THEN {base} || '#' || _row "
            f"WHEN {elsewhere} AND {shared} THEN {base} || '/' || {part.own} || '#' || _row "
            f"WHEN {elsewhere} THEN {base} || '/' || {part.own} "
            f"WHEN {shared} THEN {part.own} || '#' || _row ELSE {part.own} END AS {quote(_KEY)} FROM {part.raw}"
        )
        counts = engine.rows(
            "SELECT count(*) FILTER (NOT good), count(*) FILTER (good AND same), count(*) FILTER (good AND there) "
            f"FROM (SELECT {part.good} AS good, {shared} AS same, {elsewhere} AS there FROM {part.raw})"
        )[0]
        engine.run(f"DROP TABLE {part.raw}")
        part.raw, part.key = name, quote(_KEY)
        for kind, count in zip(("by_line", "double", "clash"), counts, strict=True):
            if count:
                said = {"where": part.where, "stem": stem}
                part.source.problems.append(counted(f"errors.keys_{kind}", count, **said))


def users(crm: Crm, parts: list) -> None:
    """Each owner once, under a key: a number of a system as it is, the name of a person as users#1, users#2."""
    owned = [part for part in parts if part.has("owner")]
    if not owned:
        return
    engine, names, raw, name = crm.engine, crm.engine.fresh("owners"), crm.engine.fresh("raw"), quote("→ name")
    found = " UNION ".join(f"SELECT DISTINCT {part.text('owner')} AS {name} FROM {part.raw}" for part in owned)
    plain = f"(regexp_matches({name}, '[0-9]') AND NOT {personal(name)})"
    engine.run(
        f"CREATE TEMP TABLE {names} AS SELECT {name}, CASE WHEN {plain} THEN {name} ELSE 'users#' || "
        f"row_number() OVER (ORDER BY {plain}, {name}) END AS {_OWNER} FROM ({found}) WHERE {name} IS NOT NULL"
    )
    engine.run(
        f"CREATE TEMP TABLE {raw} AS SELECT {_OWNER} AS id, CASE WHEN NOT {plain} THEN {name} END AS name, "
        f"row_number() OVER (ORDER BY {_OWNER}) AS _row FROM {names}"
    )
    for part in owned:
        joined = engine.fresh("owned")
        on = f"o.{name} = {part.text('owner')}"
        engine.run(
            f"CREATE TEMP TABLE {joined} AS SELECT r.*, o.{_OWNER} FROM {part.raw} r LEFT JOIN {names} o ON {on}"
        )
        engine.run(f"DROP TABLE {part.raw}")
        part.raw, part.owner = joined, _OWNER
    source = owned[0].unit.source("users")
    crm.add("users", raw, source, Mapping({"id": "id", "name": "name"}))
    source.columns_read = [owned[0].columns["owner"][0]]
    source.mapping = {source.columns_read[0]: "users"}
