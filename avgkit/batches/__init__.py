"""Reports by the hundred: a plan, a scan for each part, processes that each make one report, and one index of it all.

No failure is hidden: a report that fails leaves a page that says why, and the others go on.
"""

import hashlib
import json
import signal
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .. import texts, whole
from ..errors import AvgkitError
from ..pages.batched import IndexBook, failure
from ..reports import checking, placing, running
from ..scans import versions
from ..tables import why
from . import plan as plans
from . import work
from .plan import Row
from .pool import Pool

__all__ = ["Batch", "Made", "batch"]

SECONDS = 600  # that one scan or report may take
RESULTS, INDEX, LOCK = "results.json", "index.html", ".batch.lock"


@dataclass
class Made:
    """What became of one row: `state` is done, kept (made before of the same inputs), failed or stopped."""

    row: Row
    state: str = "stopped"
    fingerprint: str = ""
    record: dict = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def found(self) -> dict:
        """The counts of the report; empty where there is none."""
        return self.record.get("state", {})

    def to_dict(self) -> dict:
        """The row as JSON can hold it."""
        row = {"line": self.row.line, "name": self.row.name, "report": self.row.report, "folder": self.row.folder}
        row |= {"parameters": self.row.given, "state": self.state, "problems": self.problems}
        return row | {
            "files": [f"{self.row.folder}/{file}" for file in self.record.get("files", [])],
            "fingerprint": self.fingerprint,
            "found": self.found,
            "findings": f"findings/{self.found['scan']}" if self.found.get("scan") else "",
            "seconds": round(self.seconds, 2),
        }


@dataclass
class Batch:
    """A batch that was run: what became of every row, and where the index stands."""

    folder: Path
    made: list[Made]
    on: str
    seconds: float = 0.0

    def count(self, *states: str) -> int:
        """How many rows are in one of these states."""
        return sum(one.state in states for one in self.made)

    @property
    def complete(self) -> bool:
        """Whether every report is there and everything that it needed could be read."""
        return all(one.state in ("done", "kept") and one.found.get("complete", True) for one in self.made)

    def severe(self) -> list[dict]:
        """Findings of all reports by severity ({"severity", "violations"}); those of one scan count once."""
        scans = {one.found.get("scan") or one.row.folder: one.found["severity"] for one in self.made if one.found}
        return [{"severity": level, "violations": n} for counts in scans.values() for level, n in counts.items()]

    def to_dict(self) -> dict:
        """The batch as JSON can hold it."""
        states = {state: self.count(state) for state in ("done", "kept", "failed", "stopped")}
        told = {"on": self.on, "complete": self.complete, "states": states, "versions": versions()}
        told |= {"index": str(self.folder / INDEX), "findings": str(self.folder / "findings")}
        return told | {"seconds": round(self.seconds, 2), "reports": [one.to_dict() for one in self.made]}


def batch(
    plan: str | Path,
    out: str | Path,
    *,
    jobs: int = 1,
    crm: str | Path | None = None,
    policy: str | Path | None = None,
    format: str | None = None,
    on: str | date | None = None,
    lang: str | None = None,
    seconds: float = SECONDS,
    memory: int | None = None,
    again: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Batch:
    """Make the reports of a plan (CSV, a line for each) in OUT: a folder for each, index.html, results.json, findings/.

    `seconds` that one report may take; `memory` bytes that it may use (a fair part of the machine when not given);
    `again` makes those anew that are there already. `progress` is called with (done, in all). Raises AvgkitError with
    everything that is wrong with the plan, its inputs and OUT, before anything runs.
    """
    begun, lang = time.monotonic(), texts.language(lang)
    defaults = {"crm": crm, "policy": policy, "format": format, "on": on, "lang": lang}
    rows = plans.read(plan, {name: str(value) for name, value in defaults.items() if value is not None})
    folder = Path(out)
    placing.make_folder(folder)
    pool = Pool(jobs, seconds, memory)
    with _alone(folder):
        _sweep(folder)
        running.warm()
        made = [Made(row) for row in rows]
        scans = _look(pool, made, lang)
        for one in made:
            one.record = {} if again else _record(folder, one)
            one.state = "kept" if one.record else "stopped"
        found = Batch(folder, made, max(row.given.get("on", "") for row in rows))
        try:
            _make(pool, folder, made, scans, lang, again, progress)
        finally:
            _sweep(folder)
            found.seconds = time.monotonic() - begun
            _tell(found, lang)
    return found


# ---------------------------------------------------------------- one batch in a folder at a time
@contextmanager
def _alone(folder: Path):
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise AvgkitError(texts.say("batch.busy", path=folder)) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def stoppable():
    """End as Ctrl-C does when the system asks a batch to end (a scheduler, a shutdown)."""

    def stop(*_):
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _sweep(folder: Path) -> None:
    """Remove what was being made when a batch was stopped."""
    for place in (folder, folder / "findings"):
        for left in place.glob(f"{work.WORK}*"):
            if left.is_dir():
                whole.gone(left)


# ---------------------------------------------------------------- before anything runs
def _scan_task(row: Row) -> dict:
    """What a scan for this row is made of."""
    given = {name: row.given.get(name) or None for name in ("crm", "policy", "format", "on", "accepted")}
    return given | {"part": row.part}


def _id(*parts) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]


def _look(pool: Pool, made: list[Made], lang: str) -> dict[str, dict]:
    """Opens every input once, in a process of its own; gives the scans to make, by the id of what they are made of."""
    inputs: dict[str, dict] = {}
    scans: dict[str, dict] = {}
    for one in made:
        if one.row.scans and not one.row.problems:
            task = _scan_task(one.row)
            key = _id(task["crm"], task["policy"], task["format"])
            opened = inputs.setdefault(
                key, {name: task[name] for name in ("crm", "policy", "format")} | {"id": key, "scans": {}}
            )
            opened["scans"][_id(task)] = scans[_id(task)] = task | {"id": _id(task), "inputs": key}
    asked = [one | {"scans": list(one["scans"].values())} for one in inputs.values()]
    told = pool.one({"kind": "look", "lang": lang, "inputs": asked})
    if told["status"] == "failed":
        raise AvgkitError(told["problems"])
    for one in made:
        task = scans.get(_id(_scan_task(one.row)))
        if task:
            one.row.problems += told["problems"].get(task["id"]) or told["problems"].get(task["inputs"]) or []
            task["print"] = told["prints"].get(task["id"], "")
    plans.refuse([one.row for one in made])
    for one in made:
        task = scans.get(_id(_scan_task(one.row))) if one.row.scans else None
        one.fingerprint = _fingerprint(one.row, task["print"] if task else "")
    return scans


def _fingerprint(row: Row, scan: str) -> str:
    """The same for the same report of the same inputs, law, notebook and versions."""
    notebook = hashlib.sha256(checking.find(row.report).read_bytes()).hexdigest()
    given = {name: work.digest(value) if isinstance(value, str) else value for name, value in row.given.items()}
    return _id(row.report, notebook, given, scan, versions())


def _record(folder: Path, one: Made) -> dict:
    """The record of a report that is there already and whole, of the same inputs; else empty."""
    place = folder / one.row.folder
    try:
        record = json.loads(whole.text_of(place / work.RECORD))
        same = record["fingerprint"] == one.fingerprint
        return record if same and all((place / file).is_file() for file in record["files"]) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


# ---------------------------------------------------------------- making
def _make(pool, folder: Path, made: list[Made], scans: dict, lang: str, again: bool, progress) -> None:
    """First the scans that are not there yet, then the reports; a report whose scan failed fails with its reason."""
    rest = [one for one in made if one.state != "kept"]
    needed = {_id(_scan_task(one.row)) for one in rest if one.row.scans}
    shelf = folder / "findings"
    wanted = [scans[key] for key in scans if key in needed and (again or not _scanned(shelf / scans[key]["print"]))]
    done, total = len(made) - len(rest), len(made) + len(wanted)
    broken: dict[str, list[str]] = {}

    def tick() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total)

    if progress:
        progress(done, total)
    shelf.mkdir(exist_ok=True)

    def scanned(task: dict, answer: dict) -> None:
        if answer["status"] == "failed":
            broken[task["id"]] = answer["problems"]
        tick()

    tasks = [task | {"kind": "scan", "lang": lang, "target": str(shelf / task["print"])} for task in wanted]
    pool.run(tasks, scanned)

    def reported(task: dict, answer: dict) -> None:
        one = made[task["number"]]
        one.seconds = time.monotonic() - begun.pop(task["number"], time.monotonic())
        _settle(folder, one, answer)
        tick()

    begun: dict[int, float] = {}

    def reports():
        for number, one in enumerate(made):
            key = _id(_scan_task(one.row)) if one.row.scans else ""
            if one.state == "kept":
                continue
            if key in broken:
                _settle(folder, one, {"status": "failed", "problems": broken[key]})
                tick()
                continue
            begun[number] = time.monotonic()
            given = one.row.given | ({"scanned": str(shelf / scans[key]["print"])} if key else {})
            yield {
                "kind": "report",
                "number": number,
                "name": one.row.name,
                "report": one.row.report,
                "lang": one.row.lang,
                "given": given,
                "target": str(folder / one.row.folder),
                "fingerprint": one.fingerprint,
                "command": checking.command(one.row.report, one.row.given),
            }

    pool.run(reports(), reported)


def _scanned(place: Path) -> bool:
    """Whether a scan stands here; which one, its name tells, and it was put here as a whole."""
    return (place / RESULTS).is_file()


def _settle(folder: Path, one: Made, answer: dict) -> None:
    """Take in the answer to a row; a failure leaves a page in the place of the report."""
    one.state = answer["status"]
    if one.state == "done":
        one.record = answer["record"]
        return
    one.problems = answer["problems"]
    place = folder / one.row.folder
    work_place = folder / f"{work.WORK}{one.row.folder}"
    whole.gone(work_place)
    page = f"{one.row.report}.{one.row.lang}.html"
    one.record = {"files": [page], "page": page}
    try:
        work_place.mkdir()
        (work_place / page).write_text(failure(one, checking.command(one.row.report, one.row.given)), encoding="utf-8")
        whole.swap(work_place, place)
    except OSError as error:
        one.record = {}
        one.problems = [*one.problems, texts.say("batch.no_page", reason=why(error))]


def _tell(found: Batch, lang: str) -> None:
    """The index and the results, each there whole; and away with findings that no report of this folder uses."""
    folder = found.folder
    whole.written_now(folder / RESULTS, json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n")
    whole.written_now(folder / INDEX, IndexBook(found, lang).page())
    if not found.complete:
        return
    used = {one.found.get("scan") for one in found.made}
    for place in (folder / "findings").iterdir():
        if place.name not in used and _scanned(place):
            whole.gone(place)
