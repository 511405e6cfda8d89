"""Opens one CSV file: finds out how it is written, and accounts for every line of it."""

import csv
import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from .. import texts
from ..frames import Engine, literal, quote, unique
from ..opening import counted, shown
from ..reading import encodings
from ..reading.contents import told
from ..tables import Source

_REASONS = {
    "TOO MANY COLUMNS": "fields",
    "MISSING COLUMNS": "fields",
    "UNQUOTED VALUE": "quotes",
    "INVALID ENCODING": "encoding",
    "LINE SIZE OVER MAXIMUM": "long",
}
_LONGEST_HEADER = 65_536
_PIECE = 1 << 20


@dataclass
class _Look:
    """What one pass over the bytes of a file tells."""

    sha256: str = ""
    encoding: str = ""
    guessed: bool = False
    lines: int = 0
    quotes: bool = False
    mixed: bool = False


@dataclass
class _Header:
    """The column names of a file, the character between its fields, and the lines above and of the header."""

    names: list[str]
    delimiter: str
    skip: int
    lines: int


def open_csv(engine: Engine, path: Path, source: Source) -> str | None:
    """The file as a raw table of texts, or None when it cannot be read at all; `source` is told what was not read."""
    look = _look(path)
    source.sha256, source.encoding = look.sha256, look.encoding
    copy = None
    if look.encoding != "utf-8":
        if look.guessed:
            source.problems.append(told("encoding_guessed", source.file, encoding=look.encoding))
        copy = engine.folder / "in-utf-8.csv"
        encodings.copied(path, look.encoding, copy)
        look = replace(_look(copy), sha256=look.sha256, encoding=look.encoding)
    try:
        return _opened(engine, copy or path, source, look)
    finally:
        if copy:
            copy.unlink()


def _opened(engine: Engine, path: Path, source: Source, look: _Look) -> str | None:
    header, problem = _header(path, source.file)
    if header is None:
        source.rows_unread = max(look.lines - 1, 1)
        source.problems.append(problem)
        return None
    names = unique(header.names)
    _odd_headers(header.names, source)
    read = _one_line_end(path, engine.folder) if look.mixed else path
    try:
        raw, unread = engine.open_csv(read, header.delimiter, names, header.skip, parallel=not look.quotes)
    finally:
        if read != path:
            read.unlink()
    _account(engine, raw, _lost(engine, raw, path, look, header, unread), look.quotes, unread, source)
    _not_records(engine, raw, dict(zip(names, header.names, strict=True)), source)
    return raw


def _look(path: Path) -> _Look:
    """One pass over the file: its hash, its number of lines, and whether lines end in more than one way."""
    look, digest, last, ends = _Look(), hashlib.sha256(), b"", {b"\n": 0, b"\r": 0, b"\r\n": 0}
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            look.quotes = look.quotes or b'"' in piece
            seam = last + piece[:1] == b"\r\n"
            for end in ends:
                ends[end] += piece.count(end) + (seam and len(end) == 2)
            last = piece[-1:]
    look.sha256 = digest.hexdigest()
    alone = ends[b"\r"] - ends[b"\r\n"]
    look.mixed = alone > 0 or 0 < ends[b"\r\n"] < ends[b"\n"]
    look.lines = ends[b"\n"] + alone + (last not in (b"", b"\n", b"\r"))
    # A file of UTF-8 in which some bytes are wrong stays UTF-8; those rows are counted as unread.
    encoding, said = encodings.found(path)
    look.encoding, look.guessed = encoding.removesuffix("-sig"), said == "guessed"
    return look


def _header(path: Path, where: str) -> tuple[_Header | None, str]:
    """The header, or the sentence that says why there is none."""
    skip, delimiter = 0, ""
    with open(path, encoding="utf-8-sig", errors="replace", newline="") as file:
        first = file.readline(_LONGEST_HEADER)
        while first and not first.strip():
            skip, first = skip + 1, file.readline(_LONGEST_HEADER)
        if told := re.fullmatch(r"sep=(.)\s*", first):  # what Excel writes above a file to tell itself the separator
            skip, delimiter, first = skip + 1, told[1], file.readline(_LONGEST_HEADER)
        lines = 1
        while first.count('"') % 2 and len(first) < _LONGEST_HEADER and (more := file.readline(_LONGEST_HEADER)):
            first, lines = first + more, lines + 1
    if not first.strip():
        return None, texts.say("errors.file_empty", where=where)
    if first.count('"') % 2 or len(first) >= _LONGEST_HEADER:
        return None, texts.say("errors.header_unread", where=where)
    delimiter = delimiter or max(",;\t|", key=re.sub(r'"[^"]*"', "", first).count)
    names = [name.strip() for name in next(csv.reader([first.strip("\r\n")], delimiter=delimiter))]
    return _Header(names, delimiter, skip, lines), ""


def _odd_headers(names: list[str], source: Source) -> None:
    """Say which columns have no name, or a name that stood there before."""
    seen: set[str] = set()
    for number, name in enumerate(names, 1):
        if not name:
            source.problems.append(texts.say("errors.header_empty", where=source.file, column=number))
        elif name.lower() in seen:
            source.problems.append(texts.say("errors.header_double", where=source.file, name=shown(name, number)))
        seen.add(name.lower())


def _one_line_end(path: Path, folder: Path) -> Path:
    r"""A copy in which every line ends in \n: on a file of mixed line ends DuckDB 2.0 stops, or passes over lines."""
    copy, last = folder / "one-line-end.csv", b""
    with open(path, "rb") as file, open(copy, "wb") as target:
        while piece := last + file.read(_PIECE):
            # A \r at the end of a piece may belong to a \n in the next one.
            last = b"\r" if piece.endswith(b"\r") and len(piece) > 1 else b""
            target.write(piece[: len(piece) - len(last)].replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    return copy


def _lost(engine: Engine, raw: str, path: Path, look: _Look, header: _Header, unread: list) -> int:
    """How many lines the engine passed over without a word: every line is read, unread, blank or inside a text.

    (An unclosed quotation mark in the last column takes the rest of the file along, and DuckDB 2.0 reports nothing.)
    """
    rows = engine.rows(f"SELECT count(*) FROM {raw}")[0][0]
    lost = look.lines - header.skip - header.lines - rows - sum(lines for _, _, lines in unread)
    if lost and look.quotes:
        columns = [quote(column) for column in engine.columns(raw)]
        breaks = [f"coalesce(length({c}) - length(replace({c}, chr(10), '')), 0)" for c in columns]
        lost -= int(engine.rows(f"SELECT coalesce(sum({' + '.join(breaks)}), 0) FROM {raw}")[0][0])
    if lost > 0:
        with open(path, encoding="utf-8", errors="replace") as file:
            lost -= sum(not line.strip("\n") for number, line in enumerate(file) if number >= header.skip)
    return max(lost, 0)


def _account(engine: Engine, raw: str, lost: int, quotes: bool, unread: list, source: Source) -> None:
    """Count what was not read, say where it began and why; a row with an open quotation mark has eaten others."""
    unread = [row for row in unread if row[1] != "BLANK"]
    source.rows_unread = lost + sum(lines if kind == "UNQUOTED VALUE" else 1 for _, kind, lines in unread)
    if not source.rows_unread:
        return
    line, kind = unread[0][:2] if unread else (None, "UNQUOTED VALUE" if quotes else "")
    line = line or engine.rows(f"SELECT coalesce(max(_row), 1) + 1 FROM {raw}")[0][0]
    reason = texts.say(f"errors.reason_{_REASONS.get(kind, 'other')}")
    said = {"where": source.file, "line": line, "reason": reason}
    source.problems.append(counted("errors.rows_unread", source.rows_unread, **said))


def _not_records(engine: Engine, raw: str, names: dict[str, str], source: Source) -> None:
    """Take out lines of separators only, and the header of a second file put behind the first; neither is a record."""
    filled = ", ".join(f"nullif(trim({quote(column)}), '')" for column in names)
    engine.run(f"DELETE FROM {raw} WHERE coalesce({filled}) IS NULL")
    same = " AND ".join(f"trim({quote(column)}) = {literal(name)}" for column, name in names.items() if name)
    count, first = engine.rows(f"SELECT count(*), min(_row) FROM {raw} WHERE {same}")[0] if same else (0, 0)
    if count:
        engine.run(f"DELETE FROM {raw} WHERE {same}")
        source.problems.append(texts.say("errors.header_again", where=source.file, line=first))
