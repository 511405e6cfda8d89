"""The file with the progress of one learner: read, merged and written under a lock, whole or not at all.

What cannot be written stays in memory and goes along with the next answer that can. A file that we cannot read is put
aside, never thrown away; a file of a newer version is never touched.
"""

import errno
import json
import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..paths import home
from . import records
from .learners import folder, locked, refused

LIMIT = 5_000_000  # bytes; the progress of all lessons takes some tens of thousands


class Newer(Exception):
    """The file was written by a newer version."""


class Store:
    """The progress of one learner. `problem`: why the last answer is not on disk; `told`: what happened to it."""

    def __init__(self, code: str, group: str = "self", lang: str | None = None):
        self.code, self.group, self.lang = code, group, texts.language(lang)
        self.path = folder() / f"{code}.json"
        self.problem = ""
        self.told: list[str] = []
        self._waiting = records.empty(code, group)  # answers that are not in the file yet
        self._seen: dict | None = None  # what was last read or written

    # ------------------------------------------------------------ what others ask
    def begin(self) -> str:
        """Read the file, or make an empty one; says what is wrong, or nothing. Another group's code is refused."""
        self.flush(make=True)
        if self._seen is not None and self._seen["group"] != self.group:
            raise AvgkitError(self.say("other_group", code=self.code, group=self._seen["group"], wanted=self.group))
        return self.problem

    def read(self) -> dict:
        """All that is kept, with what is only in memory; another window's answers too."""
        try:
            found = self._load(mend=False)
        except (OSError, Newer):
            found = None
        return records.merge_all(found or self._seen or records.empty(self.code, self.group), self._waiting)

    def save(self, where: str, name: str, state: dict) -> str:
        """Keep the state of an exercise of a lesson (or of a quiz); says why it is not on disk yet, or nothing."""
        one = records.record(state)
        if one is None:
            self.problem = self.say("unfit", name=name)
            return self.problem
        records.put(self._waiting, where, name, records.merge(records.get(self._waiting, where, name), one))
        return self.flush()

    def flush(self, make: bool = False) -> str:
        """Write what waits; says why that could not be done, or nothing. What waits is never lost."""
        gone = self._seen is not None and not self.path.parent.exists()
        self.problem = self._trying(lambda: self._merge(gone, make))
        return self.problem

    @property
    def waiting(self) -> int:
        """How many answers are only in memory."""
        return sum(1 for _ in records.walk(self._waiting))

    def reset(self, matches) -> tuple[list[tuple[str, str]], str]:
        """Remove the records for which matches(where, name) holds, after a copy; what was removed, what went wrong."""
        removed: list[tuple[str, str]] = []

        def change() -> None:
            data = records.merge_all(self._load() or records.empty(self.code, self.group), self._waiting)
            removed[:] = [(where, name) for where, name, _ in records.walk(data) if matches(where, name)]
            if not removed:
                return
            before = self._beside("before-reset")
            self._write(data, before)
            self._write(_without(data, matches))
            self._waiting = records.empty(self.code, self.group)

        problem = self._trying(change)
        return ([] if problem else removed), problem

    def undo(self) -> str:
        """Bring back what the last reset removed, beside what was answered since; says what went wrong, or nothing."""
        before = self._beside("before-reset")

        def change() -> None:
            if not before.is_file():
                raise AvgkitError(self.say("nothing_to_undo"))
            old = records.salvage(_text(before)[0], self.code, self.group)
            self._write(records.merge_all(old, self._load() or records.empty(self.code, self.group)))
            before.unlink(missing_ok=True)

        return self._trying(change)

    def files(self) -> list[Path]:
        """Every file on this machine about this learner."""
        found = [self.path, *sorted(self.path.parent.glob(f"{self.code}.*.json"))]
        found += sorted((home() / "proofs").glob(f"*-{self.code}.html"))
        return [path for path in found if path.exists()]

    def forget(self) -> str:
        """Remove every file about this learner and what waits; says what went wrong, or nothing."""

        def change() -> None:
            for path in self.files():
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
            self._seen, self._waiting = None, records.empty(self.code, self.group)

        return self._trying(change)

    def say(self, name: str, /, **values) -> str:
        """A phrase about progress in this learner's language."""
        return texts.say(f"progress.{name}", self.lang, **values)

    # ------------------------------------------------------------ under the lock
    def _trying(self, change) -> str:
        """Do it alone; every way in which a machine can refuse becomes a sentence."""
        try:
            with locked(self.path):
                change()
        except Newer:
            return self.say("newer", file=self.path.name)
        except TimeoutError:
            return self.say("busy")
        except (OSError, RuntimeError) as error:
            return refused(self.path.parent, error, self.lang)
        return ""

    def _merge(self, gone: bool, make: bool) -> None:
        """Read, merge, write: what another window wrote since stays."""
        found = self._load()
        # Where the file alone is missing, somebody removed it: that is respected. Where the whole folder was gone, it
        # was not: a disk or a network came back, so all that this window knows is written again.
        data = found or (self._seen if gone else None) or records.empty(self.code, self.group)
        merged = records.merge_all(data, self._waiting)
        if merged != found and (found or make or self.waiting or gone):
            self._write(merged)
            if gone:
                self.told.append(self.say("folder_back"))
        self._seen, self._waiting = merged, records.empty(self.code, self.group)

    def _load(self, mend: bool = True) -> dict | None:
        """What the file holds, or None without a file; a damaged or older one is put aside first and mended."""
        try:
            text, whole = _text(self.path)
        except FileNotFoundError:
            return None
        try:
            raw = json.loads(text) if whole else None
        except (ValueError, RecursionError):
            raw = None
        version = _version(raw)
        if version is not None and version > records.VERSION:
            raise Newer
        if raw is None:
            found, good = records.salvage(text, self.code, self.group), False
        else:
            old = version is not None and version < records.VERSION
            found, good = records.clean(records.migrate(raw, version) if old else raw, self.code, self.group)
            if old and good:
                return self._mended(found, f"version-{version}", "migrated") if mend else found
        if not good:
            if self._seen is not None:  # this window still knows what the file no longer says
                found = records.merge_all(found, self._seen)
            return self._mended(found, "damaged", "damaged") if mend else found
        return found

    def _mended(self, found: dict, kind: str, phrase: str) -> dict:
        """Put a copy of the file aside, and what can be read of it in its place."""
        aside = self._beside(kind) if kind != "damaged" else self._free_name()
        if self.path.is_dir():
            os.rename(self.path, aside)
        else:
            _copy(self.path, aside)
        self._write(found)
        count = sum(1 for _ in records.walk(found))
        self.told.append(self.say(phrase, file=self.path.name, aside=aside.name, n=count))
        return found

    def _free_name(self) -> Path:
        number = 1
        while self._beside(f"damaged-{number}").exists():
            number += 1
        return self._beside(f"damaged-{number}")

    def _beside(self, kind: str) -> Path:
        return self.path.with_name(f"{self.code}.{kind}.json")

    def _write(self, data: dict, path: Path | None = None) -> None:
        """Whole or not at all, also when the power fails: written beside it, on the disk, then in its place."""
        path = path or self.path
        work = path.with_name(f".{path.stem}-{secrets.token_hex(4)}.part")
        try:
            with open(work, "x", encoding="utf-8", newline="\n", opener=_private) as file:
                file.write(records.dumped(data))
                file.flush()
                os.fsync(file.fileno())
            os.replace(work, path)
        finally:
            with suppress(OSError):
                work.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    """A file that only its owner may read."""
    return os.open(path, flags, 0o600)


def group_of(code: str) -> str:
    """The group that a code on this machine belongs to; empty when that cannot be read."""
    try:
        text, whole = _text(folder() / f"{code}.json")
        raw = json.loads(text) if whole else None
    except (OSError, ValueError, RecursionError):
        return ""
    group = raw.get("group", "self") if isinstance(raw, dict) else ""
    return group if records.is_group(group) else ""


def _text(path: Path) -> tuple[str, bool]:
    """The text of a file as far as the limit, and whether it was all and readable."""
    try:
        with open(path, "rb") as file:
            found = file.read(LIMIT + 1)
    except (IsADirectoryError, PermissionError) as error:
        if path.is_dir():  # a folder in the place of the file; Windows calls that a refusal
            return "", False
        raise error
    try:
        return found[:LIMIT].decode("utf-8-sig"), len(found) <= LIMIT
    except UnicodeDecodeError:
        return found[:LIMIT].decode("utf-8", errors="replace"), False


def _version(raw: object) -> int | None:
    """The version that a file says it has; a record from before there were versions is 0."""
    if not isinstance(raw, dict):
        return None
    version = raw.get("version", 0 if isinstance(raw.get("lessons"), dict) else None)
    return version if type(version) is int and version >= 0 else None


def _copy(path: Path, aside: Path) -> None:
    """A second name for the file, or a copy where the disk knows no second names; never in the place of another."""
    try:
        aside.unlink(missing_ok=True)
        os.link(path, aside)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EROFS):
            raise
        shutil.copyfile(path, aside)


def _without(data: dict, matches) -> dict:
    """The record without what matches, and without lessons that are empty then."""
    kept = records.empty(data["learner"], data["group"])
    for where, name, one in records.walk(data):
        if not matches(where, name):
            records.put(kept, where, name, one)
    return kept
