"""What became of findings over time: runs kept as small files, the change since the last one, accepted findings.

`follow` is what a scan, a report and the command line call; everything else stands in the modules beside it.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from .. import texts, whole
from ..themes import checks
from . import accepting, comparing, folder, lawful, runs
from .comparing import WORDS, Change, ThemeChange
from .runs import Run

__all__ = ["Change", "Run", "Since", "ThemeChange", "follow"]


@dataclass
class Since:
    """One scan beside those before it: `before` is the run that it is compared with, None when there is none."""

    now: Run
    before: Run | None = None
    earlier: list[Run] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    themes: list[ThemeChange] = field(default_factory=list)
    accepted: accepting.Tally | None = None
    fresh: dict[str, int] = field(default_factory=dict)  # findings per check that the run before had not, accepted out
    exact: bool = True  # whether all of these were compared record by record
    law: list[tuple[date, str, tuple[str, ...]]] = field(
        default_factory=list
    )  # first day, article, checks that apply it
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    file: str = ""

    @property
    def new(self) -> int:
        """Findings that the run before had not and that nobody accepted; without a run before all of them."""
        return sum(self.fresh.values())

    @property
    def apart(self) -> int:
        """Of the new findings, those of checks that cannot be compared: other law or inputs, or judged only now."""
        words = {change.check: change.word for change in self.changes}
        return sum(n for check, n in self.fresh.items() if words.get(check, "same") not in comparing.COMPARED)

    @property
    def solved(self) -> int | None:
        """Findings of the run before that are none any more; None where that was not kept for every check."""
        gone = [change.gone for change in self.changes if change.word in comparing.COMPARED]
        return None if None in gone else sum(gone)

    @property
    def series(self) -> list[Run]:
        """The runs to draw: those of the same themes, up to this one."""
        return [*(run for run in self.earlier if run.scope == self.now.scope), self.now]

    def count(self, *words: str) -> int:
        """How many checks have one of these words."""
        return sum(change.word in words for change in self.changes)

    def to_dict(self) -> dict:
        """The change as JSON can hold it: counts, never a key."""
        before = self.before
        about = before and {name: getattr(before, name) for name in ("fingerprint", "name", "inputs", "version")}
        about = before and about | {d: getattr(before, d).isoformat() for d in ("law_date", "made_on")}
        told = {"run": self.now.name, "before": about, "runs": len(self.earlier) + 1}
        told |= {"new": self.new, "apart": self.apart, "exact": self.exact, "solved": self.solved if before else None}
        told["words"] = {word: self.count(word) for word in WORDS if before}
        told["checks"] = {change.check: _told(change) for change in self.changes}
        told["themes"] = {theme.theme: asdict(theme) for theme in self.themes}
        told["law"] = [{"from": day.isoformat(), "article": ref, "checks": list(ids)} for day, ref, ids in self.law]
        return told | {"remarks": self.remarks, "problems": self.problems}

    def accepted_dict(self) -> dict | None:
        """The accepted findings as JSON can hold them; None without a list."""
        if self.accepted is None:
            return None
        per = {check: asdict(one) for check, one in self.accepted.checks.items()}
        per = {check: one | {"until": one["until"] and one["until"].isoformat()} for check, one in per.items()}
        told = {name: getattr(self.accepted, name) for name in ("accepted", "expired", "open", "idle")}
        return told | {"checks": per}


def follow(
    scan,
    *,
    runs: str | Path = "",
    out: str | Path = "",
    cut: str = "",
    accept: str | Path | accepting.AcceptedFindings | None = None,
    keep: str | Path | None = None,
    today: date | None = None,
) -> Since:
    """Compare a scan with the last run before it and keep it as a run itself.

    `runs`: the folder with earlier runs; those in OUT/runs count too. `keep`: where this run is kept, OUT/runs when not
    given; without either it is not kept. `cut`: the part of the organisation, when the inputs themselves do not tell.
    `accept`: a list of accepted findings, or its path. OUT/results.json gets the change under `trend` and
    `accepted_findings`. Raises AvgkitError for a wrong list and for a place that cannot be written.
    """
    own = Path(out) / "runs" if out else None
    if not cut and scan.crm.part:
        cut = ";".join(f"{name}={value}" for name, value in sorted(scan.crm.part.wanted.items()))
    keep = Path(keep) if keep else own
    listed = accept if isinstance(accept, accepting.AcceptedFindings) else accepting.read_findings(accept)
    cut = cut or _cut(scan)
    history = folder.read(runs, own, keep)
    line = history.of(_whose(scan), cut)
    now = _now(scan, line, cut, today)
    earlier = [run for run in line if run.order < now.order and run.name != now.name]
    found = Since(now, earlier=earlier, problems=history.problems)
    alike = [run for run in earlier if run.scope == now.scope]
    found.before = (alike or earlier or [None])[-1]
    found.accepted = listed.of(scan) if listed is not None else None
    if found.before:
        found.changes = comparing.compare(found.before, now)
        found.themes = comparing.themes(found.changes)
        found.law = _law(scan, found.changes, found.before)
    found.fresh, found.exact = _fresh(scan, found)
    found.remarks = _remarks(found, len(history.runs) - len(line))
    if keep:
        found.file = str(folder.keep(now, keep))
    if out:
        _add(Path(out) / "results.json", found)
    return found


def _whose(scan) -> str:
    return runs.whose(scan)


def _cut(scan) -> str:
    """The part of the organisation that the inputs were cut to; empty for all of it."""
    part = getattr(scan.crm, "part", None)
    return "-".join(f"{name}-{value}".casefold() for name, value in sorted(part.wanted.items())) if part else ""


def _now(scan, line: list[Run], cut: str, today: date | None) -> Run:
    """The run of this scan: with the number that it has already, or the next one, and the salt of those before it."""
    name = (scan.law_date, scan.fingerprint, runs.scope(scan))
    same = next((run for run in line if (run.law_date, run.fingerprint, run.scope) == name), None)
    last = max(line, key=lambda run: (run.number, run.order), default=None)
    like = same or last
    number = same.number if same else last.number + 1 if last else 1
    day = same.made_on if same else today
    return runs.made(scan, cut=cut, number=number, salt=like.salt if like else "", made_on=day)


def _law(scan, changes: list[Change], before: Run) -> list[tuple[date, str, tuple[str, ...]]]:
    """Which rules began or ended between the two days, and for which checks that were judged both times."""
    rules, known = lawful.Rules(scan.law), {check.id: check for check in checks()}
    found: dict[tuple[date, str], list[str]] = {}
    for change in changes:
        if change.word == "law" and change.check in known:
            for day, ref in rules.changed(known[change.check], before.law_date):
                found.setdefault((day, ref), []).append(change.check)
    return [(day, ref, tuple(ids)) for (day, ref), ids in sorted(found.items())]


def _fresh(scan, found: Since) -> tuple[dict[str, int], bool]:
    """Findings per check that the run before had not, without those accepted; whether all were compared by record."""
    taken = found.accepted.keys if found.accepted else {}
    before, now, fresh, exact = found.before, found.now, {}, True
    for result in scan.results:
        if result.status != "done" or not result.violations:
            continue
        then = before.checks.get(result.check) if before else None
        accepted = taken.get(result.check, set())
        if not then or not then.judged or not then.violations:
            count = result.violations - len(accepted)
        elif before.salt == now.salt and None not in (then.found, now.checks[result.check].found):
            new = now.checks[result.check].found - then.found
            count = len(new - {runs.mark(now.salt, result.check, key) for key in accepted})
        else:  # at least so many; that others took the place of earlier ones cannot be seen
            count, exact = max(result.violations - max(then.violations, len(accepted)), 0), False
        if count > 0:
            fresh[result.check] = count
    return fresh, exact


def _remarks(found: Since, others: int) -> list[str]:
    """What a reader has to know before the numbers are believed."""
    told, before, now = [], found.before, found.now
    if others:
        told.append(_many("others", others))
    if before is None:
        return [texts.say("trends.first"), *told]
    if before.scope != now.scope:
        told.append(texts.say("trends.other_scope"))
    if before.inputs == now.inputs:
        told.append(texts.say("trends.same_inputs"))
    if before.law != now.law or before.version != now.version:
        told.append(texts.say("trends.other_version"))
    if not found.exact:
        told.append(texts.say("trends.not_exact"))
    return told


def _many(key: str, count: int) -> str:
    return texts.say(f"trends.{key}_{'one' if count == 1 else 'more'}", n=texts.number(count))


def _told(change: Change) -> dict:
    """A change without what runs need to be compared."""
    sides = {"before": change.before, "now": change.now}
    counts = {
        side: one and {name: getattr(one, name) for name in ("items", "violations", "unknown")}
        for side, one in sides.items()
    }
    records = {name: getattr(change, name) for name in ("fresh", "gone", "lost", "shown")}
    return {"theme": change.theme, "word": change.word, "why": change.why} | counts | records


def _add(path: Path, found: Since) -> None:
    """Tell the change in the results that a scan wrote, whole or not at all."""
    if not path.is_file():
        return
    results = json.loads(whole.text_of(path, 200_000_000))
    results |= {"trend": found.to_dict(), "accepted_findings": found.accepted_dict()}
    with whole.written(path, json.dumps(results, ensure_ascii=False, indent=1) + "\n") as put:
        put()
