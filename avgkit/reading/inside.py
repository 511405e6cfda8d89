"""Opens a file that stands in another one: a part of a zip, an attachment, an object in a workbook."""

import itertools
import tempfile
from dataclasses import replace
from pathlib import Path

from .contents import Limits, Opened

_numbers = itertools.count()  # names of copies; the folder is not listed for each of ten thousand parts


def folder_of(opened: Opened) -> Path:
    """The folder for unpacked copies of a file; only its owner can look in it, and it goes when `opened` goes."""
    for one in opened.kept:
        if isinstance(one, tempfile.TemporaryDirectory):
            return Path(one.name)
    made = tempfile.TemporaryDirectory(prefix="avgkit-", ignore_cleanup_errors=True)
    opened.kept.append(made)
    return Path(made.name)


def fresh(opened: Opened, suffix: str = "") -> Path:
    """A path in that folder that is not in use. Its name tells nothing; `suffix` is kept when it is an ordinary one."""
    folder = folder_of(opened)
    ordinary = suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) < 8 else ""
    return folder / f"{next(_numbers)}{ordinary.lower()}"


def left(opened: Opened, limits: Limits) -> Limits:
    """The limits for a file inside this one: what it holds counts with what was unpacked before."""
    return replace(
        limits,
        depth=limits.depth - 1,
        unpacked=max(limits.unpacked - opened.unpacked, 0),
        parts=max(limits.parts - opened.parts, 0),
    )


def open_inside(
    opened: Opened, name: str, content: bytes | Path, limits: Limits, password: str | None = None, place: str = ""
) -> None:
    """Open a file that stands in `opened` and put it in `opened.inner`, or name it as unread when it is too much.

    `content`: its bytes, or a path in the folder of `opened` where they stand already. `place`: how it is named.
    """
    from .files import opening

    place = place or f"{opened.place}/{name}"
    room = left(opened, limits)
    if room.parts < 1:
        return opened.miss("too_many", place, limit=limits.parts)
    if isinstance(content, bytes):
        if len(content) > room.unpacked:
            return opened.miss("too_large", place, limit=limits.unpacked)
        path = fresh(opened, Path(name).suffix)
        path.write_bytes(content)
        opened.unpacked += len(content)
    else:
        path = content
    one = opening(path, name, place, password, left(opened, limits), opened.kept)
    opened.add(one)
    opened.unpacked += one.unpacked
