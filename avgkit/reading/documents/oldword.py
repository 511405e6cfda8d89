"""Texts of Word from 97 to 2003 (doc), by the table of pieces in the file itself ([MS-DOC]), so that none is missed."""

import struct
from pathlib import Path

from .gathering import Gathering, phrase

_WORD, _OLDER = 0xA5EC, 0xA5DC
_LOCKED, _SECOND_TABLE = 0x0100, 0x0200
_COUNTS = ("", "footnotes", "header_footer", "", "comments", "endnotes", "text_boxes", "text_boxes")
_NARROW = 0x40000000  # the piece is written with one byte for each sign
_MARKS = {7: "\t", 11: "\n", 12: "\n", 13: "\n", 14: "\n", 30: "-", 31: "", 1: "", 8: "", 19: " ", 20: " ", 21: " "}
_PROPERTIES = ("title", "subject", "author", "keywords", "comments", "last_saved_by", "company", "manager")


def read(gathering: Gathering, path: Path) -> None:
    """Text, footnotes, headers and footers, comments, text boxes and properties."""
    import olefile

    with olefile.OleFileIO(str(path)) as ole:
        stream = ole.openstream("WordDocument").read() if ole.exists("WordDocument") else b""
        if len(stream) < 0x1AA or struct.unpack_from("<H", stream)[0] != _WORD:
            older = len(stream) > 2 and struct.unpack_from("<H", stream)[0] == _OLDER
            gathering.unread("old_word" if older else "damaged")
            return
        flags = struct.unpack_from("<H", stream, 0x0A)[0]
        if flags & _LOCKED:
            gathering.opened.locked = True
            gathering.unread("locked")
            return
        table = "1Table" if flags & _SECOND_TABLE else "0Table"
        pieces = _pieces(stream, ole.openstream(table).read() if ole.exists(table) else b"")
        if pieces is None:
            gathering.unread("damaged")
            return
        _tell(gathering, stream, pieces)
        meta = ole.get_metadata()
        said = [getattr(meta, name, None) for name in _PROPERTIES]
        words = [one.decode("cp1252", "replace") if isinstance(one, bytes) else str(one) for one in said if one]
        gathering.text("\n".join(words), phrase("properties"))
        if ole.exists("ObjectPool"):
            gathering.unread("embedded", phrase("embedded_object"))


def _pieces(stream: bytes, table: bytes) -> str | None:
    """The whole text with all that hangs on it, piece by piece; None when the table of pieces is not whole."""
    start, size = struct.unpack_from("<II", stream, 0x1A2)
    clx = table[start : start + size]
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:  # changes of layout
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at + 5 > len(clx) or clx[at] != 2:
        return None
    length = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + length]
    count = (len(plc) - 4) // 12
    if count < 1 or len(plc) != length:
        return None
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    said, total = [], 0
    for number in range(count):
        place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        signs = ends[number + 1] - ends[number]
        narrow = bool(place & _NARROW)
        begin = (place & ~_NARROW) // 2 if narrow else place
        raw = stream[begin : begin + signs * (1 if narrow else 2)]
        if signs < 0 or len(raw) < signs * (1 if narrow else 2) or total > len(stream):
            return None
        total += signs
        said.append(raw.decode("cp1252" if narrow else "utf-16-le", "replace"))
    return "".join(said)


def _tell(gathering: Gathering, stream: bytes, said: str) -> None:
    """The text in its parts, as the counts in the head of the file divide it."""
    at = 0
    for word, count in zip(_COUNTS, struct.unpack_from("<8i", stream, 0x4C), strict=True):
        part = said[at : at + max(count, 0)]
        at += len(part)
        gathering.text(part.translate(_MARKS), phrase(word) if word else "")
    gathering.text(said[at:].translate(_MARKS))
