"""A scan: every check over one Crm, Policy and Law; results with denominators, findings as one Parquet file a check."""

import json
import os
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import narwhals as nw

from .. import findings, schema, texts, whole
from ..check import Check
from ..errors import AvgkitError
from ..law import Law, usable_law
from ..tables import Crm, Policy, why
from ..themes import THEMES, checks
from .made import Result, Scan, ThemeState
from .versions import versions

__all__ = ["Result", "Scan", "ThemeState", "scan", "versions"]


def scan(
    crm: Crm,
    policy: Policy | None = None,
    *,
    on: date | str | None = None,
    themes: list[str] | None = None,
    out: str | Path | None = None,
    reuse: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Scan:
    """Run the checks of `themes` (all when not given) as of `on` (today when not given).

    `reuse` is the folder of a scan that was made before: its results and findings are read and nothing is run or
    written. It must be of the same inputs, law and versions, else AvgkitError.

    `out` is the folder for findings/ and results.json, replaced as a whole when the scan is ready; without it they lie
    in a temporary folder that lives as long as the Scan. `progress` is called with (done, total).
    """
    law = usable_law(on)
    policy = policy or Policy()
    unknown = [texts.unknown_name("errors.unknown_theme", name, THEMES) for name in themes or [] if name not in THEMES]
    if unknown:
        raise AvgkitError(unknown)
    wanted = [check for check in checks() if not themes or check.theme in themes]
    if reuse is not None:
        return _again(Path(reuse), Scan(crm, policy, law, [], Path(reuse)), out)
    keep, place, work, made = whole.place(out)
    results = []
    try:
        for number, check in enumerate(wanted):
            if progress:
                progress(number, len(wanted))
            results.append(_run(check, crm, policy, law, work))
        found = Scan(crm, policy, law, results, place, keep)
        told = found.to_dict() | {"findings": str(place / "findings")}  # where they are about to be put
        with whole.written(place / "results.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n") as put:
            whole.swap(work, place / "findings", put)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        whole.remove(made)
        raise
    if progress:
        progress(len(wanted), len(wanted))
    return found


def _again(folder: Path, found: Scan, out: str | Path | None) -> Scan:
    """The scan that lies in a folder, if it is one of these inputs."""
    try:
        told = json.loads(whole.text_of(folder / "results.json"))
        found.results = [Result(**result) for result in told["results"]]
        fingerprint = told["fingerprint"]
    except OSError as error:
        raise AvgkitError(texts.say("errors.no_scan", path=folder, reason=why(error))) from None
    except (ValueError, TypeError, KeyError):
        raise AvgkitError(texts.say("errors.scan_damaged", path=folder)) from None
    if fingerprint != found.fingerprint:
        raise AvgkitError(texts.say("errors.other_scan", path=folder))
    found.flat = not (folder / "findings").is_dir()
    if found.crm.accepted and told["accepted"]:
        found.crm.accepted.used, found.crm.accepted.expired = (told["accepted"][name] for name in ("used", "expired"))
    if out is not None:
        content = json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n"
        try:
            Path(out).mkdir(parents=True, exist_ok=True)
            whole.written_now(Path(out) / "results.json", content)
        except OSError as error:
            raise AvgkitError(texts.say("errors.path_unwritable", path=out, reason=why(error))) from None
        found.shelf = Path(os.path.relpath(found.store, whole.final(Path(out)))).as_posix()
    return found


def _title(need: str) -> str:
    """A table as a person knows it, with its own name behind it."""
    side, name = need.split(".")
    return f"{schema.tables(side)[name].words[texts.language()]} ({name})"


def _run(check: Check, crm: Crm, policy: Policy, law: Law, work: Path) -> Result:
    """One check; a fault in it costs the others nothing and makes the scan incomplete."""
    result = Result(check.id, check.theme, severity=check.severity)
    missing = check.missing(crm, policy)
    if missing:
        result.status, result.missing = "not run", missing
        result.reason = texts.say("errors.not_run_table", tables=", ".join(map(_title, missing)))
        return result
    start = time.perf_counter()
    try:
        _count(check, check.verdict(crm, policy, law), crm, result, work)
    except (AvgkitError, OSError):  # a wrong use, or a full disk, is no fault of the check
        raise
    except Exception as error:
        result = Result(check.id, check.theme, severity=check.severity, status="failed")
        result.reason = texts.say("errors.not_run_error", error=type(error).__name__)
    result.seconds = time.perf_counter() - start
    return result


def _count(check: Check, verdict: nw.LazyFrame, crm: Crm, result: Result, work: Path) -> None:
    """The verdict computed once, counted in the engine, its violations and unknowns streamed to a file."""
    path = work / f"{check.id}.parquet"
    verdict = crm.engine.keep(verdict)
    violated = nw.col("violates").cast(nw.Int64)
    counts = crm.engine.arrow(
        verdict.select(items=nw.len(), violations=violated.sum(), unknown=violated.is_null().cast(nw.Int64).sum())
    ).to_pylist()[0]
    result.items, result.violations, result.unknown = (int(counts[k] or 0) for k in ("items", "violations", "unknown"))
    crm.engine.write(verdict.filter(nw.col("violates").fill_null(True)).sort("key"), path)
    crm.engine.drop(verdict)
    if result.violations + result.unknown <= findings.SHEET:
        findings.write_sheet(path, texts.language(), check.evidence)
