"""A run: the numbers of one scan, kept as a small file, with which a later scan can be compared.

It holds no key of a record. That two runs found the same record is told by a short salted hash of check and key; runs
that follow each other share their salt. Whoever has the export can make the same hashes, so a run stays confidential.
"""

import base64
import hashlib
import json
import re
import secrets
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..scans import versions
from ..themes import THEMES, checks
from . import lawful

KIND, FORMAT = "avgkit-run", 1
MOST = 2_000  # findings of one check up to which is kept which they are; of more, only how many (our own choice)
_WIDTH = 5  # bytes of a hash: among so few records two alike are rarer than one in a hundred thousand


@dataclass(frozen=True)
class Judged:
    """What one check said in a run; `found` and `doubt` are hashes of its records, None where these were not kept."""

    theme: str
    status: str
    severity: str
    items: int
    violations: int
    unknown: int
    law: str = ""  # of the rules that the check applies, as they hold on the day of the law
    found: frozenset | None = None
    doubt: frozenset | None = None

    @property
    def judged(self) -> bool:
        """Whether there was anything that it could judge."""
        return self.status == "done" and self.items > 0


@dataclass(frozen=True)
class Run:
    """One scan as it is kept. `tables`: (rows read, rows and values unread) of each table; '' is a file of no table."""

    law_date: date
    fingerprint: str
    made_on: date
    whose: str
    cut: str
    scope: tuple[str, ...]
    number: int
    salt: str
    inputs: str
    law: str
    version: str
    tables: dict[str, tuple[int, int]] = field(default_factory=dict)
    checks: dict[str, Judged] = field(default_factory=dict)

    @property
    def order(self) -> tuple:
        """The place of a run among those of the same organisation and part: by day of the law, then as they came."""
        return (self.law_date, self.number, self.made_on, self.fingerprint)

    @property
    def name(self) -> str:
        """The name of its file."""
        part = "-".join(filter(None, [self.cut, *self.scope]))
        return f"{self.law_date.isoformat()}-{self.fingerprint}{f'-{slug(part)}' if part else ''}.json"


def slug(part: str) -> str:
    """A part of an organisation as a piece of a file name; what had to change, or is long, gets a mark of its own."""
    plain = re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-")
    if plain == part and len(part) <= 40:
        return plain
    return f"{plain[:30].strip('-')}-{hashlib.sha256(part.encode('utf-8', 'replace')).hexdigest()[:6]}".strip("-")


def whose(scan) -> str:
    """Ten characters for the organisation: by its name or, where none is declared, by the names of what was read.

    Numbers in the name of a file make no difference: this month's export follows last month's.
    """
    about = [scan.organisation.strip().lower()]
    if not about[0]:
        about = sorted({re.sub(r"\d+", "#", source.file.lower()) for source in scan.sources if source.table})
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()[:10]


def scope(scan) -> tuple[str, ...]:
    """The themes that were scanned; empty for all of them."""
    asked = {result.theme for result in scan.results}
    return () if asked >= set(THEMES) else tuple(sorted(asked))


def mark(salt: str, check: str, key: object) -> bytes:
    """The hash by which a record of a check is known again in runs with the same salt."""
    said = f"{salt}\0{check}\0{key}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(said).digest()[:_WIDTH]


def made(scan, *, cut: str = "", number: int = 1, salt: str = "", made_on: date | None = None) -> Run:
    """The run of a scan."""
    salt = salt or secrets.token_hex(8)
    rules, law = {check.id: check for check in checks()}, lawful.Rules(scan.law)
    judged = {}
    for result in scan.results:
        marks = {"found": None, "doubt": None}
        if result.status == "done":
            counts = (("found", result.violations, False), ("doubt", result.unknown, True))
            marks = {name: _marks(scan, result.check, count, unknown, salt) for name, count, unknown in counts}
        about = (result.theme, result.status, result.severity, result.items, result.violations, result.unknown)
        judged[result.check] = Judged(*about, law.of(rules[result.check]), **marks)
    tables: dict[str, tuple[int, int]] = {}
    for source in scan.sources:
        gaps = source.rows_unread + sum(source.values_unread.values()) + bool(source.cut)
        if source.table or gaps:
            rows, unread = tables.get(source.table, (0, 0))
            tables[source.table] = (rows + source.rows_read, unread + gaps)
    inputs = json.dumps(sorted((source.table, source.sha256) for source in scan.sources))
    return Run(
        law_date=scan.law_date,
        fingerprint=scan.fingerprint,
        made_on=made_on or date.today(),
        whose=whose(scan),
        cut=cut,
        scope=scope(scan),
        number=number,
        salt=salt,
        inputs=hashlib.sha256(inputs.encode()).hexdigest()[:10],
        law=scan.law.version,
        version=versions().get("avgkit", ""),
        tables=tables,
        checks=judged,
    )


def _marks(scan, check: str, count: int, unknown: bool, salt: str) -> frozenset | None:
    """The hashes of the findings of a check (or of its unknown records); None where there are too many to keep."""
    if count > MOST:
        return None
    found = frozenset(mark(salt, check, key) for key in (scan.values(check, "key", unknown) if count else ()))
    return found if len(found) == count else None  # a record that counts twice cannot be followed


# ---------------------------------------------------------------- as a file
def to_text(run: Run) -> str:
    """The run as JSON."""
    plain = {"kind": KIND, "format": FORMAT} | {k: v for k, v in vars(run).items() if k not in ("checks", "tables")}
    plain |= {"law_date": run.law_date.isoformat(), "made_on": run.made_on.isoformat(), "tables": run.tables}
    plain["checks"] = {
        check: {name: _coded(value) for name, value in vars(one).items()} for check, one in run.checks.items()
    }
    return json.dumps(plain, ensure_ascii=False, indent=None, separators=(",", ":")) + "\n"


def from_text(said: str) -> Run:
    """The run of a JSON text. Raises ValueError: `newer` for one of a later avgkit, anything else for what is none."""
    told = json.loads(said)
    if not isinstance(told, dict) or told.get("kind") != KIND:
        raise ValueError("kind")
    if not isinstance(told.get("format"), int) or told["format"] < 1:
        raise ValueError("format")
    if told["format"] > FORMAT:
        raise ValueError("newer")
    try:
        tables = {str(name): (_count(rows), _count(gaps)) for name, (rows, gaps) in told["tables"].items()}
        judged = {str(check): _judged(one) for check, one in told["checks"].items()}
        words = {name: str(told[name]) for name in ("fingerprint", "whose", "cut", "salt", "inputs", "law", "version")}
        days = {name: date.fromisoformat(told[name]) for name in ("law_date", "made_on")}
        number, about = _count(told["number"]), tuple(map(str, told["scope"]))
        return Run(**words, **days, number=number, scope=about, tables=tables, checks=judged)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None


def read(path: Path) -> Run:
    """The run of a file. Raises OSError, ValueError."""
    from ..whole import text_of

    return from_text(text_of(path, 5_000_000))


def _judged(one: dict) -> Judged:
    counts = {name: _count(one[name]) for name in ("items", "violations", "unknown")}
    words = {name: str(one[name]) for name in ("theme", "status", "severity", "law")}
    marks = {name: _uncoded(one[name], counts[of]) for name, of in (("found", "violations"), ("doubt", "unknown"))}
    if counts["violations"] + counts["unknown"] > counts["items"]:
        raise ValueError("items")
    return Judged(**counts, **words, **marks)


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("count")
    return value


def _coded(value):
    return base64.b64encode(b"".join(sorted(value))).decode() if isinstance(value, frozenset) else value


def _uncoded(value: str | None, count: int) -> frozenset | None:
    """The hashes as they were kept; there must be as many as were counted."""
    if value is None:
        return None
    raw = base64.b64decode(value, validate=True)
    found = frozenset(raw[place : place + _WIDTH] for place in range(0, len(raw), _WIDTH))
    if len(found) != count or len(raw) != count * _WIDTH:
        raise ValueError("marks")
    return found
