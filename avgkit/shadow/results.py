"""What a search found, on disk: one line for each file as it is read, the whole at the end, and the day it expires.

OUT/search.json   what was searched, how, when it expires (days of our own choice: the law sets no period for this)
OUT/files.jsonl   a line for each file on the disk: {"key": fingerprint, "files": [record, ...]}; a run goes on from it
OUT/shadow.json   the whole: {"files": [record, ...], "summary": {...}, "unread": [...]}
OUT/register-row.csv   the search as a row for the register
OUT/results.json, OUT/findings/   the verdicts of the checks of theme shadow on these files

A record (one file, also one inside an archive or e-mail):
  id            number of the file in this search: F0001 (in shadow.json)
  path          place below the searched folder; an inner file as outer.zip/list.xlsx
  kind, named   what its content shows; what its name says
  size          bytes; modified_at: 2026-11-23T10:15:00 (null: packed in another file); sha256
  container     True for an archive: its content stands in records of its own
  personal      "yes" | "no" | "unknown"
  rows          number of rows of its tables (null: it has none)
  columns       codes of the columns: a meaning, a head that the lexicon knows, or ? (never a raw head: it may be data)
  categories    categories of personal data that it surely holds (keys of knowledge/categories.toml)
  special       {category: "certain" | "possible"}; only those of AVG 9, 10 and 87
  people        [{"crm_id", "evidence": [codes], "certain": bool, "score": number or null, "rows": number}]
  ambiguous     names that fit more people than can be told
  erased_hashes numbers of the lines of the list of erased people that were found in it
  from_crm      True | False | null (null: no CRM was given)
  duplicate_of  id of the file that this one repeats, or null; near_copy: same rows, other form or order
  problems      sentences about what was read with doubt
  unreadable    True when something in it was not read; reason: code; unread: [{"place", "code", "sentence"}]
  asked         {"erased" | "objected" | "withdrawn" | "rectified": people in it of whom the CRM says so}
  findings      [{"check", "violates": true or null (unknown), "reasons": [codes], "articles"}] of theme shadow
  limits        codes of bounds that were reached (what was looked at in part)
"""

import json
import os
import secrets
import shutil
from datetime import date, timedelta
from pathlib import Path

from .. import texts, whole
from ..errors import AvgkitError
from ..tables import why
from ..whole import text_of

VERSION = 1  # of the shape and of the way of finding: another one makes every file be read again
KEEP_DAYS = 30
_OURS = ("search.json", "files.jsonl", "shadow.json", "results.json", "findings", "register-row.csv")


_NONE = type(None)
_SHAPE = {  # what kind of value each part of a record is
    **dict.fromkeys(("path", "kind", "named", "sha256", "personal", "digest"), (str,)),
    **dict.fromkeys(("container", "unreadable"), (bool,)),
    **dict.fromkeys(("size", "matched", "ambiguous", "rows_unread"), (int,)),
    **dict.fromkeys(("columns", "categories", "people", "erased_hashes", "problems", "unread", "limits"), (list,)),
    **{"special": (dict,), "rows": (int, _NONE), "modified_at": (str, _NONE), "reason": (str, _NONE)},
}


class Journal:
    """The lines of files.jsonl: what an earlier run read already, and what this run adds, each line at once on disk."""

    def __init__(self, out: Path):
        self.path = out / "files.jsonl"
        self.done: dict[str, list[dict]] = {}
        self._load()
        self._file = open(self.path, "ab")  # noqa: SIM115 - stays open while files are read

    def _load(self) -> None:
        """Read what is whole; a line that was cut off or altered falls away, with what follows it."""
        if not self.path.exists():
            return
        whole_until = 0
        with open(self.path, "rb") as file:
            for line in file:
                try:
                    entry = json.loads(line)
                except ValueError:
                    break
                if not (line.endswith(b"\n") and _whole(entry)):
                    break
                self.done[entry["key"]] = entry["files"]
                whole_until += len(line)
        os.truncate(self.path, whole_until)

    def add(self, key: str, files: list[dict]) -> None:
        """Append what one file holds."""
        self.done[key] = files
        self._file.write(json.dumps({"key": key, "files": files}, ensure_ascii=True).encode() + b"\n")
        self._file.flush()

    def keep(self, keys: set[str]) -> None:
        """Leave out what files said that have changed or are gone since: of no use, and still about people."""
        if self.done.keys() <= keys:
            return
        self.close()
        self.done = {key: files for key, files in self.done.items() if key in keys}
        lines = (json.dumps({"key": key, "files": files}, ensure_ascii=True) for key, files in self.done.items())
        with whole.written(self.path, "".join(f"{line}\n" for line in lines)) as put:
            put()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _whole(entry) -> bool:
    """Whether a line of the journal has the shape that we write; another one is read again from its file."""
    if not (isinstance(entry, dict) and isinstance(entry.get("key"), str) and isinstance(entry.get("files"), list)):
        return False
    return bool(entry["files"]) and all(
        isinstance(one, dict) and all(type(one.get(name)) in kinds for name, kinds in _SHAPE.items())
        for one in entry["files"]
    )


def prepare(out: Path, about: dict, keep_days: int) -> dict:
    """Make the folder of the results, readable by its owner only, and say in it what is searched and until when kept.

    Goes on with an earlier search of the same folder. Raises AvgkitError when the folder holds something else.
    """
    try:
        if out.exists() and not out.is_dir():
            raise AvgkitError(texts.say("errors.path_unwritable", path=out, reason=texts.say("errors.os_not_folder")))
        kept = state(out)
        if kept and kept["expires_on"] < about["searched_on"]:  # what has expired is not read again
            purge(out, today=date.fromisoformat(about["searched_on"]))
            kept = state(out)
        if kept is None and out.exists() and any(out.iterdir()):
            raise AvgkitError(texts.say("shadow.out_taken", path=out))
        if kept and kept.get("folder") != about["folder"]:
            raise AvgkitError(texts.say("shadow.out_other", path=out))
        out.mkdir(parents=True, exist_ok=True, mode=0o700)
        salt = kept["salt"] if kept else secrets.token_hex(16)
        expires = (date.fromisoformat(about["searched_on"]) + timedelta(days=keep_days)).isoformat()
        made = about | {"version": VERSION, "salt": salt, "expires_on": expires, "keep_days": keep_days}
        with whole.written(out / "search.json", json.dumps(made, indent=1) + "\n") as put:
            put()
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", path=out, reason=why(error))) from None
    return made


def state(out: Path) -> dict | None:
    """What search.json says; None when this is no folder of a search."""
    try:
        found = json.loads(text_of(out / "search.json"))
    except (OSError, ValueError, RecursionError):
        return None
    if not (isinstance(found, dict) and _told(found)):
        return None
    rate = found.get("rate")
    if not (isinstance(rate, dict) and all(type(one) is float and 0 < one < 1e6 for one in rate.values())):
        found["rate"] = None
    return found


def _told(found: dict) -> bool:
    """Whether the salt and the day have the form in which we write them."""
    try:
        date.fromisoformat(found["expires_on"])
        return bool(bytes.fromhex(found["salt"]))
    except (KeyError, TypeError, ValueError):
        return False


def load(out: str | Path) -> dict:
    """The whole of a finished search: files and summary. Raises AvgkitError when there is none or it has expired."""
    out = Path(out)
    about = state(out)
    if about is None or not (out / "shadow.json").exists():
        raise AvgkitError(texts.say("shadow.no_results", path=out))
    if about["expires_on"] < date.today().isoformat():
        raise AvgkitError(texts.say("shadow.expired", path=out, day=texts.day(date.fromisoformat(about["expires_on"]))))
    try:
        return json.loads(text_of(out / "shadow.json", 2_000_000_000))
    except (OSError, ValueError, RecursionError):
        raise AvgkitError(texts.say("shadow.no_results", path=out)) from None


def finish(out: Path, found: dict, register: str) -> None:
    """Write the whole, and the row for the register; each at once or not at all."""
    with whole.written(out / "register-row.csv", register) as put:
        put()
    with whole.written(out / "shadow.json", json.dumps(found, ensure_ascii=False, indent=1) + "\n") as put:
        put()


def rate(out: Path, about: dict, factor: float) -> None:
    """Keep how fast this machine was, for the estimate of the next inventory."""
    from .inventory import MEGABYTES_A_SECOND, SECONDS_A_FILE

    factor = min(max(factor, 0.02), 50.0)
    known = {"seconds_a_file": SECONDS_A_FILE * factor, "megabytes_a_second": MEGABYTES_A_SECOND / factor}
    with whole.written(out / "search.json", json.dumps(about | {"rate": known}, indent=1) + "\n") as put:
        put()


def purge(folder: str | Path, everything: bool = False, today: date | None = None) -> dict:
    """Remove the results in this folder, or in the folders in it, that have expired (or all).

    Only what a search wrote is removed; a folder that then is empty too. Gives {"removed": [...], "kept": [...]}, each
    {"folder", "expires_on"}. Raises AvgkitError when there is no such folder.
    """
    folder, today = Path(folder), (today or date.today()).isoformat()
    if not folder.is_dir():
        raise AvgkitError(texts.say("errors.path_missing", path=folder))
    removed, kept = [], []
    for one in [folder, *sorted(f for f in folder.iterdir() if f.is_dir() and not f.is_symlink())]:
        about = state(one)
        if about is None:
            continue
        entry = {"folder": str(one), "expires_on": about["expires_on"]}
        if not everything and about["expires_on"] >= today:
            kept.append(entry)
            continue
        for name in _OURS[::-1]:  # search.json last: what is half removed can still be removed
            target = one / name
            if target.is_dir() and not target.is_symlink():
                shutil.rmtree(target)
            else:
                target.unlink(missing_ok=True)
        whole.remove([one])
        removed.append(entry)
    return {"removed": removed, "kept": kept}
