"""Findings that somebody accepted: by check and record, with an owner, a reason and a last day.

A finding that is accepted stays a finding: the check still says that it violates. It is counted apart and does not
count for --fail-on; after its last day it counts again. (Hits of the recogniser in notes that are no finding at all are
another thing: recognisers/accepting.py.)
"""

import csv
import io
import json
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .. import findings, kept, texts
from ..errors import AvgkitError
from ..tables import why
from ..themes import checks
from ..whole import text_of, written

FIELDS = ("check", "key", "owner", "reason", "until")
ALL = "*"  # in the column key: every finding of the check


@dataclass(frozen=True)
class Line:
    """One accepted finding of the file."""

    number: int
    check: str
    key: str
    until: date


@dataclass(frozen=True)
class Count:
    """Of the findings of one check: how many are accepted, the first last day of these, how many no more (expired)."""

    accepted: int = 0
    until: date | None = None
    expired: int = 0


@dataclass
class Tally:
    """The accepted findings of one scan: counts per check, the accepted keys, and lines that met no finding."""

    checks: dict[str, Count] = field(default_factory=dict)
    keys: dict[str, set] = field(default_factory=dict)
    idle: list[int] = field(default_factory=list)
    open: int = 0

    @property
    def accepted(self) -> int:
        """All accepted findings together."""
        return sum(count.accepted for count in self.checks.values())

    @property
    def expired(self) -> int:
        """All findings of which the acceptance has ended."""
        return sum(count.expired for count in self.checks.values())


@dataclass
class AcceptedFindings:
    """The lines of a file; `open` is how many have no owner, reason and day yet, as in a template."""

    lines: list[Line] = field(default_factory=list)
    open: int = 0

    def of(self, scan) -> Tally:
        """What they accept of a scan on its day of the law."""
        tally, done = Tally(open=self.open), {r.check: r.violations for r in scan.results if r.status == "done"}
        for check in dict.fromkeys(line.check for line in self.lines):
            own = [line for line in self.lines if line.check == check]
            keys = {str(key) for key in scan.values(check, "key")} if done.get(check) else set()
            tally.idle += [line.number for line in own if not (keys if line.key == ALL else keys & {line.key})]
            current = [line for line in own if kept.holds(line.until, scan.law_date)]
            taken = _taken(current, keys)
            over = _taken([line for line in own if line not in current], keys) - taken
            if taken or over:
                used = [line.until for line in current if line.key == ALL or line.key in keys]
                tally.keys[check] = taken
                tally.checks[check] = Count(len(taken), min(used, default=None), len(over))
        return tally


def _taken(lines: list[Line], keys: set) -> set:
    """The findings that these lines are about."""
    named = {line.key for line in lines}
    return set(keys) if ALL in named else keys & named


def read_findings(path: str | Path | None) -> AcceptedFindings | None:
    """The accepted findings of a CSV file with the columns check, key, owner, reason and until; None without a file.

    The heads may be Dutch, the separator a comma, semicolon or tab, the letters UTF-8 or of Windows. A line of which
    owner, reason and until are all empty accepts nothing. Raises AvgkitError with every wrong line at once.
    """
    if not path:
        return None
    path = Path(path)
    try:
        rows = kept.rows(path)
    except FileNotFoundError:
        raise AvgkitError(texts.say("errors.path_missing", path=path)) from None
    except (OSError, ValueError, csv.Error) as error:
        reason = why(error) if isinstance(error, OSError) else str(error).partition("\n")[0][:120]
        raise AvgkitError(texts.say("errors.path_unreadable", path=path, reason=reason)) from None
    names = _heads()
    rows = [(number, {names.get((head or "").lower()): value for head, value in row.items()}) for number, row in rows]
    found, problems, seen = AcceptedFindings(), [], {}
    known = {check.id for check in checks()}
    missing = [_head(name) for name in FIELDS if rows and name not in rows[0][1]]
    if missing:
        said = {"path": path.name, "heads": ", ".join(missing), "all": ";".join(map(_head, FIELDS))}
        raise AvgkitError(texts.say("trends.accept_heads", **said))
    for number, row in rows:
        if not any(row[name] for name in ("owner", "reason", "until")):
            found.open += 1
            continue
        row["key"] = re.sub(r"^'(?=[=+\-@])", "", row["key"])  # as the template writes what a spreadsheet would run
        line = Line(number, row["check"], row["key"], kept.day(row["until"]) or date.min)
        problems += _wrong(path.name, line, row, known, seen)
        seen.setdefault((line.check, line.key), number)
        found.lines.append(line)
    if problems:
        raise AvgkitError(problems)
    return found


def _wrong(file: str, line: Line, row: dict, known: set, seen: dict) -> list[str]:
    """What is wrong with one line."""
    told, where = [], {"path": file, "number": line.number}
    empty = [_head(name) for name in FIELDS if not row[name]]
    if empty:
        told.append(texts.say("trends.accept_empty", fields=", ".join(empty), **where))
    if row["check"] and row["check"] not in known:
        told.append(texts.unknown_name("trends.accept_check", row["check"], known, **where))
    if row["until"] and line.until == date.min:
        told.append(texts.say("trends.accept_until", value=row["until"][:40], **where))
    if (before := seen.get((line.check, line.key))) is not None and row["check"] and row["key"]:
        told.append(texts.say("trends.accept_double", before=before, check=line.check, **where))
    return told


def _head(name: str, lang: str | None = None) -> str:
    return texts.say(f"trends.head_{name}", lang)


def _heads() -> dict[str, str]:
    """Our name of every head: in either language, or the name itself."""
    said = {_head(name, lang).lower(): name for name in FIELDS for lang in texts.LANGUAGES}
    return said | {name: name for name in FIELDS}


def free(path: str | Path) -> Path:
    """A place for a new list; refuses one that is taken, where somebody's reasons may stand."""
    path = Path(path)
    if path.exists():
        raise AvgkitError(texts.say("trends.accept_taken", path=path))
    return path


def write_template(path: str | Path, folder: str | Path | None = None, lang: str | None = None) -> int:
    """A list to fill in: a head and, of the scan in `folder`, a line for each finding; gives the number of lines.

    Written as Dutch Excel opens it; in English with commas. What a spreadsheet would run gets a quote before it.
    """
    path, lang = free(path), texts.language(lang)
    rows = _found(Path(folder)) if folder else []
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if lang == "nl" else ",", lineterminator="\r\n")
    writer.writerow([_head(name, lang) for name in FIELDS])
    writer.writerows([check, f"'{key}" if key[:1] in "=+-@\t\r" else key, "", "", ""] for check, key in rows)
    try:
        with written(path, b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")) as put:
            put()
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", path=path, reason=why(error))) from None
    return len(rows)


def _found(folder: Path) -> list[tuple[str, str]]:
    """(check, key) of every finding that a scan left in a folder."""
    try:
        results = json.loads(text_of(folder / "results.json", 200_000_000))["results"]
        ids = [one["check"] for one in results if one["status"] == "done" and one["violations"]]
        files = [
            (check, folder / "findings" / f"{check}.parquet") for check in ids if check in {c.id for c in checks()}
        ]
        return [(check, str(key)) for check, file in files for key in findings.distinct(file, "key")]
    except (OSError, ValueError, KeyError, TypeError):
        raise AvgkitError(texts.say("trends.no_scan", path=folder)) from None
