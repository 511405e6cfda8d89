"""The texts of a file one by one, each with its id and its line: a column of a table, JSON lines, or plain text."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..frames import unique
from ..tables import why

_LONGEST = 20_000_000  # characters of one line of JSON; a longer one is no line
TEXT, KEY = "text", "id"  # the columns that are meant when none are named
_LINES = (".jsonl", ".ndjson")


@dataclass
class Passages:
    """The texts of a file; once gone through: `rows` read, `empty` ones, and the `unread` with their place."""

    place: str
    column: str
    source: Iterator[tuple[str, str]] = field(repr=False, default=iter(()))
    rows: int = 0
    empty: int = 0
    unread: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for key, text in self.source:
            self.rows += 1
            self.empty += not text
            yield key, text


def passages(path: str | Path, column: str = TEXT, key: str | None = None) -> Passages:
    """The texts of a column, with the value of `key` as their id; none named: that of a column `id`, which must not
    be an e-mail address; else the number of the row (from 1).

    Refuses a file that is not there and a column that it has not, with the nearest one.
    """
    path = Path(path)
    if not path.exists():
        raise AvgkitError(texts.say("errors.path_missing", path=path))
    found = Passages(path.name, column)
    if path.suffix.lower() in _LINES:
        found.source = _json_lines(path, column, key, found)
        return found
    found.source = _opened(path, column, key, found)
    return found


def _missing(column: str, names, where: str) -> AvgkitError:
    return AvgkitError(texts.unknown_name("errors.unknown_column", column, names, where=where))


def _json_lines(path: Path, column: str, key: str | None, found: Passages) -> Iterator[tuple[str, str]]:
    lines = _read_lines(path)
    names: set[str] = set()
    ready = []
    for number, line in lines:  # until the column is met, so that wrong use is told before anything is shown
        row = _row(line, number, found)
        if row is not None:
            names |= row.keys()
            ready.append((number, row))
        if (column in names and (key is None or key in names)) or len(ready) >= 1000:
            break
    if ready and (column not in names or (key is not None and key not in names)):
        raise _missing(column if column not in names else key, names, path.name)

    def rows():
        yield from ready
        for number, line in lines:
            row = _row(line, number, found)
            if row is not None:
                yield number, row

    return ((_id(row.get(key or KEY), key, number), _text(row.get(column))) for number, row in rows())


def _read_lines(path: Path) -> Iterator[tuple[int, str | None]]:
    try:
        with open(path, encoding="utf-8-sig", errors="replace", newline="\n") as file:
            number = 0
            while line := file.readline(_LONGEST):
                number += 1
                if len(line) >= _LONGEST and not line.endswith("\n"):
                    while (rest := file.readline(_LONGEST)) and not rest.endswith("\n"):
                        pass
                    yield number, None
                elif line.strip():
                    yield number, line
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unreadable", path=path, reason=why(error))) from None


def _row(line: str | None, number: int, found: Passages) -> dict | None:
    try:
        row = json.loads(line) if line is not None else None
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        found.unread.append(texts.say("recognise.broken_line", place=found.place, number=number))
        return None
    return row


def _opened(path: Path, column: str, key: str | None, found: Passages) -> Iterator[tuple[str, str]]:
    from ..reading import open_file

    try:
        opened = open_file(path)
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unreadable", path=path, reason=why(error))) from None
    parts = list(opened.all())
    found.unread += [one.sentence for part in parts for one in part.unread]
    sheets = [sheet for part in parts for sheet in part.sheets]
    with_column = [sheet for sheet in sheets if column in unique(sheet.headers)]
    if not with_column:
        passages = [text for part in parts for text in part.texts]
        if passages and not sheets:
            return _of_texts(passages)
        if path.suffix.lower() == ".txt" and column == TEXT:
            return _plain(path, opened.encoding)
        if not sheets and found.unread:
            return iter(())
        raise _missing(column, [h for sheet in sheets for h in sheet.headers], path.name)
    sheet = with_column[0]
    if key is not None and key not in unique(sheet.headers):
        raise _missing(key, sheet.headers, sheet.place)
    found.place = sheet.place
    if sheet.rows_unread:
        count = texts.number(sheet.rows_unread)
        found.unread.append(texts.say("recognise.rows_unread", place=sheet.place, count=count))
    return _of_sheet(sheet, column, key)


def _of_sheet(sheet, column: str, key: str | None) -> Iterator[tuple[str, str]]:
    number, name = 0, key or (KEY if KEY in unique(sheet.headers) and column != KEY else None)
    for batch in sheet.frame().to_batches(max_chunksize=10_000):
        ids = batch[name].to_pylist() if name else [None] * batch.num_rows
        for one, text in zip(ids, batch[column].to_pylist(), strict=True):
            number += 1
            yield _id(one, key, number), _text(text)


def _of_texts(passages) -> Iterator[tuple[str, str]]:
    """A running text: every line that holds something is one, by its number."""
    number = 0
    for passage in passages:
        for line in passage.text.splitlines():
            number += 1
            if line.strip():
                yield str(number), line


def _plain(path: Path, encoding: str) -> Iterator[tuple[str, str]]:
    """A text without columns: every line that holds something, by its number."""
    with open(path, encoding=encoding or "utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if line.strip("\ufeff \r\n"):
                yield str(number), line.strip("\ufeff\r\n")


def _id(value, chosen: str | None, number: int) -> str:
    """What identifies a text; an address that nobody asked for does not come along."""
    if value is None or value == "" or (not chosen and "@" in str(value)):
        return str(number)
    return str(value)


def _text(value) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)
