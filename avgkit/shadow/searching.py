"""A search of a folder from its inventory to the verdicts; goes on where an earlier one was stopped."""

import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..law import usable_law
from ..reading import locks
from ..scans import Scan
from ..tables import Crm, Policy, why
from ..whole import text_of
from . import inventory as stock
from . import results, telling
from .comparing import compare
from .finding import unreadable
from .judging import judge_files
from .matching import people_index
from .walking import Bounds, fingerprint, walk

_NOT_COUNTED = ("link_in", "link_dead", "own")  # read where it stands, not there at all, or our own


@dataclass
class Search:
    """A finished search: its records, the summary, the scan with the verdicts, and where it lies."""

    files: list[dict]
    summary: dict
    scan: Scan
    out: Path
    _keep: object = field(default=None, repr=False)

    @property
    def complete(self) -> bool:
        return self.summary["complete"]

    def to_dict(self) -> dict:
        """The whole as JSON can hold it."""
        return {"files": self.files, "summary": self.summary}


_LIST = 200_000_000  # bytes of a list of erased people


def existing_folder(folder: str | Path) -> Path:
    """The folder, when it is one that can be listed; else an AvgkitError."""
    folder = Path(folder)
    try:
        if not folder.exists():
            raise AvgkitError(texts.say("errors.path_missing", path=folder))
        if not folder.is_dir():
            raise AvgkitError(
                texts.say("errors.path_unreadable", path=folder, reason=texts.say("errors.os_not_folder"))
            )
        next(folder.iterdir(), None)
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unreadable", path=folder, reason=why(error))) from None
    return folder


def suppression(path: str | Path | None) -> dict[str, int]:
    """The hashes of a list of erased people, each with the number of its line; wrong lines are told, all at once.

    A line is the SHA-256, in hexadecimal, of an e-mail address in small letters or of a telephone number as
    +31612345678; what stands after a comma or semicolon is left alone.
    """
    if path is None:
        return {}
    try:
        lines = text_of(path, _LIST).splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = why(error) if isinstance(error, OSError) else texts.say("shadow.not_text")
        raise AvgkitError(texts.say("errors.path_unreadable", path=path, reason=reason)) from None
    found, wrong = {}, []
    for number, line in enumerate(lines, 1):
        first = re.split(r"[;,\t ]", line.strip(), maxsplit=1)[0].lower().strip('"')
        if re.fullmatch(r"[0-9a-f]{64}", first):
            found.setdefault(first, number)
        elif first and not (number == 1 and "hash" in first):
            wrong.append(number)
    if wrong:
        shown = ", ".join(map(str, wrong[:10])) + (" …" if len(wrong) > 10 else "")
        raise AvgkitError(texts.say("shadow.no_hashes", path=path, lines=shown))
    return found


def search(
    folder: str | Path,
    crm: Crm | None = None,
    policy: Policy | None = None,
    *,
    on: date | str | None = None,
    out: str | Path | None = None,
    jobs: int = 2,
    keep_days: int = results.KEEP_DAYS,
    erased: str | Path | None = None,
    bounds: Bounds | None = None,
    progress: Callable[[int, int, int, int], None] | None = None,
    command: tuple[str, ...] | None = None,
) -> Search:
    """Search every file of a folder for people, and judge what is found by the checks of theme shadow.

    `crm`: without it nobody can be recognised. `out`: folder of the results, kept `keep_days` days; a search that was
    stopped goes on from there; without it they live as long as the answer. `erased`: see `suppression`. `progress` is
    called with (files, files in all, bytes, bytes in all). Raises AvgkitError on wrong use.

    Searching the files of colleagues is processing of their data: see `notice()`.
    """
    folder, law, gone = existing_folder(folder), usable_law(on), suppression(erased)
    keep = None if out else tempfile.TemporaryDirectory(prefix="avgkit-shadow-", ignore_cleanup_errors=True)
    out = Path(out) if out else Path(keep.name)
    found = stock.inventory(folder, leave=out)
    today = date.today().isoformat()
    before = results.state(out) or {}
    about = {"folder": fingerprint_of(folder), "searched_on": today, "rate": before.get("rate")}
    made = results.prepare(out, about, keep_days)
    salt = bytes.fromhex(made["salt"])
    index = people_index(crm, salt)
    keys = {entry.place: fingerprint(entry, index.fingerprint, _stamp(gone)) for entry in found.entries}
    journal = results.Journal(out)
    kept = sum(_known(journal, keys[entry.place]) for entry in found.entries)
    start = time.perf_counter()
    try:
        read = _walk(found, journal, keys, index, gone, salt, jobs, bounds, progress, command)
        journal.keep(set(keys.values()))
    finally:
        journal.close()
    seconds = time.perf_counter() - start
    files = _numbered(found, journal, keys)
    compare(files, crm is not None)
    done = judge_files(files, crm, policy, law.on, out)
    for one in files:
        del one["digest"]
    summary = _summary(found, files, done, crm, gone) | {
        "searched_on": today,
        "expires_on": made["expires_on"],
        "keep_days": keep_days,
        "resumed": kept,
        "seconds": round(seconds, 2),
        "law_date": law.on.isoformat(),
    }
    answer = Search(files, summary, done, out, keep)
    results.finish(out, answer.to_dict(), telling.register_csv(keep_days))
    if read:
        results.rate(out, made, seconds * jobs / max(stock.Inventory(folder, read).seconds(1), 1e-6))
    return answer


def _walk(found, journal, keys, index, gone, salt, jobs, bounds, progress, command) -> list[stock.Entry]:
    """Read what the journal does not have; gives what was read."""
    waiting = [entry for entry in found.entries if not _known(journal, keys[entry.place])]
    count, size = len(found.entries) - len(waiting), found.size - sum(entry.size for entry in waiting)

    def tick(entry: stock.Entry) -> None:
        nonlocal count, size
        count, size = count + 1, size + entry.size
        if progress:
            progress(count, len(found.entries), size, found.size)

    if progress:
        progress(count, len(found.entries), size, found.size)
    if not waiting:
        return waiting
    with tempfile.TemporaryDirectory(prefix="avgkit-index-", ignore_cleanup_errors=True) as place:
        try:
            index.save(Path(place))
        except OSError as error:
            reason = why(error) if error.errno else texts.say("errors.os_full")  # numpy tells no number
            raise AvgkitError(texts.say("errors.path_unwritable", path=place, reason=reason)) from None
        setting = {"index": place, "salt": salt.hex(), "erased": gone, "lang": texts.language()}
        more = {"command": command} if command else {}
        walk(waiting, journal, keys, setting, jobs=max(1, jobs), bounds=bounds, progress=tick, **more)
    return waiting


def _known(journal: results.Journal, key: str) -> bool:
    """Whether an earlier run read this file; with a password now, what was locked then is tried again."""
    files = journal.done.get(key)
    if files is None or not locks.given():
        return files is not None
    return not any(one.get("code") in ("locked", "wrong_password") for file in files for one in file["unread"])


def fingerprint_of(folder: Path) -> str:
    """A folder as the results name it: a hash, because its path may hold a name."""
    import hashlib

    return hashlib.sha256(str(folder.resolve()).encode("utf-8", "replace")).hexdigest()[:16]


def _stamp(gone: dict[str, int]) -> str:
    import hashlib

    return hashlib.sha256("".join(sorted(gone)).encode()).hexdigest()[:16] if gone else ""


def _numbered(found: stock.Inventory, journal: results.Journal, keys: dict[str, str]) -> list[dict]:
    """The records in the order of the folder, each with a number, and what was left aside after them."""
    files = [dict(one) for entry in found.entries for one in journal.done[keys[entry.place]]]
    for place, code in found.aside:
        if code not in _NOT_COUNTED:
            files.append(unreadable(place, 0, None, code, texts.say(f"shadow.aside_{code}")))
    width = max(4, len(str(len(files))))
    return [{"id": f"F{number:0{width}}", **one} for number, one in enumerate(files, 1)]


def _summary(found: stock.Inventory, files: list[dict], done: Scan, crm: Crm | None, gone: dict) -> dict:
    own = [one for one in files if not one["container"]]
    certain = {p["crm_id"] for one in own for p in one["people"] if p["certain"]}
    unsure = {p["crm_id"] for one in own for p in one["people"] if not p["certain"]} - certain
    unread = [one for one in files if one["unreadable"]]
    reasons: dict[str, int] = {}
    for one in unread:
        reasons[one["reason"]] = reasons.get(one["reason"], 0) + 1
    return {
        "files": len(files),
        "on_disk": len(found.entries),
        "bytes": found.size,
        "containers": len(files) - len(own),
        "personal": {answer: sum(one["personal"] == answer for one in own) for answer in ("yes", "no", "unknown")},
        "people_certain": len(certain),
        "people_to_confirm": len(unsure),
        "special": {
            how: sum(how in one["special"].values() for one in own if one["personal"] != "no")
            for how in ("certain", "possible")
        },
        "copies_of_crm": sum(one["from_crm"] is True for one in own),
        "duplicates": sum(bool(one["duplicate_of"]) for one in files),
        "near_copies": sum(bool(one["near_copy"]) for one in files),
        "unreadable": len(unread),
        "unread_reasons": dict(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
        "links_inside": sum(code == "link_in" for _, code in found.aside),
        "limited": sum(bool(one["limits"]) for one in files),
        "later": sum((one["modified_at"] or "") > f"{done.law_date.isoformat()}T99" for one in own),
        "complete": not unread and not done.incomplete,
        "crm": crm.count("contacts") if crm else None,
        "erased": _erased(crm, gone),
        "checks": [
            {"check": r.check, "status": r.status, "reason": r.reason, "severity": r.severity}
            | {"items": r.items, "violations": r.violations, "unknown": r.unknown}
            for r in done.results
        ],
    }


def _erased(crm: Crm | None, gone: dict) -> dict:
    """How many erased people there are to be recognised: of requests carried out, and lines of a list of hashes."""
    asked = known = 0
    if crm and crm.has("requests") and crm.has("contacts"):
        some = " OR ".join(f"c.{name} IS NOT NULL" for name in ("email", "phone", "mobile", "iban", "bsn", "last_name"))
        (asked, known), *_ = crm.engine.rows(
            f"SELECT count(DISTINCT r.contact), count(DISTINCT CASE WHEN {some} THEN r.contact END) "
            f"FROM {crm.stored('requests')} r LEFT JOIN {crm.stored('contacts')} c ON c.id = r.contact "
            "WHERE r.kind = 'erasure' AND r.outcome = 'done'"
        )
    return {"requests": asked, "recognisable": known, "hashes": len(gone)}
