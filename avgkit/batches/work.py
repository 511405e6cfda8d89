"""What one process of a batch does: look at the inputs, make a scan, or make a report. Each takes and gives JSON.

A process does one piece of work and ends, so that nothing of one report reaches the next.
"""

import errno
import hashlib
import json
import os
import traceback
from datetime import date
from pathlib import Path

from .. import paths, texts, whole
from ..errors import AvgkitError
from ..sources import cutting
from ..trends.summary import brief

WORK = ".batch-"  # how the folder begins in which something is made; it has the depth of where it will stand
RECORD = "report.json"


def do(task: dict) -> dict:
    """Do a piece of work: {"status": "done", ...}, or "failed" with `problems`, sentences without personal data."""
    texts.use(task["lang"])
    try:
        return {"status": "done"} | _KINDS[task["kind"]](task)
    except AvgkitError as error:
        return _failed(error.problems)
    except MemoryError:
        return _failed([texts.say("batch.memory")])
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return _failed([texts.say("cli.disk_full")])
        return _failed([texts.say("batch.raised", error=_about(error), where=_where(error))])
    except Exception as error:  # whatever went wrong, the other reports go on; its message may hold data of people
        cause = error.__cause__ or error
        told = texts.say("batch.raised", error=_about(cause), where=_where(error))
        return _failed([texts.say("batch.memory")] if "MemoryError" in told else [told])


def _failed(problems: list[str]) -> dict:
    return {"status": "failed", "problems": [texts.harmless(str(problem)) for problem in problems]}


def _about(error: BaseException) -> str:
    return str(getattr(error, "ename", "") or type(error).__name__)


def _where(error: BaseException) -> str:
    """The place in our own code, or the cell of the notebook, where it went wrong."""
    cause = error.__cause__
    if cause is not None and hasattr(cause, "cell_index"):
        return texts.say("batch.cell", n=cause.exec_count or cause.cell_index)
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if str(paths.PACKAGE) in frame.filename] or frames
    return f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else texts.NOTHING


# ---------------------------------------------------------------- looking, before anything runs
def _look(task: dict) -> dict:
    """For each of `inputs` what is wrong with it and its parts, and for each scan asked for its fingerprint."""
    from ..law import usable_law
    from ..recognisers.accepting import accepted_on
    from ..scans import Scan
    from ..sources import open_inputs

    told = {"problems": {}, "prints": {}, "incomplete": {}}
    for inputs in task["inputs"]:
        try:
            crm, policy = open_inputs(inputs["crm"], inputs["policy"], inputs["format"])
        except AvgkitError as error:
            told["problems"][inputs["id"]] = error.problems
            continue
        for asked in inputs["scans"]:
            problems = cutting.problems(crm, policy, asked["part"])
            try:
                crm.accepted = accepted_on(asked["accepted"], asked["on"])
            except AvgkitError as error:
                problems += error.problems
            if problems:
                told["problems"][asked["id"]] = problems
                continue
            crm.part = cutting.Cut(asked["part"]) if asked["part"] else None
            told["prints"][asked["id"]] = Scan(crm, policy, usable_law(asked["on"]), [], Path()).fingerprint
    return told


# ---------------------------------------------------------------- making
def _scan(task: dict) -> dict:
    """A scan that reports share: its findings and results in one folder, there whole or not at all."""
    from ..recognisers.accepting import accepted_on
    from ..scans import scan
    from ..sources import open_inputs
    from ..trends import follow

    target = Path(task["target"])
    work = target.parent / f"{WORK}{target.name}-{os.getpid()}"
    crm, policy = open_inputs(task["crm"], task["policy"], task["format"], **task["part"])
    crm.accepted = accepted_on(task["accepted"], task["on"])
    made = scan(crm, policy, on=task["on"], out=work)
    since = follow(made, keep=target.parent.parent / "runs")
    results = made.to_dict() | {"findings": ".", "trend": since.to_dict()}
    whole.written_now(work / "findings" / "results.json", json.dumps(results, ensure_ascii=False, indent=1) + "\n")
    whole.swap(work / "findings", target)
    whole.gone(work)
    return {"complete": not made.incomplete}


def _report(task: dict) -> dict:
    """One report in a folder of its own, put in place as a whole with the record of what it was made from."""
    from ..reports import report

    target = Path(task["target"])
    work = target.parent / f"{WORK}{target.name}"
    made = report(
        task["report"],
        out=work,
        placed=target,
        parameters=task["given"],
        lang=task["lang"],
        command=task.get("command"),
    )
    files = sorted(path.name for path in work.iterdir() if not path.name.startswith("."))
    record = {"name": task["name"], "report": task["report"], "fingerprint": task["fingerprint"], "files": files}
    record |= {
        "page": made.html.name,
        "state": state(_since(task) | made.results, _themes(task["report"])),
        "on": date.today().isoformat(),
    }
    whole.written_now(work / RECORD, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    whole.swap(work, target)
    return {"record": record}


def _since(task: dict) -> dict:
    """What changed since the run before, as it was told of the scan that this report is made from."""
    scanned = task["given"].get("scanned")
    trend = json.loads(whole.text_of(Path(scanned) / "results.json")).get("trend") if scanned else None
    return {"trend": trend} if trend else {}


def _themes(report: str) -> list[str]:
    """The themes that a report is about; none means all."""
    from ..reports import checking

    return checking.about(checking.find(report)).get("themes", [])


def state(results: dict, themes: list[str]) -> dict:
    """What an index tells of a report: counts of its themes, and whether something could not be read.

    `severity`: findings by theme and severity, without those that somebody accepted, which are counted in `accepted`.
    `new` and `since` are of the whole scan that the report is made from.
    """
    shown = [r for r in results["results"] if not themes or r["theme"] in themes]
    done = [r for r in shown if r["status"] == "done"]
    taken = (results.get("accepted_findings") or {}).get("checks", {})
    still = {r["check"]: r["violations"] - taken.get(r["check"], {}).get("accepted", 0) for r in results["results"]}
    severe: dict[str, dict[str, int]] = {}
    for r in done:
        counts = severe.setdefault(r["theme"], dict.fromkeys(_levels(), 0))
        counts[r["severity"]] += still[r["check"]]
    trend = results.get("trend")
    return {
        "checks": len(done),
        "not_run": len(shown) - len(done),
        "items": sum(r["items"] for r in done),
        "violations": sum(r["violations"] for r in done),
        "unknown": sum(r["unknown"] for r in done),
        "accepted": sum(r["violations"] - still[r["check"]] for r in done),
        "severity": severe,
        "new": trend["new"] if trend else sum(still.values()),
        "complete": results["complete"],
        "law_date": results["law_date"],
        "scan": results.get("fingerprint", ""),
        "since": brief(trend),
    }


def _levels() -> tuple[str, ...]:
    from ..check import SEVERITIES

    return SEVERITIES


def digest(value: str) -> str:
    """What a file or folder holds, as far as its names, sizes and times tell; a text that is none is itself."""
    path = Path(value)
    try:
        if path.is_file():
            return hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_dir():
            each = [(str(p.relative_to(path)), p.stat().st_size, p.stat().st_mtime_ns) for p in sorted(path.rglob("*"))]
            return hashlib.sha256(json.dumps(each).encode()).hexdigest()
    except OSError:
        return ""
    return value


_KINDS = {"look": _look, "scan": _scan, "report": _report}
