"""Checks what an organisation declares: every wrong column, value, code, reference and empty field told at once."""

from datetime import date, datetime

from . import schema, texts
from .errors import AvgkitError
from .law import load_law
from .tables import Policy

_FLAGS = {
    **dict.fromkeys(("true", "ja", "yes", "y", "j", "1", "waar", "x"), True),
    **dict.fromkeys(("false", "nee", "no", "n", "0", "onwaar"), False),
}


def declare(tables: dict[str, list[tuple[str, dict]]]) -> Policy:
    """A Policy of rows, each with the place it stands (file and line); refuses what is wrong."""
    known = schema.tables("policy")
    problems = [texts.unknown_name("errors.unknown_table", name, known) for name in tables if name not in known]
    rows = {}
    for name, placed in tables.items():
        if name in known:
            rows[name] = _table(known[name], placed, problems)
    _references(rows, tables, known, problems)
    if problems:
        raise AvgkitError(problems)
    return Policy(rows)


def _table(table: schema.Table, placed: list[tuple[str, dict]], problems: list[str]) -> list[dict]:
    seen: dict = {}
    typed = []
    if placed:
        where, first = placed[0]
        where = where.split(", ")[0]
        for name in first:
            if name not in table.columns:
                problems.append(texts.unknown_name("errors.unknown_column", name, table.columns, where=where))
        for column in table.columns.values():
            if column.required and column.name not in first:
                meaning = column.meaning[texts.language()]
                problems.append(texts.say("errors.required_missing", where=where, name=column.name, meaning=meaning))
    for where, row in placed:
        values = {c.name: read_value(c, row.get(c.name), where, problems) for c in table.columns.values()}
        for column in table.columns.values():
            if column.required and column.name in row and _blank(row[column.name]):
                meaning = column.meaning[texts.language()]
                problems.append(texts.say("errors.required_empty", where=where, name=column.name, meaning=meaning))
        if table.key and values[table.key] is not None:
            key = values[table.key]
            if key in seen:
                line = seen[key].rpartition(" ")[2]
                problems.append(texts.say("errors.double_key", where=where, name=table.key, value=key, line=line))
            seen.setdefault(key, where)
        typed.append(values)
    return typed


def _blank(value) -> bool:
    return value is None or str(value).strip() == ""


def read_value(column: schema.Column, raw, where: str, problems: list[str]):
    """The typed value, or None with a problem added."""
    if _blank(raw) or raw != raw:
        return None
    value = _typed(column, raw)
    if value is None:
        shown = str(raw).strip()[:60]
        if column.type == "code":
            problems.append(
                texts.unknown_name("errors.wrong_code", shown, column.values, where=where, column=column.name)
            )
        else:
            said = {"where": where, "value": shown, "name": column.name, "expected": column.expected()}
            problems.append(texts.say("errors.wrong_fact", **said))
    return value


def _typed(column: schema.Column, raw):
    text = str(raw).strip()
    match column.type:
        case "flag":
            return raw if isinstance(raw, bool) else _FLAGS.get(text.lower())
        case "whole":
            return int(float(text)) if _whole(text) else None
        case "day" | "moment":
            return _moment(raw, text) if column.type == "moment" else _day(raw, text)
        case "code":
            return text.lower() if text.lower() in column.values else None
        case "country":
            return texts.countries().get(text.lower())
        case "codes":
            return ";".join(part.strip() for part in text.split(";") if part.strip())
        case _:
            return text


def _whole(text: str) -> bool:
    try:
        return float(text) == int(float(text)) and abs(float(text)) < 1e15
    except (ValueError, OverflowError):
        return False


def _day(raw, text: str) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _moment(raw, text: str) -> datetime | None:
    if isinstance(raw, date):
        return raw if isinstance(raw, datetime) else datetime(raw.year, raw.month, raw.day)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _references(rows: dict, tables: dict, known: dict, problems: list[str]) -> None:
    """Every reference to another declared table, and every category, must be known there."""
    for name, typed in rows.items():
        for column in known[name].columns.values():
            targets = _targets(column, rows, known)
            if targets is None:
                continue
            place = column.table or column.knowledge
            for (where, _), row in zip(tables[name], typed, strict=True):
                for value in str(row[column.name] or "").split(";"):
                    if value and value not in targets:
                        said = {"where": where, "column": column.name, "table": place}
                        problems.append(texts.unknown_name("errors.wrong_ref", value, targets, **said))


def _targets(column: schema.Column, rows: dict, known: dict) -> set | None:
    """What a value of this column may be, or None when anything may stand there."""
    if column.table and column.table in rows:
        return {row[known[column.table].key] for row in rows[column.table]}
    if column.knowledge:
        return {entry["id"] for entry in load_law().entries(column.knowledge)}
    return None
