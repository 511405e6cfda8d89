"""Documents that are a zip with XML inside: parts counted while they are unpacked, no definitions, nothing fetched."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from .. import xmls
from ..contents import Limits
from ..unpacking import Refused, listed

_PIECE = 1 << 20
_LARGE = 10_000_000  # bytes from which a part that was packed very small is looked at with suspicion


class TooLarge(Exception):
    """A part grows past the limits."""


class Parts:
    """The parts of a packed document; what all of them unpack to is counted together."""

    def __init__(self, path: Path, limits: Limits):
        """Raises zipfile.BadZipFile for what is no zip, TooLarge for too many parts."""
        try:
            self.names = [part.filename for part in listed(path, limits.parts) if not part.is_dir()]
        except Refused:
            raise TooLarge from None
        if len(self.names) > limits.parts:
            raise TooLarge
        self._zip, self._limits, self._done = zipfile.ZipFile(path), limits, 0

    def __enter__(self) -> "Parts":
        return self

    def __exit__(self, *_) -> None:
        self._zip.close()

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of a part, piece by piece. Raises TooLarge."""
        packed, size = max(self._zip.getinfo(name).compress_size, 1), 0
        with self._zip.open(name) as part:
            while piece := part.read(_PIECE):
                size += len(piece)
                self._done += len(piece)
                if self._done > self._limits.unpacked or (size > _LARGE and size > packed * self._limits.ratio):
                    raise TooLarge
                yield piece

    def content(self, name: str) -> bytes:
        """A whole part. Raises TooLarge."""
        return b"".join(self.pieces(name))


class Marked:
    """Collects the text of an XML part: which elements hold text, and what stands between them.

    `holds(name, attributes)` answers True where the signs inside an element are text and None where nothing inside it
    counts; `before` and `after` give what is put in the text where an element starts or ends.
    """

    def __init__(self, holds: Callable, before: dict[str, str], after: dict[str, str], most: int):
        self._holds, self._before, self._after, self._left = holds, before, after, most
        self._pieces: list[str] = []
        self._state: list[bool | None] = [False]

    def _start(self, name: str, attributes: dict) -> None:
        name = name.rpartition(":")[2]
        above = self._state[-1]
        state = None if above is None else self._holds(name, attributes)
        self._state.append(above if state is False and above else state)
        if state is not None and name in self._before:
            self._add(self._before[name])

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if self._state.pop() is not None and name in self._after:
            if self._after[name] == "\t" and self._pieces and self._pieces[-1] == "\n":
                self._pieces.pop()  # the last line of a cell ends with the cell
            self._add(self._after[name])

    def _text(self, said: str) -> None:
        if self._state[-1]:
            self._add(said)

    def _add(self, said: str) -> None:
        self._left -= len(said)
        if self._left < 0:
            raise TooLarge
        self._pieces.append(said)

    def read(self, pieces: Iterator[bytes]) -> str:
        """The text of the part. Raises expat.ExpatError when it is not whole or has definitions of its own."""
        parser = xmls.parser(self._start, self._end, self._text)
        parser.buffer_text = True
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
        return self.so_far

    @property
    def so_far(self) -> str:
        """The text up to here, also when the part turned out not to be whole."""
        return "".join(self._pieces)
