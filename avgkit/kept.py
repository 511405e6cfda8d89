"""Lists that a person keeps in a CSV file, as Dutch Excel writes them too: rows with their lines, days, an end."""

import codecs
import csv
import io
import re
from datetime import date
from pathlib import Path

from .whole import bytes_of

_DUTCH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")


def text_in(content: bytes) -> str:
    """The text of a list: UTF-8, UTF-16 with its mark, or as Windows writes it (cp1252)."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def rows(path: str | Path) -> list[tuple[int, dict]]:
    """(line, values by head) of each row of a CSV file; the separator is the one that its first line has most of.

    Heads and values come without spaces around them; a row without any value is left out. What stands beyond the last
    head has the head None. Raises OSError, csv.Error.
    """
    content = text_in(bytes_of(path))
    first = content.partition("\n")[0]
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=max(",;\t", key=first.count))
    heads, found, before = None, [], 0
    for cells in reader:
        line, before = (
            before + 1,
            reader.line_num,
        )  # a row may stand on several lines: its first is what people look for
        cells = [cell.strip() for cell in cells]
        if not any(cells):
            continue
        if heads is None:
            heads = cells
            continue
        row = dict.fromkeys(heads, "") | dict(zip(heads, cells, strict=False))
        if any(more := cells[len(heads) :]):
            row[None] = more
        found.append((line, row))
    return found


def heads(path: str | Path) -> list[str]:
    """The first line that says something, each head as often as it stands there. Raises OSError, csv.Error."""
    content = text_in(bytes_of(path))
    first = content.partition("\n")[0]
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=max(",;\t", key=first.count))
    return next((cells for row in reader if any(cells := [cell.strip() for cell in row])), [])


def day(value: object) -> date | None:
    """A day as 2026-11-23 or, as Dutch Excel makes of it, 23-11-2026; None when it is none."""
    if isinstance(value, date):
        return value
    said = str(value or "").strip()
    try:
        if dutch := _DUTCH_DAY.fullmatch(said):
            return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
        return date.fromisoformat(said)
    except ValueError:
        return None


def holds(until: date, on: date | None) -> bool:
    """Whether what was accepted until a day still holds on a day: its last day counts."""
    return on is None or on <= until
