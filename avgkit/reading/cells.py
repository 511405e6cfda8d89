"""One cell as text, and what a row of cells looks like: a header, a record, a total."""

import re
from datetime import date, datetime, time, timedelta

ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!", "#CALC!")
_DATA = re.compile(
    r"[^A-Za-z\u00c0-\uffff]*|.*@.*\..*|.*\d{5}.*|.*\d{4}\s?[A-Z]{2}|\d{1,2}[-/ .]\w{2,9}\.?[-/ .]\d{2,4}.*|"
    r"(true|false|waar|onwaar|ja|nee|yes|no)|https?:.*|[\d.,]+(e[+-]?\d+)",
    re.I | re.S,
)
_TOTAL = re.compile(
    r"\s*(?:(?:sub|eind|grand|generaal)[\s-]*)?(?:totaal|totalen|total|totals|som|sum|aantal|count)"
    r"(?:\s+(?:generaal|bedrag|aantal|klanten|relaties|regels|records|rows|amount|\d{4}))?\s*[:=]?\s*",
    re.I,
)
_AMOUNT = re.compile(r"[€$£]?\s*-?[\d.,\s]+%?$")
_TOP = 60  # rows in which the header is looked for


def written(cell) -> str | None:
    """A cell as text: a day as 2026-11-23, a moment with its time, a whole number without .0, nothing as None."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    return str(cell)


def wordy(cell: str) -> bool:
    """Whether a cell can be the name of a column: a word, no number, day, address or long story."""
    return len(cell) <= 120 and not _DATA.fullmatch(cell.strip())


def filled(row: list) -> int:
    """How many cells hold something."""
    return sum(1 for cell in row if cell and cell.strip())


def header_at(rows: list[list]) -> int | None:
    """The row that names the columns: the first that is filled about as far as the rows below, with words only.

    Rows above it are titles. None when no row can be the header: the first one is a record then.
    """
    rows = rows[:_TOP]
    counts = sorted(filled(row) for row in rows)
    if not counts or not counts[-1]:
        return None
    wide = counts[min(int(len(counts) * 0.9), len(counts) - 1)]
    for share, strict in ((0.6, True), (0.5, False)):
        for number, row in enumerate(rows):
            said = [cell for cell in row if cell and cell.strip()]
            words = sum(wordy(cell) for cell in said)
            if len(said) < max(share * wide, min(2, wide)):
                continue
            if words == len(said) or (not strict and words >= 0.7 * len(said) and not _record_like(said)):
                return number
    return None


def _record_like(said: list[str]) -> bool:
    """Whether an address, a day or a long number stands in a row: then it is no header."""
    return any(re.search(r"@.*\.|\d{5}|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|\d{4}-\d\d-\d\d", cell) for cell in said)


def totals(row: list, width: int) -> bool:
    """Whether a last row is clearly a sum of those above: it says so, and beside it stand amounts only."""
    said = [cell.strip() for cell in row if cell and cell.strip()]
    if not said or width < 2:
        return False
    words = [cell for cell in said if not _AMOUNT.fullmatch(cell)]
    return len(words) == 1 and words[0] == said[0] and bool(_TOTAL.fullmatch(words[0])) and len(said) > 1


def joined(over: list, under: list) -> list[str]:
    """Two rows of a header as one: 'Adres' over 'Straat' is 'Adres Straat'."""
    return [" ".join(dict.fromkeys(p.strip() for p in pair if p)) for pair in zip(over, under, strict=True)]


def table(names: list[str], rows, batch: int = 20_000):
    """An Arrow table of texts from (line, cells) pairs, made piece by piece; the line of each row stands in `_row`."""
    import pyarrow as pa

    fields = [pa.field(name, pa.string()) for name in names] + [pa.field("_row", pa.int64())]
    schema, pieces = pa.schema(fields), []

    def flush(lines: list[int], held: list[list]) -> None:
        columns = [pa.array([_clean(row[n]) for row in held], pa.string()) for n in range(len(names))]
        pieces.append(pa.Table.from_arrays([*columns, pa.array(lines, pa.int64())], schema=schema))

    lines, held = [], []
    for line, row in rows:
        lines.append(line)
        held.append(row)
        if len(held) >= batch:
            flush(lines, held)
            lines, held = [], []
    if held or not pieces:
        flush(lines, held)
    return pa.concat_tables(pieces)


def _clean(cell: str | None) -> str | None:
    """A text that Arrow takes: half a sign of two halves becomes a mark."""
    if not cell:
        return None
    return cell if cell.isascii() else cell.encode("utf-8", "replace").decode("utf-8")
