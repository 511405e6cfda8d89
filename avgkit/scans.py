"""A scan: every check over one Crm, Policy and Law; results with denominators, findings as one Parquet file a check."""

import hashlib
import json
import platform
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import narwhals as nw

from . import findings, schema, texts, whole
from .check import Check
from .errors import AvgkitError
from .frames import read_findings
from .law import Law, usable_law
from .tables import Crm, Policy, Source
from .themes import THEMES, checks

_PACKAGES = ("avgkit", "duckdb", "narwhals", "pandas", "pyarrow", "numpy")
# The column that says of which day a record is.
_DATED = {
    "messages": "sent_at",
    "consents": "at",
    "requests": "received_at",
    "access_log": "at",
    "incidents": "aware_at",
    "orders": "received_at",
}
_STATES = ("finding", "unknown", "ok", "not run")


@dataclass
class Result:
    """What one check found: `items` records judged, of which `violations` and `unknown`; or why it did not run.

    `missing`: the tables without which it could not run, such as crm.messages.
    """

    check: str
    theme: str
    status: str = "done"
    reason: str = ""
    items: int = 0
    violations: int = 0
    unknown: int = 0
    seconds: float = 0.0
    severity: str = ""
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ThemeState:
    """The sum of a theme: its state is a finding when a check has one, else unknown, ok, or not run."""

    theme: str
    state: str
    items: int
    violations: int
    unknown: int
    checks_done: int
    checks_not_run: int


@dataclass
class Scan:
    """Results and findings of one scan; findings lie in files and are read when asked for."""

    crm: Crm
    policy: Policy
    law: Law
    results: list[Result]
    folder: Path
    _keep: object = field(default=None, repr=False)

    @property
    def law_date(self) -> date:
        return self.law.on

    @property
    def organisation(self) -> str:
        return self.policy.one("organisation")["name"] or ""

    @property
    def sources(self) -> list[Source]:
        return [*self.crm.sources, *self.policy.sources]

    @property
    def incomplete(self) -> bool:
        """Whether something that stands in the inputs could not be read."""
        return not all(source.complete for source in self.sources) or any(r.status == "failed" for r in self.results)

    @property
    def declared(self) -> bool:
        """Whether the organisation declares anything at all; what the law lets it show is judged either way."""
        return bool(self.policy.tables)

    def findings(self, check_id: str, limit: int | None = None, unknown: bool = False):
        """The violations of a check (or its unknown records) as a pandas frame: key, violates, reasons, evidence."""
        where = "violates IS NULL" if unknown else "violates"
        return read_findings(self._file(check_id), "*", where, limit)

    def reasons(self, check_id: str, unknown: bool = False) -> dict[str, int]:
        """How often each reason occurs among the violations (or the unknown records), most frequent first."""
        return findings.reason_counts(self._file(check_id), unknown)

    def values(self, check_id: str, column: str, unknown: bool = False) -> list:
        """The different values of a column among the violations (or unknown records); none without the column."""
        return findings.distinct(self._file(check_id), column, unknown)

    def unseen(self, check_id: str) -> int:
        """Of how many violations nobody saw the text of the law of that day."""
        return findings.unseen(self._file(check_id))

    def _file(self, check_id: str) -> Path:
        """The findings file of a check; refuses a check that is unknown or did not run."""
        known = {r.check: r for r in self.results}
        if check_id not in known:
            raise AvgkitError(texts.unknown_name("errors.unknown_check", check_id, known))
        if known[check_id].status != "done":
            raise AvgkitError(f"{check_id}: {known[check_id].reason}")
        return self.folder / "findings" / f"{check_id}.parquet"

    def later(self) -> dict[str, int]:
        """How many records of each table are of after the reference date; they were not judged."""
        day = nw.lit(self.law_date)
        counts = {}
        for name, column in _DATED.items():
            if self.crm.has(name):
                after = (nw.col(column).cast(nw.Date) > day).cast(nw.Int64).sum()
                counts[name] = int(self.crm.engine.arrow(getattr(self.crm, name).select(n=after))["n"][0].as_py() or 0)
        return {name: count for name, count in counts.items() if count}

    def accepted(self) -> dict[str, int] | None:
        """Hits in notes that somebody accepted as false: `listed` in the file, `used` (in these notes, not counted) and
        `expired` (in these notes and past their day, so counted); None when no such file was given."""
        file = self.crm.accepted
        return None if file is None else {"listed": len(file.until), "used": file.used, "expired": file.expired}

    def themes(self) -> list[ThemeState]:
        """The state of each theme that was scanned, the most serious first."""
        states = [self._theme(name) for name in dict.fromkeys(r.theme for r in self.results)]
        return sorted(states, key=lambda s: _STATES.index(s.state))

    def _theme(self, name: str) -> ThemeState:
        done = [r for r in self.results if r.theme == name and r.status == "done"]
        violations, unknown = sum(r.violations for r in done), sum(r.unknown for r in done)
        state = "finding" if violations else "unknown" if unknown else "ok" if any(r.items for r in done) else "not run"
        not_run = sum(r.theme == name and r.status != "done" for r in self.results)
        items = sum(r.items for r in done)
        return ThemeState(name, state, items, violations, unknown, len(done), not_run)

    @property
    def fingerprint(self) -> str:
        """Ten characters that are the same for the same inputs, law and versions."""
        parts = [(s.table, s.sha256) for s in self.sources]
        allowed = self.crm.accepted.until if self.crm.accepted else {}
        parts += [(*hit, until.isoformat()) for hit, until in sorted(allowed.items())]
        inputs = json.dumps([parts, self.law_date.isoformat(), self.law.version, versions()])
        return hashlib.sha256(inputs.encode()).hexdigest()[:10]

    def to_dict(self) -> dict:
        """The scan as JSON can hold it."""
        return {
            "law_date": self.law_date.isoformat(),
            "organisation": self.organisation,
            "results": [asdict(r) | {"seconds": round(r.seconds, 3)} for r in self.results],
            "themes": [asdict(state) for state in self.themes()],
            "findings": str(self.folder / "findings"),
            "complete": not self.incomplete,
            "declared": self.declared,
            "sources": [asdict(source) for source in self.sources],
            "later": self.later(),
            "accepted": self.accepted(),
            "law_version": self.law.version,
            "versions": versions(),
            "engine": self.crm.engine.name,
            "fingerprint": self.fingerprint,
        }


def versions() -> dict[str, str]:
    """The versions that the numbers depend on."""
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def scan(
    crm: Crm,
    policy: Policy | None = None,
    *,
    on: date | str | None = None,
    themes: list[str] | None = None,
    out: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Scan:
    """Run the checks of `themes` (all when not given) as of `on` (today when not given).

    `out` is the folder for findings/ and results.json, replaced as a whole when the scan is ready; without it they lie
    in a temporary folder that lives as long as the Scan. `progress` is called with (done, total).
    """
    law = usable_law(on)
    policy = policy or Policy()
    unknown = [texts.unknown_name("errors.unknown_theme", name, THEMES) for name in themes or [] if name not in THEMES]
    if unknown:
        raise AvgkitError(unknown)
    wanted = [check for check in checks() if not themes or check.theme in themes]
    keep, place, work, made = whole.place(out)
    results = []
    try:
        for number, check in enumerate(wanted):
            if progress:
                progress(number, len(wanted))
            results.append(_run(check, crm, policy, law, work))
        found = Scan(crm, policy, law, results, place, keep)
        with whole.written(
            place / "results.json", json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n"
        ) as put:
            whole.swap(work, place / "findings", put)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        whole.remove(made)
        raise
    if progress:
        progress(len(wanted), len(wanted))
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
