"""What spreadsheets and export limits do to data: told, and mended only where it is certain."""

from .. import texts
from ..frames import literal, quote
from ..opening import counted

# Rows at which systems and spreadsheets stop; the header may count as one of them.
LIMITS = (10_000, 50_000, 65_536, 100_000, 1_048_576)
_NUMBERS = ("id", "phone", "mobile", "fax", "bsn", "iban", "postal_code", "house_number")
_MENDED = ("id", "phone", "mobile", "fax", "bsn", "house_number")
_POWER = r"-?\d(?:[.,]\d+)?[eE]\+?\d{1,3}"


def cut(source) -> None:
    """Mark and tell that the number of rows of a source is a known limit."""
    rows = source.rows_read + source.rows_unread
    if cut_off(rows):
        source.cut = rows
        source.problems.append(texts.say("errors.cut", where=source.file, count=texts.number(rows)))


def cut_off(rows: int, header_row: int = 1) -> int | None:
    """The limit at which a table was probably cut off, with or without its header; None when it has another length."""
    found = (limit for limit in LIMITS if limit in (rows, rows + 1, rows + header_row))
    return next(found, None) if rows else None


def look(part) -> None:
    """Look at the numbers that are no sums: 3,16E+10 is lost and left out, 123.0 is mended, a lost 0 is told."""
    part.harmed = {}
    for meaning in _NUMBERS:
        for column in part.columns.get(meaning, [])[:1]:
            _powers(part, meaning, column)
            if meaning in _MENDED:
                _points(part, column)
            if meaning in ("phone", "mobile"):
                _zeros(part, column)


def _powers(part, meaning: str, column: str) -> None:
    text = part.of(column)
    bad = f"regexp_full_match({text}, {literal(_POWER)})"
    count, first = part.engine.rows(f"SELECT count(*), min(_row) FROM {part.raw} WHERE {bad}")[0]
    if count:
        part.engine.run(f"UPDATE {part.raw} SET {quote(column)} = NULL WHERE {bad}")
        part.harmed[meaning] = count
        said = {"where": part.where, "name": column, "line": first}
        part.source.problems.append(counted("errors.numbers_harmed", count, **said))


def _points(part, column: str) -> None:
    text = part.of(column)
    pointed = f"regexp_full_match({text}, '\\d+\\.0')"
    count = part.engine.rows(f"SELECT count(*) FROM {part.raw} WHERE {pointed}")[0][0]
    if count:
        part.engine.run(f"UPDATE {part.raw} SET {quote(column)} = {text}[:-3] WHERE {pointed}")
        part.source.problems.append(counted("errors.points_removed", count, where=part.where, name=column))


def _zeros(part, column: str) -> None:
    text = part.of(column)
    short = f"regexp_full_match({text}, '6\\d{{8}}')"
    filled, count = part.engine.rows(f"SELECT count({text}), count(*) FILTER ({short}) FROM {part.raw}")[0]
    if filled and filled == count:
        said = {"where": part.where, "name": column, "count": texts.number(count)}
        part.source.problems.append(texts.say("errors.zeros_lost", **said))
