"""Texts and slides of Office since 2007 (docx, docm, pptx): all that is written in them, also what is hidden."""

import re
from pathlib import Path
from xml.parsers import expat

from ..xmls import attributes
from .gathering import Gathering, phrase
from .packed import Marked, Parts, TooLarge

_PLACES = (  # how a part is recognised, and the words for it; the first that fits
    (r"(word|ppt)/comments?.*\.xml|ppt/comments/.*\.xml", "comments"),
    (r"word/header\d*\.xml", "header"),
    (r"word/footer\d*\.xml", "footer"),
    (r"word/footnotes\.xml", "footnotes"),
    (r"word/endnotes\.xml", "endnotes"),
    (r"ppt/notesSlides/notesSlide(\d+)\.xml", "slide_notes"),
    (r"ppt/slides/slide(\d+)\.xml", "slide"),
    (r"(word|ppt)/(charts|diagrams|drawings)/.*\.xml", "drawing"),
    (r"word/document\d*\.xml", ""),
    (r"docProps/.*\.xml", "properties"),
    (r"customXml/item\d+\.xml", "hidden_data"),
    (r"word/glossary/document\.xml", "building_blocks"),
)
_BEFORE = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "comment": "\n"}
_AFTER = {"p": "\n", "tc": "\t", "tr": "\n", "v": "\n", "pt": "\n", "instrText": " ", "author": "\n"}
_MAIN = re.compile(r"word/document\d*\.xml|ppt/(slides/slide\d+|presentation)\.xml", re.I)
_ALL = ("properties", "hidden_data")  # here every element holds text
_EMBEDDED = re.compile(r"(word|ppt)/(embeddings/.+|[^/]+\.(html?|mht|docx?|rtf|txt))", re.I)
_IMAGE = re.compile(r"(word|ppt)/media/.+\.(png|jpe?g|gif|bmp|tiff?|emf|wmf)$", re.I)


def read(gathering: Gathering, path: Path) -> None:
    """Every text of the document; embedded files are opened, pictures are counted."""
    with Parts(path, gathering.limits) as parts:
        if not any(_MAIN.fullmatch(name) for name in parts.names):
            gathering.unread("damaged")
        for name, part in sorted((_order(name), name) for name in parts.names if _order(name)[0] < len(_PLACES)):
            _text(gathering, parts, part, name)
        _links(gathering, parts)
        for name in parts.names:
            if _EMBEDDED.fullmatch(name):
                gathering.inside(name, parts.content(name))
        if pictures := sum(bool(_IMAGE.match(name)) for name in parts.names):
            gathering.problem("pictures", count=pictures)


def _order(name: str) -> tuple[int, int]:
    """The kind of a part, the main text first, and its number; a kind past the end is none of ours."""
    for kind, (pattern, _) in enumerate(_PLACES):
        if found := re.fullmatch(pattern, name, re.I):
            number = next((int(group) for group in found.groups() if group and group.isdigit()), 0)
            return (-1 if not _PLACES[kind][1] else kind), number
    return len(_PLACES), 0


def _text(gathering: Gathering, parts: Parts, name: str, order: tuple[int, int]) -> None:
    word = _PLACES[order[0]][1] if order[0] >= 0 else ""
    everything = word in _ALL

    def holds(element: str, given: dict) -> bool | None:
        if element == "Fallback":
            return None  # the same text box once more, for older programs
        return True if everything else element in ("t", "delText", "instrText", "v", "text")

    after = dict.fromkeys(_property_names(parts, name), "\n") if everything else _AFTER
    where = phrase(word, number=order[1]) if word else ""
    marked = Marked(holds, _BEFORE, after, gathering.left + 1)
    try:
        marked.read(parts.pieces(name))
    except expat.ExpatError:
        gathering.unread("part_damaged", where)
    except TooLarge:
        if len(marked.so_far) < gathering.left:  # it is the part that is too large, not its text too long
            gathering.unread("too_large", where)
    gathering.text(marked.so_far, where)


def _property_names(parts: Parts, name: str) -> set[str]:
    """Every element name of a small part, so that each value stands on a line of its own."""
    content = parts.content(name)[: 1 << 20].decode("utf-8", "ignore")
    return set(re.findall(r"</(?:[\w.-]+:)?([\w.-]+)>", content))


def _links(gathering: Gathering, parts: Parts) -> None:
    """The addresses behind links; nothing is fetched."""
    found = []
    for name in parts.names:
        if name.endswith(".rels"):
            links = attributes(parts.content(name), "Relationship")
            found += [one["Target"] for one in links if one.get("Target", "").lower().startswith(("mailto:", "tel:"))]
    gathering.text("\n".join(dict.fromkeys(found)), phrase("links"))
