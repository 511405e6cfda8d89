"""What every reader of documents hands over through: texts, files inside, what was not read, all within the limits."""

import dataclasses
import hashlib
import re

from ... import texts
from ..contents import Limits, Opened, Text, Unread, shown
from ..inside import fresh, open_inside

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")
_LONGEST_NAME = 120  # signs of a file's name that are kept; longer ones do not fit on every disk


def clean(said: str) -> str:
    """The text without control characters, with plain line ends and at most one empty line between lines."""
    said = _CONTROL.sub(" ", said.replace("\r\n", "\n").replace("\r", "\n").replace("\xad", ""))
    return _LINES.sub("\n\n", said).strip()


def safe(name: str) -> str:
    """The last part of a file's name as somebody else wrote it: one line, no folders, not too long, suffix kept."""
    name = re.sub(r"\s+", " ", _CONTROL.sub(" ", name.replace("\\", "/"))).rpartition("/")[2].strip(" .")
    if len(name) > _LONGEST_NAME:
        stem, dot, suffix = name.rpartition(".")
        tail = dot + suffix if stem and len(suffix) <= 10 else ""
        name = name[: _LONGEST_NAME - len(tail)] + tail
    return name


def phrase(name: str, /, **values) -> str:
    """A phrase of this part."""
    return texts.say(f"reading_documents.{name}", **values)


class Gathering:
    """Collects what stands in one file; says once that something is too long, and reads no further then."""

    def __init__(self, opened: Opened, limits: Limits, password: str | None = None):
        self.opened, self.limits, self.password = opened, limits, password
        self.left = limits.text
        self._inside = 0
        self._said: set = set()

    @property
    def full(self) -> bool:
        """Whether no more text is taken."""
        return self.left <= 0

    def place(self, *where: str) -> str:
        """How a part of this file is named: the file, then the part."""
        return " · ".join([self.opened.place, *(one for one in where if one)])

    def text(self, said: str, *where: str) -> None:
        """Keep a text; what goes past the limit is named as unread."""
        said = clean(said)
        if not said:
            return
        if len(said) > self.left:
            self.unread("too_long", most=texts.number(self.limits.text))
            said = said[: max(self.left, 0)]
        self.left -= len(said)
        if said:
            self.opened.texts.append(Text(self.place(*where), said))

    def unread(self, code: str, *where: str, **values) -> None:
        """Name something that was not read, once for each place."""
        place = self.place(*where)
        if (place, code) not in self._said:
            self._said.add((place, code))
            said = phrase("about", place=shown(place), sentence=phrase(code, **values))
            self.opened.unread.append(Unread(place, code, said))

    def damaged(self) -> None:
        """Name the file as damaged: all of it, or the rest of it when something was read."""
        self.unread("rest_damaged" if self.opened.texts or self.opened.inner else "damaged")

    def problem(self, code: str, **values) -> None:
        """Say something about the file that keeps nothing from being read."""
        said = phrase("about", place=shown(self.opened.place), sentence=phrase(code, **values))
        if said not in self.opened.problems:
            self.opened.problems.append(said)

    def deeper(self, name: str) -> bool:
        """Whether a file inside this one may still be opened; if not, it is named."""
        self._inside += 1
        if self.limits.depth <= 0:
            self.unread("too_deep", name)
        elif self._inside > self.limits.parts:
            self.unread("too_many", most=texts.number(self.limits.parts))
        else:
            return True
        return False

    def inside(self, name: str, content: bytes) -> None:
        """Open a file that stands in this one: an attachment, an embedded workbook."""
        name = safe(name) or phrase("nameless")
        if self.deeper(name):
            open_inside(self.opened, name, content, self.limits, self.password)

    def message(self, name: str, content: bytes) -> None:
        """Read a message in this message; its place says what it is, whatever it begins with."""
        from . import read_document

        if not self.deeper(name):
            return
        path = fresh(self.opened, ".eml")
        path.write_bytes(content)
        self.opened.unpacked += len(content)
        digest = hashlib.sha256(content).hexdigest()
        place = f"{self.opened.place}/{name}"
        opened = Opened(path, place, "eml", "eml", digest, len(content), kept=self.opened.kept)
        self.opened.add(opened)
        limits = dataclasses.replace(self.limits, depth=self.limits.depth - 1)
        read_document(opened, path, limits, self.password)
        self.opened.parts += opened.parts

    def deepened(self, opened: Opened) -> "Gathering":
        """The same for a file that is read from the same container; what was taken counts for both."""
        limits = dataclasses.replace(self.limits, depth=self.limits.depth - 1, text=max(self.left, 0))
        return Gathering(opened, limits, self.password)


def decoded(content: bytes, said: str = "") -> tuple[str, str]:
    """A text and the encoding it was read in: by its mark, as `said`, utf-8, else the Western European of Windows."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(name, "replace"), name
    for name in (said, "utf-8"):
        try:
            if name:
                return content.decode(name), name
        except (UnicodeError, LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace"), "cp1252"
