"""What there is to search, without opening anything: files, sizes, kinds by name, and what is not looked into."""

import os
import re
import stat
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

# Seconds for a file and megabytes a second for its content, measured on one core; an earlier run knows better.
SECONDS_A_FILE, MEGABYTES_A_SECOND = 0.02, 4.0


@dataclass(frozen=True)
class Entry:
    """A file that can be opened: where it is, its place below the folder, its size and moment."""

    path: Path
    place: str
    size: int
    modified: int  # nanoseconds

    @property
    def changed(self) -> str:
        """The moment it was changed, as in a record."""
        return datetime.fromtimestamp(self.modified / 1e9).isoformat(timespec="seconds")


@dataclass
class Inventory:
    """The files of a folder in a fixed order, and what was left aside: (place, code)."""

    folder: Path
    entries: list[Entry] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(entry.size for entry in self.entries)

    def kinds(self) -> dict[str, tuple[int, int]]:
        """Number and bytes by the end of the name, the most numerous first."""
        found: dict[str, list[int]] = {}
        for entry in self.entries:
            one = found.setdefault(kind_by_name(entry.place), [0, 0])
            one[0] += 1
            one[1] += entry.size
        return {kind: (n, size) for kind, (n, size) in sorted(found.items(), key=lambda p: (-p[1][0], p[0]))}

    def seconds(self, jobs: int, rate: dict | None = None) -> float:
        """How long the search will take about, by the rate of an earlier run or the one measured by us."""
        a_file = (rate or {}).get("seconds_a_file", SECONDS_A_FILE)
        speed = (rate or {}).get("megabytes_a_second", MEGABYTES_A_SECOND)
        return (len(self.entries) * a_file + self.size / 1e6 / speed) / max(1, jobs)


def kind_by_name(place: str) -> str:
    """The end of a name as a kind; what looks like no usual end is other."""
    end = os.path.splitext(place)[1].lower()[1:]
    return end if re.fullmatch(r"[a-z0-9]{1,5}", end) else "other"


def shown(place: str) -> str:
    """A place as it may be shown anywhere: no sign that a terminal obeys, no byte that is no text."""
    text = os.fsencode(place).decode("utf-8", "backslashreplace")
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def inventory(folder: Path, leave: Path | None = None) -> Inventory:
    """Walk the folder by name only. Links are never followed; `leave`: our own results, which are no findings.

    Aside are: link_out, link_in and link_dead (a link out of the folder, to something in it, or to nothing),
    folder_denied, folder_failed, loop (a folder that was seen already), special (a pipe or device), own (our own
    results).
    """
    root = folder.resolve()
    leave = leave.resolve() if leave else None
    made, seen, todo = Inventory(folder), set(), [root]
    while todo:
        here = todo.pop()
        try:
            at = here.stat()
            if (at.st_dev, at.st_ino) in seen and at.st_ino:
                made.aside.append((_place(here, root), "loop"))
                continue
            seen.add((at.st_dev, at.st_ino))
            with os.scandir(here) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except PermissionError:
            made.aside.append((_place(here, root), "folder_denied"))
            continue
        except OSError:
            made.aside.append((_place(here, root), "folder_failed"))
            continue
        folders = []
        for entry in entries:
            path = Path(entry.path)
            if leave and path == leave:
                made.aside.append((_place(path, root), "own"))
                continue
            _sort(entry, path, root, made, folders)
        todo += reversed(folders)
    made.entries.sort(key=lambda entry: entry.place)
    return made


def _sort(entry: os.DirEntry, path: Path, root: Path, made: Inventory, folders: list[Path]) -> None:
    place = _place(path, root)
    try:
        if entry.is_symlink() or getattr(entry, "is_junction", lambda: False)():
            made.aside.append((place, _link(path, root)))
        elif entry.is_dir(follow_symlinks=False):
            folders.append(path)
        else:
            at = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(at.st_mode):
                made.entries.append(Entry(path, place, at.st_size, at.st_mtime_ns))
            else:
                made.aside.append((place, "special"))
    except OSError:
        made.aside.append((place, "folder_failed"))


def _link(path: Path, root: Path) -> str:
    """What kind of link this is; nothing outside the folder is looked at."""
    try:
        if not path.resolve().is_relative_to(root):
            return "link_out"
        return "link_in" if path.exists() else "link_dead"
    except (OSError, RuntimeError):  # a link that leads to itself
        return "link_dead"


def _place(path: Path, root: Path) -> str:
    return shown(str(path.relative_to(root).as_posix()))
