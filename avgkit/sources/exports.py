"""Opens an export as a Crm: a folder of CSV or Parquet files, in our own names or through the page of a format."""

import hashlib
from pathlib import Path

from .. import schema, texts
from ..casts import DUCK
from ..errors import AvgkitError, nearest
from ..frames import quote
from ..opening import recognised
from ..reading import open_file
from ..tables import Crm, Mapping, Source, order, why
from . import folders, formats, harm, sheets
from .csvs import open_csv
from .spreading import spread


def load_crm(path: str | Path, format: str | None = None, password: str | None = None) -> Crm:
    """The Crm in an export: a folder of tables, or a file, folder or archive with one line for each person.

    `format` names a page of formats/ or is the path of a page of one's own. Without it files with the names of our
    tables are read as those (contacts.csv, messages.parquet), files of a known format by its page, and any other
    file by what its headers and values mean. `password` opens what is locked (or: AVGKIT_PASSWORD in the environment).
    Raises AvgkitError, with every problem at once, when the folder, the format or all tables are missing. Rows and
    values that cannot be read are counted in `crm.sources`, never dropped in silence.
    """
    format = format or None
    page, folder = _both(format, path)
    listing = folders.listing(folder)
    if not page and (known := _known(listing)):
        crm = _tables(formats.page(known), listing, folder, password)
        crm.sources[0].problems.append(texts.say("errors.format_recognised", format=known))
        return crm
    if page.get("headers") or (not page and format is None and _flat(listing)):
        found = _people(page, listing, password)
        if found.tables or page.get("headers"):
            return _filled(found, folder, page, listing)
        if not listing.choose(folders.own("crm"))[0]:  # with why each file could not be read
            return _filled(found, folder, page, listing)
    return _tables(page, listing, folder, password)


def _known(listing: folders.Listing) -> str | None:
    """The format to which all these files belong by their names and columns, where no file is named as ours."""
    name = formats.recognise(set(listing.files)) if not listing.choose(folders.own("crm"))[0] else None
    if not name:
        return None
    headers = {}
    for table in formats.page(name)["tables"].values():
        opened = open_file(listing.files[table["file"].lower()])
        headers[table["file"].lower()] = opened.sheets[0].headers if opened.sheets else []
    return name if formats.fits(name, headers) else None


def _flat(listing: folders.Listing) -> bool:
    """Whether nothing here is named as a table of ours; or only contacts, with the columns of another system."""
    own, _ = listing.choose(folders.own("crm"))
    if list(own) != ["contacts"]:
        return not own
    try:
        opened = open_file(own["contacts"])
    except (OSError, ValueError):
        return False
    columns = schema.tables("crm")["contacts"].columns
    ours = [h for s in opened.sheets[:1] for h in s.headers if h.strip().lower() in columns]
    found = [
        unit for one in opened.all() for s in one.sheets if (unit := sheets.understood(one, s, {})) and not unit.table
    ]
    return any(sheets.about_people(u.columns) and sum(map(len, u.columns.values())) > 2 * len(ours) for u in found)


def _people(page: dict, listing: folders.Listing, password: str | None) -> Crm:
    """The Crm of sheets that hold a line for each person; sheets with the name and columns of our tables are those."""
    crm = Crm()
    found, aside = sheets.units([*listing.files.values(), *listing.twins], page, password)
    for name in order({unit.table for unit in found if unit.table}):
        for unit in (unit for unit in found if unit.table == name):
            _sheet(crm, name, unit)
    if people := [unit for unit in found if not unit.table]:
        spread(crm, people)
    crm.sources += aside
    for file, key in listing.barred.values():
        crm.sources.append(Source("", file, rows_unread=1, problems=[texts.say(f"errors.file_{key}", where=file)]))
    return crm


def _sheet(crm: Crm, name: str, unit: sheets.Unit) -> None:
    """A sheet that is one of our tables."""
    source = unit.source(name)
    source.rows_unread = unit.sheet.rows_unread
    source.problems += unit.sheet.problems
    crm.add(name, crm.engine.open_rows(unit.sheet.frame()), source)
    harm.cut(source)


def _filled(crm: Crm, folder: Path, page: dict, listing: folders.Listing) -> Crm:
    """The Crm, when something in it could be read; else what was wrong is told."""
    if crm.tables:
        return crm
    # In a folder a file that is merely about something else is no reason.
    every = bool(page.get("headers")) or folder.is_file()
    told = [problem for source in crm.sources if every or source.rows_unread for problem in source.problems]
    raise AvgkitError([*told, _nothing(folder, {}, listing.files)])


def _tables(page: dict, listing: folders.Listing, folder: Path, password: str | None) -> Crm:
    """The Crm of a folder in which each file is a table: by our own names, or by those of a format's page."""
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
        _open(crm, name, wanted[name], page.get("tables", {}).get(name), password)
        crm.sources[-1].system = page.get("name", "")
        harm.cut(crm.sources[-1])
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
        dead, near = path.is_symlink(), ""
        if path.parent.is_dir() and not dead:
            near = nearest(path.name, [f.name for f in path.parent.iterdir()])
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unreadable", path=path, reason=why(error))) from None
    except ValueError:  # a name that no file can have
        dead, near = False, ""
    if dead:
        reason = texts.say("errors.os_dead_link")
        raise AvgkitError(texts.say("errors.path_unreadable", path=path, reason=reason))
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


def _open(crm: Crm, name: str, path: Path, table: dict | None, password: str | None) -> None:
    source = Source(name, path.name)
    try:
        raw = _raw(crm, path, source, name, password)
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


def _raw(crm: Crm, path: Path, source: Source, name: str, password: str | None) -> str | None:
    """The raw table in a file of its own; in a workbook or archive the sheet with the table's name, or the first."""
    match path.suffix.lower():
        case ".parquet":
            return _parquet(crm, path, source)
        case ".csv" | ".tsv" | ".txt":
            return open_csv(crm.engine, path, source)
    opened = open_file(path, password=password)
    source.sha256, source.encoding = opened.sha256, opened.encoding
    source.problems += [*opened.problems, *(u.sentence for one in opened.all() for u in one.unread)]
    source.rows_unread = sum(len(one.unread) for one in opened.all())
    found = [sheet for one in opened.all() for sheet in one.sheets]
    if not found:
        source.rows_unread = max(source.rows_unread, 1)
        source.problems = source.problems or [texts.say("errors.file_empty", where=path.name)]
        return None
    sheet = next((sheet for sheet in found if sheet.name.strip().lower() == name), found[0])
    source.sheet, source.rows_unread = sheet.name, source.rows_unread + sheet.rows_unread
    source.problems += sheet.problems
    if others := [other.place for other in found if other is not sheet]:
        source.problems.append(texts.say("errors.files_unknown", names=", ".join(others[:12])))
    return crm.engine.open_rows(sheet.frame())


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
