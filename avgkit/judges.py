"""Judges cases by the same check that judges a CRM: plain facts become a small Crm and Policy, nothing more.

Cases that share a day and a Policy are judged together, each behind a prefix of its own; the answers are those that
each case would get alone.
"""

import re
import warnings
from collections import defaultdict
from datetime import date

from . import schema, texts
from .cases import read_cases
from .check import Check, plain
from .errors import AvgkitError, AvgkitWarning
from .facts import Case, lay_out
from .frames import Engine
from .law import usable_law
from .tables import Crm, Policy, Source, order
from .themes import find

__all__ = ["judge", "read_cases"]

# A key that stays itself behind a prefix; one that may be a person (a name, a number, an address) is judged alone.
_PLAIN = re.compile(r"(?!\d[\d-]{8,}$)[A-Za-z0-9-]{1,40}")
_ONE_ENGINE = 200  # cases judged one after the other on one engine before its tables are thrown away


def judge(check_id: str, facts: dict | list[dict], on: date | str | None = None) -> list[dict]:
    """The verdict on each record of each case: key, violates, reasons, evidence, articles and law date.

    `facts` is one case or a list of cases. A case is a dict of `table.column` to a value or a list, or of a table to a
    record or a list of records; it may hold `key` and `on`. What a case leaves out is filled in as `avgkit checks
    --json` says (`unsaid`). Raises AvgkitError naming every unknown fact and wrong value; warns of facts not read.
    """
    check, day = find(check_id), usable_law(on).on
    cases = [facts] if isinstance(facts, dict) else list(facts)
    problems: list[str] = []
    built = [lay_out(check, case, number, day, problems) for number, case in enumerate(cases, 1)]
    if problems:
        raise AvgkitError(problems)
    if names := _not_read(check, built):
        warnings.warn(texts.say("errors.facts_not_read", names=", ".join(names)), AvgkitWarning, stacklevel=2)
    answers: dict[int, list[dict]] = {}
    engine, used = Engine(), 0
    for together in _groups(check, built):
        # What one case replaces a personal key by, another must not see.
        fresh = not _plain_keys(together[0][1])
        if used and (fresh or used >= _ONE_ENGINE):
            engine, used = Engine(), 0
        answers |= _judged(check, together, engine)
        used = _ONE_ENGINE if fresh else used + 1
    return [answer for number in range(len(built)) for answer in answers[number]]


def _not_read(check: Check, cases: list[Case]) -> list[str]:
    """The facts that make no difference to this check. They are told, not refused: a file may serve several checks."""
    keys = {
        f"{name}.{column.name}"
        for side in schema.SIDES
        for name, table in schema.tables(side).items()
        for column in table.columns.values()
        if column.type in ("key", "ref")
    }
    return list(dict.fromkeys(name for case in cases for name in case.named if name not in keys | set(check.facts)))


def _groups(check: Check, cases: list[Case]) -> list[list[tuple[int, Case]]]:
    """The cases that can be judged together: same day, same declarations as far as a record may read them all."""
    crm, groups = schema.tables("crm"), defaultdict(list)
    for number, case in enumerate(cases):
        own = check.table in (*crm, *check.apart) and _plain_keys(case)
        declared = {name: rows for name, rows in case.tables.items() if name not in (*crm, *check.apart)}
        groups[case.law.on, repr(declared), frozenset(case.tables), None if own else number].append((number, case))
    return list(groups.values())


def _plain_keys(case: Case) -> bool:
    """Whether every key is one that a prefix leaves as it is, and no record of a table shares its key."""
    for name, rows in case.tables.items():
        if name in schema.tables("crm"):
            keys = [row.get(schema.tables("crm")[name].key) for row in rows]
            said = [value for row in rows for column in _keys_of(name) for value in _values(column, row)]
            if len(set(keys)) < len(keys) or None in keys or not all(_PLAIN.fullmatch(value) for value in said):
                return False
    return True


def _keys_of(table: str, apart: tuple[str, ...] = ()) -> list[schema.Column]:
    """The columns that hold a key of the table itself, of the Crm, or of one of these declared tables."""
    side = next(side for side in schema.SIDES if table in schema.tables(side))
    named = {*schema.tables("crm"), *apart}
    return [c for c in schema.tables(side)[table].columns.values() if c.type == "key" or c.table in named]


def _values(column: schema.Column, row: dict) -> list[str]:
    value = str(row.get(column.name) or "")
    return [part for part in (value.split(";") if column.type == "codes" else [value]) if part]


def _judged(check: Check, together: list[tuple[int, Case]], engine: Engine) -> dict[int, list[dict]]:
    """The answers of each case of a group, by its number."""
    alone = len(together) == 1
    prefixes = {number: "" if alone else f"case{number}|" for number, _ in together}
    rows = _verdict(check, prefixes, together, engine)
    own: dict[int, list[dict]] = {number: [] for number in prefixes}
    for row in rows:
        number = together[0][0] if alone else _number(row["key"])
        if number not in own:  # a verdict on all of it together: then nothing can be said of each apart
            parts = [_judged(check, [one], engine) for one in together]
            return {number: answers for part in parts for number, answers in part.items()}
        own[number].append(row)
    return {number: _answers(check, case, own[number], prefixes[number]) for number, case in together}


def _number(key: str) -> int | None:
    found = re.match(r"case(\d+)\|", key or "")
    return int(found[1]) if found else None


def _verdict(check: Check, prefixes: dict[int, str], together: list[tuple[int, Case]], engine: Engine) -> list[dict]:
    """The verdict on a group of cases, laid out in one Crm with one Policy."""
    first = together[0][1]

    def rows(name: str) -> list[dict]:
        found = [(prefixes[number], row) for number, case in together for row in case.tables.get(name, [])]
        return [_prefixed(_keys_of(name, check.apart), row, prefix) for prefix, row in found]

    # A table that a case does not name is empty, not missing: the case is all there is.
    # A table that a case does not name is empty, not missing: the case is all there is.
    read = {fact.partition(".")[0] for fact in check.facts}
    needed = {need.partition(".")[2] for need in check.needs if need.startswith("crm.")} | read | set(first.tables)
    crm, declared = Crm(engine), schema.tables("policy")
    for name in order(name for name in needed if name in schema.tables("crm")):
        crm.add(name, engine.open_frame(rows(name)), Source(name))
    said = {name: rows(name) if name in check.apart else first.tables.get(name, []) for name in declared}
    policy = Policy({name: [dict.fromkeys(declared[name].columns) | row for row in said[name]] for name in declared})
    return check.verdict(crm, policy, first.law).sort("key").collect("pyarrow").to_native().to_pylist()


def _prefixed(columns: list[schema.Column], row: dict, prefix: str) -> dict:
    """The row with the prefix of its case before each of its keys."""
    if not prefix:
        return row
    return row | {c.name: ";".join(prefix + part for part in _values(c, row)) for c in columns if row.get(c.name)}


def _answers(check: Check, case: Case, rows: list[dict], prefix: str) -> list[dict]:
    """The answers of one case as others build on them, with the keys as the case has them."""
    shared = {"articles": list(check.articles), "law_date": case.law.on.isoformat()}
    if not rows:
        return [{"key": case.key, "violates": False, "reasons": ["not_in_scope"], "evidence": {}, **shared}]
    answers = []
    for row in rows:
        row = {n: v.replace(prefix, "") if prefix and isinstance(v, str) else v for n, v in row.items()}
        evidence = {n: plain(v) for n, v in row.items() if n not in ("key", "violates", "reasons") and v is not None}
        reasons = [reason for reason in (row["reasons"] or "").split(";") if reason]
        name = case.key if len(rows) == 1 else f"{case.key}/{row['key']}"
        answers.append({"key": name, "violates": row["violates"], "reasons": reasons, "evidence": evidence, **shared})
    return answers
