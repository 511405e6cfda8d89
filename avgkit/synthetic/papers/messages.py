"""Writes e-mails as files: eml as any program does, msg as Outlook does ([MS-OXMSG]); always the same bytes."""

import base64
import struct
from datetime import datetime
from email.header import Header

from .container import container

_EDGE = "=_avgkit_{number}"


def eml(
    subject: str,
    sender: str,
    to: list[str],
    body: str,
    at: datetime,
    attached: dict[str, bytes] | None = None,
    page: str = "",
) -> bytes:
    """A message with its attachments; `page`: the same text in HTML. An attachment *.eml is a message in it."""
    heads = [f"From: {_head(sender)}", f"To: {', '.join(map(_head, to))}", f"Subject: {_head(subject)}"]
    heads += [f"Date: {at:%a, %d %b %Y %H:%M:%S} +0100", "MIME-Version: 1.0"]
    text = _part("text/plain; charset=utf-8", body.encode())
    if page:
        text = _several("alternative", [text, _part("text/html; charset=utf-8", page.encode())], 1)
    parts = [text, *(_attachment(name, content) for name, content in (attached or {}).items())]
    edge = 2 + max((content.count(b"=_avgkit_") for content in (attached or {}).values()), default=0)
    whole = _several("mixed", parts, edge) if attached else text
    return "\r\n".join(heads).encode() + b"\r\n" + whole


def _head(said: str) -> str:
    return said if said.isascii() else Header(said, "utf-8", maxlinelen=10_000).encode()


def _part(kind: str, content: bytes, *more: str) -> bytes:
    heads = [f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *more]
    return "\r\n".join(heads).encode() + b"\r\n\r\n" + base64.encodebytes(content).replace(b"\n", b"\r\n")


def _several(kind: str, parts: list[bytes], number: int) -> bytes:
    edge = _EDGE.format(number=number)
    made = f'Content-Type: multipart/{kind}; boundary="{edge}"\r\n\r\n'.encode()
    for part in parts:
        made += f"--{edge}\r\n".encode() + part + b"\r\n"
    return made + f"--{edge}--\r\n".encode()


def _attachment(name: str, content: bytes) -> bytes:
    how = f'Content-Disposition: attachment; filename="{_head(name)}"'
    if name.endswith(".eml"):
        return f"Content-Type: message/rfc822\r\n{how}\r\n\r\n".encode() + content
    return _part("application/octet-stream", content, how)


def msg(
    subject: str,
    sender: tuple[str, str],
    to: list[tuple[str, str]],
    body: str,
    at: datetime,
    attached: dict[str, bytes] | None = None,
    page: str = "",
    embedded: dict[str, dict] | None = None,
    wide: bool = True,
) -> bytes:
    """A message of Outlook; people as (name, address). `embedded`: messages in it, by name, as arguments of this
    function. `wide`: texts in Unicode, otherwise in the code page of Windows."""
    streams = {"__nameid_version1.0/__substg1.0_00020102": b"", "__nameid_version1.0/__substg1.0_00030102": b""}
    streams["__nameid_version1.0/__substg1.0_00040102"] = b""
    given = dict(subject=subject, sender=sender, to=to, body=body, at=at, attached=attached, page=page)
    streams |= _message("", 32, wide=wide, embedded=embedded, **given)
    return container(streams)


def _message(prefix, head, subject, sender, to, body, at, attached=None, page="", embedded=None, wide=True) -> dict:
    files, inside = attached or {}, embedded or {}
    total = len(files) + len(inside)
    texts = {"001A": "IPM.Note", "0037": subject, "0C1A": sender[0], "0C1F": sender[1], "5D01": sender[1]}
    texts |= {"0E04": "; ".join(name for name, _ in to), "1000": body}
    streams = _texts(prefix, texts, wide)
    if page:
        streams[f"{prefix}__substg1.0_10130102"] = page.encode()
    for number, (name, address) in enumerate(to):
        place = f"{prefix}__recip_version1.0_#{number:08X}/"
        streams |= _texts(place, {"3001": name, "3003": address, "39FE": address}, wide)
        streams[f"{place}__properties_version1.0"] = bytes(8) + _number(0x0C150003, 1)
    for number, (name, content) in enumerate(files.items()):
        place = f"{prefix}__attach_version1.0_#{number:08X}/"
        streams |= _texts(place, {"3707": name, "3704": name[-12:]}, wide)
        streams[f"{place}__substg1.0_37010102"] = content
        streams[f"{place}__properties_version1.0"] = bytes(8) + _number(0x37050003, 1)
    for number, (name, given) in enumerate(inside.items(), len(files)):
        place = f"{prefix}__attach_version1.0_#{number:08X}/"
        streams |= _texts(place, {"3001": name}, wide)
        streams[f"{place}__properties_version1.0"] = bytes(8) + _number(0x37050003, 5)
        streams |= _message(f"{place}__substg1.0_3701000D/", 24, wide=wide, **given)
    ticks = int((at - datetime(1601, 1, 1)).total_seconds()) * 10_000_000
    counts = struct.pack("<8xIIII", len(to), total, len(to), total)
    numbers = _number(0x00390040, ticks) + _number(0x340D0003, 0x40000 if wide else 0) + _number(0x3FFD0003, 1252)
    streams[f"{prefix}__properties_version1.0"] = counts.ljust(head, b"\0") + numbers
    return streams


def _texts(prefix: str, texts: dict[str, str], wide: bool) -> dict[str, bytes]:
    kind, encoding = ("001F", "utf-16-le") if wide else ("001E", "cp1252")
    return {f"{prefix}__substg1.0_{n}{kind}": said.encode(encoding, "replace") for n, said in texts.items() if said}


def _number(tag: int, value: int) -> bytes:
    return struct.pack("<IIQ", tag, 6, value)
