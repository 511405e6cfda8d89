"""Checks what an organisation declares: every wrong column, value, code, reference and empty field told at once."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from . import schema, texts
from .casts import NO, WHOLE, YES
from .dates import ISO, ZONED
from .datestyles import YEARS, iso
from .errors import AvgkitError
from .frames import missing
from .law import load_law


@dataclass(frozen=True)
class Declared:
    """The rows of one table as somebody wrote them, each with its place; `where` and `header` are of the table."""

    where: str
    header: list[str]
    rows: list[tuple[str, dict]]


def declare(tables: dict[str, Declared]) -> dict[str, list[dict]]:
    """The typed rows of each declared table; refuses what is wrong, naming file and line of each problem."""
    known = schema.tables("policy")
    problems = [texts.unknown_name("errors.unknown_table", name, known) for name in tables if name not in known]
    rows = {}
    for name, declared in tables.items():
        if name in known:
            problems += _columns(known[name], declared)
            rows[name] = _rows(known[name], declared, problems)
    _references(rows, tables, known, problems)
    if problems:
        raise AvgkitError(problems)
    return rows


def _columns(table: schema.Table, declared: Declared) -> list[str]:
    """The columns that do not belong to the table, and those it cannot do without."""
    where, header = declared.where, declared.header
    problems = [
        texts.unknown_name("errors.unknown_column", name, table.columns, where=where)
        for name in header
        if name not in table.columns
    ]
    for column in table.columns.values():
        if column.required and column.name not in header:
            meaning = column.meaning[texts.language()]
            problems.append(texts.say("errors.required_missing", where=where, name=column.name, meaning=meaning))
    return problems


def _rows(table: schema.Table, declared: Declared, problems: list[str]) -> list[dict]:
    seen: dict = {}
    typed = []
    for where, row in declared.rows:
        values = {c.name: read_value(c, row.get(c.name), where, problems) for c in table.columns.values()}
        for column in table.columns.values():
            if column.required and column.name in declared.header and _blank(row.get(column.name)):
                meaning = column.meaning[texts.language()]
                problems.append(texts.say("errors.required_empty", where=where, name=column.name, meaning=meaning))
        parts = () if table.doubles else (table.key,) if table.key else table.parts or ()
        if parts and all(values[part] is not None for part in parts):
            key = table.key_of(values)
            if key in seen:
                line = seen[key].rpartition(" ")[2]
                said = {"name": "/".join(parts), "value": key, "line": line}
                problems.append(texts.say("errors.double_key", where=where, **said))
            seen.setdefault(key, where)
        typed.append(values)
    return typed


def _blank(value) -> bool:
    return missing(value) or str(value).strip() == ""


def read_value(column: schema.Column, raw, where: str, problems: list[str]):
    """The typed value, or None with a problem added."""
    if isinstance(raw, list) and column.type == "codes":
        raw = ";".join(str(part) for part in raw)
    if _blank(raw):
        return None
    value = _typed(column, raw)
    if value is None:
        shown = str(raw).strip()[:60]
        if column.values:
            parts = [part.strip()[:60] for part in str(raw).split(";")] if column.type == "codes" else [shown]
            problems += [
                texts.unknown_name("errors.wrong_code", part, column.values, where=where, column=column.name)
                for part in parts
                if part and part.lower() not in column.values
            ]
        else:
            said = {"where": where, "value": shown, "name": column.name, "expected": column.expected()}
            problems.append(texts.say("errors.wrong_fact", **said))
    elif column.minimum is not None and value < column.minimum:
        said = {"where": where, "name": column.name, "value": value, "minimum": column.minimum}
        problems.append(texts.say("errors.too_small", **said))
        return None
    return value


def _typed(column: schema.Column, raw):
    text = str(raw).strip()
    match column.type:
        case "flag":
            return raw if isinstance(raw, bool) else _flag(text.lower())
        case "whole":
            return int(text.partition(".")[0]) if re.fullmatch(WHOLE, text) else None
        case "day":
            moment = _moment(raw, text)
            return moment and moment.date()
        case "moment":
            return _moment(raw, text)
        case "code":
            return text.lower() if text.lower() in column.values else None
        case "country":
            return texts.countries().get(text.lower())
        case "codes":
            parts = [part.strip() for part in text.split(";") if part.strip()]
            known = column.values
            if column.each == "country":
                found = [_places().get(part.lower()) for part in parts]
                return None if None in found else ";".join(found)
            parts = [part.lower() for part in parts] if known else parts
            return ";".join(parts) if not known or set(parts) <= set(known) else None
        case _:
            return text


def _places() -> dict[str, str]:
    """Every country by name and code, and the international organisations that have an adequacy decision."""
    organisations = {entry["id"] for entry in load_law().entries("countries", "adequacy")}
    return {name.lower(): name for name in organisations} | texts.countries()


def _flag(text: str) -> bool | None:
    return True if text in YES else False if text in NO else None


def _moment(raw, text: str) -> datetime | None:
    """A moment in Dutch local time, its year first, read just as in the column of an export (casts.py, dates.py)."""
    try:
        if isinstance(raw, date):
            found = raw if isinstance(raw, datetime) else datetime(raw.year, raw.month, raw.day)
        elif re.fullmatch(f"{ISO}|{ZONED}", text) or (text[:4].isdecimal() and (text := iso(text))):
            found = datetime.fromisoformat(re.sub(r" (?=[Z+-])", "", text.replace("UTC", "Z")))
        else:
            return None
        if found.tzinfo:
            found = found.astimezone(ZoneInfo("Europe/Amsterdam")).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return found if YEARS[0] <= found.year <= YEARS[1] else None


def _references(rows: dict, tables: dict, known: dict, problems: list[str]) -> None:
    """Every reference to another declared table, and every category, must be known there."""
    for name, typed in rows.items():
        for column in known[name].columns.values():
            targets = _targets(column, rows, known)
            if targets is None:
                continue
            place = column.table or column.knowledge
            for (where, _), row in zip(tables[name].rows, typed, strict=True):
                for value in str(row[column.name] or "").split(";"):
                    if value and value not in targets:
                        said = {"where": where, "column": column.name, "table": place}
                        tell = texts.unknown_name if targets else _alone
                        problems.append(tell("errors.wrong_ref", value, targets, **said))


def _alone(key: str, name: str, _: set, **said) -> str:
    """The sentence about an unknown name when there is no known one to offer."""
    return texts.say(key, name=name, **said)


def _targets(column: schema.Column, rows: dict, known: dict) -> set | None:
    """What a value of this column may be, or None when anything may stand there."""
    if column.table and column.table in rows:
        return {row[known[column.table].key] for row in rows[column.table]}
    if column.knowledge:
        return {entry["id"] for entry in load_law().entries(column.knowledge)}
    return None
