"""The making of a batch: a look at every input, the scans that reports share, then the reports, each in a process."""

import hashlib
import json
import time
from dataclasses import dataclass, field
from pathlib import Path

from .. import texts, whole
from ..errors import AvgkitError
from ..pages.batched import failure
from ..reports import checking
from ..scans import versions
from ..tables import why
from . import plan as plans
from . import work
from .plan import Row
from .pool import Pool

RESULTS = "results.json"


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


# ---------------------------------------------------------------- before anything runs
def _scan_task(row: Row) -> dict:
    """What a scan for this row is made of."""
    given = {name: row.given.get(name) or None for name in ("crm", "policy", "format", "on", "accepted")}
    return given | {"part": row.part}


def _id(*parts) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]


def look(pool: Pool, made: list[Made], lang: str) -> dict[str, dict]:
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


def record(folder: Path, one: Made) -> dict:
    """The record of a report that is there already and whole, of the same inputs; else empty."""
    place = folder / one.row.folder
    try:
        record = json.loads(whole.text_of(place / work.RECORD))
        same = record["fingerprint"] == one.fingerprint and record["state"].keys() == work.state(_NOTHING, []).keys()
        return record if same and all(_there(place, file) for file in record["files"]) else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


_NOTHING = {"results": [], "complete": True, "law_date": ""}


def _there(place: Path, file: str) -> bool:
    """Whether a file or folder of a report is still there, and still in it."""
    return Path(file).name == file and (place / file).exists()


# ---------------------------------------------------------------- making
def make(pool, folder: Path, made: list[Made], scans: dict, lang: str, again: bool, progress) -> None:
    """First the scans that are not there yet, then the reports; a report whose scan failed fails with its reason."""
    rest = [one for one in made if one.state != "kept"]
    needed = {_id(_scan_task(one.row)) for one in rest if one.row.scans}
    shelf = folder / "findings"
    wanted = [scans[key] for key in scans if key in needed and (again or not scanned(shelf / scans[key]["print"]))]
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

    def told(task: dict, answer: dict) -> None:
        if answer["status"] == "failed":
            broken[task["id"]] = answer["problems"]
        tick()

    tasks = [task | {"kind": "scan", "lang": lang, "target": str(shelf / task["print"])} for task in wanted]
    pool.run(tasks, told)

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


def scanned(place: Path) -> bool:
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
