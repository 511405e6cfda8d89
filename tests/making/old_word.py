"""A text of Word 97 to 2003, with the smallest head and table of pieces that [MS-DOC] asks for."""

import struct

from avgkit.synthetic.papers import container


def doc(text: str, notes: str = "", wide: str = "", locked: bool = False, version: int = 0xA5EC) -> bytes:
    """A doc of a text and its footnotes in pieces of one byte a sign, and a last piece of text in two."""
    head = bytearray(0x400)
    struct.pack_into("<HH", head, 0, version, 0xC1)
    struct.pack_into("<H", head, 0x0A, 0x0200 | (0x0100 if locked else 0))
    struct.pack_into("<ii", head, 0x4C, len(text), len(notes) + len(wide))
    narrow = (text + notes).encode("cp1252")
    ends = struct.pack("<III", 0, len(narrow), len(narrow) + len(wide))
    second = len(head) + len(narrow)
    pieces = struct.pack("<HIH", 0, 0x40000000 | len(head) * 2, 0) + struct.pack("<HIH", 0, second, 0)
    table = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(ends + pieces)) + ends + pieces
    struct.pack_into("<II", head, 0x1A2, 7, len(table))
    stream = bytes(head) + narrow + wide.encode("utf-16-le")
    return container({"WordDocument": stream.ljust(4096, b"\0"), "1Table": b"\0" * 7 + table})
