"""Judges one case by the same check that judges a CRM: plain facts become a one-case Crm and Policy, nothing more.

Facts are named `table.column`; a list of values makes several records of that table. A table not named is empty.
"""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

from . import schema, texts
from .check import Check, plain
from .declaring import read_value
from .errors import AvgkitError
from .frames import missing
from .law import usable_law
from .tables import Crm, Policy, why
from .themes import find

PERSON = "1"


def judge(check_id: str, facts: dict | list[dict], on: date | str | None = None) -> list[dict]:
    """The verdict on each record of each case: key, violates, reasons, evidence, articles and law date.

    `facts` is one case (a dict of `table.column` to a value or a list) or a list of cases; a case may hold `key` and
    `on`. Without `messages.sent_at` a message counts as sent on `on`; without `messages.kind` and
    `purposes.direct_marketing` it counts as marketing. Raises AvgkitError naming every unknown fact and wrong value.
    """
    check, day = find(check_id), usable_law(on).on
    cases = [facts] if isinstance(facts, dict) else list(facts)
    problems: list[str] = []
    built = [_build(case, number, day, problems) for number, case in enumerate(cases, 1)]
    if problems:
        raise AvgkitError(problems)
    return [answer for case in built for answer in _judge(check, *case)]


def read_cases(path: str | Path) -> list[dict]:
    """The cases of a JSON file (an object or a list of objects) or of a CSV file (a case on each line)."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
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


def _build(case: dict, number: int, on: date, problems: list[str]) -> tuple:
    """The tables of one case, typed, with what is silent filled in as `judge` says."""
    case = {name: value for name, value in case.items() if not (missing(value) or value == "")}
    key = str(case.pop("key", number))
    where = texts.say("errors.case", key=key)
    law = usable_law(on)
    try:
        law = usable_law(case.pop("on", on))
    except AvgkitError as error:
        problems += [f"{where}: {problem}" for problem in error.problems]
    lists: dict[str, dict[str, list]] = {}
    several = _several(case)
    for name, value in case.items():
        table, _, column = str(name).partition(".")
        found, known = _column(table, column)
        if found is None:
            problems.append(f"{where}: {texts.unknown_name('errors.unknown_fact', name, known)}")
            continue
        if isinstance(value, list) and found.type == "codes" and not (several[table] or _nested(value)):
            value = ";".join(str(part) for part in value)
        values = value if isinstance(value, list) else _split(value, table, found)
        lists.setdefault(table, {})[column] = [read_value(found, v, where, problems) for v in values]
    tables = {table: _rows(table, columns, where, problems) for table, columns in lists.items()}
    _link(tables, law.on)
    return key, tables, law


def _several(case: dict) -> dict[str, bool]:
    """By table, whether a list in this case means several records: a fact that holds one value has a list."""
    found = dict.fromkeys({str(name).partition(".")[0] for name in case}, False)
    for name, value in case.items():
        table, _, column = str(name).partition(".")
        known, _ = _column(table, column)
        found[table] |= isinstance(value, list) and len(value) > 1 and known is not None and known.type != "codes"
    return found


def _nested(values: list) -> bool:
    """Whether each record has a list of codes of its own."""
    return any(isinstance(value, list) for value in values)


def _column(table: str, column: str) -> tuple[schema.Column | None, list[str]]:
    """The column that a fact names; and what it may have meant: the columns of its table, or of all tables."""
    every = {name: found for side in schema.SIDES for name, found in schema.tables(side).items()}
    known = [f"{name}.{c}" for name, found in every.items() if table in (name, "") for c in found.columns]
    found = every[table].columns.get(column) if table in every else None
    return found, known or [f"{name}.{c}" for name, found in every.items() for c in found.columns]


def _values(value, table: str, column: schema.Column) -> list:
    """The values of a fact, one for each record; of a table with one row a list of codes is the codes of that row."""
    if not isinstance(value, list):
        return _split(value, table, column)
    single = any(table in schema.tables(side) and schema.tables(side)[table].parts == () for side in schema.SIDES)
    return [value] if single and column.type == "codes" and value else value


def _split(value, table: str, column: schema.Column) -> list:
    """A text with ; is a list, unless the column holds several codes, or a text in which anything may stand."""
    free = column.type == "text" and (column.personal or table in schema.tables("policy"))
    if free or column.type == "codes" or not (isinstance(value, str) and ";" in value):
        return [value]
    return [part.strip() for part in value.split(";")]


def _rows(table: str, columns: dict[str, list], where: str, problems: list[str]) -> list[dict]:
    lengths = {len(values) for values in columns.values()}
    if len(lengths - {1}) > 1 or lengths == {0, 1}:
        said = {"table": table, "lengths": ", ".join(str(n) for n in sorted(lengths))}
        problems.append(texts.say("errors.uneven_lists", where=where, **said))
        return []
    return [
        {name: values[i if len(values) > 1 else 0] for name, values in columns.items()} for i in range(max(lengths))
    ]


def _link(tables: dict[str, list[dict]], on: date) -> None:
    """Fill in what a single case leaves unsaid: keys, whom a record is about, and the day of judging."""
    tables.setdefault("contacts", [{}])
    for name, rows in tables.items():
        side = next(side for side in schema.SIDES if name in schema.tables(side))
        table = schema.tables(side)[name]
        for number, row in enumerate(rows, 1):
            if side == "crm":
                row.setdefault(table.key, PERSON if name == "contacts" else str(number))
                for column in table.columns.values():
                    if column.type == "ref" and tables.get(column.table):
                        row.setdefault(column.name, tables[column.table][0].get("id", PERSON))
    asked = tables.get("messages", [])
    for row in asked:
        row.setdefault("sent_at", on)
        if "kind" not in row and not any("direct_marketing" in p for p in tables.get("purposes", [])):
            row["kind"] = "marketing"
    chosen = [row for row in tables.get("consents", [])]
    _default(tables, "purposes", "id", [row.get("purpose") for row in asked + chosen])
    _default(tables, "consent_forms", "wording", [row.get("wording") for row in chosen])
    for name, rows in tables.items():
        key = schema.tables("policy")[name].key if name in schema.tables("policy") else None
        for number, row in enumerate(rows, 1):
            if key:
                row.setdefault(key, str(number))


def _default(tables: dict, name: str, column: str, values: list) -> None:
    """The one value that the other tables speak of, when this table leaves its key out."""
    spoken = {value for value in values if value}
    if len(tables.get(name, [])) == 1 and len(spoken) == 1:
        tables[name][0].setdefault(column, spoken.pop())


def _judge(check: Check, key: str, tables: dict, law) -> list[dict]:
    crm_tables, policy_tables = schema.tables("crm"), schema.tables("policy")
    # A table that a case does not name is empty, not missing: the case is all there is.
    read = {fact.partition(".")[0] for fact in check.facts}
    named = {need.partition(".")[2] for need in check.needs if need.startswith("crm.")} | read | set(tables)
    crm = Crm.of({n: tables.get(n, []) for n in named if n in crm_tables})
    policy = Policy(
        {n: [dict.fromkeys(policy_tables[n].columns) | row for row in tables.get(n, [])] for n in policy_tables}
    )
    rows = check.verdict(crm, policy, law).sort("key").collect("pyarrow").to_native().to_pylist()
    shared = {"articles": list(check.articles), "law_date": law.on.isoformat()}
    if not rows:
        return [{"key": key, "violates": False, "reasons": ["not_in_scope"], "evidence": {}, **shared}]
    answers = []
    for row in rows:
        evidence = {n: plain(v) for n, v in row.items() if n not in ("key", "violates", "reasons") and v is not None}
        reasons = [reason for reason in (row["reasons"] or "").split(";") if reason]
        name = key if len(rows) == 1 else f"{key}/{row['key']}"
        answers.append({"key": name, "violates": row["violates"], "reasons": reasons, "evidence": evidence, **shared})
    return answers
