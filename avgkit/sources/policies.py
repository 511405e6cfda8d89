"""Opens what an organisation declares: a folder of CSV files, one for each table of the policy."""

import csv
from pathlib import Path

from .. import schema, texts
from ..declaring import declare
from ..errors import AvgkitError
from ..tables import Policy, Source
from .exports import existing, fingerprint


def load_policy(path: str | Path) -> Policy:
    """The Policy in a folder of CSV files named after its tables; raises AvgkitError with every problem of every file at once."""
    folder = existing(path)
    files = {f.stem.lower(): f for f in sorted(folder.glob("*.csv"))} if folder.is_dir() else {}
    tables, sources, problems = {}, [], []
    for name in schema.tables("policy"):
        if name in files:
            try:
                tables[name] = _rows(files[name])
            except AvgkitError as error:
                problems += error.problems
                continue
            except (OSError, UnicodeDecodeError, csv.Error) as error:
                problems.append(texts.say("errors.path_unreadable", path=files[name].name, reason=_reason(error)))
                continue
            read = sorted(tables[name][0][1]) if tables[name] else []
            sources.append(
                Source(name, files[name].name, fingerprint(files[name]), len(tables[name]), columns_read=read)
            )
    if not tables and not problems:
        expected = "organisation.csv, purposes.csv, consent_forms.csv"
        raise AvgkitError(texts.say("errors.no_tables", path=folder, expected=expected))
    try:
        policy = declare(tables)
    except AvgkitError as error:
        raise AvgkitError(problems + error.problems) from None
    if problems:
        raise AvgkitError(problems)
    policy.sources = sources
    return policy


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return texts.say("errors.reason_encoding")
    return getattr(error, "strerror", None) or str(error)


def _rows(path: Path) -> list[tuple[str, dict]]:
    """The rows of a CSV file with the place where each stands; wholly empty rows are passed over."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        delimiter = max(",;\t", key=first.count)
        reader = csv.DictReader(file, delimiter=delimiter, strict=True)
        rows, problems = [], []
        for row in reader:
            where = texts.say("errors.row", file=path.name, line=reader.line_num)
            if None in row or None in row.values():
                problems.append(f"{where}: {texts.say('errors.reason_fields')}.")
            elif any((value or "").strip() for value in row.values()):
                rows.append((where, {(name or "").strip(): value for name, value in row.items()}))
    if problems:
        raise AvgkitError(problems)
    return rows
