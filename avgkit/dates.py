"""Days of an export as the engine reads them: each column in its own style (datestyles), rewritten as ISO.

Only what is not ISO already goes through Python, and each text of a day once, however many rows have it.
"""

from dataclasses import dataclass, field
from datetime import date

from . import datestyles
from .datestyles import CLOCK, PAST
from .frames import Engine, literal, quote

# A day, with or without a time and a zone, as ISO 8601 writes it; what is written otherwise needs its column's style.
ISO = r"\d{4}-\d{2}-\d{2}([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?)?"
ZONED = r"\d{4}-\d{2}-\d{2}[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)? ?(Z|UTC|[+-]\d{2}(:?\d{2})?)"


@dataclass
class Style:
    """How the days of one column are written, where not as ISO: `order` dmy, mdy, both or '' (not shown)."""

    order: str = ""
    doubtful: int = 0
    first: int = 0  # the line of the first value of which day and month cannot be told apart
    days: dict[str, str] = field(default_factory=dict)  # the text of a day -> the same as ISO
    table: str = ""  # the distinct texts of the column, each parted in day and clock
    seen: list[tuple[str, int, int]] = field(default_factory=list)  # text of a day, values, first line
    numbers: bool = False  # the days are counted as a spreadsheet counts them


def shown(engine: Engine, raw: str, columns: dict[str, str]) -> set[str]:
    """The orders of day and month that these columns (name -> header) show."""
    found = _found(engine, raw, columns, ())
    _free(engine, found)
    return {style.order for style in found.values() if style.order}


def settled(
    engine: Engine,
    raw: str,
    columns: dict[str, str],
    order: str = "",
    patterns: dict[str, tuple[str, ...]] | None = None,
) -> tuple[str, dict[str, Style]]:
    """The table in which the days of these columns (name -> header) stand as ISO, and how each was written.

    `order`: what other columns of the same file show. `patterns`: the ways of a column that its format names; what
    these read is left to them. Texts that are no day, or that can be read two ways, stay as they are.
    """
    found = _found(engine, raw, columns, patterns or {})
    _beside(found, order)
    for name, style in found.items():
        _read(style, date.today() if name in PAST else None)
    if any(style.days for style in found.values()):
        if raw in engine.views:  # a file that is read each time; its copy can be changed
            raw, view = engine.fresh("raw"), raw
            engine.run(f"CREATE TEMP TABLE {raw} AS FROM {view}")
            engine.run(f"DROP VIEW {view}")
        for name, style in found.items():
            if style.days:
                _rewrite(engine, raw, columns[name], style)
    _free(engine, found)
    return raw, found


def _found(engine: Engine, raw: str, columns: dict[str, str], patterns) -> dict[str, Style]:
    """Each column that holds days in another form than ISO, with the texts of its days."""
    found = {}
    for name, header in columns.items():
        table, text = engine.fresh("days"), f"nullif(trim({quote(header)}), '')"
        other = f"NOT regexp_full_match(_said, {literal(ISO)}) AND NOT regexp_full_match(_said, {literal(ZONED)})"
        if listed := ", ".join(literal(p) for p in (patterns.get(name, ()) if patterns else ())):
            other += f" AND try_strptime(_said, [{listed}]) IS NULL"
        split = f"regexp_extract(_said, {literal(CLOCK)})"
        engine.run(
            f"CREATE TEMP TABLE {table} AS SELECT *, left(_said, length(_said) - length(_clock)) AS _day FROM "
            f"(SELECT *, {split} AS _clock FROM (SELECT {text} AS _said, count(*) AS _count, min(_row) AS _line "
            f"FROM {raw} GROUP BY 1) WHERE _said IS NOT NULL AND {other})"
        )
        clocks = {text: iso for (text,) in engine.rows(f"SELECT DISTINCT _clock FROM {table}") if (iso := _clock(text))}
        clocks[""] = ""
        _bind(engine, f"{table}_clocks", clocks)
        seen = engine.rows(
            f"SELECT _day, sum(_count)::BIGINT, min(_line) FROM {table} JOIN {table}_clocks ON _clock = _text "
            "GROUP BY 1 ORDER BY 3, 1"
        )
        ways = [ways for day, _, _ in seen if (ways := datestyles.reading(day))]
        total = engine.rows(f"SELECT count({text}) FROM {raw}")[0][0]
        # Numbers are days of a spreadsheet only in a column that holds nothing else.
        numbers = bool(total) and total == sum(count for day, count, _ in seen if datestyles.serial(day))
        found[name] = Style(datestyles.order(ways), table=table, seen=seen, numbers=numbers)
    return found


def _clock(text: str) -> str:
    return datestyles.clock(text) or ""


def _beside(found: dict[str, Style], order: str) -> None:
    """A column that shows no order follows the columns beside it, where they show one and the same."""
    shown = {style.order for style in found.values() if style.order} | ({order} if order else set())
    if len(shown) == 1 and shown != {"both"}:
        for style in found.values():
            style.order = style.order or min(shown)


def _read(style: Style, latest: date | None) -> None:
    """Every text of a day that can be read one way, as ISO; the others are counted where they are in doubt."""
    for text, count, line in style.seen:
        if style.numbers:
            style.days[text] = datestyles.serial(text).isoformat(" ")
        elif said := datestyles.iso(text, style.order, latest):
            style.days[text] = said
        elif datestyles.reading(text):
            style.doubtful, style.first = style.doubtful + count, style.first or line


def _rewrite(engine: Engine, raw: str, header: str, style: Style) -> None:
    _bind(engine, f"{style.table}_iso", style.days)
    column = quote(header)
    engine.run(
        f"UPDATE {raw} SET {column} = _new FROM (SELECT _said, d._iso || c._iso AS _new FROM {style.table} "
        f"JOIN {style.table}_iso d ON _day = d._text JOIN {style.table}_clocks c ON _clock = c._text) m "
        f"WHERE nullif(trim({raw}.{column}), '') = m._said"
    )
    engine.run(f"DROP TABLE {style.table}_iso")


def _bind(engine: Engine, name: str, pairs: dict[str, str]) -> None:
    """Texts and what they are as ISO, as a small table on the connection."""
    engine.lookup(name, {"_text": list(pairs), "_iso": list(pairs.values())})


def _free(engine: Engine, found: dict[str, Style]) -> None:
    for style in found.values():
        engine.run(f"DROP TABLE {style.table}")
        engine.run(f"DROP TABLE {style.table}_clocks")
