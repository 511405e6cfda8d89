"""The only door to DuckDB: opens files and frames as relations, keeps shared results, writes findings.

Checks never see this module; they get Narwhals lazy frames and hand lazy frames back.
"""

import itertools
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

import narwhals as nw

_names = itertools.count(1)
_LARGEST_CELL = 2_000_000  # bytes of one CSV row; a longer row is an unclosed quote or an attack


def quote(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def pathname(path: Path) -> str:
    """A path as an SQL literal that means this one file, whatever characters its name has (the engine knows globs)."""
    return literal(re.sub(r"([\[*?])", r"[\1]", str(path)))


def unique(names: Iterable, reserved: Iterable[str] = ("_row",)) -> list[str]:
    """Column names made unique, capitals or not, as the engine wants: a second `id` in column 3 becomes `id (3)`."""
    seen, made = {name.lower() for name in reserved}, []
    for number, name in enumerate(names, 1):
        base = name = str(name).strip() or f"column ({number})"
        while name.lower() in seen:
            name = f"{name} ({number})" if name == base else f"{name}'"
        seen.add(name.lower())
        made.append(name)
    return made


def missing(value) -> bool:
    """Whether a value of any library means that nothing is there: None, NaN, NaT, pd.NA."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    try:
        return bool(value != value)
    except (TypeError, ValueError):  # several values, which can be compared one by one only
        return False


class Engine:
    """One DuckDB database in memory, spilling to its own temporary folder; loads no extension and goes nowhere."""

    name = "duckdb"

    def __init__(self):
        import duckdb

        self._spill = tempfile.TemporaryDirectory(prefix="avgkit-", ignore_cleanup_errors=True)
        self.con = duckdb.connect(
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "temp_directory": self._spill.name,
            }
        )
        self.con.execute("SET enable_progress_bar = false")
        self.con.execute("SET lock_configuration = true")
        self.folder = Path(self._spill.name)
        self._bound: dict = {}
        self.views: set[str] = set()  # tables that are read from their file each time
        self.salt = ""

    def fresh(self, stem: str) -> str:
        """A table name that is not in use."""
        return f"{stem}_{next(_names)}"

    def rows(self, query: str, values: dict | None = None) -> list[tuple]:
        """The rows that a query answers."""
        return self.con.execute(query, values or {}).fetchall()

    def run(self, query: str, values: dict | None = None) -> None:
        """Run a statement."""
        self.con.execute(query, values or {})

    # ---------------------------------------------------------------- opening
    def open_csv(
        self, path: Path, delimiter: str, headers: list[str], skip: int = 0, parallel: bool = False
    ) -> tuple[str, list[tuple[int, str, int]]]:
        """A CSV file as a table of texts; gives its name and of every row that could not be read (line, reason, lines).

        `skip` lines stand above the header. `parallel` is only right for a file without quotation marks: DuckDB 2.0
        splits a file anywhere, and inside a quoted text with line breaks it then makes a row that does not exist.
        """
        name, rejects = self.fresh("raw"), self.fresh("rejects")
        columns = ", ".join(f"{literal(h)}: 'VARCHAR'" for h in headers)
        self.run(
            f"CREATE TEMP TABLE {name} AS SELECT *, row_number() OVER () + {skip + 1} AS _row FROM read_csv("
            f"{pathname(path)}, delim = {literal(delimiter)}, quote = '\"', escape = '\"', header = true, "
            f"skip = {skip}, auto_detect = false, strict_mode = true, store_rejects = true, "
            f"rejects_table = '{rejects}', rejects_scan = '{rejects}_scan', max_line_size = {_LARGEST_CELL}, "
            f"parallel = {parallel}, hive_partitioning = false, columns = {{{columns}}})"
        )
        kind = (
            "CASE WHEN regexp_full_match(max(csv_line), '[\\s\",;|]*') THEN 'BLANK' ELSE max(error_type::VARCHAR) END"
        )
        lines = "max(1 + length(csv_line) - length(replace(csv_line, chr(10), '')))"
        unread = self.rows(f"SELECT line, {kind}, {lines} FROM {rejects} GROUP BY line ORDER BY line")
        if unread:  # a row after one that was not read stands a line further down than its number among the rows read
            above = (
                f"SELECT line - nth AS line, max(nth) AS nth FROM (SELECT line, row_number() OVER (ORDER BY line) "
                f"AS nth FROM (SELECT DISTINCT line FROM {rejects})) GROUP BY 1"
            )
            self.run(
                f"CREATE TEMP TABLE {name}_lines AS SELECT r.* REPLACE (r._row + coalesce(above.nth, 0) AS _row) "
                f"FROM {name} r ASOF LEFT JOIN ({above}) above ON r._row > above.line"
            )
            self.run(f"DROP TABLE {name}")
            return f"{name}_lines", unread
        return name, unread

    def open_parquet(self, path: Path) -> str:
        """A Parquet file as a view. It is read through once, because a damaged page shows only when it is read."""
        name, file = self.fresh("raw"), f"read_parquet({pathname(path)}, hive_partitioning = false"
        found = [row[0] for row in self.rows(f"DESCRIBE SELECT * FROM {file})")]
        columns = ", ".join(f"{quote(a)} AS {quote(b)}" for a, b in zip(found, unique(found), strict=True))
        if "file_row_number" in (column.lower() for column in found):  # the engine's own word for it is taken
            self.run(f"CREATE TEMP TABLE {name} AS SELECT {columns}, row_number() OVER () AS _row FROM {file})")
        else:
            row = "file_row_number + 1 AS _row"
            self.run(f"CREATE TEMP VIEW {name} AS SELECT {columns}, {row} FROM {file}, file_row_number = true)")
            self.views.add(name)
        self.rows(f"SELECT bit_xor(hash(COLUMNS(*))) FROM {name}")
        return name

    def open_frame(self, frame) -> str:
        """A pandas or Polars frame, an Arrow table or a list of dicts as a table: one meaning of null for all."""
        name, table = self.fresh("raw"), _arrow(frame)
        self.con.register(f"{name}_arrow", table)
        self.run(f"CREATE TEMP TABLE {name} AS SELECT *, row_number() OVER () AS _row FROM {name}_arrow")
        self.con.unregister(f"{name}_arrow")
        return name

    def open_rows(self, table) -> str:
        """An Arrow table of texts that has the line of each row in `_row` already."""
        name = self.fresh("raw")
        self.con.register(f"{name}_arrow", table)
        self.run(f"CREATE TEMP TABLE {name} AS FROM {name}_arrow")
        self.con.unregister(f"{name}_arrow")
        return name

    def together(self, stem: str, names: list[str]) -> str:
        """The rows of several tables in one; a column that one of them lacks is empty there."""
        name = self.fresh(stem)
        self.run(f"CREATE TEMP TABLE {name} AS {' UNION ALL BY NAME '.join(f'SELECT * FROM {one}' for one in names)}")
        return name

    def columns(self, name: str) -> dict[str, str]:
        """The columns of a table with their DuckDB types."""
        return {r[0]: r[1] for r in self.rows(f"DESCRIBE {name}") if r[0] != "_row"}

    # ---------------------------------------------------------------- frames for checks
    def lazy(self, name: str) -> nw.LazyFrame:
        """A table as a Narwhals lazy frame."""
        return nw.from_native(self.con.table(name))

    def bind(self, rows: list[dict], types: dict[str, str]) -> nw.LazyFrame:
        """A small frame of Policy or Law on this connection; `types` are DuckDB's, so an empty one has columns too."""
        import pyarrow as pa

        key = (repr(rows), repr(types))
        if key not in self._bound:
            arrow = {"VARCHAR": pa.string(), "BOOLEAN": pa.bool_(), "BIGINT": pa.int64(), "DATE": pa.date32()}
            arrow["TIMESTAMP"] = pa.timestamp("us")
            fields = pa.schema([(column, arrow[kind]) for column, kind in types.items()])
            wanted = [{column: row.get(column) for column in types} for row in rows]
            name = self.fresh("small")
            self.con.register(f"{name}_arrow", pa.Table.from_pylist(wanted, schema=fields))
            self.run(f"CREATE TEMP TABLE {name} AS FROM {name}_arrow")
            self.con.unregister(f"{name}_arrow")
            self._bound[key] = name
        return self.lazy(self._bound[key])

    def lookup(self, name: str, columns: dict[str, list[str]]) -> None:
        """A small table of texts under this name, to join with."""
        import pyarrow as pa

        made = pa.table({column: pa.array(values, pa.string()) for column, values in columns.items()})
        self.con.register(f"{name}_arrow", made)
        self.run(f"CREATE TEMP TABLE {name} AS FROM {name}_arrow")
        self.con.unregister(f"{name}_arrow")

    def keep(self, frame: nw.LazyFrame) -> nw.LazyFrame:
        """The frame computed once and kept on this connection, so that several checks share it."""
        name = self.fresh("kept")
        relation = frame.to_native()
        self.run(f"CREATE TEMP TABLE {name} AS {relation.sql_query()}")
        return self.lazy(name)

    def drop(self, frame: nw.LazyFrame) -> None:
        """Free a kept frame."""
        self.run(f"DROP TABLE IF EXISTS {frame.to_native().alias}")

    def arrow(self, frame: nw.LazyFrame):
        """The frame as an Arrow table in memory."""
        return frame.collect("pyarrow").to_native()

    def write(self, frame: nw.LazyFrame, path: Path) -> None:
        """Stream the frame to a Parquet file."""
        frame.to_native().write_parquet(str(path), compression="zstd")


def read_findings(path: Path, columns: str, where: str, limit: int | None):
    """Rows of a findings file as a pandas frame, sorted by key; the file is streamed, not loaded."""
    import duckdb

    with duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}) as con:
        tail = f" LIMIT {int(limit)}" if limit is not None else ""
        query = f"SELECT {columns} FROM read_parquet({pathname(path)}) WHERE {where} ORDER BY key{tail}"
        return con.execute(query).fetch_df()


def _arrow(frame):
    """Any frame as an Arrow table with unique names of columns; a list of dicts has every column that some dict has."""
    import pyarrow as pa

    if isinstance(frame, list | tuple):
        names = list(dict.fromkeys(name for row in frame for name in row))
        columns = [_column([row.get(name) for row in frame]) for name in names]
    elif nw.dependencies.is_pandas_dataframe(frame):
        names, columns = list(frame.columns), [_column(frame.iloc[:, i]) for i in range(frame.shape[1])]
    else:
        table = frame if isinstance(frame, pa.Table | pa.RecordBatch) else _collected(frame)
        names, columns = table.schema.names, table.columns
    if not names:
        names, columns = ["id"], [pa.array([], pa.string())]
    return pa.Table.from_arrays(columns, names=unique(names))


def _collected(frame):
    frame = nw.from_native(frame)
    return frame.to_arrow() if isinstance(frame, nw.DataFrame) else frame.collect("pyarrow").to_native()


def _column(values):
    """A list or a pandas column as an Arrow array; values of several kinds together become texts."""
    import pyarrow as pa

    if isinstance(values, list):
        values = [None if missing(value) else value for value in values]
    try:
        return pa.array(values, from_pandas=True)
    except (ValueError, TypeError, OverflowError, NotImplementedError):
        return pa.array([None if missing(value) else str(value) for value in values], pa.string())
