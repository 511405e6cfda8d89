"""The only door to DuckDB: opens files and frames as relations, keeps shared results, writes findings.

Checks never see this module; they get Narwhals lazy frames and hand lazy frames back.
"""

import itertools
import tempfile
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
        self._bound: dict = {}

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
    def open_csv(self, path: Path, delimiter: str, headers: list[str]) -> tuple[str, list[tuple[int, str]]]:
        """A CSV file as a table of texts; gives its name and (line, reason) of every row that could not be read."""
        name, rejects = self.fresh("raw"), self.fresh("rejects")
        columns = ", ".join(f"{literal(h)}: 'VARCHAR'" for h in headers)
        self.run(
            f"CREATE TEMP TABLE {name} AS SELECT *, row_number() OVER () AS _row FROM read_csv($path, "
            f"delim = {literal(delimiter)}, quote = '\"', escape = '\"', header = true, auto_detect = false, "
            f"strict_mode = true, store_rejects = true, rejects_table = '{rejects}', rejects_scan = '{rejects}_scan', "
            f"max_line_size = {_LARGEST_CELL}, columns = {{{columns}}})",
            {"path": str(path)},
        )
        unread = self.rows(f"SELECT line, min(error_type::VARCHAR) FROM {rejects} GROUP BY line ORDER BY line")
        return name, unread

    def open_parquet(self, path: Path) -> str:
        """A Parquet file as a view; nothing is read yet."""
        name = self.fresh("raw")
        self.con.read_parquet(str(path), file_row_number=True).create_view(name)
        return name

    def open_frame(self, frame) -> str:
        """A pandas or Polars frame, an Arrow table or a list of dicts as a table: one meaning of null for all."""
        import pyarrow as pa

        name = self.fresh("raw")
        if not isinstance(frame, pa.Table):
            frame = (
                pa.Table.from_pylist(list(frame))
                if isinstance(frame, list | tuple)
                else nw.from_native(frame).to_arrow()
            )
        if not frame.num_columns:
            frame = pa.table({"id": pa.array([], pa.string())})
        self.con.register(f"{name}_arrow", frame)
        self.run(f"CREATE TEMP TABLE {name} AS SELECT *, row_number() OVER () AS _row FROM {name}_arrow")
        self.con.unregister(f"{name}_arrow")
        return name

    def columns(self, name: str) -> dict[str, str]:
        """The columns of a table with their DuckDB types."""
        return {r[0]: r[1] for r in self.rows(f"DESCRIBE {name}") if r[0] not in ("_row", "file_row_number")}

    # ---------------------------------------------------------------- frames for checks
    def lazy(self, name: str) -> nw.LazyFrame:
        """A table as a Narwhals lazy frame."""
        return nw.from_native(self.con.table(name))

    def bind(self, rows: list[dict], types: dict[str, str]) -> nw.LazyFrame:
        """A small frame of Policy or Law on this connection; `types` gives DuckDB types, so an empty one has columns too."""
        import pyarrow as pa

        key = (repr(rows), repr(types))
        if key not in self._bound:
            arrow = {"VARCHAR": pa.string(), "BOOLEAN": pa.bool_(), "BIGINT": pa.int64(), "DATE": pa.date32()}
            fields = pa.schema([(column, arrow[kind]) for column, kind in types.items()])
            wanted = [{column: row.get(column) for column in types} for row in rows]
            name = self.fresh("small")
            self.con.register(f"{name}_arrow", pa.Table.from_pylist(wanted, schema=fields))
            self.run(f"CREATE TEMP TABLE {name} AS FROM {name}_arrow")
            self.con.unregister(f"{name}_arrow")
            self._bound[key] = name
        return self.lazy(self._bound[key])

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
        query = f"SELECT {columns} FROM read_parquet($path) WHERE {where} ORDER BY key{tail}"
        return con.execute(query, {"path": str(path)}).fetch_df()
