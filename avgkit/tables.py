"""Crm and Policy: named tables checked against the schema.

A Crm hands out Narwhals lazy frames to checks and pandas frames to people. A Policy is small and stays in Python.
"""

import errno
from dataclasses import dataclass, field
from pathlib import Path

import narwhals as nw

from . import casts, schema, texts
from .errors import AvgkitError
from .frames import Engine, literal, quote


@dataclass
class Source:
    """What was read of one input and what was not; `rows_unread` is at least 1 when a file could not be opened at all.

    A file in the folder that belongs to no table has an empty `table`: it is named, and nothing is incomplete.
    """

    table: str
    file: str = ""
    sha256: str = ""
    rows_read: int = 0
    rows_unread: int = 0
    columns_read: list[str] = field(default_factory=list)
    columns_unused: list[str] = field(default_factory=list)
    values_unread: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    sheet: str = ""
    encoding: str = ""
    system: str = ""  # the format or system that the columns were recognised by
    mapping: dict[str, str] = field(default_factory=dict)  # header -> what of ours it became
    cut: int = 0  # the known limit at which the number of rows stopped, if it did

    def __post_init__(self):
        self.file, self.sheet = texts.harmless(self.file), texts.harmless(self.sheet)

    @property
    def complete(self) -> bool:
        return not (self.rows_unread or self.values_unread or self.cut)


_REASONS = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EEXIST: "not_folder",
    errno.ENOTDIR: "not_folder",
    errno.EISDIR: "folder",
    errno.ENOSPC: "full",
    errno.EROFS: "read_only",
    errno.ENAMETOOLONG: "long_name",
    errno.ELOOP: "loop",
    errno.ENOENT: "missing",
    errno.EFBIG: "too_large",
    errno.ENODEV: "not_file",
    errno.EIO: "device",
}


def why(error: OSError) -> str:
    """Why the machine refused a file, in the user's language."""
    known = _REASONS.get(error.errno)
    return texts.say(f"errors.os_{known}") if known else str(error.strerror or error)


@dataclass(frozen=True)
class Mapping:
    """How the columns of a raw table become ours: header for each column, fixed values, date patterns, value words.

    `dates`: the patterns of one column; `patterns`: those of every column. `doubt`: columns that were read and prove
    nothing: their values are left out and marked, and not counted as unread.
    """

    columns: dict[str, str]
    fixed: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    patterns: tuple[str, ...] = ()
    dates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    doubt: tuple[str, ...] = ()
    told: dict[str, str] = field(default_factory=dict)  # the header by which a person knows a column
    flags: tuple[str, ...] = ()  # columns of codes that follow from a yes or no
    order: str = ""  # dmy or mdy, where other columns of the same file show it

    def ways(self, column: str) -> tuple[tuple[str, ...], dict[str, str] | None]:
        """The date patterns and the value words of one column."""
        return self.dates.get(column, self.patterns), self.values.get(column)


class Crm:
    """What the CRM holds and does: tables by name, each a lazy frame; a missing table is simply not there."""

    def __init__(self, engine: Engine | None = None):
        self.engine = engine or Engine()
        self.sources: list[Source] = []
        self._tables: dict[str, nw.LazyFrame] = {}
        self._stored: dict[str, str] = {}
        self._derived: dict = {}
        self.exported: dict[str, list[str]] = {}
        # Of exported columns beside ours, by table: the category of data in each of which the meaning is known.
        self.natures: dict[str, dict[str, str]] = {}
        self.part = None  # the part of the organisation that the tables were cut to (sources.cutting.Cut)
        self.accepted = None  # false hits in notes that somebody accepted (recognisers.accepting.Accepted)

    @classmethod
    def of(cls, frames: dict) -> "Crm":
        """A Crm of frames in memory (pandas, Polars, Arrow, or lists of dicts), by table name."""
        known = schema.tables("crm")
        wrong = [texts.unknown_name("errors.unknown_table", name, known) for name in frames if name not in known]
        if wrong:
            raise AvgkitError(wrong)
        crm = cls()
        for name in order(frames):
            crm.add(name, crm._raw(name, frames[name]), Source(name))
        return crm

    def _raw(self, name: str, frame) -> str:
        try:
            return self.engine.open_frame(frame)
        except Exception as error:  # whatever a library says of its own frame, the user needs the name of the table
            said = {"name": name, "type": type(frame).__name__, "error": str(error).partition("\n")[0][:120]}
            raise AvgkitError(texts.say("errors.frame_unreadable", **said)) from error

    def add(self, name: str, raw: str, source: Source, mapping: Mapping | None = None) -> None:
        """Add a raw table of the engine: every column typed, what cannot be read counted and marked in `unread`.

        Rows for a table that is there already, from another file, stand below those.
        """
        from .opening import open_table

        stored, exported = open_table(self.engine, schema.tables("crm")[name], raw, source, mapping, self._stored)
        self.sources.append(source)
        self.exported[name] = list(dict.fromkeys([*self.exported.get(name, []), *exported]))
        self.replace(name, self.engine.together(name, [self._stored[name], stored]) if self.has(name) else stored)

    def stored(self, name: str) -> str:
        """The engine's own name of a table."""
        return self._stored[name]

    def replace(self, name: str, stored: str) -> None:
        """Put another stored table in place of this one (derived columns of a format)."""
        self._stored[name] = stored
        self._tables[name] = self.engine.lazy(stored)

    def has(self, name: str) -> bool:
        """Whether the export has this table."""
        return name in self._tables

    def __getattr__(self, name: str) -> nw.LazyFrame:
        tables = self.__dict__.get("_tables", {})
        if name in tables:
            return tables[name]
        if name in schema.tables("crm"):
            raise AvgkitError(texts.say("errors.table_missing", name=name))
        raise AttributeError(texts.unknown_name("errors.unknown_table", name, schema.tables("crm")))

    @property
    def tables(self) -> list[str]:
        """The names of the tables that are there."""
        return list(self._tables)

    def derived(self, name: str, build, *inputs):
        """A shared table, built once for these inputs and kept on the engine."""
        key = (name, *(id(i) for i in inputs))
        if key not in self._derived:
            # The inputs are kept beside the result: an id is only sure to be theirs while they live.
            self._derived[key] = (self.engine.keep(build()), inputs)
        return self._derived[key][0]

    def bind(self, rows: list[dict], types: dict[str, str]) -> nw.LazyFrame:
        """A small frame of Policy or Law on the Crm's own connection."""
        return self.engine.bind(rows, types)

    def count(self, name: str) -> int:
        """The number of records of a table; 0 when it is missing."""
        _table("crm", name)
        return self.engine.rows(f"SELECT count(*) FROM {self._stored[name]}")[0][0] if self.has(name) else 0

    def frame(self, name: str, columns=None, keys=None, limit: int | None = None):
        """A table as a pandas frame, for people: the schema's columns or those named; `keys`: only these records."""
        table = _table("crm", name)
        frame = getattr(self, name)
        columns, known = list(columns or table.columns), frame.collect_schema().names()
        wrong = [texts.unknown_name("errors.unknown_column", c, known, where=name) for c in columns if c not in known]
        if wrong:
            raise AvgkitError(wrong)
        if keys is not None:
            wanted = self.bind([{table.key: k} for k in keys], {table.key: "VARCHAR"})
            frame = frame.join(wanted, on=table.key, how="semi")
        frame = frame.select(*dict.fromkeys([*columns, table.key])).sort(table.key)
        return (frame if limit is None else frame.head(limit)).collect("pyarrow").to_pandas()[columns]

    def write(self, folder: str | Path, format: str = "csv") -> None:
        """Write every table to `folder`, a file each."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name, stored in self._stored.items():
            columns = ", ".join(quote(c) for c in schema.tables("crm")[name].columns)
            options = "FORMAT csv, HEADER" if format == "csv" else "FORMAT parquet, COMPRESSION zstd"
            target = literal(str(folder / f"{name}.{format}"))
            self.engine.run(f"COPY (SELECT {columns} FROM {stored}) TO {target} ({options})")


def _table(side: str, name: str) -> schema.Table:
    known = schema.tables(side)
    if name not in known:
        raise AvgkitError(texts.unknown_name("errors.unknown_table", name, known))
    return known[name]


def order(names) -> list[str]:
    """Table names in schema order, so that a table stands after those it refers to where keys are replaced."""
    rank = {"users": 0, "contacts": 1}  # a contact refers to the user who owns it
    return sorted(names, key=lambda n: (rank.get(n, 2), list(schema.tables("crm")).index(n)))


class Policy:
    """What the organisation declares: small tables of rows with typed values; one that is not declared is not there."""

    def __init__(self, rows: dict[str, list[dict]] | None = None):
        self._rows = rows or {}
        self.sources: list[Source] = []

    @classmethod
    def of(cls, tables: dict) -> "Policy":
        """A Policy of rows in memory; wrong columns and values are refused, all at once."""
        from .declaring import Declared, declare

        declared = {}
        for name, table in tables.items():
            rows = table if isinstance(table, list) else nw.from_native(table).to_arrow().to_pylist()
            header = list(dict.fromkeys(column for row in rows for column in row))
            if not rows and name in schema.tables("policy"):
                header = list(schema.tables("policy")[name].columns)
            placed = [(texts.say("errors.row", file=f"policy.{name}", line=i), row) for i, row in enumerate(rows, 1)]
            declared[name] = Declared(f"policy.{name}", header, placed)
        return cls(declare(declared))

    def has(self, name: str) -> bool:
        """Whether this table is declared."""
        return name in self._rows

    def rows(self, name: str) -> list[dict]:
        """The rows of a table, every column present; empty when it is not declared."""
        return self._rows.get(name, [])

    def keyed(self, name: str) -> list[tuple[str, dict]]:
        """The rows of a table, each with its key."""
        table = schema.tables("policy")[name]
        return [(table.key_of(row), row) for row in self.rows(name)]

    @property
    def tables(self) -> list[str]:
        return list(self._rows)

    def one(self, name: str) -> dict:
        """The first row of a table that has one row, or an empty one."""
        return self.rows(name)[0] if self.rows(name) else dict.fromkeys(schema.tables("policy")[name].columns)

    def on(self, crm: Crm, name: str) -> nw.LazyFrame:
        """The table as a lazy frame on the Crm's own connection."""
        types = {c.name: casts.DUCK[c.type] for c in schema.tables("policy")[name].columns.values()}
        return crm.bind(self.rows(name), types)

    def frame(self, name: str):
        """The table as a pandas frame."""
        import pandas as pd

        return pd.DataFrame(self.rows(name), columns=list(schema.tables("policy")[name].columns))

    def write(self, folder: str | Path) -> None:
        """Write every table as CSV to `folder`."""
        import csv

        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in self._rows.items():
            with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(schema.tables("policy")[name].columns), lineterminator="\n")
                writer.writeheader()
                writer.writerows({k: _text(v) for k, v in row.items()} for row in rows)

    def __getattr__(self, name: str):
        if name in schema.tables("policy"):
            return self.frame(name)
        raise AttributeError(texts.unknown_name("errors.unknown_table", name, schema.tables("policy")))


def _text(value) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
