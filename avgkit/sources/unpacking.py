"""Unpacks a workbook before anything else reads it: bounded, without links to elsewhere, and looked through."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from .. import texts
from ..errors import AvgkitError
from ..tables import why

MOST = 100_000_000  # bytes of a workbook when unpacked; a policy is a thousand times smaller
CELLS = 2_000_000  # cells between the first and the last one that is filled
_OLD = b"\xd0\xcf\x11\xe0"  # how an encrypted workbook begins, and one of before 2007
_RELATIONS = "xl/_rels/workbook.xml.rels"
_SHARED = "sharedstrings.xml"


def unpacked(path: Path) -> tuple[io.BytesIO, dict[str, list[str]]]:
    """The workbook once more, packed by ourselves: nobody reads a part that was not measured and looked through here.

    With it, by sheet, the cells of which the outcome is not there: a formula that nobody worked out, or an error.
    Raises AvgkitError when it is no workbook, locked, damaged or far too large.
    """
    try:
        with open(path, "rb") as file:
            if file.read(4) == _OLD:
                raise _refusal("locked", path)
        parts = _parts(path)
    except zipfile.BadZipFile:
        raise _refusal("not_workbook", path) from None
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unreadable", path=path.name, reason=why(error))) from None
    except (RuntimeError, NotImplementedError, EOFError, ValueError) as error:  # encrypted, or packed in an unknown way
        if isinstance(error, AvgkitError):
            raise
        raise _refusal("damaged", path) from None
    unsolved = _look(path, parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as again:
        for name, content in parts.items():
            again.writestr(name, content)
    made.seek(0)
    return made, unsolved


def _refusal(key: str, path: Path) -> AvgkitError:
    return AvgkitError(texts.say(f"template.{key}", path=path.name))


def _parts(path: Path) -> dict[str, bytes]:
    """Every part of the file; none is read that is larger than it says."""
    with zipfile.ZipFile(path) as packed:
        parts = packed.infolist()
        if "xl/workbook.xml" not in {part.filename for part in parts}:
            raise _refusal("not_workbook", path)
        if sum(part.file_size for part in parts) > MOST:
            raise _refusal("too_large", path)
        return {part.filename: packed.read(part) for part in parts if not part.is_dir()}


def _look(path: Path, parts: dict[str, bytes]) -> dict[str, list[str]]:
    """Refuse a sheet that would fill the memory or is not whole; gives the unsolved cells of the others."""
    names, unsolved = _names(parts), {}
    longest = max((_longest(content) for part, content in parts.items() if part.lower().endswith(_SHARED)), default=0)
    for part, content in parts.items():
        if b"sheetData" not in content.replace(b"\0", b""):
            continue
        try:
            sheet = _Sheet(content)
        except expat.ExpatError:
            raise _refusal("damaged", path) from None
        if sheet.rows * sheet.columns > CELLS or sheet.shared * longest > MOST:
            raise _refusal("too_large", path)
        if sheet.unsolved:
            unsolved[names.get(part, "")] = sheet.unsolved
    return unsolved


def _longest(content: bytes) -> int:
    """No text that cells may share is longer than this."""
    return max(len(piece) for piece in re.split(rb"</(?:\w+:)?si>", content))


class _Sheet:
    """What one pass over a sheet tells: the last filled row and column, cells that share a text, unsolved formulas."""

    def __init__(self, content: bytes):
        self.rows = self.columns = self.shared = 0
        self.unsolved: list[str] = []
        self._row, self._column, self._held, self._said, self._place, self._kind = 0, 0, "", "", "", ""
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse
        parser.Parse(content, True)

    def _start(self, name: str, attributes: dict) -> None:
        name = name.rpartition(":")[2]
        if name == "row":
            self._row, self._column = _number(attributes.get("r"), self._row + 1), 0
        elif name == "c":
            place = attributes.get("r", "")
            letters = place.rstrip("0123456789")
            self._column = _place(letters) if letters else self._column + 1
            self._row = _number(place[len(letters) :], self._row)
            self._held, self._said, self._place, self._kind = "", "", place, attributes.get("t", "")
        elif name in ("v", "f", "is"):
            self._held += name

    def _text(self, said: str) -> None:
        if self._held.endswith("v") and not self._said:
            self._said = said.strip()

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] != "c" or not self._held:
            return
        solved = self._said or self._kind == "str" or "f" not in self._held  # str: the outcome may be an empty text
        if self._kind == "e" or not solved:
            self.unsolved.append(self._place)
        self.shared += self._kind == "s"
        self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
        self._held = ""


def _refuse(*_) -> None:
    raise expat.ExpatError  # a workbook has no definitions of its own; they are how a file grows or looks elsewhere


def _number(said: str | None, otherwise: int) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 12 else otherwise


def _place(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    place = 0
    for letter in letters[:8].upper():
        place = place * 26 + max(ord(letter) - 64, 0)
    return place


def _names(parts: dict[str, bytes]) -> dict[str, str]:
    """What each part that is a sheet is called in the workbook; a part that nothing leads to is not there."""
    sheets = _attributes(parts.get("xl/workbook.xml", b""), "sheet")
    leads = {one.get("Id"): one.get("Target", "") for one in _attributes(parts.get(_RELATIONS, b""), "Relationship")}
    found = {}
    for sheet in sheets:
        link = next((value for name, value in sheet.items() if name.rpartition(":")[2] == "id"), None)
        target = posixpath.normpath(posixpath.join("/xl", leads.get(link, ""))).lstrip("/")
        found[target] = sheet.get("name", "")
    return found


def _attributes(content: bytes, wanted: str) -> list[dict]:
    """The attributes of every element of that name."""
    found: list[dict] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = _collect(wanted, found)
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        return []
    return found


def _collect(wanted: str, found: list[dict]) -> Callable:
    def start(name: str, attributes: dict) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    return start
