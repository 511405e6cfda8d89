"""Looks through the cells of a sheet of a workbook before it is read: how far they go, and which have no outcome.

There are two ways: a quick one for sheets as programs write them, and a slow one that reads any XML. The quick one
gives up at the first thing that it does not know, so that nothing can hide from it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from . import xmls

_HELD = 4 << 20  # bytes without a row in them that are held before the slow way takes over
_TOLD = 6  # cells without an outcome that are remembered; the others are counted
_CELL = re.compile(rb"<c[\s/>]")
_PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: [a-z]+="[\w ]*")*\s*/?>')
_ROW = re.compile(rb"<row[\s/>]")
_PLAIN_ROW = re.compile(rb'<row r="\d{1,7}"(?: [\w:.]+="[^"<>]*")*\s*/?>')
_SHARING = re.compile(rb't="s"[^<>]*><v>(\d{1,9})</v>')
# Formulas, errors, comments and definitions, letters of two bytes; and names with a prefix.
_STRANGE = (b"<f>", b"<f ", b"<f/", b"<f\n", b"<f\t", b"<f\r", b't="e"', b"<!", b"\0")
_PREFIX = re.compile(rb"<[\w.-]+:")
_LATER = re.compile(rb"<(?:[\w.-]+:)?(?:c|row)[\s/>]")
_HIDDEN = re.compile(rb'<row [^>]*hidden="(?:1|true)"')


@dataclass
class Look:
    """What one pass over a sheet tells: the last filled row and column, the letters of shared texts, and the like.

    `plain`: rows follow each other as programs write them, so that the sheet can be read in pieces.
    """

    rows: int = 0
    columns: int = 0
    shared: int = 0
    unsolved: list[str] = field(default_factory=list)  # the first cells without an outcome, errors too
    formulas: int = 0  # formulas without an outcome
    unsolved_formulas: list[str] = field(default_factory=list)  # the first of them
    errors: int = 0  # cells of which the outcome is an error
    hidden_rows: int = 0
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    plain: bool = False
    part: str = ""


def quickly(pieces: Iterator[bytes], lengths: Sequence[int]) -> Look | None:
    """The look of a sheet without formulas, as programs write it; None when there is anything else in it."""
    look, found, held, begun = Look(plain=True), set(), b"", False
    for piece in pieces:
        held += piece
        if not begun:
            at = held.find(b"<sheetData>")
            if at < 0:
                if len(held) > _HELD:
                    return None
                continue
            if not _above(held[: at + 11], look, lengths):
                return None
            held, begun = held[at + 11 :], True
        cut = held.rfind(b"<row")
        if cut <= 0:
            if len(held) > _HELD:
                return None
            continue
        if b"sheetData" in held[:cut] or not _part(held[:cut], look, found, lengths):
            return None
        held = held[cut:]
    rows, end, below = held.partition(b"</sheetData>")
    if not begun or not end or b"sheetData" in rows + below or _LATER.search(below):
        return None
    if not _part(rows, look, found, lengths):
        return None
    look.columns = max((place(one.decode()) for one in found), default=0)
    return look


def _above(content: bytes, look: Look, lengths: Sequence[int]) -> bool:
    """Read what stands above the rows: the columns that are hidden."""
    try:
        _Slow(look, lengths).parser.Parse(content, False)
    except expat.ExpatError:
        return False
    return not _LATER.search(content) and b"<!" not in content


def _part(piece: bytes, look: Look, found: set, lengths: Sequence[int]) -> bool:
    """Look through rows that are whole; False when there is something in them that the quick way does not know."""
    if any(sign in piece for sign in _STRANGE) or _PREFIX.search(piece):
        return False
    plain = _PLAIN_CELL.findall(piece)
    if len(plain) != len(_CELL.findall(piece)) or len(_PLAIN_ROW.findall(piece)) != len(_ROW.findall(piece)):
        return False
    found.update(letter for letter, _ in plain)
    look.rows = max(look.rows, max((int(number) for _, number in plain), default=0))
    sharing = piece.count(b't="s"')
    if sharing:
        places = _SHARING.findall(piece)
        if len(places) != sharing:
            return False
        known = len(lengths)
        look.shared += sum(lengths[n] if (n := int(one)) < known else max(lengths, default=0) for one in places)
    look.hidden_rows += len(_HIDDEN.findall(piece)) if b"hidden=" in piece else 0
    return True


def slowly(pieces: Iterator[bytes], lengths: Sequence[int]) -> Look:
    """The look of any sheet. Raises ExpatError when it is not whole or has definitions of its own."""
    look = Look()
    slow = _Slow(look, lengths)
    for piece in pieces:
        slow.parser.Parse(piece, False)
    slow.parser.Parse(b"", True)
    return look


class _Slow:
    """Reads the XML of a sheet, whatever it looks like."""

    def __init__(self, look: Look, lengths: Sequence[int]):
        self.look, self.lengths, self.longest = look, lengths, max(lengths, default=0)
        self._row, self._column, self._held, self._said, self._place, self._kind = 0, 0, "", "", "", ""
        self.parser = xmls.parser(self._start, self._end, self._text)

    def _start(self, name: str, attributes: dict) -> None:
        name = name.rpartition(":")[2]
        if name == "row":
            self._row, self._column = _number(attributes.get("r"), self._row + 1), 0
            self.look.hidden_rows += attributes.get("hidden") in ("1", "true")
        elif name == "c":
            cell = attributes.get("r", "")
            letters = cell.rstrip("0123456789")
            self._column = place(letters) if letters else self._column + 1
            self._row = _number(cell[len(letters) :], self._row)
            self._held, self._said, self._place, self._kind = "", "", cell, attributes.get("t", "")
        elif name in ("v", "f", "is"):
            self._held += name
        elif name == "col" and attributes.get("hidden") in ("1", "true") and len(self.look.hidden_columns) < 1000:
            first = _number(attributes.get("min"), 0)
            self.look.hidden_columns.append((first, _number(attributes.get("max"), first)))

    def _text(self, said: str) -> None:
        if self._held.endswith("v") and len(self._said) < 40:
            self._said += said.strip()

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] != "c" or not self._held:
            return
        look = self.look
        solved = self._said or self._kind == "str" or "f" not in self._held  # str: the outcome may be an empty text
        if self._kind == "e" or not solved:
            look.errors += self._kind == "e"
            look.formulas += self._kind != "e"
            if self._kind != "e" and len(look.unsolved_formulas) < _TOLD:
                look.unsolved_formulas.append(self._place)
            if len(look.unsolved) < _TOLD:
                look.unsolved.append(self._place)
        if self._kind == "s":
            at = _number(self._said, len(self.lengths))
            look.shared += self.lengths[at] if at < len(self.lengths) else self.longest
        look.rows, look.columns = max(look.rows, self._row), max(look.columns, self._column)
        self._held = ""


def _number(said: str | None, otherwise: int) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 12 else otherwise


def place(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + max(ord(letter) - 64, 0)
    return number


def letters(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    said = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        said = chr(65 + rest) + said
    return said
