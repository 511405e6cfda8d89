"""Opens an export as a Crm: a folder of CSV or Parquet files, in our own names or through the page of a format."""

import csv
import hashlib
from pathlib import Path

from .. import schema, texts
from ..casts import DUCK
from ..errors import AvgkitError, nearest
from ..frames import quote
from ..tables import Crm, Mapping, Source, order
from . import formats

_SUFFIXES = (".csv", ".parquet")
_REASONS = {
    "TOO MANY COLUMNS": "fields",
    "MISSING COLUMNS": "fields",
    "UNQUOTED VALUE": "quotes",
    "INVALID ENCODING": "encoding",
    "LINE SIZE OVER MAXIMUM": "long",
}


def load_crm(path: str | Path, format: str | None = None) -> Crm:
    """The Crm in a folder (or a single file) of an export.

    `format` names a page of formats/; without it our own names are expected: contacts.csv, messages.parquet and so on.
    Raises AvgkitError, with every problem at once, when the folder, the format or all tables are missing. Rows and values
    that cannot be read are counted in `crm.sources`, never dropped in silence.
    """
    page = formats.page(format or formats.OWN)
    folder = existing(path)
    files = {f.name.lower(): f for f in (sorted(folder.iterdir()) if folder.is_dir() else [folder]) if f.is_file()}
    wanted = _wanted(page, files)
    if not wanted:
        raise AvgkitError(_nothing(folder, page, files))
    crm = Crm()
    for name, table in page.get("tables", {}).items():
        if name not in wanted:
            source = Source(name, table["file"])
            source.problems.append(texts.say("errors.source_missing", file=table["file"], table=name))
            crm.sources.append(source)
    for name in order(wanted):
        _open(crm, name, wanted[name], page.get("tables", {}).get(name))
    for rule in page.get("derive", []):
        _derive(crm, rule)
    return crm


def existing(path: str | Path) -> Path:
    """The path, when it is there; else a sentence that names what lies near."""
    path = Path(path)
    if path.exists():
        return path
    problem = texts.say("errors.path_missing", path=path)
    if path.parent.is_dir():
        near = nearest(path.name, [f.name for f in path.parent.iterdir()])
        problem += f" {texts.say('errors.path_near', near=path.parent / near)}" if near else ""
    raise AvgkitError(problem)


def _wanted(page: dict, files: dict[str, Path]) -> dict[str, Path]:
    """The file of each table that is there."""
    if page:
        named = {name: table["file"].lower() for name, table in page["tables"].items()}
        return {name: files[file] for name, file in named.items() if file in files}
    found = {}
    for name in schema.tables("crm"):
        for suffix in _SUFFIXES:
            if f"{name}{suffix}" in files:
                found.setdefault(name, files[f"{name}{suffix}"])
    return found


def _nothing(folder: Path, page: dict, files: dict[str, Path]) -> str:
    expected = (
        [t["file"] for t in page["tables"].values()] if page else ["contacts.csv", "consents.csv", "messages.csv"]
    )
    problem = texts.say("errors.no_tables", path=folder, expected=", ".join(expected))
    other = formats.recognise({f.name for f in files.values()})
    return f"{problem} {texts.say('errors.no_tables_hint', format=other)}" if other else problem


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _open(crm: Crm, name: str, path: Path, table: dict | None) -> None:
    source = Source(name, path.name)
    try:
        source.sha256 = fingerprint(path)
        raw = _parquet(crm, path, source) if path.suffix == ".parquet" else _csv(crm, path, source)
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unreadable", path=path, reason=error.strerror)) from None
    if raw:
        crm.add(name, raw, source, _mapping(crm, name, raw, table) if table else None)
    else:
        crm.sources.append(source)


def _parquet(crm: Crm, path: Path, source: Source) -> str | None:
    try:
        return crm.engine.open_parquet(path)
    except Exception as error:  # the engine names its own errors; a damaged file is a fact about the input
        if path.stat().st_size and "arquet" not in str(error):
            raise
        source.rows_unread = 1
        source.problems.append(texts.say("errors.parquet_damaged", where=path.name))
        return None


def _csv(crm: Crm, path: Path, source: Source) -> str | None:
    headers, delimiter = _header(path, source)
    if not headers:
        source.problems.append(texts.say("errors.file_empty", where=path.name))
        source.rows_unread = 1
        return None
    raw, unread = crm.engine.open_csv(path, delimiter, headers)
    if unread:
        source.rows_unread = len(unread)
        line, kind = unread[0]
        reason = texts.say(f"errors.reason_{_REASONS.get(kind, 'other')}")
        said = {"where": path.name, "line": line, "reason": reason}
        key = "errors.row_unread" if len(unread) == 1 else "errors.rows_unread"
        source.problems.append(texts.say(key, rows=len(unread), **said))
    return raw


def _header(path: Path, source: Source) -> tuple[list[str], str]:
    """The headers of a CSV file, made unique, and the character between its fields."""
    with open(path, encoding="utf-8-sig", errors="replace", newline="") as file:
        first = file.readline()
        while first.count('"') % 2 and len(first) < 100_000:
            more = file.readline()
            if not more:
                break
            first += more
    delimiter = max(",;\t|", key=first.count)
    headers, seen = [], set()
    for number, name in enumerate(next(csv.reader([first.strip("\r\n")], delimiter=delimiter), []), 1):
        name = name.strip()
        if not name:
            source.problems.append(texts.say("errors.header_empty", where=path.name, column=number))
        elif name.lower() in seen:
            source.problems.append(texts.say("errors.header_double", where=path.name, name=name))
        headers.append(name if name and name.lower() not in seen else f"{name or 'column'} ({number})")
        seen.add(name.lower())
    return headers, delimiter


def _mapping(crm: Crm, name: str, raw: str, table: dict) -> Mapping:
    """The mapping of a format's page, kept to the headers that are there."""
    headers = crm.engine.columns(raw)
    columns = {ours: theirs for ours, theirs in table["columns"].items() if theirs in headers}
    values = {column: dict(words) for column, words in table.get("values", {}).items()}
    return Mapping(columns, table.get("fixed", {}), values, tuple(table.get("dates", ())))


def _derive(crm: Crm, rule: dict) -> None:
    """A column that follows from another table: the first or last moment per record."""
    if not (crm.has(rule["table"]) and crm.has(rule["from"])):
        return
    name, column = rule["table"], schema.tables("crm")[rule["table"]].columns[rule["column"]]
    taken = (
        f"SELECT {quote(rule['match'])} AS owner, {rule['take']}({quote(rule['value'])})::{DUCK[column.type]} AS taken "
        f"FROM {crm.stored(rule['from'])} GROUP BY 1"
    )
    stored = crm.engine.fresh(name)
    crm.engine.run(
        f"CREATE TEMP TABLE {stored} AS SELECT t.* REPLACE (coalesce(t.{quote(column.name)}, d.taken) AS "
        f"{quote(column.name)}) FROM {crm.stored(name)} t LEFT JOIN ({taken}) d ON d.owner = t.id"
    )
    crm.replace(name, stored)
