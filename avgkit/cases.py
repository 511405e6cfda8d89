"""Files of cases: JSON (an object or a list of objects) or CSV (a case on each line), read as they were written."""

import csv
import io
import json
import re
from pathlib import Path

from . import texts
from .errors import AvgkitError
from .tables import why
from .whole import text_of


def read_cases(path: str | Path) -> list[dict]:
    """The cases of a JSON file (an object or a list of objects) or of a CSV file (a case on each line)."""
    path = Path(path)
    try:
        text = text_of(path, 500_000_000)
    except FileNotFoundError:
        raise AvgkitError(texts.say("errors.path_missing", path=path)) from None
    except UnicodeDecodeError:
        said = texts.say("errors.reason_encoding")
        raise AvgkitError(texts.say("errors.path_unreadable", path=path, reason=said)) from None
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unreadable", path=path, reason=why(error))) from None
    cases = _csv_cases(path, text) if path.suffix.lower() == ".csv" else _json_cases(path, text)
    if not cases or not all(isinstance(case, dict) for case in cases):
        raise AvgkitError(texts.say("errors.no_facts", path=path))
    return cases


def _json_cases(path: Path, text: str) -> list:
    if not text.strip():
        return []
    try:
        read = json.loads(text)
    except json.JSONDecodeError as error:
        raise AvgkitError(texts.say("errors.not_json", path=path, line=error.lineno, column=error.colno)) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets in brackets without end
        raise AvgkitError(texts.say("errors.no_facts", path=path)) from None
    return read if isinstance(read, list) else [read]


def _csv_cases(path: Path, text: str) -> list[dict]:
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").partition("\n")[0])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    header: list[str] = []
    cases, problems, line = [], [], 1
    try:
        for row in reader:
            where = texts.say("errors.row", file=path.name, line=line)
            line = reader.line_num + 1
            if not header:
                header = [name.strip() for name in row]
            elif any(value.strip() for value in row):
                if len(row) != len(header):
                    problems.append(f"{where}: {texts.say('errors.reason_fields')}.")
                cases.append({name: value for name, value in zip(header, row, strict=False) if name})
    except csv.Error:
        where = texts.say("errors.row", file=path.name, line=line)
        problems.append(f"{where}: {texts.say('errors.reason_quotes')}.")
    for name in dict.fromkeys(name for name in header if name and header.count(name) > 1):
        problems.append(texts.say("errors.policy_header_double", where=path.name, name=name))
    if problems:
        raise AvgkitError(problems)
    return cases
