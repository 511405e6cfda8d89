"""What a file really is, by what stands in it; its name is only what somebody called it."""

import re
import zipfile
from pathlib import Path

from . import encodings
from .unpacking import listed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 65_536
_ENTRIES = 20_000  # names of a zip that are looked at to tell what it is

# How files of a kind begin; the first that fits counts.
_BEGINS = (
    (b"PAR1", "parquet"),
    (b"PARE", "parquet"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"!BDN", "pst"),
    (b"\x00\x01\x00\x00Standard Jet DB", "mdb"),
    (b"\x00\x01\x00\x00Standard ACE DB", "mdb"),
    (b"SQLite format 3\x00", "database"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"MSCF\x00", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"8BPS\x00", "image"),
    (b"\x00\x00\x01\x00", "image"),
    (b"ID3", "audio"),
    (b"fLaC\x00", "audio"),
    (b"OggS\x00", "audio"),
    (b"\xff\xfb", "audio"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"\x7fELF", "exe"),
    (b"{\\rtf", "rtf"),
)
_RIFF = {b"WAVE": "audio", b"AVI ": "video", b"WEBP": "image"}
_ODF = {b"spreadsheet": "ods", b"text": "odt"}
_MAIL = (
    rb"(?:From|To|Subject|Date|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|Reply-To|X-[\w-]+|DKIM-\w+)"
)


def named(path: Path, name: str = "") -> str:
    """What the name of a file says that it is: the letters after the last point."""
    return (Path(name).suffix if name else path.suffix)[1:].lower()


def kind_of(path: Path, name: str = "") -> str:
    """What this file is (the words of `Opened.kind`). Reads its beginning and, of a zip or OLE file, its list of parts.

    `name` is what the file is called where it came from. Raises OSError when the file itself cannot be read.
    """
    name = name or path.name
    size = path.stat().st_size
    if _lock(name) and size < 4096:
        return "lock"
    if not size:
        return "empty"
    with open(path, "rb") as file:
        head = file.read(_HEAD)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(path, named(path, name))
    if head.startswith(OLE):
        return _ole(path, named(path, name))
    return _plain(head) or _text(head, named(path, name))


def _lock(name: str) -> bool:
    return name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#"))


def _plain(head: bytes) -> str:
    """The kind that the first bytes tell, or nothing."""
    if kind := next((kind for begin, kind in _BEGINS if head.startswith(begin)), ""):
        return kind
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "image" if brand in (b"heic", b"heix", b"mif1", b"avif") else "audio" if brand == b"M4A " else "video"
    if head[257:262] == b"ustar":
        return "archive"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if b"\0" in head[:128]:
        return {b"MZ": "exe", b"BM": "image"}.get(head[:2], "")
    return ""


def _zip(path: Path, suffix: str) -> str:
    """A workbook, a document or a plain archive; what cannot be listed is what its name says."""
    office = {"xlsx", "xlsm", "xlsb", "docx", "pptx", "ods", "odt"}
    try:
        names = {part.filename for part in listed(path, _ENTRIES)[:_ENTRIES]}
        with zipfile.ZipFile(path) as packed:
            if "mimetype" in names and packed.getinfo("mimetype").file_size < 200:
                said = packed.read("mimetype").strip()
                if said.startswith(b"application/vnd.oasis.opendocument."):
                    return _ODF.get(said.rpartition(b".")[2].removesuffix(b"-template"), "unknown")
    except Exception:  # a damaged list of parts: the reader of the kind says what is wrong
        return suffix if suffix in office else "zip"
    if "xl/workbook.xml" in names:
        return "xlsm" if "xl/vbaProject.bin" in names else "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    return "docx" if "word/document.xml" in names else "pptx" if "ppt/presentation.xml" in names else "zip"


def streams(path: Path) -> list[str]:
    """The names of the streams at the top of an OLE file, in small letters; none when it is damaged."""
    import olefile

    try:
        with olefile.OleFileIO(str(path)) as ole:
            return [entry[0].lower() for entry in ole.listdir()]
    except Exception:  # a damaged file; olefile raises what it meets
        return []


def _ole(path: Path, suffix: str) -> str:
    """An office file of before 2007, an e-mail of Outlook, or a newer one that is locked."""
    found = set(streams(path))
    if found & {"encryptedpackage", "encryptioninfo"}:
        return suffix if suffix in ("xlsx", "xlsm", "xlsb", "docx", "pptx") else "xlsx"
    for stream, kind in (("workbook", "xls"), ("book", "xls"), ("worddocument", "doc"), ("powerpoint document", "ppt")):
        if stream in found:
            return kind
    if "__properties_version1.0" in found:
        return "msg"
    return suffix if not found and suffix in ("xls", "doc", "msg", "ppt") else "unknown"


def _text(head: bytes, suffix: str) -> str:
    """What a text is: a page, an e-mail, data in JSON, a table or running text; `unknown` when it is no text."""
    if not (encoding := encodings.first(head)):
        return "unknown"
    said = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n").encode("utf-8", "replace")
    low = said[:4096].lower()
    if re.match(rb"<(!doctype html|html|head|body|table|div|meta)\b", low) or (low[:1] == b"<" and b"<table" in low):
        return "html"
    if low.startswith(b"<?xml") or (suffix == "xml" and low[:1] == b"<"):
        return "html" if b"<html" in low else "xml"
    lines = re.match(rb"(?:" + _MAIL + rb":[^\n]*\n(?:[ \t][^\n]*\n)*){2}", said, re.I)
    if (lines or suffix == "eml") and re.match(rb"(?:From .*\n)?" + _MAIL + rb":", said, re.I):
        return "eml"
    if suffix in ("json", "jsonl") or re.match(rb'(\[\s*)?\{\s*"', said):
        return "json"
    return suffix if suffix in ("csv", "tsv", "txt") else "txt"
