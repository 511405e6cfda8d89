"""Texts made by the million without a Python loop: numbers with fixed digits, joined pieces, plain letters."""

import unicodedata

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def digits(numbers: np.ndarray, width: int, prefix: str = "") -> pa.Array:
    """Each number with leading zeros, after a fixed prefix."""
    rows, start = len(numbers), len(prefix)
    cells = np.empty((rows, start + width), np.uint8)
    cells[:, :start] = np.frombuffer(prefix.encode("ascii"), np.uint8)
    left = numbers.astype(np.int64)
    for place in range(start + width - 1, start - 1, -1):
        left, last = np.divmod(left, 10)
        cells[:, place] = last + 48
    offsets = np.arange(0, (rows + 1) * (start + width), start + width, dtype=np.int64)
    large = pa.LargeStringArray.from_buffers(rows, pa.py_buffer(offsets), pa.py_buffer(cells))
    return large.cast(pa.string())


def numbered(prefix: str, rows: int) -> pa.Array:
    """Keys in order: the prefix and a number from 1."""
    return digits(np.arange(1, rows + 1), max(5, len(str(rows))), prefix)


def take(pool, rows: np.ndarray) -> pa.Array:
    """The texts of a pool at these places; a place below 0 gives an empty one."""
    pool = pool if isinstance(pool, pa.Array) else pa.array(pool, pa.string())
    missing = rows < 0
    return pool.take(pa.array(rows, mask=missing if missing.any() else None))


def join(*pieces) -> pa.Array:
    """The pieces of each row one after the other."""
    return pc.binary_join_element_wise(*pieces, pa.scalar(""))


def plain(text: str) -> str:
    """Lower case letters and digits only, without accents: what stands in an e-mail address."""
    bare = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("ı", "i"))
    return "".join(sign for sign in bare.lower() if sign.isascii() and sign.isalnum())
