"""A scan that was made: results with denominators in memory, findings in files that are read when asked for."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

import narwhals as nw

from .. import findings, texts
from ..errors import AvgkitError
from ..frames import read_findings
from ..law import Law
from ..tables import Crm, Policy, Source
from .versions import versions

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
    # Where the findings lie, as a reader of what is made beside them finds it.
    shelf: str = "findings"
    flat: bool = False  # whether the findings lie in the folder itself, as those of a batch do

    @property
    def store(self) -> Path:
        """The folder of the findings files."""
        return self.folder if self.flat else self.folder / "findings"

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

    def first(self, check_id: str, limit: int, unknown: bool = False) -> list[dict]:
        """The first violations of a check (or its unknown records) by key, each as a dict."""
        return findings.first(self._file(check_id), limit, unknown)

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
        return self.store / f"{check_id}.parquet"

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
        parts += sorted(self.crm.part.wanted.items()) if self.crm.part else []
        inputs = json.dumps([parts, self.law_date.isoformat(), self.law.version, versions()])
        return hashlib.sha256(inputs.encode()).hexdigest()[:10]

    def to_dict(self) -> dict:
        """The scan as JSON can hold it."""
        return {
            "law_date": self.law_date.isoformat(),
            "organisation": self.organisation,
            "results": [asdict(r) | {"seconds": round(r.seconds, 3)} for r in self.results],
            "themes": [asdict(state) for state in self.themes()],
            "part": self.crm.part.wanted if self.crm.part else {},
            "findings": str(self.store),
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
