"""A message as Outlook saves it (msg): who, when, about what, text, recipients, attachments; also contact cards."""

import hashlib
import struct
from datetime import datetime, timedelta
from pathlib import Path

from ..contents import Opened
from .gathering import Gathering, decoded, phrase, safe
from .mail import tell
from .rich import compressed, plain_rtf
from .webpage import charset

_HEADS = {
    "From": ("0C1A", "0C1F", "5D01", "0042", "0065", "5D02"),
    "To": ("0E04",),
    "Cc": ("0E03",),
    "Bcc": ("0E02",),
    "Subject": ("0037",),
}
_SENT, _DELIVERED, _CODEPAGE, _PAGE_OF_HTML = "0039", "0E06", "3FFD", "3FDE"
_RECIPIENT = ("3001", "39FE", "3003")
_ATTACHED_NAMES = ("3707", "3704", "3001")
_MOST = 200_000_000  # bytes of one attachment
_CARD = range(0x3A00, 0x3B00)  # the properties of a contact card: names, numbers, addresses
_START = {"": 32, "embedded": 24, "other": 8}  # bytes before the first fixed property


class _Storage:
    """One message, recipient or attachment in the container: its properties by their four-digit number."""

    def __init__(self, ole, prefix: tuple[str, ...], level: str):
        self.ole, self.prefix = ole, prefix
        self.numbers = self._numbers(_START[level])
        page = self.numbers.get(_CODEPAGE, self.numbers.get(_PAGE_OF_HTML, 0)) & 0xFFFF
        self.encoding = {65001: "utf-8", 0: ""}.get(page, f"cp{page}")

    def names(self) -> list[str]:
        """The streams and storages straight under this one."""
        deep = len(self.prefix)
        entries = self.ole.listdir(streams=True, storages=True)
        return list(dict.fromkeys(e[deep] for e in entries if len(e) > deep and tuple(e[:deep]) == self.prefix))

    def content(self, stream: str) -> bytes | None:
        """A stream, or None when it is not there."""
        path = [*self.prefix, stream]
        if not self.ole.exists(path) or self.ole.get_size(path) > _MOST:
            return None
        return self.ole.openstream(path).read()

    def text(self, number: str) -> str:
        """A text property, in Unicode or in the code page of the message."""
        if (wide := self.content(f"__substg1.0_{number}001F")) is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self.content(f"__substg1.0_{number}001E")
        return decoded(narrow, self.encoding)[0].rstrip("\0") if narrow else ""

    def data(self, number: str) -> bytes:
        """A binary property."""
        return self.content(f"__substg1.0_{number}0102") or b""

    def _numbers(self, start: int) -> dict[str, int]:
        found, raw = {}, self.content("__properties_version1.0") or b""
        for at in range(start, len(raw) - 15, 16):
            tag, _, value = struct.unpack_from("<IIQ", raw, at)
            found[f"{tag >> 16:04X}"] = value
        return found

    def moment(self) -> str:
        """When the message was sent or came in."""
        value = self.numbers.get(_SENT) or self.numbers.get(_DELIVERED)
        if not value or value > 2_650_467_743_990_000_000:  # the year 9999
            return ""
        return f"{datetime(1601, 1, 1) + timedelta(microseconds=value // 10):%Y-%m-%d %H:%M}"


def read(gathering: Gathering, path: Path) -> None:
    """Headers, body, recipients and attachments."""
    import olefile

    with olefile.OleFileIO(str(path)) as ole:
        if not ole.exists("__properties_version1.0"):
            gathering.unread("damaged")
            return
        _message(gathering, _Storage(ole, (), ""))


def _message(gathering: Gathering, message: _Storage) -> None:
    heads = [(name, _once(map(message.text, numbers))) for name, numbers in _HEADS.items()]
    heads.append(("Date", message.moment()))
    gathering.text("\n".join(f"{name}: {said}" for name, said in heads if said), phrase("headers"))
    names = message.names()
    people = [_Storage(message.ole, (*message.prefix, n), "other") for n in names if n.startswith("__recip_version1.0")]
    gathering.text("\n".join(_once(map(one.text, _RECIPIENT)) for one in people), phrase("recipients"))
    page = message.data("1013")
    html = decoded(page, charset(page) or message.encoding)[0] if page else message.text("1013")
    said = message.text("1000")
    if not said.strip() and not html and (rich := message.data("1009")):
        said = plain_rtf(compressed(rich, gathering.limits.text))
    tell(gathering, said, html)
    cards = sorted({n[12:16] for n in names if n.startswith("__substg1.0_3A") and n[16:] in ("001F", "001E")})
    gathering.text("\n".join(message.text(n) for n in cards if int(n, 16) in _CARD), phrase("contact_card"))
    if message.text("001A").upper().startswith("IPM.NOTE.SMIME"):
        gathering.problem("sealed_perhaps")
    for name in names:
        if name.startswith("__attach_version1.0"):
            _attachment(gathering, _Storage(message.ole, (*message.prefix, name), "other"))


def _once(said) -> str:
    """The texts that are not empty, each once."""
    return " ".join(dict.fromkeys(filter(None, said)))


def _attachment(gathering: Gathering, attached: _Storage) -> None:
    name = next(filter(None, map(attached.text, _ATTACHED_NAMES)), "") or phrase("nameless")
    if "__substg1.0_3701000D" in attached.names():
        _embedded(gathering, attached, name)
        return
    content = attached.content("__substg1.0_37010102")
    if content is None:  # only a link to a file elsewhere, or far too large
        gathering.unread("attachment_elsewhere", safe(name))
    else:
        gathering.inside(name, content)


def _embedded(gathering: Gathering, attached: _Storage, name: str) -> None:
    """A message in this message: no file of its own, so it is read from the same container."""
    name = safe(name) + ("" if name.lower().endswith(".msg") else ".msg")
    if not gathering.deeper(name):
        return
    inner = _Storage(attached.ole, (*attached.prefix, "__substg1.0_3701000D"), "embedded")
    digest = hashlib.sha256()
    size = 0
    for stream in sorted(inner.names()):
        path = [*inner.prefix, stream]
        if attached.ole.get_type(path) == 2:  # a stream
            content = inner.content(stream) or b""
            digest.update(stream.encode() + content)
            size += len(content)
    opened = Opened(
        gathering.opened.path,
        f"{gathering.opened.place}/{name}",
        "msg",
        "msg",
        digest.hexdigest(),
        size,
        kept=gathering.opened.kept,
    )
    gathering.opened.add(opened)
    _message(gathering.deepened(opened), inner)
    gathering.opened.parts += opened.parts
