"""Opens a Parquet file as a table of texts, a piece at a time."""

import json
from pathlib import Path

from .. import texts
from ..frames import unique
from . import cells
from .contents import Limits, Opened, Sheet
from .delimited import headed

_BATCH = 20_000


def read(opened: Opened, content: Path, limits: Limits) -> None:
    """Fill `opened` from a Parquet file."""
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(content) as file:
            names, rows = file.schema_arrow.names, file.metadata.num_rows
            groups = [file.metadata.row_group(n).total_byte_size for n in range(file.metadata.num_row_groups)]
            kind = {n: str(file.schema_arrow.field(n).type) for n in range(len(names))}
    except Exception as error:  # pyarrow raises many kinds for a damaged file
        with open(content, "rb") as file:
            locked = file.read(4) == b"PARE" or "ncrypt" in str(error)
        opened.locked = locked
        return opened.miss("lock_unknown" if locked else "damaged")
    if sum(groups) > limits.unpacked or rows * max(len(names), 1) > 10 * limits.cells:
        return opened.miss("too_large", limit=texts.number(limits.unpacked), cells=texts.number(10 * limits.cells))

    def records(limit: int | None):
        given = 0
        with pq.ParquetFile(content) as file:
            for batch in file.iter_batches(min(_BATCH, limit or _BATCH)):
                columns = [_texts(column) for column in batch.columns]
                for row in zip(*columns, strict=True):
                    if limit is not None and given >= limit:
                        return
                    given += 1
                    yield given, row

    if not kind:
        return opened.miss("empty")
    try:
        if _letters(content, limits.unpacked) > limits.unpacked:
            return opened.miss("too_large", limit=texts.number(limits.unpacked), cells=texts.number(10 * limits.cells))
    except Exception:
        return opened.miss("damaged")
    try:  # damage further on shows only when it is read
        for _ in records(1):
            break
    except Exception:
        return opened.miss("damaged")
    sheet = Sheet(opened.place, "", names, 1, rows, lambda limit: cells.table(unique(names), records(limit)))
    headed(sheet)
    opened.sheets.append(sheet)


def _letters(content: Path, most: int) -> int:
    """The bytes of all texts when each row has its own, counted until there are more than `most`.

    A text that stands once in the file may be the value of a million rows, of which the size of the file tells nothing.
    """
    import pyarrow.parquet as pq

    with pq.ParquetFile(content) as file:
        leaves = [file.schema.column(n) for n in range(len(file.schema))]
    paths = [leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY"]
    total = 0
    if not paths:
        return total
    with pq.ParquetFile(content, read_dictionary=paths) as file:
        for batch in file.iter_batches(_BATCH, columns=paths):
            total += sum(_bytes(column) for column in batch.columns)
            if total > most:
                break
    return total


def _bytes(column) -> int:
    """The bytes of the texts in a column, also of those in a list or record."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_struct(kind) or pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_map(kind):
        inside = column.flatten() if pa.types.is_struct(kind) else [column.values]
        return sum(_bytes(one) for one in inside)
    if not pa.types.is_dictionary(kind):
        return column.nbytes
    if not len(column.dictionary):
        return 0
    return pc.sum(pc.take(pc.binary_length(column.dictionary), column.indices)).as_py() or 0


def _texts(column) -> list[str | None]:
    """The values of a column as cells of a spreadsheet are told."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return [
        json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else cells.written(value)
        for value in column.to_pylist()
    ]
