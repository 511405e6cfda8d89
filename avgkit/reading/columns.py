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
    try:  # damage further on shows only when it is read
        for _ in records(1):
            break
    except Exception:
        return opened.miss("damaged")
    sheet = Sheet(opened.place, "", names, 1, rows, lambda limit: cells.table(unique(names), records(limit)))
    headed(sheet)
    opened.sheets.append(sheet)


def _texts(column) -> list[str | None]:
    """The values of a column as cells of a spreadsheet are told."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return [
        json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else cells.written(value)
        for value in column.to_pylist()
    ]
