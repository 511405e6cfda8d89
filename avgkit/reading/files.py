"""Opens one file: finds out what it really is, and hands it to the reader of that kind."""

import hashlib
import os
import stat
from pathlib import Path

from .. import texts
from ..tables import why
from . import archives, books, columns, delimited, documents, hypertext, kinds, locks
from .contents import Limits, Opened, Text, shown
from .inside import fresh, open_inside

_BOOKS = ("xlsx", "xlsm", "xlsb", "xls", "ods")
_DOCUMENTS = ("docx", "doc", "odt", "pdf", "eml", "msg", "html")
# Names that mean the same, or that say no more than that something is text.
_SAME = ({"htm", "html"}, {"mht", "eml"}, {"zip", "docx"}, {"jsonl", "json"}, {"accdb", "mdb"}, {"csv", "tsv", "txt"})
_SAME += ({"xlsx", "xlsm", "xltx", "xltm"}, {"xls", "xlt"}, {"ods", "ots"}, {"ost", "pst"}, {"doc", "dot"})
_NAMES = {*_BOOKS, *_DOCUMENTS, "csv", "tsv", "zip", "parquet", "pptx", "rtf"}


def open_file(
    path: str | Path, *, place: str = "", password: str | None = None, limits: Limits | None = None
) -> Opened:
    """What stands in this file. Raises nothing about its content: what cannot be read stands in `unread`.

    `place`: how the file is named in sentences (default: its name). `password`: tried on what is locked; without it
    the one in AVGKIT_PASSWORD of the environment.
    """
    path = Path(path)
    return opening(path, path.name, place or path.name, password or locks.given(), limits or Limits(), [])


def locked(path: str | Path) -> bool:
    """Whether a workbook, document or zip needs a password before anything in it can be read. Opens nothing."""
    path = Path(path)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return False
        kind = kinds.kind_of(path, path.name)
        if kind == "zip":
            return archives.locked(path)
        return kind in (*_BOOKS, "docx", "doc", "pptx", "ppt") and _locked(path, kind)
    except Exception:  # a damaged file; that is told when it is read
        return False


def opening(path: Path, name: str, place: str, password: str | None, limits: Limits, kept: list) -> Opened:
    """`open_file` for a file that is called `name` where it came from; `kept` holds the folder in which it stands."""
    opened = Opened(path, place, "unknown", kinds.named(path, name), "", 0, kept=kept)
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            opened.miss("not_file")
            return opened
        opened.size, opened.sha256 = about.st_size, _hash(path)
        opened.kind = kinds.kind_of(path, name)
        _dispatch(opened, path, name, password, limits)
    except OSError as error:
        opened.miss("unreadable", reason=why(error))
    except (RecursionError, MemoryError):
        opened.miss("too_large", limit=texts.number(limits.unpacked), cells=texts.number(limits.cells))
    except Exception:  # whatever a reader meets in a file that was made to break it, the others are to be read
        opened.miss("damaged")
    for sheet in opened.sheets:
        sheet.kept = opened.kept
    return opened


def _hash(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _dispatch(opened: Opened, content: Path, name: str, password: str | None, limits: Limits) -> None:
    """Hand the file to the reader of its kind."""
    kind = opened.kind
    if kind in ("empty", "lock"):
        return _nothing(opened, content)
    if kind in (*_BOOKS, "docx", "doc", "pptx", "ppt") and _locked(content, kind):
        target = fresh(opened, content.suffix)
        if code := locks.unlocked(content, password, target):
            opened.locked = True
            return opened.miss(code)
        opened.note("unlocked")
        opened.unpacked += target.stat().st_size
        content, kind = target, kinds.kind_of(target, name)
        opened.kind = kind
    if kind != "txt":
        _misnamed(opened)
    if kind in _BOOKS:
        books.read(opened, content, limits, _inner(opened, limits, password))
    elif kind in ("csv", "tsv", "txt"):
        delimited.read(opened, content, limits)
        if kind == "txt":  # whether it is a table shows only now
            _misnamed(opened)
    elif kind == "zip":
        archives.read(opened, content, limits, password)
    elif kind == "parquet":
        columns.read(opened, content, limits)
    elif kind == "html" and opened.named in (*_BOOKS, "csv") and hypertext.read(opened, content, limits, fresh(opened)):
        return  # a table that an old system saved under the name of a workbook
    else:
        documents.read_document(opened, content, limits, password)


def _inner(opened: Opened, limits: Limits, password: str | None):
    return lambda name, content: open_inside(opened, name, content, limits, password)


def _nothing(opened: Opened, content: Path) -> None:
    """A file without content; of a lock file the name of who has the document open is read."""
    if opened.kind == "empty":
        return opened.miss("empty")
    raw = content.read_bytes()[:4096]
    said = raw.decode("utf-16-le" if raw.count(0) > len(raw) // 4 and raw[:1] != b"," else "utf-8", "replace")
    if said := " ".join("".join(c if c.isprintable() and c != "\ufffd" else " " for c in said).split()):
        opened.texts.append(Text(opened.place, said))
    opened.note("lock")


def _locked(content: Path, kind: str) -> bool:
    """Whether an office file is locked as a whole; an older workbook tells it in its own way while it is read."""
    with open(content, "rb") as file:
        if file.read(8) != kinds.OLE:
            return False
    if set(kinds.streams(content)) & {"encryptedpackage", "encryptioninfo"}:
        return True
    if kind == "xls":
        return books.older.locked(content)
    return False


def _misnamed(opened: Opened) -> None:
    """Say it when the name promises something else than the content shows."""
    name, kind = opened.named, opened.kind
    if name == kind or name not in _NAMES or any({name, kind} <= same for same in _SAME):
        return
    if kind != "unknown":
        opened.note("misnamed", name=shown(f".{name}"), kind=texts.say(f"reading.kind_{kind}"))
