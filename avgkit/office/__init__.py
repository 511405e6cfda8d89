"""Workbooks and Word files in which every text stays text; the same data give the same bytes."""

from dataclasses import dataclass
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..tables import why

# How a cell may look besides plain; the word in it says the same, so nothing hangs on the colour.
LOOKS = ("finding", "ok", "unknown", "muted", "strong")


@dataclass(frozen=True)
class Cell:
    """A value that looks other than plain: `look` is one of LOOKS."""

    value: object
    look: str = ""


def value_of(cell) -> object:
    """The value in a cell, marked or plain."""
    return cell.value if isinstance(cell, Cell) else cell


def look_of(cell) -> str:
    """How a cell looks; empty is plain."""
    return cell.look if isinstance(cell, Cell) else ""


def clean(text: object) -> str:
    """A text without the signs that XML cannot hold or that steer a screen; line ends stay."""
    lines = str(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(texts.harmless(line.replace("\t", " ")) for line in lines)


def placed(path: Path, content: bytes) -> Path:
    """The content put in its place, whole or not at all; a path that cannot be written is told as AvgkitError."""
    from .. import whole

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(21, "")
        with whole.written(path, content) as put:
            put()
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", path=path, reason=why(error))) from None
    return path
