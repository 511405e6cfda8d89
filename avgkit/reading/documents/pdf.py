"""The text of a PDF, page by page; pages without text, locked files and what does not open are named."""

import logging
from pathlib import Path

from ... import texts
from .gathering import Gathering, phrase

_NAMED = 12  # page numbers that a sentence lists


def read(gathering: Gathering, path: Path) -> None:
    """Text per page, notes and filled fields, attachments and properties."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every flaw of a file; the file itself is named
    with open(path, "rb") as file:
        reader = pypdf.PdfReader(file, strict=False)
        if reader.is_encrypted and not _unlocked(gathering, reader):
            gathering.opened.locked = True
            gathering.unread("locked")
            return
        _pages(gathering, reader)
        _each(gathering, "properties", lambda: _properties(gathering, reader))
        _each(gathering, "attachments", lambda: _attachments(gathering, reader))


def _unlocked(gathering: Gathering, reader) -> bool:
    """Whether it opens: many are locked without a password, others with the one that was given."""
    for password in ("", gathering.password or ""):
        try:
            if reader.decrypt(password):
                return True
        except Exception:  # a lock of a kind that the library does not know
            return False
    return False


def _each(gathering: Gathering, where: str, step) -> None:
    """Do one step; when the file is too damaged for it, name that part."""
    try:
        step()
    except Exception:  # the library fails in many ways on a damaged file
        gathering.unread("part_damaged", phrase(where))


def _pages(gathering: Gathering, reader) -> None:
    total, most = len(reader.pages), gathering.limits.pages
    if not total:
        gathering.unread("damaged")
    if total > most:
        gathering.unread("too_many_pages", total=texts.number(total), most=texts.number(most))
    blank = []
    for number in range(1, min(total, most) + 1):
        if gathering.full:
            gathering.unread("too_long", most=texts.number(gathering.limits.text))
            return
        where = phrase("page", number=number)
        try:
            page = reader.pages[number - 1]
            said = page.extract_text() or ""
        except Exception:
            gathering.unread("page_damaged", where)
            continue
        gathering.text(said, where)
        notes = _notes(gathering, page, where)
        if not said.strip() and not notes:
            blank.append(number)
    if blank:
        listed = ", ".join(map(str, blank[:_NAMED])) + (" …" if len(blank) > _NAMED else "")
        gathering.unread("pages_without_text", count=len(blank), pages=listed)


def _notes(gathering: Gathering, page, where: str) -> bool:
    """What was filled in or noted on a page."""
    found = []

    def look():
        for one in list(page.get("/Annots") or [])[:10_000]:
            note = one.get_object()
            parent = note["/Parent"].get_object() if "/Parent" in note else {}
            values = [note.get(key) for key in ("/T", "/Contents")] + [note.get("/V", parent.get("/V"))]
            if link := note.get("/A"):
                uri = str(link.get_object().get("/URI", ""))
                values.append(uri if uri.lower().startswith(("mailto:", "tel:")) else None)
            found.extend(str(value) for value in values if value is not None)

    _each(gathering, where, look)
    gathering.text("\n".join(found), where, phrase("notes_and_fields"))
    return bool(found)


def _properties(gathering: Gathering, reader) -> None:
    said = [str(value) for key, value in (reader.metadata or {}).items() if key not in ("/Producer", "/Creator")]
    gathering.text("\n".join(said), phrase("properties"))


def _attachments(gathering: Gathering, reader) -> None:
    for name, contents in reader.attachments.items():
        for content in contents:
            gathering.inside(str(name), content)
