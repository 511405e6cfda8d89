"""Writes a workbook as Excel 97 to 2003 keeps it (xls, BIFF8): texts, numbers, days, hidden sheets, or locked."""

import struct
from datetime import date

from .container import container

_DAY_FORMAT = 14
_BOOK, _SHEET = 5, 16
_EPOCH = date(1899, 12, 30)


def xls(sheets: dict[str, list[list]], hidden: tuple[str, ...] = (), locked: bool = False) -> bytes:
    """The workbook with these sheets of rows (text, number, day or None). `locked`: as one that has a password."""
    strings: dict[str, int] = {}
    pages = [_sheet(rows, strings) for rows in sheets.values()]
    head = _bof(_BOOK)
    if locked:
        head += _record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(range(48)))
    head += _record(0x42, struct.pack("<H", 1200)) + _record(0x22, struct.pack("<H", 0))
    head += _record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _short("Arial")) * 4
    for xf in [0] * 15 + [0, _DAY_FORMAT]:
        style = 0xFFF5 if xf == 0 else 1
        head += _record(0xE0, struct.pack("<HHHBBBBIIH", 0, xf, style, 0x20, 0, 0, 0, 0, 0, 0x20C0))
    tail = _strings(strings) + _record(0x0A, b"")
    names = [_short(name) for name in sheets]
    at = len(head) + sum(4 + 6 + len(name) for name in names) + len(tail)
    listed = b""
    for name, title, page in zip(names, sheets, pages, strict=True):
        listed += _record(0x85, struct.pack("<IBB", at, title in hidden, 0) + name)
        at += len(page)
    return container({"Workbook": (head + listed + tail + b"".join(pages)).ljust(4096, b"\0")})


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _bof(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))


def _short(said: str) -> bytes:
    return struct.pack("<BB", len(said), 1) + said.encode("utf-16-le")


def _strings(strings: dict[str, int]) -> bytes:
    """The table of texts, cut into records between texts: none may be longer than 8224 bytes."""
    records, now = [], struct.pack("<II", len(strings), len(strings))
    for said in strings:
        wide = said[:2000].encode("utf-16-le")
        one = struct.pack("<HB", len(wide) // 2, 1) + wide
        if len(now) + len(one) > 8000:
            records.append(now)
            now = b""
        now += one
    records.append(now)
    return _record(0xFC, records[0]) + b"".join(_record(0x3C, one) for one in records[1:])


def _sheet(rows: list[list], strings: dict[str, int]) -> bytes:
    widest = max((len(row) for row in rows), default=0)
    made = _bof(_SHEET) + _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, widest, 0))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", number, column, 16 if isinstance(value, date) else 15)
            if isinstance(value, str):
                made += _record(0xFD, place + struct.pack("<I", strings.setdefault(value, len(strings))))
            elif value is not None:
                real = (value - _EPOCH).days if isinstance(value, date) else value
                made += _record(0x203, place + struct.pack("<d", real))
    return made + _record(0x0A, b"")
