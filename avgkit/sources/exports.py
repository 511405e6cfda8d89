"""Opens an export as a Crm: a folder of CSV or Parquet files, in our own names or through the page of a format."""

import hashlib
from pathlib import Path

from .. import schema, texts
from ..casts import DUCK
from ..errors import AvgkitError, nearest
from ..frames import quote
from ..opening import recognised
from ..tables import Crm, Mapping, Source, order, why
from . import folders, formats
from .csvs import open_csv


def load_crm(path: str | Path, format: str | None = None) -> Crm:
    """The Crm in a folder (or a single file) of an export.

    `format` names a page of formats/; without it our own names are expected: contacts.csv, messages.parquet and so on.
    Raises AvgkitError, with every problem at once, when the folder, the format or all tables are missing. Rows and
    values that cannot be read are counted in `crm.sources`, never dropped in silence.
    """
    page, folder = _both(format, path)
    listing = folders.listing(folder)
    named = {name: [table["file"]] for name, table in page["tables"].items()} if page else folders.own("crm")
    wanted, aside = listing.choose(named)
    if not wanted:
        raise AvgkitError([*(p for s in aside for p in s.problems if s.table), _nothing(folder, page, listing.files)])
    crm = Crm()
    for name, table in page.get("tables", {}).items():
        if name not in wanted and name not in {source.table for source in aside}:
            source = Source(name, table["file"])
            source.problems.append(texts.say("errors.source_missing", file=table["file"], table=name))
            crm.sources.append(source)
    for name in order(wanted):
        _open(crm, name, wanted[name], page.get("tables", {}).get(name))
    crm.sources += aside
    for rule in page.get("derive", []):
        _derive(crm, rule)
    return crm


def _both(format: str | None, path: str | Path) -> tuple[dict, Path]:
    """The page of the format and the folder; what is wrong with either is told at once."""
    found, problems = [], []
    for load, value in ((formats.page, format or formats.OWN), (existing, path)):
        try:
            found.append(load(value))
        except AvgkitError as error:
            problems += error.problems
    if problems:
        raise AvgkitError(problems)
    return found[0], found[1]


def existing(path: str | Path) -> Path:
    """The path, when it is there; else a sentence that names what lies near."""
    path = Path(path)
    try:
        if path.exists():
            return path
        near = nearest(path.name, [f.name for f in path.parent.iterdir()]) if path.parent.is_dir() else ""
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unreadable", path=path, reason=why(error))) from None
    except ValueError:  # a name that no file can have
        near = ""
    problem = texts.say("errors.path_missing", path=path)
    raise AvgkitError(f"{problem} {texts.say('errors.path_near', near=path.parent / near)}" if near else problem)


def _nothing(folder: Path, page: dict, files: dict[str, Path]) -> str:
    expected = (
        [t["file"] for t in page["tables"].values()] if page else ["contacts.csv", "consents.csv", "messages.csv"]
    )
    problem = texts.say("errors.no_tables", path=folder, expected=", ".join(expected))
    other = formats.recognise(set(files))
    return f"{problem} {texts.say('errors.no_tables_hint', format=other)}" if other else problem


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _open(crm: Crm, name: str, path: Path, table: dict | None) -> None:
    source = Source(name, path.name)
    try:
        raw = _parquet(crm, path, source) if path.suffix.lower() == ".parquet" else open_csv(crm.engine, path, source)
    except OSError as error:
        source.rows_unread = 1
        source.problems.append(texts.say("errors.path_unreadable", path=path.name, reason=why(error)))
        raw = None
    mapping = _mapping(crm, name, raw, table, source) if raw and table else None
    if raw and not (mapping.columns if mapping else recognised(schema.tables("crm")[name], crm.engine.columns(raw))):
        _no_columns(crm, name, raw, table, source)
    elif raw:
        crm.add(name, raw, source, mapping)
        return
    crm.sources.append(source)


def _parquet(crm: Crm, path: Path, source: Source) -> str | None:
    source.sha256 = fingerprint(path)
    try:
        return crm.engine.open_parquet(path)
    except Exception:  # the engine names its own errors; a damaged file is a fact about the input
        source.rows_unread = 1
        source.problems.append(texts.say("errors.parquet_damaged", where=path.name))
        return None


def _no_columns(crm: Crm, name: str, raw: str, table: dict | None, source: Source) -> None:
    """A file of which no column is known is not read: a table of gaps alone would be judged as if it were data."""
    source.rows_unread += max(crm.engine.rows(f"SELECT count(*) FROM {raw}")[0][0], 1)
    expected = list(table["columns"].values()) if table else list(schema.tables("crm")[name].columns)
    # What was said of its headers falls away: without known names the first line may be somebody's data.
    source.problems = [texts.say("errors.no_columns", where=source.file, expected=", ".join(expected[:6]))]


def _mapping(crm: Crm, name: str, raw: str, table: dict, source: Source) -> Mapping:
    """The mapping of a format's page, kept to the headers that are there; those that are not are named."""
    headers = {header.lower(): header for header in reversed(list(crm.engine.columns(raw)))}
    columns = {ours: headers[theirs.lower()] for ours, theirs in table["columns"].items() if theirs.lower() in headers}
    for ours, theirs in table["columns"].items() if columns else ():
        if ours not in columns:
            said = {"where": source.file, "name": theirs, "column": f"{name}.{ours}"}
            source.problems.append(texts.say("errors.column_missing", **said))
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
