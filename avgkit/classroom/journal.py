"""A file to which lines are only added, each on the disk before anybody is told that it is kept.

It is opened anew for every line: a file or folder that was removed meanwhile is noticed, and written again from memory.
"""

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from ..whole import written

MOST = 100_000_000  # bytes of one file that are read; a learner of a half day writes well under a million


class Journal:
    """Lines of JSON in `path`. `again` gives all lines from memory, for a file that is gone or shorter than it was."""

    def __init__(self, path: Path, again: Callable[[], Iterable[dict]]):
        self.path, self._again = path, again
        self._size = 0  # bytes that are known to be whole lines
        self.behind = False  # something is in memory that is not in the file

    def read(self) -> tuple[list[dict], int]:
        """The lines that can be read, and how many cannot; a last line that was cut off by a crash is no line."""
        try:
            with open(self.path, "rb") as file:
                content = file.read(MOST)
        except FileNotFoundError:
            return [], 0
        whole = content[: content.rfind(b"\n") + 1]
        self._size = len(whole)
        found = [_line(line) for line in whole.splitlines()]
        return [line for line in found if line is not None], sum(line is None for line in found)

    def add(self, line: dict) -> None:
        """Put a line on the disk. Raises OSError: then the line is not kept, and goes along with the next that can be.

        The caller has the line in memory already, so that `again` gives it too.
        """
        text = dumped(line)
        behind, self.behind = self.behind, True
        new = not self._size
        if behind or not self._append(text):
            self._rewrite()
        elif new:
            _settle(self.path.parent)
        self.behind = False

    def flush(self) -> None:
        """Write what a full disk kept out; raises OSError while it still does."""
        if self.behind or not self._there():
            self._rewrite()
            self.behind = False

    def _there(self) -> bool:
        try:
            return self.path.stat().st_size >= self._size
        except FileNotFoundError:
            return not self._size
        except OSError:
            return True

    def _append(self, text: bytes) -> bool:
        """Add the text behind the last whole line; False where the file is not what we left."""
        flags = os.O_WRONLY | (0 if self._size else os.O_CREAT) | getattr(os, "O_BINARY", 0)
        try:
            file = os.open(self.path, flags, 0o600)
        except FileNotFoundError:
            if self._size:
                return False
            raise
        try:
            size = os.fstat(file).st_size
            if size < self._size:
                return False
            os.lseek(file, self._size, os.SEEK_SET)
            try:
                while text:
                    done = os.write(file, text)
                    text, self._size = text[done:], self._size + done
                os.ftruncate(file, self._size)  # what a crash left behind the last whole line
                os.fsync(file)
            except OSError:
                self.behind = True  # part of a line may stand there: the whole file is written again
                raise
        finally:
            os.close(file)
        return True

    def _rewrite(self) -> None:
        """The whole file from memory, beside its place and then there in one step."""
        content = b"".join(dumped(line) for line in self._again())
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with written(self.path, content) as place:
            place()
        with suppress(OSError):
            self.path.chmod(0o600)
        _sync(self.path)
        _settle(self.path.parent)
        self._size = len(content)


def dumped(line: dict) -> bytes:
    """One line of JSON."""
    return (json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _line(text: bytes) -> dict | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _sync(path: Path) -> None:
    file = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _settle(folder: Path) -> None:
    """Have the folder itself on the disk, so that a new name survives a crash; Windows cannot, and need not."""
    with suppress(OSError):
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)
