"""The text of a web page or of a message in HTML: without its marks and scripts; nothing is fetched or run."""

import html
import re

# One pass of our own instead of html.parser: that one can take hours over a page that was made to hinder it.
_MARK = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<skip>script|style)\b[^>]*>?.*?(?:</(?P=skip)\s*>|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:]*)(?P<rest>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>?"
    r"|<[!?/][^<>]*>?",
    re.S | re.I,
)
_NAMES = (
    "address article aside blockquote br caption center dd div dl dt fieldset figcaption footer form h1 h2 h3 h4 h5 h6 "
    "header hr label legend li main nav ol option p pre section table tbody tfoot thead title tr ul"
)
_BLOCKS = frozenset(_NAMES.split())
_SHOWN = re.compile(r"\b(?:alt|title|value|placeholder|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_LINK = re.compile(r"\bhref\s*=\s*[\"']?((?:mailto|tel):[^\"'\s>?]+)", re.I)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.I)
_SPACE = re.compile(r"[ \t\r\f\v\n\xa0]+")


def plain(page: str) -> str:
    """The text of a page: a line for each block, a tab between cells; also what links, fields and pictures hold."""
    pieces, at = [], 0
    for mark in _MARK.finditer(page):
        pieces.append(_SPACE.sub(" ", page[at : mark.start()]))
        at = mark.end()
        name = (mark["name"] or "").lower()
        if name in _BLOCKS:
            pieces.append("\n")
        elif name in ("td", "th") and not mark["end"]:
            pieces.append("\t")
        if rest := mark["rest"]:
            held = [link for link in _LINK.findall(rest)] + [
                one or other for one, other in _SHOWN.findall(rest) if name not in ("meta", "a", "link")
            ]
            pieces += [f" {said} " for said in held if said.strip()]
    pieces.append(_SPACE.sub(" ", page[at:]))
    lines = html.unescape("".join(pieces)).split("\n")
    return "\n".join(line.strip(" \t") for line in lines)


def charset(content: bytes) -> str:
    """The encoding that a page names for itself, or nothing."""
    found = _CHARSET.search(content[:4096])
    return found[1].decode("ascii") if found else ""
