"""An e-mail as a file (eml): who, when and about what, the text, and every attachment, which is opened in its turn."""

import email
import email.header
import email.utils
from email.message import Message
from pathlib import Path

from .gathering import Gathering, decoded, phrase, safe
from .webpage import plain

_HEADS = ("From", "Sender", "To", "Cc", "Bcc", "Reply-To", "Subject", "Date", "Return-Path", "Delivered-To")
_HEADS += ("X-Original-To", "Apparently-To", "Resent-From", "Resent-To", "Resent-Cc", "Disposition-Notification-To")
_LONGEST_HEAD, _MOST_HEADS = 100_000, 100
_MOST_BYTES = 500_000_000
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")
_ONLY_SIGNED = ("signed-data", "certs-only")


def read(gathering: Gathering, path: Path) -> None:
    """Headers, body, attachments; a message in a message is a file inside this one."""
    if path.stat().st_size > _MOST_BYTES:
        gathering.unread("too_large")
        return
    message = email.message_from_bytes(path.read_bytes().lstrip(b"\r\n"))
    heads = [f"{name}: {head(value)}" for name in _HEADS for value in message.get_all(name, [])[:_MOST_HEADS]]
    gathering.text("\n".join(heads), phrase("headers"))
    bodies: dict[str, list[str]] = {"plain": [], "html": []}
    pictures = _parts(gathering, message, bodies)
    tell(gathering, "\n".join(bodies["plain"]), "\n".join(bodies["html"]))
    if pictures:
        gathering.problem("pictures", count=pictures)


def head(value: object) -> str:
    """A header as a person reads it, whatever somebody put in it."""
    said = str(value)[:_LONGEST_HEAD]
    try:
        return str(email.header.make_header(email.header.decode_header(said)))
    except Exception:  # unknown or broken encodings of all kinds
        return said


def tell(gathering: Gathering, said: str, page: str) -> None:
    """The body; of the same body in HTML only the lines that the plain one lacks, so that nothing counts twice."""
    gathering.text(said, phrase("body"))
    have = {"".join(line.split()) for line in said.split("\n")}
    more = [line for line in plain(page).split("\n") if "".join(line.split()) not in have] if page else []
    gathering.text("\n".join(more), phrase("body_html" if said.strip() else "body"))


def _parts(gathering: Gathering, message: Message, bodies: dict[str, list[str]]) -> int:
    """Go through the parts of a message; gives the number of pictures that stand in the text."""
    pictures, waiting = 0, [message]
    while waiting:
        part = waiting.pop()
        kind = part.get_content_type()
        if _sealed(part, kind):
            gathering.unread("sealed_mail", _name(part))
        elif kind == "message/rfc822" and part.is_multipart():
            _nested(gathering, part)
        elif part.is_multipart():
            waiting += reversed(part.get_payload())
        elif kind in ("text/plain", "text/html") and not _attached(part):
            bodies[kind[5:]].append(_said(part))
        elif kind.startswith("image/") and part["Content-ID"] and part.get_content_disposition() != "attachment":
            pictures += 1  # a logo in the text; a picture that was sent along is a file like any other
        else:
            content = part.get_payload(decode=True) or b""
            if content or _attached(part):
                gathering.inside(_name(part) or f"{phrase('nameless')}.{_suffix(kind)}", content)
    return pictures


def _sealed(part: Message, kind: str) -> bool:
    return kind in _SEALED and str(part.get_param("smime-type", "")) not in _ONLY_SIGNED


def _attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_name(part))


def _name(part: Message) -> str:
    try:
        return head(part.get_filename() or "")
    except Exception:  # a name in pieces that do not fit together
        return ""


def _suffix(kind: str) -> str:
    known = {"text/calendar": "ics", "text/vcard": "vcf", "text/x-vcard": "vcf", "text/csv": "csv"}
    return known.get(kind, "txt" if kind.startswith(("text/", "message/")) else "bin")


def _nested(gathering: Gathering, part: Message) -> None:
    inner = part.get_payload(0)
    name = head(inner["Subject"] or "")[:80] if isinstance(inner, Message) else ""
    name = (safe(name.replace("/", "-").replace("\\", "-")) or phrase("message")) + ".eml"
    try:
        content = inner.as_bytes() if gathering.limits.depth > 0 else b""
    except Exception:  # what cannot be written down again
        gathering.unread("part_damaged", name)
        return
    gathering.message(name, content)


def _said(part: Message) -> str:
    return decoded(part.get_payload(decode=True) or b"", str(part.get_content_charset() or ""))[0]
