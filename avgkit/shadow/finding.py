"""What one file shows, and what in it was not read: a record for the file and for every file inside it."""

import re
from datetime import datetime
from pathlib import Path

from ..reading import Limits, Opened, open_file
from ..recognisers import recognise
from .found import Found, Suppressed
from .matching import Index, matches
from .tabular import LOOSE, pointed, table_found

CHARACTERS = 1_000_000  # of the texts of one file that the recognisers read; identifiers are looked up in all of it
_PIECE = 4_000
_CONTAINERS = ("zip", "7z", "rar")


def examine(path: Path, place: str, index: Index, gone: Suppressed, limits: Limits | None = None) -> list[dict]:
    """The records of a file and of what is in it, without numbers; see results.py for their shape.

    Raises nothing about the content: what cannot be read stands in the record.
    """
    opened = open_file(path, place=place, limits=limits)
    changed = datetime.fromtimestamp(path.stat().st_mtime).isoformat(timespec="seconds")
    # Of what is packed only the moment of packing is known, and the list in it may be older.
    return [_record(one, index, gone, changed if one is opened else None) for one in opened.all()]


def _record(one: Opened, index: Index, gone: Suppressed, changed: str | None) -> dict:
    found = Found()
    for sheet in one.sheets:
        table_found(sheet, index, found, gone)
    _texts(one, index, found, gone)
    unread = [{"place": u.place, "code": u.code, "sentence": u.sentence} for u in one.unread]
    lost = sum(sheet.rows_unread for sheet in one.sheets)
    read = not unread and not lost
    container = one.kind in _CONTAINERS
    nothing = one.kind == "empty" or (one.kind == "lock" and read)
    personal = "no" if nothing else found.personal(read)
    return blank(one.place, one.size, changed) | {
        "kind": one.kind,
        "named": one.named,
        "sha256": one.sha256,
        "container": container,
        "personal": personal,
        "rows": found.rows,
        "matched": found.matched,
        "columns": found.columns,
        "categories": sorted(found.categories),
        "special": dict(sorted(found.special.items())),
        "people": found.listed(),
        "ambiguous": found.ambiguous,
        "erased_hashes": sorted(found.erased),
        "digest": f"{found.digest:016x}" if found.rows else "",
        "problems": [*one.problems, *(problem for sheet in one.sheets for problem in sheet.problems)],
        "unreadable": not read,
        "reason": unread[0]["code"] if unread else "rows_unread" if lost else None,
        "rows_unread": lost,
        "unread": unread,
        "limits": sorted(found.limits),
    }


def blank(place: str, size: int, changed: str | None) -> dict:
    """The record of a file of which nothing is known yet."""
    return {
        **{"path": place, "kind": "unknown", "named": Path(place).suffix.lower()[1:], "size": size},
        **{"modified_at": changed, "sha256": "", "container": False, "personal": "unknown", "rows": None},
        **{"matched": 0, "columns": [], "categories": [], "special": {}, "people": [], "ambiguous": 0},
        **{"erased_hashes": [], "digest": "", "problems": [], "unreadable": False, "reason": None},
        **{"rows_unread": 0, "unread": [], "limits": []},
    }


def unreadable(place: str, size: int, changed: str | None, code: str, sentence: str) -> dict:
    """The record of a file that could not be read at all."""
    told = {"place": place, "code": code, "sentence": sentence}
    return blank(place, size, changed) | {"unreadable": True, "reason": code, "unread": [told]}


def _texts(one: Opened, index: Index, found: Found, gone: Suppressed) -> None:
    """The people and categories in the running texts of a file."""
    left, names = CHARACTERS, set()
    for text in one.texts:
        for kind, pattern in LOOSE.items():
            pointed(kind, [text.text], pattern, index, found, gone)
        if len(text.text) > left:
            found.limits.add("text_bound")
        for piece in _pieces(text.text[:left]):
            for hit in recognise(piece):
                if hit.label in LOOSE:
                    continue
                found.hit(hit)
                if hit.label == "person_name" and hit.confidence >= 0.5:
                    names.add(piece[hit.start : hit.end])
        left = max(0, left - len(text.text))
    for name in sorted(names):
        for match in matches(index, {"full_name": name}):
            found.add(match)


def _pieces(text: str):
    """A long text in pieces that end at a line."""
    while len(text) > _PIECE:
        cut = max(text.rfind("\n", 0, _PIECE), text.rfind(". ", 0, _PIECE) + 1)
        cut = cut if cut > 0 else _PIECE
        yield text[:cut]
        text = text[cut:]
    if re.search(r"\w", text):
        yield text
