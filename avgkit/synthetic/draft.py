"""A Crm in the making: every column a numpy array of codes, days or moments, to draw and change millions of rows.

A text is a number that points into a pool of texts; -1 means empty. Keys and references are row numbers until the end.
"""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from .. import schema
from .strings import numbered

MINUTE, DAY = "datetime64[m]", "datetime64[D]"
_KINDS = {"day": DAY, "moment": MINUTE, "flag": np.int8, "code": np.int8, "whole": np.int64}
_MOMENTS = {
    "consents": "at",
    "messages": "sent_at",
    "interactions": "at",
    "requests": "received_at",
    "access_log": "at",
    "orders": "received_at",
}
_END_OF_TIME, _NO_MOMENT = 2**32 - 1, np.datetime64("NaT", "m")
_PREFIX = {
    "contacts": "C",
    "consents": "T",
    "messages": "M",
    "interactions": "I",
    "requests": "R",
    "users": "U",
    "grants": "G",
    "access_log": "A",
    "files": "F",
    "incidents": "N",
    "orders": "O",
}


def nothing(kind, rows: int) -> np.ndarray:
    """A column of this numpy type in which nothing is filled in."""
    if np.dtype(kind).kind == "M":
        return np.full(rows, "NaT", kind)
    return np.full(rows, -1, kind)


class Table:
    """One table in the making. Rows are added in any order; the finished table stands in order of time."""

    def __init__(self, name: str):
        self.name = name
        self.schema = schema.tables("crm")[name]
        self.kinds = {c.name: _KINDS.get(c.type, np.int32) for c in self.schema.columns.values() if c.type != "key"}
        self.pools = {c.name: list(c.values) for c in self.schema.columns.values() if c.type == "code"}
        self._extra: dict[str, list[str]] = {}
        self._chunks: list[dict[str, np.ndarray]] = []
        self._added: list[dict] = []  # single rows that wait to become a chunk
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def pool(self, column: str, texts: Iterable[str] | pa.Array) -> None:
        """Name the texts that the numbers of this column point to."""
        self.pools[column] = texts if isinstance(texts, pa.Array | pa.ChunkedArray) else list(texts)

    def extend(self, rows: int, /, **columns) -> None:
        """Add many rows; a column that is not given stays empty, a single value holds for all of them."""
        self._flush()
        chunk = {}
        for name, kind in self.kinds.items():
            value = columns.pop(name, None)
            if value is None:
                chunk[name] = nothing(kind, rows)
            else:
                value = np.asarray(value).astype(kind, copy=False)
                chunk[name] = np.broadcast_to(value, (rows,)) if value.ndim == 0 else value
        when = columns.pop("when", None)
        moment = _MOMENTS.get(self.name)
        chunk["when"] = when if when is not None else chunk[moment] if moment else np.zeros(rows, MINUTE)
        if columns:
            raise KeyError(f"{self.name}: {sorted(columns)}")
        self._chunks.append(chunk)
        self._rows += rows

    def append(self, when=None, **values) -> int:
        """Add one row of plain values; gives its row number. `when` is its place in time if its moment stays empty."""
        row = {name: self.code(name, value) for name, value in values.items()}
        moment = _MOMENTS.get(self.name)
        row["when"] = when if when is not None else row.get(moment, _NO_MOMENT)
        self._added.append(row)
        self._rows += 1
        return self._rows - 1

    def _flush(self) -> None:
        """Make a chunk of the single rows."""
        if self._added:
            chunk = {}
            for name, kind in {**self.kinds, "when": MINUTE}.items():
                empty = _NO_MOMENT if np.dtype(kind).kind == "M" else -1
                chunk[name] = np.array([row.get(name, empty) for row in self._added]).astype(kind)
            self._chunks.append(chunk)
            self._added = []

    def set(self, rows, /, **values) -> None:
        """Give these rows a plain value in each of these columns."""
        for name, value in values.items():
            column = self[name]
            if not column.flags.writeable:
                column = self._chunks[0][name] = column.copy()
            column[rows] = self.code(name, value)

    def __getitem__(self, column: str) -> np.ndarray:
        if self._added or len(self._chunks) != 1:
            self._close()
        return self._chunks[0][column]

    def _close(self) -> None:
        self._flush()
        names = [*self.kinds, "when"]
        if not self._chunks:
            self.extend(0)
        self._chunks = [{name: np.concatenate([chunk[name] for chunk in self._chunks]) for name in names}]

    def code(self, column: str, value):
        """The number, day or moment that stands for a plain value."""
        kind = self.schema.columns[column].type
        if value is None:
            return _NO_MOMENT if kind in ("day", "moment") else -1
        if kind in ("text", "codes", "code", "country"):
            return self._find(column, value)
        return value

    def _find(self, column: str, value: str) -> int:
        pool, extra = self.pools.setdefault(column, []), self._extra.setdefault(column, [])
        if isinstance(pool, list) and value in pool:
            return pool.index(value)
        if value not in extra:
            extra.append(value)
        return len(pool) + extra.index(value)

    def order(self) -> np.ndarray:
        """The rows in order of time; users, files and contacts keep the order in which they were made."""
        minutes = np.where(np.isnat(self["when"]), _END_OF_TIME, self["when"].astype(np.int64))
        # Two passes over sixteen bits: numpy sorts those by radix, five times as fast as whole moments.
        first = np.argsort((minutes & 0xFFFF).astype(np.uint16), kind="stable")
        return first[np.argsort((minutes >> 16)[first].astype(np.uint16), kind="stable")]

    def arrow(self, order: np.ndarray, keys: dict[str, pa.Array]) -> pa.Table:
        """The finished table; `keys` gives the keys of the tables that others refer to, by row number."""
        columns = {}
        for column in self.schema.columns.values():
            if column.type == "key":
                columns[column.name] = numbered(_PREFIX[self.name], self._rows)
            else:
                columns[column.name] = self._arrow(column, self[column.name][order], keys)
        return pa.table(columns)

    def keys(self, order: np.ndarray) -> pa.Array:
        """The key of each row by row number."""
        place = np.empty(self._rows, np.int32)
        place[order] = np.arange(self._rows)
        return numbered(_PREFIX[self.name], self._rows).take(pa.array(place))

    def _arrow(self, column, values: np.ndarray, keys: dict) -> pa.Array:
        kind = column.type
        if kind == "day":
            return pa.array(values)
        if kind == "moment":
            return pa.array(values.astype("datetime64[us]"))
        missing = values < 0
        mask = missing if missing.any() else None
        if kind == "flag":
            return pa.array(values > 0, mask=mask)
        if kind == "whole":
            return pa.array(values, mask=mask)
        pool = keys[column.table] if kind == "ref" else self._texts(column.name)
        if mask is not None and mask.all():
            return pa.nulls(len(values), pa.string())
        return pool.take(pa.array(values.astype(np.int32, copy=False), mask=mask))

    def _texts(self, column: str) -> pa.Array:
        pool = self.pools.get(column, [])
        base = pool if isinstance(pool, pa.Array | pa.ChunkedArray) else pa.array(pool, pa.string())
        extra = self._extra.get(column)
        if not extra:
            return base
        chunks = base.chunks if isinstance(base, pa.ChunkedArray) else [base]
        return pa.concat_arrays([*chunks, pa.array(extra, pa.string())])


class Draft:
    """All tables in the making, what the organisation declares, and the last day."""

    def __init__(self, people: int, seed: int, until, rules, dense: int = 1):
        self.people, self.seed, self.until, self.rules = people, seed, np.datetime64(until, "D"), rules
        self.dense = dense  # how many people's flaws each person bears: more than one in a CRM made to practise on
        self.tables = {name: Table(name) for name in schema.tables("crm")}
        self.policy: dict[str, list[dict]] = {}
        self.hidden: dict[str, np.ndarray] = {}  # what is not exported: who is reserved for a flaw, who stops when

    def __getitem__(self, table: str) -> Table:
        return self.tables[table]

    def rng(self, part: str) -> np.random.Generator:
        """The random numbers of one part, so that a change in one part leaves the others as they were."""
        return np.random.default_rng([self.seed, *part.encode()])

    def arrow(self, also: set[str]) -> tuple[dict[str, pa.Table], dict[str, pa.Array]]:
        """Every finished table; and the keys by row number of the tables others refer to, and of those in `also`."""
        orders = {name: table.order() for name, table in self.tables.items()}
        keys = {name: self.tables[name].keys(orders[name]) for name in sorted({"contacts", "users", *also})}
        return {name: table.arrow(orders[name], keys) for name, table in self.tables.items()}, keys
