"""What stands in a workbook beside its cells: comments, text boxes, hidden columns, macros, data behind a pivot."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from .. import texts
from . import xmls
from .contents import Limits, Opened, Text, shown
from .looking import place as number_of
from .unpacking import Package
from .xmls import attributes

_RELATION = re.compile(r"(.*)/_rels/([^/]+)\.rels$")


@dataclass
class Seen:
    """What a look through a workbook shows beside its cells, by sheet. `cells`: (sheet, cell or nothing, text)."""

    hidden_columns: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    hidden_rows: dict[str, int] = field(default_factory=dict)
    errors: dict[str, int] = field(default_factory=dict)
    unsolved: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    merged: dict[str, list] = field(default_factory=dict)
    cells: list[tuple[str, str, str]] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)  # code and sheet of what is there but not read
    macros: bool = False


def seen(package: Package, cells: int) -> Seen:
    """What `repacked` saw of the sheets of an xlsx or xlsm, and the comments and text boxes on them."""
    found = Seen()
    for name, look in package.sheets.items():
        found.hidden_columns[name] = look.hidden_columns
        found.hidden_rows[name], found.errors[name] = look.hidden_rows, look.errors
        if look.formulas:
            found.unsolved[name] = (look.formulas, look.unsolved_formulas)
    found.cells = beside(package)
    return found


def span(said: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """'B2:C3' as ((row, column), (row, column)), the first is 0."""
    ends = []
    for cell in said.split(":"):
        letters = cell.rstrip("0123456789")
        ends.append((int(cell[len(letters) :] or 1) - 1, number_of(letters) - 1))
    return ends[0], ends[-1]


def beside(package: Package) -> list[tuple[str, str, str]]:
    """(sheet, cell, text) of every comment and text box of a workbook of Excel, whatever leads to it."""
    owner, found = _owners(package), []
    for name in package.names:
        low = name.lower()
        if not low.endswith(".xml"):
            continue
        if "/comments" in low or "/threadedcomments/" in low:
            found += [
                (owner.get(name, ""), cell, text)
                for cell, text in said(package.part(name), ("comment", "threadedComment"))
            ]
        elif "/drawings/" in low or "/diagrams/data" in low:
            boxes = said(package.part(name), ("sp", "cxnSp", "pt", "graphicFrame"))
            found += [(owner.get(name, ""), "", text) for _, text in boxes]
    return found


def _owners(package: Package) -> dict[str, str]:
    """For each part to which a sheet leads, by way of other parts perhaps, the name of that sheet."""
    leads: dict[str, list[str]] = {}
    for name in package.names:
        if found := _RELATION.match(name):
            for one in attributes(package.part(name), "Relationship"):
                if one.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join("/", found[1], one.get("Target", ""))).lstrip("/")
                    leads.setdefault(f"{found[1]}/{found[2]}", []).append(target)
    owner: dict[str, str] = {}
    for part, sheet in package.places.items():
        waiting = list(leads.get(part, []))
        while waiting:
            if (one := waiting.pop()) not in owner and one not in package.places:
                owner[one] = sheet
                waiting += leads.get(one, [])
    return owner


def said(content: bytes, wanted: tuple[str, ...]) -> list[tuple[str, str]]:
    """(cell, text) of every element of these names: what its t or text elements hold, a line for each paragraph."""
    found: list[tuple[str, str]] = []
    now: dict = {"depth": 0, "cell": "", "text": [], "in": 0}

    def start(name: str, attributes: dict) -> None:
        name = name.rpartition(":")[2]
        if name in wanted:
            if not now["depth"]:
                now["cell"], now["text"] = attributes.get("ref", ""), []
            now["depth"] += 1
        elif now["depth"] and name in ("t", "text"):
            now["in"] += 1
        elif now["depth"] and name in ("p", "br") and now["text"]:
            now["text"].append("\n")

    def end(name: str) -> None:
        name = name.rpartition(":")[2]
        if name in wanted and now["depth"]:
            now["depth"] -= 1
            if not now["depth"] and (text := "".join(now["text"]).strip()):
                found.append((now["cell"], text))
        elif name in ("t", "text") and now["in"]:
            now["in"] -= 1

    def letters(piece: str) -> None:
        if now["in"]:
            now["text"].append(piece)

    try:
        xmls.parser(start, end, letters).Parse(content, True)
    except expat.ExpatError:
        found.append(("", ""))  # told as unread by whoever asked
    return found


def told(opened: Opened, package: Package | None, seen: Seen, limits: Limits, inner: Callable | None) -> None:
    """Put the texts beside the cells in `opened`, and name what is there and was not read."""
    room = limits.text
    for sheet, cell, text in seen.cells:
        place = " · ".join(filter(None, (opened.place, sheet, cell)))
        if not text:
            opened.miss("beside_damaged", place)
        elif len(text) > room:
            opened.miss("text_cut", place, limit=texts.number(limits.text))
        else:
            opened.texts.append(Text(place, text))
            room -= len(text)
    for sheet, (count, cells) in seen.unsolved.items():
        cells = ", ".join(shown(cell, 12) for cell in cells if cell) + (" …" if count > len(cells) else "")
        opened.miss("unsolved", f"{opened.place} · {sheet}", count=count, cells=cells)
    for code, sheet in dict.fromkeys(seen.missed):
        opened.miss(code, " · ".join(filter(None, (opened.place, sheet))))
    names = {name.lower() for name in package.names} if package else set()
    if seen.macros or any("vbaproject" in name or name.startswith("basic/") for name in names):
        opened.note("macros")
    if any("/externallinks/" in name for name in names):
        opened.note("links")
    if pictures := sum("/media/" in name or name.startswith("pictures/") for name in names):
        opened.note("pictures", count=pictures)
    if any("pivotcacherecords" in name for name in names):
        opened.miss("pivot")
    if any(name.startswith("xl/model/") for name in names):
        opened.miss("model")
    for name in package.names if package else ():
        if "/embeddings/" in name.lower():
            inner(posixpath.basename(name), package.part(name))
