"""The text of rich text (rtf), as a file and as the packed body of an Outlook message."""

import re
import struct
from pathlib import Path

from .gathering import Gathering, phrase

_PIECE = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet pict objdata themedata colorschememapping datastore latentstyles listtable "
    b"listoverridetable rsidtbl xmlnstbl generator blipuid filetbl revtbl".split()
)
_SIGNS = {
    **{b"par": "\n", b"line": "\n", b"row": "\n", b"sect": "\n", b"page": "\n", b"tab": "\t", b"cell": "\t"},
    **{b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”"},
    **{b"bullet": "•", b"emspace": " ", b"nestcell": "\t"},
}
_PROPERTIES = frozenset(b"title subject author manager company operator keywords comment doccomm".split())
_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
    b"\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_MOST_BYTES = 300_000_000


def read(gathering: Gathering, path: Path) -> None:
    """The text of the file, with that of its properties in it."""
    if path.stat().st_size > _MOST_BYTES:
        gathering.unread("too_large")
        return
    content = path.read_bytes()
    if b"\\objdata" in content:
        gathering.unread("embedded", phrase("embedded_object"))
    if b"\\pict" in content:
        gathering.problem("pictures", count=content.count(b"\\pict"))
    gathering.text(plain_rtf(content))


def plain_rtf(content: bytes) -> str:
    """The text without its marks: what stands in fonts, colours and pictures is left out, a cell ends with a tab."""
    pieces: list[str] = []
    narrow = bytearray()
    encoding, skip, unread, stack, ends = "cp1252", False, 0, [], []
    follow = 1  # signs after a Unicode sign that stand for it in older programs

    def flush():
        if narrow:
            pieces.append(narrow.decode(encoding, "replace"))
            narrow.clear()

    for found in _PIECE.finditer(content):
        word, number, code, sign, brace, said = found.groups()
        if brace == b"{":
            stack.append((skip, follow))
        elif brace == b"}":
            skip, follow = stack.pop() if stack else (False, 1)
            if ends and len(stack) < ends[-1]:  # a property stands on a line of its own
                flush()
                pieces.append("\n")
                ends.pop()
            unread = 0
        elif sign == b"*" or (word in _SKIPPED):
            skip = True
        elif skip:
            continue
        elif word == b"ansicpg" and number:
            encoding = _page(int(number))
        elif word == b"uc" and number:
            follow = min(max(int(number), 0), 10)
        elif word == b"u" and number:
            flush()
            pieces.append(chr(int(number) % 65536))
            unread = follow
        elif word is not None:
            flush()
            if word in _PROPERTIES:
                ends.append(len(stack))
            pieces.append(_SIGNS.get(word, ""))
        elif code or sign or said:
            raw = bytes([int(code, 16)]) if code else said or _sign(sign)
            dropped = min(unread, len(raw))
            unread -= dropped
            narrow += raw[dropped:]
    flush()
    return "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _page(number: int) -> str:
    name = {65001: "utf-8", 10000: "mac_roman"}.get(number, f"cp{number}")
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name


def _sign(sign: bytes) -> bytes:
    return {b"~": b" ", b"_": b"-", b"-": b""}.get(sign, sign if sign in (b"{", b"}", b"\\") else b"")


def compressed(packed: bytes, most: int) -> bytes:
    """Rich text as Outlook packs it ([MS-OXRTFCP]), unpacked up to `most` bytes; nothing when it is not whole."""
    if len(packed) < 16:
        return b""
    _, size, kind = struct.unpack_from("<III", packed)
    if kind == 0x414C454D:  # MELA: not packed
        return packed[16 : 16 + size]
    if kind != 0x75465A4C:  # LZFu
        return b""
    made, at = bytearray(_START), 16
    while at < len(packed) and len(made) < min(size, most) + len(_START):
        control = packed[at]
        at += 1
        for bit in range(8):
            if at >= len(packed):
                break
            if not control >> bit & 1:
                made.append(packed[at])
                at += 1
                continue
            pair = int.from_bytes(packed[at : at + 2], "big")
            at += 2
            start = _behind(pair >> 4, len(made))
            if start < 0:
                return bytes(made[len(_START) :])
            for step in range((pair & 15) + 2):
                made.append(made[start + step])
    return bytes(made[len(_START) :])


def _behind(offset: int, end: int) -> int:
    """Where an offset in the ring of 4096 places lies in what was unpacked so far; -1 at its end."""
    back = (end - offset) % 4096
    return -1 if back == 0 else max(end - back, -1)
