"""Cases as somebody writes them: checked, and laid out as the tables of a small Crm and Policy.

A fact is named `table.column`; a list of values, or a list of records under the name of a table, makes several records.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from . import schema, texts
from .check import Check
from .declaring import read_value
from .errors import AvgkitError
from .frames import missing
from .law import Law, load_law, usable_law

PERSON = "1"
DAY = "@on"  # stands for the day of judging
# What a case about messages takes as said when it leaves it out; what a check adds stands in its page under `unsaid`.
UNSAID = {
    "messages.sent_at": DAY,
    "messages.kind": "marketing",
    "consent_forms.explicit_needed": False,
}
# A fact that decides what a case leaves unsaid: then nothing is filled in.
_DECIDED = {"messages.kind": "direct_marketing", "consent_forms.explicit_needed": "explicit"}


@dataclass(frozen=True)
class Case:
    """One case: its key, the law of its day, its records by table, and the facts as they were named."""

    key: str
    law: Law
    tables: dict[str, list[dict]]
    named: tuple[str, ...]


def lay_out(check: Check, case: dict, number: int, on: date, problems: list[str]) -> Case:
    """The tables of one case, typed, with what is silent filled in as `judge` says; every problem is added."""
    case = {name: value for name, value in case.items() if not _silent(value)}
    key = str(case.pop("key", number))
    where = texts.say("errors.case", key=key)
    law = usable_law(on)
    try:
        law = usable_law(case.pop("on", on))
    except AvgkitError as error:
        problems += [f"{where}: {problem}" for problem in error.problems]
    flat, records = _sorted(case)
    named = [*flat, *(f"{table}.{column}" for table, rows in records.items() for row in rows for column in row)]
    lists: dict[str, dict[str, list]] = {}
    several = _several(flat)
    for name, value in flat.items():
        table, _, column = str(name).partition(".")
        if (found := _column(name, where, problems)) is not None:
            values = _values(value, table, found, several[table])
            lists.setdefault(table, {})[column] = [_read(found, v, where, problems) for v in values]
    tables = {table: _rows(table, columns, where, problems) for table, columns in lists.items()}
    for table, rows in records.items():
        typed = [_typed(table, row, where, problems) for row in rows]
        beside = tables.get(table, [{}])
        if len(beside) > 1:
            problems.append(texts.say("errors.table_twice", where=where, table=table))
        tables[table] = [{**beside[0], **row} for row in typed] if beside else typed
    _link(check, tables, law.on)
    return Case(key, law, tables, tuple(dict.fromkeys(named)))


def _silent(value) -> bool:
    return value == [] or missing(value) or (isinstance(value, str) and not value.strip())


def _sorted(case: dict) -> tuple[dict, dict[str, list[dict]]]:
    """The facts by their full name, and the records that stand under the name of a table."""
    flat, records = {}, {}
    for name, value in case.items():
        if name in schema.SIDES and isinstance(value, dict):
            deeper = _sorted(value)
            flat, records = flat | deeper[0], records | deeper[1]
        elif "." not in str(name) and isinstance(value, dict):
            records[name] = [value]
        elif "." not in str(name) and isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
            records[name] = value
        else:
            flat[name] = value
    return flat, records


def _column(name: str, where: str, problems: list[str]) -> schema.Column | None:
    """The column that a fact names; or a problem that names the nearest of its table, or of all tables."""
    table, _, column = str(name).partition(".")
    every = {name: found for side in schema.SIDES for name, found in schema.tables(side).items()}
    if table in every and column in every[table].columns:
        return every[table].columns[column]
    known = [f"{name}.{c}" for name, found in every.items() if table in (name, "") for c in found.columns]
    known = known or [f"{name}.{c}" for name, found in every.items() for c in found.columns]
    problems.append(f"{where}: {texts.unknown_name('errors.unknown_fact', name, known)}")
    return None


def _typed(table: str, row: dict, where: str, problems: list[str]) -> dict:
    """One record as it was written, typed; what is empty is left out."""
    typed = {}
    for column, value in row.items():
        if (found := _column(f"{table}.{column}", where, problems)) is not None and not _silent(value):
            typed[column] = _read(found, value, where, problems)
    return typed


def _read(column: schema.Column, value, where: str, problems: list[str]):
    """The typed value; a category in words (health, gezondheidsgegevens) becomes its key."""
    typed = read_value(column, value, where, problems)
    if typed is None or "categories" not in (column.knowledge, column.usual):
        return typed
    parts = typed.split(";") if column.type == "codes" else [typed]
    return ";".join(_categories().get(_plain(part), part) for part in parts)


@cache
def _categories() -> dict[str, str]:
    """The key of each category by the words that mean it, in both languages."""
    found = {}
    for entry in load_law().entries("categories"):
        for said in (entry["id"], entry["nl"], entry["en"], *entry.get("also", ())):
            for name in (said, said.partition("(")[0]):
                found.setdefault(_plain(name), entry["id"])
    return found


def _plain(name: str) -> str:
    return name.replace("_", " ").strip().lower()


def _several(flat: dict) -> dict[str, bool]:
    """By table, whether a list in this case means several records: a fact that holds one value has a list."""
    found = dict.fromkeys({str(name).partition(".")[0] for name in flat}, False)
    for name, value in flat.items():
        table = str(name).partition(".")[0]
        known = _column(name, "", [])
        found[table] |= isinstance(value, list) and len(value) > 1 and known is not None and known.type != "codes"
    return found


def _values(value, table: str, column: schema.Column, several: bool) -> list:
    """The values of a fact, one for each record; a list of codes is one fact, unless others are lists of records."""
    if not isinstance(value, list):
        return _split(value, table, column)
    nested = any(isinstance(part, list) for part in value)
    return [value] if column.type == "codes" and value and not (several or nested) else value


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


def _link(check: Check, tables: dict[str, list[dict]], on: date) -> None:
    """Fill in what a case leaves unsaid: the record it is about, whom records are about, keys, the day of judging."""
    if tables:
        tables.setdefault(check.table, [{}])  # a case is about one record, though nothing else is said of it
    if any(fact.startswith("contacts.") for fact in check.facts) or "crm.contacts" in check.needs:
        tables.setdefault("contacts", [{}])
    crm, policy = schema.tables("crm"), schema.tables("policy")
    for name in [name for name in tables if name in crm]:
        for number, row in enumerate(tables[name], 1):
            row.setdefault(crm[name].key, PERSON if name == "contacts" else str(number))
            for column in crm[name].columns.values():
                if column.type == "ref" and tables.get(column.table):
                    row.setdefault(column.name, tables[column.table][0].get("id", PERSON))
    _unsaid(check, tables, on)
    _unsaid_no(check, tables)
    _one_category(tables)
    asked, chosen = tables.get("messages", []), tables.get("consents", [])
    _default(tables, "purposes", "id", [row.get("purpose") for row in asked + chosen])
    _about_one_purpose(tables, asked + chosen)
    _default(tables, "consent_forms", "wording", [row.get("wording") for row in chosen])
    for name in [name for name in tables if name in policy and policy[name].key]:
        for number, row in enumerate(tables[name], 1):
            row.setdefault(policy[name].key, str(number))


def _unsaid(check: Check, tables: dict[str, list[dict]], on: date) -> None:
    """What the check's page, and `judge` for messages, take as said when a case leaves it out."""
    purposes = tables.get("purposes", [])
    decided = {name for name, column in _DECIDED.items() if any(column in row for row in purposes)}
    for name, value in (UNSAID | check.unsaid).items():
        table, _, column = name.partition(".")
        if name in decided:
            continue  # the purpose says it
        for row in tables.get(table, []):
            row.setdefault(column, on if value == DAY else value)


def _unsaid_no(check: Check, tables: dict[str, list[dict]]) -> None:
    """In a case about a message, a no of which the day is not told came before it: else nobody would tell of it."""
    sent = [row["sent_at"] for row in tables.get("messages", []) if isinstance(row.get("sent_at"), date)]
    if check.table != "messages" or len(sent) != 1 or len(tables.get("consents", [{}])) > 1:
        return
    moments = [day if isinstance(day, datetime) else datetime.combine(day, time.min) for day in sent]
    before = min(moments) - timedelta(seconds=1)
    for row in tables.get("consents", []):
        if row.get("event") in ("refused", "withdrawn", "objected"):
            row.setdefault("at", before)
    for row in tables.get("requests", []):
        row.setdefault("received_at", before)


def _one_category(tables: dict[str, list[dict]]) -> None:
    """A period that names no category is about the contact of the case, and the other way round."""
    contacts, terms = tables.get("contacts", []), tables.get("retention", [])
    if len(contacts) == len(terms) == 1:
        if "category" in contacts[0]:
            terms[0].setdefault("category", contacts[0]["category"])
        elif terms[0].get("category") in schema.tables("crm")["contacts"].columns["category"].values:
            contacts[0]["category"] = terms[0]["category"]


def _about_one_purpose(tables: dict[str, list[dict]], rows: list[dict]) -> None:
    """What names no purpose is about the only one that is declared; a wording that names none is about one."""
    purposes = tables.get("purposes", [])
    if len(purposes) == 1 and not any(row.get("purpose") for row in rows):
        purposes[0].setdefault("id", "1")
        for row in rows:
            row["purpose"] = purposes[0]["id"]
    named = {row.get("purpose") for row in rows if row.get("purpose")} or {row.get("id", "1") for row in purposes}
    for row in tables.get("consent_forms", []):
        if "separate" not in row and len(named) < 2:
            row.setdefault("purposes", min(named, default="1"))


def _default(tables: dict, name: str, column: str, values: list) -> None:
    """The one value that the other tables speak of, when this table leaves its key out."""
    spoken = {value for value in values if value}
    if len(tables.get(name, [])) == 1 and len(spoken) == 1:
        tables[name][0].setdefault(column, spoken.pop())
