"""A record as the person reads it: each column by a plain name, each code by its word, what is of others covered."""

import re
from datetime import date, datetime

from .. import schema, texts
from ..ruling import parts
from .gathering import Record
from .others import Passage, covered

# Columns that say nothing to the person, or that may name others.
HIDDEN = {"files": ("name", "people"), "access_log": ("records",)}


def label(table: str, column: str, lang: str) -> str:
    """The name of a column in plain words: our own where there is one, else the start of its meaning."""
    if texts.has(key := f"request.label_{table}_{column}"):
        return texts.say(key, lang)
    known = schema.tables("crm")[table].columns.get(column)
    if known is None:
        return texts.harmless(column)
    words = re.split(r" \(|; | = |: ", known.meaning[lang])[0].rstrip("?")
    return words[:1].upper() + words[1:]


def title(table: str, lang: str) -> str:
    """The heading above the records of a table."""
    return texts.say(f"request.table_{table}", lang)


def fields(record: Record, found: list[Passage], purposes: dict[str, dict], lang: str) -> list[dict]:
    """What stands in a record: column, label, the value as data and as words."""
    told, cover = [], texts.say("request.covered", lang)
    for column, value in record.values.items():
        if column in HIDDEN.get(record.table, ()):
            continue
        if isinstance(value, str):
            value = covered(value, [p for p in found if (p.place, p.column) == (record.place, column)], cover)
        words = shown(record.table, column, value, purposes, lang)
        told.append({"column": column, "label": label(record.table, column, lang), "value": value, "shown": words})
    for column, value in record.extra.items():
        if isinstance(value, str):
            value = covered(value, [p for p in found if (p.place, p.column) == (record.place, column)], cover)
        told.append(
            {"column": column, "label": texts.harmless(column), "value": value, "shown": texts.harmless(str(value))}
        )
    for column in record.unread:
        words = texts.say("request.value_unread", lang)
        told.append({"column": column, "label": label(record.table, column, lang), "value": None, "shown": words})
    return told


def shown(table: str, column: str, value, purposes: dict[str, dict], lang: str) -> str:
    """A value in words."""
    known = schema.tables("crm")[table].columns[column]
    if isinstance(value, bool | date | datetime):
        return texts.show(value, lang)
    if isinstance(value, int | float):
        return str(value)
    if known.table == "purposes" or column == "purposes":
        return ", ".join(_purpose(part, purposes, lang) for part in parts(value) or [value])
    if known.type == "country":
        return texts.country(value, lang)
    if known.type in ("code", "codes") or known.usual:
        return texts.harmless(texts.word(value, lang))
    return texts.harmless(value)


def _purpose(name: str, purposes: dict[str, dict], lang: str) -> str:
    row = purposes.get(name) or {}
    return texts.harmless(row.get(f"label_{lang}") or row.get("label_nl") or row.get("label_en") or name)
