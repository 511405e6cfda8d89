"""Opens what an organisation declares: a workbook, or a folder of CSV files, one for each table of the policy."""

import csv
import re
from pathlib import Path

from .. import schema, texts
from ..declaring import Declared, declare
from ..errors import AvgkitError
from ..tables import Policy, Source, why
from . import folders, workbooks
from .exports import existing, fingerprint


def load_policy(path: str | Path) -> Policy:
    """The Policy in a workbook (.xlsx, a sheet for each table) or in a folder of CSV files named after its tables.

    Raises AvgkitError with every problem at once. What a workbook marks as a proposal is not declared.
    """
    folder = existing(path)
    if folder.is_file() and folder.suffix.lower() in workbooks.SUFFIXES:
        return _workbook(folder)
    files, aside = folders.listing(folder).choose(folders.own("policy")) if folder.is_dir() else ({}, [])
    tables, sources = {}, []
    # A table is missed when its file is barred or its name is slightly wrong; any other file is only named.
    problems = [problem for source in aside if source.rows_unread for problem in source.problems]
    known = [f"{name}.csv" for name in schema.tables("policy")]
    near = [source for source in aside if not source.table and folders.resembles(source.file, known)]
    problems += [problem for source in near for problem in source.problems]
    for name in (name for name in schema.tables("policy") if name in files):
        try:
            tables[name] = _table(files[name])
        except AvgkitError as error:
            problems += error.problems
            continue
        read = sorted(set(tables[name].header))
        source = Source(name, files[name].name, fingerprint(files[name]), len(tables[name].rows), columns_read=read)
        if lacking := [column for column in schema.tables("policy")[name].columns if column not in read]:
            source.problems.append(texts.say("errors.columns_missing", where=source.file, names=", ".join(lacking)))
        sources.append(source)
    if not tables and not problems:
        expected = "organisation.csv, purposes.csv, consent_forms.csv"
        raise AvgkitError(texts.say("errors.no_tables", path=folder, expected=expected))
    try:
        policy = Policy(declare(tables))
    except AvgkitError as error:
        raise AvgkitError(problems + error.problems) from None
    if problems:
        raise AvgkitError(problems)
    policy.sources = [*sources, *aside]
    return policy


def _workbook(path: Path) -> Policy:
    tables, sources, problems = workbooks.read(path)
    try:
        policy = Policy(declare(tables))
    except AvgkitError as error:
        problems += error.problems
    if problems:
        raise AvgkitError(problems)
    digest = fingerprint(path)
    for source in sources:
        source.sha256 = digest
    policy.sources = sources
    return policy


def _table(path: Path) -> Declared:
    """The rows of a CSV file with the line on which each begins; rows without any value are passed over."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return _read(path.name, file)
    except OSError as error:
        said = why(error)
    except UnicodeDecodeError:
        said = texts.say("errors.reason_encoding")
    raise AvgkitError(texts.say("errors.path_unreadable", path=path.name, reason=said))


def _read(name: str, file) -> Declared:
    first = file.readline()
    file.seek(0)
    delimiter = max(",;\t", key=re.sub(r'"[^"]*"', "", first).count)
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    header: list[str] = []
    rows, problems, line = [], [], 1
    try:
        for row in reader:
            where = texts.say("errors.row", file=name, line=line)
            line = reader.line_num + 1
            if not any(value.strip() for value in row):
                continue
            if not header:
                header = [column.strip().lower() for column in row]
            elif len(row) != len(header):
                problems.append(f"{where}: {texts.say('errors.reason_fields')}.")
            else:
                rows.append((where, row))
    except csv.Error as error:
        key = "long" if "limit" in str(error) else "quotes"
        problems.append(f"{texts.say('errors.row', file=name, line=line)}: {texts.say(f'errors.reason_{key}')}.")
    if not header and not problems:
        problems.append(texts.say("errors.file_empty", where=name))
    problems += _odd_headers(header, [row for _, row in rows], name)
    if problems:
        raise AvgkitError(problems)
    named = [(where, dict(zip(header, row, strict=True))) for where, row in rows]
    return Declared(name, [column for column in header if column], named)


def _odd_headers(header: list[str], rows: list[list[str]], name: str) -> list[str]:
    """What is wrong with the column names: one that stands there twice, or one that is empty above a value."""
    doubles = dict.fromkeys(column for column in header if column and header.count(column) > 1)
    said = [texts.say("errors.policy_header_double", where=name, name=column) for column in doubles]
    empty = [n for n, column in enumerate(header) if not column and any(row[n].strip() for row in rows)]
    return said + [texts.say("errors.policy_header_empty", where=name, column=number + 1) for number in empty]
