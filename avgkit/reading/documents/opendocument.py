"""Texts and slides of LibreOffice (odt, odp): the text with notes and comments, headers and footers, the properties."""

import re
from pathlib import Path
from xml.parsers import expat

from .gathering import Gathering, phrase
from .packed import Marked, Parts, TooLarge

_BEFORE = {"tab": "\t", "line-break": "\n", "s": " ", "annotation": "\n", "note": " "}
_AFTER = {"p": "\n", "h": "\n", "table-cell": "\t", "table-row": "\n", "creator": " ", "date": " "}
_META = ("title", "subject", "description", "initial-creator", "creator", "keyword", "user-defined", "printed-by")
_PARTS = (("content.xml", ""), ("styles.xml", "header_footer"), ("meta.xml", "properties"))
_IMAGE = re.compile(r"(Pictures|media)/.+", re.I)


def read(gathering: Gathering, path: Path) -> None:
    """Every text of the document, and of the objects in it."""
    with Parts(path, gathering.limits) as parts:
        if "META-INF/manifest.xml" in parts.names and b"encryption-data" in parts.content("META-INF/manifest.xml"):
            gathering.opened.locked = True
            gathering.unread("locked")
            return
        if "content.xml" not in parts.names:
            gathering.unread("damaged")
        for suffix, word in _PARTS:
            for name in parts.names:
                if name == suffix or (not word and name.startswith("Object ") and name.endswith("/" + suffix)):
                    _text(gathering, parts, name, word)
        if pictures := sum(bool(_IMAGE.match(name)) for name in parts.names):
            gathering.problem("pictures", count=pictures)


def _text(gathering: Gathering, parts: Parts, name: str, word: str) -> None:
    meta = word == "properties"

    def holds(element: str, given: dict) -> bool | None:
        if element in ("automatic-styles", "font-face-decls", "binary-data"):
            return None
        return element in (_META if meta else ("p", "h", "annotation"))

    after = dict.fromkeys(_META, "\n") if meta else _AFTER
    where = phrase(word) if word else ""
    marked = Marked(holds, {} if meta else _BEFORE, after, gathering.left + 1)
    try:
        marked.read(parts.pieces(name))
    except expat.ExpatError:
        gathering.unread("part_damaged", where)
    except TooLarge:
        if len(marked.so_far) < gathering.left:
            gathering.unread("too_large", where)
    gathering.text(marked.so_far, where)
