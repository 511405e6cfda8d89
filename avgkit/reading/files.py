"""Opens one file: finds out what it really is, and hands it to the reader of that kind."""

import csv
import hashlib
from pathlib import Path

from ..frames import unique
from .contents import CsvShape, Limits, Opened, Sheet

_BOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def open_file(
    path: str | Path, *, place: str = "", password: str | None = None, limits: Limits | None = None
) -> Opened:
    """What stands in this file. Raises nothing about its content: what cannot be read stands in `unread`.

    `place`: how the file is named in sentences (default: its name). `password`: tried on what is locked.
    """
    path = Path(path)
    return opening(path, path.name, place or path.name, password, limits or Limits(), [])


def opening(path: Path, name: str, place: str, password: str | None, limits: Limits, kept: list) -> Opened:
    """`open_file` for a file that is called `name` where it came from; `kept` holds the folder in which it stands."""
    content = path.read_bytes()
    suffix = Path(name).suffix.lower()
    opened = Opened(path, place, suffix[1:], suffix[1:], hashlib.sha256(content).hexdigest(), len(content), kept=kept)
    if suffix in (".csv", ".tsv", ".txt"):
        _csv(opened)
    elif suffix in _BOOKS:
        _book(opened)
    else:
        from .documents import read_document

        read_document(opened, path, limits, password)
    return opened


def _csv(opened: Opened) -> None:
    opened.encoding = "utf-8"
    with open(opened.path, encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        separator = max(",;\t|", key=first.count)
        headers = next(csv.reader([first.strip("\r\n")], delimiter=separator), [])
        rows = [row for row in csv.reader(file, delimiter=separator) if row]

    def read(limit: int | None):
        return _arrow(unique(headers), rows[:limit], 2)

    shape = CsvShape(opened.path, "utf-8", separator, 0, '"' in first)
    opened.sheets.append(Sheet(opened.place, "", headers, 1, len(rows), read, csv=shape))


def _book(opened: Opened) -> None:
    import python_calamine

    with python_calamine.load_workbook(str(opened.path)) as book:
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if not rows:
                continue
            headers, rest = [str(cell) for cell in rows[0]], [[str(cell) for cell in row] for row in rows[1:]]

            def read(limit: int | None, headers=headers, rest=rest):
                return _arrow(unique(headers), rest[:limit], 2)

            opened.sheets.append(Sheet(f"{opened.place} · {name}", name, headers, 1, len(rest), read))


def _arrow(names: list[str], rows: list[list[str]], first: int):
    import pyarrow as pa

    columns = [[(row[n] or None) if n < len(row) else None for row in rows] for n in range(len(names))]
    arrays = [pa.array(column, pa.string()) for column in columns] + [pa.array(range(first, first + len(rows)))]
    return pa.Table.from_arrays(arrays, names=[*names, "_row"])
