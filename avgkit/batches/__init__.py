"""Reports by the hundred: a plan, a scan for each part, processes that each make one report, and one index of it all.

No failure is hidden: a report that fails leaves a page that says why, and the others go on.
"""

import json
import signal
import threading
import time
from collections.abc import Callable
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import texts, whole
from ..errors import AvgkitError
from ..pages.batched import IndexBook, summary
from ..reports import placing, running
from ..scans import versions
from . import making, work
from . import plan as plans
from .making import Made
from .pool import Pool

__all__ = ["Batch", "Made", "batch"]

SECONDS = 600  # that one scan or report may take
INDEX, SUMMARY, LOCK = "index.html", "summary.md", ".batch.lock"


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
        """Findings by severity ({"severity", "violations"}) of every scan and theme once, however many reports show it.

        A report that was given a list of accepted findings leaves those out, and so they are left out here.
        """
        found: dict[tuple, int] = {}
        for one in self.made:
            for theme, counts in one.found.get("severity", {}).items():
                for level, count in counts.items():
                    key = (one.found["scan"] or one.row.folder, theme, level)
                    found[key] = min(count, found.get(key, count))
        return [{"severity": level, "violations": count} for (*_, level), count in found.items()]

    @property
    def new(self) -> int:
        """Findings that the run before had not; without a run before all of them. Those of one scan count once."""
        found: dict[str, int] = {}
        for one in self.made:
            if one.found:
                key = one.found["scan"] or one.row.folder
                found[key] = min(one.found["new"], found.get(key, one.found["new"]))
        return sum(found.values())

    def to_dict(self) -> dict:
        """The batch as JSON can hold it."""
        states = {state: self.count(state) for state in ("done", "kept", "failed", "stopped")}
        told = {"on": self.on, "complete": self.complete, "states": states, "versions": versions()}
        told |= {
            "trend": {"new": self.new},
            "index": str(self.folder / INDEX),
            "findings": str(self.folder / "findings"),
        }
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
    accepted: str | Path | None = None,
    accepted_findings: str | Path | None = None,
    seconds: float = SECONDS,
    memory: int | None = None,
    again: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Batch:
    """Make the reports of a plan (CSV, a line for each) in OUT: a folder for each, index.html, results.json, findings/.

    `seconds` that one report may take; `memory` bytes that it may use (a fair part of the machine when not given);
    `again` makes those anew that are there already. `accepted` and `accepted_findings` as for a scan. `progress` is
    called with (done, in all). Raises AvgkitError with everything that is wrong with the plan, its inputs and OUT,
    before anything runs.
    """
    begun, lang = time.monotonic(), texts.language(lang)
    defaults = {"crm": crm, "policy": policy, "format": format, "on": on, "lang": lang}
    defaults |= {"accepted": accepted, "accepted_findings": accepted_findings}
    rows = plans.read(plan, {name: str(value) for name, value in defaults.items() if value is not None})
    folder = Path(out)
    _usable(folder)
    with _alone(folder), closing(_swept(folder, min(jobs, len(rows)), seconds, memory)) as pool:
        running.warm()
        made = [Made(row) for row in rows]
        scans = making.look(pool, made, lang)
        for one in made:
            one.record = {} if again else making.record(folder, one)
            one.state = "kept" if one.record else "stopped"
        found = Batch(folder, made, max(row.given.get("on", "") for row in rows))
        try:
            making.make(pool, folder, made, scans, lang, again, progress)
        finally:
            pool.close()  # its folder is swept as well
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


def _usable(folder: Path) -> None:
    """Make the folder; refuses one in which something else stands where the batch must write."""
    placing.make_folder(folder)
    told = [name for name in (INDEX, making.RESULTS, SUMMARY) if (folder / name).is_dir()]
    told += [name for name in ("findings", "runs") if _other(folder / name)]
    if told:
        reasons = {True: texts.say("errors.os_not_folder"), False: texts.say("errors.os_folder")}
        said = [(folder / name, reasons[name in ("findings", "runs")]) for name in told]
        raise AvgkitError([texts.say("errors.path_unwritable", path=path, reason=reason) for path, reason in said])


def _other(place: Path) -> bool:
    """Whether something stands here that is no folder, such as a file, or a link to nothing."""
    return not place.is_dir() and (place.exists() or place.is_symlink())


def _swept(folder: Path, jobs: int, seconds: float, memory: int | None) -> Pool:
    """The processes of a batch, with their answers in a folder that holds nothing of a batch before."""
    _sweep(folder)
    return Pool(jobs, seconds, memory, folder)


def _sweep(folder: Path) -> None:
    """Remove what was being made when a batch was stopped."""
    for place in (folder, folder / "findings"):
        if place.is_dir():
            for left in [*place.glob(f"{work.WORK}*"), *whole.left_over(place)]:
                whole.gone(left)


def _tell(found: Batch, lang: str) -> None:
    """The index and the results, each there whole; and away with findings that no report of this folder uses."""
    folder = found.folder
    whole.written_now(folder / making.RESULTS, json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n")
    whole.written_now(folder / INDEX, IndexBook(found, lang).page())
    whole.written_now(folder / SUMMARY, summary(found, lang))
    if not found.complete:
        return
    used = {one.found.get("scan") for one in found.made}
    for place in (folder / "findings").iterdir():
        if place.name not in used and making.scanned(place):
            whole.gone(place)
