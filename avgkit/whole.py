"""Writes files and folders whole or not at all: made beside their place, put there in one step; reads small ones so."""

import errno
import os
import re
import secrets
import shutil
import stat
import tempfile
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path

from . import texts
from .errors import AvgkitError
from .tables import why


def bytes_of(path: str | Path, most: int = 20_000_000) -> bytes:
    """What is in a file that a person keeps, or that we wrote ourselves: at most so many bytes.

    Raises OSError, also for what has no end, such as a device or pipe, and for what is larger.
    """
    path = Path(path)
    about = path.stat()
    if not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)):
        raise OSError(errno.ENODEV, "", str(path))
    with open(path, "rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, "", str(path))
    return content


def text_of(path: str | Path, most: int = 20_000_000) -> str:
    """The text of such a file, in UTF-8. Raises OSError as `bytes_of` does; UnicodeDecodeError."""
    return bytes_of(path, most).decode("utf-8-sig")


WORK = ".report-"  # how the folder begins in which a report is made before it is put in place


def final(folder: Path) -> Path:
    """The folder in which what is made in this one comes to stand."""
    return folder.parent if folder.name.startswith(WORK) else folder


def place(out: str | Path | None):
    """Where to write, what keeps it alive, the folder to work in, and the folders that were not there before."""
    keep = None if out is not None else tempfile.TemporaryDirectory(prefix="avgkit-scan-", ignore_cleanup_errors=True)
    folder = Path(keep.name if keep else out)
    work, made = beside(folder / "findings"), []
    try:
        made += [f for f in (folder, *folder.parents) if not f.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / "findings").is_file():
            raise NotADirectoryError(errno.ENOTDIR, "")
        if (folder / "results.json").is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        work.mkdir()
    except OSError as error:
        remove(made)
        raise AvgkitError(texts.say("errors.path_unwritable", path=folder, reason=why(error))) from None
    return keep, folder, work, made


def remove(folders: list[Path]) -> None:
    """Remove the empty folders, the innermost first; what is not there, or not empty, stays as it is."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def beside(target: Path) -> Path:
    """A name of our own next to the target, so that putting it in place is one step."""
    return target.with_name(f".{target.name}-{secrets.token_hex(4)}")


def swap(work: Path, target: Path, then: Callable[[], None] = lambda: None) -> None:
    """Put the finished folder in the place of the old one and do what comes after; when that fails the old returns."""
    old = beside(target)
    if target.exists() or target.is_symlink():
        target.rename(old)
    try:
        work.rename(target)
        then()
    except BaseException:
        gone(target)
        if old.exists() or old.is_symlink():
            old.rename(target)
        raise
    gone(old)


@contextmanager
def written(path: Path, content: str | bytes):
    """The content written beside its place; the function that is given puts it there, whole or not at all."""
    work = beside(path)
    try:
        if isinstance(content, bytes):
            work.write_bytes(content)
        else:
            work.write_text(content, encoding="utf-8", newline="\n")
        yield lambda: os.replace(work, path)
    finally:
        work.unlink(missing_ok=True)


def written_now(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all."""
    with written(path, content) as put:
        put()


def gone(folder: Path) -> None:
    """Remove a folder of our own with all that is in it; one that is not there is gone already.

    Of a link the link itself goes, and not what it leads to.
    """
    if folder.is_symlink() or folder.is_file():
        with suppress(OSError):
            folder.unlink()
    else:
        shutil.rmtree(folder, ignore_errors=True)


_LEFT = re.compile(r"\..+-[0-9a-f]{8}")


def left_over(folder: Path) -> list[Path]:
    """What `beside` named in this folder and nobody took away: the machine, or kill -9, stopped who made it.

    Not what a scan or a report makes, that may be at work in the same folder.
    """
    busy = (".findings-", WORK)
    return [path for path in folder.iterdir() if _LEFT.fullmatch(path.name) and not path.name.startswith(busy)]
