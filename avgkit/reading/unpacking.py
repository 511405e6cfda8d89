"""Unpacks a workbook before anything else reads it: bounded, without links to elsewhere, and looked through."""

import io
import posixpath
import re
import zipfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from .looking import Look, quickly, slowly
from .xmls import attributes

MOST = 100_000_000  # bytes of a workbook of a policy when unpacked; a policy is a thousand times smaller
CELLS = 2_000_000  # cells between the first and the last one that is filled
LARGE = 50_000_000  # from so many bytes on, a part may not be very much larger than it is packed
_OLD = b"\xd0\xcf\x11\xe0"  # how an encrypted workbook begins, and one of before 2007
_RELATIONS = "xl/_rels/workbook.xml.rels"
_SHARED = "sharedstrings.xml"
_PIECE = 1 << 20
_ERROR = re.compile(rb'(<c [^<>]*\bt="e"[^<>]*>(?:<f\b[^<>]*/>|<f\b[^<>]*>[^<]*</f>)?<v>)([^<]*)<')
_ERRORS = (b"#N/A", b"#REF!", b"#DIV/0!", b"#VALUE!", b"#NAME?", b"#NULL!", b"#NUM!", b"")


class Refused(Exception):
    """A file that is not unpacked, and why: locked, not_workbook, damaged, too_large, ratio."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


@dataclass
class Package:
    """A workbook packed by ourselves, and what was seen on the way. `sheets`: by name; `names`: of every part."""

    file: BinaryIO | str
    sheets: dict[str, Look] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)  # part of a sheet: its name
    names: dict[str, int] = field(default_factory=dict)  # part: bytes
    size: int = 0

    def part(self, name: str) -> bytes:
        """The bytes of one part; none when it is not there."""
        if name not in self.names:
            return b""
        with zipfile.ZipFile(self.file) as packed:
            return packed.read(name)

    def stream(self, name: str) -> Iterator[bytes]:
        """One part in pieces."""
        with zipfile.ZipFile(self.file) as packed, packed.open(name) as part:
            while piece := part.read(_PIECE):
                yield piece


def unpacked(path: Path) -> tuple[BinaryIO, dict[str, list[str]]]:
    """The workbook of a policy once more, packed by ourselves, as `repacked` does, within the bounds of a policy.

    With it, by sheet, the cells of which the outcome is not there: a formula that nobody worked out, or an error.
    Raises Refused, or OSError when the file itself cannot be read.
    """
    package = repacked(path, io.BytesIO(), MOST, CELLS)
    return package.file, {name: look.unsolved for name, look in package.sheets.items() if look.unsolved}


def repacked(path: Path, target: BinaryIO, most: int, cells: int, ratio: int = 0, parts: int = 100_000) -> Package:
    """The workbook once more in `target`: nobody reads a part that was not measured and looked through here.

    Raises Refused when it is no workbook, locked, damaged or larger than `most` bytes or `cells` on a sheet; OSError
    when the file itself cannot be read.
    """
    try:
        with open(path, "rb") as file:
            if file.read(4) == _OLD:
                raise Refused("locked")
        package, sheets = _copied(path, target, most, ratio, parts)
    except zipfile.BadZipFile:
        raise Refused("not_workbook") from None
    except OSError:
        raise
    except (RuntimeError, NotImplementedError, EOFError, ValueError, zipfile.LargeZipFile):
        raise Refused("damaged") from None  # encrypted, or packed in an unknown way
    except Exception as error:  # zlib, lzma and bz2 each have their own
        raise error if isinstance(error, Refused) else Refused("damaged") from None
    _look(package, sheets, most, cells)
    target.seek(0)
    return package


def listed(path: Path, parts: int) -> list[zipfile.ZipInfo]:
    """The parts of a zip. Raises Refused (too_many) before a list is read that would fill the memory."""
    with open(path, "rb") as file:
        file.seek(0, io.SEEK_END)
        size = file.tell()
        file.seek(max(size - 66_000, 0))
        end = file.read()
        at = end.rfind(b"PK\x05\x06")
        told = int.from_bytes(end[at + 12 : at + 16], "little") if at >= 0 else 0
        if told == 0xFFFFFFFF and (more := end.rfind(b"PK\x06\x06", 0, at)) >= 0:
            told = int.from_bytes(end[more + 40 : more + 48], "little")
    if told > 300 * parts + 100_000:
        raise Refused("too_many")
    with zipfile.ZipFile(path) as packed:
        return packed.infolist()


def _copied(path: Path, target: BinaryIO, most: int, ratio: int, parts: int) -> tuple[Package, list[str]]:
    """Every part of the file; none is read that is larger than it says. Gives the names of those that hold cells."""
    found = {part.filename: part for part in listed(path, parts)}
    if not {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & found.keys():
        raise Refused("not_workbook")
    if len(found) > parts or sum(part.file_size for part in found.values()) > most:
        raise Refused("too_large")
    package, sheets = Package(target), []
    with zipfile.ZipFile(path) as packed, zipfile.ZipFile(target, "w") as again:
        for name, part in found.items():
            if part.is_dir():
                continue
            if ratio and part.file_size > max(LARGE, ratio * part.compress_size):
                raise Refused("ratio")
            size, last, cells = 0, b"", False
            with packed.open(part) as source, again.open(zipfile.ZipInfo(name), "w", force_zip64=True) as made:
                for piece in known_errors(iter(lambda source=source: source.read(_PIECE), b"")):
                    made.write(piece)
                    size += len(piece)
                    cells = cells or b"sheetData" in (last + piece).replace(b"\0", b"")
                    last = piece[-40:]
                    if package.size + size > most:
                        raise Refused("too_large")
            package.names[name] = size
            package.size += size
            if cells:
                sheets.append(name)
    return package, sheets


def known_errors(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes of a part, in which every error in a cell is one that readers know: for one new error they give up all.

    Excel made new ones over the years (#SPILL!, #CALC!) and other programs have their own (Err:502).
    """
    held = b""
    for piece in pieces:
        held += piece
        cut = held.rfind(b"</c>") + 4 if b"</c>" in held else len(held)  # a cell may be cut in two
        yield _ERROR.sub(_known_error, held[:cut]) if b't="e"' in held else held[:cut]
        held = held[cut:]
    yield held


def _known_error(match: re.Match) -> bytes:
    return match[0] if match[2] in _ERRORS else match[1] + b"#N/A<"


def _look(package: Package, sheets: list[str], most: int, cells: int) -> None:
    """Refuse a sheet that would fill the memory or is not whole; tells the unsolved cells of the others."""
    package.places = _names(package)
    lengths = array("L")
    for name in package.names:
        if name.lower().endswith(_SHARED):
            lengths.extend(_lengths(package.stream(name)))
    for part in sheets:
        try:
            look = quickly(package.stream(part), lengths)
            if look is None or look.rows * look.columns > cells:
                look = slowly(package.stream(part), lengths)
        except expat.ExpatError:
            raise Refused("damaged") from None
        if look.rows * look.columns > cells or look.shared > most:
            raise Refused("too_large")
        look.part = part
        package.sheets[package.places.get(part, "")] = look


def _lengths(pieces: Iterator[bytes]) -> Iterator[int]:
    """How long each text is that cells may share, at most."""
    rest = b""
    held = 0
    for piece in pieces:
        *whole, rest = re.split(rb"</(?:\w+:)?si>", rest + piece)
        for one in whole:
            yield held + len(one)
            held = 0
        if len(rest) > 4 * _PIECE:  # keep the end only: a sign of an end may be cut in two
            held, rest = held + len(rest) - 100, rest[-100:]
    yield held + len(rest)


def _names(package: Package) -> dict[str, str]:
    """What each part that is a sheet is called in the workbook; a part that nothing leads to is not there."""
    sheets = attributes(package.part("xl/workbook.xml"), "sheet")
    leads = {one.get("Id"): one.get("Target", "") for one in attributes(package.part(_RELATIONS), "Relationship")}
    found = {}
    for sheet in sheets:
        link = next((value for name, value in sheet.items() if name.rpartition(":")[2] == "id"), None)
        target = posixpath.normpath(posixpath.join("/xl", leads.get(link, ""))).lstrip("/")
        found[target] = sheet.get("name", "")
    return found
